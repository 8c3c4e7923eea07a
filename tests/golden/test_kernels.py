"""Kernels on a table small enough for the head, and the edges where arithmetic goes wrong."""

import os
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from resa.kernels.cut import cut
from resa.kernels.encode import encode
from resa.kernels.funnel import Funnel, StepOrder
from resa.kernels.hashing import KeySet, NumberedKeys, Numbers, Texts, row_keys
from resa.kernels.partition import Dictionary, Place
from resa.kernels.retention import Retention
from resa.kernels.transition import Transitions, TransitionWaits
from resa.kernels.variant import PathVariants
from resa.kernels.waitbin import BINS, lowest_seconds, wait_bin

NAMES = ("ad", "shop", "order", "call")
NOV_1 = 1_761_955_200  # 2025-11-01 00:00 UTC
DAY = 86_400


def histories(rows, **options):
    """rows: (customer, epoch second, touchpoint), in any order."""
    table = np.array(rows, np.int64).reshape(-1, 3)
    return encode(
        table[:, 0].astype(np.int32),
        time_us=table[:, 1] * 1_000_000,
        place=table[:, 2].astype(np.uint16),
        dictionary=Dictionary(tuple(Place("s", "web", name) for name in NAMES), NAMES, np.arange(4, dtype=np.uint16)),
        **options,
    )


THREE = histories(
    [
        (7, NOV_1 + 100, 1),  # given out of order: customer 7 saw the ad first
        (7, NOV_1, 0),
        (7, NOV_1 + 40 * DAY, 2),
        (9, NOV_1 + 5, 0),
        (9, NOV_1 + 205, 1),
        (3, NOV_1 + 31 * DAY, 3),
        (-1, NOV_1, 3),  # nobody's
    ]
)


def test_three_customers_by_hand():
    assert THREE.customer.tolist() == [3, 7, 9]
    assert THREE.row.tolist() == [5, 1, 0, 2, 3, 4]
    waits = TransitionWaits().of(THREE).finish()
    assert list(zip(waits.start.tolist(), waits.end.tolist(), waits.count.tolist(), strict=True)) == [
        (0, 1, 2),
        (1, 2, 1),
    ]
    assert waits.seconds[:, 0].tolist() == [150.0, 40 * DAY - 100]
    assert cut(THREE, gap_seconds=30 * DAY).customer.tolist() == [3, 7, 7, 9]


def test_cohorts_by_hand():
    cohorts = Retention().of(THREE).finish()
    november, december = 55 * 12 + 10, 55 * 12 + 11
    rows = list(zip(cohorts.cohort.tolist(), cohorts.age.tolist(), cohorts.customers.tolist(), strict=True))
    assert rows == [(november, 0, 2), (november, 1, 1), (december, 0, 1)]
    without_masks = replace(THREE, month_mask=None)
    assert Retention().of(without_masks) == Retention().of(THREE)


@pytest.mark.parametrize(("order", "reached"), [("ordered", [1, 1, 1]), ("strict", [1, 1, 0]), ("any", [1, 1, 1])])
def test_a_revisited_step_begins_a_later_chain(order, reached):
    """ad, (10 days) ad, call, shop, order: only the chain from the second ad lies within a week."""
    rows = [(1, NOV_1, 0), (1, NOV_1 + 10 * DAY, 0), (1, NOV_1 + 11 * DAY, 3), (1, NOV_1 + 12 * DAY, 1)]
    found = Funnel((frozenset({0}), frozenset({1})), StepOrder(order), 7 * DAY).of(histories(rows)).finish()
    assert found.tolist() == reached


def test_ties_are_broken_by_the_given_ranks_and_last_by_position():
    rows = [(1, NOV_1, 3), (1, NOV_1, 2), (1, NOV_1, 1), (1, NOV_1 - 9, 0)]
    assert histories(rows).touchpoint.tolist() == [0, 3, 2, 1]
    ranks = np.array([5, 1, 5, 0])
    assert histories(rows, ties=[ranks]).touchpoint.tolist() == [0, 2, 3, 1]


