"""The versions of maps: whole documents as they were, numbered from 1 in each map, packed.

A version without a label that was taken by the clock may be thinned out; one that somebody named, put live or
restored from stays for ever.
"""

import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    LargeBinary,
    Select,
    String,
    Table,
    delete,
    func,
    insert,
    select,
    update,
)

from resa.store.collaboration.database import TABLES, Database, Instant

QUIET, MANY, BY_HAND, LIVE, BEFORE_RESTORE = "quiet", "many_changes", "by_hand", "live", "before_restore"
REASONS = (QUIET, MANY, BY_HAND, LIVE, BEFORE_RESTORE)
MOST_AUTOMATIC = 200
"""Unlabelled versions taken by the clock that a map keeps."""

VERSIONS = Table(
    "map_version",
    TABLES,
    Column("map", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("label", String),
    Column("reason", String, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("made_by", String),
    Column("made_at", Instant, nullable=False),
)
_HEAD = [column for column in VERSIONS.columns if column.name != "content"]


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A version to keep: the document's content after the update numbered `sequence`, and why it is kept."""

    map: str
    reason: str
    sequence: int
    content: bytes
    made_at: datetime
    made_by: str | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """A kept version, without its content."""

    map: str
    number: int
    label: str | None
    reason: str
    sequence: int
    made_by: str | None
    made_at: datetime


class VersionLog:
    """The versions of all maps of a workspace."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, version: NewVersion) -> Version:
        """Keeps a version under the next number of its map."""
        with self._database.writing() as connection:
            return add_version(connection, version)

    def all(self, map_id: str) -> tuple[Version, ...]:
        """Returns the versions of a map, newest first."""
        with self._database.reading() as connection:
            rows = connection.execute(select(*_HEAD).where(VERSIONS.c.map == map_id).order_by(VERSIONS.c.number.desc()))
            return tuple(Version(**row) for row in rows.mappings())

    def newest(self, map_id: str) -> Version | None:
        """Returns the newest version of a map, None where there is none."""
        return self._first(select(*_HEAD).where(VERSIONS.c.map == map_id).order_by(VERSIONS.c.number.desc()).limit(1))

    def get(self, map_id: str, *, number: int) -> Version | None:
        """Returns one version, None where there is no such version."""
        return self._first(select(*_HEAD).where(VERSIONS.c.map == map_id, VERSIONS.c.number == number))

    def _first(self, query: Select[Any]) -> Version | None:
        with self._database.reading() as connection:
            found = connection.execute(query).mappings().first()
        return Version(**found) if found else None

    def content(self, map_id: str, *, number: int) -> bytes | None:
        """Returns the document of a version, None where there is no such version."""
        with self._database.reading() as connection:
            packed = connection.execute(
                select(VERSIONS.c.content).where(VERSIONS.c.map == map_id, VERSIONS.c.number == number)
            ).scalar()
        return None if packed is None else zlib.decompress(packed)

    def label(self, map_id: str, *, number: int, label: str | None) -> bool:
        """Names a version, or takes its name; returns whether there is such a version."""
        with self._database.writing() as connection:
            done = connection.execute(
                update(VERSIONS).where(VERSIONS.c.map == map_id, VERSIONS.c.number == number).values(label=label)
            )
            return bool(done.rowcount)


def add_version(connection: Connection, version: NewVersion) -> Version:
    """Keeps a version inside a transaction that is under way, and thins out what the clock took."""
    newest = select(func.coalesce(func.max(VERSIONS.c.number), 0)).where(VERSIONS.c.map == version.map)
    number = int(connection.execute(newest).scalar_one()) + 1
    head = Version(
        version.map, number, version.label, version.reason, version.sequence, version.made_by, version.made_at
    )
    row = {name: getattr(head, name) for name in Version.__slots__}
    connection.execute(insert(VERSIONS).values(**row, content=zlib.compress(version.content)))
    _thin_out(connection, version.map)
    return head


def _thin_out(connection: Connection, map_id: str) -> None:
    by_clock = (VERSIONS.c.map == map_id, VERSIONS.c.label.is_(None), VERSIONS.c.reason.in_((QUIET, MANY)))
    kept = select(VERSIONS.c.number).where(*by_clock).order_by(VERSIONS.c.number.desc()).limit(MOST_AUTOMATIC)
    connection.execute(delete(VERSIONS).where(*by_clock, VERSIONS.c.number.not_in(kept.scalar_subquery())))
