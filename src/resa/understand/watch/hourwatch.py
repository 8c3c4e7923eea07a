"""Which hours are neither season nor chance: each held against the same hour of the eight weeks before it."""

from dataclasses import dataclass

import numpy as np

from resa.understand.array import Flags, Floats
from resa.understand.distribution import normal_quantile, normal_tail, student_quantile
from resa.understand.watch.detection import FALSE_ALARMS_A_MONTH
from resa.understand.watch.hour import DAY_HOURS, WEEK_HOURS, HourPanel
from resa.understand.watch.panel import COUNT, Subject
from resa.understand.watch.stretch import stretches
from resa.understand.watch.tail import Expected, distances

WEEKS = 8
HABIT_WEEKS = 3
"""Weeks of which it must be known how unsteady a series is before its hours are judged."""

LENGTHS = (1, 4)
"""So many hours are judged together: a sudden surge, and one that builds up or a silence."""

PAUSE_HOURS = 12
"""Hours from one stretch to the next that still are one episode."""

_MONTH_HOURS = 365 / 12 * DAY_HOURS
_PSEUDO = 12.0  # events by which an hour of the week is drawn towards its hour of the day and its weekday
_LEAST_SIDES = 20
_LEAST_UNSTEADY, _FIRST_UNSTEADY = 0.05**2, 0.3**2
_FREEDOM = 60
_CLIP, _FORGIVEN = 4.0, 25.0
_MEMORY = 0.5 ** (1 / 20)  # what was learnt twenty weeks ago counts half
_LEAST_SEEN = 5.0  # an alarm is of so many events, or of so many that did not come


@dataclass(frozen=True, slots=True, eq=False)
class HoursDetected:
    """By series and hour: what was expected (NaN where nothing), its variance, how far above and below it lies.

    Distances are standard normal ones, the larger of both lengths; `is_off` says where one passed its limit.
    """

    mean: Floats
    variance: Floats
    above: Floats
    below: Floats
    is_off: Flags


@dataclass(frozen=True, slots=True)
class HourEpisode:
    """One series off its expectation from hour `begin` to `last` (0-based, both included), with sums of these hours."""

    series: int
    subject: Subject
    is_rise: bool
    begin: int
    last: int
    observed: float
    expected: float
    low: float
    high: float
    distance: float
    quiet_hours: int

    @property
    def kind(self) -> str:
        """What it is called: spike, dip, or silence where nothing was seen for so many hours as are judged together."""
        if self.is_rise:
            return "spike"
        return "silence" if self.quiet_hours >= LENGTHS[-1] or self.observed == 0 else "dip"

    @property
    def chance(self) -> float:
        """How likely chance alone would bring so much in these hours of this series."""
        return normal_tail(self.distance) / 2


@dataclass(slots=True)
class _Unsteady:
    """How far windows of one length lie from what is expected of them, beyond chance."""

    found: Floats
    possible: Floats

    def variance(self) -> Floats:
        """Returns the part of the variance beyond chance, as a squared share of the mean."""
        first = 20.0
        return np.maximum(_LEAST_UNSTEADY, (self.found + first * _FIRST_UNSTEADY) / (self.possible + first))

    def learn(self, seen: Floats, mean: Floats, variance: Floats, *, counts: Flags) -> None:
        """Takes in a week (k, 168); what lies far out counts as far as that only."""
        off = np.minimum((seen - mean) ** 2, _FORGIVEN * variance)
        each = counts & (mean > 0)
        scale = np.where(each, 1 / np.maximum(mean, 0.5), 0.0)  # hours of few events do not outweigh those of many
        self.found = self.found * _MEMORY + ((off - mean) * scale).sum(axis=1) / WEEK_HOURS * WEEKS
        self.possible = self.possible * _MEMORY + (mean**2 * scale).sum(axis=1) / WEEK_HOURS * WEEKS


