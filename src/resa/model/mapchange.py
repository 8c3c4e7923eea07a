"""The algebra of map changes: compare, carry out, undo, and join the work of two people."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, assert_never

from resa.model.errors import UsageError
from resa.model.journeymap import Added, Change, JourneyMap, MapField, MapRecord, Removed, Updated, with_fields


class StaleChangeError(UsageError):
    """A change that was made to another state of the map; `faults` lists what differs."""

    code: ClassVar[str] = "stale_change"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two people changed the same thing differently; `kept` is what stands in the joined map."""

    id: str
    field: str | None  # None: one removed the record, the other changed it
    ours: MapField | None
    theirs: MapField | None
    kept: MapField | None


@dataclass(frozen=True, slots=True)
class Joined:
    """The map with both sides' changes, and where they disagreed."""

    map: JourneyMap
    conflicts: tuple[Conflict, ...]


def difference(before: JourneyMap, *, after: JourneyMap) -> tuple[Change, ...]:
    """Returns the changes that lead from one map to the other, in order of id; none where they are equal."""
    changes: list[Change] = []
    for record_id in sorted(before.records.keys() | after.records.keys()):
        old, new = before.records.get(record_id), after.records.get(record_id)
        if old is None and new is not None:
            changes.append(Added(new))
        elif new is None and old is not None:
            changes.append(Removed(old))
        elif old is not None and new is not None and old != new:
            changes += (
                _replaced(old, new) if (old.kind, old.version) != (new.kind, new.version) else [_updated(old, new)]
            )
    return tuple(changes)


def applied(journey_map: JourneyMap, *, changes: Sequence[Change]) -> JourneyMap:
    """Returns the map after these changes.

    Raises `StaleChangeError` where a change does not find what it says was there before.
    """
    records = dict(journey_map.records)
    faults: list[str] = []
    for change in changes:
        match change:
            case Added(record):
                faults += [f"{record.id}: is there already"] if record.id in records else []
                records[record.id] = record
            case Removed(record):
                faults += [] if records.pop(record.id, None) == record else [f"{record.id}: is gone or has changed"]
            case Updated():
                _carry_out(change, records=records, faults=faults)
            case _:
                assert_never(change)
    if faults:
        raise StaleChangeError("expected changes made to this map, got some made to another state of it", faults=faults)
    return JourneyMap(records)


def reversed_changes(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Returns the changes that undo these, last first."""
    return tuple(_reversed(change) for change in changes[::-1])


def joined(before: JourneyMap, *, ours: JourneyMap, theirs: JourneyMap) -> Joined:
    """Returns the map with what both sides changed since `before`.

    Different fields never disturb each other. The same field changed to different contents keeps ours; a record that
    one side removed and the other changed stays, with the change: nothing anybody wrote is lost. Both are reported.
    """
    conflicts: list[Conflict] = []
    kept: dict[str, MapRecord] = {}
    for record_id in sorted(before.records.keys() | ours.records.keys() | theirs.records.keys()):
        sides = (before.records.get(record_id), ours.records.get(record_id), theirs.records.get(record_id))
        record = _joined_record(*sides, conflicts=conflicts)
        if record is not None:
            kept[record_id] = record
    for record in list(kept.values()):
        _keep_what_it_refers_to(record, kept=kept, sources=(ours, theirs, before))
    return Joined(JourneyMap(kept), tuple(conflicts))


def _updated(old: MapRecord, new: MapRecord) -> Updated:
    names = dict.fromkeys([*old.fields, *new.fields])
    pairs = {name: (old.fields.get(name), new.fields.get(name)) for name in names}
    return Updated(old.id, {name: pair for name, pair in pairs.items() if pair[0] != pair[1]})


def _replaced(old: MapRecord, new: MapRecord) -> list[Change]:
    return [Removed(old), Added(new)]


def _carry_out(change: Updated, *, records: dict[str, MapRecord], faults: list[str]) -> None:
    record = records.get(change.id)
    if record is None:
        faults.append(f"{change.id}: is gone")
        return
    for name, (before, _) in change.fields.items():
        if record.fields.get(name) != before:
            faults.append(f"{change.id}: {name!r} was expected to be {before}, is {record.fields.get(name)}")
    records[change.id] = with_fields(record, {name: after for name, (_, after) in change.fields.items()})


def _reversed(change: Change) -> Change:
    match change:
        case Added(record):
            return Removed(record)
        case Removed(record):
            return Added(record)
        case Updated(record_id, fields):
            return Updated(record_id, {name: (after, before) for name, (before, after) in fields.items()})
        case _:
            assert_never(change)


def _joined_record(
    before: MapRecord | None, ours: MapRecord | None, theirs: MapRecord | None, *, conflicts: list[Conflict]
) -> MapRecord | None:
    if theirs in (ours, before):
        return ours
    if ours == before:
        return theirs
    if ours is None or theirs is None:
        survivor = ours or theirs
        if survivor is not None:
            conflicts.append(Conflict(survivor.id, None, None, None, None))
        return survivor
    old = before.fields if before else {}
    merged: dict[str, MapField | None] = {}
    for name in dict.fromkeys([*ours.fields, *theirs.fields]):
        was, mine, yours = old.get(name), ours.fields.get(name), theirs.fields.get(name)
        merged[name] = yours if mine == was else mine
        if mine not in (was, yours) and yours != was:
            conflicts.append(Conflict(ours.id, name, mine, yours, mine))
    return with_fields(ours, merged)


def _keep_what_it_refers_to(record: MapRecord, *, kept: dict[str, MapRecord], sources: tuple[JourneyMap, ...]) -> None:
    """Brings back what one side removed while the other side put something on it."""
    wanted = [record.content(name) for name in ("stage", "step", "lane", "parent", "from", "to", "about")]
    for record_id in wanted:
        if not isinstance(record_id, str) or record_id in kept:
            continue
        found = next((source.records[record_id] for source in sources if record_id in source.records), None)
        if found is not None:
            kept[record_id] = found
            _keep_what_it_refers_to(found, kept=kept, sources=sources)
