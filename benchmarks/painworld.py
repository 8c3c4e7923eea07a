"""How many of the planted pains are found, and how many could be at most with what the world shows."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.worlds import planted
from resa.understand.comparison import discoveries
from resa.understand.improving.worsening import Change, PeriodCounts, changes, worsened

Found = set[tuple[str, int]]
SEEDS = range(10)
WANTED = 0.9  # precision


@dataclass(frozen=True, slots=True)
class Score:
    """Of what is found the share that was planted, and of what was planted the share that is found."""

    precision: float
    recall: float


def score(
    find: Callable[[PeriodCounts, PeriodCounts], Found], *, journeys: int = 5000, effect: float = 0.25,
    seeds: Iterable[int] = SEEDS,
) -> Score:  # fmt: skip
    """Returns the share of what is found that was planted, and of what was planted that is found, over all seeds."""
    right = told = every = 0
    for before, after, truth in worlds(journeys, effect, seeds):
        found = find(before, after)
        right, told, every = right + len(found & truth), told + len(found), every + len(truth)
    return Score(right / max(1, told), right / max(1, every))


def ours(before: PeriodCounts, after: PeriodCounts) -> Found:
    return {(one.kind, one.place) for one in worsened(before, after)}


def simple(before: PeriodCounts, after: PeriodCounts) -> Found:
    """Every test for itself with equal parts of the allowed errors."""
    tests = changes(before, after)
    counts = discoveries([one.chance for one in tests])
    return {(one.kind, one.place) for one, is_found in zip(tests, counts, strict=True) if is_found}


def most(*, journeys: int = 5000, effect: float = 0.25, seeds: Iterable[int] = SEEDS) -> float:
    """Returns the largest share of the planted that a ranking of these tests, each by itself, finds at `WANTED`.

    It is told how large the planted effect is, ranks by the ratio of likelihoods, and sets its threshold knowing the
    truth. Who also knows that two are planted of each kind, and never two at one place, finds a little more.
    """
    ranked: list[tuple[float, bool]] = []
    every = 0
    for before, after, truth in worlds(journeys, effect, seeds):
        every += len(truth)
        ranked += [(_likelihood(one, effect), (one.kind, one.place) in truth) for one in changes(before, after)]
    right = np.cumsum([is_planted for _, is_planted in sorted(ranked, key=lambda pair: -pair[0])])
    enough = np.flatnonzero(right / np.arange(1, len(right) + 1) >= WANTED)
    return float(right[enough[-1]] / every) if len(enough) else 0.0


def table() -> str:
    lines = [
        "| journeys, effect | ours: precision, recall | one by one | most that can be found at 90 % |",
        "|---|---|---|---|",
    ]
    for journeys, effect in ((5000, 0.25), (8000, 0.25), (5000, 0.5)):
        mine, plain = (score(find, journeys=journeys, effect=effect) for find in (ours, simple))
        bound = most(journeys=journeys, effect=effect)
        lines.append(
            f"| {journeys:,}, +{effect:.0%} | {mine.precision:.2f}, {mine.recall:.2f} "
            f"| {plain.precision:.2f}, {plain.recall:.2f} | {bound:.2f} |"
        )
    return "\n".join(lines)


def _likelihood(one: Change, effect: float) -> float:
    shift = float(np.log1p(effect)) / one.error
    return one.distance * shift - shift * shift / 2


def worlds(journeys: int, effect: float, seeds: Iterable[int]) -> Iterable[tuple[PeriodCounts, PeriodCounts, Found]]:
    """Yields both periods of each world and what was planted."""
    module = planted()
    assert module is not None, "the worlds stand beside the folder that RESA_TEST_DATA names"
    for seed in seeds:
        before, after, truth = module.pain_world(journeys, effect, seed)
        yield _counts(before), _counts(after), set(truth)


def _counts(told: dict[str, Any]) -> PeriodCounts:
    waits: Sequence[Any] = told["waits"]
    return PeriodCounts(
        visits=told["visits"],
        exits=told["exits"],
        repeats=told["repeats"],
        feedbacks=told["feedbacks"],
        negatives=told["negatives"],
        waits=waits,
    )