def test_wait_bins_cover_every_second_and_can_be_inverted():
    edges = lowest_seconds(np.arange(240))
    assert wait_bin(edges).tolist() == list(range(240))
    assert wait_bin(edges[1:] - 1).tolist() == list(range(239))
    assert int(wait_bin(np.array([2**32 - 1]))[0]) == 239 < BINS


def test_paths_that_share_a_hash_are_still_told_apart():
    forged = replace(THREE, path_hash=np.full(3, 77, np.uint64))
    assert PathVariants(5).of(forged).finish().variants == 3


def test_nobody_and_single_interactions_have_no_transitions():
    assert Transitions().of(histories([])).finish().count.tolist() == []
    assert Transitions().of(histories([(1, NOV_1, 0), (2, NOV_1, 0)])).finish().count.tolist() == []


def test_times_that_do_not_fit_are_refused_with_the_way_out():
    with pytest.raises(ValueError, match="136 years"):
        histories([(1, 0, 0), (1, 5_000_000_000, 0)])


def texts(*words):
    letters = "".join(words).encode()
    ends = np.cumsum([0, *(len(word.encode()) for word in words)])
    return Texts(ends, np.frombuffer(letters, np.uint8), np.array([word != "" for word in words]))


def test_record_keys_do_not_depend_on_columns_order_or_empty_columns():
    first = {"name": texts("Åsa", "Bo", "Åsa"), "amount": Numbers(np.array([1, 2, 1]))}
    later = {"note": texts("", "", ""), "amount": Numbers(np.array([1, 2, 1])), "name": texts("Åsa", "Bo", "Åsa")}
    high, low = row_keys(first, rows=3)
    again_high, again_low = row_keys(later, rows=3)
    assert high.tolist() == again_high.tolist()
    assert low.tolist() == again_low.tolist()
    assert (high[0], low[0]) == (high[2], low[2]) != (high[1], low[1])
    swapped, _ = row_keys({"a": texts("x"), "b": texts("y")}, rows=1)
    assert swapped != row_keys({"a": texts("y"), "b": texts("x")}, rows=1)[0]


def test_key_sets_and_numbered_keys_grow_past_any_first_size():
    rng = np.random.default_rng(3)
    high, low = (rng.integers(0, 1 << 63, 200_000).astype(np.uint64) for _ in range(2))
    known = KeySet()
    assert known.add_new(high, low=low).all()
    assert not known.add_new(high, low=low).any()
    assert len(known) == 200_000
    assert known.known(high, low=low).all()
    assert not known.known(high, low=low + np.uint64(1)).any()
    numbered, everywhere = NumberedKeys(), np.ones(len(high), np.bool_)
    numbered.begin()
    first, second = high.copy(), high.copy()
    assert numbered.add_new(first, low=low, is_numbered=everywhere)[0].all()
    assert numbered.add_new(second, low=low, is_numbered=everywhere)[0].all()
    assert (first == high).all()
    assert (second == high + np.uint64(0x9E3779B97F4A7C15)).all()
    numbered.begin()
    is_new, is_erased = numbered.add_new(high.copy(), low=low, is_numbered=everywhere, erased=known)
    assert not is_new.any()
    assert is_erased.all()


def test_importing_kernels_does_not_load_the_compiler():
    script = "import sys, resa.kernels.transition, resa.kernels.encode; sys.exit('numba' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], env=os.environ, check=False).returncode == 0


def test_paths_of_one_hash_stay_apart():
    partition = histories([(1, NOV_1, 0), (1, NOV_1 + 9, 1), (2, NOV_1, 1), (2, NOV_1 + 9, 0), (3, NOV_1, 1)])
    same_hash = replace(partition, path_hash=np.full(3, 77, np.uint64))
    assert PathVariants(5).of(same_hash).finish().paths == ((1,), (0, 1), (1, 0))
