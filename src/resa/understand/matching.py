"""Which new group is which old one, and how well two groupings agree."""

import numpy as np
from numpy.typing import NDArray

from resa.understand.array import Codes


def crossed(one: Codes, other: Codes) -> NDArray[np.int64]:
    """Returns how many rows lie in each group of both; rows with -1 in either are left out.

    >>> crossed(np.array([0, 0, 1, -1]), np.array([1, 1, 0, 0])).tolist()
    [[0, 2], [1, 0]]
    """
    both = (one >= 0) & (other >= 0)
    found = np.zeros((int(one.max(initial=-1)) + 1, int(other.max(initial=-1)) + 1), np.int64)
    np.add.at(found, (one[both], other[both]), 1)
    return found


def adjusted_rand(one: Codes, other: Codes) -> float:
    """Returns how well two groupings of the same rows agree: 1 is the same, 0 no more than chance.

    Source: L. Hubert and P. Arabie, "Comparing partitions", 1985.

    >>> adjusted_rand(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0]))
    1.0
    """
    table = crossed(one, other)
    n = table.sum()
    pairs, rows, columns = (_pairs(counts) for counts in (table, table.sum(1), table.sum(0)))
    expected = rows * columns / max(_pairs(n), 1.0)
    most = (rows + columns) / 2
    return 1.0 if most == expected else (pairs - expected) / (most - expected)


def _pairs(counts: NDArray[np.int64] | np.int64) -> float:
    exact = np.asarray(counts, np.float64)
    return float((exact * (exact - 1) / 2).sum())


def overlap(one: Codes, other: Codes) -> NDArray[np.float64]:
    """Returns the Jaccard share of each group of one in each of the other: rows in both of rows in either."""
    table = crossed(one, other).astype(np.float64)
    either = table.sum(1)[:, None] + table.sum(0)[None] - table
    return np.asarray(np.divide(table, either, out=np.zeros_like(table), where=either > 0), np.float64)


def matched(gain: NDArray[np.float64]) -> dict[int, int]:
    """Returns for each row of `gain` the column it is paired with, so that the sum over pairs is greatest.

    Each row and column stands in one pair at most; pairs that gain nothing are left out. Takes 2 to the power of the
    columns steps: for a dozen groups, not for hundreds.

    Source: the assignment problem, H. Kuhn, "The Hungarian method for the assignment problem", 1955; solved here by
    going through the sets of columns that are taken.

    >>> matched(np.array([[0.9, 0.8], [0.85, 0.1]]))
    {0: 1, 1: 0}
    """
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for row in gain:
        further = dict[int, tuple[float, tuple[int, ...]]]()
        for taken, (total, chosen) in best.items():
            _offer(further, taken, total=total, chosen=(*chosen, -1))
            for column in np.flatnonzero(row > 0).tolist():
                if not taken >> column & 1:
                    _offer(further, taken | 1 << column, total=total + float(row[column]), chosen=(*chosen, column))
        best = further
    _, pairs = max(best.values(), key=lambda one: (one[0], one[1]))
    return {row: column for row, column in enumerate(pairs) if column >= 0}


def _offer(
    known: dict[int, tuple[float, tuple[int, ...]]], taken: int, *, total: float, chosen: tuple[int, ...]
) -> None:
    if taken not in known or total > known[taken][0]:
        known[taken] = (total, chosen)
