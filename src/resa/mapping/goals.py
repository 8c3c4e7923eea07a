"""What counts as success (`goals.yaml`), and what counts where nobody has said so."""

from collections.abc import Sequence
from typing import Any

from resa.mapping import settings
from resa.model.condition import parse
from resa.model.errors import UnknownNameError, UsageError
from resa.model.goal import Goal

FILE = "goals.yaml"

DEFAULT_GOAL = Goal("purchase", 'order_id != "" or money > 0', money="order_value")
"""Interactions with an order id or an amount. Where there are none, conversions are absent, not invented."""

_KEYS = frozenset({"where", "value", "leads_to"})


def read_goals(text: str, *, where: str = FILE) -> tuple[Goal, ...]:
    """Returns the goals a settings file names, main goals before micro-conversions; the default one where it has none.

    Raises `SettingsError` with every fault: conditions that can't be read, micro-conversions that lead nowhere.

    >>> read_goals("purchase: {where: kind = order, value: order_value}")[0].money
    'order_value'
    """
    found = settings.read(text, where=where)
    faults: list[str] = []
    goals = [goal for name, entry in found.items() if (goal := _goal(str(name), entry, faults=faults))]
    main = {goal.id for goal in goals if not goal.is_micro}
    faults += [
        f"{goal.id}: leads to {goal.leads_to!r}, which is no main goal; known: {', '.join(sorted(main)) or 'none'}"
        for goal in goals
        if goal.leads_to is not None and goal.leads_to not in main
    ]
    settings.complain(faults, where=where)
    return tuple(sorted(goals, key=lambda goal: goal.is_micro)) or (DEFAULT_GOAL,)


def write_goals(goals: Sequence[Goal]) -> str:
    """Returns the settings file that names these goals."""
    return settings.write({goal.id: _entry(goal) for goal in goals})


def goal_named(name: str | None, *, goals: Sequence[Goal]) -> Goal:
    """Returns the goal of that name, or the first one for None; raises `UnknownNameError` with the nearest names."""
    if name is None:
        return goals[0]
    for goal in goals:
        if goal.id == name:
            return goal
    raise UnknownNameError("goal", name, known=[goal.id for goal in goals])


def _goal(name: str, entry: Any, *, faults: list[str]) -> Goal | None:
    if isinstance(entry, str):
        entry = {"where": entry}
    if not isinstance(entry, dict) or not isinstance(entry.get("where"), str):
        faults.append(f'{name}: expected {{where: "kind = order"}}, got {entry!r}')
        return None
    faults += settings.unexpected(entry, expected=_KEYS, at=name)
    try:
        parse(entry["where"])
    except UsageError as error:
        faults.append(f"{name}: {error.sentence}")
        return None
    return Goal(name, entry["where"], money=entry.get("value"), leads_to=entry.get("leads_to"))


def _entry(goal: Goal) -> dict[str, str]:
    optional = {"value": goal.money, "leads_to": goal.leads_to}
    return {"where": goal.where, **{key: text for key, text in optional.items() if text is not None}}
