"""Changes of a map as programs write them: a piece of a map document, with null for what shall go.

{"stages": {"stage:try": {"name": "Try it", "position": 2.5}}, "cards": {"card:old": null}}
"""

from collections.abc import Mapping
from typing import Any

from resa.mapping.document import FORMAT, from_plain, plain, section
from resa.model.journeymap import VERSION, InvalidMapError, JourneyMap, RecordKind


def patched(journey_map: JourneyMap, patch: Mapping[str, Any]) -> JourneyMap:
    """Returns the map with the patch laid over it; raises `InvalidMapError` with every fault.

    A record that is there keeps the fields that the patch doesn't name; fields and records that are null go. Fields
    that are set are asserted, unless the patch says otherwise.

    >>> first = from_plain({"resa": "journeymap", "version": 1, "stages": {"stage:a": {"name": "A", "position": 1}}})
    >>> patched(first, {"stages": {"stage:a": {"name": "B"}}}).records["stage:a"].content("name")
    'B'
    """
    sections = {section(kind) for kind in RecordKind}
    faults = [
        f"unknown section {name!r}; known: {', '.join(sorted(sections))}" for name in patch if name not in sections
    ]
    held = plain(journey_map)
    for name in [name for name in patch if name in sections]:
        records = patch[name]
        if not isinstance(records, Mapping):
            faults.append(f"{name}: expected records by id, got {type(records).__name__}")
            continue
        listed = held.setdefault(name, {})
        for record_id, fields in records.items():
            faults += _lay_over(listed, str(record_id), fields, at=f"{name} {record_id!r}")
    if faults:
        raise InvalidMapError(f"expected changes of a map, got {len(faults)} faults", faults=faults)
    return from_plain({**held, "resa": FORMAT, "version": VERSION}, where="the changed map")


def _lay_over(listed: dict[str, Any], record_id: str, fields: Any, *, at: str) -> list[str]:
    if fields is None:
        gone = listed.pop(record_id, None)
        return [] if gone is not None else [f"{at}: is not there"]
    if not isinstance(fields, Mapping):
        return [f"{at}: expected fields or null, got {type(fields).__name__}"]
    own = dict(listed.get(record_id, {}))
    said = {name: content for name, content in fields.items() if name not in ("provenance", "evidence", "version")}
    provenance = _by_field(own.get("provenance", "asserted"), own)
    provenance |= dict.fromkeys(said, "asserted")
    provenance |= _by_field(fields.get("provenance", {}), said)
    evidence = {name: kept for name, kept in (own.get("evidence") or {}).items() if name not in said}
    evidence |= fields.get("evidence") or {}
    merged = {**own, **said}
    left = {name: content for name, content in merged.items() if content is not None and name not in _MARKS}
    marks = {"provenance": {name: one for name, one in provenance.items() if name in left}}
    if kept := {name: one for name, one in evidence.items() if name in left}:
        marks["evidence"] = kept
    listed[record_id] = {**left, **marks}
    return []


_MARKS = ("provenance", "evidence", "version")


def _by_field(provenance: Any, fields: Mapping[str, Any]) -> dict[str, Any]:
    if isinstance(provenance, Mapping):
        return dict(provenance)
    return {name: provenance for name in fields if name not in _MARKS}
