"""The maps of a workspace: listed, shown, renamed, put under one another, approved, archived, removed.

While people work on a map that is live, those who only read go on seeing the live version; the next approval shows
them the next one.
"""

import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, ClassVar

from resa.app import mapfiles
from resa.app.audit import record
from resa.app.mapfiles import UnreadFile
from resa.app.mapview import read_visible, visible_version
from resa.app.permission import Act, NotAllowedError, Person, may, require
from resa.app.room import tint_of
from resa.app.roomrule import RoomKind, RoomName
from resa.app.rooms import Rooms
from resa.app.serving import ServedWorkspace
from resa.mapping import mappatch
from resa.mapping.document import plain
from resa.mapping.reading.report import ReadingReport
from resa.model.errors import UsageError
from resa.model.journeymap import FORMS, Change, JourneyMap, MapField, Updated
from resa.model.mapchange import difference
from resa.store.collaboration import people
from resa.store.collaboration.maplist import MapEntry, change_entry
from resa.store.collaboration.versionlog import LIVE, NewVersion, Version, add_version

STATUSES = ("draft", "review", "live")
LONGEST_TITLE = 300

_importing = threading.Lock()


class NotApproverError(NotAllowedError):
    """Only owners, and the people named as a map's approvers, may put it live."""

    code: ClassVar[str] = "not_approver"


class NotArchivedError(UsageError):
    """A map is removed for good from the archive only."""

    code: ClassVar[str] = "not_archived"


class ImpossibleChangeError(UsageError):
    """A map can't be changed like that; `faults` says why."""

    code: ClassVar[str] = "impossible_change"


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who made, changed or has open a map."""

    id: str
    name: str
    tint: int
    is_present: bool


@dataclass(frozen=True, slots=True)
class MapSummary:
    """One map of the list. `live_version` is what those see who only read."""

    id: str
    title: str
    form: str
    status: str
    status_by: str | None
    status_at: datetime | None
    status_note: str | None
    live_version: int | None
    parent: str | None
    as_is: str | None
    language: str
    approvers: tuple[str, ...]
    people: tuple[Participant, ...]
    made_at: datetime
    updated_at: datetime
    updated_by: str | None
    is_archived: bool


@dataclass(frozen=True, slots=True)
class MapListing:
    """The maps, the newest change first, and the files in the workspace that can't be read as maps."""

    maps: tuple[MapSummary, ...]
    unread: tuple[UnreadFile, ...]


@dataclass(frozen=True, slots=True)
class ShownMap:
    """A map with its document as this person sees it, and what of it can't be read.

    `version` is the live version where that is shown, None for the map as it is now; `is_ahead` says that the map has
    changed since its live version. `report` says what became of a file that it was just made from.
    """

    summary: MapSummary
    map: JourneyMap
    faults: tuple[str, ...]
    version: int | None
    is_ahead: bool
    report: ReadingReport | None = None

    def plain(self) -> dict[str, Any]:
        """Returns this as JSON holds it."""
        told = {
            "document": plain(self.map),
            "faults": list(self.faults),
            "version": self.version,
            "is_ahead": self.is_ahead,
        }
        report = {"report": asdict(self.report)} if self.report else {}
        return {**asdict(self.summary), **told, **report}


@dataclass(frozen=True, slots=True)
class MapChange:
    """What shall change about a map, by name: "title", "form", "parent", "archived", "approvers"; absent stays."""

    fields: Mapping[str, Any]


def list_maps(person: Person, served: ServedWorkspace) -> MapListing:
    """Returns the maps; files of the workspace's `maps` folder that are new there come into the list."""
    require(person, Act.SEE_MAPS)
    with _importing:
        unread = mapfiles.take_in(served.rooms, served.folder)
    names, present = _names(served.rooms), served.rooms.present()
    return MapListing(
        tuple(_summary(one, names=names, present=present) for one in served.rooms.maps.all()), tuple(unread)
    )


def show_map(person: Person, served: ServedWorkspace, map_id: str) -> ShownMap:
    """Returns a map as this person sees it: as it is now, or its live version to those who only read."""
    require(person, Act.SEE_MAPS)
    entry = served.rooms.entry(RoomName(RoomKind.MAP, map_id))
    found, faults = read_visible(person, served.rooms, entry)
    summary = _summary(entry, names=_names(served.rooms), present=served.rooms.present())
    version = visible_version(person, entry)
    return ShownMap(summary, found, faults, version, version is None and _is_ahead(served.rooms, entry))


def change_map(person: Person, served: ServedWorkspace, map_id: str, change: MapChange) -> ShownMap:
    """Changes what the list says of a map; title, form and parent change in its document, so that everybody sees it."""
    require(person, Act.EDIT_MAPS)
    if "approvers" in change.fields:
        require(person, Act.APPROVE_MAPS)
    rooms, name = served.rooms, RoomName(RoomKind.MAP, map_id)
    entry = rooms.entry(name)
    faults = _faults(rooms, map_id, change.fields)
    if faults:
        raise ImpossibleChangeError(
            f"expected a change that {map_id} can take, got {len(faults)} faults", faults=faults
        )
    if change.fields.get("archived") is False:
        rooms.archive(map_id, at=None)
    written = {field: change.fields[field] for field in ("title", "form", "parent") if field in change.fields}
    rooms.revise(person, name, lambda found: _settings(found, written))
    if "approvers" in change.fields:
        rooms.maps.change(map_id, approvers=tuple(change.fields["approvers"]))
    if change.fields.get("archived") is True and not entry.archived_at:
        rooms.archive(map_id, at=served.now())
    _note(served, person, "map.change", map_id, detail=", ".join(sorted(change.fields)))
    return show_map(person, served, map_id)


