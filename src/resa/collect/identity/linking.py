"""Which identifiers belong together, level of trust by level of trust; the result depends on no order of arrival.

An identifier joins the customer that the more trusted identifiers beside it belong to. Where these belong to several
customers that don't contradict each other (one is known by a loyalty number, the other by an e-mail address), it is a
bridge and joins them; where they do (two loyalty numbers), it is shared and links nothing. Bridges of one level are
judged together: if they would chain customers that contradict each other, none of them holds.
"""

# ruff: noqa: PLR0917 # compiled functions take their arrays by position: numba knows no keyword-only arguments

from dataclasses import dataclass
from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

from resa.collect.identity.trust import NAMED

PENDING, ACTIVE, SHARED, HANDED = 0, 1, 2, 3
"""What became of an identifier: not looked at, links, links nothing, a device that several customers used in turn."""


@dataclass(frozen=True, slots=True)
class Network:
    """Identifiers and the subjects they stand in, numbered from 0; several whole clusters.

    `level` and `starts`: each identifier's place in the order of trust and, per level, where it begins in `order`.
    `members[subject_starts[s]:subject_starts[s + 1]]` are the identifiers of subject s, and
    `subjects[identifier_starts[i]:…]` the subjects of identifier i. The last subjects are people's words
    (`is_decided`). `doubles` are subjects with two identifiers of a level, `double_starts` per level. `apart` (pairs,
    2) may never meet, `is_watched` marks their identifiers. `rank` orders by text those for which it matters.
    """

    level: NDArray[np.int8]
    order: NDArray[np.int32]
    starts: NDArray[np.int64]
    subject_starts: NDArray[np.int64]
    members: NDArray[np.int32]
    identifier_starts: NDArray[np.int64]
    subjects: NDArray[np.int32]
    is_decided: NDArray[np.bool_]
    doubles: NDArray[np.int32]
    double_starts: NDArray[np.int64]
    apart: NDArray[np.int32]
    is_watched: NDArray[np.bool_]
    rank: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Links:
    """What became of each identifier, and where each subject belongs.

    `root` (identifiers) is the representative of its customer. `subject_root` is the customer of each subject;
    `device` the handed-over device whose timeline decides instead, -1 where none does; `best` the identifier that
    decided. `is_refused` marks subjects whose equally trusted identifiers could not be joined.
    """

    root: NDArray[np.int32]
    status: NDArray[np.int8]
    is_named: NDArray[np.bool_]
    best: NDArray[np.int32]
    subject_root: NDArray[np.int32]
    device: NDArray[np.int32]
    is_refused: NDArray[np.bool_]


def links(
    network: Network,
    *,
    bit: NDArray[np.uint64],
    watch: NDArray[np.uint64],
    is_unique: NDArray[np.bool_],
    is_device: NDArray[np.bool_],
) -> Links:
    """Returns who belongs together in a network; time grows with its entries times nothing else."""
    size = len(network.level)
    parent = np.arange(size, dtype=np.int32)
    status = np.zeros(size, dtype=np.int8)
    word = np.zeros(size, dtype=np.uint64)
    is_refused = np.zeros(len(network.subject_starts) - 1, dtype=np.bool_)
    graph = (
        network.subject_starts,
        network.members,
        network.identifier_starts,
        network.subjects,
        network.is_decided,
        network.level,
    )
    apart = (network.apart, network.is_watched)
    scratch = _scratch(size)
    for level in range(len(bit)):
        turn = network.order[network.starts[level] : network.starts[level + 1]]
        customers = (parent, status, word)
        refusal = np.int8(HANDED if is_device[level] else SHARED)
        rule = (bit[level], watch[level], refusal, is_unique[level])
        _join_level(turn, graph, customers, apart, rule, scratch)
        doubles = network.doubles[network.double_starts[level] : network.double_starts[level + 1]]
        _join_equals(doubles, level, graph, customers, apart, rule, scratch, is_refused)
    best, subject_root, device = _place(graph, (parent, status, word), network.rank)
    root = _roots(parent)
    return Links(root, status, (word[root] & NAMED) != 0, best, subject_root, device, is_refused)


def _scratch(size: int) -> tuple[Any, ...]:
    seen = np.empty(size + 1, dtype=np.int32)
    stamp = np.zeros(size, dtype=np.int64)
    group = np.arange(size, dtype=np.int32)
    touched = np.empty(size + 1, dtype=np.int32)
    is_touched = np.zeros(size, dtype=np.bool_)
    group_word = np.zeros(size, dtype=np.uint64)
    is_bad = np.zeros(size, dtype=np.bool_)
    counters = np.zeros(2, dtype=np.int64)  # the last stamp, how many are touched
    return seen, stamp, group, touched, is_touched, group_word, is_bad, counters


