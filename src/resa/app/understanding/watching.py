"""Questions about what needs a look now: alerts, and the checks that stand for advice."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime

from resa.app.alertmarks import with_marks
from resa.app.asking import Asking
from resa.app.checkpages import pages_of
from resa.app.feedbackreading import read_before
from resa.app.remembering import Lately, PerWorkspace
from resa.app.workspace import Workspace
from resa.mapping.goals import goal_named
from resa.model.table import Table
from resa.store.port import Scope
from resa.understand.checking.checklist import checks
from resa.understand.watch.alert import Look, alerts, look

MOST_REMEMBERED = 8


def _alerts(asking: Asking) -> Table:
    """Everything before the end of the question counts, however late it begins: a baseline needs what lay before."""
    question, workspace = asking.question, asking.workspace
    scope = workspace.scope(question.where, per=question.per, end=question.end)
    seen = watched(workspace, scope=scope, now=asking.now, asked=(question.where, question.end))
    if question.start:
        told = tuple(one for one in seen.told if seen.days.date(one.last).isoformat() >= question.start[:10])
        seen = replace(seen, told=told)
    found = alerts(workspace.engine, scope=scope, now=asking.now, seen=seen)
    return with_marks(found, workspace.remarks.alerts)


def watched(workspace: Workspace, *, scope: Scope, now: datetime, asked: tuple[str | None, str | None]) -> Look:
    """Returns what the watch sees, from memory where it was asked for today."""
    day = now.astimezone(workspace.zone).date().isoformat()

    def made() -> Look:
        return look(
            workspace.engine,
            scope=scope,
            now=now,
            source=workspace.further,
            catalogue=workspace.catalogue,
            goals=workspace.knowledge.goals,
            zone=workspace.zone,
            heard=read_before(workspace),
        )

    return _memories.of(workspace).told((day, scope.unit, *asked), made)


def _begun(_: Workspace) -> Lately[tuple[str | None, ...], Look]:
    return Lately(MOST_REMEMBERED)


_memories = PerWorkspace(_begun)


def _checks(asking: Asking) -> Table:
    at, question = asking.workspace, asking.question
    goals = at.knowledge.goals
    chosen = (goal_named(question.goal, goals=goals),) if question.goal else goals
    return checks(
        at.engine,
        scope=asking.scope,
        now=asking.now,
        source=at.further,
        catalogue=at.catalogue,
        goals=chosen,
        pages=pages_of(at.folder, also=question.pages),
        said=[one.told() for one in at.remarks.checks],
    )


ANSWERS: Mapping[str, Callable[[Asking], Table]] = {"alerts": _alerts, "checks": _checks}
"""Each question's answer by its name."""

OPTIONS: Mapping[str, Collection[str]] = {"checks": {"goal"}}
"""The options that each question follows besides where, per, from and to."""
