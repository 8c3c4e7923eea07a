"""Paths under a mixture of Markov chains: how likely each chain makes each path, and what the chains are then.

Paths are rows of step numbers (from one state to the next), one after the other: `bounds` (n + 1) says where each path
lies in `step` (m). `weight` (n,) is how much each step of a path counts, so that long paths don't drown short ones.
"""

import numpy as np
from numpy.typing import NDArray

from resa.kernels.compilation import Array, Whole, compiled

Floats = NDArray[np.float64]
Steps = NDArray[np.int64]


def membership_shares(
    bounds: Steps, step: Steps, *, weight: Floats, log_step: Floats, log_share: Floats
) -> tuple[Floats, Floats]:
    """Returns for each path the shares (n, k) in which it belongs to each chain, and its log likelihood (n,).

    `log_step` (steps + 1, k) holds the logarithm of each step's probability in each chain; steps of nobody known are
    its last row. `log_share` (k,) is that of the chains' sizes.

    >>> log = np.log(np.array([[0.5, 0.1], [1.0, 1.0]]))
    >>> one = np.ones(1), np.log(np.array([0.5, 0.5]))
    >>> shares, _ = membership_shares(np.array([0, 1]), np.array([0]), weight=one[0], log_step=log, log_share=one[1])
    >>> shares.round(4).tolist()
    [[0.8333, 0.1667]]
    """
    shares, likelihood = np.empty((len(bounds) - 1, len(log_share))), np.empty(len(bounds) - 1)
    _share_out(bounds, step, weight, log_step, log_share, shares, likelihood)
    return shares, likelihood


def step_counts(bounds: Steps, step: Steps, *, weight: Floats, shares: Floats, size: int) -> Floats:
    """Returns how often each step (size, k) was taken in each chain, paths counted in these shares."""
    found = np.zeros((size, shares.shape[1]))
    _count(bounds, step, weight, shares, found)
    return found


def edit_distances(bounds: Steps, code: Steps) -> Floats:
    """Returns how far each two paths are apart (n, n): the least insertions, removals and changes, by the longer one.

    0 is the same path, 1 has nothing in common. Takes time by the square of the paths and of their lengths.

    Source: R. Wagner and M. Fischer, "The string-to-string correction problem", 1974.

    >>> edit_distances(np.array([0, 2, 4]), np.array([1, 2, 1, 3]))[0].tolist()
    [0.0, 0.5]
    """
    many = len(bounds) - 1
    found = np.zeros((many, many))
    longest = int(np.diff(bounds).max(initial=0))
    _distances(bounds, code, longest, found)
    return found


@compiled(writes=2)
def _share_out(
    bounds: Array, step: Array, weight: Array, log_step: Array, log_share: Array, shares: Array, likelihood: Array
) -> None:
    many = len(log_share)
    row = np.empty(many)
    for path in range(len(bounds) - 1):
        row[:] = 0.0
        for at in range(bounds[path], bounds[path + 1]):
            for one in range(many):
                row[one] += log_step[step[at], one]
        greatest = -np.inf
        for one in range(many):
            row[one] = row[one] * weight[path] + log_share[one]
            greatest = max(greatest, row[one])
        total = 0.0
        for one in range(many):
            row[one] = np.exp(row[one] - greatest)
            total += row[one]
        for one in range(many):
            shares[path, one] = row[one] / total
        likelihood[path] = greatest + np.log(total)


@compiled(writes=1)
def _count(bounds: Array, step: Array, weight: Array, shares: Array, found: Array) -> None:
    for path in range(len(bounds) - 1):
        for at in range(bounds[path], bounds[path + 1]):
            for one in range(shares.shape[1]):
                found[step[at], one] += shares[path, one] * weight[path]


@compiled(writes=1)
def _distances(bounds: Array, code: Array, longest: Whole, found: Array) -> None:
    before, row = np.empty(longest + 1, np.int64), np.empty(longest + 1, np.int64)
    for one in range(len(bounds) - 1):
        for other in range(one):
            distance = _distance(bounds, code, one, other, before, row)
            sizes = max(bounds[one + 1] - bounds[one], bounds[other + 1] - bounds[other])
            found[one, other] = found[other, one] = distance / max(1, sizes)


@compiled(writes=2)
def _distance(bounds: Array, code: Array, one: Whole, other: Whole, before: Array, row: Array) -> Whole:
    begin, there, many = bounds[one], bounds[other], bounds[other + 1] - bounds[other]
    for column in range(many + 1):
        before[column] = column
    for at in range(bounds[one + 1] - begin):
        row[0] = at + 1
        for column in range(many):
            change = before[column] + (code[begin + at] != code[there + column])
            row[column + 1] = min(change, before[column + 1] + 1, row[column] + 1)
        before[: many + 1] = row[: many + 1]
    return before[many]
