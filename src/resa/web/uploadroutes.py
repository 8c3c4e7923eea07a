"""Files that are dropped in a browser: received, looked at, checked and imported while one watches."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import Field
from starlette.concurrency import run_in_threadpool

from resa.app import uploading
from resa.app.imports import LAST
from resa.app.uploads import Receiving, Upload
from resa.web.answers import Checked, UploadSummary, UploadTold, answers
from resa.web.fileform import brings_files
from resa.web.form import Form, Line
from resa.web.receiving import received
from resa.web.session import Asking
from resa.web.workspacecontext import Context, WorkspaceContext

router = APIRouter(tags=["data"])

BEAT_SECONDS = 10.0
UNBUFFERED = {"cache-control": "no-store", "x-accel-buffering": "no"}
"""Proxies hand on each event as it comes."""

Text = Annotated[str, Field(max_length=4_000)]


class SourceSpec(Form):
    """How one source of an upload shall be read; without `spec` as it was proposed."""

    source: Line
    spec: dict[str, Any] | None = None


class Answer(Form):
    """What somebody answered to an open question."""

    source: Line
    field: Line
    answer: Text


class Specs(Form):
    """Specs and answers; no specs at all mean all sources as they were proposed."""

    specs: tuple[SourceSpec, ...] = ()
    answers: tuple[Answer, ...] = ()

    def plain(self) -> dict[str, list[dict[str, Any]]]:
        """Returns them as the app knows them."""
        return {
            "specs": [one.model_dump() for one in self.specs],
            "answers": [one.model_dump() for one in self.answers],
        }


@router.post(
    "/api/uploads",
    status_code=201,
    response_model=None,
    responses=answers(UploadTold, status=201),
    openapi_extra=brings_files(),
)
async def upload(request: Request, person: Asking, context: Context) -> Response:
    """Takes files and returns how they may be read: a proposal for each source, and the files that can't be read."""
    served = context.served
    receiving = await run_in_threadpool(Receiving, person, served.imports.uploads, now=served.now())
    kept = await received(request, receiving)
    try:
        looked = await run_in_threadpool(uploading.looked_at, person, served, kept)
    except BaseException:
        receiving.drop()
        raise
    return _answer(looked, status=201)


@router.get("/api/uploads", response_model=None, responses=answers(list[UploadSummary]))
def every_upload(person: Asking, context: Context) -> Response:
    """Lists the uploads of the last days, the newest first, and how far each is."""
    return _json([_summary(one) for one in uploading.uploads(person, context.served)])


@router.get("/api/uploads/{id}", response_model=None, responses=answers(UploadTold))
def one_upload(id: str, person: Asking, context: Context) -> Response:  # noqa: A002 - the route's word
    """Returns an upload as it was looked at, how far it is, and what came of it."""
    return _answer(uploading.upload_named(person, context.served, id))


@router.delete("/api/uploads/{id}", status_code=204)
def drop(id: str, person: Asking, context: Context) -> None:  # noqa: A002 - the route's word
    """Deletes an upload with its files."""
    uploading.drop(person, context.served, id)


@router.post("/api/uploads/{id}/check", response_model=None, responses=answers(list[Checked]))
def check(id: str, form: Specs, person: Asking, context: Context) -> Response:  # noqa: A002 - the route's word
    """Returns for each spec its faults, what is open, and the interactions that the first records would yield."""
    return _json(uploading.check(person, context.served, id, **form.plain()))


@router.post("/api/uploads/{id}/import", response_class=StreamingResponse)
async def take_in(id: str, form: Specs, person: Asking, context: Context) -> StreamingResponse:  # noqa: A002 - as above
    """Begins to import and streams `progress` events, at last `done` or `refused`; asked again, goes on telling."""
    await run_in_threadpool(uploading.begin, person, context.served, id, **form.plain())
    return StreamingResponse(_stream(context, id), media_type="text/event-stream", headers=UNBUFFERED)


async def _stream(context: WorkspaceContext, upload_id: str) -> AsyncIterator[bytes]:
    """Yields what is told of an import until its end; who stops reading misses nothing but steps in between."""
    loop = asyncio.get_running_loop()
    waiting: dict[str, tuple[str, Mapping[str, Any]]] = {}
    wakes = asyncio.Event()

    def put(name: str, content: Mapping[str, Any]) -> None:
        waiting[f"{name}:{content.get('step', '')}"] = (name, content)
        wakes.set()

    def hear(name: str, content: Mapping[str, Any]) -> None:
        loop.call_soon_threadsafe(put, name, content)

    with context.served.imports.heard_by(upload_id, hear):
        while not context.is_closing:
            try:
                await asyncio.wait_for(wakes.wait(), BEAT_SECONDS)
            except TimeoutError:
                yield b": beat\n\n"
                continue
            wakes.clear()
            told, waiting = list(waiting.values()), {}
            for name, content in told:
                yield b"event: %b\ndata: %b\n\n" % (name.encode(), orjson.dumps(content, default=str))
            if any(name in LAST for name, _ in told):
                return


def _answer(found: Upload, *, status: int = 200) -> Response:
    told = {**_summary(found), "report": found.report, "refusal": found.refusal, **found.look}
    return _json(told, status=status)


def _summary(found: Upload) -> dict[str, Any]:
    return {
        "upload": found.id,
        "by": found.name,
        "made_at": found.made_at,
        "state": found.state,
        "files": [{"name": one.name, "bytes": one.bytes} for one in found.files],
    }


def _json(content: Any, *, status: int = 200) -> Response:
    return Response(orjson.dumps(content, default=str), status, media_type="application/json")