@numba.njit(cache=True)
def _root(parent, one):  # type: ignore[no-untyped-def] # compiled: numba infers the types
    while parent[one] != one:
        parent[one] = parent[parent[one]]
        one = parent[one]
    return one


@numba.njit(cache=True)
def _roots(parent):  # type: ignore[no-untyped-def] # as above
    roots = np.empty(len(parent), dtype=np.int32)
    for one in range(len(parent)):
        roots[one] = _root(parent, one)
    return roots


@numba.njit(cache=True)
def _unite(parent, word, one, other):  # type: ignore[no-untyped-def] # as above
    first, second = _root(parent, one), _root(parent, other)
    if first != second:
        low, high = min(first, second), max(first, second)
        parent[high] = low
        word[low] |= word[high]


@numba.njit(cache=True)
def _are_apart(first, second, parent, apart):  # type: ignore[no-untyped-def] # as above
    for pair in range(len(apart)):
        one, other = _root(parent, apart[pair, 0]), _root(parent, apart[pair, 1])
        if (one == first and other == second) or (one == second and other == first):
            return True
    return False


@numba.njit(cache=True)
def _beside(one, is_decided_wanted, graph, customers, apart, scratch):  # type: ignore[no-untyped-def] # as above
    """Fills `seen` with the customers of the identifiers beside this one, and returns how many there are."""
    subject_starts, members, identifier_starts, subjects, is_decided, level = graph
    parent, status, _ = customers
    pairs, is_watched = apart
    seen, stamp, counters = scratch[0], scratch[1], scratch[7]
    counters[0] += 1
    count = 0
    for at in range(identifier_starts[one], identifier_starts[one + 1]):
        subject = subjects[at]
        if is_decided[subject] != is_decided_wanted:
            continue
        for entry in range(subject_starts[subject], subject_starts[subject + 1]):
            other = members[entry]
            if status[other] != 1 or level[other] == level[one]:
                continue
            root = _root(parent, other)
            if stamp[root] == counters[0]:
                continue
            stamp[root] = counters[0]
            if not (is_watched[one] and _are_apart(one, root, parent, pairs)):
                seen[count] = root
                count += 1
    return count


@numba.njit(cache=True)
def _customers(one, graph, customers, apart, scratch):  # type: ignore[no-untyped-def] # as above
    """As `_beside`; where a person said where it belongs, nothing else counts."""
    count = _beside(one, True, graph, customers, apart, scratch)
    return count if count else _beside(one, False, graph, customers, apart, scratch)


@numba.njit(cache=True)
def _join_level(turn, graph, customers, apart, rule, scratch):  # type: ignore[no-untyped-def] # as above
    parent, status, word = customers
    bit, watch, refusal, _ = rule
    seen = scratch[0]
    bridges = np.empty(len(turn), dtype=np.int32)
    bridge_count = 0
    for one in turn:
        count = _customers(one, graph, customers, apart, scratch)
        met = np.uint64(0)
        is_contradiction = False
        for at in range(count):
            is_contradiction |= (met & word[seen[at]] & watch) != np.uint64(0)
            met |= word[seen[at]]
        if is_contradiction:
            status[one] = refusal
        elif count > 1:
            bridges[bridge_count] = one
            bridge_count += 1
        else:
            status[one] = 1
            word[one] |= bit
            if count:
                _unite(parent, word, one, seen[0])
    for one in bridges[:bridge_count]:
        count = _customers(one, graph, customers, apart, scratch)
        for at in range(count):
            _propose(one, seen[at], scratch)
    _judge(customers, apart[0], watch, scratch)
    for one in bridges[:bridge_count]:
        _cross(one, graph, customers, apart, bit, scratch)
    _forget(scratch)


@numba.njit(cache=True)
def _cross(one, graph, customers, apart, bit, scratch):  # type: ignore[no-untyped-def] # as above
    """Joins what a bridge connects; where its group is bad, it joins the only named customer or nobody."""
    parent, status, word = customers
    seen, group, is_bad = scratch[0], scratch[2], scratch[6]
    is_good = not is_bad[_root(group, one)]
    count = _customers(one, graph, customers, apart, scratch)
    named = 0
    for at in range(count):
        named += (word[seen[at]] >> np.uint64(63)) == np.uint64(1)
    status[one] = 1 if is_good or named == 1 else 2
    if status[one] == 2:
        return
    for at in range(count):
        if is_good or (word[seen[at]] >> np.uint64(63)) == np.uint64(1):
            _unite(parent, word, one, seen[at])
    word[_root(parent, one)] |= bit


