"""Who reaches a goal, how long it takes, and what it is worth."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from resa.kernels.conversion import Conversion
from resa.kernels.partition import Partition, Place
from resa.model.condition import CUSTOMER_PREFIX, And, comparisons, parse
from resa.model.errors import UnknownNameError
from resa.model.goal import Goal
from resa.model.measurement import Measurement
from resa.model.table import Measure, Table
from resa.store.port import Engine, Scope
from resa.understand import figure
from resa.understand.answer import CUSTOMERS, MEDIAN_SECONDS, Answered, ends, revision_of, with_interval
from resa.understand.array import Flags
from resa.understand.extent import Extents
from resa.understand.history import FieldSource, History, Texts, history, numbers, text_codes
from resa.understand.order import OrderValues, order_values, priced


def goal_rows(engine: Engine, *, scope: Scope, goal: Goal) -> Flags:
    """Returns for every row number in scope (of the engine) whether that interaction reaches the goal.

    A goal may speak of kinds or touchpoints that no source has yet: nothing reaches it then.
    """
    wanted = parse(goal.where)
    highest = max((int(part.row.max(initial=-1)) for part in engine.partitions(scope)), default=-1)
    found = np.zeros(highest + 1, np.bool_)
    narrowed = replace(scope, where=wanted if scope.where is None else And((scope.where, wanted)))
    try:
        for partition in engine.partitions(narrowed):
            found[partition.row] = True
    except UnknownNameError as error:
        if scope.where is not None and error.name not in {one for part in comparisons(wanted) for one in part.operands}:
            raise
    return found


def conversions(
    engine: Engine,
    *,
    scope: Scope,
    now: datetime,
    goals: Sequence[Goal],
    source: FieldSource | None = None,
    by: str | None = None,
) -> Table:
    """Returns a row for each goal, and for each value of `by` where it is given; most units first.

    `median_seconds` runs from a unit's first interaction to its first one that reaches the goal. A unit belongs to the
    first value of `by` that its interactions have, in order; units without any stand under None. Goals that nobody can
    reach, since no interaction in the workspace fits them, have no row. Where `source` is given and the goal names
    money, `order_value_mean` and `order_value_total` follow, in the currency of most orders;
    a note tells how many others there are.
    """
    rows: list[dict[str, Any]] = []
    notes: list[str] = []
    whole = history(engine, scope=scope) if by is not None else None
    extent = engine.fold([Extents()], scope=scope)[0]
    groups = _groups(whole, by=by, source=source) if whole is not None and by is not None else None
    for goal in goals:
        reached = goal_rows(engine, scope=scope, goal=goal)
        if not reached.any():
            notes.append(f"goal {goal.id!r}: nothing in scope fits {goal.where!r}, so conversions are absent")
        elif groups is None or whole is None:
            value = goal_values(source, reached=reached) if source and goal.money else None
            found = engine.fold([Conversion(rows=reached)], scope=scope)[0]
            share = figure.share(found.converted, whole=found.units, variant="converted_share")
            worth = _value_columns(value) if value else {}
            notes += value.notes() if value else []
            rows.append({**_row(goal, share, seconds=found.median_seconds), **worth, **_leading(goal)})
        else:
            by_group = _grouped(goal, whole, reached=reached, groups=groups, by=by or "")
            rows += [{**row, **_leading(goal)} for row in by_group]
    return Answered(scope, extent, now, revision_of(engine)).table(
        "conversions",
        columns=("goal", *((by,) if by else ()), "converted", "share", "median_seconds"),
        rows=rows,
        measures=_MEASURES,
        notes=notes,
    )


_MEASURES = {
    "converted": CUSTOMERS,
    "share": Measure("share", "converted_share"),
    "median_seconds": MEDIAN_SECONDS,
    "order_value_mean": Measure("currency", "mean_per_order"),
    "order_value_total": Measure("currency", "total"),
}


def _leading(goal: Goal) -> dict[str, Any]:
    """Says of a micro-conversion which goal it leads to."""
    return {"leads_to": goal.leads_to} if goal.is_micro else {}


def goal_values(source: FieldSource, *, reached: Flags) -> OrderValues | None:
    """Returns what the orders behind a goal's interactions are worth; None where no amount is known."""
    table = source.fields(np.flatnonzero(reached), names=("order_id", "money_minor", "currency"))
    orders = text_codes(table["order_id"])
    told = numbers(table["money_minor"]), text_codes(table["currency"])
    money, currency = priced(source, orders=orders, money=told[0], currency=told[1])
    return order_values(orders=orders, money=money, currency=currency)


