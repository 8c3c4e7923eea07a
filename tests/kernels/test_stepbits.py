"""Funnels told from bits are what a person would find, unit by unit: long units, shared touchpoints, any window."""

import numpy as np
import pytest

from resa.kernels.encode import encode
from resa.kernels.funnel import Funnel
from resa.kernels.partition import Dictionary, Partition, Place

HOUR = 3600
PLACES = 8


def history() -> Partition:
    """Returns 20,000 interactions of customers with few, and of some with more than a word has bits."""
    rng = np.random.default_rng(7)
    customer = np.concatenate([rng.integers(0, 1_500, 18_000), rng.integers(1_500, 1_520, 2_000)]).astype(np.int32)
    places = tuple(Place("", "web", str(place)) for place in range(PLACES))
    seconds = rng.integers(0, 300 * HOUR, len(customer))
    return encode(
        customer,
        time_us=seconds * 1_000_000,
        place=rng.integers(0, PLACES, len(customer)).astype(np.uint16),
        dictionary=Dictionary(places, tuple("abcdefgh"), np.arange(PLACES, dtype=np.uint16)),
    )


def reached(path: list[tuple[int, int]], steps: tuple[set[int], ...], window: float) -> int:
    """Returns the most steps that a chain gets through: from every start, each next step as early as can be."""
    best = 0
    for begin, (code, start) in enumerate(path):
        if code not in steps[0]:
            continue
        done, at = 1, begin + 1
        while done < len(steps) and at < len(path) and path[at][1] - start <= window:
            done += path[at][0] in steps[done]
            at += 1
        best = max(best, done)
    return best


def expected(partition: Partition, steps: tuple[set[int], ...], window: float) -> list[int]:
    counts = [0] * (len(steps) + 1)
    for unit in range(partition.units):
        part = slice(partition.offsets[unit], partition.offsets[unit + 1])
        path = list(zip(partition.touchpoint[part].tolist(), partition.time[part].tolist(), strict=True))
        counts[reached(path, steps, window)] += 1
    return counts


STEPS = {
    "two": ({0}, {1}),
    "four": ({3}, {1}, {6}, {2}),
    "several touchpoints a step": ({0, 1}, {2, 3, 4}, {5}),
    "the same touchpoint again": ({0}, {0}, {0}, {0}),
    "a touchpoint of two steps": ({0, 1}, {1, 2}, {2, 0}),
    "more touchpoints than are told from bits": ({0, 1, 2, 3, 4}, {5}, {6}),
    "one": ({2},),
    "a step of none": ({0}, set(), {1}),
}


@pytest.mark.parametrize("hours", [0, 1, 20, 200, None])
@pytest.mark.parametrize("steps", STEPS.values(), ids=STEPS.keys())
def test_each_unit_gets_as_far_as_its_best_chain(steps, hours):
    partition, within = history(), None if hours is None else hours * HOUR
    found = Funnel(tuple(map(frozenset, steps)), within_seconds=within).of(partition)
    assert found.units.tolist() == expected(partition, steps, np.inf if within is None else within)
