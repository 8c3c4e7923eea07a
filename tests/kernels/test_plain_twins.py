"""Every kernel equals its plain twin, which uses lists and loops and is obviously right."""

from collections import Counter, defaultdict
from datetime import UTC, datetime
from itertools import pairwise
from statistics import median
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from resa.kernels.activity import Activity
from resa.kernels.conversion import Conversion
from resa.kernels.cut import cut
from resa.kernels.duration import Duration
from resa.kernels.encode import encode
from resa.kernels.funnel import Funnel, StepOrder
from resa.kernels.markov import Markov
from resa.kernels.partition import Dictionary, Partition, Place
from resa.kernels.reach import Reach
from resa.kernels.retention import Retention
from resa.kernels.select import select
from resa.kernels.selection import Criterion, Selection
from resa.kernels.session import Sessions
from resa.kernels.stageflow import StageFlow
from resa.kernels.stepmatrix import StepMatrix
from resa.kernels.transition import TransitionCustomers, Transitions, TransitionWaits
from resa.kernels.variant import PathVariants
from resa.kernels.wait import Wait

ORIGIN = 1_760_000_000
MANY = 300  # touchpoints of the wide catalogue: codes need two bytes, and edges are sparse


Row = tuple[int, int, int]  # customer, seconds since ORIGIN, place


def dictionary(touchpoints: int) -> Dictionary:
    """Returns a catalogue in which two places share the last touchpoint; channels change with every place."""
    places = tuple(Place("s", f"channel {at % 3}", f"place {at}") for at in range(touchpoints + 1))
    of_place = np.minimum(np.arange(touchpoints + 1), touchpoints - 1).astype(np.uint16)
    return Dictionary(places, tuple(f"t{at}" for at in range(touchpoints)), of_place)


def encoded(rows: list[Row], touchpoints: int) -> Partition:
    table = np.array(rows, np.int64).reshape(-1, 3)
    return encode(
        table[:, 0].astype(np.int32),
        time_us=(table[:, 1] + ORIGIN) * 1_000_000,
        place=table[:, 2].astype(np.uint16),
        dictionary=dictionary(touchpoints),
    )


def units(rows: list[Row], touchpoints: int) -> list[list[tuple[int, int, int, int]]]:
    """Returns each customer's (seconds, touchpoint, place, row) in order."""
    found = defaultdict(list)
    for number, (customer, seconds, place) in enumerate(rows):
        found[customer].append((seconds, min(place, touchpoints - 1), place, number))
    return [sorted(found[customer], key=lambda step: (step[0], step[3])) for customer in sorted(found)]


@st.composite
def logs(draw) -> tuple[list[Row], int]:
    touchpoints = draw(st.sampled_from([1, 4, MANY]))
    seconds = draw(st.sampled_from([st.integers(0, 30), st.integers(0, 20_000_000)]))
    popular = st.integers(0, min(touchpoints, 4))
    row = st.tuples(st.integers(0, 5), seconds, popular | st.integers(0, touchpoints))
    return draw(st.lists(row, max_size=60)), touchpoints


def edges(history):
    return [(a[1], b[1], b[0] - a[0]) for a, b in pairwise(history)]


@given(logs())
def test_encoding_keeps_every_row_in_order_and_stores_waits_and_masks(log):
    rows, touchpoints = log
    partition, plain = encoded(rows, touchpoints), units(rows, touchpoints)
    assert partition.offsets.tolist() == np.cumsum([0, *map(len, plain)]).tolist()
    steps = [step for history in plain for step in history]
    assert (partition.time.astype(int) + partition.origin - ORIGIN).tolist() == [step[0] for step in steps]
    assert partition.touchpoint.tolist() == [step[1] for step in steps]
    assert partition.place.tolist() == [step[2] for step in steps]
    assert partition.row.tolist() == [step[3] for step in steps]
    assert partition.touchpoint.dtype == (np.uint8 if touchpoints <= 255 else np.uint16)
    for mask, history in zip(partition.touchpoint_mask.tolist(), plain, strict=True):
        assert mask == sum(1 << code for code in {step[1] % 64 for step in history})


