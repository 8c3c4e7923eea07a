"""Binding a card or a cell to a question: the number that it would show, before it is bound."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Response

from resa.app.triedquery import tried_query
from resa.web.figureroutes import Filter, as_json
from resa.web.form import Line
from resa.web.session import Asking
from resa.web.workspacecontext import Context

router = APIRouter(tags=["figures"])


@router.post("/api/maps/{id}/answers/{record}")
def answer(
    id: Line,  # noqa: A002 - the route's word
    record: Line,
    *,
    query: Annotated[dict[str, Any], Body(description="A saved query, as a cell holds it.")],
    person: Asking,
    context: Context,
    asked: Filter,
) -> Response:
    """Gives what a card or cell would show if it asked this: `cell`, or `faults`; nothing is changed."""
    return as_json(tried_query(person, context.served, id, record, query=query, asked=asked))
