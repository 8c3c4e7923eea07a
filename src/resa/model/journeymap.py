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
    PERSONA = "persona"
    STAGE = "stage"
    STEP = "step"
    LANE = "lane"
    CELL = "cell"
    CARD = "card"
    LINK = "link"
    COMMENT = "comment"
    NOTE = "note"
    VOTE = "vote"
    ENTRY = "entry"


KINDS_OF_MAP = tuple(RecordKind)[:8]
"""What a map holds; what people say about it (`KINDS_OF_TALK`) and what several maps share lie beside it."""

KINDS_OF_TALK = (RecordKind.COMMENT, RecordKind.NOTE, RecordKind.VOTE)
KINDS_OF_LIBRARY = (RecordKind.ENTRY,)


FORMS = ("current_state", "future_state", "day_in_the_life", "service_blueprint")
"""What a map draws."""

LANES_FOUND = ("reach", "touchpoints", "feeling", "findings", "messages")
"""Lanes that the data fills; besides them, the id of every KPI."""

LANES_WRITTEN = (
    *("goal", "customer_action", "thought", "feeling_word", "need", "motivation", "behaviour", "channel"),
    *("emotion", "arc", "quote", "image", "pain", "opportunity", "delight", "moment_of_truth", "influence"),
    *("kpi", "message_plan", "action", "owner", "front_stage", "people", "system", "policy", "process", "text"),
)
"""Lanes that people fill: what the customer does and feels, what it means, what we do, what stands behind it."""

LINES = ("line_of_interaction", "line_of_visibility", "line_of_internal_interaction")
"""The lines of a service blueprint, which are lanes without cells."""


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """What a field may hold; `refers_to` names a kind of record.

    `shape` is "text" (replaced as a whole), "prose" (text that two people may write at once), "number", "yes_no",
    "texts" or "mapping".
    """

    shape: str
    refers_to: RecordKind | None = None
    is_required: bool = False


def _needed(shape: str, refers_to: RecordKind | None = None) -> FieldSpec:
    return FieldSpec(shape, refers_to, is_required=True)


