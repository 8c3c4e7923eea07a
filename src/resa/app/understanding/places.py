"""Questions about where customers are met, and what is counted there."""

from collections.abc import Callable, Collection, Mapping

from resa.app.asking import Asking
from resa.mapping.goals import goal_named
from resa.model.table import Table
from resa.understand.clicks import ClickQuestion, clicks
from resa.understand.company import companies
from resa.understand.conversion import conversions
from resa.understand.kpi import kpis
from resa.understand.microconversion import micro_conversions
from resa.understand.reach import channels, stages, touchpoints
from resa.understand.trend.answer import Grounds, with_trends


def _channels(asking: Asking) -> Table:
    further = asking.workspace.further
    found = channels(asking.workspace.engine, scope=asking.scope, now=asking.now, source=further)
    return with_trends(found, by="channel", grounds=_trending(asking))


def _touchpoints(asking: Asking) -> Table:
    known = asking.workspace.catalogue
    found = touchpoints(asking.workspace.engine, scope=asking.scope, now=asking.now, catalogue=known)
    return with_trends(found, by="touchpoint", grounds=_trending(asking))


def _stages(asking: Asking) -> Table:
    return stages(asking.workspace.engine, scope=asking.scope, now=asking.now, catalogue=asking.workspace.catalogue)


def _conversions(asking: Asking) -> Table:
    goals = asking.workspace.knowledge.goals
    chosen = (goal_named(asking.question.goal, goals=goals),) if asking.question.goal else goals
    return conversions(
        asking.workspace.engine,
        scope=asking.scope,
        now=asking.now,
        goals=chosen,
        source=asking.workspace.further,
        by=asking.question.by,
    )


def _kpis(asking: Asking) -> Table:
    return kpis(
        asking.workspace.engine,
        scope=asking.scope,
        now=asking.now,
        source=asking.workspace.further,
        catalogue=asking.workspace.catalogue,
        goals=asking.workspace.knowledge.goals,
        by=asking.question.by,
        zone=asking.workspace.zone.key,
    )


def _companies(asking: Asking) -> Table:
    at = asking.workspace
    return companies(at.engine, scope=asking.scope, now=asking.now, source=at.further, catalogue=at.catalogue)


def _micro_conversions(asking: Asking) -> Table:
    goals = asking.workspace.knowledge.goals
    return micro_conversions(asking.workspace.engine, scope=asking.scope, now=asking.now, goals=goals)


def _clicks(asking: Asking) -> Table:
    question, goals, at = asking.question, asking.workspace.knowledge.goals, asking.workspace
    chosen = (
        (goal_named(question.goal, goals=goals),) if question.goal else tuple(one for one in goals if not one.is_micro)
    )
    asked = ClickQuestion(question.page, question.by, chosen)
    return clicks(at.engine, scope=asking.scope, now=asking.now, facts=at.clicks, question=asked)


def _trending(asking: Asking) -> Grounds:
    at = asking.workspace
    return Grounds(at.engine, asking.scope, at.further, at.catalogue, at.knowledge.goals, at.zone)


ANSWERS: Mapping[str, Callable[[Asking], Table]] = {
    "channels": _channels,
    "touchpoints": _touchpoints,
    "stages": _stages,
    "conversions": _conversions,
    "kpis": _kpis,
    "companies": _companies,
    "micro-conversions": _micro_conversions,
    "clicks": _clicks,
}
"""Each question's answer by its name."""

OPTIONS: Mapping[str, Collection[str]] = {
    "conversions": {"by", "goal"},
    "kpis": {"by"},
    "clicks": {"page", "by", "goal"},
}
"""The options that each question follows besides where, per, from and to."""
