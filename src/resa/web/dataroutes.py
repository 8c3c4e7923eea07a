"""The data side: sources, rejected records, touchpoints, stages, goals, who is who, customers."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import Field

from resa.app import catalogueedit, customersearch, datasides, rejections
from resa.app.catalogue import Change, stage_of
from resa.app.worth import said_worth, say_worth
from resa.model.goal import Goal
from resa.model.worth import Worth
from resa.web.answers import StageTable, answers
from resa.web.form import Form, Line
from resa.web.session import Asking
from resa.web.tableanswer import CSV, envelope, file_answer, json_answer
from resa.web.workspacecontext import Context

router = APIRouter(tags=["data"])

Text = Annotated[str, Field(max_length=4_000)]
Amounts = Annotated[dict[Line, Annotated[float, Field(ge=0)]], Field(max_length=100)]


class Placing(Form):
    """The stage of a touchpoint; null lets the rules place it again."""

    stage: Line | None


class TouchpointChange(Form):
    """What shall change about a touchpoint."""

    stage: Line | None = None
    name: Line | None = None
    is_physical: bool | None = None


class Group(Form):
    """Touchpoints that count as one from now on."""

    touchpoints: Annotated[tuple[Line, ...], Field(min_length=2, max_length=500)]
    name: Line
    stage: Line | None = None


class Confirmed(Form):
    """Touchpoints whose proposed stage is right; none mean all."""

    touchpoints: Annotated[tuple[Line, ...], Field(max_length=5_000)] = ()


class StageLine(Form):
    """A stage; without a name every language has its own word for it."""

    stage: Line
    name: Line | None = None


class Stages(Form):
    """The stages in order."""

    stages: Annotated[tuple[StageLine, ...], Field(min_length=1, max_length=60)]


class GoalForm(Form):
    """A goal, or with `leads_to` a small step towards one."""

    where: Text
    money: Line | None = None
    leads_to: Line | None = None


class WorthForm(Form):
    """What contacts cost by channel, and what a customer and goals are worth, in one currency."""

    currency: Annotated[str, Field(pattern="^([A-Z]{3})?$")]
    customer: Annotated[float | None, Field(ge=0)] = None
    contacts: Amounts
    messages: Amounts
    goals: Amounts

    def worth(self) -> Worth:
        """Returns it as the app knows it."""
        return Worth(self.currency, None, self.customer, self.contacts, self.messages, self.goals)


@router.get("/api/sources", response_model=None)
def sources(person: Asking, context: Context) -> Response:
    """Lists the sources: what became of their records, and how fresh they are."""
    return envelope(datasides.sources(person, context.served))


@router.post("/api/sources/replay", response_model=None)
def replay(person: Asking, context: Context, source: str | None = None) -> Response:
    """Judges rejected records again under the specs of today."""
    return json_answer(datasides.replayed(person, context.served, source=source).to_json())


@router.get("/api/rejected", response_model=None)
def rejected(
    person: Asking,
    context: Context,
    source: str | None = None,
    after: Annotated[int, Query(ge=0)] = 0,
    most: Annotated[int, Query(ge=1, le=rejections.MOST)] = rejections.MOST,
) -> Response:
    """Lists rejected records: where each stands, its own words, what is wrong and what to do."""
    return envelope(rejections.rejections(person, context.served, source=source, after=after, most=most))


@router.get("/api/rejected.csv", response_model=None)
def rejected_csv(person: Asking, context: Context, source: str) -> Response:
    """Returns the rejected records of a source as CSV, to be mended and imported again."""
    return file_answer(rejections.rejections_csv(person, context.served, source=source), name="rejected.csv", kind=CSV)


@router.get("/api/touchpoints", response_model=None)
def touchpoints(person: Asking, context: Context) -> Response:
    """Lists the touchpoints with their stage, and who or which rule says so."""
    return envelope(datasides.touchpoints(person, context.served))


@router.put("/api/touchpoints/{id:path}/stage", status_code=204)
def place(id: str, form: Placing, person: Asking, context: Context) -> None:  # noqa: A002 - the route's word
    """Puts a touchpoint into a stage."""
    if form.stage is None:
        catalogueedit.forget_stage(person, context.served, id)
    else:
        catalogueedit.set_touchpoints(person, context.served, Change((id,), form.stage))


@router.patch("/api/touchpoints/{id:path}", status_code=204)
def change(id: str, form: TouchpointChange, person: Asking, context: Context) -> None:  # noqa: A002 - as above
    """Names a touchpoint, or says whether the customer holds it in the hand."""
    catalogueedit.set_touchpoints(person, context.served, Change((id,), form.stage, form.name, form.is_physical))


@router.post("/api/touchpoints/groups", status_code=204)
def group(form: Group, person: Asking, context: Context) -> None:
    """Counts several touchpoints as one."""
    catalogueedit.set_touchpoints(person, context.served, Change(form.touchpoints, form.stage, form.name))


@router.delete("/api/touchpoints/{id:path}/group", status_code=204)
def ungroup(id: str, person: Asking, context: Context) -> None:  # noqa: A002 - as above
    """Takes a touchpoint that was made of several apart again."""
    catalogueedit.ungroup(person, context.served, id)


@router.post("/api/touchpoints/confirm")
def confirm(form: Confirmed, person: Asking, context: Context) -> dict[str, int]:
    """Confirms proposed stages."""
    return {"confirmed": catalogueedit.confirm_touchpoints(person, context.served, form.touchpoints)}


@router.get("/api/stages", response_model=None, responses=answers(StageTable))
def stages(person: Asking, context: Context) -> Response:
    """Lists the stages in order."""
    return envelope(datasides.stages(person, context.served))


@router.put("/api/stages", status_code=204)
def set_stages(form: Stages, person: Asking, context: Context) -> None:
    """Writes the stages, in order."""
    written = [stage_of(f"{one.stage}={one.name or ''}") for one in form.stages]
    catalogueedit.set_stages(person, context.served, written)


@router.get("/api/goals", response_model=None)
def goals(person: Asking, context: Context) -> Response:
    """Lists the goals and the small steps towards them."""
    return envelope(datasides.every_goal(person, context.served))


@router.put("/api/goals/{id}", status_code=204)
def set_goal(id: str, form: GoalForm, person: Asking, context: Context) -> None:  # noqa: A002 - as above
    """Adds a goal, or changes the one of that name."""
    catalogueedit.set_goal(person, context.served, Goal(id, form.where, form.money, form.leads_to))


@router.delete("/api/goals/{id}", status_code=204)
def remove_goal(id: str, person: Asking, context: Context) -> None:  # noqa: A002 - as above
    """Takes a goal away, and the small steps that lead to it."""
    catalogueedit.remove_goal(person, context.served, id)


@router.get("/api/worth", response_model=None)
def worth(person: Asking, context: Context) -> Response:
    """Lists what people said that contacts cost and customers are worth."""
    return envelope(said_worth(person, context.served))


@router.put("/api/worth", status_code=204)
def say(form: WorthForm, person: Asking, context: Context) -> None:
    """Writes down what this person says that contacts cost and customers are worth, in place of what was said."""
    say_worth(person, context.served, form.worth())


@router.get("/api/identity/conflicts", response_model=None)
def conflicts(person: Asking, context: Context) -> Response:
    """Lists what speaks against who is taken for whom."""
    return envelope(datasides.conflicts(person, context.served))


@router.get("/api/identity/merges", response_model=None)
def merges(
    person: Asking,
    context: Context,
    q: Annotated[str, Query(max_length=200)] = "",
    after: Annotated[int, Query(ge=0)] = 0,
) -> Response:
    """Lists the customers that were joined, and why; `q` is a part of an identifier."""
    return envelope(datasides.merges(person, context.served, like=q, after=after))


@router.post("/api/identity/merges/{id}/undo")
def undo(id: str, person: Asking, context: Context) -> dict[str, str]:  # noqa: A002 - as above
    """Takes a merge apart; every figure follows."""
    return {"told": datasides.undo_merge(person, context.served, id)}


@router.get("/api/customers", response_model=None)
def customers(person: Asking, context: Context, q: Annotated[str, Query(max_length=200)] = "") -> Response:
    """Lists customers of whom an identifier holds these letters."""
    return json_answer(customersearch.customers_like(person, context.served, q))


@router.get("/api/overviews/{id:path}", response_model=None)
def overview(id: str, person: Asking, context: Context) -> Response:  # noqa: A002 - as above
    """Returns a customer as a whole: persona, type of journey, channels, feelings, and open pains met."""
    return envelope(customersearch.customer_overview(person, context.served, id))


@router.get("/api/customers/{id:path}", response_model=None)
def customer(id: str, person: Asking, context: Context) -> Response:  # noqa: A002 - as above
    """Returns everything that a customer did, across channels."""
    return envelope(customersearch.customer_timeline(person, context.served, id))
