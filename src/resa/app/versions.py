"""The versions of a map: taken by hand, named, looked at, restored, and held against each other."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, ClassVar, assert_never

from resa.app.audit import record
from resa.app.mapview import visible_map, visible_version
from resa.app.permission import Act, Person, require
from resa.app.roomrule import RoomKind, RoomName
from resa.app.serving import ServedWorkspace
from resa.app.trieddocument import map_in
from resa.mapping.comparison import MapDifference, compare
from resa.mapping.document import plain
from resa.model.errors import UsageError
from resa.model.journeymap import Added, Change, JourneyMap, Removed, Updated
from resa.model.mapchange import difference
from resa.store.collaboration import people
from resa.store.collaboration.versionlog import BEFORE_RESTORE, BY_HAND, LIVE, NewVersion, Version

NOW = "now"
LONGEST_LABEL = 200


class NoSuchVersionError(UsageError):
    """The map has no version of that number, or none that this person may see."""

    code: ClassVar[str] = "no_such_version"


class LongLabelError(UsageError):
    """A version's label is too long."""

    code: ClassVar[str] = "long_label"


@dataclass(frozen=True, slots=True)
class VersionSummary:
    """One version. `reason` is "quiet", "many_changes", "by_hand", "live" or "before_restore"."""

    number: int
    label: str | None
    reason: str
    made_at: datetime
    made_by: str | None
    made_by_name: str | None
    is_live: bool


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """A version with its document."""

    summary: VersionSummary
    map: JourneyMap
    faults: tuple[str, ...]

    def plain(self) -> dict[str, Any]:
        """Returns this as JSON holds it."""
        return {**asdict(self.summary), "document": plain(self.map), "faults": list(self.faults)}


@dataclass(frozen=True, slots=True)
class Restored:
    """What was changed to bring a version back, and the version that holds what was there before."""

    changes: tuple[Change, ...]
    before: int

    def plain(self) -> dict[str, Any]:
        """Returns this as JSON holds it: changes in the form in which the page keeps them for its undo."""
        return {"changes": [_plain_change(change) for change in self.changes], "before": self.before}


def list_versions(person: Person, served: ServedWorkspace, map_id: str) -> tuple[VersionSummary, ...]:
    """Returns the versions, newest first; those who only read see what was live, once something was."""
    require(person, Act.SEE_MAPS)
    entry = served.rooms.entry(_room(map_id))
    names = _names(served)
    found = served.rooms.versions.all(map_id)
    sees_live_only = visible_version(person, entry) is not None
    shown = [one for one in found if not sees_live_only or one.reason == LIVE]
    return tuple(_summary(one, names=names, live=entry.live_version) for one in shown)


def take_version(person: Person, served: ServedWorkspace, map_id: str, *, label: str | None) -> VersionSummary:
    """Keeps the map as it is now, under a label."""
    require(person, Act.EDIT_MAPS)
    served.rooms.entry(_room(map_id))
    kept = _keep(person, served, map_id, reason=BY_HAND, label=_checked(label))
    return _summary(kept, names=_names(served), live=None)


def label_version(
    person: Person, served: ServedWorkspace, map_id: str, *, number: int, label: str | None
) -> VersionSummary:
    """Names a version, so that it stays for ever, or takes its name."""
    require(person, Act.EDIT_MAPS)
    if not served.rooms.versions.label(map_id, number=number, label=_checked(label)):
        raise _unknown(map_id, number)
    return next(one for one in list_versions(person, served, map_id) if one.number == number)


def show_version(person: Person, served: ServedWorkspace, map_id: str, *, number: int) -> ShownVersion:
    """Returns a version with its document."""
    summary = next((one for one in list_versions(person, served, map_id) if one.number == number), None)
    content = served.rooms.versions.content(map_id, number=number)
    if summary is None or content is None:
        raise _unknown(map_id, number)
    return ShownVersion(summary, *map_in(content))


def restore_version(person: Person, served: ServedWorkspace, map_id: str, *, number: int) -> Restored:
    """Brings a version back as changes of the map, which everybody in its room sees; first keeps what is there now."""
    require(person, Act.EDIT_MAPS)
    wanted = show_version(person, served, map_id, number=number).map
    before = _keep(person, served, map_id, reason=BEFORE_RESTORE, label=None)
    changes = difference(served.rooms.read(_room(map_id)), after=wanted)
    served.rooms.write(person, _room(map_id), changes)
    with served.database.writing() as connection:
        record(connection, person, act="map.restore", about=map_id, now=served.now(), detail=f"version {number}")
    served.signals.tell("maps", about=map_id)
    return Restored(changes, before.number)


def map_difference(person: Person, served: ServedWorkspace, map_id: str, *, start: str, end: str) -> MapDifference:
    """Returns what differs from `start` to `end`: numbers of versions, "now", or the id of another map."""
    sides = [_side(person, served, map_id, which) for which in (start, end)]
    matches_names = any(not which.isdecimal() and which not in (NOW, map_id) for which in (start, end))
    return compare(sides[0], after=sides[1], matches_names=matches_names)


def _plain_change(change: Change) -> dict[str, Any]:
    match change:
        case Added(record):
            return {"kind": "added", "record": asdict(record)}
        case Removed(record):
            return {"kind": "removed", "record": asdict(record)}
        case Updated(record_id, fields):
            pairs = {
                name: {"before": before and asdict(before), "after": after and asdict(after)}
                for name, (before, after) in fields.items()
            }
            return {"kind": "updated", "id": record_id, "fields": pairs}
        case _:
            assert_never(change)


def _side(person: Person, served: ServedWorkspace, map_id: str, which: str) -> JourneyMap:
    if which.isdecimal():
        return show_version(person, served, map_id, number=int(which)).map
    other = map_id if which == NOW else which
    return visible_map(person, served.rooms, served.rooms.entry(_room(other)))


def _keep(person: Person, served: ServedWorkspace, map_id: str, *, reason: str, label: str | None) -> Version:
    content, sequence = served.rooms.content(_room(map_id))
    new = NewVersion(map_id, reason, sequence, content, served.now(), person.id, label)
    kept = served.rooms.versions.add(new)
    served.rooms.versioned(map_id, sequence)
    return kept


def _summary(version: Version, *, names: dict[str, str], live: int | None) -> VersionSummary:
    name = names.get(version.made_by or "")
    is_live = version.number == live
    return VersionSummary(
        version.number, version.label, version.reason, version.made_at, version.made_by, name, is_live
    )


def _names(served: ServedWorkspace) -> dict[str, str]:
    with served.database.reading() as connection:
        return {one.id: one.name for one in people.people(connection)}


def _room(map_id: str) -> RoomName:
    return RoomName(RoomKind.MAP, map_id)


def _checked(label: str | None) -> str | None:
    if label is not None and len(label) > LONGEST_LABEL:
        raise LongLabelError(f"expected a label of at most {LONGEST_LABEL} letters, got {len(label)}; shorten it")
    return (label or "").strip() or None


def _unknown(map_id: str, number: int) -> NoSuchVersionError:
    return NoSuchVersionError(
        f"expected a version of {map_id}, got {number}; GET /api/maps/{map_id}/versions lists them"
    )
