"""A map as a table of fields, one row each, from which the same map comes back: what a sheet of records holds.

A long content goes on in further parts. Contents that a cell keeps as they are stand there as text; everything else
as JSON in plain letters, since programs trim, turn and lose what they take for odd.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from resa.model.journeymap import FIELDS, VERSION, InvalidMapError, JourneyMap, MapField, MapRecord, RecordKind
from resa.model.measurement import Provenance

COLUMNS = ("id", "kind", "version", "field", "part", "form", "content", "provenance", "evidence")
LONGEST = 30_000
"""Letters of a cell; programs take at most 32,767."""

_IS_RISKY = re.compile(r"_x|[^\S\n ]|^\s|\s$")
_LIKE_NUMBERS = re.compile(r"[\s\d.,:/%+-]*|true|false|null", flags=re.IGNORECASE)

Row = tuple[str, ...]


def rows_of(journey_map: JourneyMap) -> Iterator[Row]:
    """Yields the rows of a map, without a heading, in the order of its records."""
    for record in journey_map.records.values():
        names = [name for name in FIELDS[record.kind] if name in record.fields]
        if not names:
            yield _row(record, "", "1", "text", "", "", "")
        for name in names:
            yield from _field_rows(record, name, record.fields[name])


def map_of(rows: Iterable[Sequence[Any]], *, where: str = "the sheet") -> JourneyMap:
    """Returns the map that rows say; raises `InvalidMapError` with every fault and its row, counted from 2."""
    records: dict[str, _Gathered] = {}
    faults: list[str] = []
    for number, cells in enumerate(rows, start=2):
        told = [_text(cell) for cell in (*cells, *[""] * len(COLUMNS))[: len(COLUMNS)]]
        if any(told):
            faults += [f"row {number}: {fault}" for fault in _gather(records, told)]
    made = [_record(record_id, gathered, faults) for record_id, gathered in records.items()]
    if faults:
        raise InvalidMapError(f"expected the records of a map in {where}, got {len(faults)} faults", faults=faults)
    return JourneyMap.of(made)


def _row(record: MapRecord, *cells: str) -> Row:
    """Returns a row: what the record is, then field, part, form, content, provenance and evidence."""
    record_id = record.id if _is_plain(record.id) else json.dumps(record.id)
    return (record_id, record.kind, str(record.version), *cells)


def _field_rows(record: MapRecord, name: str, entry: MapField) -> Iterator[Row]:
    is_plain = isinstance(entry.content, str) and _is_plain(entry.content) and len(entry.content) <= LONGEST
    content = entry.content if is_plain else json.dumps(entry.content)
    evidence = json.dumps(list(entry.evidence)) if entry.evidence else ""
    parts = [content[at : at + LONGEST] for at in range(0, len(content), LONGEST)] or [""]
    form = "text" if is_plain else "json"
    pieces = [evidence[at : at + LONGEST] for at in range(0, len(evidence), LONGEST)] or [""]
    for part in range(max(len(parts), len(pieces))):
        yield _row(
            record,
            name,
            str(part + 1),
            form,
            parts[part] if part < len(parts) else "",
            str(entry.provenance) if part == 0 else "",
            pieces[part] if part < len(pieces) else "",
        )


def _is_plain(text: str) -> bool:
    """Returns whether a cell keeps a text as it is, and nobody could take it for JSON or a number."""
    is_printable = all(letter.isprintable() or letter == "\n" for letter in text)
    is_odd = _IS_RISKY.search(text) or text[:1] in ('"', "[", "{") or _LIKE_NUMBERS.fullmatch(text)
    return is_printable and not is_odd


@dataclass(slots=True)
class _Pieces:
    """A field as its rows say it."""

    form: str
    provenance: str
    content: str = ""
    evidence: str = ""


@dataclass(slots=True)
class _Gathered:
    """A record as its rows say it."""

    kind: RecordKind
    version: int
    fields: dict[str, _Pieces]


def _gather(records: dict[str, _Gathered], told: list[str]) -> Iterator[str]:
    shown, kind, version, name, part, form, content, provenance, evidence = told
    try:
        record_id = json.loads(shown) if shown.startswith('"') else shown
    except ValueError:
        record_id = ""
    if not isinstance(record_id, str) or not record_id:
        yield f"expected an id, got {shown!r:.60}"
        return
    if kind not in list(RecordKind):
        yield f"{record_id!r}: expected a kind out of {', '.join(RecordKind)}, got {kind!r:.60}"
        return
    known = records.setdefault(
        record_id, _Gathered(RecordKind(kind), int(version) if version.isdecimal() else VERSION, {})
    )
    if known.kind is not RecordKind(kind):
        yield f"{record_id!r} is a {known.kind} in an earlier row, a {kind} here"
    if not name:
        return
    if part in ("", "1"):
        if name in known.fields:
            yield f"{record_id!r}: {name!r} stands in an earlier row already"
        known.fields[name] = _Pieces(form or "text", provenance)
    pieces = known.fields.setdefault(name, _Pieces(form or "text", provenance))
    pieces.content += content
    pieces.evidence += evidence


def _record(record_id: str, gathered: _Gathered, faults: list[str]) -> MapRecord:
    fields: dict[str, MapField] = {}
    order = list(FIELDS[gathered.kind])
    for name in sorted(gathered.fields, key=lambda name: (order.index(name) if name in order else len(order), name)):
        try:
            fields[name] = _field(gathered.fields[name])
        except ValueError as error:
            faults.append(f"{gathered.kind} {record_id!r}, field {name!r}: {error}")
    return MapRecord(record_id, gathered.kind, fields, gathered.version)


def _field(pieces: _Pieces) -> MapField:
    if pieces.form not in ("text", "json"):
        raise ValueError(f"expected text or json as the form, got {pieces.form!r:.60}")
    said = pieces.provenance or "asserted"
    if said not in list(Provenance):
        raise ValueError(f"expected measured, asserted or inferred, got {said!r:.60}")
    content = pieces.content if pieces.form == "text" else _json(pieces.content)
    evidence = _json(pieces.evidence) if pieces.evidence else []
    if not isinstance(evidence, list) or not all(isinstance(one, str) for one in evidence):
        raise ValueError(f"expected a JSON list of texts as evidence, got {pieces.evidence!r:.60}")
    return MapField(content, Provenance(said), tuple(evidence))


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"expected JSON, got {text!r:.60}") from error


def _text(cell: Any) -> str:
    """Returns a cell as text; programs turn version numbers into numbers."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)
