"""Clicks on spots: a hand-worked visit, the plain twin, and the laws of sums on rows that keep their numbers."""

from collections import Counter

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from resa.kernels.click import ANSWER_SECONDS, BARE, CLICK, DAY_ONLY, GOAL, RAGE_SECONDS, Clicks
from resa.kernels.cut import cut
from resa.kernels.encode import encode
from resa.kernels.join import empty
from resa.kernels.partition import Dictionary, Partition, Place
from resa.kernels.select import take

ORIGIN = 1_760_000_000
TOUCHPOINTS = 3
SPOTS = 4
GAP = 1800


def encoded(rows) -> Partition:
    """Rows are (customer, second, touchpoint); the number of a row is its place in the list."""
    table = np.array(rows, np.int64).reshape(-1, 3)
    places = tuple(Place("s", "web", f"place {at}") for at in range(TOUCHPOINTS))
    return encode(
        table[:, 0].astype(np.int32),
        time_us=(table[:, 1] + ORIGIN) * 1_000_000,
        place=table[:, 2].astype(np.uint16),
        dictionary=Dictionary(places, ("page", "thanks", "home"), np.arange(TOUCHPOINTS, dtype=np.uint16)),
    )


def asked(spots, *, same=None, marks=None, is_one_page=True) -> Clicks:
    click = [CLICK | BARE if spot >= 0 else 0 for spot in spots]
    return Clicks(
        np.array(spots, np.int32),
        np.array(spots if same is None else same, np.int32),
        np.array(click if marks is None else marks, np.uint8),
        SPOTS,
        is_one_page,
        GAP,
    )


def test_a_visit_worked_by_hand():
    """Home, three hits on a dead button within two seconds, then the other button, which leads to the thanks page."""
    rows = [(0, 0, 2), (0, 10, 0), (0, 11, 0), (0, 12, 0), (0, 40, 0), (0, 42, 1), (0, 9000, 0)]
    spots = [-1, 0, 0, 0, 1, -1, 0]  # the last click is on the dead one again, in a visit of its own
    marks = [0, *[CLICK | BARE] * 4, GOAL, CLICK | BARE]
    found = asked(spots, marks=marks).of(encoded(rows))
    assert found.clicks.tolist() == [4, 1, 0, 0]
    assert found.customers.tolist() == [1, 1, 0, 0]
    assert found.visits.tolist() == [2, 1, 0, 0]
    assert found.reached.tolist() == [1, 1, 0, 0]  # the second visit ends with the click
    assert found.rage.tolist() == [1, 0, 0, 0]
    assert found.answered.tolist() == [[4, 0], [0, 1], [0, 0], [0, 0]]
    assert np.flatnonzero(found.first[0]).tolist() == [0, 1]
    assert np.flatnonzero(found.last[0]).tolist() == [0, 3]
    assert found.followed[0].tolist() == [0, 0, 0, 1, 1]  # a click elsewhere on the page; nothing
    assert found.followed[1].tolist() == [0, 1, 0, 0, 0]  # the thanks page
    assert found.stood[:2, 0].tolist() == [4, 1]
    assert found.units.tolist() == [1, 2]


