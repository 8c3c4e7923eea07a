"""Invitations: a link by which one person comes to work here, with the role that the link says."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from sqlalchemy import Connection

from resa.app.audit import record
from resa.app.people import here
from resa.app.permission import Act, Person, Role, may, require
from resa.app.personname import checked_email
from resa.app.signin import NewAccount, SignedIn, as_person, begin_session, token_hash
from resa.model.errors import UsageError
from resa.store.collaboration import invitation, people, session
from resa.store.collaboration.database import Database
from resa.store.collaboration.invitation import InvitationRecord
from resa.store.collaboration.people import PersonRecord

USUAL_DAYS = 7
MOST_DAYS = 60
BACK_WITHIN = timedelta(days=1)


class NoSuchInvitationError(UsageError):
    """There is no such invitation, or it was taken back."""

    code: ClassVar[str] = "no_such_invitation"


class SpentInvitationError(UsageError):
    """The invitation has run out, or somebody has come by it."""

    code: ClassVar[str] = "spent_invitation"


class WrongInvitationError(UsageError):
    """An invitation can't be made so, or is for somebody else."""

    code: ClassVar[str] = "wrong_invitation"


class EmailTakenError(UsageError):
    """Somebody works here under that address."""

    code: ClassVar[str] = "email_taken"


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation as owners see it. `token` is told once, to the one who makes it."""

    id: str
    role: Role
    email: str | None
    made_by: str
    made_at: datetime
    expires_at: datetime
    accepted_by: str | None
    accepted_at: datetime | None
    token: str | None = None


@dataclass(frozen=True, slots=True)
class Welcome:
    """An invitation as the invited see it."""

    role: Role
    email: str | None
    invited_by: str
    expires_at: datetime


def invite(
    person: Person, *, role: Role, email: str | None, database: Database, now: datetime, days: int = USUAL_DAYS
) -> Invitation:
    """Returns a new invitation; its token makes the link and is not kept."""
    require(person, Act.MANAGE_PEOPLE)
    if not 1 <= days <= MOST_DAYS:
        raise WrongInvitationError(f"expected an invitation for 1 to {MOST_DAYS} days, got {days}")
    address = checked_email(email) if email else None
    token = secrets.token_urlsafe(32)
    kept = InvitationRecord(
        people.random_name(), token_hash(token), role.value, address, person.id, now, now + timedelta(days=days)
    )
    with database.writing() as connection:
        _require_new(connection, address)
        invitation.add(connection, kept)
        record(
            connection, person, act="invitation.make", about=kept.id, now=now, detail=f"{role} {address or ''}".strip()
        )
        return _shown(connection, kept, token=token)


def invite_back(person: Person, person_id: str, *, database: Database, now: datetime) -> Invitation:
    """Returns a link by which somebody who is here, and has lost their password, sets another; good for a day."""
    require(person, Act.MANAGE_PEOPLE)
    token = secrets.token_urlsafe(32)
    with database.writing() as connection:
        lost = here(connection, person_id)
        kept = InvitationRecord(
            people.random_name(),
            token_hash(token),
            lost.role,
            lost.email,
            person.id,
            now,
            now + BACK_WITHIN,
            person=person_id,
        )
        invitation.add(connection, kept)
        record(connection, person, act="invitation.back", about=person_id, now=now)
        return _shown(connection, kept, token=token)


def invitations(person: Person, *, database: Database) -> list[Invitation]:
    """Returns every invitation, the newest first."""
    require(person, Act.MANAGE_PEOPLE)
    with database.reading() as connection:
        return [_shown(connection, one) for one in invitation.invitations(connection)]


def take_back(person: Person, invitation_id: str, *, database: Database, now: datetime) -> None:
    """Makes an invitation worthless."""
    require(person, Act.MANAGE_PEOPLE)
    with database.writing() as connection:
        if not invitation.remove(connection, invitation_id):
            raise NoSuchInvitationError(
                f"expected an open invitation, got {invitation_id!r}; it was used or taken back"
            )
        record(connection, person, act="invitation.take_back", about=invitation_id, now=now)


def welcome(token: str, *, database: Database, now: datetime) -> Welcome:
    """Returns what the link invites to."""
    with database.reading() as connection:
        kept = _open(connection, token, now=now)
        return Welcome(Role(kept.role), kept.email, _name(connection, kept.made_by) or "", kept.expires_at)


def accept(token: str, account: NewAccount, *, database: Database, now: datetime) -> SignedIn:
    """Makes the invited a person with the invitation's role, and signs them in.

    By a link for somebody who is here it sets their password; whoever was signed in as them is not any more.
    """
    with database.reading() as connection:
        role = Role(_open(connection, token, now=now).role)
    fresh = account.record(role=role, now=now)
    with database.writing() as connection:
        kept = _open(connection, token, now=now)
        if kept.email and kept.email != fresh.email:
            raise WrongInvitationError(f"expected the address that was invited, {kept.email}, got {fresh.email}")
        came = _come_back(connection, kept, fresh) if kept.person else _come(connection, fresh)
        invitation.accept(connection, kept.id, person=came.id, at=now)
        record(connection, came, act="invitation.accept", about=kept.id, now=now, detail=came.role)
        return begin_session(connection, came, now=now)


def _come(connection: Connection, fresh: PersonRecord) -> Person:
    _require_new(connection, fresh.email)
    people.add(connection, fresh)
    return as_person(fresh)


def _come_back(connection: Connection, kept: InvitationRecord, fresh: PersonRecord) -> Person:
    before = here(connection, kept.person or "")
    if before.email is None:
        _require_new(connection, fresh.email)
    people.change(connection, before.id, password=fresh.password, email=fresh.email)
    session.end_all(connection, before.id)
    return as_person(here(connection, before.id))


def _open(connection: Connection, token: str, *, now: datetime) -> InvitationRecord:
    kept = invitation.by_token(connection, token_hash(token))
    if kept is None:
        raise NoSuchInvitationError("expected the whole link of an invitation, got another; ask for a new one")
    if kept.accepted_at or now >= kept.expires_at:
        raise SpentInvitationError(
            "expected an invitation that is still open, this one is used or out of date; ask anew"
        )
    maker = people.person(connection, kept.made_by)
    if maker is None or maker.removed_at or not may(as_person(maker), Act.MANAGE_PEOPLE):
        raise SpentInvitationError(
            "expected an invitation by somebody who may still invite, who made this one may not; ask anew"
        )
    return kept


def _require_new(connection: Connection, email: str | None) -> None:
    if email and people.by_email(connection, email):
        raise EmailTakenError(f"expected an address that is new here, {email} is somebody's; they can sign in")


def _shown(connection: Connection, kept: InvitationRecord, *, token: str | None = None) -> Invitation:
    return Invitation(
        id=kept.id,
        role=Role(kept.role),
        email=kept.email,
        made_by=_name(connection, kept.made_by) or "",
        made_at=kept.made_at,
        expires_at=kept.expires_at,
        accepted_by=_name(connection, kept.accepted_by),
        accepted_at=kept.accepted_at,
        token=token,
    )


def _name(connection: Connection, person_id: str | None) -> str | None:
    found = people.person(connection, person_id) if person_id else None
    return found.name if found else None
