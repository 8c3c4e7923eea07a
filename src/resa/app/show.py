"""One question about the journeys, by its name."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Any

from resa.app.asking import GIVEN, Asking, Question, seconds
from resa.app.emptiness import why_empty
from resa.app.remarks import ANSWERS as REMARKED
from resa.app.understanding import UNDERSTANDING, UNDERSTANDING_OPTIONS
from resa.app.workspace import Workspace
from resa.mapping.export.localtime import in_zone
from resa.mapping.goals import goal_named
from resa.model.condition import CUSTOMER_PREFIX, FIELDS, PROPERTY_PREFIX
from resa.model.errors import UnknownNameError, UsageError
from resa.model.journeymap import JourneyMap
from resa.model.table import Table
from resa.understand.around import around
from resa.understand.bounce import bounces
from resa.understand.clicks import ClickQuestion, clicks
from resa.understand.company import companies
from resa.understand.conversion import conversions
from resa.understand.difference import ASPECTS, group_differences
from resa.understand.funnel import funnel
from resa.understand.kpi import kpis
from resa.understand.microconversion import micro_conversions
from resa.understand.path import transitions, variants
from resa.understand.reach import channels, stages, touchpoints
from resa.understand.repeat import repeats
from resa.understand.retention import retention, sessions
from resa.understand.stepflow import Way, stepflow
from resa.understand.switch import switches
from resa.understand.trend.answer import Grounds, with_trends
from resa.understand.wait import waits


def show(workspace: Workspace, question: Question, *, plan: JourneyMap | None = None) -> Table:
    """Returns the answer; raises `UnknownNameError` for a question nobody knows.

    `plan` is the map that journeys are held against; without it, the map that the question names is looked for.
    """
    if question.what not in ANSWERS:
        raise UnknownNameError("question", question.what, known=ANSWERS)
    if question.bucket != "month":
        raise UsageError(f"expected --bucket month, got {question.bucket!r}; other steps are not counted")
    if question.what not in ("comparison", "clicks"):  # they split by other things
        _require_field(workspace, question.by)
    scope = workspace.scope(question.where, per=question.per, start=question.start, end=question.end)
    answer = ANSWERS[question.what](Asking(question, workspace, scope, workspace.now(), plan))
    against = (f"held against: {question.versus}",) if question.what == "comparison" else ()
    empty = why_empty(answer, workspace=workspace, question=question)
    said = workspace.remarks.faults if question.what in REMARKED else ()
    notes = (*answer.notes, *against, *empty, *_unfollowed(question), *workspace.knowledge.faults, *said)
    by = question.by if "by" in OPTIONS.get(question.what, ()) else None
    named = {one.id: one.name for one in workspace.knowledge.stages if one.name is not None}
    base = in_zone(answer.base, workspace.zone)
    return replace(answer, where=question.where, by=by, base=base, notes=notes, stages=named)


OPTIONS: Mapping[str, Collection[str]] = {
    "transitions": {"by"},
    "variants": {"by"},
    "waits": {"by"},
    "kpis": {"by"},
    "conversions": {"by", "goal"},
    "funnel": {"steps", "order", "within"},
    "retention": {"bucket"},
    "flow": {"by", "at", "side", "visit", "depth", "most"},
    "around": {"by", "at", "visit"},
    "switches": {"by"},
    "bounce": {"by"},
    "conformance": {"map"},
    "comparison": {"by", "versus"},
    "clicks": {"page", "by", "goal"},
    **UNDERSTANDING_OPTIONS,
}
"""What each question follows besides where, per, from and to."""


def _unfollowed(question: Question) -> list[str]:
    """Says which options were given that mean nothing for this question."""
    plain = Question(question.what)
    followed = OPTIONS.get(question.what, ())
    odd = [name for name in GIVEN if getattr(question, name) != getattr(plain, name) and name not in followed]
    return [f"--{name} means nothing for {question.what} and was not followed" for name in odd]


def _require_field(workspace: Workspace, by: str | None) -> None:
    if by is None:
        return
    if by not in FIELDS and not by.startswith((CUSTOMER_PREFIX, PROPERTY_PREFIX)):
        raise UnknownNameError("field", by, known=FIELDS, where="--by")
    workspace.require_fields([by])


def _channels(asking: Asking) -> Table:
    further = asking.workspace.further
    found = channels(asking.workspace.engine, scope=asking.scope, now=asking.now, source=further)
    return with_trends(found, by="channel", grounds=_trending(asking))


def _trending(asking: Asking) -> Grounds:
    at = asking.workspace
    return Grounds(at.engine, asking.scope, at.further, at.catalogue, at.knowledge.goals, at.zone)


def _touchpoints(asking: Asking) -> Table:
    known = asking.workspace.catalogue
    found = touchpoints(asking.workspace.engine, scope=asking.scope, now=asking.now, catalogue=known)
    return with_trends(found, by="touchpoint", grounds=_trending(asking))


def _stages(asking: Asking) -> Table:
    return stages(asking.workspace.engine, scope=asking.scope, now=asking.now, catalogue=asking.workspace.catalogue)


def _transitions(asking: Asking) -> Table:
    return transitions(asking.workspace.engine, scope=asking.scope, now=asking.now, **_seen_by(asking))


def _variants(asking: Asking) -> Table:
    return variants(asking.workspace.engine, scope=asking.scope, now=asking.now, **_seen_by(asking))


def _waits(asking: Asking) -> Table:
    further = asking.workspace.further
    return waits(asking.workspace.engine, scope=asking.scope, now=asking.now, source=further, **_seen_by(asking))


def _seen_by(asking: Asking) -> dict[str, Any]:
    return {"by": asking.question.by or "touchpoint", "catalogue": asking.workspace.catalogue}


def _funnel(asking: Asking) -> Table:
    question = asking.question
    return funnel(
        asking.workspace.engine,
        scope=asking.scope,
        now=asking.now,
        steps=question.steps,
        order=question.order,
        within_seconds=seconds(question.within) if question.within else None,
    )


def _sessions(asking: Asking) -> Table:
    return sessions(asking.workspace.engine, scope=asking.scope, now=asking.now)


def _retention(asking: Asking) -> Table:
    zone = asking.workspace.zone.key
    return retention(asking.workspace.engine, scope=asking.scope, now=asking.now, zone=zone)


def _repeats(asking: Asking) -> Table:
    return repeats(asking.workspace.engine, scope=asking.scope, now=asking.now, source=asking.workspace.further)


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


def _flow(asking: Asking) -> Table:
    question = asking.question
    way = Way(question.depth, question.most, question.at, question.side, question.visit)
    return stepflow(asking.workspace.engine, scope=asking.scope, now=asking.now, way=way, **_seen_by(asking))


def _around(asking: Asking) -> Table:
    at, visit = asking.question.at, asking.question.visit
    return around(asking.workspace.engine, scope=asking.scope, now=asking.now, at=at, visit=visit, **_seen_by(asking))


def _switches(asking: Asking) -> Table:
    by, known = asking.question.by or "channel", asking.workspace.catalogue
    return switches(asking.workspace.engine, scope=asking.scope, now=asking.now, by=by, catalogue=known)


def _bounce(asking: Asking) -> Table:
    further = asking.workspace.further
    return bounces(asking.workspace.engine, scope=asking.scope, now=asking.now, source=further, **_seen_by(asking))


def _micro_conversions(asking: Asking) -> Table:
    goals = asking.workspace.knowledge.goals
    return micro_conversions(asking.workspace.engine, scope=asking.scope, now=asking.now, goals=goals)


def _conformance(asking: Asking) -> Table:
    from resa.app.conformance import map_conformance, named_map  # what reads maps is loaded where one is asked for

    plan, name = asking.plan, asking.question.map
    if plan is None and name is None:
        raise UsageError("expected a map to hold journeys against, got none; name it: --map 'Title' or --map FILE")
    document = plan or named_map(asking.workspace, name or "")
    return map_conformance(asking.workspace, document, scope=asking.scope, now=asking.now)


def _comparison(asking: Asking) -> Table:
    question, workspace = asking.question, asking.workspace
    if question.versus is None:
        raise UsageError("expected a second group to compare with, got none; name it: --versus 'channel = store'")
    if question.by == "figure":
        from resa.app.comparedfigures import compared_figures  # what draws maps is loaded where one is asked for

        if question.start or question.end:
            raise UsageError("expected --by figure without --from and --to; write the time into --where and --versus")
        return compared_figures(workspace, where=question.where, versus=question.versus, now=asking.now)
    other = workspace.scope(question.versus, per=question.per, start=question.start, end=question.end)
    return group_differences(
        workspace.engine,
        scope=asking.scope,
        versus=other,
        now=asking.now,
        catalogue=workspace.catalogue,
        goals=workspace.knowledge.goals,
        aspects=(question.by,) if question.by else ASPECTS,
    )


def _clicks(asking: Asking) -> Table:
    question, goals, at = asking.question, asking.workspace.knowledge.goals, asking.workspace
    chosen = (
        (goal_named(question.goal, goals=goals),) if question.goal else tuple(one for one in goals if not one.is_micro)
    )
    asked = ClickQuestion(question.page, question.by, chosen)
    return clicks(at.engine, scope=asking.scope, now=asking.now, facts=at.clicks, question=asked)


ANSWERS: Mapping[str, Callable[[Asking], Table]] = {
    "channels": _channels,
    "touchpoints": _touchpoints,
    "stages": _stages,
    "transitions": _transitions,
    "variants": _variants,
    "funnel": _funnel,
    "sessions": _sessions,
    "retention": _retention,
    "waits": _waits,
    "repeats": _repeats,
    "conversions": _conversions,
    "kpis": _kpis,
    "companies": _companies,
    "flow": _flow,
    "around": _around,
    "switches": _switches,
    "bounce": _bounce,
    "micro-conversions": _micro_conversions,
    "conformance": _conformance,
    "comparison": _comparison,
    "clicks": _clicks,
    **UNDERSTANDING,
}
"""Every question by its name."""
