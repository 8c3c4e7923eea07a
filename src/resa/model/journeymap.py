"""The journey map as a document: records by id, each field with its provenance, and changes that can be undone.

A `JourneyMap` is a drawing, planned or observed: it says which in the record of kind "map". Every record has an id
that never changes, a kind, a schema version and fields. A change adds, updates or removes one record and holds what
was there before, so that it can be reversed, merged and replayed: undo, history and sync are that one thing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, ClassVar

from resa.model.errors import UsageError
from resa.model.measurement import Provenance

VERSION = 1
"""The schema version of the records written now."""

Content = Any
"""What JSON can hold: text, number, yes or no, nothing, lists and mappings of these."""


class RecordKind(StrEnum):
    """What a record is, in the order in which a document lists them."""

    MAP = "map"
    STAGE = "stage"
    STEP = "step"
    LANE = "lane"
    CELL = "cell"
    CARD = "card"
    LINK = "link"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """What a field may hold: "text", "number", "yes_no", "texts" or "mapping"; `refers_to` names a kind of record."""

    shape: str
    refers_to: RecordKind | None = None
    is_required: bool = False


def _needed(shape: str, refers_to: RecordKind | None = None) -> FieldSpec:
    return FieldSpec(shape, refers_to, is_required=True)


FIELDS: Mapping[RecordKind, Mapping[str, FieldSpec]] = {
    RecordKind.MAP: {
        "title": FieldSpec("text"),
        "goal": FieldSpec("text"),
        "where": FieldSpec("text"),
        "is_planned": FieldSpec("yes_no"),
        "persona": FieldSpec("text"),
        "period": FieldSpec("mapping"),
        "base": FieldSpec("mapping"),
        "note": FieldSpec("text"),
    },
    RecordKind.STAGE: {"name": FieldSpec("text"), "position": _needed("number"), "note": FieldSpec("text")},
    RecordKind.STEP: {
        "name": _needed("text"),
        "stage": _needed("text", RecordKind.STAGE),
        "position": _needed("number"),
        "touchpoint": FieldSpec("text"),
        "channel": FieldSpec("text"),
        "is_physical": FieldSpec("yes_no"),
        "parent": FieldSpec("text", RecordKind.STEP),
        "note": FieldSpec("text"),
    },
    RecordKind.LANE: {"name": FieldSpec("text"), "shows": _needed("text"), "position": _needed("number")},
    RecordKind.CELL: {
        "lane": _needed("text", RecordKind.LANE),
        "stage": FieldSpec("text", RecordKind.STAGE),
        "step": FieldSpec("text", RecordKind.STEP),
        "query": FieldSpec("mapping"),
        "measurement": FieldSpec("mapping"),
        "text": FieldSpec("text"),
    },
    RecordKind.CARD: {
        "lane": _needed("text", RecordKind.LANE),
        "stage": FieldSpec("text", RecordKind.STAGE),
        "step": FieldSpec("text", RecordKind.STEP),
        "text": FieldSpec("text"),
        "title_key": FieldSpec("text"),
        "params": FieldSpec("mapping"),
        "measurement": FieldSpec("mapping"),
        "owner": FieldSpec("text"),
        "position": FieldSpec("number"),
    },
    RecordKind.LINK: {
        "from": _needed("text", RecordKind.STEP),
        "to": _needed("text", RecordKind.STEP),
        "measurement": FieldSpec("mapping"),
        "text": FieldSpec("text"),
    },
    RecordKind.COMMENT: {
        "about": _needed("text"),
        "text": _needed("text"),
        "author": FieldSpec("text"),
        "written_at": FieldSpec("text"),
        "is_resolved": FieldSpec("yes_no"),
    },
}
"""Which fields each kind of record has."""


@dataclass(frozen=True, slots=True)
class MapField:
    """One field's content, how it came to be known, and the commands or ids that show it."""

    content: Content
    provenance: Provenance = Provenance.ASSERTED
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MapRecord:
    """One thing on a map. `fields` are in the order of `FIELDS`."""

    id: str
    kind: RecordKind
    fields: Mapping[str, MapField]
    version: int = VERSION

    def content(self, name: str) -> Content:
        """Returns what a field holds, None where it is absent."""
        entry = self.fields.get(name)
        return entry.content if entry else None


