"""Groups of vectors that come back when the data change a little; the rest stays ungrouped."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

_ROUNDS = 25
_SETTLED = 0.001  # of the rows change their group at most, and no further round is made
_RESAMPLES = 8
_STABLE = 0.6
"""A group is kept where resampled data give it back with this mean overlap (Jaccard) or more."""
_MOST_FITTED = 6_000
_DIRECTIONS = 48
"""Rows are grouped by their main directions: what lies beside these is mostly chance, and costs time."""


@dataclass(frozen=True, slots=True, eq=False)
class Grouping:
    """Groups over rows: `group` (n,) is -1 where none is stable, `near` (n,) the likeness to the group's middle."""

    group: NDArray[np.int64]
    near: NDArray[np.float64]
    stability: tuple[float, ...]


def grouping(vectors: Vectors, *, least: int, most: int) -> Grouping:
    """Returns the stable groups of rows of length 1: at most `most`, none smaller than `least`.

    The number of groups is the one whose stable groups explain most, the largest of several that explain as much. Only
    the given order of rows decides ties, so callers sort them by something of their own. More than 6,000 rows are
    fitted on 6,000 of them, evenly spread.
    Source: Hennig, "Cluster-wise assessment of cluster stability", 2007.
    """
    vectors = _directed(vectors)
    fitted = vectors[np.linspace(0, len(vectors) - 1, min(len(vectors), _MOST_FITTED)).astype(int)]
    best: tuple[float, Vectors, NDArray[np.float64]] | None = None
    for count in reversed(_counts(len(fitted), least=least, most=most)):
        middles, found = _k_means(fitted, count, np.random.default_rng(count))
        is_large = np.bincount(found, minlength=count) >= least
        if best is not None and _gained(fitted, middles, found, kept=is_large) <= best[0]:
            continue  # not even if all its groups were stable
        kept = _stabilities(fitted, found, count)
        held = _gained(fitted, middles, found, kept=(kept >= _STABLE) & is_large)
        if best is None or held > best[0]:
            best = held, middles, kept
    if best is None:
        return Grouping(np.full(len(vectors), -1), np.zeros(len(vectors)), ())
    return _kept(vectors, best[1], best[2], least=least)


def _directed(vectors: Vectors) -> Vectors:
    """Returns the rows by their main directions alone, of length 1 again; what is short in them stays as short."""
    if vectors.shape[1] <= _DIRECTIONS:
        return vectors
    _, directions = np.linalg.eigh((vectors.T @ vectors).astype(np.float64))
    told = (vectors @ directions[:, ::-1][:, :_DIRECTIONS]).astype(np.float32)
    return np.asarray(told / np.maximum(np.linalg.norm(told, axis=1, keepdims=True), 1e-6), np.float32)


def _gained(vectors: Vectors, middles: Vectors, found: NDArray[np.int64], *, kept: NDArray[np.bool_]) -> float:
    """Returns how much closer rows of the kept groups are to their group's middle than to everybody's, summed."""
    gain = ((middles[found] - vectors.mean(axis=0)) * vectors).sum(axis=1)
    return float(gain[kept[found]].sum())


def _counts(rows: int, *, least: int, most: int) -> list[int]:
    largest = min(most, rows // max(2, least))
    return [count for count in (2, 3, 4, 5, 6, 8, 10, 12, 15, 18, 22) if count <= largest]


def _kept(vectors: Vectors, middles: Vectors, kept: NDArray[np.float64], *, least: int) -> Grouping:
    likeness = np.asarray(vectors @ middles.T, np.float64)
    found = likeness.argmax(axis=1)
    sizes = np.bincount(found, minlength=len(middles))
    order = [int(at) for at in np.argsort(-sizes, kind="stable") if kept[at] >= _STABLE and sizes[at] >= least]
    places = np.full(len(middles), -1)
    places[order] = np.arange(len(order))
    return Grouping(places[found], likeness.max(axis=1), tuple(float(kept[at]) for at in order))


def _k_means(vectors: Vectors, count: int, rng: np.random.Generator) -> tuple[Vectors, NDArray[np.int64]]:
    best: tuple[float, Vectors, NDArray[np.int64]] | None = None
    for _ in range(3):
        middles = _seeds(vectors, count, rng)
        found = np.full(len(vectors), -1)
        for _ in range(_ROUNDS):
            nearest = (vectors @ middles.T).argmax(axis=1)
            is_settled = np.count_nonzero(nearest != found) <= _SETTLED * len(vectors)
            found = nearest
            if is_settled:
                break
            middles = _middles(vectors, found, middles)
        score = float((vectors * middles[found]).sum())
        if best is None or score > best[0] + 1e-6:
            best = score, middles, found
    assert best is not None  # three tries were made
    return best[1], best[2]


def _middles(vectors: Vectors, found: NDArray[np.int64], before: Vectors) -> Vectors:
    belongs = (found == np.arange(len(before))[:, None]).astype(np.float32)
    sums = belongs @ vectors
    long = np.linalg.norm(sums, axis=1, keepdims=True)
    return np.where(long > 0, sums / np.maximum(long, 1e-12), before)


def _seeds(vectors: Vectors, count: int, rng: np.random.Generator) -> Vectors:
    """Returns rows far from each other to begin with: each the best of a few drawn by their distance to those before.

    Source: Arthur and Vassilvitskii, "k-means++: the advantages of careful seeding", 2007, its greedy form.
    """
    chosen = [int(rng.integers(len(vectors)))]
    distance = np.maximum(1.0 - vectors @ vectors[chosen[0]], 0.0)
    for _ in range(count - 1):
        weights = distance.astype(np.float64)
        total = weights.sum()
        chances = weights / total if total > 0 else np.full(len(vectors), 1.0 / len(vectors))
        drawn = rng.choice(len(vectors), size=2 + int(np.log(count)), p=chances)
        left = np.minimum(distance[:, None], np.maximum(1.0 - vectors @ vectors[drawn].T, 0.0))
        best = int(left.sum(axis=0).argmin())
        chosen.append(int(drawn[best]))
        distance = left[:, best]
    return vectors[chosen].copy()


def _stabilities(vectors: Vectors, found: NDArray[np.int64], count: int) -> NDArray[np.float64]:
    """Returns for each group how well its best match in resampled data overlaps it, on average."""
    rng = np.random.default_rng(1_000 + count)
    overlaps = np.zeros((_RESAMPLES, count))
    for turn in range(_RESAMPLES):
        drawn = np.unique(rng.integers(len(vectors), size=len(vectors)))
        _, again = _k_means(vectors[drawn], count, rng)
        both = np.zeros((count, count))
        np.add.at(both, (found[drawn], again), 1)
        either = both.sum(axis=1, keepdims=True) + both.sum(axis=0) - both
        overlaps[turn] = (both / np.maximum(either, 1)).max(axis=1)
    return np.asarray(overlaps.mean(axis=0), np.float64)