@given(logs())
def test_transitions_count_neighbours(log):
    rows, touchpoints = log
    found = Transitions().of(encoded(rows, touchpoints)).finish()
    expected = Counter(edge[:2] for history in units(rows, touchpoints) for edge in edges(history))
    assert (
        dict(zip(zip(found.start.tolist(), found.end.tolist(), strict=True), found.count.tolist(), strict=True))
        == expected
    )


@given(logs())
def test_waits_of_transitions_are_exact(log):
    rows, touchpoints = log
    found = TransitionWaits((0.5, 0.9)).of(encoded(rows, touchpoints)).finish()
    waits = defaultdict(list)
    for history in units(rows, touchpoints):
        for start, end, seconds in edges(history):
            waits[start, end].append(seconds)
    assert list(zip(found.start.tolist(), found.end.tolist(), strict=True)) == sorted(waits)
    for row, count, edge in zip(found.seconds, found.count, sorted(waits), strict=True):
        assert count == len(waits[edge])
        assert row[0] == median(waits[edge])
        assert row[1] == pytest.approx(np.quantile(waits[edge], 0.9))


@given(logs(), st.integers(0, 1000))
def test_customers_of_transitions_are_counted_once_even_when_cut(log, gap):
    rows, touchpoints = log
    partition = encoded(rows, touchpoints)
    expected = Counter()
    for history in units(rows, touchpoints):
        expected.update({edge[:2] for edge in edges(history) if edge[2] <= gap})
    found = TransitionCustomers().of(cut(partition, gap_seconds=gap)).finish()
    assert (
        dict(zip(zip(found.start.tolist(), found.end.tolist(), strict=True), found.count.tolist(), strict=True))
        == expected
    )


@given(logs(), st.integers(0, 1000))
def test_sessions_and_durations_agree_with_cut_units(log, gap):
    rows, touchpoints = log
    pieces, customers = [], 0
    for history in units(rows, touchpoints):
        customers += 1
        pieces.append([history[0]])
        for before, step in pairwise(history):
            pieces.append([]) if step[0] - before[0] > gap else None
            pieces[-1].append(step)
    partition = encoded(rows, touchpoints)
    found = Sessions(gap).of(partition).finish()
    lengths, seconds = [len(piece) for piece in pieces], [piece[-1][0] - piece[0][0] for piece in pieces]
    assert (found.sessions, found.customers) == (len(pieces), customers)
    assert found.median_interactions == (median(lengths) if pieces else None)
    assert found.median_seconds == (median(seconds) if pieces else None)
    whole = Duration().of(cut(partition, gap_seconds=gap)).finish()
    assert (whole.units, whole.median_interactions, whole.median_seconds) == (
        found.sessions,
        found.median_interactions,
        found.median_seconds,
    )
    assert whole.mean_seconds == (pytest.approx(sum(seconds) / len(seconds)) if pieces else None)


@given(logs(), st.integers(1, 5))
def test_step_matrix_adds_up_in_every_row(log, steps):
    rows, touchpoints = log
    plain = units(rows, touchpoints)
    found = StepMatrix(steps).of(encoded(rows, touchpoints)).finish()
    for step in range(steps):
        expected = Counter(history[step][1] if len(history) > step else touchpoints for history in plain)
        assert {code: count for code, count in enumerate(found[step].tolist()) if count} == expected


def chain_reaches(history, steps, window, order) -> int:
    """Tries every chain there is."""
    best = 0

    def longer(step: int, start: int | None, at: int) -> None:
        nonlocal best
        best = max(best, step)
        if step == len(steps):
            return
        following = [at + 1] if order is StepOrder.STRICT and step else range(at + 1, len(history))
        for number in following:
            if number < len(history) and history[number][1] in steps[step]:
                begun = history[number][0] if start is None else start
                if history[number][0] - begun <= window:
                    longer(step + 1, begun, number)

    if order is not StepOrder.ANY:
        longer(0, None, -1)
        return best
    for step in history:
        inside = {other[1] for other in history if step[0] <= other[0] <= step[0] + window}
        together = 0
        while together < len(steps) and inside & steps[together]:
            together += 1
        best = max(best, together)
    return best


