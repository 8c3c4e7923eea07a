"""The maps: listed, made, shown, changed, approved, archived and removed."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Response
from pydantic import Field

from resa.app import maps, newmap
from resa.app.mapfiles import UnreadFile
from resa.app.maps import MapChange, MapSummary
from resa.app.newmap import NewMap
from resa.web.form import Form, Line
from resa.web.plainanswer import plain_answer
from resa.web.session import Asking
from resa.web.workspacecontext import Context

router = APIRouter(tags=["maps"])

Text = Annotated[str, Field(max_length=16 << 20)]
Packed = Annotated[str, Field(max_length=22 << 20, description="The file's bytes in base 64, for workbooks.")]
Note = Annotated[str, Field(max_length=4_000)]


class Making(Form):
    """What a new map shall be made from: "data", "template", "map", "blank" or "file"."""

    origin: Line = Field(alias="from")
    title: Line = ""
    form: Line | None = None
    language: Line = "en"
    template: Line | None = None
    is_blank: bool = False
    map: Line | None = None
    file: Line | None = None
    content: Text | None = None
    packed: Packed | None = None


class Change(Form):
    """What shall change about a map; what is not named stays."""

    title: Line | None = None
    form: Line | None = None
    parent: Line | None = None
    archived: bool | None = None
    approvers: list[Line] | None = None


class Status(Form):
    """The status that a map shall have: "draft", "review" or "live"."""

    status: Line
    note: Note = ""


@router.get("/api/maps")
def list_maps(person: Asking, context: Context, archived: bool = False) -> list[MapSummary]:
    """Lists the maps, the newest change first; with `archived`, those of the archive."""
    return [one for one in maps.list_maps(person, context.served).maps if one.is_archived == archived]


@router.get("/api/mapfiles")
def unread_files(person: Asking, context: Context) -> list[UnreadFile]:
    """Lists the files in the workspace's folder `maps` that can't be read as maps, and why."""
    return list(maps.list_maps(person, context.served).unread)


@router.post("/api/maps", status_code=201)
def create_map(form: Making, person: Asking, context: Context) -> Response:
    """Makes a map from the data, a template, another map, a file, or blank; of a file the answer has a `report`."""
    new = NewMap(**form.model_dump())
    return plain_answer(newmap.create_map(person, context.served, new).plain(), status=201)


@router.get("/api/maps/{id}")
def show_map(id: Line, person: Asking, context: Context) -> Response:  # noqa: A002 - the route's word
    """Shows a map with its document; those who only read see the live version, where there is one."""
    return plain_answer(maps.show_map(person, context.served, id).plain())


@router.patch("/api/maps/{id}")
def change_map(id: Line, form: Change, person: Asking, context: Context) -> Response:  # noqa: A002 - as above
    """Changes a map's title, form, parent or approvers, or moves it into the archive and back."""
    change = MapChange(form.model_dump(exclude_unset=True))
    return plain_answer(maps.change_map(person, context.served, id, change).plain())


@router.delete("/api/maps/{id}", status_code=204)
def delete_map(id: Line, person: Asking, context: Context) -> None:  # noqa: A002 - as above
    """Removes a map of the archive for good."""
    maps.delete_map(person, context.served, id)


@router.post("/api/maps/{id}/status")
def set_status(id: Line, form: Status, person: Asking, context: Context) -> Response:  # noqa: A002 - as above
    """Moves a map between draft, review and live; live keeps a version that everybody sees from now on."""
    return plain_answer(maps.set_status(person, context.served, id, status=form.status, note=form.note).plain())


@router.post("/api/maps/{id}/records")
def change_records(
    id: Line,  # noqa: A002 - as above
    patch: Annotated[dict[str, Any], Body()],
    person: Asking,
    context: Context,
) -> Response:
    """Changes records: sections of a map document with records by id, null for what shall go."""
    return plain_answer(maps.change_records(person, context.served, id, patch).plain())
