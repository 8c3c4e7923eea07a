"""Where in the histories a place lies: before the first goal, or after it."""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from resa.kernels.join import concatenate
from resa.kernels.partition import Partition
from resa.mapping.catalogue import Place
from resa.model.goal import Goal
from resa.model.journey import JourneyRules
from resa.store.port import Engine, Scope
from resa.understand.conversion import goal_rows


def goal_positions(engine: Engine, *, rules: JourneyRules, goal: Goal) -> dict[Place, float]:
    """Returns for each (channel, name) the median number of steps from the customer's first goal to it.

    Below 0 lies before the goal, above 0 after it. Only customers who reached the goal are looked at; interactions
    that reach the goal themselves count as at it, 0. Empty where nobody reached it.
    """
    scope = Scope(rules=rules)
    reached = goal_rows(engine, scope=scope, goal=goal)
    partitions = [part for part in engine.partitions(scope) if part.interactions]
    if not reached.any() or not partitions:
        return {}
    whole = concatenate(partitions)
    steps, place = _steps(whole, reached)
    names = whole.dictionary.places
    pairs = sorted({(channel, name) for _, channel, name, *_ in names})
    number = {pair: at for at, pair in enumerate(pairs)}
    pair_of_place = np.array([number[channel, name] for _, channel, name, *_ in names], np.int64)
    found = (
        pa.table({"pair": pair_of_place[place], "steps": steps})
        .group_by("pair")
        .aggregate([("steps", "approximate_median")])
    )
    columns = zip(found["pair"].to_pylist(), found["steps_approximate_median"].to_pylist(), strict=True)
    return {pairs[pair]: float(median) for pair, median in columns}


def _steps(whole: Partition, reached: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Returns the steps from the first goal and the place of every interaction of customers who reached it."""
    is_goal = np.zeros(whole.interactions, np.bool_)
    known = whole.row < len(reached)
    is_goal[known] = reached[whole.row[known]]
    at = np.arange(whole.interactions)
    last = whole.interactions
    first = np.minimum.reduceat(np.where(is_goal, at, last), whole.offsets[:-1])
    unit = np.repeat(np.arange(whole.units), np.diff(whole.offsets))
    mine = first[unit] < last
    steps = np.where(is_goal, 0, at - first[unit])
    return steps[mine], whole.place[mine].astype(np.int64)