def test_three_clicks_in_four_seconds_or_on_two_things_are_no_burst():
    slow = asked([0, 0, 0]).of(encoded([(0, 0, 0), (0, 2, 0), (0, 4, 0)]))
    apart = asked([0, 0, 0], same=[7, 8, 7]).of(encoded([(0, 0, 0), (0, 1, 0), (0, 1, 0)]))
    five = asked([0] * 5).of(encoded([(0, at // 2, 0) for at in range(5)]))
    days = asked([0, 0, 0], marks=[CLICK | BARE | DAY_ONLY] * 3).of(encoded([(0, 0, 0)] * 3))
    assert [int(one.rage[0]) for one in (slow, apart, five, days)] == [0, 0, 1, 0]
    assert days.answered.sum() == 0  # a day says nothing of what came within seconds


def test_a_click_on_another_page_is_a_step_to_that_page():
    rows, spots = [(0, 0, 0), (0, 9, 2)], [0, 1]
    assert asked(spots).of(encoded(rows)).followed[0].tolist() == [0, 0, 0, 1, 0]
    assert asked(spots, is_one_page=False).of(encoded(rows)).followed[0].tolist() == [0, 0, 1, 0, 0]


def test_more_clicks_on_the_same_thing_do_not_follow_it():
    found = asked([0, 1, 2], same=[7, 7, 8]).of(encoded([(0, 0, 0), (0, 1, 0), (0, 2, 0)]))
    assert found.followed[:3, TOUCHPOINTS:].tolist() == [[1, 0], [1, 0], [0, 1]]


rows_of = st.lists(
    st.tuples(
        st.integers(0, 4),
        st.integers(0, 30) | st.integers(0, 100_000),
        st.integers(0, TOUCHPOINTS - 1),
        st.integers(-1, SPOTS - 1),
        st.integers(0, 2),
        st.integers(0, 15),
    ),
    max_size=40,
)


def prepared(told) -> tuple[Partition, Clicks]:
    spots = [one[3] for one in told]
    marks = [one[5] | (CLICK if one[3] >= 0 else 0) for one in told]
    return encoded([one[:3] for one in told]), asked(spots, same=[one[4] for one in told], marks=marks)


@settings(max_examples=80)
@given(told=rows_of)
def test_clicks_are_counted_as_lists_and_loops_count_them(told):
    partition, summary = prepared(told)
    found = summary.of(partition)
    plain = _plain(partition, summary)
    assert found.clicks.tolist() == [plain["clicks", spot] for spot in range(SPOTS)]
    assert found.customers.tolist() == [plain["customers", spot] for spot in range(SPOTS)]
    assert found.visits.tolist() == [plain["visits", spot] for spot in range(SPOTS)]
    assert found.reached.tolist() == [plain["reached", spot] for spot in range(SPOTS)]
    assert found.rage.tolist() == [plain["rage", spot] for spot in range(SPOTS)]
    assert found.answered.tolist() == [[plain["answered", spot, way] for way in (0, 1)] for spot in range(SPOTS)]
    for name, size in (("first", found.first.shape[1]), ("last", found.last.shape[1]), ("followed", TOUCHPOINTS + 2)):
        assert getattr(found, name).tolist() == [[plain[name, spot, at] for at in range(size)] for spot in range(SPOTS)]
    assert found.units.tolist() == [plain["units", 0], plain["units", 1]]


def _plain(partition: Partition, summary: Clicks) -> Counter:
    found = Counter()
    for begin, end in zip(partition.offsets[:-1], partition.offsets[1:], strict=True):
        steps = [
            (int(partition.time[at]), int(partition.touchpoint[at]), int(partition.row[at])) for at in range(begin, end)
        ]
        visits = []
        for step in steps:
            if not visits or step[0] - visits[-1][-1][0] > GAP:
                visits.append([])
            visits[-1].append(step)
        clicked = [visit for visit in visits if any(summary.spot_of_row[row] >= 0 for *_, row in visit)]
        found["units", 0] += bool(clicked)
        found["units", 1] += len(clicked)
        for spot in {int(summary.spot_of_row[row]) for *_, row in steps} - {-1}:
            found["customers", spot] += 1
        for visit in clicked:
            _plain_visit(visit, summary, found)
    return found


def _plain_visit(visit, summary: Clicks, found: Counter) -> None:
    spots = [int(summary.spot_of_row[row]) for *_, row in visit]
    marks = [int(summary.mark_of_row[row]) for *_, row in visit]
    for spot in set(spots) - {-1}:
        mine = [at for at, one in enumerate(spots) if one == spot]
        found["clicks", spot] += len(mine)
        found["visits", spot] += 1
        found["reached", spot] += any(mark & GOAL for mark in marks[mine[0] + 1 :])
        found["first", spot, mine[0]] += 1
        found["last", spot, mine[-1]] += 1
        same = [int(summary.same_of_row[row]) if spots[at] >= 0 else None for at, (*_, row) in enumerate(visit)]
        others = list(range(mine[-1] + 1, len(visit)))
        while others and same[others[0]] == same[mine[-1]]:
            others.pop(0)
        after = others[0] if others else None
        next_one = TOUCHPOINTS + 1 if after is None else TOUCHPOINTS if spots[after] >= 0 else visit[after][1]
        found["followed", spot, next_one] += 1
    timed = [at for at, spot in enumerate(spots) if spot >= 0 and not marks[at] & DAY_ONLY]
    for at in timed:
        if marks[at] & BARE:
            later = range(at + 1, len(visit))
            soon = [one for one in later if visit[one][0] - visit[at][0] <= ANSWER_SECONDS]
            found["answered", spots[at], int(any(not marks[one] & CLICK for one in soon))] += 1
    for burst in _plain_runs(timed, visit, summary):
        threes = [burst[at + 2] for at in range(len(burst) - 2) if _is_quick(visit, burst[at], burst[at + 2])]
        if threes:
            found["rage", spots[threes[0]]] += 1


def _plain_runs(timed, visit, summary: Clicks) -> list[list[int]]:
    """Clicks one after the other on the same thing, none more than the limit after the one before."""
    runs = []
    for at in timed:
        same = int(summary.same_of_row[visit[at][2]])
        if runs and int(summary.same_of_row[visit[runs[-1][-1]][2]]) == same and _is_quick(visit, runs[-1][-1], at):
            runs[-1].append(at)
        else:
            runs.append([at])
    return runs


def _is_quick(visit, one: int, other: int) -> bool:
    return visit[other][0] - visit[one][0] <= RAGE_SECONDS


@settings(max_examples=60)
@given(told=rows_of, parts=st.integers(1, 4), gap=st.none() | st.integers(0, 100))
def test_parts_add_up_to_the_whole_and_can_be_taken_out_again(told, parts, gap):
    partition, summary = prepared(told)
    whole = partition if gap is None else cut(partition, gap_seconds=gap)
    pieces = [take(whole, np.flatnonzero(whole.customer % parts == part)) for part in range(parts)]
    total = summary.of(empty(whole.dictionary))
    for piece in pieces:
        total = total + summary.of(piece)
    assert total == summary.of(whole)
    assert summary.of(whole) - summary.of(pieces[0]) == sum(
        (summary.of(piece) for piece in pieces[1:]), start=summary.of(empty(whole.dictionary))
    )


def test_threads_change_nothing():
    rng = np.random.default_rng(5)
    rows = np.stack(
        [rng.integers(0, 70_000, 300_000), rng.integers(0, 900_000, 300_000), rng.integers(0, 3, 300_000)], axis=1
    )
    rows[:100_000, 0] = 17  # one customer with 100,000 interactions, among more than 65,536 customers
    spots = rng.integers(-1, SPOTS, 300_000)
    partition, summary = encoded(rows), asked(spots)
    pieces = [take(partition, np.flatnonzero(partition.customer % 5 == part)) for part in range(5)]
    total = sum((summary.of(piece) for piece in pieces[1:]), start=summary.of(pieces[0]))
    assert total == summary.of(partition)
    assert int(total.clicks.sum()) == int((spots >= 0).sum())
