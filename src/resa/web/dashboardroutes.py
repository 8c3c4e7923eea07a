"""Dashboards."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from resa.app.dashboard import dashboard
from resa.web.answers import Dashboard, answers
from resa.web.session import Asking
from resa.web.tableanswer import json_answer
from resa.web.workspacecontext import Context

router = APIRouter(tags=["across maps"])

Day = Annotated[str | None, Query(max_length=40)]


@router.get("/api/dashboard", response_model=None, responses=answers(Dashboard))
def figures(
    person: Asking,
    context: Context,
    where: Annotated[str | None, Query(max_length=4_000)] = None,
    start: Annotated[Day, Query(alias="from")] = None,
    end: Annotated[Day, Query(alias="to")] = None,
) -> Response:
    """Returns KPIs, conversions, small steps, channels, touchpoints and switches, each with its trend."""
    return json_answer(dashboard(person, context.served, where=where, start=start, end=end))
