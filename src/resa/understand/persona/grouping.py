"""How many groups there are, and whether they come back when the customers are drawn anew."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from resa.understand.array import Codes, Floats
from resa.understand.matching import adjusted_rand
from resa.understand.persona.mixture import Columns, Mixture, fitted

MOST_GROUPS = 6
LEAST_STABILITY = 0.6
"""Groups are told only where refits on customers drawn anew agree with them at least so well (mean adjusted Rand)."""

MOST_FITTED = 3_000
"""The model is fitted on at most so many rows, and everybody is assigned with it."""

LEAST_ROWS = 100
_DRAWS = 6
_SEED = 20_240_511


Progress = Callable[[str, float | None], None]
"""Hears the step, "trying" or "drawing", and how far it is."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A number of groups that was looked at; `stability` is None where its fit was not good enough to be tried."""

    groups: int
    bic: float
    stability: float | None


@dataclass(frozen=True, slots=True, eq=False)
class Grouping:
    """The groups of n rows: `group` (n,), -1 where there are none; `sureness` (n,) how likely each row belongs there.

    `mixture` is None where no number of groups was both better than none and stable.
    """

    mixture: Mixture | None
    group: Codes
    sureness: Floats
    stability: float | None
    tried: tuple[Tried, ...]
    fitted_on: int


def grouped(
    columns: Columns,
    *,
    most: int = MOST_GROUPS,
    least_stability: float = LEAST_STABILITY,
    progress: Progress | None = None,
) -> Grouping:
    """Returns the groups with the least BIC among those that are stable; none where one group fits as well.

    The same columns give the same groups. Takes a few seconds, however many rows there are.
    """
    tell = progress or _silent
    n = len(columns)
    rng = np.random.default_rng(_SEED)
    rows = np.arange(n) if n <= MOST_FITTED else np.sort(rng.choice(n, MOST_FITTED, replace=False))
    if n < LEAST_ROWS:
        return _none(n, tried=(), fitted_on=n)
    sample = columns.taken(rows)
    most = min(most, max(1, n // (LEAST_ROWS // 2)))
    fits = _fits(sample, most=most, tell=tell)
    stable: dict[int, float] = {}
    chosen = None
    for fit in sorted((one for one in fits[1:] if one.bic < fits[0].bic), key=lambda one: one.bic):
        stable[fit.groups] = stability(sample, fit, progress=tell)
        if stable[fit.groups] >= least_stability:
            chosen = fit
            break
    tried = tuple(Tried(one.groups, one.bic, stable.get(one.groups)) for one in fits)
    if chosen is None:
        return _none(n, tried=tried, fitted_on=len(rows))
    belonging = chosen.belonging(columns)
    return Grouping(chosen, belonging.argmax(1), belonging.max(1), stable[chosen.groups], tried, len(rows))


def _fits(columns: Columns, *, most: int, tell: Progress) -> list[Mixture]:
    """Returns a fit for each number of groups, up to where two more make it worse."""
    found: list[Mixture] = []
    for groups in range(1, most + 1):
        tell("trying", (groups - 1) / most)
        found.append(fitted(columns, groups=groups, rng=np.random.default_rng(_SEED + groups)))
        if groups > 2 and found[-1].bic > found[-2].bic > found[-3].bic:
            break
    return found


def stability(columns: Columns, mixture: Mixture, *, progress: Progress | None = None) -> float:
    """Returns how well refits on rows drawn anew agree with a mixture about all rows: the mean adjusted Rand index.

    1 is always the same groups, 0 no more than chance.

    Source: C. Hennig, "Cluster-wise assessment of cluster stability", 2007.
    """
    mine = mixture.belonging(columns).argmax(1)
    agreed = []
    for draw in range(_DRAWS):
        (progress or _silent)("drawing", draw / _DRAWS)
        rng = np.random.default_rng(_SEED + 1000 + draw)
        rows = rng.integers(0, len(columns), len(columns))
        again = fitted(columns.taken(rows), groups=mixture.groups, rng=rng, starts=2)
        agreed.append(adjusted_rand(mine, again.belonging(columns).argmax(1)))
    return float(np.mean(agreed))


def _silent(_: str, __: float | None) -> None:
    return


def _none(n: int, *, tried: tuple[Tried, ...], fitted_on: int) -> Grouping:
    return Grouping(None, np.full(n, -1, np.int64), np.zeros(n), None, tried, fitted_on)
