"""Commands about types of journeys that are kept."""

from cyclopts import App

from resa.cli.options import HERE, AsJson, Place
from resa.cli.output import print_table, say


def register(program: App) -> None:
    """Adds these commands to the program."""
    group = App(name="types", help="Types of journeys: list those that are kept, find them anew, name them.")
    group.default(list_types)
    group.command(fit_types, name="fit")
    group.command(name_type, name="name")
    program.command(group)


def list_types(*, place: Place = HERE, json: AsJson = False) -> None:
    """List the types that are kept, with how many customers each has now and had when it was found.

    Args:
        place: Where the workspace lies.
        json: Print the documented JSON instead of a table.
    """
    from resa.app.types import types
    from resa.app.workspace import open_workspace

    print_table(types(open_workspace(place.workspace)), as_json=json)


def fit_types(*, by: str = "touchpoint", most: int | None = None, place: Place = HERE) -> None:
    """Find the types of customers' journeys and keep them, so that filters can name them: type = "web: product page".

    Args:
        by: What a step is: touchpoint, channel or stage.
        most: At most so many types.
        place: Where the workspace lies.
    """
    from resa.app.types import keep_types, types_told
    from resa.app.workspace import open_workspace

    say(types_told(keep_types(open_workspace(place.workspace), by=by, most=most)))


def name_type(kept: str, name: str, /, *, place: Place = HERE) -> None:
    """Name a type that is kept.

    Args:
        kept: Its id or its name now.
        name: What it is called from now on.
        place: Where the workspace lies.
    """
    from resa.app.types import name_type
    from resa.app.workspace import open_workspace

    say(name_type(open_workspace(place.workspace), kept, name))
