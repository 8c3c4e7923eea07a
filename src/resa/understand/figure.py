"""Figures from counts and observations: each with its variant, base and interval, small samples marked."""

from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np

from resa.model.measurement import Interval, Measurement
from resa.model.period import Period
from resa.understand import interval

SMALL_SAMPLE = 30
"""Fewer observations than this are marked: the figure may move much with the next few."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """When the figures of one answer were counted: the period, and the newest interaction they saw."""

    period: Period | None = None
    fresh_at: datetime | None = None


NOWHERE = Grounds()


def counted(count: int, *, grounds: Grounds = NOWHERE, variant: str = "count", unit: str = "count") -> Measurement:
    """Returns a plain count, which has no interval."""
    return measurement(float(count), unit=unit, variant=variant, n=count, around=None, grounds=grounds)


def share(part: int, *, whole: int, variant: str = "share", grounds: Grounds = NOWHERE) -> Measurement:
    """Returns part / whole with its Wilson interval; the figure is None where whole is 0.

    >>> share(1, whole=4).figure
    0.25
    """
    figure = part / whole if whole else None
    return measurement(
        figure, unit="share", variant=variant, n=whole, around=interval.wilson(part, whole=whole), grounds=grounds
    )


def mean(numbers: interval.Numbers, *, unit: str, variant: str = "mean", grounds: Grounds = NOWHERE) -> Measurement:
    """Returns the mean with its t interval; the figure is None without observations."""
    figure = float(np.mean(numbers)) if len(numbers) else None
    return measurement(
        figure, unit=unit, variant=variant, n=len(numbers), around=interval.mean(numbers), grounds=grounds
    )


def mean_on_scale(
    numbers: interval.Numbers,
    *,
    scale: tuple[float, float],
    unit: str,
    variant: str = "mean",
    grounds: Grounds = NOWHERE,
) -> Measurement:
    """Returns the mean of answers on a scale with an interval within its ends; the figure is None without answers."""
    array = np.asarray(numbers, dtype=np.float64)
    around = interval.mean_on_scale(float(array.sum()), squares=float((array * array).sum()), n=len(array), scale=scale)
    figure = float(array.mean()) if len(array) else None
    return measurement(figure, unit=unit, variant=variant, n=len(array), around=around, grounds=grounds)


def median(numbers: interval.Numbers, *, unit: str, variant: str = "median", grounds: Grounds = NOWHERE) -> Measurement:
    """Returns the median with the interval its ranks give; the figure is None without observations."""
    figure = float(np.median(numbers)) if len(numbers) else None
    return measurement(
        figure, unit=unit, variant=variant, n=len(numbers), around=interval.median(numbers), grounds=grounds
    )


def median_at(
    ranks: tuple[float, float, float, float], *, n: int, unit: str, grounds: Grounds = NOWHERE
) -> Measurement:
    """Returns the median from the observations at its ranks: both middle ones, and the ends of its interval.

    Which ranks these are, `interval.median_ranks` tells; the ends mean nothing where it gives none.
    """
    lower, upper, low, high = ranks
    around = Interval(low, high) if interval.median_ranks(n) is not None else None
    middle = (lower + upper) / 2 if n else None
    return measurement(middle, unit=unit, variant="median", n=n, around=around, grounds=grounds)


def withheld(measurement: Measurement, *, under: int) -> Measurement:
    """Returns the measurement without its figure where fewer than `under` (but some) stand behind it.

    >>> withheld(share(1, whole=4), under=5).figure is None
    True
    """
    if not 0 < measurement.n < under:
        return measurement
    return replace(measurement, figure=None, interval=None, n=0, is_withheld=True)


def measurement(
    figure: float | None, *, unit: str, variant: str, n: int, around: Interval | None, grounds: Grounds = NOWHERE
) -> Measurement:
    """Returns a figure that was computed elsewhere, with its base and interval."""
    return Measurement(
        figure,
        unit,
        variant,
        n,
        around,
        grounds.period,
        is_small_sample=n < SMALL_SAMPLE,
        fresh_at=grounds.fresh_at,
    )
