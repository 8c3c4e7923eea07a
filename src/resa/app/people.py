"""The people of a workspace: who works here, what they may do, and letting them go."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from sqlalchemy import Connection

from resa.app.audit import record
from resa.app.permission import Act, Person, Role, may, require
from resa.app.personname import checked_language, checked_name
from resa.model.errors import UsageError
from resa.store.collaboration import people, session
from resa.store.collaboration.database import Database
from resa.store.collaboration.people import PersonRecord


class NoSuchPersonError(UsageError):
    """Nobody of that id works here."""

    code: ClassVar[str] = "no_such_person"


class LastOwnerError(UsageError):
    """The change would leave the workspace without an owner."""

    code: ClassVar[str] = "last_owner"


@dataclass(frozen=True, slots=True)
class Colleague:
    """A person as the others see them. `email` is None for those who may not see it; those who left are not `here`."""

    id: str
    name: str
    email: str | None
    role: Role
    is_here: bool
    since: datetime


@dataclass(frozen=True, slots=True)
class PersonChange:
    """What shall change about a person; None stays as it is."""

    name: str | None = None
    language: str | None = None
    role: Role | None = None


def colleagues(person: Person, *, database: Database) -> list[Colleague]:
    """Returns everybody who is or was here; addresses only to those who manage people."""
    require(person, Act.SEE_PEOPLE)
    sees_addresses = may(person, Act.MANAGE_PEOPLE)
    with database.reading() as connection:
        found = people.people(connection)
    return [_colleague(one, has_address=sees_addresses or one.id == person.id) for one in found]


def change_person(
    person: Person, person_id: str, *, change: PersonChange, database: Database, now: datetime
) -> Colleague:
    """Changes a person: their role by owners, name and language by themselves and owners."""
    require(person, Act.SEE_SELF)
    if change.role is not None or person_id != person.id:
        require(person, Act.MANAGE_PEOPLE)
    with database.writing() as connection:
        before = here(connection, person_id)
        fields = _fields(change)
        if change.role not in (None, Role.OWNER):
            _keep_an_owner(connection, before)
        if fields:
            people.change(connection, person_id, **fields)
        if change.role is not None and change.role != before.role:
            told = f"{before.role} to {change.role}"
            record(connection, person, act="person.role", about=person_id, now=now, detail=told)
        if "name" in fields or "language" in fields:
            record(connection, person, act="person.change", about=person_id, now=now, detail=", ".join(sorted(fields)))
        return _colleague(here(connection, person_id), has_address=True)


def remove_person(person: Person, person_id: str, *, database: Database, now: datetime) -> None:
    """Lets somebody go, at once: their sessions end, their words stay under their name."""
    require(person, Act.MANAGE_PEOPLE)
    with database.writing() as connection:
        gone = here(connection, person_id)
        _keep_an_owner(connection, gone)
        session.end_all(connection, person_id)
        people.remove(connection, person_id, at=now)
        record(connection, person, act="person.remove", about=person_id, now=now, detail=gone.name)


def send_out(person: Person, person_id: str, *, database: Database, now: datetime) -> None:
    """Ends every session of somebody: a lost machine, a borrowed browser."""
    require(person, Act.MANAGE_PEOPLE)
    with database.writing() as connection:
        here(connection, person_id)
        session.end_all(connection, person_id)
        record(connection, person, act="session.end", about=person_id, now=now, detail="everywhere, by an owner")


def here(connection: Connection, person_id: str) -> PersonRecord:
    """Returns somebody who works here; raises `NoSuchPersonError` for others and those who left."""
    found = people.person(connection, person_id)
    if found is None or found.removed_at:
        raise NoSuchPersonError(f"expected somebody who works here, got {person_id!r}; GET /api/people lists them")
    return found


def _keep_an_owner(connection: Connection, leaving: PersonRecord) -> None:
    if leaving.role == Role.OWNER and people.owners(connection) == 1:
        raise LastOwnerError(f"expected an owner to remain, {leaving.name} is the last; make somebody else owner first")


def _fields(change: PersonChange) -> dict[str, str]:
    fields: dict[str, str] = {}
    if change.name is not None:
        fields["name"] = checked_name(change.name)
    if change.language is not None:
        fields["language"] = checked_language(change.language)
    if change.role is not None:
        fields["role"] = change.role.value
    return fields


def _colleague(kept: PersonRecord, *, has_address: bool) -> Colleague:
    address = kept.email if has_address else None
    return Colleague(kept.id, kept.name, address, Role(kept.role), kept.removed_at is None, kept.made_at)
