"""How much of an outcome's differences each of several predictors explains: two ways to share out R².

Predictors go together: whoever waits long also asks twice. What they explain jointly has to be shared out. Shapley
shares average what each adds over every order in which predictors can enter; relative weights share by the nearest
predictors that are independent of each other. Both add up to R².
"""

import math
from functools import cache

import numpy as np
from numpy.typing import NDArray

from resa.understand.array import Floats

MOST_EXACT = 12
"""Predictors up to which every subset is looked at; beyond, orders are drawn."""

ORDERS = 400
BLOCK = 16_384
_STILL = 1e-7  # a spread that is nothing but rounding
_RIDGE = 1e-10  # keeps predictors that restate each other apart


def correlations(table: Floats) -> Floats:
    """Returns the correlations of the columns (n, p); 0 of a column that never changes, and 1 with itself."""
    moved = table - table.mean(axis=0)
    return _scaled(moved.T @ moved / len(table))


def correlations_again(table: Floats, *, times: int, rng: np.random.Generator) -> Floats:
    """Returns the correlations of so many tables of rows drawn anew from this one (times, p, p).

    Sums of products of columns are taken for all draws together, a block of rows at a time.
    """
    n, size = table.shape
    draws = [np.bincount(rng.integers(0, n, n), minlength=n).astype(np.uint8) for _ in range(times)]
    drawn = np.array(draws, np.uint8).reshape(times, n)
    moved = np.column_stack([(table - table.mean(axis=0)), np.ones(n)])
    first, second = np.triu_indices(size + 1)
    sums = np.zeros((times, len(first)))
    for begin in range(0, n, BLOCK):
        rows = moved[begin : begin + BLOCK]
        sums += drawn[:, begin : begin + BLOCK].astype(np.float64) @ (rows[:, first] * rows[:, second])
    means = np.zeros((times, size + 1, size + 1))
    means[:, first, second] = means[:, second, first] = sums / n
    centre = means[:, :-1, -1]
    found = [_scaled(one) for one in means[:, :-1, :-1] - centre[:, :, None] * centre[:, None, :]]
    return np.array(found).reshape(times, size, size)


def _scaled(covariance: Floats) -> Floats:
    spread = np.sqrt(np.maximum(np.diag(covariance), 0.0))
    safe = np.where(spread > _STILL, spread, 1.0)
    found: Floats = covariance / np.outer(safe, safe)
    found[spread <= _STILL, :] = 0.0
    found[:, spread <= _STILL] = 0.0
    np.fill_diagonal(found, 1.0)
    return found


def r_squared(matrix: Floats) -> float:
    """Returns the share of the differences in the last column that all others explain together."""
    return float(_explained(matrix, np.arange(len(matrix) - 1)[None, :])[0])


def shapley_shares(matrix: Floats, *, rng: np.random.Generator | None = None) -> Floats:
    """Returns what each predictor explains of the last column (p,), summing to R²; exact up to `MOST_EXACT` of them.

    Beyond that it is the mean over `ORDERS` orders drawn with `rng`, each of them forwards and backwards.

    Source: R. Lindeman, P. Merenda and R. Gold, "Introduction to bivariate and multivariate analysis", 1980, p. 119;
    U. Grömping, "Estimators of relative importance in linear regression based on variance decomposition", 2007.

    >>> matrix = np.array([[1.0, 0.0, 0.6], [0.0, 1.0, 0.3], [0.6, 0.3, 1.0]])
    >>> shapley_shares(matrix).round(4).tolist()
    [0.36, 0.09]
    """
    if len(matrix) - 1 > MOST_EXACT:
        return _drawn(matrix, rng or np.random.default_rng(0))
    found: Floats = shapley_shares_of(matrix[None])[0]
    return found


def shapley_shares_of(matrices: Floats) -> Floats:
    """Returns the exact shares of many matrices (m, p + 1, p + 1) at once, as (m, p); for at most `MOST_EXACT` each."""
    found: Floats = _explained_by_every_set(matrices) @ _turns(matrices.shape[-1] - 1).T
    return found


def relative_weights(matrix: Floats) -> Floats:
    """Returns Johnson's relative weights of the predictors (p,), summing to R².

    Source: J. W. Johnson, "A heuristic method for estimating the relative weight of predictor variables in multiple
    regression", 2000.

    >>> matrix = np.array([[1.0, 0.0, 0.6], [0.0, 1.0, 0.3], [0.6, 0.3, 1.0]])
    >>> relative_weights(matrix).round(4).tolist()
    [0.36, 0.09]
    """
    inner, outer = matrix[:-1, :-1], matrix[:-1, -1]
    values, vectors = np.linalg.eigh(inner)
    root = vectors @ np.diag(np.sqrt(np.maximum(values, _RIDGE))) @ vectors.T
    slopes = np.linalg.solve(root, outer)
    found: Floats = (root**2) @ (slopes**2)
    return found


@cache
def _turns(size: int) -> Floats:
    """Returns how much the worth of every set counts in each one's share (size, sets): for it with it, else against.

    Bit k of a set's number says whether k is in it; a set counts as often as an order begins with it.
    """
    every = np.arange(1 << size)
    has = (every >> np.arange(size)[:, None] & 1).astype(np.bool_)
    others = np.where(has, has.sum(axis=0) - 1, has.sum(axis=0))
    often = np.array([1.0 / (size * math.comb(size - 1, number)) for number in range(size)] + [0.0])
    turns: Floats = np.where(has, often[others], -often[others])
    return turns


def _explained_by_every_set(matrices: Floats) -> Floats:
    """Returns R² of the last column on every set of the others (m, sets); bit k of a set's number is predictor k.

    Each step leaves one predictor out or takes what it explains from all that is left, so every set costs one step
    from a smaller one instead of an equation of its own.
    """
    size = matrices.shape[-1] - 1
    left = (matrices + _RIDGE * np.diag(np.append(np.ones(size), 0.0)))[:, None]
    for _ in range(size):
        first, rest = left[:, :, 0, :], left[:, :, 1:, 1:]
        taken = first[..., 1:, None] * (first[..., None, 1:] / first[..., :1, None])
        left = np.concatenate([rest, rest - taken], axis=1)
    found: Floats = matrices[:, None, -1, -1] - left[:, :, 0, 0]
    return found


def _explained(matrix: Floats, members: NDArray[np.int64]) -> Floats:
    """Returns R² of the last column on each of these sets of predictors (m, k)."""
    inner = matrix[members[:, :, None], members[:, None, :]] + _RIDGE * np.eye(members.shape[1])
    outer = matrix[members, -1]
    slopes = np.linalg.solve(inner, outer[:, :, None])[:, :, 0]
    found: Floats = (slopes * outer).sum(axis=1)
    return found


def _drawn(matrix: Floats, rng: np.random.Generator) -> Floats:
    size = len(matrix) - 1
    found = np.zeros(size)
    for _ in range(ORDERS):
        order = rng.permutation(size)
        for way in (order, order[::-1]):
            before = 0.0
            for number in range(1, size + 1):
                now = float(_explained(matrix, way[None, :number])[0])
                found[way[number - 1]] += now - before
                before = now
    return found / (2 * ORDERS)
