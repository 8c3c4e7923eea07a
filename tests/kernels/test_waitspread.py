"""Spans of waits against a plain count."""

from bisect import bisect_right
from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from resa.kernels.tally import Tally
from resa.kernels.waitbin import wait_bin
from resa.kernels.waitspread import Spans

EDGES = [*range(8), *(step * 2**octave for octave in range(1, 31) for step in (4, 5, 6, 7))]

seconds_of = st.lists(st.integers(0, 100) | st.integers(0, 2**32 - 1), min_size=1, max_size=60)


@given(seconds=seconds_of)
def test_every_wait_is_in_the_one_span_that_holds_it(seconds):
    expected = Counter(bisect_right(EDGES, one) - 1 for one in seconds)
    [spans] = Spans.of(Tally.of_keys(wait_bin(np.array(seconds)).astype(np.int64))).of_groups()
    assert [(low, count) for low, _, count in spans] == [(EDGES[at], expected[at]) for at in sorted(expected)]
    for low, high, _ in spans:
        after = EDGES.index(low) + 1
        assert high == (EDGES[after] if after < len(EDGES) else 2**32)


def test_groups_stand_in_order_each_with_its_own_spans():
    bins = np.array([0 * 256 + 3, 2 * 256 + 16, 2 * 256 + 17, 2 * 256 + 18])
    assert Spans.of(Tally.of_keys(bins)).of_groups() == [[[3, 4, 1]], [[16, 20, 2], [20, 24, 1]]]
    assert Spans.of(Tally.of_keys(np.zeros(0, np.int64))).of_groups() == []
