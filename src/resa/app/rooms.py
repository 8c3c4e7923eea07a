"""All rooms of a server: opened for the first who comes, kept durable, versioned after quiet, closed when empty.

One process serves a workspace's rooms at a time. Whoever changes a document, a browser, a program or the server
itself, does it in the room, so that everybody there sees it.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import ExitStack
from datetime import datetime, timedelta
from typing import Any, ClassVar

from sqlalchemy import Connection

from resa.app.permission import Act, Person, may, require
from resa.app.room import Leaving, Member, Outlet, Room
from resa.app.roomrule import RoomKind, RoomName
from resa.app.trieddocument import Tried, TriedDocument, map_in, merged
from resa.model.errors import FailureError, UnknownNameError
from resa.model.journeymap import Change, JourneyMap
from resa.store.collaboration.database import Database
from resa.store.collaboration.documentlog import DocumentLog, Update
from resa.store.collaboration.maplist import MapEntry, MapList, add_entry, change_entry
from resa.store.collaboration.versionlog import MANY, QUIET, NewVersion, VersionLog
from resa.store.lock import WorkspaceBusyError, exclusive

LOCK = "rooms.lock"
QUIET_TIME = timedelta(minutes=10)
MANY_UPDATES = 200
FOLD_AFTER = 200
ROUND_SECONDS = 15.0

_log = logging.getLogger("resa")


class AlreadyServedError(FailureError):
    """Another process serves the workspace's maps."""

    code: ClassVar[str] = "already_served"


