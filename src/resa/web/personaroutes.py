"""Personas: found, named, described, brought from a workshop, and every change taken back."""

import asyncio
import base64
import binascii
from collections.abc import AsyncIterator
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Response
from fastapi.responses import StreamingResponse
from pydantic import Field
from starlette.concurrency import run_in_threadpool

from resa.app import personaspage
from resa.app.permission import Person
from resa.app.personas import Saying
from resa.app.personasheet import MOST_BYTES, PersonaFileError
from resa.app.personaspage import Changed
from resa.model.errors import ResaError
from resa.web.answers import answers
from resa.web.form import Form, Line
from resa.web.personaanswers import PersonaChanged, PersonasTold
from resa.web.session import Asking
from resa.web.tableanswer import json_answer
from resa.web.workspacecontext import Context, WorkspaceContext

router = APIRouter(tags=["data"])

BEAT_SECONDS = 10.0
UNBUFFERED = {"cache-control": "no-store", "x-accel-buffering": "no"}
Lines = Annotated[tuple[Line, ...], Field(max_length=40)]


class SayingForm(Form):
    """What somebody says of a persona; what is not named stays, an empty text or list takes away."""

    name: Line | None = None
    occupation: Line | None = None
    age: Line | None = None
    quote: Line | None = None
    interests: Lines | None = None
    goals: Lines | None = None
    challenges: Lines | None = None
    values: Lines | None = None
    needs: Lines | None = None


class FitForm(Form):
    """How groups shall be found: traits left out to test them, and at most how many."""

    without: Annotated[tuple[Line, ...], Field(max_length=20)] = ()
    most: Annotated[int, Field(ge=2, le=12)] | None = None


class SheetForm(Form):
    """A file of personas; `content` is its bytes in base64."""

    name: Line
    content: Annotated[str, Field(max_length=MOST_BYTES * 2)]


class SaidForm(Form):
    """What is said of personas, as a change told that it was before; null takes it away."""

    said: Annotated[dict[str, dict[str, Any] | None], Field(max_length=100)]


@router.get("/api/personas", response_model=None, responses=answers(PersonasTold))
def personas(person: Asking, context: Context) -> Response:
    """Returns the personas, what is said of each, and how the groups were found, or why there are none."""
    return json_answer(personaspage.personas_page(person, context.served))


@router.patch("/api/personas/{id:path}", response_model=None, responses=answers(PersonaChanged))
def say(id: str, form: SayingForm, person: Asking, context: Context) -> Response:  # noqa: A002 - the route's word
    """Names a persona, or says what the data can't know; who says so is kept."""
    saying = Saying(**form.model_dump(), by=person.name)
    return _changed(personaspage.say_of_persona(person, context.served, id, saying))


@router.post("/api/personas/import", response_model=None, responses=answers(PersonaChanged))
def bring(form: SheetForm, person: Asking, context: Context) -> Response:
    """Takes a workshop's personas from a sheet, and tells which of their claims the data bears out."""
    try:
        content = base64.b64decode(form.content, validate=True)
    except (binascii.Error, ValueError) as error:
        raise PersonaFileError("expected the file's bytes in base64, got something else") from error
    return _changed(personaspage.bring_personas(person, context.served, form.name, content))


@router.put("/api/personas/said", response_model=None, responses=answers(PersonaChanged))
def put_back(form: SaidForm, person: Asking, context: Context) -> Response:
    """Takes a change back: says of these personas what was said before."""
    return _changed(personaspage.put_back(person, context.served, form.said))


@router.post("/api/personas/fit", response_class=StreamingResponse)
async def fit(form: FitForm, person: Asking, context: Context) -> StreamingResponse:
    """Finds the personas anew and streams `progress` events, at last `done` or `refused`."""
    return StreamingResponse(_fitted(form, person, context), media_type="text/event-stream", headers=UNBUFFERED)


@router.post("/api/personas/fit/back")
def fit_back(person: Asking, context: Context) -> dict[str, bool]:
    """Puts the personas before in the place of those that are kept, and the other way round; tells if any are kept."""
    return {"is_kept": personaspage.fit_back(person, context.served)}


async def _fitted(form: FitForm, person: Person, context: WorkspaceContext) -> AsyncIterator[bytes]:
    """Yields how far it is; it goes on where nobody listens any more."""
    loop, heard = asyncio.get_running_loop(), asyncio.Queue[tuple[str, dict[str, Any]]]()

    def hear(step: str, share: float | None) -> None:
        loop.call_soon_threadsafe(heard.put_nowait, ("progress", {"step": step, "share": share}))

    def find() -> None:
        try:
            personaspage.find_personas(person, context.served, without=form.without, most=form.most, progress=hear)
            told: tuple[str, dict[str, Any]] = ("done", {})
        except ResaError as error:
            told = ("refused", {"code": error.code, "sentence": error.sentence, "faults": list(error.faults)})
        loop.call_soon_threadsafe(heard.put_nowait, told)

    going = asyncio.ensure_future(run_in_threadpool(find))
    while not (going.done() and heard.empty()):
        try:
            name, content = await asyncio.wait_for(heard.get(), BEAT_SECONDS)
        except TimeoutError:
            yield b": beat\n\n"
            continue
        yield b"event: %b\ndata: %b\n\n" % (name.encode(), orjson.dumps(content))
        if name != "progress":
            return
    going.result()


def _changed(found: Changed) -> Response:
    claims = list(found.claims.to_json()["rows"]) if found.claims else []
    return json_answer({"before": dict(found.before), "claims": claims})