def detected_hours(panel: HourPanel, *, false_alarms: float = FALSE_ALARMS_A_MONTH) -> HoursDetected:
    """Returns what left its expectation, hour by hour, knowing of each week only those before it.

    `false_alarms` a month are shared out over the series. Costs some 40 ms a year for ten series.
    """
    if not len(panel.subjects):
        nothing = np.zeros(panel.sums.shape)
        return HoursDetected(nothing, nothing, nothing, nothing, nothing > 0)
    k, weeks = len(panel.subjects), -(-panel.sums.shape[1] // WEEK_HOURS)
    room = weeks * WEEK_HOURS - panel.sums.shape[1]
    sums = np.pad(panel.sums, ((0, 0), (0, room))).reshape(k, weeks, WEEK_HOURS)
    judged = np.pad(panel.is_judged, (0, room))
    judged &= np.arange(weeks * WEEK_HOURS) < panel.hours
    found = _Walk(panel, sums, judged.reshape(weeks, WEEK_HOURS), limit=_limit(panel, false_alarms))
    for week in range(WEEKS, weeks):
        found.look(week)
    return found.told()


def _limit(panel: HourPanel, false_alarms: float) -> float:
    sides = sum(2 if one.trouble == "either" else 1 for one in panel.subjects)
    chance = false_alarms / _MONTH_HOURS / max(_LEAST_SIDES, sides) / len(LENGTHS)
    return student_quantile(1 - 2 * chance, freedom=_FREEDOM)


class _Walk:
    """One walk over the weeks; what was far off is no part of what is expected later."""

    def __init__(self, panel: HourPanel, sums: Floats, judged: Flags, *, limit: float) -> None:
        self.panel, self.seen, self.judged, self.limit = panel, sums, judged, limit
        self.usual = sums.copy()
        k = len(sums)
        self.habits = {length: _Unsteady(np.zeros(k), np.zeros(k)) for length in LENGTHS}
        self.means = np.full(sums.shape, np.nan)
        self.figures = {name: np.full(sums.shape, np.nan) for name in ("variance", "above", "below")}
        self.is_off = np.zeros(sums.shape, np.bool_)
        self.rises = np.array([one.trouble != "fall" for one in panel.subjects], np.bool_)
        self.falls = np.array([one.trouble != "rise" for one in panel.subjects], np.bool_)

    def look(self, week: int) -> None:
        """Expects the hours of a week, judges them, and learns from them."""
        mean = self._expected(week)
        self.means[:, week] = mean
        counts = self.judged[week] & (mean > 0)
        knows = week >= WEEKS + HABIT_WEEKS
        for length in LENGTHS:
            seen, whole = self._window(self.seen, week, length), self._window(self.means, week, length)
            is_known = counts & ~np.isnan(whole)
            whole = np.nan_to_num(whole)
            variance = whole + self.habits[length].variance()[:, None] * whole**2
            if knows:
                self._judge(week, seen, whole, variance, is_known=is_known)
            self.habits[length].learn(seen, whole, variance, counts=is_known)
            if length == 1:
                self.figures["variance"][:, week] = np.where(counts, variance, np.nan)
                reach = _CLIP * np.sqrt(variance)
                clipped = np.clip(self.seen[:, week], mean - reach, mean + reach)
                self.usual[:, week] = np.where(self.judged[week], np.where(mean > 0, clipped, self.seen[:, week]), mean)

    def _expected(self, week: int) -> Floats:
        """Returns what is expected of each hour (k, 168): itself in eight weeks, drawn towards its day and weekday."""
        before = self.usual[:, week - WEEKS : week]
        total = before.sum(axis=1)
        k = len(total)
        by_day = total.reshape(k, 7, DAY_HOURS)
        whole = np.maximum(total.sum(axis=1), 1e-9)
        likely = by_day.sum(axis=2)[:, :, None] * by_day.sum(axis=1)[:, None, :] / whole[:, None, None] / WEEKS
        likely = np.maximum(likely.reshape(k, WEEK_HOURS), 1e-9)
        mean = (total + _PSEUDO) / (WEEKS + _PSEUDO / likely)
        lately = before[:, -2:].sum(axis=(1, 2))
        return np.asarray(mean * ((lately + 30) / (mean.sum(axis=1) * 2 + 30))[:, None])

    def _window(self, hours: Floats, week: int, length: int) -> Floats:
        """Returns the sums of so many hours that end with each hour of a week."""
        flat = hours.reshape(len(hours), -1)
        begin = week * WEEK_HOURS - length + 1
        part = flat[:, begin : (week + 1) * WEEK_HOURS]
        return sum((part[:, at : at + WEEK_HOURS] for at in range(length)), np.zeros((len(hours), WEEK_HOURS)))

    def _judge(self, week: int, seen: Floats, mean: Floats, variance: Floats, *, is_known: Flags) -> None:
        at = np.flatnonzero(is_known)
        flat = [one.reshape(-1)[at] for one in (seen, mean, variance)]
        expected = Expected(
            np.full(len(at), COUNT), flat[1], flat[2], np.zeros(len(at)), np.ones(len(at)), np.zeros(len(at))
        )
        above, below = (np.full(seen.size, np.nan) for _ in range(2))
        above[at], below[at] = distances(flat[0], expected=expected)
        high, low = above.reshape(seen.shape), below.reshape(seen.shape)
        rise = (high > self.limit) & self.rises[:, None] & (seen - mean >= _LEAST_SEEN)
        fall = (low > self.limit) & self.falls[:, None] & (mean - seen >= _LEAST_SEEN)
        self.is_off[:, week] |= rise | fall
        for name, one in (("above", high), ("below", low)):
            self.figures[name][:, week] = np.fmax(self.figures[name][:, week], one)

    def told(self) -> HoursDetected:
        """Returns what was found, without the hours beyond the panel."""
        size = self.panel.sums.shape[1]
        flat = {
            name: one.reshape(len(one), -1)[:, :size] for name, one in (("mean", self.means), *self.figures.items())
        }
        return HoursDetected(**flat, is_off=self.is_off.reshape(len(self.is_off), -1)[:, :size])


def hour_episodes(panel: HourPanel, found: HoursDetected) -> list[HourEpisode]:
    """Returns every stretch of hours of every series that left its expectation, the oldest first."""
    every = [
        _episode(panel, found, series, first, last)
        for series in np.flatnonzero(found.is_off.any(axis=1)).tolist()
        for first, last in stretches(found.is_off[series], most_quiet=PAUSE_HOURS - 1)
    ]
    return sorted(every, key=lambda one: (one.begin, one.subject.key))


def _episode(panel: HourPanel, found: HoursDetected, series: int, told: int, last: int) -> HourEpisode:
    hours = slice(told, last + 1)
    above, below = (float(np.nanmax(one[series, hours])) for one in (found.above, found.below))
    is_rise = above >= below
    begin, last = _extent(panel, found, series, told, last, sign=1 if is_rise else -1)
    hours = slice(begin, last + 1)
    seen, mean = float(panel.sums[series, hours].sum()), float(np.nansum(found.mean[series, hours]))
    half = normal_quantile(0.95) * float(np.sqrt(np.nansum(found.variance[series, hours]) + (0.05 * mean) ** 2))
    return HourEpisode(
        series, panel.subjects[series], is_rise, begin, last, seen, mean, max(0.0, mean - half), mean + half,
        above if is_rise else below, int((panel.sums[series, hours] == 0).sum()),
    )  # fmt: skip


def _extent(panel: HourPanel, found: HoursDetected, series: int, told: int, last: int, *, sign: int) -> tuple[int, int]:
    """Returns the hours, of those judged together, between which most was seen beyond expectation."""
    first = max(0, told - LENGTHS[-1] + 1)
    hours = slice(first, last + 1)
    spread = np.sqrt(np.maximum(found.variance[series, hours], 0.25))
    off = np.nan_to_num(sign * (panel.sums[series, hours] - found.mean[series, hours]) / spread) - 0.5
    begin = int(np.argmax(np.cumsum(off[: told - first + 1][::-1])[::-1]))
    end = begin + int(np.argmax(np.cumsum(off[begin:])))
    return first + begin, first + end
