"""Templates and guided methods: searched, shown, saved from maps, removed."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import Field

from resa.app import templates
from resa.app.templates import Guides, Saving, ShownTemplate, Wanted
from resa.web.form import Form, Line
from resa.web.plainanswer import plain_answer
from resa.web.session import Asking
from resa.web.workspacecontext import Context

router = APIRouter(tags=["templates"])

Words = Annotated[str, Field(max_length=4_000)]


class NewTemplate(Form):
    """A map that shall become a template: which lanes are locked, and whether cards stay."""

    map: Line
    title: Line
    summary: Words = ""
    locked: Annotated[list[Line], Field(max_length=1_000)] = []  # noqa: RUF012 - pydantic copies it
    keeps_cards: bool = False


@router.get("/api/templates")
def list_templates(
    person: Asking,
    context: Context,
    *,
    language: Line = "en",
    need: Line | None = None,
    industry: Line | None = None,
    words: Annotated[Line | None, Query(alias="q")] = None,
) -> list[ShownTemplate]:
    """Lists the templates, the company's own first; narrowed by need, industry and words."""
    wanted = Wanted(need, industry, words)
    return templates.list_templates(person, context.served, language=language, wanted=wanted)


@router.get("/api/templates/{id}")
def show_template(
    id: Line,  # noqa: A002 - the route's word
    person: Asking,
    context: Context,
    language: Line = "en",
    is_filled: bool = True,
) -> Response:
    """Shows a template with the map that it opens as, filled with its sample or blank."""
    return plain_answer(templates.show_template(person, context.served, id, language=language, is_filled=is_filled))


@router.post("/api/templates", status_code=201)
def save_template(form: NewTemplate, person: Asking, context: Context) -> ShownTemplate:
    """Saves a map as a template of the company's own."""
    saving = Saving(**{**form.model_dump(), "locked": tuple(form.locked)})
    return templates.save_template(person, context.served, saving)


@router.delete("/api/templates/{id}", status_code=204)
def delete_template(id: Line, person: Asking, context: Context) -> None:  # noqa: A002 - as above
    """Removes a template of the company's own."""
    templates.delete_template(person, context.served, id)


@router.get("/api/guides")
def guides(person: Asking, context: Context, language: Line = "en") -> Guides:
    """Lists the guided methods: steps, why, what counts as done, and what comes next."""
    return templates.guides(person, language)
