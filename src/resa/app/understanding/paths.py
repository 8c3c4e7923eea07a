"""Questions about the ways that journeys take: what follows what, after how long, and where they end."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from resa.app.asking import Asking, seconds
from resa.model.table import Table
from resa.understand.around import around
from resa.understand.bounce import bounces
from resa.understand.funnel import funnel
from resa.understand.path import transitions, variants
from resa.understand.repeat import repeats
from resa.understand.retention import retention, sessions
from resa.understand.stepflow import Way, stepflow
from resa.understand.switch import switches
from resa.understand.wait import waits


def _transitions(asking: Asking) -> Table:
    return transitions(asking.workspace.engine, scope=asking.scope, now=asking.now, **_seen_by(asking))


def _variants(asking: Asking) -> Table:
    return variants(asking.workspace.engine, scope=asking.scope, now=asking.now, **_seen_by(asking))


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


def _waits(asking: Asking) -> Table:
    further = asking.workspace.further
    return waits(asking.workspace.engine, scope=asking.scope, now=asking.now, source=further, **_seen_by(asking))


def _repeats(asking: Asking) -> Table:
    return repeats(asking.workspace.engine, scope=asking.scope, now=asking.now, source=asking.workspace.further)


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


def _seen_by(asking: Asking) -> dict[str, Any]:
    return {"by": asking.question.by or "touchpoint", "catalogue": asking.workspace.catalogue}


ANSWERS: Mapping[str, Callable[[Asking], Table]] = {
    "transitions": _transitions,
    "variants": _variants,
    "funnel": _funnel,
    "sessions": _sessions,
    "retention": _retention,
    "waits": _waits,
    "repeats": _repeats,
    "flow": _flow,
    "around": _around,
    "switches": _switches,
    "bounce": _bounce,
}
"""Each question's answer by its name."""

OPTIONS: Mapping[str, Collection[str]] = {
    "transitions": {"by"},
    "variants": {"by"},
    "funnel": {"steps", "order", "within"},
    "retention": {"bucket"},
    "waits": {"by"},
    "flow": {"by", "at", "side", "visit", "depth", "most"},
    "around": {"by", "at", "visit"},
    "switches": {"by"},
    "bounce": {"by"},
}
"""The options that each question follows besides where, per, from and to."""
