"""Two groups or periods beside each other: what differs by stage, touchpoint, way and goal."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import numpy as np

from resa.kernels.conversion import Conversion
from resa.kernels.reach import Reach
from resa.kernels.stageflow import StageFlow
from resa.kernels.transition import TransitionCustomers
from resa.mapping.catalogue import Catalogue
from resa.model.errors import UnknownNameError
from resa.model.goal import Goal
from resa.model.journey import Unit
from resa.model.table import Measure, Table
from resa.store.port import Engine, Scope
from resa.understand.answer import CUSTOMERS, Answered, ends, marked, revision_of
from resa.understand.comparison import discoveries, share_difference, share_gap
from resa.understand.conversion import goal_rows
from resa.understand.extent import Extent, Extents
from resa.understand.reach import dictionary_of, met, stage_numbers

ASPECTS = ("stage", "touchpoint", "transition", "goal")
"""What groups are compared by, besides the figures of their maps."""

FALSE_SHARE = 0.05


@dataclass(frozen=True, slots=True)
class _Asked:
    engine: Engine
    scope: Scope
    catalogue: Catalogue
    goals: Sequence[Goal]


def group_differences(
    engine: Engine,
    *,
    scope: Scope,
    versus: Scope,
    now: datetime,
    catalogue: Catalogue,
    goals: Sequence[Goal] = (),
    aspects: Sequence[str] = ASPECTS,
) -> Table:
    """Returns a row for each stage, touchpoint, transition and goal: the customers of both groups who have it.

    `share` and `versus_share` are of all customers of each group, `difference` is the first less the second, with its
    interval. `p` tests both for being equal; `differs` says whether it still counts when one has looked at all the
    rows: of those that differ, at most one in twenty is expected to be chance. What differs comes first, the largest
    difference before the others. `id` is that of the map, so that a map can show the differences.

    Source: Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate", 1995.
    """
    for aspect in aspects:
        if aspect not in _COUNTED:
            raise UnknownNameError("aspect of a comparison", aspect, known=[*_COUNTED, "figure"], where="--by")
    groups = [replace(one, unit=Unit.CUSTOMER) for one in (scope, versus)]
    sides = [_Asked(engine, one, catalogue, goals) for one in groups]
    extents = [engine.fold([Extents()], scope=one)[0] for one in groups]
    rows = [row for aspect in aspects for row in _rows(aspect, sides, extents)]
    return Answered(groups[0], extents[0], now, revision_of(engine)).table(
        "comparison",
        columns=("aspect", "id", "name", "customers", "share", "versus", "versus_share", "difference", "p", "differs"),
        rows=ordered(corrected(rows)),
        measures={
            "customers": CUSTOMERS,
            "share": Measure("share", "of_the_group"),
            "versus": CUSTOMERS,
            "versus_share": Measure("share", "of_the_other_group"),
            "difference": Measure("share", "share_less_versus_share"),
            "p": Measure("probability", "two_shares_pooled"),
            "differs": Measure("", "benjamini_hochberg_5_percent"),
        },
        notes=_notes(engine, groups, extents),
    )


def _notes(engine: Engine, groups: Sequence[Scope], extents: Sequence[Extent]) -> list[str]:
    one, other = (extent.customers for extent in extents)
    customers = [
        np.unique(np.concatenate([np.zeros(0, np.int32), *(part.customer for part in engine.partitions(group))]))
        for group in groups
    ]
    both = len(np.intersect1d(customers[0], customers[1], assume_unique=True))
    notes = [f"{one} customers against {other}"]
    if both:
        notes.append(f"{both} customers are in both groups, and the tests take the groups for independent")
    return notes


def _rows(aspect: str, sides: Sequence[_Asked], extents: Sequence[Extent]) -> Iterator[dict[str, Any]]:
    mine, theirs = (_COUNTED[aspect](side) for side in sides)
    whole, other_whole = (extent.customers for extent in extents)
    for key in dict.fromkeys([*mine, *theirs]):
        part, other_part = mine.get(key, 0), theirs.get(key, 0)
        if not part and not other_part:
            continue
        counts = {"whole": whole, "other_part": other_part, "other_whole": other_whole}
        share, other = (part / whole if whole else None), (other_part / other_whole if other_whole else None)
        gap = share_gap(part, **counts)
        row = {
            "aspect": aspect,
            "id": key[0],
            "name": key[1],
            "customers": part,
            "share": share,
            "versus": other_part,
            "versus_share": other,
            "difference": None if share is None or other is None else share - other,
            **({"difference_interval": ends(gap)} if gap else {}),
            "p": share_difference(part, **counts),
        }
        yield marked(row, n=min(whole, other_whole))


def corrected(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Returns the rows with `differs`, looked at together; None where nothing was tested."""
    every = list(rows)
    tested = [at for at, row in enumerate(every) if row["p"] is not None]
    found: list[bool | None] = [None] * len(every)
    for at, differs in zip(
        tested, discoveries([every[at]["p"] for at in tested], false_share=FALSE_SHARE), strict=True
    ):
        found[at] = differs
    return [{**row, "differs": differs} for row, differs in zip(every, found, strict=True)]