@numba.njit(cache=True)
def _join_equals(doubles, level, graph, customers, apart, rule, scratch, is_refused):  # type: ignore[no-untyped-def] # as above
    """Joins identifiers of one level that stand in one subject; of a unique namespace only by a person's word."""
    parent, _, word = customers
    for stage in range(2):
        for subject in doubles:
            subject_starts, members, _, _, is_decided, levels = graph
            begin, end = subject_starts[subject], subject_starts[subject + 1]
            for first in range(begin, end):
                for second in range(first + 1, end):
                    pair = (members[first], members[second])
                    if not _are_equals(pair, level, levels, customers, apart):
                        continue
                    if rule[3] and not is_decided[subject]:
                        is_refused[subject] = True
                    elif stage == 0:
                        _propose(_root(parent, pair[0]), _root(parent, pair[1]), scratch)
                    elif scratch[6][_root(scratch[2], _root(parent, pair[0]))]:
                        is_refused[subject] = True
                    else:
                        _unite(parent, word, pair[0], pair[1])
        if stage == 0:
            _judge(customers, apart[0], rule[1], scratch)
    _forget(scratch)


@numba.njit(cache=True)
def _are_equals(pair, level, levels, customers, apart):  # type: ignore[no-untyped-def] # as above
    """Says whether both are of the level, link, belong to different customers and may belong to one."""
    parent, status, _ = customers
    for one in pair:
        if levels[one] != level or status[one] != 1:
            return False
    first, second = _root(parent, pair[0]), _root(parent, pair[1])
    return first != second and not _are_apart(first, second, parent, apart[0])


@numba.njit(cache=True)
def _propose(one, other, scratch):  # type: ignore[no-untyped-def] # as above
    group, touched, is_touched, counters = scratch[2], scratch[3], scratch[4], scratch[7]
    for node in (one, other):
        if not is_touched[node]:
            is_touched[node] = True
            touched[counters[1]] = node
            counters[1] += 1
    first, second = _root(group, one), _root(group, other)
    group[max(first, second)] = min(first, second)


@numba.njit(cache=True)
def _judge(customers, pairs, watch, scratch):  # type: ignore[no-untyped-def] # as above
    """Marks the proposed groups in which customers contradict each other or may not meet."""
    parent, _, word = customers
    group, touched, is_touched, group_word, is_bad, counters = scratch[2:]
    for node in touched[: counters[1]]:
        root = _root(group, node)
        own = word[node] & watch
        if group_word[root] & own != np.uint64(0):
            is_bad[root] = True
        group_word[root] |= own
    for pair in range(len(pairs)):
        one, other = _root(parent, pairs[pair, 0]), _root(parent, pairs[pair, 1])
        if one != other and is_touched[one] and is_touched[other] and _root(group, one) == _root(group, other):
            is_bad[_root(group, one)] = True


@numba.njit(cache=True)
def _forget(scratch):  # type: ignore[no-untyped-def] # as above
    group, touched, is_touched, group_word, is_bad, counters = scratch[2:]
    for node in touched[: counters[1]]:
        group[node] = node
        is_touched[node] = False
        group_word[node] = np.uint64(0)
        is_bad[node] = False
    counters[1] = 0


@numba.njit(cache=True)
def _place(graph, customers, rank):  # type: ignore[no-untyped-def] # as above
    """Returns for each subject the identifier that decides, its customer, and a handed-over device or -1."""
    subject_starts, members, _, _, _, level = graph
    parent, status, word = customers
    total = len(subject_starts) - 1
    best = np.empty(total, dtype=np.int32)
    subject_root = np.empty(total, dtype=np.int32)
    device = np.full(total, -1, dtype=np.int32)
    for subject in range(total):
        chosen = members[subject_starts[subject]]
        handed = -1
        for entry in range(subject_starts[subject], subject_starts[subject + 1]):
            one = members[entry]
            claim = (status[one] != 1, level[one], rank[one])
            if claim < (status[chosen] != 1, level[chosen], rank[chosen]):
                chosen = one
            if status[one] == 3 and (handed < 0 or rank[one] < rank[handed]):
                handed = one
        best[subject] = chosen
        subject_root[subject] = _root(parent, chosen)
        is_anonymous = status[chosen] != 1 or (word[subject_root[subject]] >> np.uint64(63)) == np.uint64(0)
        if is_anonymous:
            device[subject] = handed
    return best, subject_root, device
