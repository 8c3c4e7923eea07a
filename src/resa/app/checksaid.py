"""Checks in the app: pages that people add, and what they say of checks that no data tells."""

from dataclasses import dataclass
from functools import partial

from resa.app.audit import record
from resa.app.catalogueedit import LOCK
from resa.app.checkpages import drop_page, keep_page, pages_of
from resa.app.knowledge import edit_setting
from resa.app.permission import Act, Person, require
from resa.app.serving import ServedWorkspace
from resa.store.lock import exclusive
from resa.understand.checking.page import PageError
from resa.understand.checking.said import FILE, read_entry, with_said, without_said


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page that checks look at: its file's name, what it calls itself, and how many fields its form has."""

    name: str
    title: str
    fields: int


def kept_pages(person: Person, served: ServedWorkspace) -> list[KeptPage]:
    """Returns the pages that the workspace keeps."""
    require(person, Act.SEE_MAPS)
    return [KeptPage(one.name, one.title, len(one.form)) for one in pages_of(served.folder)]


def add_page(person: Person, served: ServedWorkspace, content: bytes, *, name: str) -> KeptPage:
    """Keeps a page, in the place of one of that name; raises `PageError` where it is none."""
    require(person, Act.CHANGE_DATA)
    page = keep_page(served.folder, content, name=name)
    _changed(person, served, act="check.page", about=page.name)
    return KeptPage(page.name, page.title, len(page.form))


def remove_page(person: Person, served: ServedWorkspace, name: str) -> None:
    """Takes a page away."""
    require(person, Act.CHANGE_DATA)
    drop_page(served.folder, name)
    _changed(person, served, act="check.page", about=name)


def say(
    person: Person, served: ServedWorkspace, *, check: str, at: str | None, verdict: str | None, says: str | None
) -> None:
    """Writes down what this person says of a check, of one place where `at` names it; without a verdict, takes it back.

    Raises `SettingsError` where there is no such check or verdict, or nothing says why.
    """
    require(person, Act.CHANGE_DATA)
    if verdict is None:
        change = partial(without_said, check=check, at=at)
    else:
        told = {"check": check, "at": at, "verdict": verdict, "says": says, "by": person.name}
        change = partial(with_said, one=read_entry({name: words for name, words in told.items() if words is not None}))
    with exclusive(served.folder / LOCK):
        edit_setting(served.folder, FILE, change)
    _changed(person, served, act="check.say" if verdict else "check.unsay", about=f"{check}: {at}" if at else check)


def no_page() -> PageError:
    """Returns what to tell where no page was sent."""
    return PageError("expected a page in the form's part 'file', found none there; choose an .html file")


def _changed(person: Person, served: ServedWorkspace, *, act: str, about: str) -> None:
    served.follow()
    with served.database.writing() as connection:
        record(connection, person, act=act, about=about[:200], now=served.now())
