"""One open room: a live document, the people in it, and what goes between them.

An update is tried, becomes a part of the document, goes to the log, and only when it is on the disk is it acknowledged
and passed on. Where the disk fails, the room breaks: everybody is sent away, comes back to what the disk holds, and
brings along what was not acknowledged.
"""

import itertools
import json
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import Any, Protocol

from resa.app.permission import NotAllowedError, Person, may
from resa.app.roomrule import WRITING, RoomName, check_change
from resa.app.trieddocument import NOTHING, DamagedUpdateError, Tried, TriedDocument
from resa.model.errors import FailureError, ResaError, UsageError
from resa.model.journeymap import Change, JourneyMap

LARGEST_UPDATE = 8 << 20
LARGEST_PRESENCE = 4_096
TINTS = 8


class Leaving(IntEnum):
    """Why somebody is sent away; the numbers are those of the room protocol."""

    SIGN_IN = 4401
    NOT_ALLOWED = 4403
    NO_SUCH_ROOM = 4404
    TOO_SLOW = 4408
    COME_BACK = 4500


class BrokenRoomError(FailureError):
    """What was written to a room did not reach the disk."""

    code = "broken_room"


class ArchivedMapError(UsageError):
    """A map in the archive can be read only."""

    code = "archived_map"


class Outlet(Protocol):
    """How somebody in a room is reached; called from any thread, never waits."""

    def update(self, content: bytes) -> None:
        """Hands over what somebody else changed."""

    def saved(self, number: int) -> None:
        """Says that the update of that number is on the disk."""

    def presence(self, shown: Mapping[str, Any]) -> None:
        """Hands over where somebody else is; may be left out where the line is busy."""

    def refused(self, error: ResaError, *, number: int) -> None:
        """Says that the update of that number was not taken."""

    def leave(self, reason: Leaving) -> None:
        """Ends the visit."""


Append = Callable[[Tried, Person], "Future[int]"]
"""Writes what a person changed to the log."""


@dataclass(eq=False)
class Member:
    """Somebody in a room, once for each window."""

    session: str
    person: Person
    outlet: Outlet
    shown: Mapping[str, Any] | None = None


