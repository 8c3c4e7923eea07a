"""What each touch on the way to a goal is credited with, by rules that look at one path at a time."""

import numpy as np
from numpy.typing import NDArray

from resa.kernels.compilation import Array, Whole, compiled

RULES = ("first", "last", "linear", "position", "decay", "shapley")
"""The rules that `rule_credit` follows, in the order of its answer."""

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]


def rule_credit(
    bounds: Codes, code: Codes, *, recency: Floats, gained: Floats, group: Codes, shape: tuple[int, int]
) -> Floats:
    """Returns the credit (rules and one more, groups, codes) of each code by each rule.

    `bounds` (n + 1) says where the touches of each path lie in `code` (m). `gained` (n,) is what is shared out: how
    often the path reached the goal, or what that was worth. `recency` (m,) is how much a touch weighs in "decay".
    `shape` is the number of groups and of codes; `group` (n,) is that of each path. What follows the rules is how much
    was gained on paths that a code was on at all.

    - first, last: all to the first or last touch; linear: the same to each touch
    - position: 40 % each to the first and the last one, 20 % to those between; halves of two
    - decay: by recency
    - shapley: the same to each code on the path, however often. That is its Shapley value where a set of codes is worth
      what was gained on paths that need no others.

    Source: L. S. Shapley, "A value for n-person games", 1953; K. Zhao, S. H. Mahboobi and S. R. Bagheri, "Shapley value
    methods for attribution modeling in online advertising", 2018.

    >>> one = np.ones(1)
    >>> found = rule_credit(np.array([0, 3]), np.array([0, 1, 0]), recency=np.ones(3), gained=one,
    ...                     group=np.zeros(1, np.int64), shape=(1, 2))
    >>> found[:, 0, 1].round(3).tolist()
    [0.0, 0.0, 0.333, 0.2, 0.333, 0.5, 1.0]
    """
    found = np.zeros((len(RULES) + 1, *shape))
    _share_out(bounds, code, recency, gained, group, shape[1], found)
    return found


def edge_counts(
    bounds: Codes, state: Codes, *, ends: tuple[Floats, Floats], group: Codes, shape: tuple[int, int]
) -> Floats:
    """Returns how often each step was taken (groups, states + 1, states + 2).

    The last row is where paths begin. The columns after the states are reaching the goal and not reaching it: `ends`
    says how often each path did either. `shape` is the number of groups and of states.
    """
    groups, states = shape
    found = np.zeros((groups, states + 1, states + 2))
    _count_edges(bounds, state, ends[0], ends[1], group, states, found)
    return found


@compiled(writes=1)
def _share_out(
    bounds: Array, code: Array, recency: Array, gained: Array, group: Array, codes: Whole, found: Array
) -> None:
    seen = np.full(codes, -1, np.int64)
    for path in range(len(bounds) - 1):
        begin, end, mine, worth = bounds[path], bounds[path + 1], group[path], gained[path]
        if worth == 0 or end == begin:
            continue
        many = end - begin
        found[0, mine, code[begin]] += worth
        found[1, mine, code[end - 1]] += worth
        total, different = 0.0, 0
        for at in range(begin, end):
            total += recency[at]
            if seen[code[at]] != path:
                seen[code[at]] = path
                different += 1
        edge = 1.0 if many == 1 else 0.5 if many == 2 else 0.4
        found[3, mine, code[begin]] += worth * edge
        if many > 1:
            found[3, mine, code[end - 1]] += worth * edge
        for at in range(begin, end):
            one = code[at]
            found[2, mine, one] += worth / many
            found[4, mine, one] += worth * recency[at] / total
            if begin < at < end - 1:
                found[3, mine, one] += worth * 0.2 / (many - 2)
            if seen[one] == path:
                seen[one] = -1
                found[5, mine, one] += worth / different
                found[6, mine, one] += worth


@compiled(writes=1)
def _count_edges(
    bounds: Array, state: Array, reached: Array, missed: Array, group: Array, states: Whole, found: Array
) -> None:
    for path in range(len(bounds) - 1):
        begin, end, mine = bounds[path], bounds[path + 1], group[path]
        times = reached[path] + missed[path]
        if end == begin or times == 0:
            continue
        before = states
        for at in range(begin, end):
            found[mine, before, state[at]] += times
            before = state[at]
        found[mine, before, states] += reached[path]
        found[mine, before, states + 1] += missed[path]
