"""Where in the histories a place lies: before the first goal, or after it."""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from resa.kernels.join import concatenate
from resa.kernels.partition import Partition
from resa.mapping.catalogue import NamedPlace
from resa.model.goal import Goal
from resa.model.journey import JourneyRules
from resa.store.port import Engine, Scope
from resa.understand.conversion import goal_rows


def goal_positions(engine: Engine, *, rules: JourneyRules, goal: Goal) -> dict[NamedPlace, float]:
    """Returns for each (channel, name) where its median interaction lies relative to the customer's first goal.

    -1 is where histories begin, 0 the goal, 1 where histories end, counted in steps. Only customers who reached the
    goal are looked at; interactions that reach the goal themselves count as at it, 0. Empty where nobody reached it.
    """
    scope = Scope(rules=rules)
    reached = goal_rows(engine, scope=scope, goal=goal)
    partitions = [part for part in engine.partitions(scope) if part.interactions]
    if not reached.any() or not partitions:
        return {}
    whole = concatenate(partitions)
    relative, place = _relative(whole, reached)
    names = whole.dictionary.places
    pairs = sorted({one.named for one in names})
    number = {pair: at for at, pair in enumerate(pairs)}
    pair_of_place = np.array([number[one.named] for one in names], np.int64)
    found = (
        pa.table({"pair": pair_of_place[place], "relative": relative})
        .group_by("pair")
        .aggregate([("relative", "approximate_median")])
    )
    columns = zip(found["pair"].to_pylist(), found["relative_approximate_median"].to_pylist(), strict=True)
    return {pairs[pair]: float(median) for pair, median in columns}


def _relative(whole: Partition, reached: NDArray[np.bool_]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Returns where every interaction of customers who reached the goal lies relative to it, and its place."""
    is_goal = np.zeros(whole.interactions, np.bool_)
    known = whole.row < len(reached)
    is_goal[known] = reached[whole.row[known]]
    at = np.arange(whole.interactions)
    last = whole.interactions
    first = np.minimum.reduceat(np.where(is_goal, at, last), whole.offsets[:-1])
    unit = np.repeat(np.arange(whole.units), np.diff(whole.offsets))
    mine = first[unit] < last
    steps = at - first[unit]
    before, after = first[unit] - whole.offsets[:-1][unit], whole.offsets[1:][unit] - 1 - first[unit]
    relative = steps / np.maximum(1, np.where(steps < 0, before, after))
    return np.where(is_goal, 0.0, relative)[mine], whole.place[mine].astype(np.int64)
