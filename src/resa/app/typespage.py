"""Types of journeys as the app keeps and names them; every change can be taken back."""

from resa.app.audit import record
from resa.app.keptgroups import KEPT_TYPES
from resa.app.permission import Act, Person, require
from resa.app.serving import ServedWorkspace
from resa.app.types import keep_types, name_type, types
from resa.model.table import Table
from resa.understand.journeytype.kept import FILE


def types_page(person: Person, served: ServedWorkspace) -> Table:
    """Returns the types that are kept, none where none are."""
    require(person, Act.SEE_MAPS)
    return served.ask(types)


def find_types(person: Person, served: ServedWorkspace, *, by: str, most: int | None = None) -> None:
    """Finds the types of customers' journeys and keeps them, so that filters can name them."""
    require(person, Act.CHANGE_DATA)
    served.change(lambda workspace: keep_types(workspace, by=by, most=most))
    _written_down(person, served, about="types")


def rename_type(person: Person, served: ServedWorkspace, kept: str, name: str) -> None:
    """Gives a kept type another name."""
    require(person, Act.CHANGE_DATA)
    served.change(lambda workspace: name_type(workspace, kept, name))
    _written_down(person, served, about=kept)


def types_back(person: Person, served: ServedWorkspace) -> bool:
    """Puts the types before the last change in the place of those that are kept, and returns whether any are."""
    require(person, Act.CHANGE_DATA)
    KEPT_TYPES.swap(served.folder)
    served.follow()
    _written_down(person, served, about="before")
    return (served.folder / FILE).exists()


def _written_down(person: Person, served: ServedWorkspace, *, about: str) -> None:
    with served.database.writing() as connection:
        record(connection, person, act="type.keep", about=about[:200], now=served.now())
