"""Touchpoints and channels with how each does: what ends there, waits, converts and feels, and where it is going."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal
from zoneinfo import ZoneInfo

import numpy as np

from resa.mapping.catalogue import Catalogue
from resa.model.goal import Goal
from resa.model.table import Measure, Table
from resa.store.port import Engine, Scope
from resa.understand.answer import ends
from resa.understand.array import Codes, Flags
from resa.understand.checking.course import course
from resa.understand.comparison import discoveries
from resa.understand.conversion import goal_rows
from resa.understand.history import FieldSource, History, Texts, history
from resa.understand.told import answers, kept_answers
from resa.understand.trend.period import Periods, periods
from resa.understand.trend.place import Met, Series, conversions, counts, endings, feelings, waits
from resa.understand.trend.slope import Slope, grown, slope

By = Literal["touchpoint", "channel"]

FURTHER = ("left_share", "wait_median", "conversion_share", "feeling")
"""The figures of a place besides how many met it and how often."""

_GROWING = frozenset({"customers", "interactions", "wait_median"})  # their changes are shares of themselves


@dataclass(frozen=True, slots=True)
class Grounds:
    """What trends are counted from."""

    engine: Engine
    scope: Scope
    source: FieldSource
    catalogue: Catalogue
    goals: Sequence[Goal]
    zone: ZoneInfo


def with_trends(answer: Table, *, by: By, grounds: Grounds) -> Table:
    """Returns an answer about touchpoints or channels with what becomes of each, month by month or week by week.

    `left_share` of visits to site and app that come here end here without an order; `wait_median` is the wait for an
    answer; `conversion_share` of those who met it reach the first goal within 30 days (7 where weeks are told);
    `feeling` is the mean of scores about it. `trend` has each figure's series, its change from period to period with
    interval, and `way`: up, down, or None where chance may explain it; all places and figures are corrected for
    together. `changed` lists those that count. Unfinished periods are marked and count for no direction. Costs
    about a second for a million interactions.
    """
    whole = history(grounds.engine, scope=grounds.scope)
    if not len(whole.seconds):
        return answer
    found = periods(int(whole.seconds.min()), int(whole.seconds.max()), zone=grounds.zone)
    code, names = _codes(whole, by=by)
    series = _series(Met(whole, code, len(names), found), names=names, by=by, grounds=grounds)
    place = {name: at for at, name in enumerate(names)}
    key = "name" if by == "touchpoint" else "channel"
    at = [place[row[key]] for row in answer.rows if row[key] in place]
    slopes = {(one.figure, row): _slope(one, row) for one in series for row in at}
    counted = _counting(slopes)
    rows = [
        {**row, **_told(series, place[row[key]], slopes=slopes, counted=counted, found=found)}
        if row[key] in place
        else row
        for row in answer.rows
    ]
    return replace(
        answer,
        rows=tuple(rows),
        columns=(*answer.columns, *FURTHER, "changed", "trend"),
        measures={**answer.measures, **_MEASURES},
        notes=(*answer.notes, *_notes(found, len(slopes))),
    )


_MEASURES = {
    "left_share": Measure("share", "visits_that_end_here"),
    "wait_median": Measure("seconds", "median"),
    "conversion_share": Measure("share", "goal_soon_after"),
    "feeling": Measure("feeling", "mean"),
}


def _codes(whole: History, *, by: By) -> tuple[Codes, tuple[str, ...]]:
    if by == "touchpoint":
        return whole.touchpoint, whole.dictionary.touchpoints
    names = tuple(sorted(set(whole.dictionary.channels)))
    return whole.of_place(np.array([names.index(one) for one in whole.dictionary.channels], np.int64)), names


def _series(met: Met, *, names: tuple[str, ...], by: By, grounds: Grounds) -> list[Series]:
    """Returns the series of every figure that the data can give."""
    goal = next((one for one in grounds.goals if not one.is_micro), None)
    rows = goal_rows(grounds.engine, scope=grounds.scope, goal=goal) if goal else np.zeros(0, np.bool_)
    found = [*counts(met)]
    if by == "touchpoint":
        pause = round(grounds.scope.rules.session_minutes * 60)
        found.append(endings(met, course(met.history, goal_rows=rows, pause_seconds=pause)))
    found.append(waits(met, grounds.source))
    if rows.any():
        found.append(conversions(met, is_goal=_of_rows(met.history, rows)))
    said = answers(grounds.source, catalogue=grounds.catalogue)
    said = kept_answers(said, engine=grounds.engine, scope=grounds.scope)
    about = said.touchpoint if by == "touchpoint" else said.channel
    found.append(feelings(met, said, code=_among(about, names)))
    return found


def _of_rows(whole: History, flags: Flags) -> Flags:
    row = whole.partition.row.astype(np.int64)
    return np.asarray(np.append(flags, False)[np.minimum(row, len(flags))])


def _among(told: Texts, names: tuple[str, ...]) -> Codes:
    place = {name: at for at, name in enumerate(names)}
    return np.array([*(place.get(name, -1) for name in told.names), -1], np.int64)[told.codes]


def _slope(one: Series, row: int) -> Slope | None:
    if one.sizes[row].sum() < _LEAST:
        return None
    found = slope(one.scaled[row], variances=one.variances[row], kept=one.kept)
    return grown(found) if found and one.figure in _GROWING else found


_LEAST = 30  # observations from which a direction is told


def _counting(slopes: dict[tuple[str, int], Slope | None]) -> set[tuple[str, int]]:
    """Returns the slopes that count when all are looked at together."""
    tested = {key: found.p for key, found in slopes.items() if found}
    return {key for key, counts_so in zip(tested, discoveries([*tested.values()]), strict=True) if counts_so}


def _told(
    series: Sequence[Series],
    row: int,
    *,
    slopes: dict[tuple[str, int], Slope | None],
    counted: set[tuple[str, int]],
    found: Periods,
) -> dict[str, Any]:
    told: dict[str, Any] = dict.fromkeys(FURTHER)
    figures = {}
    for one in series:
        whole, change = one.whole[row], slopes[(one.figure, row)]
        if whole is not None and whole.figure is not None:
            told[one.figure] = whole.figure
            told |= {f"{one.figure}_interval": ends(whole.interval)} if whole.interval else {}
        if one.sizes[row].any():
            figures[one.figure] = _drawn(one, row, change, counts_so=(one.figure, row) in counted)
    changed = [f"{name}:{figure['way']}" for name, figure in figures.items() if figure["way"]]
    around = {"step": found.step, "at": list(found.labels), "is_whole": found.is_whole.tolist()}
    return {**told, "changed": changed, "trend": {**around, "figures": figures}}


def _drawn(one: Series, row: int, change: Slope | None, *, counts_so: bool) -> dict[str, Any]:
    seen = [None if np.isnan(figure) else float(figure) for figure in one.figures[row]]
    way = ("up" if change.change > 0 else "down") if change and counts_so else None
    return {
        "unit": one.unit,
        "series": seen,
        "n": [int(size) for size in one.sizes[row]],
        "change": change.change if change else None,
        "change_interval": ends(change.interval) if change else None,
        "p": change.p if change else None,
        "way": way,
    }


def _notes(found: Periods, looked: int) -> list[str]:
    if not len(found):
        return []
    notes = [f"directions are of whole {found.step}s, and corrected for {looked} looked at together"]
    unfinished = [label for label, is_whole in zip(found.labels, found.is_whole.tolist(), strict=True) if not is_whole]
    return [*notes, *([f"not whole, and in no direction: {', '.join(unfinished)}"] if unfinished else [])]
