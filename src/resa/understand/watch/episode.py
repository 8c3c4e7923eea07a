"""Stretches of days on which a series was off, and which of them tell the same story."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from resa.understand.array import Floats
from resa.understand.distribution import normal_quantile, normal_tail
from resa.understand.watch.baseline import LAG
from resa.understand.watch.detection import Detected
from resa.understand.watch.panel import COUNT, Panel, Subject
from resa.understand.watch.stretch import stretches, told_together

PAUSE_DAYS = 7
"""Days between two stretches that are still one episode."""

_SLOWLY = 2.0  # distances of a week from which on an episode may have begun before it was told
_SHORT_DAYS = 2  # that a spike or a dip lasts at most
_FAMILIES = (
    frozenset({"interactions", "customers", "contacts"}),
    frozenset({"wait_median", "wait_p90", "unanswered_share"}),
    frozenset({"conversion_share", "cart_abandonment_share", "bounce_share", "left_share"}),
    frozenset({"low_score_share", "bad_text_share"}),
)


@dataclass(frozen=True, slots=True)
class Episode:
    """One series off its expectation from day `begin` to `last` (0-based, both included); known since `told`.

    `kind` is spike, surge, dip, drop or silence. `observed` and `expected` are sums of these days for counts, else the
    share or the wait of all of them, `n` of how many; `distance` is the largest standard normal distance, `chance` that
    of it.
    `beside` are the other series that tell the same.
    """

    series: int
    subject: Subject
    kind: str
    begin: int
    told: int
    last: int
    is_on: bool
    observed: float
    expected: float
    low: float
    high: float
    n: int | None
    distance: float
    beside: tuple["Episode", ...] = ()

    @property
    def chance(self) -> float:
        """How likely chance alone would bring so much on one day of this series."""
        return normal_tail(self.distance) / 2

    @property
    def is_rise(self) -> bool:
        """Whether more was seen than expected."""
        return self.observed > self.expected


def episodes(panel: Panel, found: Detected) -> list[Episode]:
    """Returns every episode of every series, the oldest first."""
    every = [
        _episode(panel, found, series, first, last)
        for series in np.flatnonzero(found.is_off.any(axis=1)).tolist()
        for first, last in stretches(found.is_off[series], most_quiet=PAUSE_DAYS)
    ]
    return sorted(every, key=lambda one: (one.begin, one.subject.key))


def stories(found: Sequence[Episode]) -> list[Episode]:
    """Returns the episodes that stand for others, strongest first: those of one kind of figure, one way, one time.

    Two tell the same where their days overlap and their places do not contradict each other.
    """
    strongest = sorted(found, key=lambda one: (-one.distance * placed(one.subject), one.begin, one.subject.key))
    return [replace(head, beside=beside) for head, beside in told_together(strongest, tells_same=_tells_same)]


def _episode(panel: Panel, found: Detected, series: int, told: int, last: int) -> Episode:
    days = slice(told, last + 1)
    above, below = (_most(one[series, days], other[series, days]) for one, other in _sides(found))
    silence = float(np.nan_to_num(found.silence[series, days], nan=0.0).max())
    trouble = panel.subjects[series].trouble
    rises = trouble == "rise" or (trouble == "either" and above >= max(below, silence))
    distance = above if rises else max(below, silence)
    begin = _begin(panel, found, series, told, sign=1 if rises else -1)
    observed, expected, half, n = _figures(panel, found, series, slice(begin, last + 1))
    is_on = last >= panel.days - 2
    return Episode(
        series=series,
        subject=panel.subjects[series],
        kind=_kind(rises, panel.sums[series, begin : last + 1], days=last + 1 - begin),
        begin=begin,
        told=told,
        last=last,
        is_on=is_on,
        observed=observed,
        expected=expected,
        low=max(0.0, expected - half),
        high=expected + half,
        n=n,
        distance=distance,
    )


def _sides(found: Detected) -> tuple[tuple[Floats, Floats], tuple[Floats, Floats]]:
    return (found.above, found.week_above), (found.below, found.week_below)


def _most(day: Floats, week: Floats) -> float:
    return float(max(np.nan_to_num(day, nan=0.0).max(), np.nan_to_num(week, nan=0.0).max()))


def _begin(panel: Panel, found: Detected, series: int, told: int, *, sign: int) -> int:
    """Returns the day of the week before from which on most was seen beyond expectation: where it left.

    Source: E. S. Page, "Continuous inspection schemes", 1954: the last zero of the cumulative sum.
    """
    first = max(0, told - LAG + 1)
    week = (found.week_above if sign > 0 else found.week_below)[series, told]
    if np.isnan(week) or week < _SLOWLY:
        return told  # the day alone left it
    spread = np.sqrt(np.maximum(found.variance[series, first : told + 1], 1e-12))
    off = sign * (panel.sums[series, first : told + 1] - found.mean[series, first : told + 1]) / spread
    gain = np.cumsum(np.nan_to_num(off, nan=0.0)[::-1] - 0.5)[::-1]
    return first + int(np.argmax(gain))


def _figures(panel: Panel, found: Detected, series: int, days: slice) -> tuple[float, float, float, int | None]:
    """Returns what was observed and expected, half the width of the expectation's 95 % interval, and of how many.

    Counts are of nothing.
    """
    mean = found.mean[series, days]
    known = ~np.isnan(mean)
    seen, mean = panel.sums[series, days][known].sum(), mean[known].sum()
    half = normal_quantile(0.95) * float(np.sqrt(found.variance[series, days][known].sum() + (0.03 * mean) ** 2))
    n = None if panel.kinds[series] == COUNT else max(1, int(panel.sizes[series, days][known].sum()))
    whole = n or 1
    return float(seen) / whole, float(mean) / whole, half / whole, n


def _kind(rises: bool, seen: Floats, *, days: int) -> str:
    if rises:
        return "spike" if days <= _SHORT_DAYS else "surge"
    if days > 1 and not seen[-2:].any():
        return "silence"
    return "dip" if days <= _SHORT_DAYS else "drop"


def _tells_same(one: Episode, other: Episode) -> bool:
    family = next((names for names in _FAMILIES if one.subject.figure in names), frozenset())
    is_kin = other.subject.figure in family and one.is_rise == other.is_rise
    overlap = other.begin <= one.last + 1 and one.begin <= other.last + 1
    return is_kin and overlap and one.is_on == other.is_on and _agree(one.subject, other.subject)


def is_one_place(one: Subject, other: Subject) -> bool:
    """Says whether two series of how much happens may tell of one place."""
    figures = {"interactions", "customers", "contacts", "visits"}
    return {one.figure, other.figure} <= figures and _agree(one, other)


def _agree(one: Subject, other: Subject) -> bool:
    """Says whether two places may be one: they share a channel, a touchpoint or a topic, and differ in none."""
    pairs = [(one.channel, other.channel), (one.touchpoint, other.touchpoint), (one.topic, other.topic)]
    told = [(left, right) for left, right in pairs if left is not None and right is not None]
    is_whole = not any(left or right for left, right in pairs[:2]) and not one.topic and not other.topic
    return all(left == right for left, right in told) and (bool(told) or is_whole)


def placed(subject: Subject) -> float:
    """Returns how much more one counts that has a place on a map: it stands for those that tell nearly the same."""
    return 1.2 if subject.touchpoint or subject.topic else 1.0
