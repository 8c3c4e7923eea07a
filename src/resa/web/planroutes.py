"""Across maps: the plan of actions, the rhythm of reviews, the portfolio."""

from dataclasses import asdict

from fastapi import APIRouter, Response

from resa.app import plan, portfolio, review
from resa.web.answers import Plan, Portfolio, Reviews, answers
from resa.web.session import Asking
from resa.web.tableanswer import CSV, XLSX, file_answer, json_answer
from resa.web.workspacecontext import Context

router = APIRouter(tags=["across maps"])


@router.get("/api/plan", response_model=None, responses=answers(Plan))
def actions(person: Asking, context: Context) -> Response:
    """Lists the actions of all maps, with who, until when, and what became of the figure."""
    found = plan.plan(person, context.served)
    rows = [asdict(one) for one in found]
    return json_answer({"columns": plan.COLUMNS, "rows": rows, "departments": plan.by_department(found)})


@router.get("/api/plan/export.{form}", response_model=None)
def plan_file(form: str, person: Asking, context: Context) -> Response:
    """Returns the plan as csv or xlsx."""
    content = plan.plan_file(person, context.served, form)
    return file_answer(content, name=f"plan.{form}", kind=CSV if form == "csv" else XLSX)


@router.get("/api/reviews", response_model=None, responses=answers(Reviews))
def reviews(person: Asking, context: Context) -> Response:
    """Lists the maps, those that are due for a review first, with what changed and what is stale."""
    return json_answer({"rows": [asdict(one) for one in review.reviews(person, context.served)]})


@router.get("/api/portfolio", response_model=None, responses=answers(Portfolio))
def tree(person: Asking, context: Context, findings: bool = False) -> Response:
    """Returns all maps as a tree, with what each rolls up; with `findings` the pains that the data show too."""
    found = portfolio.portfolio(person, context.served, has_findings=findings)
    return json_answer({"maps": [asdict(one) for one in found]})
