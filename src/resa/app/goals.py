"""Goals and micro-conversions, as people look at them and change them."""

from dataclasses import replace

from resa.app.knowledge import change_setting
from resa.app.workspace import Workspace
from resa.mapping import goals as goals_file
from resa.mapping.goals import DEFAULT_GOAL, goal_named, read_goals, write_goals
from resa.model.errors import UsageError
from resa.model.goal import Goal
from resa.model.table import Table

LONGEST_NAME = 100


def goals(workspace: Workspace) -> Table:
    """Returns every goal: where it is reached, what it is worth, and which main goal a small step leads to."""
    known = workspace.knowledge.goals
    found = known == (DEFAULT_GOAL,)
    rows = tuple(
        {
            "goal": goal.id,
            "where": goal.where,
            "money": goal.money,
            "leads_to": goal.leads_to,
            "provenance": "inferred" if found else "asserted",
        }
        for goal in known
    )
    columns = ("goal", "where", "money", "leads_to", "provenance")
    return Table("goals", columns, rows, workspace.base, workspace.now(), workspace.engine.revision)


def set_goal(workspace: Workspace, goal: Goal) -> str:
    """Writes a goal into `goals.yaml`, in the place of one of the same name, and returns a sentence about it."""
    _write(workspace, with_goal(workspace.knowledge.goals, goal))
    return f"{goal.id}: {goal.where}" + (f", leads to {goal.leads_to}" if goal.is_micro else "")


def with_goal(known: tuple[Goal, ...], goal: Goal) -> tuple[Goal, ...]:
    """Returns the goals with that one in the place of one of the same name; a first own main goal replaces ours."""
    if not goal.id.strip() or len(goal.id) > LONGEST_NAME:
        raise UsageError(f"expected a name of 1 to {LONGEST_NAME} letters for the goal, got {goal.id!r:.120}")
    kept = () if known == (DEFAULT_GOAL,) and not goal.is_micro else tuple(one for one in known if one.id != goal.id)
    return (*kept, goal)


def confirm_goal(workspace: Workspace, name: str) -> str:
    """Writes a goal that Resa found down as asserted."""
    goal = goal_named(name, goals=workspace.knowledge.goals)
    _write(workspace, tuple(replace(one) for one in workspace.knowledge.goals))
    return f"confirmed {goal.id}: {goal.where}"


def _write(workspace: Workspace, goals: tuple[Goal, ...]) -> None:
    text = write_goals(goals)
    read_goals(text)
    change_setting(workspace.folder, goals_file.FILE, text)
    workspace.refresh()
