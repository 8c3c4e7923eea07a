"""How much of an outcome's differences each of several predictors explains: two ways to share out R².

Predictors go together: whoever waits long also asks twice. What they explain jointly has to be shared out. Shapley
shares average what each adds over every order in which predictors can enter; relative weights share by the nearest
predictors that are independent of each other. Both add up to R².
"""

import math
from functools import cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

MOST_EXACT = 12
"""Predictors up to which every subset is looked at; beyond, orders are drawn."""

ORDERS = 400
_RIDGE = 1e-10  # keeps predictors that restate each other apart


def correlations(table: Floats, *, weights: Floats | None = None) -> Floats:
    """Returns the correlations of the columns (n, p); 0 of a column that never changes, and 1 with itself."""
    mass = np.ones(len(table)) if weights is None else weights
    moved = table - (mass @ table) / mass.sum()
    covariance = (moved * mass[:, None]).T @ moved / mass.sum()
    spread = np.sqrt(np.diag(covariance))
    safe = np.where(spread > 1e-12, spread, 1.0)
    found: Floats = covariance / np.outer(safe, safe)
    found[spread <= 1e-12, :] = 0.0
    found[:, spread <= 1e-12] = 0.0
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
    size = len(matrix) - 1
    if size > MOST_EXACT:
        return _drawn(matrix, rng or np.random.default_rng(0))
    worth = np.zeros(1 << size)
    for number in range(1, size + 1):
        masks, members = _subsets(size, number)
        worth[masks] = _explained(matrix, members)
    every = np.arange(1 << size)
    counts = np.array([bin(mask).count("1") for mask in every.tolist()])
    parts = np.array([1.0 / (size * math.comb(size - 1, number)) for number in range(size)])
    found = np.zeros(size)
    for one in range(size):
        without = every[every >> one & 1 == 0]
        found[one] = float((parts[counts[without]] * (worth[without | 1 << one] - worth[without])).sum())
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
def _subsets(size: int, number: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Returns every subset of so many members, as bits (m,) and as members (m, number)."""
    masks = np.array([mask for mask in range(1 << size) if bin(mask).count("1") == number], np.int64)
    members = np.array([[at for at in range(size) if mask >> at & 1] for mask in masks.tolist()], np.int64)
    return masks, members


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