@given(
    logs(),
    st.lists(st.frozensets(st.integers(0, 3), min_size=1, max_size=2), min_size=1, max_size=3),
    st.sampled_from([5, 1000, 30_000_000]),
    st.sampled_from(list(StepOrder)),
)
def test_funnel_finds_the_best_chain(log, steps, window, order):
    rows, touchpoints = log
    steps = [frozenset(min(code, touchpoints - 1) for code in step) for step in steps]
    reached = [chain_reaches(history[:14], steps, window, order) for history in units(rows, touchpoints)]
    kept = {number for history in units(rows, touchpoints) for *_, number in history[:14]}
    short = [row for number, row in enumerate(rows) if number in kept]
    found = Funnel(tuple(steps), order, window).of(encoded(short, touchpoints)).finish()
    assert found.tolist() == [sum(one >= level for one in reached) for level in range(len(steps) + 1)]


@given(logs(), st.integers(0, 3))
def test_markov_counts_begin_and_end(log, goal):
    rows, touchpoints = log
    goal = min(goal, touchpoints - 1)
    begin, converted, left = touchpoints, touchpoints + 1, touchpoints + 2
    expected = Counter()
    for history in units(rows, touchpoints):
        codes = [step[1] for step in history]
        path = codes[: codes.index(goal) + 1] if goal in codes else codes
        path = [begin, *path, converted if goal in codes else left]
        expected.update(pairwise(path))
    found = Markov(frozenset({goal})).of(encoded(rows, touchpoints)).finish()
    assert (
        dict(zip(zip(found.start.tolist(), found.end.tolist(), strict=True), found.count.tolist(), strict=True))
        == expected
    )


@given(logs())
def test_retention_counts_each_customer_once_a_month(log):
    rows, touchpoints = log

    def month(seconds: int) -> int:
        moment = datetime.fromtimestamp(seconds + ORIGIN, UTC)
        return (moment.year - 1970) * 12 + moment.month - 1

    expected = Counter()
    for history in units(rows, touchpoints):
        months = {month(step[0]) for step in history}
        expected.update((min(months), one - min(months)) for one in months)
    found = Retention().of(encoded(rows, touchpoints)).finish()
    pairs = zip(found.cohort.tolist(), found.age.tolist(), strict=True)
    assert dict(zip(pairs, found.customers.tolist(), strict=True)) == expected


@given(logs(), st.sampled_from(["Europe/Stockholm", "Asia/Kathmandu", "America/New_York"]))
def test_retention_counts_months_by_the_calendar_of_a_zone(log, zone):
    rows, touchpoints = log

    def month(seconds: int) -> int:
        moment = datetime.fromtimestamp(seconds + ORIGIN, ZoneInfo(zone))
        return (moment.year - 1970) * 12 + moment.month - 1

    expected = Counter()
    for history in units(rows, touchpoints):
        months = {month(step[0]) for step in history}
        expected.update((min(months), one - min(months)) for one in months)
    found = Retention(zone=zone).of(encoded(rows, touchpoints)).finish()
    pairs = zip(found.cohort.tolist(), found.age.tolist(), strict=True)
    assert dict(zip(pairs, found.customers.tolist(), strict=True)) == expected


@given(logs())
def test_variants_are_the_exact_paths(log):
    rows, touchpoints = log
    expected = Counter(tuple(step[1] for step in history) for history in units(rows, touchpoints))
    found = PathVariants(3).of(encoded(rows, touchpoints)).finish()
    best = sorted(expected.items(), key=lambda one: (-one[1], len(one[0]), [f"t{code}" for code in one[0]]))[:3]
    assert list(zip(found.paths, found.counts.tolist(), strict=True)) == best
    assert (found.variants, found.units) == (len(expected), sum(expected.values()))


@given(logs(), st.frozensets(st.integers(0, 3)), st.frozensets(st.integers(0, 3)))
def test_waits_run_from_the_first_start_to_the_next_end(log, start, end):
    rows, touchpoints = log
    start, end = ({min(code, touchpoints - 1) for code in codes} for codes in (start, end))
    waits = []
    for history in units(rows, touchpoints):
        begun = None
        for seconds, code, *_ in history:
            if code in end and begun is not None:
                waits.append(seconds - begun)
                begun = None
            if code in start and begun is None:
                begun = seconds
    found = Wait(frozenset(start), frozenset(end)).of(encoded(rows, touchpoints)).finish()
    assert found.n == len(waits)
    assert found.seconds == (pytest.approx(np.quantile(waits, [0.5, 0.9]).tolist()) if waits else None)


