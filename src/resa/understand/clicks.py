"""Clicks on pages: where on them, by how many, what follows, and which clicks vex."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from resa.kernels.click import ANSWER_SECONDS, GOAL, ClickCounts, Clicks
from resa.model.errors import UnknownNameError, UsageError
from resa.model.goal import Goal
from resa.model.table import Measure, Table
from resa.store.port import Engine, Scope
from resa.understand import figure
from resa.understand.answer import COUNT, Answered, marked, revision_of, units_measure, unmarked
from resa.understand.clickfacts import ClickFacts
from resa.understand.clickspots import (
    AREA,
    ELEMENT,
    GROUPINGS,
    MOST_AREAS,
    MOST_SPOTS,
    Spots,
    area_spots,
    element_spots,
    most_spots,
    page_spots,
)
from resa.understand.conversion import goal_rows
from resa.understand.extent import Extents
from resa.understand.reach import dictionary_of
from resa.understand.stepflow import DROP_OFF

SAME_PAGE = "(same page)"
"""Stands where a click elsewhere on the page follows."""

_MINUTE = 60
_NO_CLICKS = "no source tells where on a page people click; name x and y, or the element, under click in its spec"


@dataclass(frozen=True, slots=True)
class ClickQuestion:
    """Which page, and whether its clicks are gathered by area or element; None leaves it to what is known of them.

    `goals` are what a visit may reach; one of them is enough.
    """

    page: str | None = None
    by: str | None = None
    goals: tuple[Goal, ...] = ()

    def __post_init__(self) -> None:
        if self.by is not None and self.by not in GROUPINGS:
            raise UsageError(f"expected --by {' or '.join(GROUPINGS)}, got {self.by!r}")
        if self.by is not None and self.page is None:
            raise UsageError(f"expected a page to split by {self.by}, got none; name one: --page '/cart'")


def clicks(engine: Engine, *, scope: Scope, now: datetime, facts: ClickFacts, question: ClickQuestion) -> Table:
    """Returns the pages with clicks; of one page a row for each area or element, most clicked first.

    The clicks of all rows add up to those on the page. `share` is of the customers who clicked on the page at all (of
    the pages: on any). Positions count a visit's interactions from 1: the median place of its first and of its last
    click there. `next` came most often after a visit's last click there and others on the same thing: a touchpoint,
    *(same page)*, which is a click on something else of it, or *(drop-off)*.
    `goal_share` is of the visits with a click there: those with the goal after the first one. `rage` counts bursts of
    three clicks on the same thing within two seconds. `dead` are bare clicks that nothing but clicks follows within
    five seconds, where some on the page are answered.
    """
    page = _page(question.page, facts)
    kept = _in_scope(engine, scope, facts)
    here = kept.at if page is None else kept.at[facts.page.codes[kept.at] == page]
    touchpoints = dictionary_of(engine, scope=scope).touchpoints
    spots = _spots(facts, here, question, most=most_spots(len(touchpoints)))
    marks, knows_goal = _marks(engine, scope, facts, goals=question.goals)
    summary = Clicks(
        _by_row(facts, here, spots.codes),
        _by_row(facts, here, spots.same),
        marks,
        max(1, spots.count),
        question.page is not None,
        round(scope.rules.session_minutes * 60),
    )
    counts, extent = engine.fold([summary, Extents()], scope=scope)
    told = _Told(
        counts,
        spots,
        touchpoints,
        has_seconds=kept.has_seconds,
        knows_goal=knows_goal,
        knows_dead=kept.has_seconds and bool(counts.answered[:, 1].any()),
    )
    return Answered(scope, extent, now, revision_of(engine)).table(
        "clicks",
        columns=(*spots.columns, *_COLUMNS),
        rows=_ranked(told),
        measures=_measures(scope, is_one_page=page is not None),
        notes=(*_nobody(facts, kept, scope), *_notes(facts, here, spots, told, question)),
    )


_COLUMNS = (
    "clicks",
    "customers",
    "share",
    "first_position",
    "last_position",
    "next",
    "next_share",
    "goal_share",
    "leave_share",
    "rage",
    "dead",
    "dead_share",
)


def _measures(scope: Scope, *, is_one_page: bool) -> dict[str, Measure]:
    return {
        "clicks": COUNT,
        "customers": units_measure(scope),
        "share": Measure("share", "of_those_clicking_the_page" if is_one_page else "of_those_clicking_anywhere"),
        "first_position": Measure("interactions", "median"),
        "last_position": Measure("interactions", "median"),
        "next_share": Measure("share", "of_visits_with_a_click"),
        "goal_share": Measure("share", "of_visits_with_a_click"),
        "leave_share": Measure("share", "of_visits_with_a_click"),
        "rage": Measure("bursts", "three_clicks_in_two_seconds"),
        "dead": Measure("count", "nothing_follows_in_five_seconds"),
        "dead_share": Measure("share", "of_bare_clicks"),
    }


def _page(name: str | None, facts: ClickFacts) -> int | None:
    if name is None:
        return None
    if name not in facts.page.names:
        raise UnknownNameError("page with clicks", name, known=facts.page.names, where="--page")
    return facts.page.names.index(name)


@dataclass(frozen=True, slots=True, eq=False)
class _Kept:
    """The places of the clicks in scope among the facts, and whether their times tell seconds apart."""

    at: NDArray[np.int64]
    has_seconds: bool


def _in_scope(engine: Engine, scope: Scope, facts: ClickFacts) -> _Kept:
    is_asked = np.zeros(facts.highest_row + 2, np.bool_)
    is_click = np.zeros(facts.highest_row + 2, np.bool_)
    is_click[facts.rows] = True
    has_seconds = False
    for partition in engine.partitions(scope):
        row = np.minimum(partition.row, facts.highest_row + 1)
        is_asked[row] = True
        if not has_seconds:
            times = partition.time[is_click[row]].astype(np.int64) + partition.origin
            has_seconds = bool((times % _MINUTE).any())
    return _Kept(np.flatnonzero(is_asked[facts.rows]), has_seconds)


def _spots(facts: ClickFacts, here: NDArray[np.int64], question: ClickQuestion, *, most: int) -> Spots:
    if question.page is None:
        return page_spots(facts, here, most=most)
    by = question.by or (AREA if 2 * np.count_nonzero(~np.isnan(facts.x[here])) >= max(1, len(here)) else ELEMENT)
    if by == ELEMENT:
        return element_spots(facts, here, most=most)
    return area_spots(facts, here, most=MOST_AREAS if most == MOST_SPOTS else most)


def _by_row(facts: ClickFacts, here: NDArray[np.int64], codes: NDArray[np.int64]) -> NDArray[np.int32]:
    found = np.full(facts.highest_row + 1, -1, np.int32)
    found[facts.rows[here]] = codes
    return found


def _marks(engine: Engine, scope: Scope, facts: ClickFacts, *, goals: Sequence[Goal]) -> tuple[NDArray[np.uint8], bool]:
    """Returns the marks by row, and whether any row reaches a goal."""
    reached = [np.flatnonzero(goal_rows(engine, scope=scope, goal=goal)) for goal in goals]
    rows = np.concatenate([np.zeros(0, np.int64), *reached])
    marks = np.zeros(max(facts.highest_row, int(rows.max(initial=-1))) + 1, np.uint8)
    marks[facts.rows] = facts.mark
    marks[rows] |= GOAL
    return marks, bool(len(rows))


@dataclass(frozen=True, slots=True, eq=False)
class _Told:
    """Counts with what they are about."""

    counts: ClickCounts
    spots: Spots
    touchpoints: Sequence[str]
    has_seconds: bool
    knows_goal: bool
    knows_dead: bool  # some bare clicks are answered, so that the others are known not to be


def _ranked(told: _Told) -> list[dict[str, Any]]:
    rows = list(_rows(told))
    return sorted(rows, key=lambda row: (-row["clicks"], *(str(row[name]) for name in told.spots.columns)))


def _rows(told: _Told) -> Iterator[dict[str, Any]]:
    counts = told.counts
    whole = int(counts.units[0])
    for code in range(told.spots.count):
        if not counts.clicks[code]:
            continue
        customers, visits = int(counts.customers[code]), int(counts.visits[code])
        followed = counts.followed[code]
        row = {
            **told.spots.row(code, touchpoint=told.touchpoints[int(counts.stood[code].argmax())]),
            "clicks": int(counts.clicks[code]),
            "customers": customers,
            **unmarked("share", figure.share(customers, whole=whole)),
            "first_position": _middle(counts.first[code]),
            "last_position": _middle(counts.last[code]),
            "next": _names(told)[int(followed.argmax())],
            "next_share": int(followed.max()) / visits,
            **_reached(told, code, visits=visits),
            **unmarked("leave_share", figure.share(int(followed[-1]), whole=visits)),
            **_vexed(told, code),
        }
        yield marked(row, n=visits)


def _names(told: _Told) -> list[str]:
    return [*told.touchpoints, SAME_PAGE, DROP_OFF]


def _reached(told: _Told, code: int, *, visits: int) -> dict[str, Any]:
    if not told.knows_goal:
        return {"goal_share": None}
    return unmarked("goal_share", figure.share(int(told.counts.reached[code]), whole=visits))


def _vexed(told: _Told, code: int) -> dict[str, Any]:
    dead, answered = told.counts.answered[code].tolist()
    found: dict[str, Any] = {"rage": int(told.counts.rage[code]) if told.has_seconds else None}
    if not told.knows_dead or not dead + answered:
        return {**found, "dead": None, "dead_share": None}
    return {**found, "dead": dead, **unmarked("dead_share", figure.share(dead, whole=dead + answered))}


def _middle(visits: NDArray[np.int64]) -> float:
    """Returns the median place, counted from 1, of visits by place counted from 0.

    >>> _middle(np.array([1, 0, 1])), _middle(np.array([0, 3]))
    (2.0, 2.0)
    """
    after = np.cumsum(visits)
    whole = int(after[-1])
    low, high = np.searchsorted(after, [(whole - 1) // 2, whole // 2], side="right").tolist()
    return float(low + high) / 2 + 1


def _nobody(facts: ClickFacts, kept: _Kept, scope: Scope) -> Iterator[str]:
    left = len(facts.rows) - len(kept.at) if scope.where is None else 0
    if left:
        yield f"{left} clicks of nobody known are not counted"


def _notes(
    facts: ClickFacts, here: NDArray[np.int64], spots: Spots, told: _Told, question: ClickQuestion
) -> Iterator[str]:
    if not len(facts.rows):
        yield _NO_CLICKS
        return
    if not len(here):
        yield "nothing in scope is a click" + (f" on {question.page!r}" if question.page else "")
        return
    placed = int(np.count_nonzero(~np.isnan(facts.x[here])))
    if placed < len(here):
        yield f"{len(here) - placed} of {len(here)} clicks have no position on the page"
    yield from spots.notes
    if not told.has_seconds:
        yield "times are told to the minute, so bursts and dead clicks are absent"
    elif not told.knows_dead:
        yield (
            f"no bare click is followed by anything but clicks within {ANSWER_SECONDS} seconds, "
            "so which ones are dead can't be told"
        )
    if not told.knows_goal:
        yield "nothing in scope reaches a goal, so goal_share is absent"
