"""Which days are neither season nor chance: single days, weeks, and silences, each at its share of false alarms."""

from collections import deque
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from resa.understand.array import Flags, Floats
from resa.understand.distribution import student_quantile
from resa.understand.watch.baseline import LAG, LEAST_DAYS, WINDOW, baseline, expectation
from resa.understand.watch.panel import COUNT, Panel
from resa.understand.watch.tail import Expected, distances

FALSE_ALARMS_A_MONTH = 1.0
"""How often the watch of one workspace may speak up for nothing, all its series together."""

WEEK = 7
FIRST_DAY = LAG + 2 * LEAST_DAYS
"""The day of a series from which on it is judged: four weeks to know it, four to know how unsteady it is."""

_MONTH = 365 / 12
_HABIT_DAYS = LEAST_DAYS  # of which the unsteadiness must be known before anything is judged
_MEMORY = 0.5 ** (1 / 120)  # the unsteadiness of half a year ago counts half
_DAY_FREEDOM, _WEEK_FREEDOM = 120, 50
_OVERLAP = 1.2  # weeks that end on neighbouring days leave their expectation together
_LEAST_SIDES = 40  # where few series are watched, each speaks up no more often than one of so many
_LEAST_UNSTEADY = 0.03**2
_FIRST_UNSTEADY = 0.1**2
_CLIP = 3.0  # distances that one day adds to its week at most
_STAYS = 2.0  # distances of its week within which what is off is over
_FORGIVEN = 16.0  # squared distances beyond which a day says nothing about the habit


@dataclass(frozen=True, slots=True, eq=False)
class Detected:
    """By series and day: what was expected (NaN where nothing), its variance, and what left it.

    `above`, `below` and `week_above`, `week_below` are standard normal distances of the day and of the seven days that
    end with it; `silence` of the run of days without anything. `limits` are how far each of the three may lie. `is_off`
    holds from the day on which one of them was passed until the week is near its expectation again.
    """

    mean: Floats
    variance: Floats
    above: Floats
    below: Floats
    week_above: Floats
    week_below: Floats
    silence: Floats
    is_off: Flags
    limits: tuple[float, float, float]

    @property
    def judged(self) -> Flags:
        """The days on which a series was watched."""
        return ~np.isnan(self.above)


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """What was seen of a day, or of a week, and what had been expected."""

    sums: Floats
    expected: Expected


@dataclass(slots=True)
class _Habit:
    """How far series usually lie from what is expected of them, beyond chance."""

    found: Floats
    possible: Floats
    days: NDArray[np.int64]

    def unsteady(self) -> Floats:
        """The variance beyond chance, as `expectation` takes it; near a tenth of the mean where days are few."""
        each = self.possible / np.maximum(1, self.days)
        return np.maximum(
            _LEAST_UNSTEADY, (self.found + 7 * _FIRST_UNSTEADY * each) / np.maximum(self.possible + 7 * each, 1e-12)
        )

    def learn(self, one: _Seen, *, counts: Flags) -> None:
        """Takes in one day of the series that count."""
        expected = one.expected
        off = np.minimum((one.sums - expected.mean) ** 2, _FORGIVEN * np.maximum(expected.variance, 1e-12))
        kept = counts.astype(np.float64)
        self.found = self.found * _MEMORY + kept * (off - expected.plain)
        self.possible = self.possible * _MEMORY + kept * expected.extra
        self.days += counts


def detected(panel: Panel, *, false_alarms: float = FALSE_ALARMS_A_MONTH) -> Detected:
    """Returns what left its expectation, day by day, knowing of each day only what lay before it.

    `false_alarms` a month are shared out over the series. Costs about 0.2 ms a day for a hundred series.
    """
    watch = _Watch(_after_nothing(panel), _limits(panel, false_alarms))
    for day in range(_WIDTH, _WIDTH + panel.days):
        watch.look(day)
    return watch.told()


def _limits(panel: Panel, false_alarms: float) -> tuple[float, float, float]:
    """Returns how far days, weeks and silences may lie from what is expected, so that the rate holds."""
    sides = sum(2 if one.trouble == "either" else 1 for one in panel.subjects)
    chance = false_alarms / _MONTH / max(_LEAST_SIDES, sides) / 2
    day = student_quantile(1 - 2 * chance, freedom=_DAY_FREEDOM)
    week = student_quantile(1 - 2 * _OVERLAP * chance, freedom=_WEEK_FREEDOM)
    return day, week, day


