"""Journey types in planted worlds: how well the types we find are those that were planted."""

from collections.abc import Iterable
from dataclasses import dataclass
from types import ModuleType

import numpy as np

from benchmarks.worlds import planted
from resa.understand.journeytype.choice import chosen
from resa.understand.journeytype.ways import Ways
from resa.understand.matching import adjusted_rand

SEEDS = range(10)
WORLDS = ("markov", "template")
CONCENTRATION, NOISE = 0.1, 0.1
"""How far types differ and how many steps are by chance: not stated with the worlds, and those at which plain methods
reach what is told of them."""

_TOUCHPOINTS = 18


@dataclass(frozen=True, slots=True)
class Found:
    """How well types were found: the adjusted Rand index, how many there were, and how alike those of halves are."""

    agreement: float
    types: int
    of_halves: float


def found(world: str, *, seed: int, concentration: float = CONCENTRATION) -> Found:
    """Returns how well the types of one world are found, by one procedure for all worlds."""
    made = _made(world, seed=seed, concentration=concentration, planted_by=_worlds())
    paths, truth = made
    order = sorted(range(len(paths)), key=lambda at: (hash(tuple(paths[at])) * 2_654_435_761) % (1 << 32))
    choice = chosen(Ways.of([paths[at] for at in order], touchpoints=_TOUCHPOINTS))
    shares, _ = choice.mixture.shares(Ways.of(paths, touchpoints=_TOUCHPOINTS))
    return Found(adjusted_rand(shares.argmax(axis=1), truth), choice.form.types, choice.agreement)


def mean_agreement(world: str, *, seeds: Iterable[int] = SEEDS, concentration: float = CONCENTRATION) -> float:
    """Returns the mean adjusted Rand index over worlds."""
    return float(np.mean([found(world, seed=seed, concentration=concentration).agreement for seed in seeds]))


def table() -> str:
    """Returns the figures of all seeds, and their mean, as a table."""
    lines = ["| world | mean adjusted Rand | least | most | types found |", "|---|---|---|---|---|"]
    for world in WORLDS:
        every = [found(world, seed=seed) for seed in SEEDS]
        index, types = [one.agreement for one in every], [one.types for one in every]
        lines.append(
            f"| {world} | {np.mean(index):.3f} | {min(index):.3f} | {max(index):.3f} | {min(types)} to {max(types)} |"
        )
    harder = mean_agreement("markov", concentration=0.3)
    return "\n".join([*lines, f"| markov, types more alike (concentration .3) | {harder:.3f} | | | |"])


def _made(world: str, *, seed: int, concentration: float, planted_by: ModuleType) -> tuple[list[list[int]], np.ndarray]:
    if world == "markov":
        paths, truth = planted_by.markov_journeys(concentration, NOISE, seed)
    else:
        paths, truth = planted_by.template_journeys(NOISE, seed)
    return paths, np.asarray(truth)


def _worlds() -> ModuleType:
    found = planted()
    if found is None:
        raise SystemExit("expected RESA_TEST_DATA to name a folder beside that of the worlds, got none")
    return found
