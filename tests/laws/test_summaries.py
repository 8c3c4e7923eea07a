"""Two laws for every summary: partitions add up to the whole, and touched customers can be taken out and put back."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resa.kernels import neighbour, transition
from resa.kernels.activity import Activity
from resa.kernels.alignment import Alignments
from resa.kernels.around import Around
from resa.kernels.conversion import Conversion
from resa.kernels.cut import cut
from resa.kernels.duration import Duration
from resa.kernels.encode import encode
from resa.kernels.entry import Entries
from resa.kernels.funnel import Funnel, StepOrder
from resa.kernels.join import concatenate, empty, recode
from resa.kernels.markov import Markov
from resa.kernels.origin import Origin
from resa.kernels.partition import Dictionary, Partition, Place
from resa.kernels.reach import Reach
from resa.kernels.retention import Retention
from resa.kernels.select import take
from resa.kernels.session import Sessions
from resa.kernels.stageflow import StageFlow
from resa.kernels.stepflow import StepFlow, StepNodes
from resa.kernels.stepmatrix import StepMatrix
from resa.kernels.summary import Subtractable, Summary
from resa.kernels.transition import TransitionCustomers, Transitions, TransitionWaits
from resa.kernels.variant import PathVariants
from resa.kernels.wait import Wait
from resa.kernels.waitspread import TransitionSpread

ORIGIN = 1_760_000_000
PLACES = 300
STEPS = (frozenset({0}), frozenset({1, 2}), frozenset({0}))

SUMMARIES: tuple[Summary, ...] = (
    Transitions(),
    TransitionWaits((0.5, 0.9)),
    TransitionSpread((0.5, 0.9)),
    TransitionCustomers(),
    PathVariants(4),
    Funnel(STEPS, StepOrder.ORDERED, 100_000),
    Funnel(STEPS, StepOrder.STRICT),
    Funnel(STEPS, StepOrder.ANY, 100_000),
    StepMatrix(4),
    StepNodes(3, Origin(frozenset({1}), is_before=True)),
    StepFlow(((0, 1), (2, 1, 0)), 3),
    StepFlow(((0, 0, 1), (1,)), 2, Origin(frozenset({0, 2}), is_last=True)),
    Around(Origin(frozenset({1, 2}))),
    Entries(),
    Alignments(3, (2, 0, -1, 1)),
    Sessions(1800),
    Markov(frozenset({2})),
    Retention(),
    Retention("week", offset_seconds=3600),
    Wait(frozenset({0, 1}), frozenset({2})),
    Duration(),
    Conversion(places=np.arange(PLACES) == 3),
    StageFlow(3, (0, 1, 2, -1, 0), (0, 1, 1, 0)),
    Reach((0, 0, 1, 2, -1)),
    Activity((0, 1, 1)),
)


def encoded(rows, touchpoints: int) -> Partition:
    table = np.array(rows, np.int64).reshape(-1, 3)
    of_place = np.minimum(np.arange(PLACES), touchpoints - 1).astype(np.uint16)
    places = tuple(Place("s", "web", f"place {at}") for at in range(PLACES))
    return encode(
        table[:, 0].astype(np.int32),
        time_us=(table[:, 1] + ORIGIN) * 1_000_000,
        place=table[:, 2].astype(np.uint16),
        dictionary=Dictionary(places, tuple(f"t{at}" for at in range(touchpoints)), of_place),
    )


rows_of = st.lists(
    st.tuples(
        st.integers(0, 6), st.integers(0, 40) | st.integers(0, 20_000_000), st.integers(0, 4) | st.integers(0, 299)
    ),
    max_size=40,
)
catalogues = st.sampled_from([1, 5, PLACES])


def same_answer(one, other) -> bool:
    if isinstance(one, np.ndarray):
        return np.array_equal(one, other, equal_nan=one.dtype.kind == "f")
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(same_answer, one, other))
    if hasattr(one, "__dataclass_fields__"):
        return all(same_answer(getattr(one, name), getattr(other, name)) for name in one.__dataclass_fields__)
    return one == other


def named(summary: Summary) -> str:
    return f"{type(summary).__name__}-{getattr(summary, 'order', '')}{getattr(summary, 'bucket', '')}"


@pytest.mark.parametrize("summary", SUMMARIES, ids=named)
@settings(max_examples=60)
@given(rows=rows_of, touchpoints=catalogues, parts=st.integers(1, 4), gap=st.none() | st.integers(0, 100))
def test_the_sum_over_partitions_equals_the_whole(summary, rows, touchpoints, parts, gap):
    def prepared(some) -> Partition:
        partition = encoded(some, touchpoints)
        return partition if gap is None else cut(partition, gap_seconds=gap)

    whole = summary.of(prepared(rows))
    total = summary.of(empty(encoded([], touchpoints).dictionary))
    for part in range(parts):
        total = total + summary.of(prepared([row for row in rows if row[0] % parts == part]))
    assert total == whole
    assert same_answer(total.finish(), whole.finish())


@pytest.mark.parametrize("summary", SUMMARIES, ids=named)
@settings(max_examples=60)
@given(old=rows_of, late=rows_of, touchpoints=catalogues)
def test_touched_customers_out_and_in_again_equals_starting_afresh(summary, old, late, touchpoints):
    touched = {row[0] for row in late}
    before = [row for row in old if row[0] in touched]
    live = summary.of(encoded(old, touchpoints))
    assert isinstance(live, Subtractable)
    live.finish()  # what was looked up for an earlier answer must not spoil the next one
    live = live - summary.of(encoded(before, touchpoints)) + summary.of(encoded(before + late, touchpoints))
    afresh = summary.of(encoded(old + late, touchpoints))
    assert live == afresh
    assert same_answer(live.finish(), afresh.finish())


@pytest.mark.parametrize("summary", SUMMARIES, ids=named)
def test_threads_change_nothing(summary):
    """Large partitions are shared between threads, and units of very different length between them."""
    rng = np.random.default_rng(5)
    rows = np.stack(
        [rng.integers(0, 70_000, 300_000), rng.integers(0, 20_000_000, 300_000), rng.integers(0, 6, 300_000)], axis=1
    )
    rows[:100_000, 0] = 17  # one customer with 100,000 interactions, among more than 65,536 customers
    whole = cut(encoded(rows, 5), gap_seconds=5_000_000)
    total = summary.of(empty(whole.dictionary))
    first_of_customer = np.flatnonzero(np.diff(whole.customer, prepend=-1))
    bounds = first_of_customer[np.linspace(0, len(first_of_customer) - 1, 12).astype(int)].tolist()
    for begin, end in zip(bounds, [*bounds[1:], whole.units], strict=True):
        total = total + summary.of(take(whole, np.arange(begin, end)))
    assert total == summary.of(whole)
    assert same_answer(total.finish(), summary.of(whole).finish())


@settings(max_examples=60)
@given(rows=rows_of, parts=st.integers(1, 4), touchpoints=catalogues, other=catalogues)
def test_concatenated_and_recoded_partitions_are_those_encoded_at_once(rows, parts, touchpoints, other):
    pieces = [encoded([row for row in rows if row[0] * parts // 7 == part], touchpoints) for part in range(parts)]
    found = concatenate(pieces)
    wanted = encoded(rows, other).dictionary
    found = recode(found, touchpoints=wanted.touchpoints, touchpoint_of_place=wanted.touchpoint_of_place)
    expected = encoded(rows, other)
    for name in ("offsets", "touchpoint", "place", "wait_bin", "customer", "touchpoint_mask", "path_hash"):
        assert getattr(found, name).tolist() == getattr(expected, name).tolist(), name
    assert (found.time.astype(int) + found.origin).tolist() == (expected.time.astype(int) + expected.origin).tolist()


@pytest.mark.parametrize(
    ("loop", "breakage"),
    [
        ("_count_pairs", lambda first, last, *given: (first, last - 1, *given)),  # forgets the last unit
        ("_count_pair_bins", lambda first, *given: (first + 1, *given)),  # the first unit
    ],
)
def test_a_kernel_broken_on_purpose_breaks_the_law(loop, breakage, monkeypatch):
    module = transition if loop == "_count_pairs" else neighbour
    sound = getattr(module, loop)
    monkeypatch.setattr(module, loop, lambda *given: sound(*breakage(*given)))
    summary = Transitions() if loop == "_count_pairs" else TransitionWaits()
    rows = [(customer, step, step % 2) for customer in range(4) for step in range(500)]
    whole = summary.of(encoded(rows, 5))
    halves = [summary.of(encoded([row for row in rows if row[0] % 2 == part], 5)) for part in range(2)]
    assert halves[0] + halves[1] != whole
