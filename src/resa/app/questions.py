"""The catalogue of questions that a card or a cell can be bound to: each with its parameters and what these can be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from resa.app.permission import Act, Person, require
from resa.app.questionwords import LANGUAGES, words
from resa.app.savedquery import (
    CHANNEL_MEASURES,
    MESSAGE_MEASURES,
    PLACES,
    STAGE_MEASURES,
    TOUCHPOINT_MEASURES,
    TRANSITION_MEASURES,
    WAIT_MEASURES,
    names_of,
)
from resa.app.serving import ServedWorkspace
from resa.app.workspace import Workspace
from resa.model.errors import UnknownNameError
from resa.understand.kpi import LANES

UNIT_OF: Mapping[str, str] = {
    "share": "share", "drop_off": "share", "importance": "share", "delivered": "share", "opened": "share",
    "answered": "share", "reach": "count", "customers": "count", "interactions": "count", "count": "count",
    "sent": "count", "per_customer": "score", "quality": "feeling", "wait_to_next": "seconds", "wait": "seconds",
    "median": "seconds", "p90": "seconds",
}  # fmt: skip
"""What a measure is counted in."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that a parameter can be, and what it is called."""

    id: str
    name: str
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Parameter:
    """One blank of a question: the key of the query that it fills."""

    key: str
    name: str
    is_required: bool
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class BindableQuestion:
    """A question; `query` is what to begin with, and each chosen parameter is put in under its key."""

    id: str
    title: str
    query: Mapping[str, Any]
    parameters: tuple[Parameter, ...]


@dataclass(frozen=True, slots=True)
class _Blueprint:
    """How a question is made: its parameters by key, each with the kind of thing that fills it."""

    query: Mapping[str, str]
    takes: tuple[tuple[str, str], ...]
    optional: frozenset[str] = frozenset()


_BLUEPRINTS: Mapping[str, _Blueprint] = {
    "stage": _Blueprint({"what": "stages"}, (("at", "stage"), ("measure", "stages"))),
    "touchpoint": _Blueprint({"what": "touchpoints"}, (("at", "touchpoint"), ("measure", "touchpoints"))),
    "channel": _Blueprint({"what": "channels"}, (("at", "channel"), ("measure", "channels"))),
    "kpi": _Blueprint({"what": "kpis"}, (("kpi", "kpi"),)),
    "kpi_stage": _Blueprint({"what": "kpis", "by": "stage"}, (("kpi", "kpi"), ("at", "stage"))),
    "kpi_touchpoint": _Blueprint({"what": "kpis", "by": "touchpoint"}, (("kpi", "kpi"), ("at", "touchpoint"))),
    "kpi_channel": _Blueprint({"what": "kpis", "by": "channel"}, (("kpi", "kpi"), ("at", "channel"))),
    "feeling": _Blueprint({"what": "kpis", "by": "touchpoint"}, (("at", "touchpoint"),)),
    "wait": _Blueprint({"what": "waits"}, (("from", "place"), ("to", "place"), ("measure", "waits"))),
    "transition": _Blueprint({"what": "transitions"}, (("from", "place"), ("to", "place"), ("measure", "transitions"))),
    "conversion": _Blueprint({"what": "conversions"}, (("goal", "goal"), ("after", "place")), frozenset({"after"})),
    "drop_off": _Blueprint({"what": "stages", "measure": "drop_off"}, (("at", "stage"),)),
    "retention": _Blueprint({"what": "retention"}, ()),
    "messages": _Blueprint(
        {"what": "messages"}, (("channel", "channel"), ("measure", "messages")), frozenset({"channel"})
    ),
}

_MEASURES: Mapping[str, Sequence[str]] = {
    "stages": STAGE_MEASURES,
    "touchpoints": TOUCHPOINT_MEASURES,
    "channels": CHANNEL_MEASURES,
    "waits": WAIT_MEASURES,
    "transitions": TRANSITION_MEASURES,
    "messages": MESSAGE_MEASURES,
}


def questions(person: Person, served: ServedWorkspace, *, language: str) -> tuple[BindableQuestion, ...]:
    """Returns the catalogue in a language; raises `UnknownNameError` for one we don't speak."""
    require(person, Act.SEE_MAPS)
    return served.ask(lambda workspace: questions_of(workspace, language=language))


def questions_of(workspace: Workspace, *, language: str) -> tuple[BindableQuestion, ...]:
    """Returns every question with what its parameters can be here; those that nothing can fill are left out.

    The parameters fit together as `savedquery.saved_query` checks them.
    """
    spoken = "nb" if language == "no" else language
    if spoken not in LANGUAGES:
        raise UnknownNameError("language", language, known=LANGUAGES)
    said = words(spoken)
    choices = _choices(workspace, said)
    found = []
    for name, blueprint in _BLUEPRINTS.items():
        parameters = tuple(
            Parameter(key, said[f"parameter.{key}"], key not in blueprint.optional, choices[kind])
            for key, kind in blueprint.takes
        )
        if all(one.choices for one in parameters if one.is_required):
            found.append(BindableQuestion(name, said[f"question.{name}"], blueprint.query, parameters))
    return tuple(found)


def _choices(workspace: Workspace, said: Mapping[str, str]) -> dict[str, tuple[Choice, ...]]:
    names = {one.id: one.name for one in workspace.catalogue.touchpoints}
    stages = {one.id: one.name or said.get(f"stage.{one.id}", one.id) for one in workspace.catalogue.stages}
    by_place = {
        "stage": tuple(Choice(one, stages[one]) for one in names_of("stage", workspace=workspace)),
        "touchpoint": tuple(Choice(one, names[one]) for one in names_of("touchpoint", workspace=workspace)),
        "channel": tuple(Choice(one, one) for one in names_of("channel", workspace=workspace)),
    }
    places = tuple(Choice(f"{kind}:{one.id}", one.name) for kind in PLACES for one in by_place[kind])
    measures = {
        kind: tuple(Choice(one, said[f"measure.{one}"], UNIT_OF[one]) for one in known)
        for kind, known in _MEASURES.items()
    }
    goals = tuple(Choice(one.id, one.id) for one in workspace.knowledge.goals)
    kpis = tuple(Choice(one, said[f"kpi.{one}"]) for one in LANES)
    return {**by_place, **measures, "place": places, "goal": goals, "kpi": kpis}
