"""A year of hours in which nothing happens, and hours in which something does: how often the watch speaks up, how soon."""

from dataclasses import dataclass
from statistics import median
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from resa.understand.watch.calendar import every_day
from resa.understand.watch.hour import WEEK_HOURS, HourPanel
from resa.understand.watch.hourwatch import HABIT_WEEKS, WEEKS, detected_hours, hour_episodes
from resa.understand.watch.panel import Subject

SEEDS = range(10)
WARM_UP_WEEKS, YEAR_WEEKS = WEEKS + HABIT_WEEKS, 52
_MONTHS = YEAR_WEEKS * 7 / (365 / 12)
_FIRST = 1_700_438_400  # a Monday


@dataclass(frozen=True, slots=True)
class HourWorld:
    """How a year of hours goes by: how many series, how far the season swings, how days hang on the day before."""

    name: str
    series: int = 40
    season: float = 0.2
    drift: float = 0.0


QUIET = (
    HourWorld("hours of the week, season and unsteady days"),
    HourWorld("no season", season=0.0),
    HourWorld("a strong season", season=0.35),
    HourWorld("few series", series=8),
    HourWorld("many series", series=100),
    HourWorld("days that hang on the day before", drift=0.03),
)


def quiet_hours(world: HourWorld, *, seed: int) -> HourPanel:
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


def _means(world: HourWorld, rng: np.random.Generator, *, hours: int) -> NDArray[np.float64]:
    at = np.arange(hours)
    swing = world.season * rng.uniform() * np.sin(2 * np.pi * at / 8_760 + rng.uniform(0, 2 * np.pi))
    hanging = np.zeros(hours // 24)
    shocks = rng.normal(0, world.drift, len(hanging))
    for day in range(1, len(hanging)):
        hanging[day] = 0.9 * hanging[day - 1] + shocks[day]
    by_day, by_hour = float(rng.choice([0.0, 0.005, 0.02, 0.08])), float(rng.choice([0.0, 0.01, 0.03]))
    days = rng.gamma(1 / by_day, by_day, len(hanging)) if by_day else np.ones(len(hanging))
    odd = rng.gamma(1 / by_hour, by_hour, hours) if by_hour else np.ones(hours)
    usual = 10 ** rng.uniform(-0.9, 2) * profile(rng)[at % WEEK_HOURS]
    slow = np.exp(swing + rng.normal(0, 0.15) * at / 8_760 + np.repeat(hanging, 24))
    return np.asarray(usual * slow * np.repeat(days, 24) * odd)


def profile(rng: np.random.Generator) -> NDArray[np.float64]:
    """Returns how a week goes by, 1 on average: busy days, quiet nights, and at times an office closed at weekends."""
    turn = (np.arange(24) - rng.uniform(6, 11)) / 24 * 2 * np.pi
    hours, weekdays = np.exp(rng.normal(0, 0.2, 24) + 1.2 * np.sin(turn)), np.exp(rng.normal(0, 0.3, 7))
    if rng.uniform() < 0.3:
        weekdays[5:] *= 0.05
    week = (weekdays[:, None] * hours).reshape(-1)
    return np.asarray(week / week.mean())


def false_alarms(world: HourWorld, *, seed: int) -> float:
    """Returns how many episodes a month the watch tells of in a year of hours in which nothing is planted."""
    panel = quiet_hours(world, seed=seed)
    return len(hour_episodes(panel, detected_hours(panel))) / _MONTHS


@dataclass(frozen=True, slots=True)
class Planted:
    """What happens to half of the series from one hour on: a factor on what is seen, for so many hours."""

    name: str
    factor: float
    hours: int


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
    mean[: series // 2, at : at + event.hours] *= event.factor
    panel = panel_of(rng.poisson(mean).astype(np.float64))
    is_off = detected_hours(panel).is_off[:, at : at + event.hours]
    asked = range(1, series // 2, 2)
    return [int(is_off[one].argmax()) + 1 if is_off[one].any() else None for one in asked]


def table() -> str:
    """Returns what is told of the hourly watch: its false alarms a month, and how often and how soon it finds things."""
    lines = ["| a year of hours in which nothing happens | false alarms a month | most in one year |", "|---|---|---|"]
    for world in QUIET:
        rates = [false_alarms(world, seed=seed) for seed in SEEDS]
        lines.append(f"| {world.name}, {world.series} series | {np.mean(rates):.2f} | {max(rates):.2f} |")
    heads = " | ".join(f"{level} an hour" for level in LEVELS)
    lines += ["", f"| planted | {heads} |", "|---" * (1 + len(LEVELS)) + "|"]
    lines += [f"| {event.name} | " + " | ".join(_found(event, level) for level in LEVELS) + " |" for event in EVENTS]
    return "\n".join(lines)


def _found(event: Planted, level: float) -> str:
    after = [one for seed in SEEDS for one in found_after(event, level=level, seed=seed)]
    known = [one for one in after if one is not None]
    share = f"{100 * len(known) / len(after):.0f} %"
    return f"{share}, in hour {median(known):g}" if known else share
