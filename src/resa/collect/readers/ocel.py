"""Reads object-centric event logs (OCEL 2.0, as JSON, XML or SQLite): one row an event, its objects beside it.

Source: Berti, Koren, Adams, Park, Knopp, Graves, Rafiei, Liß, Tacke genannt Unterberg, Zhang, Schwanen, Pegoraro, van
der Aalst: OCEL (Object-Centric Event Log) 2.0 Specification, 2023.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

import msgspec
import numpy as np

from resa.collect.readers.gather import Piece, gathered
from resa.collect.readers.json_text import table_of
from resa.collect.readers.ocel_sqlite import read_tables
from resa.collect.readers.ocel_xml import parsed
from resa.collect.readers.opening import InputFile, opened, seekable
from resa.collect.readers.raw import BATCH_ROWS, FileFormat, RawBatch, ReadError

MOST_BYTES = 1 << 30
"""An object-centric log is held in memory as a whole, since its events and objects name each other."""

_PIECE_ROWS = 20_000
SQLITE = b"SQLite format 3\0"
"""How a database of that kind begins."""

_MARKS = (b'"eventTypes"', b'"objectTypes"')
_XML_MARKS = ("<object-types", "<event-types")


class OcelError(ReadError):
    """A file that should be an object-centric event log and can't be read as one."""

    code: ClassVar[str] = "unreadable_ocel"


class Relation(msgspec.Struct, rename="camel"):
    """An object that an event or another object is about."""

    object_id: str
    qualifier: str = ""


class Attribute(msgspec.Struct):
    """Something said of an event or object; of objects from a time on."""

    name: str
    value: str | int | float | bool | None = None
    time: str = ""


class Thing(msgspec.Struct):
    """An event or an object."""

    id: str
    type: str
    time: str = ""
    attributes: list[Attribute] = []
    relationships: list[Relation] = []


class Log(msgspec.Struct):
    """The events and objects of a log."""

    events: list[Thing] = []
    objects: list[Thing] = []


def is_ocel_json(head: bytes) -> bool:
    """Returns whether JSON that begins so is an object-centric log."""
    return all(mark in head for mark in _MARKS)


def is_ocel_xml(begin: str) -> bool:
    """Returns whether XML that begins so is an object-centric log."""
    return any(mark in begin for mark in _XML_MARKS)


def sniff_ocel(file: InputFile) -> FileFormat:
    """Returns the columns of a log; it is read for that as a whole."""
    rows = _rows(_log(file))
    return FileFormat("ocel", columns=tuple(table_of(rows[:1000]).column_names) or None)


def read_ocel(
    file: InputFile, *, file_format: FileFormat, batch_rows: int = BATCH_ROWS, start_at: int = 0
) -> Iterator[RawBatch]:
    """Yields the events of a log in the order of time, all columns as text, from position `start_at` on.

    Beside an event's own attributes stand, for each type of object, `<type> id` and what is said of that object
    (`<type>.<attribute>`, the last word of it), where the event is about one of them, or about something that is
    related to one. Where it is about several, they stand in `<type> ids`.
    """
    rows = _rows(_log(file))
    names = file_format.columns or ()
    pieces = (
        Piece(
            table_of(rows[start : start + _PIECE_ROWS], first=names),
            np.arange(start, min(start + _PIECE_ROWS, len(rows)), dtype=np.int64),
            (),
            1 << 20,
        )
        for start in range(0, max(len(rows), 1), _PIECE_ROWS)
    )
    yield from gathered(pieces, batch_rows=batch_rows, start_at=start_at, consumed=lambda: None)


def _log(file: InputFile) -> Log:
    with opened(file) as source:
        text = source.read(MOST_BYTES + 1)
        broken = source.broken
    if len(text) > MOST_BYTES or broken:
        raise OcelError(
            f"expected an object-centric event log of at most {MOST_BYTES >> 30} GB in {file.name}, got "
            f"{'a longer one; export a shorter period' if not broken else 'one that breaks off; fetch it anew'}"
        )
    try:
        if text.startswith(SQLITE):
            with seekable(file) as stream:
                return msgspec.convert(read_tables(stream), Log)
        if text.lstrip().startswith(b"<"):
            return msgspec.convert(parsed(text), Log)
        return msgspec.json.decode(text, type=Log)
    except (msgspec.DecodeError, msgspec.ValidationError, ValueError) as error:
        raise OcelError(
            f"expected an object-centric event log (OCEL 2.0) in {file.name}, but: {error}; export it anew"
        ) from error


@dataclass(slots=True)
class _Objects:
    """The objects of a log by their ids: what they are, what is said of them, and what they are related to."""

    types: dict[str, str] = field(default_factory=dict)
    said: dict[str, dict[str, str | None]] = field(default_factory=dict)
    related: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, thing: Thing) -> None:
        self.types[thing.id] = thing.type
        ordered = sorted(thing.attributes, key=lambda one: one.time)
        self.said[thing.id] = {one.name: _text(one.value) for one in ordered}
        for relation in thing.relationships:
            self.related[thing.id].append(relation.object_id)
            self.related[relation.object_id].append(thing.id)

    def beside(self, thing: Thing) -> dict[str, str | None]:
        """Returns the columns of the objects that an event is about, then of what those are related to."""
        found = self._by_type([one.object_id for one in thing.relationships])
        further = self._by_type([other for ids in found.values() for one in ids for other in self.related[one]])
        columns: dict[str, str | None] = {}
        for kind, ids in {**further, **found}.items():
            name = _singular(kind)
            if len(ids) > 1:
                columns[f"{name} ids"] = msgspec.json.encode(ids).decode()
            else:
                columns[f"{name} id"] = ids[0]
                columns |= {f"{name}.{about}": text for about, text in self.said[ids[0]].items()}
        return columns

    def _by_type(self, ids: list[str]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for one in dict.fromkeys(ids):
            if one in self.types:
                found.setdefault(self.types[one], []).append(one)
        return found


def _rows(log: Log) -> list[dict[str, str | None]]:
    objects = _Objects()
    for thing in log.objects:
        objects.add(thing)
    return [
        {"event id": one.id, "event": one.type, "time": one.time}
        | {about.name: _text(about.value) for about in one.attributes}
        | objects.beside(one)
        for one in sorted(log.events, key=lambda event: (event.time, event.id))
    ]


def _text(given: str | int | float | bool | None) -> str | None:
    if given is None or isinstance(given, str):
        return given
    return str(given).lower() if isinstance(given, bool) else str(given)


def _singular(kind: str) -> str:
    """Returns a type of objects as one of them is called.

    >>> _singular("customers"), _singular("Order"), _singular("address")
    ('customer', 'Order', 'address')
    """
    return kind[:-1] if len(kind) > 3 and kind.endswith("s") and not kind.endswith("ss") else kind
