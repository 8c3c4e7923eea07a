"""Where a finding is worst: the weekday, month, device, country or topic in which it is clearly worse than elsewhere.

Every slice with enough observations is held against the rest of the same finding. Since many are looked at, Benjamini
and Hochberg's procedure decides over all of them which ones count.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from resa.model.resolvedmap import PainSlice
from resa.understand.array import Flags, Floats
from resa.understand.comparison import discoveries
from resa.understand.distribution import normal_tail, student_tail
from resa.understand.facet import LEAST, Counted, Facet, Traits, facets
from resa.understand.material import Material

MOST_SLICES = 2
RATIO = 1.3
"""A slice is worse by a third or so …"""

POINTS = 0.05
"""… or by five points of a share or of a scale's width."""

_SURE = 0.01  # chance at which a further slice still stands out beside the first
_LEAST_EXPECTED = 5.0  # hits and misses; below it a share is not normal


@dataclass(frozen=True, slots=True, eq=False)
class Concentration:
    """The clearest slices of a finding, the observations in any of them, and how likely chance alone shows the first.

    `chance` is multiplied by the number of slices that were looked at.
    """

    slices: tuple[PainSlice, ...]
    inside: Flags
    chance: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class _Looked:
    """A facet's slices: how far each is from its rest on the bad side (z or t), and the chance of that much."""

    facet: Facet
    codes: NDArray[np.int64]
    distance: Floats
    chance: Floats


def concentrations(
    every: Sequence[Counted], *, seen: Material, traits: Traits, false_share: float = 0.05
) -> list[Concentration]:
    """Returns where each finding is worst, at most two slices each; most often nowhere in particular."""
    looked = [[_looked(one, facet) for facet in facets(one, seen=seen, traits=traits)] for one in every]
    chances = [float(chance) for mine in looked for one in mine for chance in one.chance]
    counts = iter(discoveries(chances, false_share=false_share))
    found = []
    for counted, mine in zip(every, looked, strict=True):
        sure = [(one, at) for one in mine for at in range(len(one.codes)) if next(counts) and one.distance[at] > 0]
        found.append(_concentration(counted, sure, seen=seen, looks=sum(len(one.codes) for one in mine)))
    return found


def _concentration(counted: Counted, sure: list[tuple[_Looked, int]], *, seen: Material, looks: int) -> Concentration:
    """Takes the clearest slice, then the clearest that still stands out without it."""
    sure.sort(key=lambda pair: -pair[0].distance[pair[1]])
    left = np.ones(len(counted.figures), np.bool_)
    slices: list[PainSlice] = []
    first = 1.0
    for one, at in sure:
        if len(slices) == MOST_SLICES:
            break
        code, known = int(one.codes[at]), one.facet.codes >= 0
        if one.facet.labels(code)[0] == "":  # what did not happen is no place to look at
            continue
        mine, rest = left & (one.facet.codes == code), left & known & (one.facet.codes != code)
        if slices and not _stands_out(counted, mine, rest):
            continue
        if not _is_material(counted, mine, rest):
            continue
        slices.append(_slice(counted, one.facet, code, seen=seen))
        left &= one.facet.codes != code
        first = min(first, float(one.chance[at]) * looks)
    return Concentration(tuple(slices), ~left, first)


def _slice(counted: Counted, facet: Facet, code: int, *, seen: Material) -> PainSlice:
    label, and_label = facet.labels(code)
    known = facet.codes >= 0
    return PainSlice(
        facet.field,
        label,
        counted.measured(facet.codes == code, seen.grounds),
        counted.measured(known & (facet.codes != code), seen.grounds),
        facet.and_field,
        and_label,
    )


def _stands_out(counted: Counted, mine: Flags, rest: Flags) -> bool:
    """Says whether a slice is worse than its rest once the slices before it are taken out of both."""
    codes = np.where(mine, 0, np.where(rest, 1, -1))
    again = _looked(counted, Facet("", ("", ""), codes))
    worse = [float(one) for one, at in zip(again.chance, again.codes, strict=True) if at == 0]
    return bool(worse) and worse[0] < _SURE and again.distance[0] > 0


