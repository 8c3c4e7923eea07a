"""A year of hours in which nothing happens, and hours in which something does: how often the watch speaks up, how soon."""

from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from benchmarks.watched import Measured, Planted, World, hanging, quiet_worlds, swing
from resa.understand.watch.calendar import every_day
from resa.understand.watch.hour import WEEK_HOURS, HourPanel
from resa.understand.watch.hourwatch import HABIT_WEEKS, WEEKS, detected_hours, hour_episodes
from resa.understand.watch.panel import Subject

WARM_UP_WEEKS, YEAR_WEEKS = WEEKS + HABIT_WEEKS, 52
_MONTHS = YEAR_WEEKS * 7 / (365 / 12)
_FIRST = 1_700_438_400  # a Monday


QUIET = quiet_worlds("hours of the week, season and unsteady days", series=40, few=8, many=100)


def quiet_hours(world: World, *, seed: int) -> HourPanel:
    """Returns a year of hours in which nothing is planted, from one event in eight hours to a hundred an hour."""
    rng = np.random.default_rng([40, seed])
    hours = (WARM_UP_WEEKS + YEAR_WEEKS) * WEEK_HOURS
    return panel_of(np.array([rng.poisson(_means(world, rng, hours=hours)) for _ in range(world.series)], np.float64))


def panel_of(sums: NDArray[np.float64]) -> HourPanel:
    """Returns counts by the hour as a panel; of every other series only a rise means trouble."""
    sides = ("rise", "either")
    subjects = tuple(Subject("made up", "count", sides[at % 2], source=str(at)) for at in range(len(sums)))  # type: ignore[arg-type] # a side
    days = every_day(np.array([_FIRST, _FIRST + sums.shape[1] * 3600 - 1]), zone=ZoneInfo("UTC"), most=10_000)
    return HourPanel(subjects, days, sums.shape[1], sums, np.ones(sums.shape[1], np.bool_))


def _means(world: World, rng: np.random.Generator, *, hours: int) -> NDArray[np.float64]:
    at = np.arange(hours)
    season, off = swing(world, rng, at=at, year=8_760), hanging(world, rng, days=hours // 24)
    by_day, by_hour = float(rng.choice([0.0, 0.005, 0.02, 0.08])), float(rng.choice([0.0, 0.01, 0.03]))
    days = rng.gamma(1 / by_day, by_day, len(off)) if by_day else np.ones(len(off))
    odd = rng.gamma(1 / by_hour, by_hour, hours) if by_hour else np.ones(hours)
    usual = 10 ** rng.uniform(-0.9, 2) * profile(rng)[at % WEEK_HOURS]
    slow = np.exp(season + rng.normal(0, 0.15) * at / 8_760 + np.repeat(off, 24))
    return np.asarray(usual * slow * np.repeat(days, 24) * odd)


def profile(rng: np.random.Generator) -> NDArray[np.float64]:
    """Returns how a week goes by, 1 on average: busy days, quiet nights, and at times an office closed at weekends."""
    turn = (np.arange(24) - rng.uniform(6, 11)) / 24 * 2 * np.pi
    hours, weekdays = np.exp(rng.normal(0, 0.2, 24) + 1.2 * np.sin(turn)), np.exp(rng.normal(0, 0.3, 7))
    if rng.uniform() < 0.3:
        weekdays[5:] *= 0.05
    week = (weekdays[:, None] * hours).reshape(-1)
    return np.asarray(week / week.mean())


def false_alarms(world: World, *, seed: int) -> float:
    """Returns how many episodes a month the watch tells of in a year of hours in which nothing is planted."""
    panel = quiet_hours(world, seed=seed)
    return len(hour_episodes(panel, detected_hours(panel))) / _MONTHS


EVENTS = (
    Planted("twice as much for six hours", 2.0, 6),
    Planted("three times as much for six hours", 3.0, 6),
    Planted("nothing for six hours", 0.0, 6),
)
LEVELS = (1, 5, 25, 100)


def found_after(event: Planted, *, level: float, seed: int, series: int = 40) -> list[int | None]:
    """Returns after how many hours each planted event was told of, None where it was not while it lasted.

    It begins at ten on a Wednesday; every other series is asked for falls too, and those are looked at.
    """
    rng = np.random.default_rng([50, seed])
    weeks = WARM_UP_WEEKS + 4
    at = (weeks - 2) * WEEK_HOURS + 58
    mean = level * np.stack([np.tile(profile(rng), weeks) for _ in range(series)])
    mean *= np.repeat(rng.gamma(1 / 0.01, 0.01, (series, weeks * 7)), 24, axis=1)
    mean[: series // 2, at : at + event.length] *= event.factor
    panel = panel_of(rng.poisson(mean).astype(np.float64))
    is_off = detected_hours(panel).is_off[:, at : at + event.length]
    asked = range(1, series // 2, 2)
    return [int(is_off[one].argmax()) + 1 if is_off[one].any() else None for one in asked]


def table() -> str:
    """Returns what is told of the hourly watch: its false alarms a month, and how often and how soon it finds things."""
    return Measured(
        "a year of hours in which nothing happens",
        QUIET,
        false_alarms,
        EVENTS,
        LEVELS,
        found_after,
        "an hour",
        "in hour",
    ).table()
