"""Sessions counted without cutting: how many, how long, by how many customers."""

from dataclasses import dataclass
from functools import reduce
from operator import add

import numpy as np
from numpy.typing import NDArray

from resa.kernels.arithmetic import Counts
from resa.kernels.compilation import Array, Whole, compiled
from resa.kernels.held import HeldWaits, Piece
from resa.kernels.lengths import distinct_customers, length_quantile
from resa.kernels.partition import Partition
from resa.kernels.quantile import BinnedSeconds
from resa.kernels.tally import NOTHING, Tally
from resa.kernels.thread import per_range
from resa.kernels.waitbin import wait_bin

_LONGEST = (1 << 32) - 1


@dataclass(frozen=True, slots=True)
class SessionFigures:
    """Sessions; `median_*` are None without any."""

    sessions: int
    customers: int
    median_interactions: float | None
    median_seconds: float | None


@dataclass(frozen=True, slots=True, eq=False)
class SessionCounts(Counts):
    """Sessions by number of interactions, and by seconds from the first to the last one."""

    customers: NDArray[np.int64]  # (1,)
    lengths: Tally
    seconds: BinnedSeconds

    def finish(self) -> SessionFigures:
        """Returns the number of sessions and their exact medians."""
        seconds = self.seconds.quantiles((0.5,))
        return SessionFigures(
            sessions=int(self.lengths.counts.sum()),
            customers=int(self.customers[0]),
            median_interactions=length_quantile(self.lengths, share=0.5),
            median_seconds=float(seconds[0, 0]) if len(seconds) else None,
        )


@dataclass(frozen=True, slots=True)
class Sessions:
    """The sessions inside units: a wait longer than `gap_seconds` begins a new one."""

    gap_seconds: int = 1800

    def of(self, partition: Partition) -> SessionCounts:
        """Returns the counts of these units."""
        parts = _walked(partition, gap_seconds=self.gap_seconds)
        singles = sum(part.singles for part in parts)
        lengths = reduce(add, (Tally.of_dense([part.lengths]) for part in parts))
        alone = Tally(np.array([1]), np.array([singles])) if singles else NOTHING
        return SessionCounts(
            customers=np.array([distinct_customers(partition)]),
            lengths=lengths + alone,
            seconds=_held(partition, parts, gap_seconds=self.gap_seconds).counted(partition, also=_at_once(singles)),
        )


@dataclass(frozen=True, slots=True)
class _Walked:
    singles: int  # sessions of one interaction
    lengths: NDArray[np.uint32]  # how many of the others have each number of interactions
    seconds: Piece


def _at_once(sessions: int) -> Tally:
    return Tally(np.array([0]), np.array([sessions])) if sessions else NOTHING


def _held(partition: Partition, parts: list[_Walked], *, gap_seconds: int) -> HeldWaits:
    """Returns the seconds of the sessions of several interactions; those at hand serve first."""
    at_hand = [[part.seconds for part in parts]]

    def find() -> list[Piece]:
        return at_hand.pop() if at_hand else [one.seconds for one in _walked(partition, gap_seconds=gap_seconds)]

    return HeldWaits(find, groups=1)


def _walked(partition: Partition, *, gap_seconds: int) -> list[_Walked]:
    bin_of_gap = int(wait_bin(np.array([min(max(gap_seconds, 0), _LONGEST)]))[0])
    given = (partition.offsets, partition.wait_bin, partition.time, gap_seconds, bin_of_gap)

    def work(first: int, last: int) -> _Walked:
        size = int(partition.offsets[last] - partition.offsets[first])
        starts, turns = np.empty(size + 1, np.uint8), np.empty(size + 1, np.uint32)
        sessions, turned = _turns(first, last, *given, starts, turns)
        ends = turns[: int(turned)].reshape(-1, 2)
        seconds = np.empty(len(ends), np.uint64)
        lengths = np.zeros(int((ends[:, 1] - ends[:, 0]).max(initial=0)) + 2, np.uint32)
        longest = _measure(int(partition.offsets[first]), ends, partition.time, seconds, lengths)
        return _Walked(int(sessions) - len(ends), lengths, Piece(seconds, int(longest)))

    return per_range(partition.offsets, work)


@compiled(writes=2)
def _turns(
    first: int,
    last: int,
    offsets: Array,
    wait_bin: Array,
    time: Array,
    gap_seconds: int,
    bin_of_gap: int,
    starts: Array,
    turns: Array,
) -> tuple[Whole, Whole]:
    """Writes where sessions of several interactions begin and end, in turn; returns how many sessions and turns.

    Nearly always the bin of a wait says whether it begins a session: the clock is asked in one bin only. A session
    of several begins where a start is followed by none, and ends where none is followed by a start.
    """
    base, end, one = np.uint64(offsets[first]), np.uint64(offsets[last]), np.uint64(1)
    surely, asked, sixteen = np.uint8(bin_of_gap), np.uint64(0), np.uint64(16)
    for at in range(base, end):
        starts[at - base] = wait_bin[at] > surely
    for block in range(base, end, sixteen):
        to_ask, stop = False, min(block + sixteen, end)
        for at in range(block, stop):
            to_ask |= wait_bin[at] == surely
        if to_ask:
            for at in range(block, stop):  # written always and kept when it counts: no branch to guess wrong
                turns[asked] = at - base
                asked += np.uint64(wait_bin[at] == surely)
    number: Whole
    for number in range(asked):
        late = np.uint64(turns[number]) + base
        if late > base:
            starts[late - base] = np.int64(time[late]) - np.int64(time[late - one]) > gap_seconds
    for unit in range(np.uint64(first), np.uint64(last)):
        starts[np.uint64(offsets[unit]) - base] = 1
    starts[end - base] = 1
    sessions: Whole = np.uint64(0)
    found: Whole = np.uint64(0)
    place: Whole
    for place in range(end - base):
        sessions += starts[place]
        turns[found] = place
        found += np.uint64(starts[place] ^ starts[place + one])
    return sessions, found


@compiled(writes=2)
def _measure(base: int, ends: Array, time: Array, seconds: Array, lengths: Array) -> Whole:
    """Writes the seconds of each session, counts its interactions, and returns the longest seconds."""
    start, longest = np.uint64(base), np.uint32(0)
    for number in range(np.uint64(len(ends))):
        opened, closed = np.uint64(ends[number, 0]), np.uint64(ends[number, 1])
        lasted = np.uint32(time[start + closed] - time[start + opened])
        seconds[number] = lasted
        longest = max(longest, lasted)
        lengths[closed - opened + np.uint64(1)] += 1
    return np.int64(longest)
