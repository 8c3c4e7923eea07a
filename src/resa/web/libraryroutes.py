"""What maps share: the library's entries in use, and pictures."""

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from resa.app import library, pictures
from resa.app.library import Use
from resa.app.pictures import KeptPicture, NoPictureError, ShownPicture
from resa.web.fileform import brings_file
from resa.web.form import Line
from resa.web.session import Asking
from resa.web.workspacecontext import Context

router = APIRouter(tags=["library"])

KEPT = "private, max-age=31536000, immutable"
"""A picture is named by its content, so it never changes."""


@router.get("/api/library/{entry}/uses")
def uses(entry: Line, person: Asking, context: Context) -> list[Use]:
    """Lists where an entry of the library is used."""
    return list(library.uses(person, context.served, entry))


@router.post(
    "/api/pictures",
    status_code=201,
    openapi_extra=brings_file(besides="image/*"),
)
async def add_picture(request: Request, person: Asking, context: Context) -> KeptPicture:
    """Keeps a picture (PNG, JPEG, WebP or GIF, at most 5 MB): the request's body, or the form's part `file`."""
    content = await _content(request)
    return await run_in_threadpool(pictures.add_picture, person, context.served, content)


@router.get("/api/pictures/{id}")
def show_picture(id: Line, person: Asking, context: Context) -> FileResponse:  # noqa: A002 - the route's word
    """Gives a picture as the form that its bytes say, and as nothing else."""
    return picture_answer(pictures.show_picture(person, context.served, id))


def picture_answer(found: ShownPicture) -> FileResponse:
    """Returns a picture's file, for the browser to keep and never to take for anything else."""
    return FileResponse(
        found.path, media_type=found.form, headers={"cache-control": KEPT, "x-content-type-options": "nosniff"}
    )


async def _content(request: Request) -> bytes:
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return await request.body()
    async with request.form(max_files=1, max_fields=4) as form:
        part = form.get("file")
        if not isinstance(part, UploadFile):
            raise NoPictureError("expected a picture in the form's part 'file', found none there")
        return await part.read()
