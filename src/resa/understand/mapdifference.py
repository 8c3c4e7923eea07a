"""Two maps of one workspace held against each other, figure by figure: a map with differences, or rows."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from resa.model.measurement import Interval, Measurement
from resa.model.resolvedmap import ComparedFigure, MapComparison, ResolvedMap, TouchpointMark
from resa.understand.answer import ends, marked
from resa.understand.comparison import discoveries, figure_difference, figure_gap
from resa.understand.difference import FALSE_SHARE, ordered
from resa.understand.figure import SMALL_SAMPLE
from resa.understand.interval import wilson


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure of one map: what is counted (a KPI, "reach", "left", "feeling") and where it stands."""

    aspect: str
    id: str
    counted: str
    stage: str | None
    measurement: Measurement


def compared_map(one: ResolvedMap, *, other: ResolvedMap) -> ResolvedMap:
    """Returns the first map with everything it shares with the other one held against it.

    Shares of customers in stages, at touchpoints and lost from stages, feelings, and every cell of the lanes of
    figures; tested and looked at together, as `map_differences` does. A touchpoint that only the other group met is on
    the map too, with nobody.
    """
    pairs = _pairs(one, other)
    found = _compared(pairs)
    tested = [figure for figure in found if figure.differs is not None]
    comparison = MapComparison(
        where=other.where,
        base=other.base,
        period=other.period,
        figures=tuple(found),
        tested=len(tested),
        held=sum(figure.differs is True for figure in tested),
    )
    known = {mark.id for mark in one.touchpoints}
    missing = [_unmet(mark, one) for mark in other.touchpoints if mark.id not in known]
    return replace(one, touchpoints=(*one.touchpoints, *missing), compared=comparison)


def map_differences(one: ResolvedMap, *, other: ResolvedMap) -> list[dict[str, Any]]:
    """Returns a row for each figure that two maps of one workspace share, by the id it has on the map.

    What differs comes first. Medians and means are tested by their intervals, plain counts and amounts in different
    currencies not at all.
    """
    pairs = _pairs(one, other)
    rows = [_row(mine, found) for (mine, _), found in zip(pairs, _compared(pairs), strict=True)]
    return ordered(rows)


def _pairs(one: ResolvedMap, other: ResolvedMap) -> list[tuple[_Figure, _Figure]]:
    """Returns what both maps count; where nobody of a map is in a share, it is none of its customers."""
    mine, theirs = ({(each.aspect, each.id): each for each in _figures(found)} for found in (one, other))
    pairs = []
    for key in dict.fromkeys([*mine, *theirs]):
        first = mine.get(key) or _nobody(theirs[key], one)
        second = theirs.get(key) or _nobody(mine[key], other)
        if first is not None and second is not None:
            pairs.append((first, second))
    return pairs


def _figures(found: ResolvedMap) -> Iterator[_Figure]:
    for stage in found.stages:
        yield _Figure("stage", stage.id, "reach", stage.id, stage.share)
    for flow in found.flows:
        if flow.kind == "leave":
            yield _Figure("leave", flow.id, "left", flow.from_stage, flow.share)
    for touchpoint in found.touchpoints:
        yield _Figure("touchpoint", touchpoint.id, "reach", touchpoint.stage, touchpoint.reach)
    for point in found.feelings:
        yield _Figure("feeling", point.id, "feeling", point.stage, point.feeling)
    for row in found.figures:
        for cell in row.cells:
            yield _Figure("figure", cell.id, row.id, cell.stage, cell.measurement)


def _nobody(seen: _Figure, found: ResolvedMap) -> _Figure | None:
    """Returns the figure of a group in which nobody is where the other has somebody; None where that says nothing."""
    if seen.aspect == "touchpoint":
        return replace(seen, measurement=_none_of(found.base.customers, like=seen.measurement, found=found))
    if seen.aspect == "leave":
        reached = next((stage.reach.figure for stage in found.stages if stage.id == seen.stage), None)
        return replace(seen, measurement=_none_of(int(reached or 0), like=seen.measurement, found=found))
    return None


def _none_of(whole: int, *, like: Measurement, found: ResolvedMap) -> Measurement:
    return replace(
        like,
        figure=0.0 if whole else None,
        n=whole,
        interval=wilson(0, whole=whole),
        period=found.period,
        is_small_sample=whole < SMALL_SAMPLE,
        fresh_at=found.fresh_at,
    )


def _unmet(mark: TouchpointMark, found: ResolvedMap) -> TouchpointMark:
    """Returns a touchpoint of the other map as it stands on this one, where nobody met it."""
    return replace(
        mark,
        customers=0,
        interactions=0,
        reach=_none_of(found.base.customers, like=mark.reach, found=found),
        per_customer=replace(mark.per_customer, figure=None, n=0, interval=None),
        importance=None,
        quality=None,
        trend=(),
        hours=(),
    )


def _compared(pairs: list[tuple[_Figure, _Figure]]) -> list[ComparedFigure]:
    """Returns the pairs tested, and which of them still differ when one has looked at all."""
    tests = [figure_difference(mine.measurement, other=theirs.measurement) for mine, theirs in pairs]
    tested = [p for p in tests if p is not None]
    holds = iter(discoveries(tested, false_share=FALSE_SHARE))
    return [
        ComparedFigure(
            aspect=mine.aspect,
            id=mine.id,
            versus=theirs.measurement,
            difference=_difference(mine.measurement, theirs.measurement),
            interval=figure_gap(mine.measurement, other=theirs.measurement),
            p=p,
            differs=None if p is None else next(holds),
        )
        for (mine, theirs), p in zip(pairs, tests, strict=True)
    ]


def _difference(mine: Measurement, theirs: Measurement) -> float | None:
    if mine.figure is None or theirs.figure is None or mine.unit != theirs.unit:
        return None
    return mine.figure - theirs.figure


def _row(mine: _Figure, found: ComparedFigure) -> dict[str, Any]:
    measured, theirs = mine.measurement, found.versus
    row = {
        "aspect": "figure",
        "id": mine.id,
        "name": mine.counted,
        "stage": mine.stage,
        "figure": measured.figure,
        "n": measured.n,
        "versus_figure": theirs.figure,
        "versus_n": theirs.n,
        "unit": measured.unit,
        **({"versus_unit": theirs.unit} if measured.unit != theirs.unit else {}),
        "difference": found.difference,
        **_interval("difference", found.interval),
        "p": found.p,
        "differs": found.differs,
    }
    return marked(row, n=min(measured.n, theirs.n))


def _interval(name: str, around: Interval | None) -> dict[str, Any]:
    return {f"{name}_interval": ends(around)} if around else {}
