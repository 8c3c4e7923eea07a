"""Whether customers who felt bad somewhere bought again, or stayed, as often as those who felt good: seen, not proven.

Both groups are compared within strata of how often they had bought before, since who buys often is loyal for other
reasons as well. What else tells them apart stays unknown.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from resa.kernels.calendar import DAY
from resa.kernels.partition import Partition
from resa.model.goal import Goal
from resa.model.measurement import Interval
from resa.model.table import Measure, Table
from resa.store.port import Engine, Scope
from resa.understand import figure
from resa.understand.answer import Answered, ends, revision_of, with_interval
from resa.understand.array import Codes, Flags
from resa.understand.comparison import common_difference, discoveries
from resa.understand.conversion import goal_rows
from resa.understand.distribution import normal_quantile, normal_tail
from resa.understand.extent import Extents
from resa.understand.feedback.heard import Heard
from resa.understand.feedback.mood import UNTOLD, Moods, moods
from resa.understand.feedback.record import Feedback
from resa.understand.interval import LEVEL
from resa.understand.reach import UNMET_KINDS
from resa.understand.told import UNTIMED

LEAST = 20
"""Customers on each side of a comparison; fewer are not compared."""

STRATA = (0, 1, 2, 4, 8)
"""The lowest number of earlier purchases of each stratum."""

OUTCOMES = ("bought_again", "stayed")
_SPEAKING_KINDS = frozenset({"survey", "review", "mention"})


def loyalty(
    engine: Engine, *, scope: Scope, now: datetime, found: Heard, goal: Goal | None, within_seconds: int = 90 * DAY
) -> Table:
    """Returns for each touchpoint how many came back within the time, of those who felt bad there and of the others.

    `basis` says whether scores reported the feeling or words let infer it. Each customer counts once at a touchpoint,
    by the first feeling told there that lies long enough ago for the time to have passed. `bought_again` reached the
    goal after it, `stayed` did anything but answer us. `difference` is good less bad, weighed over strata of earlier
    purchases; `crude_difference` is not.
    """
    kept = found.within(engine=engine, scope=scope)
    mood, said = moods(kept, kept.ours), kept.ours
    (extent,) = engine.fold([Extents()], scope=scope)
    after = _afterwards(engine, scope=scope, goal=goal)
    rows = []
    if after is not None:
        for basis in ("reported", "inferred"):
            rows += list(_rows(said, mood, basis=basis, after=after, within=within_seconds))
    for row, differs in zip(rows, discoveries([row["p"] for row in rows]), strict=True):
        row["differs"] = differs
    rows.sort(key=lambda row: (OUTCOMES.index(row["outcome"]), row["basis"] != "reported", -abs(row["difference"])))
    return Answered(scope, extent, now, revision_of(engine)).table(
        "loyalty",
        columns=("touchpoint", "stage", "outcome", "basis", "bad", "bad_share", "good", "good_share",
                 "difference", "crude_difference", "p", "differs"),
        rows=rows,
        measures=_MEASURES,
        notes=tuple(_notes(rows, goal=goal, days=within_seconds / DAY)),
    )  # fmt: skip


_MEASURES = {
    "bad": Measure("customers", "count"), "good": Measure("customers", "count"),
    "bad_share": Measure("share", "of_those_who_felt_bad"), "good_share": Measure("share", "of_those_who_felt_good"),
    "difference": Measure("share", "mantel_haenszel_over_earlier_purchases"),
    "crude_difference": Measure("share", "good_less_bad"),
    "p": Measure("probability", "mantel_haenszel"), "differs": Measure("", "benjamini_hochberg_5_percent"),
}  # fmt: skip


def _notes(rows: list[dict[str, Any]], *, goal: Goal | None, days: float) -> Iterator[str]:
    if not rows:
        yield f"no touchpoint has {LEAST} customers who felt good and as many who felt bad, long enough ago"
        return
    yield "observed, not proven: who felt bad may differ from the others in more than the purchases before it"
    yield f"within {days:g} days of the feeling; whoever felt it later than that before the newest record is left out"
    if goal is not None:
        yield f"bought again: reached {goal.id} after it"


@dataclass(frozen=True, slots=True, eq=False)
class _Afterwards:
    """When customers did things, as sorted keys of customer and second; and the newest second of all."""

    goals: NDArray[np.int64]
    doings: NDArray[np.int64]
    newest: int
    has_goal: bool

    def between(self, keys: NDArray[np.int64], customer: Codes, *, start: Codes, end: Codes) -> Codes:
        """Returns how many of the keys each customer has after `start` and not after `end`."""
        low = np.searchsorted(keys, _key(customer, start), side="right")
        return np.asarray(np.searchsorted(keys, _key(customer, end), side="right") - low)


def _key(customer: Codes, seconds: Codes) -> NDArray[np.int64]:
    return np.asarray((customer << 34) + np.clip(seconds, 0, (1 << 34) - 1))


def _afterwards(engine: Engine, *, scope: Scope, goal: Goal | None) -> _Afterwards | None:
    reached = goal_rows(engine, scope=scope, goal=goal) if goal else None
    goals, doings, newest = [], [], 0
    for partition in engine.partitions(scope):
        keys = _key(
            np.repeat(partition.customer.astype(np.int64), np.diff(partition.offsets)),
            partition.time.astype(np.int64) + partition.origin,
        )
        newest = max(newest, int(partition.time.max(initial=0)) + partition.origin)
        doings.append(keys[_is_doing(partition)])
        if reached is not None:
            goals.append(keys[reached[partition.row]])
    if not doings:
        return None
    none = np.zeros(0, np.int64)
    return _Afterwards(np.sort(np.concatenate([none, *goals])), np.sort(np.concatenate(doings)), newest, bool(goals))


def _is_doing(partition: Partition) -> Flags:
    """What customers did themselves, other than telling us how it was."""
    places = partition.dictionary.places
    quiet = np.array([place.kind in UNMET_KINDS or place.kind in _SPEAKING_KINDS for place in places], np.bool_)
    return ~quiet[partition.place.astype(np.int64)]


def _rows(said: Feedback, mood: Moods, *, basis: str, after: _Afterwards, within: int) -> Iterator[dict[str, Any]]:
    side = mood.reported if basis == "reported" else mood.inferred
    seconds = said.said.microseconds // 1_000_000
    is_timed = said.said.microseconds != UNTIMED
    early = is_timed & (seconds <= after.newest - within) & (said.said.customer >= 0) & (side != UNTOLD)
    touchpoint = said.said.touchpoint
    for code, name in enumerate(touchpoint.names):
        at = _first_of_each(np.flatnonzero(early & (touchpoint.codes == code)), said=said, seconds=seconds)
        bad, good = at[side[at] < 0], at[side[at] == 1]
        if min(len(bad), len(good)) < LEAST:
            continue
        stage = said.said.stage
        place = {"touchpoint": name, "stage": stage.names[stage.codes[at[0]]] if stage.codes[at[0]] >= 0 else None}
        for outcome in OUTCOMES:
            if outcome == "bought_again" and not after.has_goal:
                continue
            both = np.concatenate([bad, good])
            hit, before = _outcomes(outcome, said.said.customer[both], seconds[both], after=after, within=within)
            if not hit.any():  # who is known by nothing but a mention never comes back under that name
                continue
            is_good = np.arange(len(both)) >= len(bad)
            yield {**place, "outcome": outcome, "basis": basis, **compared(hit, is_good=is_good, before=before)}


def _first_of_each(at: Codes, *, said: Feedback, seconds: Codes) -> Codes:
    order = at[np.lexsort([at, seconds[at], said.said.customer[at]])]
    who = said.said.customer[order]
    return order[np.flatnonzero(np.diff(who, prepend=-1))] if len(order) else order


def _outcomes(outcome: str, customer: Codes, seconds: Codes, *, after: _Afterwards, within: int) -> tuple[Flags, Codes]:
    keys = after.goals if outcome == "bought_again" else after.doings
    start = seconds if outcome == "bought_again" else seconds + DAY  # the rest of a visit is no return
    hit = after.between(keys, customer, start=start, end=seconds + within) > 0
    before = after.between(after.goals, customer, start=np.zeros_like(seconds), end=seconds)
    return hit, before


def compared(hit: Flags, *, is_good: Flags, before: Codes) -> dict[str, Any]:
    """Returns the shares of both groups and how far they differ, plainly and within strata of earlier purchases.

    Source: N. Mantel and W. Haenszel, "Statistical aspects of the analysis of data from retrospective studies of
    disease", 1959; the risk difference and its variance: S. Greenland and J. Robins, "Estimation of a common effect
    parameter from sparse follow-up data", 1985.
    """
    bad_share = figure.share(int(hit[~is_good].sum()), whole=int((~is_good).sum()))
    good_share = figure.share(int(hit[is_good].sum()), whole=int(is_good.sum()))
    difference, error = common_difference(hit, is_good=is_good, stratum=np.searchsorted(STRATA, before, side="right"))
    half = normal_quantile(LEVEL) * error
    around = Interval(max(-1.0, difference - half), min(1.0, difference + half))
    return {
        "bad": bad_share.n,
        **with_interval("bad_share", bad_share),
        "good": good_share.n,
        **with_interval("good_share", good_share),
        "difference": difference,
        "difference_interval": ends(around),
        "crude_difference": (good_share.figure or 0.0) - (bad_share.figure or 0.0),
        "p": normal_tail(difference / error) if error > 0 else 1.0,
    }
