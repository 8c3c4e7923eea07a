"""From a Yjs document to records: one entry at a time, tolerant of whatever stands there, a fault for all left out.

An entry is kept when nobody removed it, or when somebody changed it while another removed it. A record is there when
it is kept, or when one that is there needs it. The same bytes give the same map in the browser (`packages/document`).
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pycrdt import Array, Doc, Map, Text

from resa.model.journeymap import FIELDS, VERSION, Content, JourneyMap, MapField, MapRecord, RecordKind, with_fields
from resa.model.measurement import Provenance

ROOT = "records"

_GROUND = (RecordKind.STAGE, RecordKind.STEP, RecordKind.LANE)
_KINDS = {str(kind): kind for kind in RecordKind}
_ORDER = {kind: place for place, kind in enumerate(RecordKind)}
_MOST = 2**53  # beyond it whole numbers are no longer exact

_NO_JSON: Final = object()

Table = Mapping[str, Any]


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """Something that was left out: what it is about, and why."""

    id: str
    field: str  # empty where the whole record is meant
    code: str  # "no_record" "unknown_kind" "unknown_field" "wrong_shape" "missing" "nowhere"

    def sentence(self) -> str:
        """Returns the fault as people read it."""
        said = {
            "no_record": "is no record",
            "unknown_kind": "is of a kind that is not known",
            "unknown_field": "is a field that is not known",
            "wrong_shape": "does not hold what such a field may hold",
            "missing": "is missing",
            "nowhere": "refers to something that is not there",
        }
        return f"{self.id!r}: {f'{self.field!r} ' if self.field else ''}{said[self.code]}"


@dataclass(frozen=True, slots=True)
class _Reference:
    field: str
    target: str
    kind: RecordKind
    is_required: bool


@dataclass(frozen=True, slots=True)
class _Entry:
    id: str
    record: MapRecord | None = None
    is_kept: bool = False
    references: tuple[_Reference, ...] = ()
    faults: tuple[Fault, ...] = ()


def reading(document: "Doc[Any]") -> tuple[JourneyMap, tuple[Fault, ...]]:
    """Returns the map in a document and all that was left out of it; never raises on content."""
    root: Map[Any] = document.get(ROOT, type=Map)
    with document.transaction():
        entries = {key: _entry(key, _member(root, key)) for key in list(root.keys())}
    there = _present(entries)
    faults = _without_broken(entries, there)
    records: list[MapRecord] = []
    for record_id in sorted(there):
        entry = entries[record_id]
        assert entry.record is not None, "only records are there"
        broken = [reference.field for reference in _broken(entry, entries=entries, there=there)]
        faults += [Fault(record_id, field, "nowhere") for field in broken]
        records.append(with_fields(entry.record, dict.fromkeys(broken)))
    told = (entry for entry in entries.values() if entry.id in there or entry.is_kept or entry.record is None)
    faults += [fault for entry in told for fault in entry.faults]
    return JourneyMap.of(records), tuple(sorted(faults))


def is_kept(entry: Table) -> bool:
    """Returns whether a record is there by itself: not removed, or edited by somebody who did not know of it."""
    removed = entry.get("removed")
    if not isinstance(removed, dict):
        return True
    return any(count > _count(removed.get(session)) for session, count in edits_of(entry).items())


def edits_of(entry: Table) -> dict[str, int | float]:
    """Returns how often each session edited a record."""
    edits = entry.get("edits")
    found = edits.items() if isinstance(edits, dict) else ()
    return {session: _count(count) for session, count in found if _is_number(count)}


def as_json(found: object) -> Any:
    """Returns what stands in a document as JSON holds it, with whole numbers whole; a mark where it is no JSON."""
    if isinstance(found, float):
        return int(found) if found.is_integer() and abs(found) <= _MOST else found
    if isinstance(found, list):
        return [as_json(part) for part in found]
    if isinstance(found, dict):
        return _table(found)
    return found if found is None or isinstance(found, str | bool) else _NO_JSON


def entry_of(found: "Map[Any]") -> dict[str, Any]:
    """Returns an entry with its shared parts as what they hold."""
    try:
        plain = found.to_py() or {}
    except ValueError:  # it holds a part that has no meaning here, such as a drawing's XML
        plain = {key: _held(_member(found, key)) for key in list(found.keys())}
    return {key: as_json(part) for key, part in plain.items()}


def _table(found: dict[str, Any]) -> Any:
    """A key that the browser's objects can't hold is no content, or no JSON where it would change the object."""
    if isinstance(found.get("__proto__"), dict | list | None) and "__proto__" in found:
        return _NO_JSON
    return {name: as_json(part) for name, part in found.items() if name != "__proto__"}


def _held(part: object) -> object:
    return part.to_py() if isinstance(part, Text | Map | Array) else part


def _member(found: "Map[Any]", key: str) -> object:
    try:
        return found[key]
    except ValueError:  # a part that Python has no type for
        return _NO_JSON


def _is_number(found: object) -> bool:
    return isinstance(found, int | float) and not isinstance(found, bool) and math.isfinite(found)


def _count(found: object) -> int | float:
    return found if isinstance(found, int | float) and _is_number(found) else 0


def _entry(record_id: str, found: object) -> _Entry:
    is_id = record_id and not re.search(r"^[\s\ufeff]|[\s\ufeff]\Z", record_id)
    if not isinstance(found, Map) or not is_id:
        return _Entry(record_id, faults=(Fault(record_id, "", "no_record"),))
    plain = entry_of(found)
    named = plain.get("kind")
    kind = _KINDS.get(named) if isinstance(named, str) else None
    if kind is None:
        return _Entry(record_id, faults=(Fault(record_id, "", "unknown_kind"),))
    faults: list[Fault] = []
    fields = dict(_fields(record_id, kind, plain, faults=faults))
    missing = [name for name, spec in FIELDS[kind].items() if spec.is_required and name not in fields]
    faults += [Fault(record_id, name, "missing") for name in missing]
    version = plain.get("version")
    is_whole = _is_number(version) and float(version or 0).is_integer()
    record = None if missing else MapRecord(record_id, kind, fields, int(version or 0) if is_whole else VERSION)
    references = tuple(_references(record)) if record else ()
    return _Entry(record_id, record, is_kept(plain), references, tuple(faults))


def _fields(record_id: str, kind: RecordKind, plain: Table, *, faults: list[Fault]) -> Iterator[tuple[str, MapField]]:
    known = FIELDS[kind]
    for name, spec in known.items():
        if f"f:{name}" not in plain:
            continue
        content = plain[f"f:{name}"]
        if not _fits(content, spec.shape):
            faults.append(Fault(record_id, name, "wrong_shape"))
        elif content != "" or spec.shape != "prose" or spec.is_required:
            yield name, _field(name, content, plain=plain)
    unknown = (key.removeprefix("f:") for key in plain if key.startswith("f:"))
    faults += [Fault(record_id, name, "unknown_field") for name in unknown if name not in known]


def _field(name: str, content: Content, *, plain: Table) -> MapField:
    said, evidence = plain.get(f"p:{name}"), plain.get(f"e:{name}")
    known = (Provenance.MEASURED, Provenance.INFERRED)
    provenance = next((one for one in known if one == said), Provenance.ASSERTED)
    return MapField(content, provenance, tuple(evidence or ()) if _fits(evidence, "texts") else ())


def _fits(content: Any, shape: str) -> bool:
    match shape:
        case "text" | "prose":
            return isinstance(content, str)
        case "number":
            return _is_number(content)
        case "yes_no":
            return isinstance(content, bool)
        case "texts":
            return isinstance(content, list) and all(isinstance(one, str) for one in content)
        case _:
            return isinstance(content, dict) and _is_json(content)


def _is_json(found: Any) -> bool:
    if isinstance(found, dict):
        return all(_is_json(part) for part in found.values())
    if isinstance(found, list):
        return all(_is_json(part) for part in found)
    return found is None or isinstance(found, str | bool) or _is_number(found)


def _references(record: MapRecord) -> Iterator[_Reference]:
    for field, spec in FIELDS[record.kind].items():
        if spec.refers_to is not None and field in record.fields:
            yield _Reference(field, str(record.content(field)), spec.refers_to, spec.is_required)


def _present(entries: Mapping[str, _Entry]) -> set[str]:
    """The ids of records that are kept, and of all that those need."""
    queue = [entry for entry in entries.values() if entry.record and entry.is_kept]
    there = {entry.id for entry in queue}
    while queue:
        for target in _needed(queue.pop()):
            entry = entries.get(target.target)
            is_found = entry is not None and entry.record is not None and entry.record.kind is target.kind
            if entry is not None and is_found and entry.id not in there:
                there.add(entry.id)
                queue.append(entry)
    return there


def _needed(entry: _Entry) -> Iterable[_Reference]:
    return (one for one in entry.references if one.is_required or one.kind in _GROUND)


def _without_broken(entries: Mapping[str, _Entry], there: set[str]) -> list[Fault]:
    """Takes out the records whose required references lead nowhere, until none is left."""
    faults: list[Fault] = []
    while True:
        broken = [
            Fault(record_id, reference.field, "nowhere")
            for record_id in there
            for reference in _broken(entries[record_id], entries=entries, there=there)
            if reference.is_required
        ]
        if not broken:
            return faults
        faults += broken
        there -= {fault.id for fault in broken}


def _broken(entry: _Entry, *, entries: Mapping[str, _Entry], there: set[str]) -> list[_Reference]:
    return [one for one in entry.references if one.target not in there or _kind(entries[one.target]) is not one.kind]


def _kind(entry: _Entry) -> RecordKind | None:
    return entry.record.kind if entry.record else None
