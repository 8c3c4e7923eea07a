"""How many of the planted pains are found, and how many could be at most with what the world shows."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.painbound import Found, found_at_most, reached, uncounted
from benchmarks.worlds import planted
from resa.understand.comparison import discoveries
from resa.understand.improving.worsening import Change, PeriodCounts, changes, worsened

SEEDS = range(10)
OTHER_SEEDS = range(100, 200)


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
    """Returns the largest share of the planted that a ranking of these tests, each by itself, finds at 90 % precision.

    It is told how large the planted effect is, ranks by the ratio of likelihoods, and sets its threshold knowing the
    truth. Who knows all about how the worlds are made finds a little more: see `benchmarks.painbound`.
    """
    rank, is_planted, every = [], [], 0
    for before, after, truth in worlds(journeys, effect, seeds):
        tests, every = changes(before, after), every + len(truth)
        rank += [_likelihood(one, effect) for one in tests]
        is_planted += [(one.kind, one.place) in truth for one in tests]
    return reached(np.array(rank), is_planted=np.array(is_planted), planted=every)


def table() -> str:
    """Returns the table of what is found and of what could be, by journeys, effect and seeds."""
    lines = [
        "| journeys, effect, seeds | ours: precision, recall | one by one "
        "| most at 90 %: single tests | knowing all but how many | knowing all |",
        "|---|---|---|---|---|---|",
    ]
    for journeys, effect, seeds in (
        (5000, 0.25, SEEDS), (5000, 0.25, OTHER_SEEDS), (8000, 0.25, SEEDS), (8000, 0.25, OTHER_SEEDS),
        (5000, 0.5, SEEDS), (5000, 0.5, OTHER_SEEDS),
    ):  # fmt: skip
        mine, plain = (score(find, journeys=journeys, effect=effect, seeds=seeds) for find in (ours, simple))
        every = list(worlds(journeys, effect, seeds))
        bounds = (
            most(journeys=journeys, effect=effect, seeds=seeds),
            found_at_most(every, effect=effect, chances=uncounted),
            found_at_most(every, effect=effect),
        )
        lines.append(
            f"| {journeys:,}, +{effect:.0%}, {seeds.start} to {seeds.stop - 1} | {mine.precision:.2f}, {mine.recall:.2f} "
            f"| {plain.precision:.2f}, {plain.recall:.2f} | {' | '.join(f'{bound:.2f}' for bound in bounds)} |"
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
