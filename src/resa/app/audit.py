"""Who did what, when, about what: written beside the deed, read by owners."""

from datetime import datetime

from sqlalchemy import Connection

from resa.app.permission import Act, Person, require
from resa.store.collaboration import audit
from resa.store.collaboration.audit import AuditLine
from resa.store.collaboration.database import Database

__all__ = ["AuditLine", "audit_lines", "record"]

MOST = 200
NOBODY = "somebody"


def record(
    connection: Connection, person: Person | None, *, act: str, about: str, now: datetime, detail: str = ""
) -> None:
    """Writes down that a person did something, in the transaction that does it.

    `act` is a short name such as "person.role", `about` the id of what it was done to.
    """
    who, name = (person.id, person.name) if person else (None, NOBODY)
    audit.append(connection, AuditLine(now, who, name, act, about, detail))


def audit_lines(person: Person, *, database: Database, before: int | None = None) -> list[AuditLine]:
    """Returns the newest lines; `before` is the number of the last one already seen."""
    require(person, Act.SEE_AUDIT)
    with database.reading() as connection:
        return audit.newest(connection, most=MOST, before=before)