class _Watch:
    """One walk over the days. A series that left its expectation is held against what was usual before it did."""

    def __init__(self, panel: Panel, limits: tuple[float, float, float]) -> None:
        shape = panel.sums.shape
        self.panel, self.limits = panel, limits
        self.usable = np.arange(shape[1])[None, :] >= panel.begins[:, None]
        self.usable &= panel.is_judged[None, :] & (panel.sizes > 0)
        self.rises = np.array([one.trouble != "fall" for one in panel.subjects], np.bool_)
        self.falls = np.array([one.trouble != "rise" for one in panel.subjects], np.bool_)
        self.day_habit, self.week_habit = (_Habit(*_zeros(shape[0])) for _ in range(2))
        self.figures = {name: np.full(shape, np.nan) for name in _FIGURES}
        self.counts, self.is_off = (np.zeros(shape, np.bool_) for _ in range(2))
        self.clipped, self.means, self.sizes = (np.zeros(shape) for _ in range(3))
        self.unheard = np.zeros(shape[0])
        self.side = np.zeros(shape[0], np.int64)
        self.since = np.full(shape[0], -1)
        self.lately: deque[tuple[_Seen, _Seen]] = deque(maxlen=LAG + 1)

    def look(self, day: int) -> None:
        """Expects a day, judges it, and learns from the one a week ago, which by now is known to have been usual."""
        panel, unsteady = self.panel, self.day_habit.unsteady()
        anchor = np.where(self.since >= 0, self.since, day)
        found = baseline(panel, day, usable=self.usable, unsteady=unsteady, anchor=anchor)
        counts = found.is_known & (day >= panel.begins) & panel.is_judged[day] & (panel.sizes[:, day] > 0)
        mean, seen = np.where(counts, found.mean, 0.0), panel.sums[:, day]
        expected = expectation(panel, mean=mean, sizes=panel.sizes[:, day], unsteady=unsteady)
        knows = counts & (self.day_habit.days >= _HABIT_DAYS)
        self._keep(day, counts, seen, expected)
        week = self._week(day)
        both = distances(np.concatenate([seen, week.sums]), expected=expected.beside(week.expected))
        (of_day, of_week), (of_day_below, of_week_below) = (np.split(one, 2) for one in both)
        above, below, odd = self._judge_day(day, knows, of_day, of_day_below)
        week_above, week_below = self._judge_week(day, knows, of_week, of_week_below)
        silent = self._silent(day, knows, seen, expected)
        self._turn(day, rise=above | week_above, fall=below | week_below | silent)
        self.usable[week_above | week_below, day - WEEK + 1 : day + 1] = False
        self.usable[odd | silent, day] = False
        self.lately.append((_Seen(seen, expected), week))
        self._learn(day - LAG)

    def told(self) -> Detected:
        """Returns what was found."""
        shown = {name: one[:, _WIDTH:] for name, one in self.figures.items()}
        return Detected(**shown, is_off=self.is_off[:, _WIDTH:], limits=self.limits)

    def _keep(self, day: int, counts: Flags, seen: Floats, expected: Expected) -> None:
        self.figures["mean"][:, day] = np.where(counts, expected.mean, np.nan)
        self.figures["variance"][:, day] = np.where(counts, expected.variance, np.nan)
        reach = _CLIP * np.sqrt(expected.variance)
        near = np.minimum(np.maximum(seen, expected.mean - reach), expected.mean + reach)
        self.clipped[:, day] = np.where(counts, near, 0.0)
        self.means[:, day] = expected.mean
        self.sizes[:, day] = np.where(counts, self.panel.sizes[:, day], 0.0)
        self.counts[:, day] = counts

    def _judge_day(self, day: int, knows: Flags, above: Floats, below: Floats) -> tuple[Flags, Flags, Flags]:
        """Judges a day; what lies far out is odd even where it means no trouble, and no part of any baseline."""
        self.figures["above"][knows, day] = above[knows]
        self.figures["below"][knows, day] = below[knows]
        high, low = knows & (above > self.limits[0]), knows & (below > self.limits[0])
        return high & self.rises, low & self.falls, high | low

    def _week(self, day: int) -> _Seen:
        """Returns the seven days that end with this one, a single day counting no more than three distances."""
        window = slice(day - WEEK + 1, day + 1)
        seen, mean, sizes = (one[:, window].sum(axis=1) for one in (self.clipped, self.means, self.sizes))
        seen = np.maximum(seen, 0.0)
        return _Seen(seen, expectation(self.panel, mean=mean, sizes=sizes, unsteady=self.week_habit.unsteady()))

    def _judge_week(self, day: int, knows: Flags, above: Floats, below: Floats) -> tuple[Flags, Flags]:
        """Judges the seven days that end with this one, where three of them counted."""
        judged = knows & (self.counts[:, day - WEEK + 1 : day + 1].sum(axis=1) >= 3)
        self.figures["week_above"][judged, day] = above[judged]
        self.figures["week_below"][judged, day] = below[judged]
        rise = judged & self.rises & (above > np.where(self.side > 0, _STAYS, self.limits[1]))
        fall = judged & self.falls & (below > np.where(self.side < 0, _STAYS, self.limits[1]))
        return rise, fall

    def _silent(self, day: int, knows: Flags, seen: Floats, expected: Expected) -> Flags:
        """Judges how long nothing has been seen: by what was expected since the last time."""
        self.unheard = np.where(seen > 0, 0.0, self.unheard + expected.mean)
        unsteady = self.day_habit.unsteady()
        distance = _distance_of(np.exp(-np.log1p(unsteady * self.unheard) / unsteady))
        is_mine = knows & self.falls & (self.panel.kinds == COUNT) & (self.unheard > 0)
        self.figures["silence"][is_mine, day] = distance[is_mine]
        return np.asarray(is_mine & (distance > self.limits[2]))

    def _turn(self, day: int, *, rise: Flags, fall: Flags) -> None:
        """Begins and ends what is off; what has been so for eight weeks is the new habit."""
        is_open = self.since >= 0
        is_old = is_open & (day - self.since >= WINDOW)
        is_off = (rise | fall | (is_open & ~self.counts[:, day])) & ~is_old
        for one in np.flatnonzero(is_old):
            lasted = slice(int(self.since[one]) - WEEK, day + 1)
            self.usable[one, lasted] = self.counts[one, lasted]
        side = np.where(rise, 1, np.where(fall, -1, self.side))
        self.side = np.where(is_off, side, 0)
        self.since = np.where(is_off, np.where(is_open, self.since, day), -1)
        self.is_off[:, day] = is_off

    def _learn(self, day: int) -> None:
        if len(self.lately) <= LAG:
            return
        one, week = self.lately[0]
        usual = self.counts[:, day] & ~self.is_off[:, day] & self.usable[:, day]
        self.day_habit.learn(one, counts=usual)
        was_off = self.is_off[:, day - WEEK + 1 : day + 1].any(axis=1)
        self.week_habit.learn(week, counts=usual & ~was_off & (week.expected.mean > 0))


_FIGURES = ("mean", "variance", "above", "below", "week_above", "week_below", "silence")
_WIDTH = WINDOW + LAG


def _zeros(size: int) -> tuple[Floats, Floats, NDArray[np.int64]]:
    return np.zeros(size), np.zeros(size), np.zeros(size, np.int64)


def _after_nothing(panel: Panel) -> Panel:
    """Returns the panel with as many empty days before it as a baseline looks back."""
    room = ((0, 0), (_WIDTH, 0))
    sums, sizes, is_judged = np.pad(panel.sums, room), np.pad(panel.sizes, room), np.pad(panel.is_judged, room[1])
    return Panel(panel.subjects, panel.first_day - _WIDTH, sums, sizes, panel.noise, is_judged)


def _distance_of(chance: Floats) -> Floats:
    """Returns the standard normal distance beyond which a chance below a half lies.

    Source: M. Abramowitz and I. Stegun, "Handbook of Mathematical Functions", 1964, 26.2.23; to 0.0005.
    """
    t = np.sqrt(-2 * np.log(np.clip(chance, 1e-300, 0.5)))
    top = 2.515517 + 0.802853 * t + 0.010328 * t * t
    distance: Floats = t - top / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t**3)
    return distance
