"""The versions of maps, and what differs between them."""

from dataclasses import asdict
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response
from fastapi.responses import PlainTextResponse
from pydantic import Field

from resa.app import versions
from resa.app.versions import VersionSummary
from resa.web.form import Form, Line
from resa.web.plainanswer import plain_answer
from resa.web.session import Asking
from resa.web.workspacecontext import Context

router = APIRouter(tags=["versions"])


class Label(Form):
    """What a version shall be called; null takes its name."""

    label: Line | None = None


class Sides(Form):
    """What is held against what: numbers of versions, "now", or the id of another map; `as=text` tells it in lines."""

    start: Line = Field(alias="from")
    to: Line = versions.NOW
    form: Literal["json", "text"] = Field("json", alias="as")


@router.get("/api/maps/{id}/versions")
def list_versions(id: Line, person: Asking, context: Context) -> list[VersionSummary]:  # noqa: A002 - the route's word
    """Lists the versions of a map, the newest first."""
    return list(versions.list_versions(person, context.served, id))


@router.post("/api/maps/{id}/versions", status_code=201)
def take_version(id: Line, form: Label, person: Asking, context: Context) -> VersionSummary:  # noqa: A002 - as above
    """Keeps the map as it is now."""
    return versions.take_version(person, context.served, id, label=form.label)


@router.get("/api/maps/{id}/versions/{n}")
def show_version(id: Line, n: int, person: Asking, context: Context) -> Response:  # noqa: A002 - as above
    """Shows a version with its document."""
    return plain_answer(versions.show_version(person, context.served, id, number=n).plain())


@router.patch("/api/maps/{id}/versions/{n}")
def label_version(
    id: Line,  # noqa: A002 - as above
    n: int,
    form: Label,
    person: Asking,
    context: Context,
) -> VersionSummary:
    """Names a version, which then stays for ever, or takes its name."""
    return versions.label_version(person, context.served, id, number=n, label=form.label)


@router.post("/api/maps/{id}/versions/{n}/restore")
def restore_version(id: Line, n: int, person: Asking, context: Context) -> Response:  # noqa: A002 - as above
    """Brings a version back, as changes that everybody sees at once; `before` is the version of what was there."""
    return plain_answer(versions.restore_version(person, context.served, id, number=n).plain())


@router.get("/api/maps/{id}/difference")
def difference(id: Line, asked: Annotated[Sides, Query()], person: Asking, context: Context) -> Response:  # noqa: A002 - as above
    """Tells what differs between two versions, a version and now, or this map and another."""
    found = versions.map_difference(person, context.served, id, start=asked.start, end=asked.to)
    if asked.form == "text":
        return PlainTextResponse(found.text())
    return plain_answer({"counts": found.counts(), **asdict(found)})
