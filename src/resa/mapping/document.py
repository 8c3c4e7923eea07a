"""Map documents as text: canonical YAML made for git diffs, JSON that says the same, read back without loss.

resa: journeymap
version: 1
maps:
  map:
    title: Furnishing a home
    provenance: asserted            # of every field; or one by field where they differ
cells:
  cell:csat:retention:
    lane: lane:csat
    ...
    provenance: {lane: asserted, measurement: measured}
    evidence: {measurement: ["resa show kpis --where 'stage = retention'"]}
"""

import json
from collections.abc import Mapping
from typing import Any

from resa.mapping import settings
from resa.model.journeymap import FIELDS, VERSION, InvalidMapError, JourneyMap, MapField, MapRecord, RecordKind
from resa.model.measurement import Provenance

FORMAT = "journeymap"
_OWN_KEYS = ("provenance", "evidence", "version")


def section(kind: RecordKind) -> str:
    """Returns the key under which a document lists records of one kind.

    >>> section(RecordKind.CELL)
    'cells'
    """
    return "entries" if kind is RecordKind.ENTRY else f"{kind}s"


def write_yaml(journey_map: JourneyMap) -> str:
    """Returns the canonical YAML of a map: one order of keys, one style, so that equal maps are equal texts."""
    return settings.write(plain(journey_map))


def write_json(journey_map: JourneyMap) -> str:
    """Returns the JSON of a map, in the same order as the YAML."""
    return json.dumps(plain(journey_map), ensure_ascii=False, indent=2) + "\n"


def read(text: str, *, where: str = "the map") -> JourneyMap:
    """Returns the map that YAML or JSON writes (JSON is read as the YAML that it is).

    Raises `InvalidMapError` with every fault.
    """
    return from_plain(settings.read(text, where=where), where=where)


def plain(journey_map: JourneyMap) -> dict[str, Any]:
    """Returns a map as mappings and lists, in canonical order."""
    sections: dict[str, dict[str, Any]] = {}
    for record in journey_map.records.values():
        sections.setdefault(section(record.kind), {})[record.id] = _plain_record(record)
    return {"resa": FORMAT, "version": VERSION, **sections}


def from_plain(found: Mapping[str, Any], *, where: str = "the map") -> JourneyMap:
    """Returns the map that mappings and lists say; raises `InvalidMapError` with every fault."""
    faults: list[str] = []
    if found.get("resa") != FORMAT or found.get("version") != VERSION:
        version = f"{found.get('resa')!r} version {found.get('version')!r}"
        faults.append(f"expected 'resa: {FORMAT}' and 'version: {VERSION}', got {version}")
    kinds = {section(kind): kind for kind in RecordKind}
    unknown = [key for key in found if key not in kinds and key not in ("resa", "version")]
    faults += [f"unknown section {key!r}; known: {', '.join(kinds)}" for key in unknown]
    records: dict[str, MapRecord] = {}
    for key, kind in kinds.items():
        listed = found.get(key) or {}
        if not isinstance(listed, dict):
            faults.append(f"section {key!r}: expected records by id, got {listed!r:.60}")
            continue
        for record_id, fields in listed.items():
            faults += [f"{record_id!r} stands in two sections"] if record_id in records else []
            record = _record(str(record_id), kind, fields, faults=faults)
            if record is not None:
                records[record.id] = record
    if faults:
        raise InvalidMapError(f"expected a journey map in {where}, got {len(faults)} faults", faults=faults)
    return JourneyMap(records)


def _plain_record(record: MapRecord) -> dict[str, Any]:
    names = [name for name in FIELDS[record.kind] if name in record.fields]
    written: dict[str, Any] = {name: record.fields[name].content for name in names}
    provenances = {name: str(record.fields[name].provenance) for name in names}
    if len(set(provenances.values())) == 1:
        written["provenance"] = next(iter(provenances.values()))
    elif provenances:
        written["provenance"] = provenances
    evidence = {name: list(record.fields[name].evidence) for name in names if record.fields[name].evidence}
    if evidence:
        written["evidence"] = evidence
    if record.version != VERSION:
        written["version"] = record.version
    return written


def _record(record_id: str, kind: RecordKind, written: Any, *, faults: list[str]) -> MapRecord | None:
    if not isinstance(written, dict):
        faults.append(f"{kind} {record_id!r}: expected fields, got {written!r}")
        return None
    provenance, evidence = written.get("provenance", "asserted"), written.get("evidence") or {}
    version = written.get("version", VERSION)
    if not isinstance(evidence, dict) or not all(_is_texts(one) for one in evidence.values()):
        faults.append(f"{kind} {record_id!r}: expected lists of texts by field as evidence, got {evidence!r:.60}")
        return None
    if not isinstance(version, int):
        faults.append(f"{kind} {record_id!r}: expected a whole number as version, got {version!r:.60}")
        return None
    names = [name for name in written if name not in _OWN_KEYS]
    fields: dict[str, MapField] = {}
    for name in sorted(names, key=_place(kind)):
        said = provenance.get(name, "asserted") if isinstance(provenance, dict) else provenance
        if said not in list(Provenance):
            faults.append(f"{kind} {record_id!r}: expected measured, asserted or inferred for {name!r}, got {said!r}")
            continue
        fields[name] = MapField(written[name], Provenance(said), tuple(evidence.get(name, ())))
    return MapRecord(record_id, kind, fields, version)


def _is_texts(content: Any) -> bool:
    return isinstance(content, list) and all(isinstance(one, str) for one in content)


def _place(kind: RecordKind) -> Any:
    order = list(FIELDS[kind])
    return lambda name: (order.index(name) if name in order else len(order), name)
