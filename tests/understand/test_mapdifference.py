"""A map held against another: the same figures as each map alone, signs that turn with the groups, nobody forgotten."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resa.model.measurement import Base, Measurement, Provenance
from resa.model.resolvedmap import (
    ComparedFigure,
    Coverage,
    FeelingPoint,
    FigureCell,
    FigureRow,
    Flow,
    ResolvedMap,
    StageColumn,
    TouchpointMark,
)
from resa.understand import figure
from resa.understand.comparison import figure_gap
from resa.understand.mapdifference import compared_map, map_differences

NOTHING = Measurement(None, "share", "share", 0)
Counts = tuple[int, int, dict[str, int], list[float]]


def drawn(customers: int, *, bought: int, met: dict[str, int], waits: list[float]) -> ResolvedMap:
    """Returns a map of two stages: who bought, whom each touchpoint reached, and how long they waited."""
    none = figure.counted(0)
    stages = tuple(
        StageColumn(name, None, figure.counted(reach), figure.share(reach, whole=customers), None, {})
        for name, reach in (("awareness", customers), ("purchase", bought))
    )
    left = customers - bought
    leaving = Flow("flow:leave:awareness:", "leave", "awareness", None, left, figure.share(left, whole=customers))
    marks = tuple(
        TouchpointMark(
            name, name, "web", "purchase", is_physical=False, customers=n, interactions=n,
            reach=figure.share(n, whole=customers), per_customer=none, importance=None, quality=None,
            placement=Provenance.MEASURED, placement_confidence=None, trend=(), median_position_share=0.5,
        )
        for name, n in met.items() if n
    )  # fmt: skip
    felt = FeelingPoint("feeling:shop", "purchase", None, 0.5, figure.mean(waits, unit="feeling"))
    cell = FigureCell("figure:answer_wait:purchase", "purchase", figure.median(waits, unit="seconds"), (), ())
    row = FigureRow("answer_wait", "seconds", "median", higher_is_better=False, cells=(cell,))
    return ResolvedMap(
        id="map", title=None, company=None, where=None, goal=None, base=Base(customers, customers), period=None,
        fresh_at=datetime(2026, 1, 1, tzinfo=UTC), revision=1, stages=stages, channel_groups=(),
        flows=(leaving,) if left else (), touchpoints=marks, links=(), feelings=(felt,), pains=(), figures=(row,),
        messages=(), cards=(), coverage=Coverage(0, NOTHING, NOTHING, None, 0), sources=(), trend_months=(),
    )  # fmt: skip


def of(found: ResolvedMap) -> dict[tuple[str, str], ComparedFigure]:
    assert found.compared is not None
    return {(one.aspect, one.id): one for one in found.compared.figures}


@st.composite
def groups(draw: st.DrawFn) -> ResolvedMap:
    customers = draw(st.integers(1, 300))
    part = st.integers(0, customers)
    met = {name: draw(part) for name in draw(st.sets(st.sampled_from(["page", "shop", "call"])))}
    waits = draw(st.lists(st.floats(-2, 2, width=16), min_size=2, max_size=30))
    return drawn(customers, bought=draw(part), met=met, waits=waits)


@given(groups(), groups())
def test_swapping_the_groups_turns_every_sign_and_nothing_else(one: ResolvedMap, other: ResolvedMap) -> None:
    there, back = compared_map(one, other=other), compared_map(other, other=one)
    mine, theirs = of(there), of(back)
    assert mine.keys() == theirs.keys()
    for key, found in mine.items():
        turned = theirs[key]
        assert (found.p, found.differs) == pytest.approx((turned.p, turned.differs))
        if found.difference is None or turned.difference is None:
            assert found.difference is turned.difference
            continue
        assert found.difference == -turned.difference
        if found.interval is not None and turned.interval is not None:
            assert found.interval.low == pytest.approx(-turned.interval.high)
    assert there.compared is not None
    assert back.compared is not None
    assert (there.compared.held, there.compared.tested) == (back.compared.held, back.compared.tested)


@given(groups(), groups())
def test_figures_are_those_of_each_map_alone(one: ResolvedMap, other: ResolvedMap) -> None:
    found = of(compared_map(one, other=other))
    assert {mark.id for mark in compared_map(one, other=other).touchpoints} == {
        mark.id for mark in (*one.touchpoints, *other.touchpoints)
    }
    reach = {mark.id: mark.reach for mark in other.touchpoints}
    for (aspect, name), told in found.items():
        if aspect == "touchpoint":
            assert told.versus.figure == (reach[name].figure if name in reach else 0)
            assert told.versus.n == other.base.customers
    rows = {(row["name"], row["id"]): row for row in map_differences(one, other=other)}
    assert len(rows) == len(found)
    assert sum(bool(row["differs"]) for row in rows.values()) == sum(bool(told.differs) for told in found.values())


def test_by_hand_thirty_of_forty_against_five_of_twenty() -> None:
    one = drawn(40, bought=30, met={"page": 40}, waits=[1.0, 1.5])
    other = drawn(20, bought=5, met={"page": 20, "help": 20}, waits=[1.0, 1.5])
    compared = compared_map(one, other=replace(other, where="country = DK"))
    found = of(compared)
    bought = found["stage", "purchase"]
    assert bought.difference == pytest.approx(0.75 - 0.25)
    assert bought.differs is True
    assert bought.interval is not None
    assert 0.2 < bought.interval.low < 0.5 < bought.interval.high < 0.7
    assert found["leave", "flow:leave:awareness:"].difference == pytest.approx(0.25 - 0.75)
    assert found["stage", "awareness"].differs is False
    unmet = next(mark for mark in compared.touchpoints if mark.id == "help")
    assert (unmet.customers, unmet.reach.figure, unmet.reach.n) == (0, 0, 40)
    assert (found["touchpoint", "help"].difference, found["touchpoint", "help"].differs) == (-1, True)
    assert compared.compared is not None
    assert compared.compared.where == "country = DK"
    assert (compared.compared.held, compared.compared.tested) == (
        3,
        6,
    )  # two waits have a median, and no interval to test it by


def test_the_interval_of_a_difference_is_as_wide_as_both_together() -> None:
    one = Measurement(10.0, "seconds", "median", 50, interval=figure.share(1, whole=2).interval)
    assert one.interval is not None
    half = (one.interval.high - one.interval.low) / 2
    gap = figure_gap(one, other=replace(one, figure=7.0))
    assert gap is not None
    assert (gap.low, gap.high) == pytest.approx((3 - half * 2**0.5, 3 + half * 2**0.5))
    assert figure_gap(one, other=replace(one, interval=None)) is None
