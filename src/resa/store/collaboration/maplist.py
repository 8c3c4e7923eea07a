"""The list of maps: what is known of each without opening its document.

Title, form and the ties to other maps are copies of what the document says, written in the same transaction as the
update that changed them; status, approvers and archive are the list's own.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Integer, Row, String, Table, delete, insert, select, update

from resa.store.collaboration.database import TABLES, Database, Instant

MAPS = Table(
    "map",
    TABLES,
    Column("id", String, primary_key=True),
    Column("title", String, nullable=False),
    Column("form", String, nullable=False),
    Column("status", String, nullable=False),
    Column("status_by", String),
    Column("status_at", Instant),
    Column("status_note", String),
    Column("live_version", Integer),
    Column("parent", String),
    Column("as_is", String),
    Column("language", String, nullable=False),
    Column("approvers", String, nullable=False),
    Column("made_by", String),
    Column("made_at", Instant, nullable=False),
    Column("updated_by", String),
    Column("updated_at", Instant, nullable=False),
    Column("archived_at", Instant),
    Column("source", String, unique=True),
)


@dataclass(frozen=True, slots=True)
class MapEntry:
    """One map of the list.

    `status` is "draft", "review" or "live"; `live_version` is the version that viewers see, None before the first.
    `source` is the file in the workspace that it was first read from.
    """

    id: str
    title: str
    form: str
    status: str
    language: str
    made_by: str | None
    made_at: datetime
    updated_by: str | None
    updated_at: datetime
    status_by: str | None = None
    status_at: datetime | None = None
    status_note: str | None = None
    live_version: int | None = None
    parent: str | None = None
    as_is: str | None = None
    approvers: tuple[str, ...] = ()
    archived_at: datetime | None = None
    source: str | None = None


class MapList:
    """The maps of a workspace."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[MapEntry, ...]:
        """Returns every map, archived ones too, the newest change first."""
        with self._database.reading() as connection:
            rows = connection.execute(select(MAPS).order_by(MAPS.c.updated_at.desc(), MAPS.c.id)).all()
        return tuple(_entry(row) for row in rows)

    def get(self, map_id: str) -> MapEntry | None:
        """Returns one map, None where there is none of that id."""
        with self._database.reading() as connection:
            row = connection.execute(select(MAPS).where(MAPS.c.id == map_id)).first()
        return _entry(row) if row else None

    def sources(self) -> frozenset[str]:
        """Returns the files that maps were read from."""
        with self._database.reading() as connection:
            return frozenset(connection.execute(select(MAPS.c.source).where(MAPS.c.source.is_not(None))).scalars())

    def change(self, map_id: str, **fields: Any) -> None:
        """Sets fields of one map."""
        with self._database.writing() as connection:
            change_entry(connection, map_id, fields)

    def remove(self, map_id: str) -> None:
        """Removes a map from the list, its versions with it."""
        with self._database.writing() as connection:
            connection.execute(delete(MAPS).where(MAPS.c.id == map_id))


def add_entry(connection: Connection, entry: MapEntry) -> None:
    """Adds a map inside a transaction that is under way."""
    row = {name: getattr(entry, name) for name in MapEntry.__slots__}
    connection.execute(insert(MAPS).values(_row(row)))


def change_entry(connection: Connection, map_id: str, fields: Mapping[str, Any]) -> None:
    """Sets fields of one map inside a transaction that is under way."""
    connection.execute(update(MAPS).where(MAPS.c.id == map_id).values(_row(fields)))


def _row(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: json.dumps(list(held)) if name == "approvers" else held for name, held in fields.items()}


def _entry(row: Row[Any]) -> MapEntry:
    fields = dict(row._mapping)
    fields["approvers"] = tuple(json.loads(fields["approvers"]))
    return MapEntry(**fields)
