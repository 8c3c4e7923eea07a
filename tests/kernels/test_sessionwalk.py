"""Sessions counted block by block are those that cutting finds, wherever blocks and units end."""

import numpy as np
import pytest

from resa.kernels.cut import cut
from resa.kernels.encode import encode
from resa.kernels.partition import Dictionary, Partition, Place
from resa.kernels.session import Sessions
from resa.kernels.tally import Tally

BLOCK = 1 << 12


def history(interactions: int, *, customers: int) -> Partition:
    """Returns interactions some of which come at once, most within the hour, and few after hours."""
    rng = np.random.default_rng(interactions + customers)
    waits = rng.choice([0, 1, 14, 15, 16, 17, 400, 1_799, 1_800, 1_801, 5_000, 20_000], interactions)
    customer = np.sort(rng.integers(0, customers, interactions)).astype(np.int32)
    return encode(
        customer,
        time_us=np.cumsum(waits) * 1_000_000,
        place=np.zeros(interactions, np.uint16),
        dictionary=Dictionary((Place("", "web", "a"),), ("a",), np.zeros(1, np.uint16)),
    )


@pytest.mark.parametrize("gap", [-1, 0, 15, 16, 1_800, 20_000, 1 << 33])
@pytest.mark.parametrize(
    ("interactions", "customers"),
    [(1, 1), (2, 1), (7, 2), (BLOCK - 1, 1), (BLOCK, 1), (BLOCK + 1, 900), (2 * BLOCK, 1), (3 * BLOCK + 5, 4_000)],
)
def test_sessions_are_the_units_that_cutting_leaves(interactions, customers, gap):
    partition = history(interactions, customers=customers)
    found, units = Sessions(gap).of(partition), cut(partition, gap_seconds=gap)
    lasted = units.time[units.offsets[1:] - 1].astype(np.int64) - units.time[units.offsets[:-1]]
    assert found.lengths == Tally.of_keys(np.diff(units.offsets))
    figures = found.finish()
    assert (figures.sessions, figures.customers) == (units.units, partition.units)
    assert figures.median_seconds == np.median(lasted)
    assert figures.median_interactions == np.median(np.diff(units.offsets))


def test_sessions_are_the_same_where_threads_share_the_units():
    partition = history(200_000, customers=20_000)
    units = cut(partition, gap_seconds=1_800)
    lasted = units.time[units.offsets[1:] - 1].astype(np.int64) - units.time[units.offsets[:-1]]
    figures = Sessions(1_800).of(partition).finish()
    assert (figures.sessions, figures.median_seconds) == (units.units, np.median(lasted))


def test_nobody_has_no_sessions():
    figures = Sessions().of(history(0, customers=1)).finish()
    assert (figures.sessions, figures.customers, figures.median_seconds) == (0, 0, None)
