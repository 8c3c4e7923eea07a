"""Somebody in the app takes an alert on."""

from resa.app.alertmarks import marked_now, with_mark
from resa.app.audit import record
from resa.app.catalogueedit import LOCK
from resa.app.knowledge import edit_setting
from resa.app.permission import Act, Person, require
from resa.app.serving import ServedWorkspace
from resa.store.lock import exclusive
from resa.understand.watch.marked import FILE


def take_on(
    person: Person, served: ServedWorkspace, *, story: str, status: str | None, owner: str | None, note: str | None
) -> None:
    """Writes down that an alert is known or handled, as this person says; without a status, takes that back."""
    require(person, Act.COMMENT)
    words = {"owner": owner, "note": note, "by": person.name}
    mark = None if status is None else served.ask(lambda at: marked_now(at, story, status, **words))
    with exclusive(served.folder / LOCK):
        edit_setting(served.folder, FILE, lambda text: with_mark(text, mark, story=story))
    served.follow()
    with served.database.writing() as connection:
        record(connection, person, act="alert.mark", about=f"{story}: {status or '–'}"[:200], now=served.now())