FIELDS: Mapping[RecordKind, Mapping[str, FieldSpec]] = {
    RecordKind.MAP: {
        "title": FieldSpec("prose"),
        "form": FieldSpec("text"),  # one of FORMS
        "scope": FieldSpec("prose"),  # which areas the map covers
        "outcome": FieldSpec("prose"),  # what is wanted of it
        "goal": FieldSpec("text"),
        "where": FieldSpec("text"),
        "is_planned": FieldSpec("yes_no"),
        "is_invented": FieldSpec("yes_no"),  # a sample company's: no figures of this workspace belong on it
        "as_is": FieldSpec("text"),  # the id of the map whose future this one draws
        "parent": FieldSpec("text"),  # the id of the map that this one is a part of
        "persona": FieldSpec("text"),
        "guide": FieldSpec("text"),
        "guide_done": FieldSpec("texts"),
        "refused": FieldSpec("texts"),  # what was offered and nobody wants on it, by lasting ids
        "review_on": FieldSpec("text"),
        "period": FieldSpec("mapping"),
        "base": FieldSpec("mapping"),
        "note": FieldSpec("prose"),
    },
    RecordKind.PERSONA: {
        "name": FieldSpec("prose"),
        "position": FieldSpec("number"),
        "of": FieldSpec("text"),  # the entry of the library that this one shows
        "role": FieldSpec("text"),  # in a buying group: user, buyer, decider, approver ...
        "segment": FieldSpec("text"),  # the filter that finds these customers in the data
        "portrait": FieldSpec("mapping"),
        "summary": FieldSpec("prose"),
        "quote": FieldSpec("prose"),
        "traits": FieldSpec("mapping"),
        "measurement": FieldSpec("mapping"),
    },
    RecordKind.STAGE: {
        "name": FieldSpec("prose"),
        "position": _needed("number"),
        "follows": FieldSpec("text"),  # the stage of the data whose figures it shows, where not its own
        "note": FieldSpec("prose"),
    },
    RecordKind.STEP: {
        "name": _needed("prose"),
        "stage": _needed("text", RecordKind.STAGE),
        "position": _needed("number"),
        "touchpoint": FieldSpec("text"),
        "channel": FieldSpec("text"),
        "is_physical": FieldSpec("yes_no"),
        "parent": FieldSpec("text", RecordKind.STEP),
        "note": FieldSpec("prose"),
    },
    RecordKind.LANE: {
        "name": FieldSpec("prose"),
        "shows": _needed("text"),  # one of the kinds of lane, or the id of a KPI
        "position": _needed("number"),
        "persona": FieldSpec("text", RecordKind.PERSONA),
        "is_locked": FieldSpec("yes_no"),
    },
    RecordKind.CELL: {
        "lane": _needed("text", RecordKind.LANE),
        "stage": FieldSpec("text", RecordKind.STAGE),
        "to_stage": FieldSpec("text", RecordKind.STAGE),  # the last stage that it covers
        "step": FieldSpec("text", RecordKind.STEP),
        "persona": FieldSpec("text", RecordKind.PERSONA),
        "is_planned": FieldSpec("yes_no"),
        "level": FieldSpec("number"),  # -2 to 2, set by hand on an emotion curve
        "query": FieldSpec("mapping"),
        "measurement": FieldSpec("mapping"),
        "target": FieldSpec("number"),
        "text": FieldSpec("prose"),
    },
    RecordKind.CARD: {
        "lane": _needed("text", RecordKind.LANE),
        "stage": FieldSpec("text", RecordKind.STAGE),
        "to_stage": FieldSpec("text", RecordKind.STAGE),  # the last stage that it covers
        "step": FieldSpec("text", RecordKind.STEP),
        "persona": FieldSpec("text", RecordKind.PERSONA),
        "position": FieldSpec("number"),
        "of": FieldSpec("text"),  # the entry of the library that this one shows
        "text": FieldSpec("prose"),
        "note": FieldSpec("prose"),
        "title_key": FieldSpec("text"),
        "params": FieldSpec("mapping"),
        "query": FieldSpec("mapping"),
        "measurement": FieldSpec("mapping"),
        "image": FieldSpec("text"),  # the id of a kept picture
        "language": FieldSpec("text"),
        "channel": FieldSpec("text"),
        "message": FieldSpec("text"),  # what a message is for, for example "payment_reminder"
        "owner": FieldSpec("text"),
        "department": FieldSpec("text"),
        "due": FieldSpec("text"),
        "status": FieldSpec("text"),  # of an action: "idea", "planned", "doing", "done", "dropped"
        "about": FieldSpec("text"),  # the pain or opportunity that an action answers
        "kpi": FieldSpec("text"),  # the figure that an action should move
        "impact": FieldSpec("number"),
        "effort": FieldSpec("number"),
        "tags": FieldSpec("texts"),
    },
    RecordKind.LINK: {
        "from": _needed("text", RecordKind.STEP),
        "to": _needed("text", RecordKind.STEP),
        "measurement": FieldSpec("mapping"),
        "text": FieldSpec("prose"),
    },
    RecordKind.COMMENT: {
        "about": _needed("text"),
        "text": _needed("prose"),
        "author": FieldSpec("text"),
        "written_at": FieldSpec("text"),
        "answers": FieldSpec("text", RecordKind.COMMENT),
        "mentions": FieldSpec("texts"),
        "is_resolved": FieldSpec("yes_no"),
    },
    RecordKind.NOTE: {
        "text": _needed("prose"),
        "author": FieldSpec("text"),
        "x": _needed("number"),
        "y": _needed("number"),
        "tint": FieldSpec("text"),
        "became": FieldSpec("text"),  # the card that it was made into
    },
    RecordKind.VOTE: {"about": _needed("text"), "author": _needed("text"), "count": _needed("number")},
    RecordKind.ENTRY: {
        "shows": _needed("text"),  # the kind of lane whose cards show it, or "persona"
        "name": FieldSpec("prose"),
        "text": FieldSpec("prose"),
        "note": FieldSpec("prose"),
        "quote": FieldSpec("prose"),
        "summary": FieldSpec("prose"),
        "segment": FieldSpec("text"),
        "portrait": FieldSpec("mapping"),
        "traits": FieldSpec("mapping"),
        "query": FieldSpec("mapping"),
        "image": FieldSpec("text"),
        "owner": FieldSpec("text"),
        "department": FieldSpec("text"),
        "tags": FieldSpec("texts"),
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

    def _has(self, record_id: str, kind: RecordKind) -> bool:
        found = self.records.get(record_id)
        return found is not None and found.kind is kind


def _fits(content: Content, shape: str) -> bool:
    match shape:
        case "text" | "prose":
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
