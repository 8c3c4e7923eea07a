"""What people do about what needs a look: alerts they take on, pages to check, what they know of checks."""

from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import Field
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from resa.app import alerttaking, checksaid
from resa.app.checksaid import KeptPage, no_page
from resa.web.fileform import brings_file
from resa.web.form import Form, Line
from resa.web.session import Asking
from resa.web.workspacecontext import Context

router = APIRouter(tags=["figures"])

Words = Annotated[str, Field(max_length=2_000)]


class AlertTaken(Form):
    """Which alert, by its column `story`; `status` is known or handled, without one what was said is taken back."""

    story: Line
    status: Line | None = None
    owner: Line | None = None
    note: Words | None = None


class CheckSaid(Form):
    """What somebody says of a check, at the place `at` where one is meant: fine, look or fault, and why.

    Without a verdict, what was said is taken back.
    """

    check: Line
    at: Line | None = None
    verdict: Line | None = None
    says: Words | None = None


@router.put("/api/alerts", status_code=204)
def take_on(form: AlertTaken, person: Asking, context: Context) -> Response:
    """Says that an alert is known or handled, by whom it is looked after, and why."""
    told = {"story": form.story, "status": form.status, "owner": form.owner, "note": form.note}
    alerttaking.take_on(person, context.served, **told)  # type: ignore[arg-type] # a story is always told
    return Response(status_code=204)


@router.get("/api/checks/pages")
def pages(person: Asking, context: Context) -> list[KeptPage]:
    """Lists the saved pages that checks look at."""
    return checksaid.kept_pages(person, context.served)


@router.post(
    "/api/checks/pages",
    status_code=201,
    openapi_extra=brings_file(),
)
async def add_page(request: Request, person: Asking, context: Context) -> KeptPage:
    """Keeps a page as a browser saves it (HTML, at most 10 MB): the form's part `file`, by its name."""
    async with request.form(max_files=1, max_fields=4) as form:
        part = form.get("file")
        if not isinstance(part, UploadFile):
            raise no_page()
        content, name = await part.read(), part.filename or "page.html"
    return await run_in_threadpool(checksaid.add_page, person, context.served, content, name=name)


@router.delete("/api/checks/pages/{name}", status_code=204)
def remove_page(name: Line, person: Asking, context: Context) -> Response:
    """Takes a page away."""
    checksaid.remove_page(person, context.served, name)
    return Response(status_code=204)


@router.put("/api/checks", status_code=204)
def say(form: CheckSaid, person: Asking, context: Context) -> Response:
    """Says what no data tells of a check."""
    said = {"check": form.check, "at": form.at, "verdict": form.verdict, "says": form.says}
    checksaid.say(person, context.served, **said)  # type: ignore[arg-type] # a check is always told
    return Response(status_code=204)
