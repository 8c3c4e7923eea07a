"""Waits that were found one by one, held until some of them are drawn."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from resa.kernels.compilation import Array, compiled
from resa.kernels.counter import Tables, count_up
from resa.kernels.draw import grown
from resa.kernels.drawn import Wanted
from resa.kernels.partition import Partition
from resa.kernels.quantile import BinnedSeconds
from resa.kernels.scratch import hand_back
from resa.kernels.sorting import sorted_shared
from resa.kernels.tally import NOTHING, Tally
from resa.kernels.thread import per_piece
from resa.kernels.waitbin import BINS, lowest_seconds, wait_bin

_FEW = 1 << 17  # waits; so many are sorted sooner than a table of all cells is filled and read
_MOST_CELLS = 1 << 22  # of a table by group and bin
_BLOCK = 1 << 12  # waits looked at before room for more is made


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """Waits in any order, as group << 32 | seconds, none of them longer than `longest` seconds.

    `lent` is the memory they lie in, where it is to be handed back once they are drawn.
    """

    waits: NDArray[np.uint64]
    longest: int
    lent: NDArray[np.uint64] | None = None


@dataclass(slots=True, eq=False)
class HeldWaits:
    """The waits of `groups` groups that `find` finds; let go once some were drawn, and found again for others."""

    find: Callable[[], Sequence[Piece]]
    groups: int
    _at_hand: list[Sequence[Piece]] = field(default_factory=list)  # one at most; who pops them has them alone

    def counted(self, partition: Partition, *, also: Tally = NOTHING) -> BinnedSeconds:
        """Returns the waits by bin; `also` counts some more that are shorter than 16 seconds and so need no drawing."""
        return BinnedSeconds.of(self._bins() + also, partition=partition, draw=self.draw)

    def draw(self, _: Partition, wanted: Wanted) -> NDArray[np.uint64]:
        """Returns at least the waits in the wanted cells."""
        try:
            pieces = self._at_hand.pop()
        except IndexError:
            pieces = self.find()
        if self._is_sorted(pieces):
            return _together(pieces)
        table = np.resize(wanted, max(len(wanted), self.groups * BINS))  # the table of many groups repeats itself
        lowest, span = _stretches(table)
        found = per_piece(lambda piece: _drawn(pieces[piece].waits, lowest, span), pieces=len(pieces))
        _hand_back(pieces)
        return np.concatenate(found)

    def _bins(self) -> Tally:
        pieces = self.find()
        if self._is_sorted(pieces):
            waits = sorted_shared(_together(pieces))
            self._at_hand = [[Piece(waits, max(piece.longest for piece in pieces))]]
            return Tally(*_of_sorted(waits))
        self._at_hand = [pieces]
        stride = int(wait_bin(np.array([max(piece.longest for piece in pieces)]))[0]) + 1 | 1

        tables = Tables(self.groups * stride)

        def work(piece: int) -> None:
            with tables.one() as counts:
                _count_bins(pieces[piece].waits, stride, counts)

        per_piece(work, pieces=len(pieces))
        return Tally.of_table(tables.all(), stride=stride)

    def _is_sorted(self, pieces: Sequence[Piece]) -> bool:
        """Says whether sorting comes cheaper than a table by group and bin."""
        return sum(len(piece.waits) for piece in pieces) < _FEW or self.groups * BINS > _MOST_CELLS


def _together(pieces: Sequence[Piece]) -> NDArray[np.uint64]:
    """Returns the waits of all pieces, whose memory is handed back."""
    waits = np.concatenate([piece.waits for piece in pieces])
    _hand_back(pieces)
    return waits


def _hand_back(pieces: Sequence[Piece]) -> None:
    for piece in pieces:
        if piece.lent is not None:
            hand_back(piece.lent)


def _stretches(wanted: Wanted) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Returns for each group the fewest seconds that are wanted, and from there how many more."""
    first, last = _first_and_last(wanted.view(np.uint64).reshape(-1, BINS // 8), wanted)
    lowest, highest = lowest_seconds(first), lowest_seconds(last + 1) - 1
    is_wanted = last >= first
    span = np.where(is_wanted, highest - lowest, 0)
    return np.where(is_wanted, lowest, 0xFFFFFFFF).astype(np.uint32), span.astype(np.uint32)


@compiled()
def _first_and_last(words: Array, wanted: Array) -> tuple[Array, Array]:
    """Returns the first and the last bin wanted of each group, (1, 0) where none is; eight are passed over at once."""
    first, last = np.ones(len(words), np.int64), np.zeros(len(words), np.int64)
    for group in range(len(words)):
        for word in range(words.shape[1]):
            if words[group, word] == 0:
                continue
            for number in range(word * 8, word * 8 + 8):
                if wanted[group * 256 + number] != 0:
                    first[group] = number if last[group] == 0 else first[group]
                    last[group] = number
    return first, last


@compiled()
def _of_sorted(waits: Array) -> tuple[Array, Array]:
    """Returns the cells (group * 256 + bin) of sorted waits, and how many waits each has."""
    keys, counts, many = np.empty(len(waits) + 1, np.int64), np.zeros(len(waits) + 1, np.int64), 0
    before = np.int64(-1)
    for wait in waits:
        seconds = wait & np.uint64(0xFFFFFFFF)
        octave = np.uint64((np.float64(np.uint32(wait)).view(np.int64) >> 49) - 8200)
        key = np.int64((wait >> np.uint64(32)) << np.uint64(8) | (seconds if seconds < np.uint64(16) else octave))
        many += key != before
        keys[many], before = key, key
        counts[many] += 1
    return keys[1 : many + 1], counts[1 : many + 1]


@compiled(writes=1)
def _count_bins(waits: Array, stride: int, counts: Array) -> None:
    """Counts waits by group and bin; the cells of a block first, so that many are computed at once."""
    width, exact, cells = np.uint64(stride), np.uint64(16), np.empty(_BLOCK, np.uint32)
    for begin in range(np.uint64(0), np.uint64(len(waits)), np.uint64(_BLOCK)):
        many = min(np.uint64(_BLOCK), np.uint64(len(waits)) - begin)
        for at in range(many):
            wait = waits[begin + at]
            seconds = wait & np.uint64(0xFFFFFFFF)
            octave = np.uint64((np.float64(np.uint32(wait)).view(np.int64) >> 49) - 8200)
            cells[at] = (wait >> np.uint64(32)) * width + (seconds if seconds < exact else octave)
        for at in range(many):
            count_up(np.uint64(cells[at]), counts)


@compiled()
def _drawn(waits: Array, lowest: Array, span: Array) -> Array:
    """Returns the waits that lie in the wanted stretch of their group."""
    found, many = np.empty(_BLOCK, np.uint64), np.uint64(0)
    for begin in range(np.uint64(0), np.uint64(len(waits)), np.uint64(_BLOCK)):
        found = grown(found, np.int64(many) + _BLOCK)
        for at in range(begin, min(begin + np.uint64(_BLOCK), np.uint64(len(waits)))):
            group = waits[at] >> np.uint64(32)
            found[many] = waits[at]
            many += np.uint64(np.uint32(waits[at]) - lowest[group] <= span[group])
    return found[:many]
