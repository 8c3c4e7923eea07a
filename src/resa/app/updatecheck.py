"""Whether an update of a live document may be handed to the library that reads it; looked at without recursion.

That library calls itself once for each level, so that a small update of a hundred thousand levels would end the whole
process, and it compares all authors of one place with each other while nobody else is served. So an update is walked
through first, byte by byte, in the form in which it travels (Yjs updates, encoding V1).
"""

from collections.abc import Callable

DEEPEST = 64
"""Levels of arrays and objects within one another; what people write on maps has three or four."""

MOST_AUTHORS = 1_000
MOST_PIECES = 200_000

_ARRAY, _OBJECT = 117, 118
_GARBAGE, _SKIP, _TYPE = 0, 10, 7
_HAS_ORIGIN, _HAS_RIGHT_ORIGIN, _HAS_KEY = 0x80, 0x40, 0x20
_PLAIN_TYPES, _NAMED_TYPE = frozenset({0, 1, 2, 4, 6}), 3
_LONGEST_NUMBER = 10
_LEAST_BYTES = 5
"""What a level takes at least where shared types lie within one another."""


class UnfitUpdateError(ValueError):
    """Bytes that are no update, or one that no honest page sends."""


def check_fit(update: bytes) -> None:
    """Raises `UnfitUpdateError` where an update can't be read, nests too deeply, or is of too many pieces.

    What is so short, or has so few signs of a level, that it can't be too deep is not read at all.
    """
    is_short = len(update) < DEEPEST * _LEAST_BYTES
    if is_short and update.count(_ARRAY) + update.count(_OBJECT) < DEEPEST:
        return
    try:
        _Walk(update).through()
    except IndexError as error:
        raise UnfitUpdateError("expected more bytes") from error


class _Walk:
    """One walk over an update."""

    def __init__(self, update: bytes) -> None:
        self._bytes = update
        self._at = 0
        self._levels: dict[tuple[int, int], int] = {}
        self._contents: dict[int, Callable[[], int]] = {
            1: self._number,
            2: self._texts,
            3: lambda: self._pass(self._number()),
            4: self._letters,
            5: lambda: self._pass(self._number()),
            6: lambda: self._pass(self._number()) and self._pass(self._number()),
            _TYPE: self._type,
            8: self._anys,
        }

    def through(self) -> None:
        """Walks over every piece; what an update deletes is only numbers, and is left to the library."""
        pieces, authors = 0, self._number()
        if authors > MOST_AUTHORS:
            raise UnfitUpdateError(f"expected at most {MOST_AUTHORS} authors, got {authors}")
        for _ in range(authors):
            of_one, author, clock = self._number(), self._number(), self._number()
            pieces += of_one
            if pieces > MOST_PIECES:
                raise UnfitUpdateError(f"expected at most {MOST_PIECES} pieces, got {pieces} or more")
            for _ in range(of_one):
                clock += self._piece((author, clock))

    def _piece(self, name: tuple[int, int]) -> int:
        """Walks over one piece and returns how many numbers of its author's clock it takes."""
        said = self._byte()
        if said in (_GARBAGE, _SKIP):
            return self._number()
        level = 1
        for mark in (_HAS_ORIGIN, _HAS_RIGHT_ORIGIN):
            if said & mark:
                level = max(level, self._levels.get(self._name(), 1))
        if not said & (_HAS_ORIGIN | _HAS_RIGHT_ORIGIN):
            level = self._parent_level() + 1
            if said & _HAS_KEY:
                self._pass(self._number())
        kind = said & 0x0F
        if kind == _TYPE:
            self._levels[name] = _checked(level)
        if kind not in self._contents:
            raise UnfitUpdateError(f"expected a content that maps hold, got kind {kind}")
        return self._contents[kind]()

    def _parent_level(self) -> int:
        if self._number() == 1:
            self._pass(self._number())
            return 0
        return self._levels.get(self._name(), 1)

    def _type(self) -> int:
        kind = self._number()
        if kind == _NAMED_TYPE:
            self._pass(self._number())
        elif kind not in _PLAIN_TYPES:
            raise UnfitUpdateError(f"expected a map, an array or a text, got type {kind}")
        return 1

    def _texts(self) -> int:
        count = self._number()
        for _ in range(count):
            self._pass(self._number())
        return count

    def _letters(self) -> int:
        """Walks over a run of text and returns its length as browsers count it."""
        length = self._number()
        self._pass(length)
        text = self._bytes[self._at - length : self._at].decode("utf-8", "replace")
        return len(text) + sum(letter > "\uffff" for letter in text)

    def _anys(self) -> int:
        count = self._number()
        for _ in range(count):
            self._any()
        return count

    def _any(self) -> None:
        """Walks over plain content, with the open arrays and objects on a list of its own."""
        open_ones: list[tuple[int, bool]] = [(1, False)]
        while open_ones:
            left, has_keys = open_ones.pop()
            if not left:
                continue
            open_ones.append((left - 1, has_keys))
            if has_keys:
                self._pass(self._number())
            kind = self._byte()
            if kind in (_ARRAY, _OBJECT):
                _checked(len(open_ones))
                open_ones.append((self._number(), kind == _OBJECT))
            else:
                self._plain(kind)

    def _plain(self, kind: int) -> None:
        if kind == 125:
            self._number()
        elif kind in (116, 119):
            self._pass(self._number())
        elif kind in (122, 123, 124):
            self._pass(4 if kind == 124 else 8)
        elif kind not in (120, 121, 126, 127):
            raise UnfitUpdateError(f"expected plain content, got kind {kind}")

    def _name(self) -> tuple[int, int]:
        """Reads who made a piece, and which of theirs it is."""
        return self._number(), self._number()

    def _number(self) -> int:
        """Reads a number of seven bits a byte."""
        found = 0
        for place in range(_LONGEST_NUMBER):
            byte = self._byte()
            found |= (byte & 0x7F) << (7 * place)
            if byte < 0x80:
                return found
        raise UnfitUpdateError("expected a number of at most ten bytes")

    def _byte(self) -> int:
        self._at += 1
        return self._bytes[self._at - 1]

    def _pass(self, length: int) -> int:
        """Goes on by so many bytes; returns the one number of the clock that contents of bytes take."""
        self._at += length
        if self._at > len(self._bytes):
            raise UnfitUpdateError("expected more bytes")
        return 1


def _checked(level: int) -> int:
    if level > DEEPEST:
        raise UnfitUpdateError(f"expected at most {DEEPEST} levels within one another")
    return level