class InvalidMapError(UsageError):
    """A document that breaks the rules of journey maps; `faults` lists every breach."""

    code: ClassVar[str] = "invalid_map"


@dataclass(frozen=True, slots=True)
class JourneyMap:
    """A journey map as records by id, in order of kind and id.

    Raises `InvalidMapError` with every fault: unknown fields, contents of the wrong shape, references to nothing.
    """

    records: Mapping[str, MapRecord] = field(default_factory=dict)

    def __post_init__(self) -> None:
        faults = [fault for record in self.records.values() for fault in self._faults(record)]
        if faults:
            raise InvalidMapError(
                f"expected a journey map that holds together, got {len(faults)} faults", faults=faults
            )
        order = list(RecordKind)
        found = sorted(self.records.values(), key=lambda record: (order.index(record.kind), record.id))
        object.__setattr__(self, "records", {record.id: record for record in found})

    @classmethod
    def of(cls, records: Iterable[MapRecord]) -> "JourneyMap":
        """Returns the map of these records; of two with the same id the last one counts."""
        return cls({record.id: record for record in records})

    def of_kind(self, kind: RecordKind) -> tuple[MapRecord, ...]:
        """Returns the records of one kind, by position where they have one, else by id."""
        found = [record for record in self.records.values() if record.kind is kind]
        return tuple(sorted(found, key=lambda record: (record.content("position") or 0, record.id)))

    def _faults(self, record: MapRecord) -> Iterator[str]:
        known = FIELDS[record.kind]
        at = f"{record.kind} {record.id!r}"
        if not record.id or record.id != record.id.strip():
            yield f"{at}: expected an id without outer spaces"
        for name in record.fields.keys() - known.keys():
            yield f"{at}: unknown field {name!r}; known: {', '.join(known)}"
        for name, spec in known.items():
            entry = record.fields.get(name)
            if entry is None:
                if spec.is_required:
                    yield f"{at}: {name!r} is missing"
            elif not _fits(entry.content, spec.shape):
                yield f"{at}: expected {spec.shape} for {name!r}, got {entry.content!r}"
            elif spec.refers_to and not self._has(entry.content, spec.refers_to):
                yield f"{at}: {name!r} refers to the {spec.refers_to} {entry.content!r}, which is not there"
            elif record.kind is RecordKind.COMMENT and name == "about" and entry.content not in self.records:
                yield f"{at}: is about {entry.content!r}, which is not there"

    def _has(self, record_id: str, kind: RecordKind) -> bool:
        found = self.records.get(record_id)
        return found is not None and found.kind is kind


def _fits(content: Content, shape: str) -> bool:
    match shape:
        case "text":
            return isinstance(content, str)
        case "number":
            return isinstance(content, int | float) and not isinstance(content, bool)
        case "yes_no":
            return isinstance(content, bool)
        case "texts":
            return isinstance(content, list) and all(isinstance(one, str) for one in content)
        case _:
            return isinstance(content, dict)


@dataclass(frozen=True, slots=True)
class Added:
    """A record that was not there."""

    record: MapRecord


@dataclass(frozen=True, slots=True)
class Removed:
    """A record that is there no more, with all it held."""

    record: MapRecord


@dataclass(frozen=True, slots=True)
class Updated:
    """Fields of one record: (before, after) by name, None where a field was absent or is removed."""

    id: str
    fields: Mapping[str, tuple[MapField | None, MapField | None]]


Change = Added | Removed | Updated


def with_fields(record: MapRecord, fields: Mapping[str, MapField | None]) -> MapRecord:
    """Returns the record with these fields set, or taken away where they are None."""
    merged = {**record.fields, **fields}
    kept = {name: merged[name] for name in FIELDS[record.kind] if name in merged}
    kept |= merged  # unknown names stay, so that the map can complain about them
    return replace(record, fields={name: entry for name, entry in kept.items() if entry is not None})
