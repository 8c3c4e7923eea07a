"""A journey map in a Yjs document, which several people change at once: read, written, made.

The root map `records` holds a map for each record: `kind`, `version`, one key `f:<name>` for each field (text that two
people may write at once is shared text), `p:` and `e:` for its provenance and evidence, `edits` that counts the edits
of each session, and `removed`, a copy of `edits` as whoever removed the record knew it. The browser's twin is
`packages/document`; property tests exchange bytes between the two.
"""

from collections.abc import Sequence
from typing import Any, assert_never

from pycrdt import Doc, Map, Text

from resa.mapping.livereading import ROOT, edits_of, entry_of, is_kept, reading
from resa.mapping.prose import TextEdit, edit_between, edit_of_current, well_formed
from resa.model.journeymap import (
    FIELDS,
    Added,
    Change,
    Content,
    JourneyMap,
    MapField,
    MapRecord,
    Removed,
    Updated,
)
from resa.model.measurement import Provenance


def read(document: "Doc[Any]") -> tuple[JourneyMap, tuple[str, ...]]:
    """Returns the map in a document, and a sentence for all that was left out of it; never raises on content."""
    found, faults = reading(document)
    return found, tuple(fault.sentence() for fault in faults)


def of(journey_map: JourneyMap) -> "Doc[Any]":
    """Returns a new document that holds this map; an empty text that need not be there is absent."""
    document: Doc[Any] = Doc()
    write(document, [Added(record) for record in journey_map.records.values()])
    return document


def write(document: "Doc[Any]", changes: Sequence[Change]) -> tuple[Change, ...]:
    """Writes changes as one transaction and returns those that found nothing to change.

    Adding what was removed puts it back as it stands in the change; what somebody else brought back meanwhile stays as
    it is. Text keeps what others wrote elsewhere in it since the change's `before`.
    """
    root: Map[Any] = document.get(ROOT, type=Map)
    session = str(document.client_id)
    counted: set[str] = set()
    with document.transaction():
        return tuple(change for change in changes if not _write(root, change, session=session, counted=counted))


def state(document: "Doc[Any]") -> bytes:
    """Returns what a document has, as a state vector."""
    return document.get_state()


def update(document: "Doc[Any]", *, lacking: bytes | None = None) -> bytes:
    """Returns the document as one update, or what somebody lacks who has the state vector `lacking`."""
    return document.get_update(lacking) if lacking is not None else document.get_update()


def merged(updates: Sequence[bytes]) -> "Doc[Any]":
    """Returns the document that these updates make, in whatever order they are."""
    document: Doc[Any] = Doc()
    for one in updates:
        document.apply_update(one)
    return document


def _write(root: "Map[Any]", change: Change, *, session: str, counted: set[str]) -> bool:
    record_id = change.id if isinstance(change, Updated) else change.record.id
    found = root.get(record_id)
    entry: Map[Any] | None = found if isinstance(found, Map) else None
    if isinstance(change, Added) and (entry is None or entry.get("kind") != change.record.kind):
        root[record_id] = _new_entry(change.record, session)
        counted.add(record_id)
        return True
    if entry is None:
        return False
    match change:
        case Removed():
            entry["removed"] = _numbers(edits_of(entry_of(entry)))
            counted.discard(record_id)
            return True
        case Added(record):
            _put_back(entry, record)
        case Updated():
            for name, (before, after) in change.fields.items():
                _write_field(entry, name, before=before, after=after)
        case _:
            assert_never(change)
    if record_id not in counted:
        _count_edit(entry, session)
    counted.add(record_id)
    return True


def _new_entry(record: MapRecord, session: str) -> "Map[Any]":
    keys: dict[str, Any] = {"kind": str(record.kind), "version": record.version, "edits": Map({session: 1})}
    for name, spec in FIELDS[record.kind].items():
        field = record.fields.get(name)
        if spec.shape == "prose":
            keys[f"f:{name}"] = Text(_text(field))
        elif field is not None:
            keys[f"f:{name}"] = _clean(field.content)
        keys |= _origin(name, field)
    return Map(keys)


def _put_back(entry: "Map[Any]", record: MapRecord) -> None:
    was_kept = is_kept(entry_of(entry))
    if "removed" in entry:
        del entry["removed"]
    if was_kept:
        return
    for name in FIELDS[record.kind]:
        _write_field(entry, name, before=None, after=record.fields.get(name), keeps_others=False)
    if entry.get("version") != record.version:
        entry["version"] = record.version


def _write_field(
    entry: "Map[Any]", name: str, *, before: MapField | None, after: MapField | None, keeps_others: bool = True
) -> None:
    spec = next((fields.get(name) for kind, fields in FIELDS.items() if kind == entry.get("kind")), None)
    if spec is None:
        return
    key = f"f:{name}"
    if spec.shape == "prose":
        _write_prose(entry, key, before=_text(before) if keeps_others else None, after=_text(after))
    elif after is not None:
        entry[key] = _clean(after.content)
    elif key in entry:
        del entry[key]
    origin = _origin(name, after)
    for key in (f"p:{name}", f"e:{name}"):
        if key in origin:
            entry[key] = origin[key]
        elif key in entry:
            del entry[key]


def _write_prose(entry: "Map[Any]", key: str, *, before: str | None, after: str) -> None:
    text = entry.get(key)
    if not isinstance(text, Text):
        entry[key] = Text(after)
        return
    current = str(text)
    edit = (
        edit_between(current, after=after) if before is None else edit_of_current(before, after=after, current=current)
    )
    if edit is not None:
        _carry_out(edit, text, current)


def _carry_out(edit: TextEdit, text: Text, current: str) -> None:
    """Shared text counts its places in bytes."""
    start = len(current[: edit.at].encode())
    if edit.removed:
        del text[start : start + len(current[edit.at : edit.end].encode())]
    if edit.inserted:
        text.insert(start, edit.inserted)


def _origin(name: str, field: MapField | None) -> dict[str, Any]:
    """The keys that say how a field came to be known; asserted without evidence needs none."""
    keys: dict[str, Any] = {}
    if field is not None and field.provenance is not Provenance.ASSERTED:
        keys[f"p:{name}"] = str(field.provenance)
    if field is not None and field.evidence:
        keys[f"e:{name}"] = [well_formed(one) for one in field.evidence]
    return keys


def _count_edit(entry: "Map[Any]", session: str) -> None:
    edits = entry.get("edits")
    if not isinstance(edits, Map):
        entry["edits"] = Map({})
        edits = entry["edits"]
    edits[session] = (edits.get(session) or 0) + 1


def _text(field: MapField | None) -> str:
    return well_formed(field.content) if field is not None and isinstance(field.content, str) else ""


def _clean(content: Content) -> Any:
    """The content as the browser can hold it: numbers as it counts, every text whole."""
    if isinstance(content, str):
        return well_formed(content)
    if isinstance(content, dict):
        return {well_formed(str(name)): _clean(part) for name, part in content.items()}
    if isinstance(content, list):
        return [_clean(part) for part in content]
    return float(content) if isinstance(content, int) and not isinstance(content, bool) else content


def _numbers(counts: dict[str, int | float]) -> dict[str, float]:
    return {session: float(count) for session, count in counts.items()}
