"""What both watches, by the day and by the hour, are measured by: quiet years, planted events, and a table of both."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SEEDS = range(10)


@dataclass(frozen=True, slots=True)
class World:
    """How a year goes by: how many series, how far the season swings, how strongly days hang on the day before."""

    name: str
    series: int
    season: float = 0.2
    drift: float = 0.0


@dataclass(frozen=True, slots=True)
class Planted:
    """What happens to half of the series from one day, or hour, on: a factor on what is seen, for so many of them."""

    name: str
    factor: float
    length: int


def quiet_worlds(usual: str, *, series: int, few: int, many: int) -> tuple[World, ...]:
    """Returns years in which nothing happens, each unlike the usual one in one respect."""
    return (
        World(usual, series),
        World("no season", series, season=0.0),
        World("a strong season", series, season=0.35),
        World("few series", few),
        World("many series", many),
        World("days that hang on the day before", series, drift=0.03),
    )


def swing(world: World, rng: np.random.Generator, *, at: NDArray[np.int64], year: int) -> Floats:
    """Returns the season of a series as a logarithm, by the place in a year of so many days or hours."""
    return np.asarray(world.season * rng.uniform() * np.sin(2 * np.pi * at / year + rng.uniform(0, 2 * np.pi)))


def hanging(world: World, rng: np.random.Generator, *, days: int) -> Floats:
    """Returns how far each day is off, as a logarithm: most of what the day before was, and a shock of its own."""
    found, shocks = np.zeros(days), rng.normal(0, world.drift, days)
    for day in range(1, days):
        found[day] = 0.9 * found[day - 1] + shocks[day]
    return found


@dataclass(frozen=True, slots=True)
class Measured:
    """A watch with all that it is measured by.

    `false_alarms` is how many episodes a month it tells of in a quiet year. `found_after` says for each planted event
    after how many days (or hours) it was told of, None where it was not while it lasted. `each` and `when` are how the
    table speaks of them: "a day", "on day".
    """

    quiet: str
    worlds: Sequence[World]
    false_alarms: Callable[..., float]
    events: Sequence[Planted]
    levels: Sequence[int]
    found_after: Callable[..., list[int | None]]
    each: str
    when: str

    def table(self) -> str:
        """Returns false alarms a month in each quiet year, and how often and how soon each event is found."""
        lines = [f"| {self.quiet} | false alarms a month | most in one year |", "|---|---|---|"]
        for world in self.worlds:
            rates = [self.false_alarms(world, seed=seed) for seed in SEEDS]
            lines.append(f"| {world.name}, {world.series} series | {np.mean(rates):.2f} | {max(rates):.2f} |")
        heads = " | ".join(f"{level} {self.each}" for level in self.levels)
        lines += ["", f"| planted | {heads} |", "|---" * (1 + len(self.levels)) + "|"]
        for event in self.events:
            lines.append(f"| {event.name} | " + " | ".join(self._found(event, level) for level in self.levels) + " |")
        return "\n".join(lines)

    def _found(self, event: Planted, level: int) -> str:
        after = [one for seed in SEEDS for one in self.found_after(event, level=level, seed=seed)]
        known = [one for one in after if one is not None]
        share = f"{100 * len(known) / len(after):.0f} %"
        return f"{share}, {self.when} {median(known):g}" if known else share