def ordered(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Returns what differs first, then by p-value and the size of the difference."""

    def rank(row: Mapping[str, Any]) -> tuple[Any, ...]:
        unproven = 2.0 if row["p"] is None else row["p"]
        return (
            not row["differs"],
            -abs(row["difference"] or 0) if row["differs"] else unproven,
            row["aspect"],
            row["id"],
        )

    return sorted(rows, key=rank)


Key = tuple[str, str]


def _stages(asked: _Asked) -> dict[Key, int]:
    dictionary, stages = dictionary_of(asked.engine, scope=asked.scope), asked.catalogue.stages
    flow = StageFlow(len(stages), tuple(stage_numbers(dictionary, catalogue=asked.catalogue).tolist()))
    (river,) = asked.engine.fold([flow], scope=met(asked.scope, dictionary=dictionary))
    return {(stage.id, stage.name or stage.id): int(count) for stage, count in zip(stages, river.visited, strict=True)}


def _touchpoints(asked: _Asked) -> dict[Key, int]:
    dictionary = dictionary_of(asked.engine, scope=asked.scope)
    (reached,) = asked.engine.fold([Reach.by_touchpoint(dictionary)], scope=asked.scope)
    names = _names(asked)
    return {
        (touchpoint, names.get(touchpoint, touchpoint)): int(count)
        for touchpoint, count in zip(dictionary.touchpoints, reached.customers, strict=False)
    }


def _transitions(asked: _Asked) -> dict[Key, int]:
    ids, names = dictionary_of(asked.engine, scope=asked.scope).touchpoints, _names(asked)
    (found,) = asked.engine.fold([TransitionCustomers()], scope=asked.scope)
    edges = zip(found.start.tolist(), found.end.tolist(), found.count.tolist(), strict=True)
    return {
        (f"link:{ids[start]}:{ids[end]}", " → ".join(names.get(ids[code], ids[code]) for code in (start, end))): count
        for start, end, count in edges
    }


def _goals(asked: _Asked) -> dict[Key, int]:
    found = {}
    for goal in asked.goals:
        reached = goal_rows(asked.engine, scope=asked.scope, goal=goal)
        found[goal.id, goal.id] = int(asked.engine.fold([Conversion(rows=reached)], scope=asked.scope)[0].converted)
    return found


def _names(asked: _Asked) -> dict[str, str]:
    """Returns what touchpoints are called; those of one name in several channels go by their ids, which tell which."""
    times = Counter(one.name for one in asked.catalogue.touchpoints)
    return {one.id: one.name if times[one.name] == 1 else one.id for one in asked.catalogue.touchpoints}


_COUNTED: Mapping[str, Callable[[_Asked], dict[Key, int]]] = {
    "stage": _stages,
    "touchpoint": _touchpoints,
    "transition": _transitions,
    "goal": _goals,
}