class Rooms:
    """The rooms of one workspace; every method may be called from any thread, most wait for the disk."""

    def __init__(
        self, database: Database, *, now: Callable[[], datetime], renamed: Callable[[str], None] = lambda _: None
    ) -> None:
        """Opens no room yet; `renamed` is called with a map's id once what the list says of it is on the disk."""
        self._holding = ExitStack()
        try:
            self._holding.enter_context(exclusive(database.path.parent / LOCK, patience_seconds=0))
        except WorkspaceBusyError as error:
            raise AlreadyServedError(
                f"expected to serve {database.path.parent} alone, another process does; use that one, or end it"
            ) from error
        self.maps = MapList(database)
        self.versions = VersionLog(database)
        self.database = database
        self.now = now
        self._renamed = renamed
        self._documents = DocumentLog(database)
        self._open: dict[str, Room] = {}
        self._folded: dict[str, int] = {}
        self._lock = threading.RLock()
        self._is_over = threading.Event()
        self._rounds = threading.Thread(target=self._go_round, name="rooms", daemon=True)
        self._rounds.start()

    def enter(self, person: Person, name: RoomName, outlet: Outlet) -> tuple[Room, Member]:
        """Lets somebody into a room, which opens where it is closed.

        Who only reads sees the live version of a map, where there is one, and not what is being worked on.
        Raises `UnknownNameError` where there is no such map.
        """
        require(person, Act.SEE_MAPS)
        with self._lock:
            room = self._shown(name) if self._sees_live(person, name) else self._opened(name)
            return room, room.enter(person, outlet)

    def read(self, name: RoomName) -> JourneyMap:
        """Returns what a document holds now; what of it can't be read is left out."""
        return map_in(self.content(name)[0])[0]

    def content(self, name: RoomName) -> tuple[bytes, int]:
        """Returns a document as it is now, and the number of the last update that is certainly in it."""
        with self._lock:
            room = self._opened(name)
        return room.content()

    def sequence(self, name: RoomName) -> int:
        """Returns the number of the last update that a document certainly holds."""
        with self._lock:
            return self._opened(name).sequence

    def peek(self, name: RoomName) -> bytes:
        """Returns a document as it is now, without opening its room: for who looks at many and stays in none."""
        with self._lock:
            room = self._open.get(str(name))
        if room and not room.is_broken:
            return room.content()[0]
        return merged(*self._documents.read(str(name)).contents)

    def write(self, person: Person, name: RoomName, changes: Sequence[Change]) -> None:
        """Makes changes in a room; returns once they are on the disk."""
        with self._lock:
            room = self._opened(name)
        if changes:
            room.write(person, changes)

    def revise(self, person: Person, name: RoomName, revision: Callable[[JourneyMap], Sequence[Change]]) -> None:
        """Makes the changes that `revision` finds in a document as it is, with nobody's in between."""
        with self._lock:
            room = self._opened(name)
        room.revise(person, revision)

    def add(self, entry: MapEntry, content: bytes) -> None:
        """Puts a new map into the list, with its document; both or nothing."""
        update = Update(str(RoomName(RoomKind.MAP, entry.id)), content, entry.made_at, entry.made_by)
        self._documents.append(update, beside=lambda connection: add_entry(connection, entry)).result()

    def remove(self, map_id: str) -> None:
        """Takes a map out of the list and off the disk, with what was said about it."""
        names = [str(RoomName(kind, map_id)) for kind in (RoomKind.MAP, RoomKind.TALK)]
        with self._lock:
            for name in [*names, _live(map_id)]:
                self._close(name, reason=Leaving.NO_SUCH_ROOM)
            self.maps.remove(map_id)
            self._documents.remove(names)

    def archive(self, map_id: str, *, at: datetime | None) -> None:
        """Puts a map into the archive, or takes it out where `at` is None; who has it open comes back to it."""
        with self._lock:
            self.maps.change(map_id, archived_at=at)
            for kind in (RoomKind.MAP, RoomKind.TALK):
                self._close(str(RoomName(kind, map_id)), reason=Leaving.COME_BACK)

    def show_live(self, map_id: str, content: bytes) -> None:
        """Lets those who only read see this version from now on."""
        with self._lock:
            shown = self._open.get(_live(map_id))
            draft = self._open.get(str(RoomName(RoomKind.MAP, map_id)))
            if shown:
                shown.merge(content)
            if draft:
                draft.send_away(Leaving.COME_BACK, whom=lambda person: not may(person, Act.COMMENT))

    def dismiss(self, person_id: str, *, reason: Leaving = Leaving.COME_BACK) -> None:
        """Sends a person out of every room, as their role has changed or their session has ended."""
        with self._lock:
            rooms = list(self._open.values())
        for room in rooms:
            room.send_away(reason, whom=lambda person: person.id == person_id)

    def present(self) -> dict[str, tuple[Person, ...]]:
        """Returns who has which map open."""
        with self._lock:
            rooms = [room for room in self._open.values() if room.name.kind is RoomKind.MAP]
        found: dict[str, dict[str, Person]] = {}
        for room in rooms:
            people = found.setdefault(room.name.map or "", {})
            people.update({member.person.id: member.person for member in room.members})
        return {map_id: tuple(people.values()) for map_id, people in found.items() if people}

    def versioned(self, map_id: str, sequence: int) -> None:
        """Says that a version holds everything up to that update, so that the clock takes none of the same state."""
        with self._lock:
            room = self._open.get(str(RoomName(RoomKind.MAP, map_id)))
        if room:
            room.unversioned = max(0, room.sequence - sequence)

    def round(self) -> None:
        """Takes the versions that are due, folds long logs, and closes empty rooms."""
        with self._lock:
            rooms = [(key, room) for key, room in self._open.items() if not room.is_shown_only]
            shown = [key for key, room in self._open.items() if room.is_shown_only and not room.members]
            for key in shown:
                self._close(key)
        for key, room in rooms:
            self._see_to(key, room)

    def close(self) -> None:
        """Sends everybody away to come back, and returns once everything taken is on the disk."""
        self._is_over.set()
        self._rounds.join()
        with self._lock:
            for key in list(self._open):
                self._close(key, reason=Leaving.COME_BACK)
        self._documents.close()
        self._holding.close()

    def _sees_live(self, person: Person, name: RoomName) -> bool:
        if name.kind is not RoomKind.MAP or may(person, Act.COMMENT):
            return False
        return self.entry(name).live_version is not None

    def entry(self, name: RoomName) -> MapEntry:
        """Returns the map that a room is about; raises `UnknownNameError`."""
        found = self.maps.get(name.map or "")
        if found is None:
            raise UnknownNameError("map", name.map or "", known=(one.id for one in self.maps.all()))
        return found

    def _opened(self, name: RoomName) -> Room:
        """Returns the open room of that name; under the lock, so that two who come at once find the same one."""
        key = str(name)
        found = self._open.get(key)
        if found and not found.is_broken:
            return found
        if found:
            found.settle()
        entry = None if name.kind is RoomKind.LIBRARY else self.entry(name)
        kept = self._documents.read(key)
        room = Room(
            name,
            TriedDocument(kept.contents),
            append=lambda tried, person: self._append(name, tried, person),
            sequence=kept.sequence,
            is_shown_only=False,
            is_archived=entry is not None and entry.archived_at is not None,
        )
        if name.kind is RoomKind.MAP and name.map:
            newest = self.versions.newest(name.map)
            room.unversioned = kept.sequence - (newest.sequence if newest else 1)
            room.changed_at = entry.updated_at if entry else None
        self._open[key] = room
        self._folded[key] = kept.sequence - max(0, len(kept.contents) - 1)
        return room

    def _shown(self, name: RoomName) -> Room:
        """Returns the room of a map's live version, in which everybody reads."""
        key = _live(name.map or "")
        if key not in self._open:
            content = self.versions.content(name.map or "", number=self.entry(name).live_version or 0)
            self._open[key] = Room(
                name, TriedDocument([content or b"\x00\x00"]), append=_never, sequence=0, is_shown_only=True
            )
        return self._open[key]

    def _append(self, name: RoomName, tried: Tried, person: Person) -> "Future[int]":
        at = self.now()
        room = self._open.get(str(name))
        if room:
            room.changed_at = at
        update = Update(str(name), tried.update, at, person.id)
        map_id = name.map
        if name.kind is not RoomKind.MAP or not map_id:
            return self._documents.append(update)
        head = _head(tried)
        kept = self._documents.append(
            update, beside=_noted(map_id, {**head, "updated_by": person.id, "updated_at": at})
        )
        if head:
            kept.add_done_callback(lambda done: None if done.exception() else self._renamed(map_id))
        return kept

    def _see_to(self, key: str, room: Room) -> None:
        is_quiet = room.changed_at is None or self.now() - room.changed_at >= QUIET_TIME
        is_map = room.name.kind is RoomKind.MAP
        if is_map and room.unversioned and (is_quiet or room.unversioned >= MANY_UPDATES):
            self._take_version(room, reason=QUIET if is_quiet else MANY)
        if room.sequence - self._folded.get(key, 0) >= FOLD_AFTER:
            self._fold(key, room)
        if not room.members and (is_quiet or not (is_map and room.unversioned)):
            with self._lock:
                if not room.members:
                    self._close(key)

    def _take_version(self, room: Room, *, reason: str) -> None:
        content, sequence = room.content()
        version = NewVersion(room.name.map or "", reason, sequence, content, self.now())
        self.versions.add(version)
        self.versioned(version.map, sequence)

    def _fold(self, key: str, room: Room) -> None:
        content, sequence = room.content()
        self._documents.fold(key, content=content, upto=sequence, at=self.now())
        self._folded[key] = sequence

    def _close(self, key: str, *, reason: Leaving = Leaving.COME_BACK) -> None:
        """Forgets a room; under the lock, so that nobody enters what is being forgotten."""
        room = self._open.pop(key, None)
        self._folded.pop(key, None)
        if room:
            room.settle()
            room.is_broken = True  # whoever still holds it writes no more
            room.send_away(reason)

    def _go_round(self) -> None:
        while not self._is_over.wait(ROUND_SECONDS):
            try:
                self.round()
            except Exception:
                _log.exception("a round through the rooms broke; the next one comes")


def _live(map_id: str) -> str:
    return f"live:{map_id}"


def _never(_: Tried, __: Person) -> "Future[int]":
    raise AssertionError("a room that is only shown appends nothing")


def _noted(map_id: str, fields: dict[str, Any]) -> Callable[[Connection], None]:
    return lambda connection: change_entry(connection, map_id, fields)


def _head(tried: Tried) -> dict[str, Any]:
    """Returns what the list says of a map, where the update changes it."""
    record = tried.after.get("map")
    if record is None:
        return {}
    found = {name: record.get(f"f:{name}") for name in ("title", "form", "parent", "as_is")}
    texts = {name: held if isinstance(held, str) else None for name, held in found.items()}
    return {**texts, "title": texts["title"] or "", "form": texts["form"] or "current_state"}
