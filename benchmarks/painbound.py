"""The most that anybody could find of the planted pains: the posterior of one who knows how the worlds are made.

Known are the distributions that levels are drawn from, the size of the effect, and that two pains are planted of each
kind, never two at one place. Unknown are the levels of this world and where the pains are. With each level integrated
out, a kind at a place has one figure: the ratio of the likelihoods with and without the effect. The chance of a pain is
then the weight of all ways to place eight pains that contain it, against the weight of all ways, a way weighing the
product of its ratios. Both sums go through the places one after the other and remember only how many of each kind are
placed so far.

No ranking is expected to find more of the planted at a given share of false ones than the one by these chances; here
even the threshold is set by who knows the truth.

Source: W. Sun and T. T. Cai, "Oracle and adaptive compound decision rules for false discovery rate control", 2007;
L. E. Baum et al., "A maximization technique occurring in the statistical analysis of probabilistic functions of Markov
chains", 1970 (sums forwards and backwards).
"""

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from resa.understand.array import Flags, Floats
from resa.understand.improving.worsening import KINDS, PeriodCounts

Found = set[tuple[str, int]]
World = tuple[PeriodCounts, PeriodCounts, Found]

PLANTED = 2
"""Of each kind."""

LEVELS = {"exit": (3, 17, 0.90), "repeat": (2, 18, 0.90), "negative": (3, 9, 0.95)}
"""Parameters of the beta distribution that the shares of a kind are drawn from, and what none is raised beyond."""

WAITS = (1.0, 0.7, 1.2)
"""Mean and spread of the places' logarithms of waits, and the spread of single waits around them."""

WANTED = 0.9  # precision
_GRID = np.linspace(0, 1, 4002)[1:-1]
_SIZE = (PLANTED + 1,) * len(KINDS)  # how many of each kind are placed


def counted(ratio: Floats) -> Floats:
    """Returns the chance that each was planted, a row a place, by `KINDS`, knowing that there are `PLANTED` of a kind.

    Of eight places that show nothing each has one of the eight pains, two of a kind:

    >>> counted(np.zeros((8, 4))).round(2)[0].tolist()
    [0.25, 0.25, 0.25, 0.25]
    """
    ahead, behind = _sums(ratio), _sums(ratio[::-1])[::-1]
    found = np.empty_like(ratio)
    for place, row in enumerate(ratio):
        rest = np.flip(behind[place + 1])  # what is left to place, by how many are placed up to here
        for kind, one in enumerate(row):
            ways = ahead[place][_part(kind, slice(None, -1))] + rest[_part(kind, slice(1, None))]
            found[place, kind] = np.exp(_log_sum(ways) + one - ahead[-1][-1, -1, -1, -1])
    return found


def uncounted(ratio: Floats) -> Floats:
    """Returns the same knowing how many to expect in all, one at a place at the most, but not how many there are.

    >>> uncounted(np.zeros((16, 4))).round(3)[0].tolist()
    [0.125, 0.125, 0.125, 0.125]
    """
    each = PLANTED / len(ratio)
    highest = np.maximum(0.0, ratio.max(axis=1, keepdims=True))
    pain = each * np.exp(ratio - highest)
    none = (1 - each * len(KINDS)) * np.exp(-highest)
    return np.asarray(pain / (none + pain.sum(axis=1, keepdims=True)), np.float64)


def found_at_most(worlds: Iterable[World], *, effect: float, chances: Callable[[Floats], Floats] = counted) -> float:
    """Returns the largest share of the planted that the ranking by these chances finds at `WANTED`."""
    rank, is_planted = [], []
    for before, after, truth in worlds:
        rank.append(chances(ratios(before, after, effect=effect)).ravel())
        is_planted += [(kind, place) in truth for place in range(len(before.visits)) for kind in KINDS]
    return reached(np.concatenate(rank), is_planted=np.array(is_planted), planted=sum(is_planted))


def reached(rank: Floats, *, is_planted: Flags, planted: int) -> float:
    """Returns the largest share of all `planted` among those that rank highest, `WANTED` of them being planted.

    >>> round(reached(np.array([4.0, 3.0, 2.0, 1.0]), is_planted=np.array([True, True, False, True]), planted=4), 2)
    0.5
    """
    right = np.cumsum(is_planted[np.argsort(-rank, kind="stable")])
    enough = np.flatnonzero(right / np.arange(1, len(right) + 1) >= WANTED)
    return float(right[enough[-1]] / planted) if len(enough) else 0.0


def ratios(before: PeriodCounts, after: PeriodCounts, *, effect: float) -> Floats:
    """Returns the logarithms of the ratios of likelihoods, with the effect to without: a row a place, by `KINDS`."""
    shares = {
        "exit": (before.exits, before.visits, after.exits, after.visits),
        "repeat": (before.repeats, before.asked, after.repeats, after.asked),
        "negative": (before.negatives, before.feedbacks, after.negatives, after.feedbacks),
    }
    found = {
        kind: [_share_ratio(counts, effect, LEVELS[kind]) for counts in zip(*columns, strict=True)]
        for kind, columns in shares.items()
    }
    found["wait"] = [_wait_ratio(old, new, effect) for old, new in zip(before.waits, after.waits, strict=True)]
    return np.array([found[kind] for kind in KINDS]).T


def _sums(ratio: Floats) -> list[Floats]:
    """Returns the logarithms of the weights of all ways to place pains at the first places, by how many of each kind."""
    start = np.full(_SIZE, -np.inf)
    start[0, 0, 0, 0] = 0.0
    sums = [start]
    for row in ratio:
        now = sums[-1].copy()
        for kind, one in enumerate(row):
            more = _part(kind, slice(1, None))
            now[more] = np.logaddexp(now[more], sums[-1][_part(kind, slice(None, -1))] + one)
        sums.append(now)
    return sums


def _part(kind: int, kept: slice) -> tuple[slice, ...]:
    return tuple(kept if at == kind else slice(None) for at in range(len(KINDS)))


def _share_ratio(counts: Sequence[float], effect: float, level: tuple[float, float, float]) -> float:
    hits, whole, later_hits, later_whole = counts
    first, second, most = level
    worse = np.minimum(most, _GRID * (1 + effect))
    known = (first - 1 + hits) * np.log(_GRID) + (second - 1 + whole - hits) * np.log1p(-_GRID)
    new = [later_hits * np.log(share) + (later_whole - later_hits) * np.log1p(-share) for share in (_GRID, worse)]
    return _log_sum(known + new[1]) - _log_sum(known + new[0])


def _wait_ratio(old: Floats, new: Floats, effect: float) -> float:
    """Returns the ratio for waits whose logarithms are normal: the level's normal distribution given the old ones."""
    if not len(new):
        return 0.0
    mean, spread, single = WAITS
    certainty = 1 / spread**2 + len(old) / single**2
    expected = (mean / spread**2 + float(np.log(old).sum()) / single**2) / certainty
    variance = 1 / certainty + single**2 / len(new)
    gap, shift = float(np.log(new).mean()) - expected, float(np.log1p(effect))
    return (gap * shift - shift * shift / 2) / variance


def _log_sum(logs: Floats) -> float:
    most = float(logs.max())
    return most + float(np.log(np.exp(logs - most).sum())) if np.isfinite(most) else most
