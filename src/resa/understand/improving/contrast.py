"""Whether something hurts when it is poor, pleases when it is good, or both: must-haves and delights."""

from dataclasses import dataclass

import numpy as np

from resa.model.measurement import Interval
from resa.understand.array import Floats
from resa.understand.distribution import student_quantile
from resa.understand.interval import LEVEL

LEAST = 30
"""Of each third."""

_MUCH = 2.0  # one side is so many times the other


@dataclass(frozen=True, slots=True)
class Contrast:
    """The outcome in the worst third less that in the middle one, and in the best third less the middle.

    `nature` is "must_have" where only poor counts, "delight" where only good does, "both", or None where neither is
    more than chance.
    """

    penalty: float
    penalty_interval: Interval
    reward: float
    reward_interval: Interval
    nature: str | None


def contrast(goodness: Floats, outcome: Floats, *, cuts: tuple[float, float] | None = None) -> Contrast | None:
    """Returns how the outcome differs between poor, middling and good; None where a third has too few.

    `cuts` say up to where it is poor, and from where on good; without them they are the ends of the outer thirds.

    Source: D. Brandt, "A procedure for identifying value-enhancing service components using customer satisfaction
    survey data", 1987.

    >>> import numpy as np
    >>> good = np.repeat([1.0, 2.0, 3.0], 40)
    >>> found = contrast(good, np.repeat([0.0, 8.0, 8.0], 40) + np.tile([0.0, 1.0], 60))
    >>> found.penalty, found.reward, found.nature
    (-8.0, 0.0, 'must_have')
    """
    if not len(goodness):
        return None
    low, high = cuts or (float(one) for one in np.quantile(goodness, [1 / 3, 2 / 3]))
    poor, good = goodness <= low, goodness >= high
    if low == high:  # more than a third are equal: they are the middle
        poor, good = goodness < low, goodness > high
    parts = [outcome[kept] for kept in (poor, ~poor & ~good, good)]
    if min(len(part) for part in parts) < LEAST:
        return None
    sides = [_gap(part, parts[1]) for part in (parts[0], parts[2])]
    return Contrast(*sides[0], *sides[1], _nature(*sides))


def _nature(poor: tuple[float, Interval], good: tuple[float, Interval]) -> str | None:
    hurts, pleases = poor[1].high < 0, good[1].low > 0
    if hurts and (not pleases or abs(poor[0]) > _MUCH * abs(good[0])):
        return "must_have"
    if pleases and (not hurts or abs(good[0]) > _MUCH * abs(poor[0])):
        return "delight"
    return "both" if hurts else None


def _gap(part: Floats, middle: Floats) -> tuple[float, Interval]:
    error = float(np.sqrt(part.var(ddof=1) / len(part) + middle.var(ddof=1) / len(middle)))
    gap = float(part.mean() - middle.mean())
    half = student_quantile(LEVEL, freedom=min(len(part), len(middle)) - 1) * error
    return gap, Interval(gap - half, gap + half)
