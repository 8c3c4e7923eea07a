"""The people of a workspace, those who left included: their words stay, under their name."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Connection, String, Table, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or

from resa.store.collaboration.database import TABLES, Database, Instant

PERSON = Table(
    "person",
    TABLES,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("email", String, unique=True),
    Column("role", String, nullable=False),
    Column("language", String, nullable=False),
    Column("password", String),
    Column("subject", String, unique=True),
    Column("made_at", Instant, nullable=False),
    Column("removed_at", Instant),
)

WORKSPACE_FACT = Table(
    "workspace_fact",
    TABLES,
    Column("name", String, primary_key=True),
    Column("content", String, nullable=False),
)

_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """A person as kept. `password` is its argon2 hash, `subject` who they are at the identity provider."""

    id: str
    name: str
    email: str | None
    role: str
    language: str
    password: str | None
    subject: str | None
    made_at: datetime
    removed_at: datetime | None


def workspace_id(database: Database) -> str:
    """Returns the random name of this workspace, made the first time it is asked for."""
    query = select(WORKSPACE_FACT.c.content).where(WORKSPACE_FACT.c.name == "id")
    with database.reading() as connection:
        found: str | None = connection.scalar(query)
    if found:
        return found
    with database.writing() as connection:
        fresh = insert_or(WORKSPACE_FACT).values(name="id", content=random_name()).on_conflict_do_nothing()
        connection.execute(fresh)
        return str(connection.scalar(query))


def random_name(length: int = 12) -> str:
    """Returns a random name in small letters and digits."""
    return "".join(secrets.choice(_LETTERS) for _ in range(length))


def add(connection: Connection, person: PersonRecord) -> None:
    """Keeps a new person."""
    connection.execute(insert(PERSON).values(**{name: getattr(person, name) for name in PersonRecord.__slots__}))


def people(connection: Connection) -> list[PersonRecord]:
    """Returns everybody who is or was here, in the order in which they came."""
    rows = connection.execute(select(PERSON).order_by(PERSON.c.made_at, PERSON.c.id))
    return [PersonRecord(**row) for row in rows.mappings()]


def person(connection: Connection, person_id: str) -> PersonRecord | None:
    """Returns the person of that id, those who left included."""
    return _one(connection, PERSON.c.id == person_id)


def by_email(connection: Connection, email: str) -> PersonRecord | None:
    """Returns who is here under that address."""
    return _one(connection, PERSON.c.email == email)


def by_subject(connection: Connection, subject: str) -> PersonRecord | None:
    """Returns who is here under that name of an identity provider."""
    return _one(connection, PERSON.c.subject == subject)


def owners(connection: Connection) -> int:
    """Returns how many owners are here."""
    here = select(func.count()).select_from(PERSON).where(PERSON.c.role == "owner", PERSON.c.removed_at.is_(None))
    return int(connection.scalar(here) or 0)


def change(connection: Connection, person_id: str, **fields: str | None) -> None:
    """Sets fields of a person: name, role, language, password, subject."""
    connection.execute(update(PERSON).where(PERSON.c.id == person_id).values(**fields))


def remove(connection: Connection, person_id: str, *, at: datetime) -> None:
    """Lets a person go: the name stays beside their words, the address and the password do not.

    Who they are at an identity provider stays too, so that it does not let them in again.
    """
    gone = update(PERSON).where(PERSON.c.id == person_id)
    connection.execute(gone.values(removed_at=at, email=None, password=None))


def _one(connection: Connection, condition: object) -> PersonRecord | None:
    row = connection.execute(select(PERSON).where(condition)).mappings().first()  # type: ignore[arg-type] # a clause
    return PersonRecord(**row) if row else None
