"""The frames of a room's line: one byte that says what follows, then the content."""

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, ClassVar, NoReturn

from resa.model.errors import ResaError, UsageError


class FrameKind(IntEnum):
    """What a frame is; the numbers are those of the room protocol."""

    STATE = 0
    UPDATE = 1
    SAVED = 2
    PRESENCE = 3
    REFUSED = 4


MOST_FAULTS = 50
MOST_LETTERS = 400
"""What is told of a refused update: enough to mend it, whatever it held."""

_NUMBER = struct.Struct(">BI")


class DamagedFrameError(UsageError):
    """Something came over a room's line that is no frame."""

    code: ClassVar[str] = "damaged_frame"


@dataclass(frozen=True, slots=True)
class State:
    """What somebody has, as a state vector."""

    content: bytes


@dataclass(frozen=True, slots=True)
class Update:
    """A change of the document, under the number that its sender gave it."""

    number: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Presence:
    """Where somebody is."""

    shown: Mapping[str, Any]


def decoded(frame: bytes | None) -> State | Update | Presence:
    """Returns what a client's frame says; raises `DamagedFrameError`."""
    if not frame:
        raise DamagedFrameError("expected a binary frame with its kind first, got an empty one or text")
    kind = frame[0]
    if kind == FrameKind.STATE:
        return State(frame[1:])
    if kind == FrameKind.UPDATE and len(frame) >= _NUMBER.size:
        return Update(_NUMBER.unpack_from(frame)[1], frame[_NUMBER.size :])
    if kind == FrameKind.PRESENCE:
        return Presence(_shown(frame[1:]))
    raise DamagedFrameError(f"expected a frame of kind 0, 1 or 3, got kind {kind} with {len(frame)} bytes")


def state(content: bytes) -> bytes:
    """Returns the frame that says what the server has.

    >>> list(state(bytes([7])))
    [0, 7]
    """
    return bytes([FrameKind.STATE]) + content


def update(content: bytes) -> bytes:
    """Returns the frame that hands over a change; the server's have no number."""
    return _NUMBER.pack(FrameKind.UPDATE, 0) + content


def saved(number: int) -> bytes:
    """Returns the frame that says that the client's update is on the disk."""
    return _NUMBER.pack(FrameKind.SAVED, number)


def presence(shown: Mapping[str, Any]) -> bytes:
    """Returns the frame that hands over where somebody is."""
    return bytes([FrameKind.PRESENCE]) + json.dumps(shown, ensure_ascii=False).encode()


def refused(error: ResaError, *, number: int) -> bytes:
    """Returns the frame that says why an update was not taken."""
    faults = [fault[:MOST_LETTERS] for fault in error.faults[:MOST_FAULTS]]
    told = {"code": error.code, "sentence": error.sentence, "faults": faults, "number": number}
    return bytes([FrameKind.REFUSED]) + json.dumps(told, ensure_ascii=False).encode()


def _shown(content: bytes) -> Mapping[str, Any]:
    try:
        shown = json.loads(content, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise DamagedFrameError(f"expected JSON as the presence, got: {error}") from error
    if not isinstance(shown, dict):
        raise DamagedFrameError(f"expected an object as the presence, got {type(shown).__name__}")
    return shown


def _no_constant(text: str) -> NoReturn:
    raise ValueError(f"{text} is no JSON")
