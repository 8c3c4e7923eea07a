"""What is to be expected of a day: the level, the weekday and the slope of the eight weeks before last week."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from resa.understand.array import Flags, Floats
from resa.understand.watch.panel import COUNT, SHARE, WAIT, Panel
from resa.understand.watch.tail import Expected

Days = NDArray[np.int64]

WEEKS = 8
WINDOW = 7 * WEEKS
LAG = 7
"""Days between a day and the newest one it is compared with: what has just begun is no part of its own baseline."""

LEAST_DAYS = 28
"""Days that a baseline rests on at least."""

_PSEUDO = 10.0  # events by which a weekday is drawn towards the mean of all
_SLOPE = 0.004  # of the level a day: how steep a trend usually is
_STEEPEST = 0.4  # by how much, as a logarithm, a trend may carry
_SPREAD_OF_WEEKDAYS = 0.3


@dataclass(frozen=True, slots=True, eq=False)
class Baseline:
    """For each series on one day: the mean of its sum, and whether enough days stood behind it."""

    mean: Floats
    is_known: Flags


def baseline(panel: Panel, day: int, *, usable: Flags, unsteady: Floats, anchor: Days) -> Baseline:
    """Returns what is expected of a day, from the `usable` days (k, t) of eight weeks, a week before `anchor` (k,).

    The mean is level × weekday × trend. Weekdays are drawn towards the mean of all, slopes towards none, the more the
    less is seen, so that series of a few events a week are not overfitted. An anchor is the day itself, or an earlier
    one where a series is to be held against what was usual then; trends are not carried beyond it.
    """
    kept, seen, sizes = (_window(one, day, anchor=anchor) for one in (usable, panel.sums, panel.sizes))
    seen, sizes = seen * kept, sizes * kept
    level = _ratio(seen.sum(axis=1), sizes.sum(axis=1))
    weekdays = _weekdays(panel, seen, sizes, level=level)
    usual = level[:, None] * sizes * np.tile(weekdays, (1, WEEKS))
    slope, middle = _slope(panel, seen, usual, level=level, sizes=sizes, unsteady=unsteady)
    trend = np.exp(np.minimum(_STEEPEST, np.maximum(-_STEEPEST, slope * (WINDOW - 1 + LAG - middle))))
    factor = weekdays[np.arange(len(anchor)), (WINDOW - 1 + LAG + day - anchor) % 7]
    mean = level * factor * trend * panel.sizes[:, day]
    most = np.where(panel.kinds == SHARE, 0.995 * panel.sizes[:, day], np.inf)
    mean = np.minimum(mean, most)
    return Baseline(mean, (kept.sum(axis=1) >= LEAST_DAYS) & (mean > 0))


def _window(days: NDArray[Any], day: int, *, anchor: Days) -> NDArray[Any]:
    """Returns the eight weeks (k, 56) before the week before each anchor."""
    whole = days[:, day - LAG - WINDOW + 1 : day - LAG + 1]
    earlier = np.flatnonzero(anchor != day)
    if not len(earlier):
        return whole
    found = whole.copy()
    found[earlier] = days[earlier[:, None], anchor[earlier, None] - LAG - WINDOW + 1 + np.arange(WINDOW)]
    return found


def expectation(panel: Panel, *, mean: Floats, sizes: Floats, unsteady: Floats) -> Expected:
    """Returns mean and variance of the sums of a day (or of several) with these means and sizes.

    `unsteady` is the part of the variance beyond chance: of counts and waits as a squared share of the mean, of shares
    as the correlation between answers of one day.
    """
    kinds = panel.kinds
    rest = np.maximum(0.0, 1 - _ratio(mean, sizes))
    is_share = kinds == SHARE
    by_chance = np.where(is_share, mean * rest, np.where(kinds == COUNT, mean, _waits_noise(panel, mean, sizes)))
    extra = np.where(is_share, np.maximum(sizes - 1, 0) * mean * rest, mean**2)
    return Expected(kinds, mean, by_chance, extra, sizes, unsteady)


def _waits_noise(panel: Panel, mean: Floats, sizes: Floats) -> Floats:
    return _ratio(mean**2 * panel.noise, sizes)


def _weekdays(panel: Panel, seen: Floats, sizes: Floats, *, level: Floats) -> Floats:
    """Returns the factor of each weekday (k, 7), beginning with that of the window's first day."""
    by_day = [one.reshape(len(one), WEEKS, 7).sum(axis=1) for one in (seen, sizes)]
    waits = panel.noise * level / _SPREAD_OF_WEEKDAYS
    pseudo = np.where(panel.kinds == WAIT, waits, _PSEUDO)[:, None]
    usual = level[:, None] * by_day[1]
    return np.asarray((by_day[0] + pseudo) / np.maximum(usual + pseudo, 1e-12))


def _slope(
    panel: Panel, seen: Floats, usual: Floats, *, level: Floats, sizes: Floats, unsteady: Floats
) -> tuple[Floats, Floats]:
    """Returns the slope of each series, as a logarithm a day, and the day of the window on which it turns."""
    days = np.arange(seen.shape[1], dtype=np.float64)
    total = np.maximum(usual.sum(axis=1), 1e-12)
    middle = (usual * days).sum(axis=1) / total
    off = days - middle[:, None]
    share = np.where(panel.kinds == SHARE, 1 - np.minimum(level, 1.0), 1.0)
    by_chance = np.where(panel.kinds == WAIT, panel.noise * level, share)
    per_day = _ratio(usual.sum(axis=1), (usual > 0).sum(axis=1).astype(np.float64))
    a_day = np.where(panel.kinds == SHARE, _ratio(sizes.sum(axis=1), (sizes > 0).sum(axis=1)) * share, per_day)
    strength = (by_chance + unsteady * a_day) / _SLOPE**2
    return (off * (seen - usual)).sum(axis=1) / (np.maximum((off**2 * usual).sum(axis=1) + strength, 1e-12)), middle


def _ratio(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)
