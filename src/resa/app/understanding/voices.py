"""Questions about the voice of the customer: emotions, themes, and what feelings go with."""

from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime

from resa.app.asking import Asking, Question, seconds
from resa.app.feedbackreading import heard
from resa.app.workspace import Workspace
from resa.mapping.goals import goal_named
from resa.model.condition import Comparison
from resa.model.period import Period
from resa.model.table import Table
from resa.store.comparison import instants
from resa.understand.feedback.emotion import emotions
from resa.understand.feedback.loyalty import loyalty
from resa.understand.feedback.theming import themes


def _emotions(asking: Asking) -> Table:
    at = asking.workspace
    return emotions(
        at.engine,
        scope=asking.scope,
        now=asking.now,
        source=at.further,
        catalogue=at.catalogue,
        found=heard(at),
        by=asking.question.by,
    )


def _themes(asking: Asking) -> Table:
    question, at, now = asking.question, asking.workspace, asking.now
    if question.start is None and question.end is None:
        return themes(at.engine, scope=asking.scope, now=now, found=heard(at))
    around, period = at.scope(question.where, per=question.per), _period(question, asking.workspace)
    return themes(at.engine, scope=asking.scope, now=now, found=heard(at), around=around, period=period)


def _period(question: Question, workspace: Workspace) -> Period | None:
    """Returns the period asked for; an open end is that of the data. None where there is nothing in it."""
    whole = workspace.base.period
    start = _instant(question.start, sign=">=") or (whole.start if whole else None)
    end = _instant(question.end, sign="<") or (whole.end if whole else None)
    return Period(start, end) if start and end and start < end else None


def _instant(told: str | None, *, sign: str) -> datetime | None:
    """Returns the instant that a day or a time of a filter means."""
    if told is None:
        return None
    first, after = instants(Comparison("time", sign, (told,))).stretches[0]
    found = first if first is not None else after
    return None if found is None else datetime.fromtimestamp(found / 1_000_000, UTC)


def _loyalty(asking: Asking) -> Table:
    question, at = asking.question, asking.workspace
    goals = at.knowledge.goals
    goal = goal_named(question.goal, goals=goals) if question.goal else goals[0] if goals else None
    within = seconds(question.within or "90d")
    return loyalty(at.engine, scope=asking.scope, now=asking.now, found=heard(at), goal=goal, within_seconds=within)


ANSWERS: Mapping[str, Callable[[Asking], Table]] = {"emotions": _emotions, "themes": _themes, "loyalty": _loyalty}
OPTIONS: Mapping[str, Collection[str]] = {"emotions": {"by"}, "loyalty": {"goal", "within"}}
