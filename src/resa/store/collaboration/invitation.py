"""Invitations, by the hash of the token in their link."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Connection, ForeignKey, String, Table, delete, insert, select, update

from resa.store.collaboration.database import TABLES, Instant

INVITATION = Table(
    "invitation",
    TABLES,
    Column("id", String, primary_key=True),
    Column("token", String, nullable=False, unique=True),
    Column("role", String, nullable=False),
    Column("email", String),
    Column("made_by", String, ForeignKey("person.id"), nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("accepted_by", String, ForeignKey("person.id")),
    Column("accepted_at", Instant),
    Column("person", String, ForeignKey("person.id")),
)


@dataclass(frozen=True, slots=True)
class InvitationRecord:
    """An invitation as kept. `email` is whom it is for, None for whoever has the link.

    `person` is somebody who is here already, and gets a new password by it.
    """

    id: str
    token: str
    role: str
    email: str | None
    made_by: str
    made_at: datetime
    expires_at: datetime
    accepted_by: str | None = None
    accepted_at: datetime | None = None
    person: str | None = None


def add(connection: Connection, invitation: InvitationRecord) -> None:
    """Keeps a new invitation."""
    fields = {name: getattr(invitation, name) for name in InvitationRecord.__slots__}
    connection.execute(insert(INVITATION).values(**fields))


def invitations(connection: Connection) -> list[InvitationRecord]:
    """Returns every invitation, the newest first."""
    rows = connection.execute(select(INVITATION).order_by(INVITATION.c.made_at.desc(), INVITATION.c.id))
    return [InvitationRecord(**row) for row in rows.mappings()]


def by_token(connection: Connection, token: str) -> InvitationRecord | None:
    """Returns the invitation with that hash."""
    row = connection.execute(select(INVITATION).where(INVITATION.c.token == token)).mappings().first()
    return InvitationRecord(**row) if row else None


def accept(connection: Connection, invitation_id: str, *, person: str, at: datetime) -> None:
    """Remembers who came by it; an invitation is good for one."""
    used = update(INVITATION).where(INVITATION.c.id == invitation_id)
    connection.execute(used.values(accepted_by=person, accepted_at=at))


def remove(connection: Connection, invitation_id: str) -> bool:
    """Takes back an invitation that nobody has accepted; returns whether there was one."""
    open_one = delete(INVITATION).where(INVITATION.c.id == invitation_id, INVITATION.c.accepted_at.is_(None))
    return bool(connection.execute(open_one).rowcount)