def change_records(person: Person, served: ServedWorkspace, map_id: str, patch: Mapping[str, Any]) -> ShownMap:
    """Changes records as a program asks for it: sections of a map document, null for what shall go."""
    require(person, Act.EDIT_MAPS)
    rooms, name = served.rooms, RoomName(RoomKind.MAP, map_id)
    rooms.entry(name)
    rooms.revise(person, name, lambda found: difference(found, after=mappatch.patched(found, patch)))
    return show_map(person, served, map_id)


def set_status(person: Person, served: ServedWorkspace, map_id: str, *, status: str, note: str = "") -> ShownMap:
    """Moves a map between draft, review and live; live keeps a version, which those see who only read."""
    require(person, Act.EDIT_MAPS)
    if status not in STATUSES:
        raise ImpossibleChangeError(f"expected one of {', '.join(STATUSES)} as the status, got {status!r}")
    rooms, now = served.rooms, served.now()
    entry = rooms.entry(RoomName(RoomKind.MAP, map_id))
    if status == "live" and not may(person, Act.APPROVE_MAPS) and person.id not in entry.approvers:
        raise NotApproverError(
            f"expected an owner or an approver of {entry.title!r}, {person.name} is neither; ask one"
        )
    content, sequence = rooms.content(RoomName(RoomKind.MAP, map_id))
    fields: dict[str, Any] = {
        "status": status, "status_by": person.id, "status_at": now, "status_note": note or None,
    }  # fmt: skip
    version: Version | None = None
    with rooms.database.writing() as connection:
        if status == "live":
            new = NewVersion(map_id, LIVE, sequence, content, now, person.id, note or None)
            version = add_version(connection, new)
            fields["live_version"] = version.number
        change_entry(connection, map_id, fields)
        record(connection, person, act=f"map.{status}", about=map_id, now=now, detail=note)
    if version:
        rooms.versioned(map_id, version.sequence)
        rooms.show_live(map_id, content)
    served.signals.tell("maps", about=map_id)
    return show_map(person, served, map_id)


def delete_map(person: Person, served: ServedWorkspace, map_id: str) -> None:
    """Removes an archived map for good, with its versions and all that was said about it."""
    require(person, Act.DELETE_MAPS)
    entry = served.rooms.entry(RoomName(RoomKind.MAP, map_id))
    if not entry.archived_at:
        raise NotArchivedError(f"expected a map from the archive, {entry.title!r} is in use; archive it first")
    served.rooms.remove(map_id)
    _note(served, person, "map.delete", map_id, detail=entry.title)


def _summary(entry: MapEntry, *, names: Mapping[str, str], present: Mapping[str, tuple[Person, ...]]) -> MapSummary:
    here = {person.id: person.name for person in present.get(entry.id, ())}
    ids = dict.fromkeys([*here, *(one for one in (entry.updated_by, entry.made_by) if one)])
    people = tuple(Participant(one, here.get(one) or names.get(one, one), tint_of(one), one in here) for one in ids)
    own = set(MapSummary.__slots__) - {"people", "is_archived"}
    fields = {name: getattr(entry, name) for name in own}
    return MapSummary(**fields, people=people, is_archived=entry.archived_at is not None)


def _is_ahead(rooms: Rooms, entry: MapEntry) -> bool:
    live = rooms.versions.get(entry.id, number=entry.live_version) if entry.live_version else None
    return live is not None and rooms.sequence(RoomName(RoomKind.MAP, entry.id)) > live.sequence


def _names(rooms: Rooms) -> dict[str, str]:
    with rooms.database.reading() as connection:
        return {one.id: one.name for one in people.people(connection)}


def _faults(rooms: Rooms, map_id: str, fields: Mapping[str, Any]) -> list[str]:
    faults: list[str] = []
    title = fields.get("title", "-")
    if not isinstance(title, str) or not title.strip() or len(title) > LONGEST_TITLE:
        faults.append(f"title: expected 1 to {LONGEST_TITLE} letters, got {title!r:.80}")
    if fields.get("form", FORMS[0]) not in FORMS:
        faults.append(f"form: expected one of {', '.join(FORMS)}, got {fields['form']!r}")
    parents = {one.id: one.parent for one in rooms.maps.all()}
    above, seen = fields.get("parent"), {map_id}
    if above is not None and above not in parents:
        faults.append(f"parent: expected the id of a map, got {above!r}")
    while above is not None and above not in seen:
        seen.add(above)
        above = parents.get(above)
    if above is not None:
        faults.append(f"parent: {fields['parent']!r} lies under {map_id!r} itself")
    return faults


def _settings(found: JourneyMap, fields: Mapping[str, Any]) -> list[Change]:
    """Returns the change of the map's own record."""
    own = found.records["map"].fields if "map" in found.records else {}
    pairs = {
        name: (own.get(name), MapField(content) if content is not None else None) for name, content in fields.items()
    }
    changed = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
    return [Updated("map", changed)] if changed else []


def _note(served: ServedWorkspace, person: Person, act: str, map_id: str, *, detail: str = "") -> None:
    with served.database.writing() as connection:
        record(connection, person, act=act, about=map_id, now=served.now(), detail=detail)
    served.signals.tell("maps", about=map_id)
