"""What is measured on a map: figures under a filter, what they rest on, and what a card can be bound to."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any, Literal

import orjson
from fastapi import APIRouter, Depends, Query, Response

from resa.app.audience import audience, customer_facts
from resa.app.deviations import map_deviations
from resa.app.evidence import evidence
from resa.app.figures import MapFilter, map_figures
from resa.app.questions import questions
from resa.web.session import Asking
from resa.web.workspacecontext import Context

router = APIRouter(tags=["figures"])


def held_against(
    *,
    versus: Annotated[
        Literal["others", "group"] | None,
        Query(description="Hold the map against everybody else, or against the group of the `versus_` parameters."),
    ] = None,
    versus_where: Annotated[str | None, Query(max_length=4000)] = None,
    versus_from: Annotated[str | None, Query(max_length=40, description="ISO date, included.")] = None,
    versus_to: Annotated[str | None, Query(max_length=40, description="ISO date, excluded.")] = None,
    versus_persona: Annotated[str | None, Query(max_length=200)] = None,
    versus_channel: Annotated[str | None, Query(max_length=200)] = None,
) -> MapFilter | Literal["others"] | None:
    """Returns the group that a map is held against, if one was asked for."""
    if versus != "group":
        return versus
    return MapFilter(
        versus_where or None, versus_from or None, versus_to or None, versus_persona or None, versus_channel or None
    )


def filter_of(
    where: Annotated[
        str | None, Query(max_length=4000, description="A filter, as `resa show --where` takes it.")
    ] = None,
    start: Annotated[str | None, Query(alias="from", max_length=40, description="ISO date, included.")] = None,
    to: Annotated[str | None, Query(max_length=40, description="ISO date, excluded.")] = None,
    persona: Annotated[str | None, Query(max_length=200, description="The id of a persona of the map.")] = None,
    channel: Annotated[str | None, Query(max_length=200)] = None,
    *,
    held: Annotated["MapFilter | Literal['others'] | None", Depends(held_against)] = None,
) -> MapFilter:
    """Returns the filter bar of a request."""
    asked = MapFilter(where or None, start or None, to or None, persona or None, channel or None)
    return replace(asked, versus=replace(asked, is_of_others=True) if held == "others" else held)


Filter = Annotated[MapFilter, Depends(filter_of)]
Language = Annotated[str | None, Query(max_length=5, description="en, sv, da or nb; the person's own by default.")]


@router.get("/api/maps/{id}/figures")
def figures(
    id: str,  # noqa: A002 - the route's word
    person: Asking,
    context: Context,
    asked: Filter,
    part: Annotated[Literal["numbers", "findings"] | None, Query(description="Numbers come sooner.")] = None,
) -> Response:
    """Gives everything measured on a map under the filter bar: `figures`, and `cells` by the id of the record.

    With `part=numbers` pains, delights and moments of truth are left out unless they are known already. With `versus`
    every figure is also held against that of another group, in `figures.compared`.
    """
    return as_json(map_figures(person, context.served, id, asked=asked, has_findings=part != "numbers"))


@router.get("/api/maps/{id}/evidence/{record:path}")
def record_evidence(
    id: str,  # noqa: A002 - the route's word
    record: str,
    *,
    person: Asking,
    context: Context,
    asked: Filter,
    language: Language = None,
) -> Response:
    """Gives what a cell, card, stage, step or finding rests on; single customers to those who may see them."""
    spoken = language or person.language
    return as_json(evidence(person, context.served, id, record, asked=asked, language=spoken))


@router.get("/api/maps/{id}/deviations")
def map_deviates(
    id: str,  # noqa: A002 - the route's word
    person: Asking,
    context: Context,
    asked: Filter,
) -> Response:
    """Gives where real journeys leave the steps of the map: skipped, extra, out of order and late."""
    return as_json(map_deviations(person, context.served, id, asked=asked))


@router.get("/api/questions")
def bindable_questions(person: Asking, context: Context, language: Language = None) -> Response:
    """Lists the questions that a cell or card can be bound to, with what each parameter can be."""
    return as_json(questions(person, context.served, language=language or person.language))


@router.get("/api/audience")
def filter_audience(
    person: Asking,
    context: Context,
    where: Annotated[
        str, Query(min_length=1, max_length=4000, description="A filter, as `resa show --where` takes it.")
    ],
) -> Response:
    """Tells how many customers a filter finds, of how many."""
    return as_json(audience(person, context.served, where))


@router.get("/api/audience/facts")
def audience_facts(person: Asking, context: Context) -> Response:
    """Lists what profiles tell of customers, as filters ask for it, with how many each answer holds for."""
    return as_json(customer_facts(person, context.served))


def as_json(answer: object) -> Response:
    """Returns an answer of the app as JSON: dataclasses by their fields."""
    return Response(orjson.dumps(answer, default=_plain), media_type="application/json")


def _plain(other: Any) -> Any:
    if isinstance(other, Mapping):
        return dict(other)
    raise TypeError(f"expected what JSON can hold, got {type(other).__name__}")
