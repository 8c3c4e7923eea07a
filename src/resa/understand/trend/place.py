"""What happened at each touchpoint, or on each channel, in each period: the series of every figure."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from resa.model.measurement import Measurement
from resa.understand.array import Codes, Flags, Floats
from resa.understand.checking.course import Course
from resa.understand.figure import measurement, median, share
from resa.understand.history import FieldSource, History, numbers
from resa.understand.interval import mean_on_scale
from resa.understand.repeat import is_contact
from resa.understand.score import FEELING_SCALE
from resa.understand.told import UNTIMED, Answers
from resa.understand.trend.period import Periods

SOON_DAYS = {"month": 30, "week": 7}
"""Within how many days after a place a goal counts, by the step of the periods."""

_NOISE_OF_MEDIAN = 1.5708  # times the variance of one logarithm, by its number: normal logarithms
_LEAST_WAITS = 5


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """One figure of g places in n periods: `figures`, `variances` and `sizes` (g, n), NaN and 0 where nothing is known.

    `scaled` are the figures as a straight line runs through them: logarithms of counts a day and of waits, else the
    figures themselves; `variances` are theirs. `kept` (n,) are the periods that count for a direction. `whole` has the
    figure of each place over all of them, None where the answer tells it anyway.
    """

    figure: str
    unit: str
    figures: Floats
    scaled: Floats
    variances: Floats
    sizes: Floats
    kept: Flags
    whole: tuple[Measurement | None, ...]


@dataclass(frozen=True, eq=False)
class Met:
    """Histories with the place of each interaction: `code` (m,) of `size` places, -1 for none."""

    history: History
    code: Codes
    size: int
    periods: Periods

    def summed(self, code: Codes, period: Codes, *, weights: Floats | None = None) -> Floats:
        """Returns how many, or how much, there is of each place in each period."""
        n = len(self.periods)
        inside = (code >= 0) & (period >= 0)
        told = None if weights is None else weights[inside]
        found = np.bincount(code[inside] * n + period[inside], weights=told, minlength=self.size * n)
        return found.reshape(self.size, n).astype(np.float64)


def counts(met: Met) -> Iterator[Series]:
    """Yields how many customers met each place in each period, and how often."""
    period = met.periods.of(met.history.seconds)
    often = met.summed(met.code, period).astype(np.float64)
    key, _ = first_meetings(met, period)
    n = len(met.periods)
    people = met.summed(key // n % met.size, key % n).astype(np.float64)
    for figure, told in (("customers", people), ("interactions", often)):
        each = np.log(np.maximum(told, 0.5) / met.periods.days)
        nothing = (None,) * met.size  # the answer tells these itself
        yield Series(figure, "count", told, each, 1 / np.maximum(told, 0.5), told, met.periods.is_whole, nothing)


def first_meetings(met: Met, period: Codes) -> tuple[Codes, Codes]:
    """Returns a key for each unit that met a place in a period, and where it first did.

    A key is (unit × places + place) × periods + period.
    """
    n = len(met.periods)
    inside = np.flatnonzero((met.code >= 0) & (period >= 0))
    keys = (met.history.unit[inside] * met.size + met.code[inside]) * n + period[inside]
    key, first = np.unique(keys, return_index=True)
    return key, inside[first]


def conversions(met: Met, *, is_goal: Flags) -> Series:
    """Returns which share of those who met a place in a period reach the goal soon after it."""
    history, n = met.history, len(met.periods)
    key, first = first_meetings(met, met.periods.of(history.seconds))
    soon = SOON_DAYS[met.periods.step] * 86_400
    goals = np.flatnonzero(is_goal)
    wide = int(history.seconds.max(initial=0)) + soon + 1
    order = history.unit[goals] * wide + history.seconds[goals]
    begun = history.unit[first] * wide + history.seconds[first]
    at = np.minimum(np.searchsorted(order, begun), max(0, len(order) - 1))
    hit = (order[at] >= begun) & (order[at] <= begun + soon) if len(order) else np.zeros(len(key), np.bool_)
    is_over = met.periods.starts[1:] + soon <= int(history.seconds.max(initial=0)) + 86_400
    period = np.where(is_over[key % n], key % n, -1)  # who came lately may still reach it
    whole = met.summed(key // n % met.size, period)
    part = met.summed(key // n % met.size, period, weights=hit.astype(np.float64))
    return shares("conversion_share", part, whole, kept=met.periods.is_whole & is_over)


def endings(met: Met, course: Course) -> Series:
    """Returns which share of the visits to site and app that come to a place end there, without an order."""
    code = met.code[course.at]
    inside = np.flatnonzero(code >= 0)
    pair = np.unique(course.visit[inside] * met.size + code[inside])
    visit, place = pair // met.size, pair % met.size
    last = np.append(course.begins[1:], len(course.at)) - 1
    ended = (code[last[visit]] == place) & ~course.any(course.is_done)[visit]
    period = met.periods.of(met.history.seconds[course.at[course.begins]])[visit]
    whole = met.summed(place, period)
    part = met.summed(place, period, weights=ended.astype(np.float64))
    return shares("left_share", part, whole, kept=met.periods.is_whole)


def shares(figure: str, part: Floats, whole: Floats, *, kept: Flags) -> Series:
    """Returns the series of a share."""
    sizes = whole.astype(np.float64)
    told = np.divide(part, sizes, out=np.full(sizes.shape, np.nan), where=sizes > 0)
    near = (part + 0.5) / (sizes + 1)
    variances = np.divide(near * (1 - near), sizes, out=np.full(sizes.shape, np.nan), where=sizes > 0)
    each = zip(part[:, kept].sum(axis=1).tolist(), sizes[:, kept].sum(axis=1).tolist(), strict=True)
    over_all = tuple(share(round(hits), whole=round(of), variant=figure) for hits, of in each)
    return Series(figure, "share", told, told, variances, sizes, kept, over_all)


def waits(met: Met, source: FieldSource) -> Series:
    """Returns the median wait of each place and period for an answer, as sources tell it."""
    n = len(met.periods)
    at = np.flatnonzero(is_contact(met.history))
    told = numbers(source.fields(met.history.partition.row[at], names=("wait_seconds",))["wait_seconds"])
    period = met.periods.of(met.history.seconds[at])
    known = np.flatnonzero(~np.isnan(told) & (met.code[at] >= 0) & (period >= 0))
    key, logs = met.code[at[known]] * n + period[known], np.log(np.maximum(told[known], 1.0))
    order = np.lexsort([logs, key])
    key, logs, seconds = key[order], logs[order], told[known][order]
    bounds = np.searchsorted(key, np.arange(met.size * n + 1))
    sizes = np.diff(bounds).astype(np.float64)
    middle = (bounds[:-1] + np.floor((sizes - 1) / 2)).astype(np.int64)
    is_told, shape = sizes >= _LEAST_WAITS, (met.size, n)
    at_middle = np.append(seconds, np.nan)[np.where(is_told, middle, len(seconds))]
    figures, scaled = at_middle.reshape(shape), np.log(np.maximum(at_middle, 1.0)).reshape(shape)
    spread = _spread(key, logs, sizes)
    variances = np.where(is_told, _NOISE_OF_MEDIAN * spread / np.maximum(sizes, 1), np.nan).reshape(shape)
    places = np.split(seconds, bounds[n:-1:n])
    over_all = tuple(median(one, unit="seconds", variant="wait_median") for one in places)
    sizes = sizes.reshape(shape)
    return Series("wait_median", "seconds", figures, scaled, variances, sizes, met.periods.is_whole, over_all)


def _spread(key: Codes, logs: Floats, sizes: Floats) -> float:
    """Returns the variance of the logarithms within a place and period."""
    sums, squares = (np.bincount(key, weights=one, minlength=len(sizes)) for one in (logs, logs * logs))
    within = float((squares - np.divide(sums**2, sizes, out=np.zeros(len(sizes)), where=sizes > 0)).sum())
    return max(1e-3, within / max(1, len(key) - int(np.count_nonzero(sizes))))


def feelings(met: Met, said: Answers, *, code: Codes) -> Series:
    """Returns how those who answered about each place felt in each period; `code` (answers,) is the place of each."""
    is_told = ~np.isnan(said.feelings) & (said.microseconds != UNTIMED)
    period = np.where(is_told, met.periods.of(said.microseconds // 1_000_000), -1)
    felt = np.nan_to_num(said.feelings)
    sizes = met.summed(code, period).astype(np.float64)
    sums, squares = (met.summed(code, period, weights=one) for one in (felt, felt * felt))
    mean = np.divide(sums, sizes, out=np.full(sizes.shape, np.nan), where=sizes > 0)
    whole = max(1.0, float(sizes.sum()))
    usual = max(0.05, float(squares.sum()) / whole - (float(sums.sum()) / whole) ** 2)
    variances = np.divide(usual, sizes, out=np.full(sizes.shape, np.nan), where=sizes > 0)
    every = zip(*(one.sum(axis=1).tolist() for one in (sums, squares, sizes)), strict=True)
    over_all = tuple(_mean(total, square, n=round(n)) for total, square, n in every)
    return Series("feeling", "feeling", mean, mean, variances, sizes, met.periods.is_whole, over_all)


def _mean(total: float, squares: float, *, n: int) -> Measurement:
    around = mean_on_scale(total, squares=squares, n=n, scale=FEELING_SCALE)
    return measurement(total / n if n else None, unit="feeling", variant="mean", n=n, around=around)
