"""A year in which nothing happens, and one in which something does: how often the watch speaks up, and how soon."""

import numpy as np
from numpy.typing import NDArray

from benchmarks.watched import Measured, Planted, World, hanging, quiet_worlds, swing
from resa.understand.watch.detection import detected
from resa.understand.watch.episode import episodes
from resa.understand.watch.panel import Panel, Subject

WARM_UP_DAYS, YEAR_DAYS = 70, 365
_MONTH = 365 / 12


QUIET = quiet_worlds("weekdays, season and unsteady days", series=60, few=12, many=150)


def quiet_year(world: World, *, seed: int) -> Panel:
    """Returns a year of series, a third of them shares and waits, in which nothing is planted.

    Levels run from one event in two days to a thousand a day. Days vary beyond chance by up to 28 %, weekdays by their
    own factors, seasons by `world.season`.
    """
    rng = np.random.default_rng([20, seed])
    days = WARM_UP_DAYS + YEAR_DAYS
    rows = [_row(world, kind, rng=rng, days=days) for kind in _kinds(world.series)]
    subjects = tuple(
        Subject("made up", kind, "either" if kind == "count" else "rise", source=str(at))  # type: ignore[arg-type] # a kind
        for at, kind in enumerate(_kinds(world.series))
    )
    sums, sizes, noise = (np.array(part, np.float64) for part in zip(*rows, strict=True))
    return Panel(subjects, 20_000, sums, sizes, noise, np.ones(days, np.bool_))


def _kinds(series: int) -> list[str]:
    return [("count", "count", "count", "share", "share", "wait")[at % 6] for at in range(series)]


Row = tuple[NDArray[np.float64], NDArray[np.float64], float]


def _row(world: World, kind: str, *, rng: np.random.Generator, days: int) -> Row:
    season, weekday = _season(world, rng=rng, days=days), _weekdays(rng, days=days)
    unsteady = float(rng.choice([0.0, 0.005, 0.02, 0.08]))
    mean = 10 ** rng.uniform(-0.3, 3) * weekday * season
    seen = rng.poisson(mean * rng.gamma(1 / unsteady, unsteady, days) if unsteady else mean)
    if kind == "count":
        return seen.astype(np.float64), np.ones(days), 0.0
    if kind == "share":
        chance = np.clip(
            rng.uniform(0.02, 0.6) * np.exp(rng.normal(0, 0.1, 7))[np.arange(days) % 7] * season**0.3, 0, 0.95
        )
        alike = float(rng.choice([0.0, 0.002, 0.01]))
        drawn = rng.beta(chance * (1 / alike - 1), (1 - chance) * (1 / alike - 1)) if alike else chance
        return rng.binomial(seen, drawn).astype(np.float64), seen.astype(np.float64), 0.0
    return _waits(np.minimum(seen, 300), usual=weekday * season, rng=rng)


def _season(world: World, *, rng: np.random.Generator, days: int) -> NDArray[np.float64]:
    at = np.arange(days)
    season, off = swing(world, rng, at=at, year=365), hanging(world, rng, days=days)
    return np.asarray(np.exp(season + rng.normal(0, 0.15) * at / 365 + off))


def _weekdays(rng: np.random.Generator, *, days: int) -> NDArray[np.float64]:
    factor = np.exp(rng.normal(0, 0.3, 7))
    if rng.uniform() < 0.5:
        factor[5:] *= 0.04  # an office that is closed at weekends
    return np.asarray((factor / factor.mean())[np.arange(days) % 7])


def _waits(sizes: NDArray[np.int64], *, usual: NDArray[np.float64], rng: np.random.Generator) -> Row:
    middle, spread, between = 10 ** rng.uniform(1, 4), rng.uniform(0.4, 1.4), rng.choice([0.0, 0.05, 0.2])
    level = np.log(middle * usual) + rng.normal(0, between, len(sizes))
    medians = [
        float(np.exp(np.median(rng.normal(level[day], spread, size)))) if size >= 3 else 0.0
        for day, size in enumerate(sizes)
    ]
    kept = np.where(sizes >= 3, sizes, 0).astype(np.float64)
    return np.array(medians) * kept, kept, np.pi / 2 * spread**2


def false_alarms(world: World, *, seed: int) -> float:
    """Returns how many episodes a month the watch tells of in a year in which nothing is planted."""
    panel = quiet_year(world, seed=seed)
    told = [one for one in episodes(panel, detected(panel)) if one.told >= WARM_UP_DAYS]
    return len(told) / (YEAR_DAYS / _MONTH)


EVENTS = (
    Planted("a day with twice as much", 2.0, 1),
    Planted("half as much again for two weeks", 1.5, 14),
    Planted("twice as much for two weeks", 2.0, 14),
    Planted("half as much for two weeks", 0.5, 14),
    Planted("nothing for two weeks", 0.0, 14),
)
LEVELS = (2, 10, 50, 250)


def found_after(event: Planted, *, level: float, seed: int, series: int = 60) -> list[int | None]:
    """Returns after how many days each planted event was told of, None where it was not while it lasted."""
    rng = np.random.default_rng([30, seed])
    at, days = 200, 230
    weekday = np.stack([_weekdays(rng, days=days) for _ in range(series)])
    mean = level * weekday * rng.gamma(1 / 0.01, 0.01, (series, days))
    mean[: series // 2, at : at + event.length] *= event.factor
    subjects = tuple(Subject("made up", "count", "either", source=str(one)) for one in range(series))
    sums = rng.poisson(mean).astype(np.float64)
    panel = Panel(subjects, 20_000, sums, np.ones((series, days)), np.zeros(series), np.ones(days, np.bool_))
    after: dict[int, int] = {}
    for one in episodes(panel, detected(panel)):
        if at <= one.told < at + max(3, event.length):
            after.setdefault(one.series, one.told - at + 1)
    return [after.get(one) for one in range(series // 2)]


def table() -> str:
    """Returns what is told of the watch: its false alarms a month, and how often and how soon it finds what is planted."""
    return Measured(
        "a year in which nothing happens", QUIET, false_alarms, EVENTS, LEVELS, found_after, "a day", "on day"
    ).table()
