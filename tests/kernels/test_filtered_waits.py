"""What filters count without writing anything out equals what is written out first; over more than one block."""

from itertools import pairwise

import numpy as np
import pytest

from resa.kernels.encode import encode
from resa.kernels.partition import Dictionary, Partition, Place
from resa.kernels.select import select
from resa.kernels.selection import Criterion, Selection
from resa.kernels.transition import TransitionWaits

DAY = 86_400
PLACES = 5


def history(*, of_many: int = 50_000) -> Partition:
    """Returns 60,000 interactions: most customers have few, one has more than a block, some have all at once."""
    rng = np.random.default_rng(4)
    customer = np.concatenate([rng.integers(0, 5_000, of_many), np.full(10_000, 5_000)]).astype(np.int32)
    seconds = rng.integers(0, 400 * DAY, len(customer))
    seconds[customer % 7 == 0] = 100 * DAY
    places = tuple(Place("", "web", str(place)) for place in range(PLACES))
    return encode(
        customer,
        time_us=seconds * 1_000_000,
        place=rng.integers(0, PLACES, len(customer)).astype(np.uint16),
        dictionary=Dictionary(places, tuple("abcde"), np.arange(PLACES, dtype=np.uint16)),
    )


def of(*places: int) -> np.ndarray:
    return np.isin(np.arange(PLACES), places)


ODD_ROWS = np.arange(60_000) % 2 == 1
SOME = np.arange(5_001) % 3 == 0
FAR_APART = np.arange(5_001) % 40 == 0

SELECTIONS = {
    "one place": Selection(Criterion(of(0))),
    "most places": Selection(Criterion(of(0, 1, 2, 3))),
    "a period": Selection(Criterion(start=90 * DAY, end=180 * DAY)),
    "since": Selection(Criterion(start=100 * DAY)),
    "until": Selection(Criterion(end=100 * DAY)),
    "never": Selection(Criterion(start=10 * DAY, end=10 * DAY)),
    "long before": Selection(Criterion(end=-DAY)),
    "places in a period": Selection(Criterion(of(1, 2), start=50 * DAY, end=300 * DAY)),
    "rows": Selection(Criterion(rows=ODD_ROWS)),
    "rows in a period": Selection(Criterion(rows=ODD_ROWS, start=50 * DAY, end=300 * DAY)),
    "customers": Selection(customers=SOME),
    "customers in a period": Selection(Criterion(start=90 * DAY, end=180 * DAY), customers=SOME),
    "customers far apart in a period": Selection(Criterion(start=90 * DAY), customers=FAR_APART),
    "most customers in a period": Selection(Criterion(start=90 * DAY), customers=np.arange(5_001) % 40 != 0),
    "places of customers far apart": Selection(Criterion(of(0, 2)), customers=FAR_APART),
    "places of customers far apart in a period": Selection(Criterion(of(0, 2), start=90 * DAY), customers=FAR_APART),
    "rows of customers far apart": Selection(Criterion(of(0, 2), rows=ODD_ROWS), customers=FAR_APART),
    "has": Selection(has=(Criterion(of(4)),)),
    "has not": Selection(has_not=(Criterion(of(4)),)),
    "has in a period": Selection(has=(Criterion(of(4), start=0, end=30 * DAY),)),
    "all together": Selection(
        Criterion(of(0, 1), start=20 * DAY),
        customers=SOME,
        has=(Criterion(of(2), end=200 * DAY),),
        has_not=(Criterion(of(3), start=350 * DAY),),
    ),
}


@pytest.mark.parametrize("selection", SELECTIONS.values(), ids=SELECTIONS.keys())
def test_waits_of_a_filter_are_those_of_what_it_keeps(selection):
    partition, summary = history(), TransitionWaits((0.1, 0.5))
    fused, written = summary.of_selected(partition, selection), summary.of(select(partition, selection))
    assert fused == written
    for _ in range(2):  # what was remembered is let go after the first time
        assert fused.finish().count.tolist() == written.finish().count.tolist()
        assert fused.finish().seconds.tolist() == written.finish().seconds.tolist()
        fused = fused - fused + fused


def test_waits_inside_a_period_are_counted_as_a_person_would():
    partition = history()
    found = TransitionWaits().of_selected(partition, SELECTIONS["customers in a period"]).finish()
    waits: dict[tuple[int, int], list[int]] = {}
    for unit, customer in enumerate(partition.customer.tolist()):
        steps = slice(partition.offsets[unit], partition.offsets[unit + 1])
        times = (partition.time[steps].astype(np.int64) + partition.origin).tolist()
        kept = [
            (at, code)
            for at, code in zip(times, partition.touchpoint[steps].tolist(), strict=True)
            if SOME[customer] and 90 * DAY <= at < 180 * DAY
        ]
        for (before, start), (after, end) in pairwise(kept):
            waits.setdefault((start, end), []).append(after - before)
    assert list(zip(found.start.tolist(), found.end.tolist(), strict=True)) == sorted(waits)
    assert found.count.tolist() == [len(waits[edge]) for edge in sorted(waits)]
    assert found.seconds[:, 0].tolist() == [float(np.median(waits[edge])) for edge in sorted(waits)]


@pytest.mark.parametrize(
    "name", ["customers", "has not", "a period", "customers in a period", "most places", "one place"]
)
def test_threads_that_share_the_work_find_what_numpy_finds(name):
    """Over a hundred thousand waits remain of most: several ranges, whose waits are sorted by several threads."""
    partition, selection = history(of_many=400_000), SELECTIONS[name]
    found = TransitionWaits((0.5, 0.9)).of_selected(partition, selection).finish()
    unit = np.repeat(np.arange(partition.units), np.diff(partition.offsets))
    time = partition.time.astype(np.int64)
    kept, by_unit = np.ones(len(unit), bool), np.ones(partition.units, bool)
    if selection.keep.places is not None:
        kept &= selection.keep.places[partition.place]
    if selection.keep.start is not None:
        kept &= (time + partition.origin >= selection.keep.start) & (time + partition.origin < selection.keep.end)
    if selection.customers is not None:
        by_unit &= selection.customers[partition.customer]
    for criterion in selection.has_not:
        by_unit[unit[criterion.places[partition.place]]] = False
    at = np.flatnonzero(kept & by_unit[unit])
    before, after = at[:-1][unit[at[1:]] == unit[at[:-1]]], at[1:][unit[at[1:]] == unit[at[:-1]]]
    edge = partition.touchpoint[before].astype(np.int64) * PLACES + partition.touchpoint[after]
    assert (found.start * PLACES + found.end).tolist() == np.unique(edge).tolist()
    for row, number in enumerate(np.unique(edge)):
        waits = (time[after] - time[before])[edge == number]
        assert found.count[row] == len(waits)
        assert found.seconds[row] == pytest.approx(np.quantile(waits, (0.5, 0.9)), rel=1e-12)
