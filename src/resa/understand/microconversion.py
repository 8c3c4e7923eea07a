"""Small steps towards a goal, apart from the goals: who takes them, and whether those reach the goal more often."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from resa.kernels.partition import Partition
from resa.model.goal import Goal
from resa.model.table import Measure, Table
from resa.store.port import Engine, Scope
from resa.understand import figure
from resa.understand.answer import MEDIAN_SECONDS, Answered, revision_of, units_measure, with_interval
from resa.understand.array import Flags
from resa.understand.comparison import discoveries, share_difference
from resa.understand.conversion import goal_rows
from resa.understand.extent import Extents


def micro_conversions(engine: Engine, *, scope: Scope, now: datetime, goals: Sequence[Goal]) -> Table:
    """Returns a row for each small step (a goal that `leads_to` another), most units first.

    `converted` reach the goal with the step or later; `elsewhere_share` is the share of those who never take the step
    that reach the goal. `p` tests both shares for being equal, and `differs` says whether that counts when all
    steps are looked at together. `median_seconds` runs from the first such step to the goal.
    """
    named = {goal.id: goal for goal in goals}
    extent = engine.fold([Extents()], scope=scope)[0]
    rows: list[dict[str, Any]] = []
    notes = ["who takes a step differs in other ways too: that more of them reach the goal proves no cause"]
    for small in (goal for goal in goals if goal.is_micro):
        goal = named.get(small.leads_to or "")
        if goal is None:
            notes.append(f"{small.id!r} leads to {small.leads_to!r}, which is no goal, and was left out")
            continue
        found = _led(engine, scope=scope, small=small, goal=goal)
        rows.append(_row(small, found, units=extent.units))
    for row, differs in zip(rows, discoveries([row["p"] for row in rows]), strict=True):
        row["differs"] = differs
    return Answered(scope, extent, now, revision_of(engine)).table(
        "micro-conversions",
        columns=("step", "goal", "reached", "share", "converted", "converted_share", "elsewhere_share",
                 "median_seconds", "p", "differs"),
        rows=sorted(rows, key=lambda row: (-row["reached"], row["step"])),
        measures={
            "reached": units_measure(scope),
            "share": Measure("share", "reached_share"),
            "converted": units_measure(scope),
            "converted_share": Measure("share", "of_those_who_took_the_step"),
            "elsewhere_share": Measure("share", "of_those_who_never_took_it"),
            "median_seconds": MEDIAN_SECONDS,
            "p": Measure("probability", "two_shares_pooled"),
            "differs": Measure("", "benjamini_hochberg_5_percent"),
        },
        notes=notes if rows else ["no goal is a small step; name one: resa goals set cart --leads-to purchase"],
    )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class _Led:
    """`reached` took the step; `seconds` has the wait of each of them who reached the goal; `others` did without."""

    reached: int
    seconds: NDArray[np.int64]
    others: int


def _row(small: Goal, found: _Led, *, units: int) -> dict[str, Any]:
    converted, rest = len(found.seconds), units - found.reached
    test = share_difference(converted, whole=found.reached, other_part=found.others, other_whole=rest)
    return {
        "step": small.id,
        "goal": small.leads_to,
        "reached": found.reached,
        **with_interval("share", figure.share(found.reached, whole=units)),
        "converted": converted,
        **with_interval("converted_share", figure.share(converted, whole=found.reached)),
        **with_interval("elsewhere_share", figure.share(found.others, whole=rest)),
        "median_seconds": float(np.median(found.seconds)) if converted else None,
        "p": test,
    }


def _led(engine: Engine, *, scope: Scope, small: Goal, goal: Goal) -> _Led:
    flags = tuple(goal_rows(engine, scope=scope, goal=one) for one in (small, goal))
    parts = [_led_in(partition, *flags) for partition in engine.partitions(scope)]
    seconds = [np.zeros(0, np.int64), *(part.seconds for part in parts)]
    return _Led(sum(part.reached for part in parts), np.concatenate(seconds), sum(part.others for part in parts))


def _led_in(partition: Partition, is_step: Flags, is_goal: Flags) -> _Led:
    step = _first(partition, np.flatnonzero(is_step[partition.row]))
    at = np.flatnonzero(is_goal[partition.row])
    unit = _unit(partition, at)
    begun = step[unit]
    first = _first(partition, at[(begun >= 0) & (at >= begun)])
    led = np.flatnonzero(first >= 0)
    time = partition.time.astype(np.int64)
    others = len(np.unique(unit[begun < 0]))
    return _Led(int(np.count_nonzero(step >= 0)), time[first[led]] - time[step[led]], others)


def _unit(partition: Partition, at: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.searchsorted(partition.offsets, at, side="right") - 1


def _first(partition: Partition, at: NDArray[np.int64]) -> NDArray[np.int64]:
    """Returns the first of these interactions in each unit, -1 where it has none."""
    found = np.full(partition.units, -1, np.int64)
    unit, where = np.unique(_unit(partition, at), return_index=True)
    found[unit] = at[where]
    return found
