"""Rooms by their name, and what whom is allowed to change in which.

A room is one live document: `map:<id>` (the map itself), `talk:<id>` (what people say about it) or `library`. Of the
talk, everybody changes their own words only; who edits maps may also resolve, move and make use of others' words.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

from resa.app.permission import Act, NotAllowedError, Person, Role, may
from resa.model.errors import UnknownNameError, UsageError
from resa.model.journeymap import KINDS_OF_LIBRARY, KINDS_OF_MAP, KINDS_OF_TALK, RecordKind

Raw = Mapping[str, Any]
"""A record as the live document holds it: `kind`, `f:<name>`, `edits`, `removed` ..."""

OTHERS_MAY_SET = frozenset({"is_resolved", "x", "y", "tint", "became"})
"""Fields of somebody else's words that those who edit maps may set."""


class RoomKind(StrEnum):
    """What a room's document is."""

    MAP = "map"
    TALK = "talk"
    LIBRARY = "library"


KINDS: Mapping[RoomKind, tuple[RecordKind, ...]] = {
    RoomKind.MAP: KINDS_OF_MAP,
    RoomKind.TALK: KINDS_OF_TALK,
    RoomKind.LIBRARY: KINDS_OF_LIBRARY,
}
WRITING: Mapping[RoomKind, Act] = {
    RoomKind.MAP: Act.EDIT_MAPS,
    RoomKind.TALK: Act.COMMENT,
    RoomKind.LIBRARY: Act.EDIT_MAPS,
}


class MisplacedRecordError(UsageError):
    """An update puts something into a document that does not belong there, or takes a record out unmarked."""

    code: ClassVar[str] = "misplaced_record"


@dataclass(frozen=True, slots=True)
class RoomName:
    """Which document a room holds; `map` is None for the library."""

    kind: RoomKind
    map: str | None = None

    @classmethod
    def parsed(cls, text: str) -> "RoomName":
        """Returns the room of that name; raises `UnknownNameError` for others.

        >>> RoomName.parsed("talk:k3")
        RoomName(kind=<RoomKind.TALK: 'talk'>, map='k3')
        """
        kind, _, map_id = text.partition(":")
        if kind in (RoomKind.MAP, RoomKind.TALK) and map_id:
            return cls(RoomKind(kind), map_id)
        if text == RoomKind.LIBRARY:
            return cls(RoomKind.LIBRARY)
        raise UnknownNameError("room", text, known=("map:<id>", "talk:<id>", "library"))

    def __str__(self) -> str:
        return f"{self.kind}:{self.map}" if self.map else str(self.kind)


def check_change(
    person: Person, *, room: RoomName, before: Mapping[str, Raw], after: Mapping[str, Raw], roots: frozenset[str]
) -> None:
    """Raises where the person may not change these records from `before` to `after`; both hold the changed ones.

    `roots` are the document's parts after the change. Raises `NotAllowedError` or `MisplacedRecordError`.
    """
    if not may(person, WRITING[room.kind]):
        raise NotAllowedError(f"expected a role that may {WRITING[room.kind]}, {person.name} is {person.role}")
    faults = [*_misplaced(room, before=before, after=after, roots=roots)]
    if faults:
        raise MisplacedRecordError(f"expected a change that fits {room}, got {len(faults)} faults", faults=faults)
    if room.kind is RoomKind.TALK:
        faults = [
            fault
            for record_id, record in after.items()
            for fault in _others_words(person, record_id, before=before.get(record_id), after=record)
        ]
    if faults:
        raise NotAllowedError("expected a change of one's own words, got others' too", faults=faults)


def _misplaced(
    room: RoomName, *, before: Mapping[str, Raw], after: Mapping[str, Raw], roots: frozenset[str]
) -> Iterator[str]:
    for name in sorted(roots - {"records"}):
        yield f"{name!r}: a document holds records and nothing else"
    for record_id in sorted(before.keys() - after.keys()):
        yield f"{record_id}: a record is marked as removed, never taken out"
    for record_id, record in after.items():
        kind = record.get("kind")
        if kind not in KINDS[room.kind]:
            yield f"{record_id}: expected one of {', '.join(KINDS[room.kind])}, got {kind!r}"
        elif record_id in before and before[record_id].get("kind") != kind:
            yield f"{record_id}: was a {before[record_id].get('kind')}, can't become a {kind}"


def _others_words(person: Person, record_id: str, *, before: Raw | None, after: Raw) -> Iterator[str]:
    author = after.get("f:author")
    if before is None or before.get("f:author") == person.id:
        if author != person.id:
            yield f"{record_id}: expected {person.id!r} as its author, got {author!r}"
        return
    changed = {name for name in {*before, *after} if before.get(name) != after.get(name)} - {"edits"}
    allowed: set[str] = set()
    if may(person, Act.EDIT_MAPS):
        allowed |= {f"{mark}:{name}" for name in OTHERS_MAY_SET for mark in "fpe"}
    if person.role is Role.OWNER:
        allowed.add("removed")
    for name in sorted(changed - allowed):
        yield f"{record_id}: {name!r} belongs to {before.get('f:author')!r}"
