"""Dashboards: KPIs, conversions and small steps, channels and touchpoints, each with its trend, under one filter."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from resa.app.permission import Act, Person, require
from resa.app.personal import require_filter
from resa.app.rememberedmap import numbers
from resa.app.remembering import Lately, PerWorkspace
from resa.app.savedquery import joined
from resa.app.serving import ServedWorkspace
from resa.app.workspace import Workspace
from resa.model.condition import quoted
from resa.model.goal import Goal
from resa.model.measurement import Interval, Measurement
from resa.model.resolvedmap import FigureCell, FigureRow, ResolvedMap
from resa.store.port import Scope
from resa.understand.array import Flags
from resa.understand.conversion import conversions, goal_rows
from resa.understand.interval import wilson
from resa.understand.material import month_labels
from resa.understand.monthly import Counts, Monthly, monthly, newcomers
from resa.understand.path import transitions
from resa.understand.reach import channels

MOST_TOUCHPOINTS = 40
MOST_SWITCHES = 20
MOST_LINKED = 8
MOST_REMEMBERED = 16
ORDER_VALUE = "order_value_mean"

Plain = dict[str, Any]


def dashboard(
    person: Person,
    served: ServedWorkspace,
    *,
    where: str | None = None,
    start: str | None = None,
    end: str | None = None,
) -> Plain:
    """Returns every figure of the dashboards as plain content; a share has its interval and what it rests on."""
    require(person, Act.SEE_MAPS)
    require_filter(person, where)
    asked = where, start, end
    return served.ask(lambda workspace: _memories.of(workspace).told(asked, lambda: _told(workspace, *asked)))


def _begun(_: Workspace) -> Lately[tuple[str | None, str | None, str | None], Plain]:
    """Returns the memory of dashboards: many people open the same one."""
    return Lately(MOST_REMEMBERED)


_memories = PerWorkspace(_begun)


def _told(workspace: Workspace, where: str | None, start: str | None, end: str | None) -> Plain:
    scope = workspace.scope(where, start=start, end=end)
    seen = numbers(workspace, where=_text(where, start, end))
    goals = workspace.knowledge.goals
    marks = {goal.id: goal_rows(workspace.engine, scope=scope, goal=goal) for goal in goals}
    zone = workspace.zone.key
    found = monthly(workspace.engine, scope=scope, marks=marks, zone=zone)
    began = _NONE
    if seen.period:
        whole = workspace.scope(where)
        began = newcomers(workspace.engine, scope=whole, months=found.months, period=seen.period, zone=zone)
    orders = _currencies(workspace, marks[goals[0].id])
    steps = {step["name"]: step for step in _steps(workspace, scope, goals, found)}
    return {
        "kpis": [_kpi(row, seen) for row in seen.figures if _whole(row)],
        "conversions": [steps[goal.id] for goal in goals if not goal.is_micro],
        "micro_conversions": [steps[goal.id] for goal in goals if goal.is_micro],
        "business": list(_business(seen, found, began=began, orders=orders)),
        "channels": list(_channels(workspace, scope, found)),
        "touchpoints": list(_touchpoints(seen)),
        "switches": _switches(workspace, scope),
        "base": {"customers": seen.base.customers, "interactions": seen.base.interactions},
        "where": where,
        "from": seen.period.start if seen.period else None,
        "to": seen.period.end if seen.period else None,
        "as_of": workspace.now(),
        "revision": workspace.engine.revision,
        "notes": list(workspace.knowledge.faults),
    }


_NONE = np.zeros(0, np.int64)


def _currencies(workspace: Workspace, reached: Flags) -> dict[str, int]:
    """Returns how many interactions that reach the main goal name each currency, the most frequent first."""
    told = workspace.further.fields(np.flatnonzero(reached), names=("currency",))["currency"].to_pylist()
    return dict(Counter(one for one in told if one).most_common())


def _text(where: str | None, start: str | None, end: str | None) -> str | None:
    first = f"time >= {quoted(start)}" if start else None
    return joined(where, first, f"time < {quoted(end)}" if end else None)


def _whole(row: FigureRow) -> FigureCell | None:
    return next((cell for cell in row.cells if cell.stage is None), None)


def _kpi(row: FigureRow, seen: ResolvedMap) -> Plain:
    cell = _whole(row)
    assert cell is not None
    points = zip(seen.trend_months, cell.trend, cell.trend_n, strict=True)
    trend = [{"at": at, "value": figure, "interval": None, "n": n} for at, figure, n in points]
    target = {"target": cell.target, "is_better_high": row.higher_is_better}
    return {"name": row.id, **figure_told(cell.measurement), **target, "trend": trend}


def figure_told(found: Measurement | None) -> Plain:
    """Returns a measurement as plain content: value, interval, n, unit, variant and whether it rests on few."""
    if found is None:
        return {"value": None, "interval": None, "n": 0, "unit": "count", "variant": "none", "is_small_sample": True}
    return {
        "value": found.figure,
        "interval": _ends(found.interval),
        "n": found.n,
        "unit": found.unit,
        "variant": found.variant,
        "is_small_sample": found.is_small_sample,
    }


def _ends(around: Interval | None) -> list[float] | None:
    return [around.low, around.high] if around else None


def _steps(workspace: Workspace, scope: Scope, goals: Sequence[Goal], found: Monthly) -> Iterator[Plain]:
    """Yields every goal: what share reached it, and month by month what share of those who were active."""
    table = conversions(workspace.engine, scope=scope, now=workspace.now(), goals=goals, source=workspace.further)
    told = {row["goal"]: row for row in table.rows}
    for goal in goals:
        row = told.get(goal.id, {})
        linked = sorted(found.touchpoints.get(goal.id, {}).items(), key=lambda one: (-one[1], one[0]))
        yield {
            "name": goal.id,
            "where": goal.where,
            "leads_to": goal.leads_to,
            "value": row.get("share"),
            "interval": row.get("share_interval"),
            "n": row.get("units", 0),
            "unit": "share",
            "converted": row.get("converted", 0),
            "median_seconds": row.get("median_seconds"),
            "money": row.get("order_value_total"),
            "currency": row.get("currency"),
            "touchpoints": [{"touchpoint": name, "count": count} for name, count in linked[:MOST_LINKED]],
            "trend": list(_shares(found, found.reached.get(goal.id))),
        }


def _shares(found: Monthly, reached: Counts | None) -> Iterator[Plain]:
    for at, label in enumerate(month_labels(found.months)):
        part, whole = int(reached[at]) if reached is not None else 0, int(found.units[at])
        share = part / whole if whole else None
        yield {"at": label, "value": share, "interval": _ends(wilson(part, whole=whole)), "n": whole, "converted": part}


def _business(seen: ResolvedMap, found: Monthly, *, began: Counts, orders: Mapping[str, int]) -> Iterator[Plain]:
    """Yields how many began, what was sold, and what that makes for each who was there.

    Money is that of orders in the most frequent currency; where there are others, nothing is told for each customer.
    """
    labels = month_labels(found.months)
    trend = [{"at": at, "value": int(count), "n": int(count)} for at, count in zip(labels, began, strict=True)]
    counted = {"interval": None, "unit": "count", "n": seen.base.customers}
    yield {"name": "newcomers", "value": int(began.sum()), **counted, "trend": trend}
    row = next((one for one in seen.figures if one.id == ORDER_VALUE), None)
    cell = _whole(row) if row else None
    if row is None or cell is None or cell.measurement.figure is None:
        return
    total = cell.measurement.figure * cell.measurement.n
    points = zip(seen.trend_months, cell.trend, cell.trend_n, strict=True)
    months: list[Plain] = [{"at": at, "value": (mean or 0.0) * n, "n": n} for at, mean, n in points]
    money = {"interval": None, "unit": row.unit}
    yield {"name": "revenue", "value": total, "n": cell.measurement.n, **money, "orders": orders, "trend": months}
    customers = seen.base.customers
    if len(orders) > 1:
        return
    active = dict(zip(labels, found.units.tolist(), strict=True))
    each = [{**one, "value": one["value"] / active[one["at"]]} for one in months if active.get(one["at"])]
    yield {
        "name": "revenue_per_customer",
        "value": total / customers if customers else None,
        "n": customers,
        **money,
        "trend": each,
    }


def _channels(workspace: Workspace, scope: Scope, found: Monthly) -> Iterator[Plain]:
    labels = month_labels(found.months)
    table = channels(workspace.engine, scope=scope, now=workspace.now(), source=workspace.further)
    for row in table.rows:
        people = found.channel_units.get(row["channel"])
        times = found.channel_interactions.get(row["channel"])
        trend = (
            [
                {"at": at, "value": int(units), "n": int(units), "interactions": int(count)}
                for at, units, count in zip(labels, people, times, strict=True)
            ]
            if people is not None and times is not None
            else []
        )
        yield {**row, "trend": trend}


def _touchpoints(seen: ResolvedMap) -> Iterator[Plain]:
    """Yields the touchpoints that reach most, with what is felt there and how often they stand before a goal."""
    for mark in sorted(seen.touchpoints, key=lambda one: (-one.customers, one.id))[:MOST_TOUCHPOINTS]:
        trend = [{"at": at, "value": count} for at, count in zip(seen.trend_months, mark.trend, strict=False)]
        yield {
            "touchpoint": mark.id,
            "name": mark.name,
            "channel": mark.channel,
            "stage": mark.stage,
            "customers": mark.customers,
            "interactions": mark.interactions,
            "reach": figure_told(mark.reach),
            "quality": figure_told(mark.quality) if mark.quality else None,
            "importance": figure_told(mark.importance) if mark.importance else None,
            "trend": trend,
        }


def _switches(workspace: Workspace, scope: Scope) -> list[Mapping[str, Any]]:
    table = transitions(workspace.engine, scope=scope, now=workspace.now(), by="channel", catalogue=workspace.catalogue)
    return [row for row in table.rows if row["from"] != row["to"]][:MOST_SWITCHES]
