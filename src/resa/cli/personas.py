"""Commands about who the customers are: personas."""

from pathlib import Path

from cyclopts import App

from resa.cli.options import HERE, AsJson, Place
from resa.cli.output import print_table, say


def register(program: App) -> None:
    """Adds these commands to the program."""
    group = App(name="personas", help="Personas from the data: list, find anew, name and describe, bring your own.")
    group.default(list_personas)
    group.command(fit_personas, name="fit")
    group.command(name_persona, name="name")
    group.command(import_personas, name="import")
    program.command(group)


def list_personas(*, place: Place = HERE, json: AsJson = False) -> None:
    """List the personas with their size now and when they were fitted.

    Args:
        place: Where the workspace lies.
        json: Print the documented JSON instead of a table.
    """
    from resa.app.personas import personas
    from resa.app.workspace import open_workspace

    print_table(personas(open_workspace(place.workspace)), as_json=json)


def fit_personas(*, without: str | None = None, most: int | None = None, place: Place = HERE) -> None:
    """Find the personas anew and keep them; those that are mostly the same people keep their names.

    Args:
        without: Traits left out of the fit so that they can test it, separated by commas, for example "score" or
            "profile.Churn".
        most: At most so many personas.
        place: Where the workspace lies.
    """
    from resa.app.personas import fit_personas, fit_told
    from resa.app.workspace import open_workspace

    left = tuple(one.strip() for one in without.split(",")) if without else ()
    say(fit_told(fit_personas(open_workspace(place.workspace), without=left, most=most)))


def name_persona(
    persona: str,
    name: str | None = None,
    /,
    *,
    occupation: str | None = None,
    age: str | None = None,
    quote: str | None = None,
    interest: list[str] | None = None,
    goal: list[str] | None = None,
    challenge: list[str] | None = None,
    by: str | None = None,
    place: Place = HERE,
) -> None:
    """Name a persona, and say what the data can't know; what is said is marked as asserted.

    Args:
        persona: Its id or its name now.
        name: What it is called from now on.
        occupation: What these customers do for a living.
        age: How old they are, in words.
        quote: A sentence that stands for them.
        interest: What they are interested in; may be given several times.
        goal: What they want to reach; may be given several times.
        challenge: What stands in their way; may be given several times.
        by: Who says so.
        place: Where the workspace lies.
    """
    from resa.app.personas import Saying, describe_persona
    from resa.app.workspace import open_workspace

    saying = Saying(name, occupation, age, quote, _all(interest), _all(goal), _all(challenge), by=by)
    say(describe_persona(open_workspace(place.workspace), persona, saying))


def import_personas(file: Path, /, *, by: str | None = None, place: Place = HERE, json: AsJson = False) -> None:
    """Bring a workshop's personas: how many customers fit each, and which claims the data bears out.

    Args:
        file: YAML as in personas.yaml with claims, or CSV or XLSX with the columns persona, trait and level.
        by: Who made them, for example "the workshop of 3 May".
        place: Where the workspace lies.
        json: Print the documented JSON instead of a table.
    """
    from resa.app.personas import import_personas
    from resa.app.workspace import open_workspace

    print_table(import_personas(open_workspace(place.workspace), file, by=by), as_json=json)


def _all(given: list[str] | None) -> tuple[str, ...] | None:
    return tuple(given) if given is not None else None
