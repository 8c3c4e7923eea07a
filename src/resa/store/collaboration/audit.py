"""Who did what, when, about what: lines that are only ever added; the file itself refuses to change them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Connection, Integer, String, Table, insert, select

from resa.store.collaboration.database import TABLES, Instant

AUDIT = Table(
    "audit",
    TABLES,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("at", Instant, nullable=False),
    Column("person", String),
    Column("name", String, nullable=False),
    Column("act", String, nullable=False),
    Column("about", String, nullable=False),
    Column("detail", String, nullable=False),
    sqlite_autoincrement=True,
)


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One thing that somebody did. `person` is None where nobody was signed in; the name is as it was then."""

    at: datetime
    person: str | None
    name: str
    act: str
    about: str
    detail: str = ""
    number: int = 0


def append(connection: Connection, line: AuditLine) -> None:
    """Adds a line; it stands or falls with the transaction that does what it says."""
    connection.execute(
        insert(AUDIT).values(
            at=line.at, person=line.person, name=line.name, act=line.act, about=line.about, detail=line.detail
        )
    )


def happened(connection: Connection, *, person: str, act: str, detail: str) -> bool:
    """Returns whether a person has ever done that; looks through all lines where they have not."""
    same = (AUDIT.c.person == person) & (AUDIT.c.act == act) & (AUDIT.c.detail == detail)
    return connection.execute(select(AUDIT.c.number).where(same).limit(1)).first() is not None


def newest(connection: Connection, *, most: int, before: int | None = None) -> list[AuditLine]:
    """Returns lines, the newest first; `before` is the number of the last line already seen."""
    query = select(AUDIT).order_by(AUDIT.c.number.desc()).limit(most)
    if before is not None:
        query = query.where(AUDIT.c.number < before)
    return [AuditLine(**row) for row in connection.execute(query).mappings()]