@given(logs(), st.integers(0, 4))
def test_conversion_counts_what_was_met_before_the_goal(log, goal):
    rows, touchpoints = log
    plain, goal = units(rows, touchpoints), min(goal, touchpoints)
    before, times = [], []
    for history in plain:
        at = next((at for at, step in enumerate(history) if step[2] == goal), None)
        before.append(({step[1] for step in history[:at]}, at is not None))
        if at is not None:
            times.append(history[at][0] - history[0][0])
    places = np.arange(touchpoints + 1) == goal
    found = Conversion(places=places).of(encoded(rows, touchpoints)).finish()
    assert (found.units, found.converted) == (len(plain), len(times))
    assert (found.customers, found.customers_converted) == (len(plain), len(times))
    assert found.median_seconds == (median(times) if times else None)
    for code in range(min(touchpoints, 5)):
        assert found.met[code] == sum(code in met for met, _ in before)
        assert found.met_converted[code] == sum(code in met and converted for met, converted in before)
    by_row = np.array([row[2] == goal for row in rows], bool)
    assert Conversion(rows=by_row).of(encoded(rows, touchpoints)) == Conversion(places=places).of(
        encoded(rows, touchpoints)
    )


@given(logs(), st.integers(0, 1000))
def test_reach_counts_customers_units_and_both_ends(log, gap):
    rows, touchpoints = log
    partition = cut(encoded(rows, touchpoints), gap_seconds=gap)
    found = Reach.by_channel(partition.dictionary).of(partition).finish()
    channels = sorted(set(partition.dictionary.channels))
    pieces = [
        [partition.dictionary.channels[code] for code in partition.place[begin:end]]
        for begin, end in zip(partition.offsets, partition.offsets[1:], strict=False)
    ]
    for at, channel in enumerate(channels):
        assert found.interactions[at] == sum(piece.count(channel) for piece in pieces)
        assert found.units[at] == sum(channel in piece for piece in pieces)
        who = {one for one, piece in zip(partition.customer.tolist(), pieces, strict=True) if channel in piece}
        assert found.customers[at] == len(who)
        assert found.begins[at] == sum(piece[0] == channel for piece in pieces)
        assert found.ends[at] == sum(piece[-1] == channel for piece in pieces)


@given(logs())
def test_activity_counts_by_month_and_hour(log):
    rows, touchpoints = log
    partition = encoded(rows, touchpoints)
    figures, by_hour = Activity((0,) * (touchpoints + 1)).of(partition).finish()
    moments = [(row[0], datetime.fromtimestamp(row[1] + ORIGIN, UTC)) for row in rows]
    months = Counter((moment.year - 1970) * 12 + moment.month - 1 for _, moment in moments)
    assert dict(zip(figures.period.tolist(), figures.interactions.tolist(), strict=True)) == months
    people = Counter(month for month, _ in {((m.year - 1970) * 12 + m.month - 1, who) for who, m in moments})
    assert dict(zip(figures.period.tolist(), figures.customers.tolist(), strict=True)) == people
    hours = Counter(moment.weekday() * 24 + moment.hour for _, moment in moments)
    assert {hour: count for hour, count in enumerate(by_hour[:, 0].tolist()) if count} == hours


