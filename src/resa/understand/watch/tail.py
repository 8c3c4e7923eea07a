"""How far a day's figure lies in the tails of what was expected, as distances of a standard normal."""

from dataclasses import dataclass

import numpy as np

from resa.understand.array import Flags, Floats
from resa.understand.watch.panel import SHARE, WAIT

_TINY = 1e-9
_RARE = 0.2  # a share below which hits are told by a negative binomial
_NEAR = 2.0
_PARTS = ("kinds", "mean", "plain", "extra", "sizes", "unsteady")
_MOST_SIZE = 1e6  # of a negative binomial from which it is a Poisson distribution


@dataclass(frozen=True, slots=True, eq=False)
class Expected:
    """What is expected of k series on one day (or sum of days).

    `mean` of the sums; `plain` is the variance that chance alone gives it, `extra` how much each unit of what is
    `unsteady` adds. `sizes` are the observations of shares.
    """

    kinds: np.ndarray[tuple[int], np.dtype[np.int64]]
    mean: Floats
    plain: Floats
    extra: Floats
    sizes: Floats
    unsteady: Floats

    @property
    def variance(self) -> Floats:
        """The variance of the sums."""
        return self.plain + self.unsteady * self.extra

    def beside(self, other: "Expected") -> "Expected":
        """Returns both, one after the other, so that they are judged at once."""
        pairs = {name: (getattr(self, name), getattr(other, name)) for name in _PARTS}
        return Expected(**{name: np.concatenate(pair) for name, pair in pairs.items()})


def distances(seen: Floats, *, expected: Expected) -> tuple[Floats, Floats]:
    """Returns how far above and how far below expectation each sum lies, in standard normal distances.

    Above: the distance beyond which so much or more lies; below: so little or less. What lies within two standard
    deviations is told roughly. Counts follow a negative binomial
    distribution, shares one with as many answers as the beta-binomial's variance allows, waits a log-normal one.
    """
    nothing, known = np.zeros(len(seen)), expected.mean > _TINY
    rough: Floats = np.divide(seen - expected.mean, np.sqrt(expected.variance), out=nothing, where=known)
    above, below = rough.copy(), -rough
    far = np.flatnonzero(np.abs(rough) > _NEAR)
    if len(far):
        above[far], below[far] = _exactly(seen[far], _taken(expected, far))
    return above, below


def _exactly(seen: Floats, one: Expected) -> tuple[Floats, Floats]:
    """Returns the distances by the distribution of each; of frequent hits, the misses are the rare ones."""
    is_share = one.kinds == SHARE
    chance = one.mean / np.maximum(one.sizes, _TINY)
    is_flipped = is_share & (chance > 1 - _RARE)
    is_even = is_share & (chance >= _RARE) & ~is_flipped
    is_wait = one.kinds == WAIT
    above, below = np.empty(len(seen)), np.empty(len(seen))
    for which, told in ((~is_even & ~is_wait, _of_events), (is_even, _of_shares), (is_wait, _of_waits)):
        at = np.flatnonzero(which)
        if len(at):
            above[at], below[at] = told(seen[at], _taken(one, at), is_flipped[at])
    return above, below


def _taken(one: Expected, at: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Expected:
    return Expected(**{name: getattr(one, name)[at] for name in _PARTS})


def _of_shares(seen: Floats, one: Expected, _: Flags) -> tuple[Floats, Floats]:
    chance = one.mean / one.sizes
    wide = np.maximum(1.0, one.variance / np.maximum(one.plain, _TINY))
    trials = one.sizes / wide
    below = -_binomial((seen + 0.5) / wide, trials=trials, chance=chance)
    above = _binomial((seen - 0.5) / wide, trials=trials, chance=chance)
    return above, below


def _of_events(seen: Floats, one: Expected, is_flipped: Flags) -> tuple[Floats, Floats]:
    hits, mean = (np.where(is_flipped, one.sizes - sums, sums) for sums in (seen, one.mean))
    more, fewer = _events(hits, mean=mean, variance=one.variance)
    return np.where(is_flipped, fewer, more), np.where(is_flipped, more, fewer)


def _events(seen: Floats, *, mean: Floats, variance: Floats) -> tuple[Floats, Floats]:
    """Returns the distances of a negative binomial distribution of this mean and variance."""
    size = np.minimum(_MOST_SIZE, mean**2 / np.maximum(variance - mean, _TINY))
    chance = mean / (size + mean)
    below = -_binomial(seen + 0.5, trials=size + seen, chance=chance)
    some = np.maximum(seen, 1.0)
    above = np.where(seen > 0, _binomial(some - 0.5, trials=size + some - 1, chance=chance), -np.inf)
    return above, below


def _of_waits(seen: Floats, one: Expected, _: Flags) -> tuple[Floats, Floats]:
    spread = np.sqrt(one.variance) / one.mean
    z = np.log(np.maximum(seen, _TINY) / one.mean) / np.maximum(spread, _TINY)
    return z, -z


def _binomial(part: Floats, *, trials: Floats, chance: Floats) -> Floats:
    """Returns the normal distance of a binomial distribution function; `part` lies half-way between two numbers.

    Source: D. B. Peizer and J. W. Pratt, "A normal approximation for binomial, F, beta, and other common, related tail
    probabilities", 1968; good to a thousandth of the chance out to five standard deviations.
    """
    part = np.minimum(np.maximum(part, _TINY), np.maximum(trials - _TINY, 2 * _TINY))
    rest, other = np.maximum(trials - part, _TINY), 1 - chance
    off = part - trials * chance
    off = np.where(np.abs(off) < 1e-7, 1e-7, off)
    gain = part * np.log(part / (trials * chance)) + rest * np.log(rest / (trials * other))
    shift = part + 1 / 6 - (trials + 1 / 3) * chance
    shift = shift + 0.02 * (other / (part + 0.5) - chance / (rest + 0.5) + (other - 0.5) / (trials + 1))
    distance: Floats = (
        shift / np.abs(off) * np.sqrt(np.maximum(0.0, 2 * gain / (1 + 1 / (6 * np.maximum(trials, _TINY)))))
    )
    return distance