def _is_material(counted: Counted, mine: Flags, rest: Flags) -> bool:
    if min(int(mine.sum()), int(rest.sum())) < LEAST:
        return False
    middle = np.median if counted.kind == "median" else np.mean
    own, other = float(middle(counted.figures[mine])), float(middle(counted.figures[rest]))
    if counted.is_high_bad and own >= RATIO * other:
        return own > other
    difference = own - other if counted.is_high_bad else other - own
    return counted.kind != "median" and difference >= POINTS * counted.width


def _looked(counted: Counted, facet: Facet) -> _Looked:
    """Holds each slice of a facet against all other observations whose field is known."""
    known = facet.codes >= 0
    codes, figures = facet.codes[known], counted.figures[known]
    n = np.bincount(codes, minlength=1).astype(np.float64)
    worth = np.flatnonzero((n >= LEAST) & (len(codes) - n >= LEAST))
    distances = {"share": share_distances, "mean": mean_distances, "median": rank_distances}[counted.kind]
    distance, freedom = distances(figures, codes)
    chance = [
        student_tail(t, freedom=df) if np.isfinite(df) else normal_tail(t)
        for t, df in zip(distance[worth].tolist(), freedom[worth].tolist(), strict=True)
    ]
    sign = 1.0 if counted.is_high_bad else -1.0
    return _Looked(facet, worth, sign * distance[worth], np.array(chance, np.float64))


def share_distances(hits: Floats, codes: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """Returns for each code z of its share against that of all others, as `comparison.share_difference` tests it.

    0 where fewer than five hits or misses are expected, since such a share is far from normal.
    """
    n = np.bincount(codes, minlength=1).astype(np.float64)
    part = np.bincount(codes, weights=hits, minlength=1)
    pooled = hits.mean() if len(hits) else 0.0
    others = np.maximum(len(hits) - n, 1)
    error = np.sqrt(pooled * (1 - pooled) * (1 / np.maximum(n, 1) + 1 / others))
    expected = np.minimum(n, others) * min(pooled, 1 - pooled)
    gap = part / np.maximum(n, 1) - (hits.sum() - part) / others
    return np.where(expected >= _LEAST_EXPECTED, gap / np.where(error > 0, error, 1), 0.0), np.full(len(n), np.inf)


def mean_distances(figures: Floats, codes: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """Returns for each code t of its mean against that of all others, and its freedom, as Welch tests it."""
    moved = figures - (figures.mean() if len(figures) else 0.0)  # squares stay small
    n = np.bincount(codes, minlength=1).astype(np.float64)
    total = np.bincount(codes, weights=moved, minlength=1).astype(np.float64)
    squares = np.bincount(codes, weights=moved**2, minlength=1).astype(np.float64)
    every, every_square = float(moved.sum()), float((moved**2).sum())
    mean, spread = _spread(n, total, squares)
    other_mean, other_spread = _spread(len(moved) - n, every - total, every_square - squares)
    both = spread + other_spread
    safe = np.where(both > 0, both, 1.0)
    below = spread**2 / np.maximum(n - 1, 1) + other_spread**2 / np.maximum(len(moved) - n - 1, 1)
    freedom = np.where(below > 0, both**2 / np.where(below > 0, below, 1.0), np.inf)
    return np.where(both > 0, (mean - other_mean) / np.sqrt(safe), 0.0), freedom


def rank_distances(figures: Floats, codes: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """Returns for each code z of its ranks against those of all others, as Mann and Whitney test it."""
    n = np.bincount(codes, minlength=1).astype(np.float64)
    m = len(figures) - n
    _, inverse, ties = np.unique(figures, return_inverse=True, return_counts=True)
    middle = np.cumsum(ties) - (ties - 1) / 2
    above = np.bincount(codes, weights=middle[inverse], minlength=1) - n * (n + 1) / 2
    count = float(len(figures))
    tied = float((ties.astype(np.float64) ** 3 - ties).sum()) / max(1.0, count * (count - 1))
    variance = n * m / 12 * (count + 1 - tied)
    z = (above - n * m / 2) / np.sqrt(np.where(variance > 0, variance, 1.0))
    return np.where(variance > 0, z, 0.0), np.full(len(n), np.inf)


def _spread(n: Floats, total: Floats, squares: Floats) -> tuple[Floats, Floats]:
    """Returns means and squared standard errors from sums."""
    mean = total / np.maximum(n, 1)
    variance = np.maximum(squares - n * mean**2, 0) / np.maximum(n - 1, 1)
    return mean, variance / np.maximum(n, 1)