def _value_columns(value: OrderValues) -> dict[str, Any]:
    mean = value.mean()
    found: dict[str, Any] = {"order_value_mean": mean.figure, "order_value_total": float(value.amounts.sum())}
    if mean.interval is not None:
        found["order_value_mean_interval"] = ends(mean.interval)
    return {**found, "currency": value.currency, "orders": len(value.amounts)}


def _row(goal: Goal, share: Measurement, *, seconds: float | None) -> dict[str, Any]:
    converted = round((share.figure or 0) * share.n)
    return {
        "goal": goal.id,
        "converted": converted,
        "units": share.n,
        **with_interval("share", share),
        "median_seconds": seconds,
    }


@dataclass(frozen=True, slots=True, eq=False)
class _Groups:
    """The group of each unit, -1 for none."""

    names: tuple[str, ...]
    of_unit: NDArray[np.int64]


def _groups(whole: History, *, by: str, source: FieldSource | None) -> _Groups:
    texts = unit_texts(whole.partition, by=by, source=source)
    if by.startswith(CUSTOMER_PREFIX):
        return _Groups(texts.names, texts.codes)
    known = np.flatnonzero(texts.codes >= 0)
    unit = whole.unit[known]
    first = known[np.flatnonzero(np.diff(unit, prepend=-1))]
    of_unit = np.full(whole.partition.units, -1, np.int64)
    of_unit[whole.unit[first]] = texts.codes[first]
    return _Groups(texts.names, of_unit)


def unit_texts(partition: Partition, *, by: str, source: FieldSource | None) -> Texts:
    """Returns a field of each interaction; of each unit for `profile.…`."""
    if by == "touchpoint":
        return Texts(partition.dictionary.touchpoints, partition.touchpoint.astype(np.int64))
    if by in Place._fields:
        words = text_codes(pa.array([getattr(place, by) for place in partition.dictionary.places], pa.string()))
        return Texts(words.names, words.codes[partition.place.astype(np.int64)])
    if source is None:
        raise ValueError(f"expected a source of further fields to group by {by!r}, got none")
    if by.startswith(CUSTOMER_PREFIX):
        return profile_texts(
            source, name=by.removeprefix(CUSTOMER_PREFIX), customer=partition.customer.astype(np.int64)
        )
    return text_codes(source.fields(partition.row, names=(by,))[by].cast(pa.string()))


def profile_texts(source: FieldSource, *, name: str, customer: NDArray[np.int64]) -> Texts:
    """Returns what is known at last of one profile field, for each of these customers."""
    table = source.table("profiles")
    told = text_codes(pc.map_lookup(table["properties"], name, "last"))
    owner = numbers(table["customer"]).astype(np.int64)
    instant = pc.fill_null(table["time"].cast(pa.int64()), -(1 << 62)).to_numpy()
    known = np.flatnonzero((told.codes >= 0) & (owner >= 0))
    order = known[np.argsort(instant[known], kind="stable")]
    size = int(max(customer.max(initial=0), owner.max(initial=0))) + 1
    latest = np.full(size, -1, np.int64)
    latest[owner[order]] = told.codes[order]  # later ones overwrite
    return Texts(told.names, latest[customer])


def _grouped(goal: Goal, whole: History, *, reached: Flags, groups: _Groups, by: str) -> list[dict[str, Any]]:
    row = whole.partition.row
    is_goal = np.zeros(len(row), np.bool_)
    inside = row < len(reached)
    is_goal[inside] = reached[row[inside]]
    at = np.flatnonzero(is_goal)
    first = at[np.flatnonzero(np.diff(whole.unit[at], prepend=-1))]
    seconds = np.full(whole.partition.units, -1, np.int64)
    start = whole.seconds[whole.partition.offsets[:-1]]
    seconds[whole.unit[first]] = whole.seconds[first] - start[whole.unit[first]]
    found = []
    for code, name in [*enumerate(groups.names), (-1, None)]:
        mine = seconds[groups.of_unit == code]
        taken = mine[mine >= 0]
        if len(mine):
            share = figure.share(len(taken), whole=len(mine), variant="converted_share")
            middle = float(np.median(taken)) if len(taken) else None
            found.append({**_row(goal, share, seconds=middle), by: name})
    return sorted(found, key=lambda one: (-one["units"], str(one[by])))
