"""Seconds, taken side by side: everybody is warm, and the best of several runs counts."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Row:
    """One question; times in milliseconds."""

    question: str
    ours: float
    bare: float
    polars: float
    duckdb: float
    wanted: float

    @property
    def ratio(self) -> float:
        """How many times faster we are than the fastest peer."""
        return min(self.polars, self.duckdb) / self.ours


def fastest(work: Callable[[], R], *, runs: int) -> tuple[float, R]:
    """Returns the shortest time in milliseconds of `runs` runs, after one that does not count, and the result."""
    result, times = work(), []
    for _ in range(runs):
        begin = time.perf_counter()
        result = work()
        times.append(1000 * (time.perf_counter() - begin))
    return min(times), result


def fastest_way(ways: Sequence[Callable[[], np.ndarray]], *, expected: np.ndarray, runs: int) -> float:
    """Returns the shortest time of the fastest formulation; all must give the expected result."""
    best = float("inf")
    for way in ways:
        begin = time.perf_counter()
        first = np.asarray(way(), np.float64)
        once = 1000 * (time.perf_counter() - begin)
        np.testing.assert_allclose(first, np.asarray(expected, np.float64), rtol=1e-12)
        if once < 4 * best:
            best = min(best, fastest(way, runs=runs)[0])
    return best
