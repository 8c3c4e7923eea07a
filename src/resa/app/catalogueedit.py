"""Touchpoints, stages and goals changed from a page, by several people at once, without anybody's edit lost.

The settings files stay the truth: each change reads the file, makes the new text of it, and puts that in its place.
Figures follow with the next question.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from resa.app import catalogue, goals
from resa.app.audit import record
from resa.app.catalogue import Change
from resa.app.knowledge import edit_setting
from resa.app.permission import Act, Person, require
from resa.app.serving import ServedWorkspace
from resa.app.workspace import Workspace
from resa.mapping import catalogue as catalogue_file
from resa.mapping import goals as goals_file
from resa.mapping.catalogue import Said, read_catalogue, write_catalogue
from resa.mapping.goals import read_goals, write_goals
from resa.model.condition import parse
from resa.model.errors import UnknownNameError
from resa.model.goal import Goal
from resa.model.stage import UNPLACED, Stage
from resa.model.touchpoint import Touchpoint
from resa.store.lock import exclusive

LOCK = "settings.lock"

Saying = Callable[[Said], Said]
Telling = Callable[[tuple[Said, ...]], tuple[Said, ...]]
Aiming = Callable[[tuple[Goal, ...]], tuple[Goal, ...]]


def set_touchpoints(person: Person, served: ServedWorkspace, change: Change) -> None:
    """Writes a stage, a name or the physicality of touchpoints down; several with one name become one touchpoint."""
    require(person, Act.CHANGE_DATA)

    def chosen(workspace: Workspace) -> list[Touchpoint]:
        catalogue.require_stage(workspace, change.stage)
        return [workspace.catalogue.named(name) for name in change.touchpoints]

    found = served.ask(chosen)
    _edit_catalogue(served, lambda said: catalogue.said_after(said, found, change=change))
    if len(found) > 1 and change.name:
        served.change(lambda workspace: workspace.regroup())
    told = f"{', '.join(change.touchpoints)}: {change.stage or change.name or 'physical'}"
    _note(served, person, "touchpoint.change", told)


def confirm_touchpoints(person: Person, served: ServedWorkspace, names: Sequence[str] = ()) -> int:
    """Writes the proposed stages of these touchpoints (none: of all) down as asserted; returns how many."""
    require(person, Act.CHANGE_DATA)

    def chosen(workspace: Workspace) -> list[Touchpoint]:
        every = workspace.catalogue
        return [every.named(name) for name in names] if names else list(every.touchpoints)

    placed = [one for one in served.ask(chosen) if one.placement.stage != UNPLACED]

    def said(before: tuple[Said, ...]) -> tuple[Said, ...]:
        for one in placed:
            before = catalogue.said_after(before, [one], change=Change((one.id,), one.placement.stage))
        return before

    _edit_catalogue(served, said)
    _note(served, person, "touchpoint.confirm", f"{len(placed)} touchpoints")
    return len(placed)


def forget_stage(person: Person, served: ServedWorkspace, touchpoint: str) -> None:
    """Takes back what somebody said about a touchpoint's stage, so that the rules place it again."""
    _forget(person, served, touchpoint, lambda one: replace(one, stage=None))


def ungroup(person: Person, served: ServedWorkspace, touchpoint: str) -> None:
    """Takes a touchpoint that somebody made of several apart again."""
    _forget(person, served, touchpoint, lambda one: replace(one, places=(), stage=None, name=None))
    served.change(lambda workspace: workspace.regroup())


def set_stages(person: Person, served: ServedWorkspace, stages: Sequence[Stage]) -> None:
    """Writes the stages down in their order; touchpoints of a stage that is gone are placed by the rules again."""
    require(person, Act.CHANGE_DATA)
    with exclusive(served.folder / LOCK):
        before = served.ask(lambda workspace: workspace.knowledge.stages)
        catalogue.replace_stages(served.folder, stages, before=before)
    served.follow()
    _note(served, person, "stages.change", ", ".join(one.id for one in stages))


def set_goal(person: Person, served: ServedWorkspace, goal: Goal) -> None:
    """Writes a goal or micro-conversion down, in the place of one of the same name."""
    require(person, Act.CHANGE_DATA)
    parse(goal.where)
    _edit_goals(served, lambda known: goals.with_goal(known, goal))
    _note(served, person, "goal.change", goal.id)


def remove_goal(person: Person, served: ServedWorkspace, name: str) -> None:
    """Takes a goal away; the small steps that lead to it go with it."""
    require(person, Act.CHANGE_DATA)

    def without(known: tuple[Goal, ...]) -> tuple[Goal, ...]:
        if name not in {one.id for one in known}:
            raise UnknownNameError("goal", name, known=[one.id for one in known])
        return tuple(one for one in known if name not in (one.id, one.leads_to))

    _edit_goals(served, without)
    _note(served, person, "goal.remove", name)


def _forget(person: Person, served: ServedWorkspace, touchpoint: str, change: Saying) -> None:
    require(person, Act.CHANGE_DATA)
    served.ask(lambda workspace: workspace.catalogue.named(touchpoint))

    def said(before: tuple[Said, ...]) -> tuple[Said, ...]:
        after = (change(one) if one.id == touchpoint else one for one in before)
        return tuple(one for one in after if one != Said(one.id))

    _edit_catalogue(served, said)
    _note(served, person, "touchpoint.change", touchpoint)


def _edit_catalogue(served: ServedWorkspace, change: Telling) -> None:
    stages = served.ask(lambda workspace: workspace.knowledge.stages)

    def edited(text: str) -> str:
        return write_catalogue(change(read_catalogue(text, stages=stages)))

    with exclusive(served.folder / LOCK):
        edit_setting(served.folder, catalogue_file.FILE, edited)
    served.follow()


def _edit_goals(served: ServedWorkspace, change: Aiming) -> None:
    def edited(text: str) -> str:
        after = write_goals(change(read_goals(text)))
        read_goals(after)
        return after

    with exclusive(served.folder / LOCK):
        edit_setting(served.folder, goals_file.FILE, edited)
    served.follow()


def _note(served: ServedWorkspace, person: Person, act: str, about: str) -> None:
    with served.database.writing() as connection:
        record(connection, person, act=act, about=about[:200], now=served.now())
