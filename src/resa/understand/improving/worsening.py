"""What got worse between two periods, per touchpoint: leaving, waiting, repeating elsewhere, negative feedback.

Every touchpoint is tested for every kind, and all tests are judged together. Tests differ in what they can show: a
thousand visits show a change of a quarter, fifty never do. Each gets its part of the allowed errors by how well it
could show a change of `LOOKED_FOR`, which depends on the numbers of observations and not on what they say.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from resa.understand.array import Floats
from resa.understand.comparison import discoveries
from resa.understand.distribution import normal_tail

KINDS = ("exit", "wait", "repeat", "negative")
FALSE_SHARE = 0.08
"""Of the changes that are told, about so many are expected to be chance."""

LOOKED_FOR = 0.25
"""Tests are weighted by how well they could show a change by a quarter."""

LEAST = 10
"""Observations of each period that a test needs …"""

LEAST_HITS = 5
"""… and hits in both together."""

_EVEN = 0.3  # of the allowed errors, shared out evenly: a large change shows with few observations too


@dataclass(frozen=True, slots=True, eq=False)
class PeriodCounts:
    """What happened at each touchpoint in one period, an entry a touchpoint; `waits` in any unit.

    Repeats are of `contacts`, of all visits where these are None.
    """

    visits: Floats
    exits: Floats
    repeats: Floats
    feedbacks: Floats
    negatives: Floats
    waits: Sequence[Floats]
    contacts: Floats | None = None

    @property
    def asked(self) -> Floats:
        """What repeats are counted of."""
        return self.visits if self.contacts is None else self.contacts


@dataclass(frozen=True, slots=True)
class Change:
    """A test of one touchpoint: `kind` of `KINDS`, its place, and how far the figure moved, up being worse.

    `ratio` is the natural logarithm of the new figure to the old, `error` its standard error. `chance` is the
    one-sided p-value of no change for the worse; `weight` its part of the allowed errors, 1 being an even one.
    """

    kind: str
    place: int
    ratio: float
    error: float
    distance: float
    chance: float
    weight: float = 1.0


def worsened(before: PeriodCounts, after: PeriodCounts, *, false_share: float = FALSE_SHARE) -> tuple[Change, ...]:
    """Returns what got worse, the surest first; of them about `false_share` are expected to be chance.

    Swap the periods to find what got better. Shares are tested pooled, waits by the means of their logarithms. The
    weights are those with the most power for a change of `LOOKED_FOR`, a part of them spread evenly.

    Source: C. Genovese, K. Roeder and L. Wasserman, "False discovery control with p-value weighting", 2006;
    K. Roeder and L. Wasserman, "Genome-wide significance levels and weighted hypothesis testing", 2009.

    >>> import numpy as np
    >>> none, (few, many) = np.zeros(2), ([100.0, 100.0], [100.0, 160.0])
    >>> def period(exits):
    ...     return PeriodCounts(np.full(2, 1000.0), np.array(exits), none, none, none, [none[:0]] * 2)
    >>> [(one.kind, one.place) for one in worsened(period(few), period(many))]
    [('exit', 1)]
    """
    tests = weighted(changes(before, after), level=false_share)
    chances = [min(1.0, one.chance / one.weight) if one.weight > 0 else 1.0 for one in tests]
    found = [one for one, counts in zip(tests, discoveries(chances, false_share=false_share), strict=True) if counts]
    return tuple(sorted(found, key=lambda one: (one.chance / one.weight, one.kind, one.place)))


def changes(before: PeriodCounts, after: PeriodCounts) -> list[Change]:
    """Returns every test that has enough observations, by kind and touchpoint; unweighted."""
    return [
        *_shares("exit", (before.exits, before.visits), (after.exits, after.visits)),
        *_waits(before.waits, after.waits),
        *_shares("repeat", (before.repeats, before.asked), (after.repeats, after.asked)),
        *_shares("negative", (before.negatives, before.feedbacks), (after.negatives, after.feedbacks)),
    ]


def weighted(tests: Sequence[Change], *, level: float) -> list[Change]:
    """Returns the tests with their parts of the allowed errors; the parts are 1 on average."""
    if not tests:
        return []
    reach = np.log1p(LOOKED_FOR) / np.array([one.error for one in tests])
    each = 4 * level / len(tests)  # near the p-value at which the last discovery is made
    low, high = -60.0, 60.0
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if _parts(reach, middle, each).mean() > 1 else (low, middle)
    parts = _EVEN + (1 - _EVEN) * _parts(reach, low, each)
    return [
        Change(one.kind, one.place, one.ratio, one.error, one.distance, one.chance, part)
        for one, part in zip(tests, parts.tolist(), strict=True)
    ]


def _parts(reach: Floats, threshold: float, each: float) -> Floats:
    return np.array([_above(one / 2 + threshold / one) for one in reach.tolist()]) / each


def _above(distance: float) -> float:
    """Returns the chance that a standard normal exceeds this."""
    tail = normal_tail(distance) / 2
    return tail if distance > 0 else 1 - tail


def _shares(kind: str, old: tuple[Floats, Floats], new: tuple[Floats, Floats]) -> list[Change]:
    found = []
    for place, (part, whole, later, all_later) in enumerate(zip(*old, *new, strict=True)):
        if min(whole, all_later) < LEAST or part + later < LEAST_HITS:
            continue
        pooled = (part + later) / (whole + all_later)
        spread = (1 - pooled) / pooled * (1 / whole + 1 / all_later)  # of the logarithm of the ratio
        if spread <= 0:
            continue
        error = float(np.sqrt(spread))
        distance = float((later / all_later - part / whole) / (pooled * error))
        ratio = float(np.log((later + 0.5) / (all_later + 0.5)) - np.log((part + 0.5) / (whole + 0.5)))
        found.append(Change(kind, place, ratio, error, distance, _above(distance)))
    return found


def _waits(old: Sequence[Floats], new: Sequence[Floats]) -> list[Change]:
    found = []
    for place, (one, other) in enumerate(zip(old, new, strict=True)):
        if min(len(one), len(other)) < LEAST:
            continue
        least = min((float(side[side > 0].min()) for side in (one, other) if (side > 0).any()), default=1.0)
        logs = [np.log(np.maximum(side, least)) for side in (one, other)]
        error = float(np.sqrt(sum(side.var(ddof=1) / len(side) for side in logs)))
        if error > 0:
            ratio = float(logs[1].mean() - logs[0].mean())
            found.append(Change("wait", place, ratio, error, ratio / error, _above(ratio / error)))
    return found