@given(logs())
def test_stage_flow_adds_up_and_measures_loops(log):
    rows, touchpoints = log
    stage_of = tuple((code % 4) if code % 4 < 3 else -1 for code in range(touchpoints))
    tint_of = tuple(code % 2 for code in range(touchpoints + 1))
    found = StageFlow(3, stage_of, tint_of).of(encoded(rows, touchpoints)).finish()
    entries, flows, loops, visited, unplaced = Counter(), Counter(), defaultdict(list), Counter(), 0
    to_next = defaultdict(list)
    for history in units(rows, touchpoints):
        placed = [(stage_of[step[1]], step[0], tint_of[step[2]]) for step in history if stage_of[step[1]] >= 0]
        unplaced += not placed
        visited.update({step[0] for step in placed})
        record: list[tuple[int, int, int]] = []
        for step in placed:
            if not record or step[0] > record[-1][0]:
                record.append(step)
        entries.update([(record[0][0], record[0][2])] if record else [])
        for here, there in zip(record, [*record[1:], (3, 0, 0)], strict=False):
            flows[here[0], there[0], here[2]] += 1
            if there[0] < 3:
                to_next[here[0]].append(there[1] - here[1])
        for before, now in pairwise(placed):
            if now[0] < before[0]:
                loops[before[0], now[0]].append(now[1] - before[1])
    assert {cell: int(found.entries[cell]) for cell in np.ndindex(3, 3) if found.entries[cell]} == entries
    assert {cell: int(found.flows[cell]) for cell in np.ndindex(3, 4, 3) if found.flows[cell]} == flows
    assert found.visited.tolist() == [visited[stage] for stage in range(3)]
    assert found.unplaced == unplaced
    assert {cell: int(found.loops[cell]) for cell in np.ndindex(3, 3) if found.loops[cell]} == {
        pair: len(times) for pair, times in loops.items()
    }
    for pair, times in loops.items():
        assert found.loop_median_seconds[pair] == median(times)
    for stage in range(3):
        if to_next[stage]:
            assert found.median_seconds_to_next[stage] == median(to_next[stage])
    assert (found.reached == found.entries.sum(axis=1) + found.flows[:, :3].sum(axis=(0, 2))).all()


criteria = st.builds(
    lambda places, start, days: (places, start, days),
    st.frozensets(st.integers(0, 4)) | st.none(),
    st.integers(0, 100) | st.none(),
    st.integers(0, 300) | st.none(),
)


def satisfies(step, criterion, rows_kept) -> bool:
    places, start, end = criterion
    return (
        (places is None or step[2] in places)
        and (start is None or step[0] >= start)
        and (end is None or step[0] < end)
        and (rows_kept is None or rows_kept[step[3]])
    )


def tables(criterion, touchpoints, rows_kept=None) -> Criterion:
    places, start, end = criterion
    return Criterion(
        places=None if places is None else np.isin(np.arange(touchpoints + 1), sorted(places)),
        start=None if start is None else start + ORIGIN,
        end=None if end is None else end + ORIGIN,
        rows=rows_kept,
    )


@given(
    logs(),
    criteria,
    criteria | st.none(),
    criteria | st.none(),
    st.frozensets(st.integers(0, 5)) | st.none(),
    st.booleans(),
)
def test_selecting_keeps_whole_units_and_links_neighbours_anew(  # noqa: PLR0917 - hypothesis gives them by name
    log, keep, has, has_not, customers, by_row
):
    rows, touchpoints = log
    rows_kept = np.array([row[1] % 2 == 0 for row in rows], bool) if by_row else None
    names = sorted({row[0] for row in rows})
    expected = []
    for customer, history in zip(names, units(rows, touchpoints), strict=True):
        if customers is not None and customer not in customers:
            continue
        if has is not None and not any(satisfies(step, has, None) for step in history):
            continue
        if has_not is not None and any(satisfies(step, has_not, None) for step in history):
            continue
        kept = [row for row in history if satisfies(row, keep, rows_kept)]
        expected += [(customer, seconds, place) for seconds, _, place, _ in kept]
    selection = Selection(
        keep=tables(keep, touchpoints, rows_kept),
        customers=None if customers is None else np.isin(np.arange(6), sorted(customers)),
        has=() if has is None else (tables(has, touchpoints),),
        has_not=() if has_not is None else (tables(has_not, touchpoints),),
    )
    found, again = select(encoded(rows, touchpoints), selection), encoded(expected, touchpoints)
    for name in ("offsets", "touchpoint", "place", "wait_bin", "customer", "touchpoint_mask"):
        assert getattr(found, name).tolist() == getattr(again, name).tolist(), name
    assert (found.time.astype(int) + found.origin).tolist() == (again.time.astype(int) + again.origin).tolist()
    fused = TransitionWaits((0.3, 0.5)).of_selected(encoded(rows, touchpoints), selection)
    written = TransitionWaits((0.3, 0.5)).of(again)
    assert fused == written
    for one, other in ((fused, written), (fused - fused + fused, written)):  # twice: what was drawn is let go
        assert one.finish().count.tolist() == other.finish().count.tolist()
        assert one.finish().seconds.tolist() == other.finish().seconds.tolist()
