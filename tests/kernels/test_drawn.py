"""Medians carried from step to step are those of the same waits counted afresh."""

from collections import Counter

import numpy as np
import pytest

from resa.kernels.drawn import Stretches, carried
from resa.kernels.quantile import BinnedSeconds
from resa.kernels.tally import Tally
from resa.kernels.waitbin import BINS, wait_bin


def sorted_waits(waits) -> np.ndarray:
    return np.sort(np.array(waits, np.uint64))


def test_waits_are_added_and_removed_once_each():
    found = carried(sorted_waits([1, 4, 4, 9]), added=sorted_waits([2, 4, 11]), removed=sorted_waits([2, 4, 4, 9]))
    assert found.tolist() == [1, 4, 11]


def test_carrying_equals_counting():
    rng = np.random.default_rng(5)
    for _ in range(50):
        waits, added = (rng.integers(0, 30, rng.integers(0, 40)) for _ in range(2))
        every = np.concatenate([waits, added])
        removed = rng.permutation(every)[: rng.integers(0, len(every) + 1)]
        left = Counter(every.tolist()) - Counter(removed.tolist())
        found = carried(sorted_waits(waits), added=sorted_waits(added), removed=sorted_waits(removed))
        assert found.tolist() == sorted(left.elements())


def test_stretches_that_overlap_become_one():
    stretches = Stretches.of(np.array([50, 20, 25, 40]), last=np.array([55, 30, 26, 40]))
    assert (stretches.first.tolist(), stretches.last.tolist()) == ([20, 40, 50], [30, 40, 55])
    assert stretches.hold(np.array([20, 30, 40, 52]))
    assert not stretches.hold(np.array([20, 31]))
    assert np.flatnonzero(stretches.table()).tolist() == [*range(20, 31), 40, *range(50, 56)]


def test_no_stretches_hold_nothing():
    nothing = Stretches.of(np.zeros(0, np.int64), last=np.zeros(0, np.int64))
    assert nothing.hold(np.zeros(0, np.int64))
    assert not nothing.hold(np.array([16]))


def test_a_stretch_holds_the_waits_of_its_bins_and_no_others():
    group = 3 << 32
    stretches = Stretches(np.array([3 * BINS + 16]), np.array([3 * BINS + 17]))  # 16 to 19 seconds
    waits = sorted_waits([(2 << 32) + 17, group + 15, group + 16, group + 19, group + 20, (4 << 32) + 17])
    assert stretches.of_these(waits).tolist() == [group + 16, group + 19]


class Bag:
    """Stands in for a partition: waits in seconds by group."""

    def __init__(self, pairs) -> None:
        self.pairs = np.array(pairs, np.int64).reshape(-1, 2)

    def counts(self, *, generous: bool) -> BinnedSeconds:
        """A generous bag draws more waits than it was asked for, as it may."""
        group, seconds = self.pairs.T
        cells = group * BINS + wait_bin(seconds)

        def draw(_, wanted):
            mine = np.ones(len(cells), bool) if generous else wanted[cells & (len(wanted) - 1)] != 0
            return (group[mine] << 32 | seconds[mine]).astype(np.uint64)

        return BinnedSeconds.of(Tally.of_keys(cells), partition=self, draw=draw)


@pytest.mark.parametrize("seed", range(20))
def test_carried_quantiles_are_those_counted_afresh(seed):
    """Groups drift, vanish and come again meanwhile."""
    rng = np.random.default_rng(seed)
    shares = (0.5, 0.9)
    groups = rng.permutation(2_000)[:6]

    def some(step, size):
        longest = 40 * 3 ** (step % 9)
        return np.stack([rng.choice(groups, size), rng.integers(0, longest, size)], axis=1)

    bags = {number: Bag(some(number, rng.integers(1, 60))) for number in range(5)}
    counts = sum((bag.counts(generous=False) for bag in bags.values()), BinnedSeconds(Tally.of_keys(np.zeros(0, int))))
    for step in range(30):
        generous = bool(rng.integers(2))
        number = int(rng.integers(5))
        after = Bag(some(step, rng.integers(0, 60)))
        counts = counts - bags[number].counts(generous=generous) + after.counts(generous=not generous)
        bags[number] = after
        every = Bag(np.concatenate([bag.pairs for bag in bags.values()]))
        found, _ = counts.groups()
        expected = [
            np.quantile(every.pairs[every.pairs[:, 0] == group, 1], shares) for group in np.unique(every.pairs[:, 0])
        ]
        assert found.tolist() == np.unique(every.pairs[:, 0]).tolist()
        np.testing.assert_allclose(counts.quantiles(shares), np.array(expected).reshape(-1, 2), rtol=1e-12)
