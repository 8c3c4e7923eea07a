"""Types of journeys that are kept: found, named, and every change taken back."""

from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import Field

from resa.app import typespage
from resa.web.form import Form, Line
from resa.web.session import Asking
from resa.web.tableanswer import envelope
from resa.web.workspacecontext import Context

router = APIRouter(tags=["data"])


class TypesForm(Form):
    """How types shall be found: what a step is, and at most how many."""

    by: Line = "touchpoint"
    most: Annotated[int, Field(ge=2, le=12)] | None = None


class NameForm(Form):
    """What a type is called from now on."""

    name: Line


@router.get("/api/types", response_model=None)
def types(person: Asking, context: Context) -> Response:
    """Lists the types that are kept, with how many customers each has now and had when it was found."""
    return envelope(typespage.types_page(person, context.served))


@router.post("/api/types/fit", status_code=204)
def fit(form: TypesForm, person: Asking, context: Context) -> None:
    """Finds the types of customers' journeys and keeps them."""
    typespage.find_types(person, context.served, by=form.by, most=form.most)


@router.post("/api/types/back")
def back(person: Asking, context: Context) -> dict[str, bool]:
    """Takes the last change of the types back; done again, it is there again; tells whether any types are kept."""
    return {"is_kept": typespage.types_back(person, context.served)}


@router.patch("/api/types/{id:path}", status_code=204)
def rename(id: str, form: NameForm, person: Asking, context: Context) -> None:  # noqa: A002 - the route's word
    """Names a type that is kept."""
    typespage.rename_type(person, context.served, id, form.name)
