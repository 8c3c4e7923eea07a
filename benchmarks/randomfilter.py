"""How long any filter takes: random ones, each with exact medians of all transitions that remain."""

import time

import numpy as np

from benchmarks.history import History
from resa.kernels.selection import Criterion, Selection
from resa.kernels.transition import TransitionWaits

DAY = 86_400


def counted_and_finished(history: History, *, filters: int, seed: int = 11) -> np.ndarray:
    """Returns for each filter the time until all is counted by transition and bin of the wait, and with exact medians."""
    rng = np.random.default_rng(seed)
    partition, times = history.partition, []
    TransitionWaits().of_selected(partition, _random(history, rng)).finish()
    for _ in range(filters):
        selection = _random(history, rng)
        begin = time.perf_counter()
        counted = TransitionWaits().of_selected(partition, selection)
        bare = time.perf_counter()
        counted.finish()
        times.append((1000 * (bare - begin), 1000 * (time.perf_counter() - begin)))
    return np.array(times)


def _random(history: History, rng: np.random.Generator) -> Selection:
    """Returns one to three conditions: channels, a period, countries, has, has not."""
    wanted = rng.permutation(5)[: rng.integers(1, 4)]
    keep = Criterion()
    if 0 in wanted:
        keep = Criterion(places=_places(history, rng))
    if 1 in wanted:
        start = history.partition.origin + int(rng.integers(0, 300)) * DAY
        keep = Criterion(places=keep.places, start=start, end=start + int(rng.integers(7, 120)) * DAY)
    return Selection(
        keep=keep,
        customers=rng.random(5).__lt__(0.4)[history.country] if 2 in wanted else None,
        has=(Criterion(places=_places(history, rng)),) if 3 in wanted else (),
        has_not=(Criterion(places=_places(history, rng)),) if 4 in wanted else (),
    )


def _places(history: History, rng: np.random.Generator) -> np.ndarray:
    kept = set(rng.permutation(history.channels)[: rng.integers(1, 6)].tolist())
    return np.array([channel in kept for channel in history.partition.dictionary.channels])
