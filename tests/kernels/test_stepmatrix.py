"""The matrix of steps, counted in pairs, equals the one that is counted step by step."""

from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from resa.kernels.encode import encode
from resa.kernels.partition import Dictionary, Partition
from resa.kernels.stepmatrix import StepMatrix


def partition(*, units: int, touchpoints: int, longest: int) -> Partition:
    rng = np.random.default_rng(7)
    sizes = rng.integers(1, longest + 1, units)
    total = int(sizes.sum())
    codes = np.arange(touchpoints, dtype=np.uint16)
    return encode(
        np.repeat(np.arange(units, dtype=np.int32), sizes),
        time_us=np.arange(total) * 1_000_000,
        place=rng.integers(0, touchpoints, total).astype(np.uint16),
        dictionary=Dictionary((("", "", "", "", "", ""),) * touchpoints, tuple(f"t{code}" for code in codes), codes),
    )


def step_by_step(counted: Partition, steps: int) -> NDArray[np.int64]:
    found = np.zeros((steps, len(counted.dictionary.touchpoints) + 1), np.int64)
    for begin, end in pairwise(counted.offsets):
        for step in range(steps):
            found[step, counted.touchpoint[begin + step] if begin + step < end else -1] += 1
    return found


@pytest.mark.parametrize("steps", [1, 2, 3, 7, 8, 9, 10, 17, 40])
def test_any_number_of_steps_is_counted_in_pairs(steps: int) -> None:
    some = partition(units=600, touchpoints=3, longest=25)
    assert StepMatrix(steps).of(some).finish().tolist() == step_by_step(some, steps).tolist()


def test_the_most_touchpoints_that_fit_a_byte() -> None:
    some = partition(units=70_000, touchpoints=255, longest=4)
    assert np.array_equal(StepMatrix(5).of(some).finish(), step_by_step(some, 5))


@pytest.mark.parametrize("units", [1, 2, 5])
def test_few_units_lie_too_near_the_end_for_whole_words(units: int) -> None:
    some = partition(units=units, touchpoints=1, longest=2)
    assert StepMatrix(3).of(some).finish().tolist() == step_by_step(some, 3).tolist()
