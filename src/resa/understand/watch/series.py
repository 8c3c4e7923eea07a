"""Single series of days, made from observations: counts, shares, medians and long waits."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from resa.understand.array import Codes, Flags, Floats
from resa.understand.watch.calendar import Days
from resa.understand.watch.panel import Panel, Subject

LEAST_EVENTS, LEAST_ANSWERS, LEAST_WAITS = 60, 200, 200
"""What a series holds at least, so that anything can be expected of it."""

_LEAST_DAYS = 28  # on which anything is seen
_QUANTILES = (("wait_median", 0.5, 3, 1.5708), ("wait_p90", 0.9, 20, 2.922))
"""Each figure of waits: which quantile, of how many waits a day at least, and its variance for normal logarithms."""


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """One row of a panel."""

    subject: Subject
    sums: Floats
    sizes: Floats
    noise: float = 0.0


def distinct(keys: Codes) -> Codes:
    """Returns each key once, in order: sorting does it several times faster than hashing where most keys are many."""
    ordered = np.sort(keys)
    return np.asarray(ordered[np.diff(ordered, prepend=ordered[:1] - 1) != 0])


def panel_of(series: Iterable[Series], *, days: Days) -> Panel:
    """Returns series side by side; of two that tell the same, only the first."""
    kept: list[Series] = []
    known: set[tuple[str, bytes, bytes]] = set()
    for one in series:
        told = (one.subject.kind, one.sums.tobytes(), one.sizes.tobytes())
        if told not in known:
            known.add(told)
            kept.append(one)
    nothing = np.zeros((0, days.count))
    return Panel(
        subjects=tuple(one.subject for one in kept),
        first_day=days.first,
        sums=np.stack([one.sums for one in kept]) if kept else nothing,
        sizes=np.stack([one.sizes for one in kept]) if kept else nothing,
        noise=np.array([one.noise for one in kept], np.float64),
        is_judged=days.judged(),
    )


def count_series(subject: Subject, day: Codes, *, days: Days) -> Iterator[Series]:
    """Yields how many things happened on each day, where there are enough of them; -1 is no day."""
    return counted_series(subject, np.bincount(day[day >= 0], minlength=days.count).astype(np.float64), days=days)


def counted_series(subject: Subject, sums: Floats, *, days: Days) -> Iterator[Series]:
    """Yields how many things happened on each day, where there are enough of them."""
    if sums.sum() >= LEAST_EVENTS and np.count_nonzero(sums) >= _LEAST_DAYS:
        yield Series(subject, sums, np.ones(days.count))


def share_series(subject: Subject, day: Codes, hits: Flags, *, days: Days) -> Iterator[Series]:
    """Yields the hits among the observations of each day; none where all or no observations are hits."""
    inside = day >= 0
    sizes = np.bincount(day[inside], minlength=days.count).astype(np.float64)
    sums = np.bincount(day[inside & hits], minlength=days.count).astype(np.float64)
    if sizes.sum() >= LEAST_ANSWERS and 10 <= sums.sum() <= sizes.sum() - 10:
        yield Series(subject, sums, sizes)


def wait_series(place: Subject, day: Codes, seconds: Floats, *, days: Days) -> Iterator[Series]:
    """Yields the median wait of each day, and the wait that one in ten exceeds where there are enough of them."""
    kept = (day >= 0) & ~np.isnan(seconds)
    day, seconds = day[kept], np.maximum(seconds[kept], 1.0)
    if len(day) < LEAST_WAITS:
        return
    order = np.lexsort([seconds, day])
    day, seconds = day[order], seconds[order]
    bounds = np.searchsorted(day, np.arange(days.count + 1))
    spread = _spread(day, np.log(seconds), days=days)
    for figure, share, least, noise in _QUANTILES:
        sizes = np.diff(bounds).astype(np.float64)
        sizes[sizes < least] = 0.0
        if np.count_nonzero(sizes) >= _LEAST_DAYS:
            at = bounds[:-1] + np.floor(share * np.maximum(sizes - 1, 0)).astype(np.int64)
            quantile = np.where(sizes > 0, seconds[np.minimum(at, len(seconds) - 1)], 0.0)
            subject = Subject(figure, "wait", "rise", place.source, place.channel, place.touchpoint, place.stage)
            yield Series(subject, quantile * sizes, sizes, noise * spread)


def _spread(day: Codes, logs: Floats, *, days: Days) -> float:
    """Returns the variance of the logarithms within a day."""
    sizes = np.bincount(day, minlength=days.count)
    sums, squares = (np.bincount(day, weights=one, minlength=days.count) for one in (logs, logs * logs))
    within = float((squares - np.divide(sums**2, sizes, out=np.zeros(days.count), where=sizes > 0)).sum())
    return max(1e-4, within / max(1, len(day) - int(np.count_nonzero(sizes))))
