"""Who is signed in, by the hash of what their browser holds; and how often somebody failed to sign in."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Connection, ForeignKey, Integer, String, Table, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or

from resa.store.collaboration.database import TABLES, Instant
from resa.store.collaboration.people import PERSON, PersonRecord

SESSION = Table(
    "session",
    TABLES,
    Column("token", String, primary_key=True),
    Column("person", String, ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("made_at", Instant, nullable=False),
    Column("used_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
)

FAILED_TRY = Table(
    "failed_try",
    TABLES,
    Column("subject", String, primary_key=True),
    Column("tries", Integer, nullable=False),
    Column("last_at", Instant, nullable=False),
)


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """A session as kept. `token` is the hash of the cookie's content."""

    token: str
    person: str
    made_at: datetime
    used_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class FailedTries:
    """How often in a row somebody failed, and when last."""

    tries: int
    last_at: datetime


def add(connection: Connection, session: SessionRecord) -> None:
    """Keeps a new session, and forgets those that have run out."""
    connection.execute(delete(SESSION).where(SESSION.c.expires_at < session.made_at))
    connection.execute(insert(SESSION).values(**{name: getattr(session, name) for name in SessionRecord.__slots__}))


def find(connection: Connection, token: str) -> tuple[SessionRecord, PersonRecord] | None:
    """Returns the session of that hash and its person."""
    session = connection.execute(select(SESSION).where(SESSION.c.token == token)).mappings().first()
    if session is None:
        return None
    person = connection.execute(select(PERSON).where(PERSON.c.id == session["person"])).mappings().one()
    return SessionRecord(**session), PersonRecord(**person)


def touch(connection: Connection, token: str, *, at: datetime) -> None:
    """Remembers when a session was used."""
    connection.execute(update(SESSION).where(SESSION.c.token == token).values(used_at=at))


def end(connection: Connection, token: str) -> None:
    """Ends one session."""
    connection.execute(delete(SESSION).where(SESSION.c.token == token))


def end_all(connection: Connection, person: str) -> None:
    """Ends every session of a person."""
    connection.execute(delete(SESSION).where(SESSION.c.person == person))


def failed_tries(connection: Connection, subject: str) -> FailedTries | None:
    """Returns how often an account or an address failed in a row."""
    row = connection.execute(select(FAILED_TRY).where(FAILED_TRY.c.subject == subject)).mappings().first()
    return FailedTries(row["tries"], row["last_at"]) if row else None


def add_failed_try(connection: Connection, subject: str, *, at: datetime, since: datetime) -> None:
    """Counts a failure; those before `since` are forgotten."""
    connection.execute(delete(FAILED_TRY).where(FAILED_TRY.c.last_at < since))
    fresh = insert_or(FAILED_TRY).values(subject=subject, tries=1, last_at=at)
    counted = {"tries": FAILED_TRY.c.tries + 1, "last_at": at}
    connection.execute(fresh.on_conflict_do_update(index_elements=[FAILED_TRY.c.subject], set_=counted))


def forget_failed_tries(connection: Connection, subject: str) -> None:
    """Begins counting anew."""
    connection.execute(delete(FAILED_TRY).where(FAILED_TRY.c.subject == subject))
