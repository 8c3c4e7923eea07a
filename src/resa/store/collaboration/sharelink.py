"""Links by which anybody may read one map. Who reads this file has the map already, so the token lies in the open."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Boolean, Column, Connection, Integer, String, Table, insert, select, update

from resa.store.collaboration.database import TABLES, Instant

SHARE_LINK = Table(
    "share_link",
    TABLES,
    Column("id", String, primary_key=True),
    Column("token", String, nullable=False, unique=True),
    Column("map", String, nullable=False, index=True),
    Column("label", String, nullable=False),
    Column("language", String, nullable=False),
    Column("password", String),
    Column("has_comments", Boolean, nullable=False),
    Column("has_figures", Boolean, nullable=False),
    Column("has_quotes", Boolean, nullable=False),
    Column("frames", String, nullable=False),
    Column("made_by", String, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("expires_at", Instant),
    Column("revoked_at", Instant),
    Column("opened", Integer, nullable=False),
    Column("opened_at", Instant),
)


@dataclass(frozen=True, slots=True)
class ShareRecord:
    """A share link as kept. `password` is an argon2 hash; `frames` the origins whose pages may show it, in one text."""

    id: str
    token: str
    map: str
    label: str
    language: str
    password: str | None
    has_comments: bool
    has_figures: bool
    has_quotes: bool
    frames: str
    made_by: str
    made_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None = None
    opened: int = 0
    opened_at: datetime | None = None


def add(connection: Connection, share: ShareRecord) -> None:
    """Keeps a new link."""
    connection.execute(insert(SHARE_LINK).values(**{name: getattr(share, name) for name in ShareRecord.__slots__}))


def of_map(connection: Connection, map_id: str) -> list[ShareRecord]:
    """Returns the links to a map, the newest first, revoked ones included."""
    newest = SHARE_LINK.c.made_at.desc()
    rows = connection.execute(select(SHARE_LINK).where(SHARE_LINK.c.map == map_id).order_by(newest, SHARE_LINK.c.id))
    return [ShareRecord(**row) for row in rows.mappings()]


def by_token(connection: Connection, token: str) -> ShareRecord | None:
    """Returns the link with that token."""
    row = connection.execute(select(SHARE_LINK).where(SHARE_LINK.c.token == token)).mappings().first()
    return ShareRecord(**row) if row else None


def change(connection: Connection, share_id: str, fields: dict[str, object]) -> None:
    """Sets fields of a link."""
    connection.execute(update(SHARE_LINK).where(SHARE_LINK.c.id == share_id).values(**fields))


def count_opening(connection: Connection, share_id: str, *, at: datetime) -> None:
    """Counts that somebody has opened a link."""
    opened = update(SHARE_LINK).where(SHARE_LINK.c.id == share_id)
    connection.execute(opened.values(opened=SHARE_LINK.c.opened + 1, opened_at=at))