@dataclass(eq=False)
class Room:
    """A document that people have open. `is_shown_only` and `is_archived`: everybody reads, nobody writes."""

    name: RoomName
    document: TriedDocument
    append: Append
    sequence: int
    is_shown_only: bool = False
    is_archived: bool = False
    unversioned: int = 0
    changed_at: datetime | None = None
    is_broken: bool = False
    last: "Future[int] | None" = None
    _members: dict[str, Member] = field(default_factory=dict)
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _sessions: "itertools.count[int]" = field(default_factory=itertools.count)

    @property
    def members(self) -> tuple[Member, ...]:
        """Who is in the room."""
        with self._lock:
            return tuple(self._members.values())

    def enter(self, person: Person, outlet: Outlet) -> Member:
        """Lets somebody in, and shows them where the others are."""
        with self._lock:
            member = Member(f"{person.id}.{next(self._sessions)}", person, outlet)
            for other in self._members.values():
                if other.shown is not None:
                    outlet.presence(other.shown)
            self._members[member.session] = member
            return member

    def leave(self, member: Member) -> None:
        """Lets somebody go, and tells the others."""
        with self._lock:
            if self._members.pop(member.session, None) and member.shown is not None:
                self._show({"session": member.session, "gone": True}, but=member)

    def lacking(self, state: bytes) -> tuple[bytes, bytes]:
        """Returns what somebody lacks who has `state`, and what the room has; raises `DamagedUpdateError`."""
        with self._lock:
            return self.document.lacking(state), self.document.state()

    def content(self) -> tuple[bytes, int]:
        """Returns the whole document, and the number of the last update that is certainly in it."""
        with self._lock:
            return self.document.content(), self.sequence

    def show(self, member: Member, shown: Mapping[str, Any]) -> None:
        """Passes on where a member is; who it is, the server says."""
        person = member.person
        stamp = {"session": member.session, "person": person.id, "name": person.name, "tint": tint_of(person.id)}
        whole = {**shown, **stamp}
        if len(json.dumps(whole)) > LARGEST_PRESENCE:
            return
        with self._lock:
            member.shown = whole
            self._show(whole, but=member)

    def take(self, member: Member, update: bytes, *, number: int) -> None:
        """Takes a member's update: acknowledges it once it is on the disk, or says why it is refused."""
        if update == NOTHING:
            member.outlet.saved(number)
            return
        try:
            kept = self._accept(member.person, lambda: self.document.tried(_not_too_large(update)))
        except ResaError as error:
            member.outlet.refused(error, number=number)
            return
        kept.add_done_callback(lambda done: self._settle(done, update, by=member, number=number))

    def write(self, person: Person, changes: Sequence[Change]) -> None:
        """Makes changes as if a member made them; returns once they are on the disk. Everybody in the room sees them.

        Raises `NotAllowedError`, `MisplacedRecordError`, and `BrokenRoomError` where the disk failed.
        """
        self._finish(self._begin(person, changes))

    def revise(self, person: Person, revision: Callable[[JourneyMap], Sequence[Change]]) -> None:
        """Makes the changes that `revision` finds in the map as it is, with nobody's changes in between.

        So two who make a record of the same id at once make one record, which holds what both wrote. Raises as `write`.
        """
        with self._lock:
            changes = revision(self.document.map())
            begun = self._begin(person, changes) if changes else None
        if begun:
            self._finish(begun)

    def _begin(self, person: Person, changes: Sequence[Change]) -> "tuple[Future[int], bytes]":
        made: list[bytes] = []

        def tried() -> Tried:
            found = self.document.written(changes)
            made.append(found.update)
            return found

        kept = self._accept(person, tried)
        return kept, made[0]

    def _finish(self, begun: "tuple[Future[int], bytes]") -> None:
        """Waits for the disk; without the lock, which the log's thread takes."""
        kept, update = begun
        kept.add_done_callback(lambda done: self._settle(done, update, by=None, number=0))
        if (error := kept.exception()) is not None:
            raise BrokenRoomError(f"expected to write to {self.name}, got: {error}; try again") from error

    def merge(self, content: bytes) -> None:
        """Takes in a later state of a document that is only shown, and passes it on."""
        with self._lock:
            tried = self.document.tried(content)
            self.document.keep(tried)
            for member in self._members.values():
                member.outlet.update(content)

    def send_away(self, reason: Leaving, *, whom: Callable[[Person], bool] = lambda _: True) -> None:
        """Sends members away; those who may come back come back by themselves."""
        for member in self.members:
            if whom(member.person):
                self.leave(member)
                member.outlet.leave(reason)

    def settle(self) -> None:
        """Returns once the log has written, or failed to write, all that the room has taken."""
        if self.last is not None:
            self.last.exception()

    def _accept(self, person: Person, trying: Callable[[], Tried]) -> "Future[int]":
        """Returns the future of what was tried, allowed, and handed to the log."""
        with self._lock:
            self._check_writable(person)
            try:
                tried = trying()
                check_change(person, room=self.name, before=tried.before, after=tried.after, roots=tried.roots)
            except DamagedUpdateError:
                raise  # the document has seen to its twin
            except BaseException:
                self.document.forget()
                raise
            self.document.keep(tried)
            self.last = self.append(tried, person)
            return self.last

    def _check_writable(self, person: Person) -> None:
        if self.is_broken:
            raise BrokenRoomError(f"expected a room on a working disk, {self.name} has lost its own; come back")
        if self.is_archived:
            raise ArchivedMapError(f"expected a map that is worked on, {self.name} is archived; bring it back first")
        if self.is_shown_only or not may(person, WRITING[self.name.kind]):
            raise NotAllowedError(
                f"expected a role that may {WRITING[self.name.kind]}, {person.name} is {person.role} in {self.name}"
            )

    def _settle(self, done: "Future[int]", update: bytes, *, by: Member | None, number: int) -> None:
        """Runs in the log's thread, in the order of the log."""
        with self._lock:
            if done.exception() is not None and not self.is_broken:
                self.is_broken = True
                self.send_away(Leaving.COME_BACK)
            if self.is_broken:
                return  # what came after may rest on what is lost: nobody is told that it is saved
            self.sequence = max(self.sequence, done.result())
            self.unversioned += 1
            if by is not None:
                by.outlet.saved(number)
            for member in self._members.values():
                if member is not by:
                    member.outlet.update(update)

    def _show(self, shown: Mapping[str, Any], *, but: Member) -> None:
        for other in self._members.values():
            if other is not but:
                other.outlet.presence(shown)


def tint_of(person_id: str) -> int:
    """Returns the tint in which somebody is shown everywhere; the page counts it in the same way."""
    total = 7
    for sign in person_id:
        total = (total * 31 + ord(sign)) % 9973
    return total % TINTS


def _not_too_large(update: bytes) -> bytes:
    if len(update) > LARGEST_UPDATE:
        raise DamagedUpdateError(
            f"expected an update of at most {LARGEST_UPDATE >> 20} MB, got {len(update) >> 20} MB; make it in parts"
        )
    return update
