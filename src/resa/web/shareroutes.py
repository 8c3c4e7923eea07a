"""Share links: making them, and what those get who open one."""

from datetime import datetime
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse

from resa.app import shares
from resa.app.sharedmap import SharedMap, shared_map, shared_picture
from resa.app.shares import NoSuchShareError, Openness, Share, ShareWish
from resa.web.figureroutes import as_json
from resa.web.form import Form, Line, Secret
from resa.web.libraryroutes import picture_answer
from resa.web.page import app_page
from resa.web.securityheaders import CONTENT_POLICY
from resa.web.session import Asking
from resa.web.workspacecontext import Context

router = APIRouter(tags=["share links"])
pages = APIRouter(include_in_schema=False)


class Wish(Form):
    """How a link shall be; `keeps_password` leaves the password of a link as it is.

    A link to a map that was never live needs `shows_draft`.
    """

    label: Line = ""
    language: Line = "en"
    password: Secret | None = None
    keeps_password: bool = False
    expires_at: datetime | None = None
    has_comments: bool = False
    has_figures: bool = True
    has_quotes: bool = False
    frames: tuple[Line, ...] = ()
    shows_draft: bool = False

    def wish(self) -> ShareWish:
        """Returns the wish as the app knows it."""
        opens = Openness(self.has_comments, self.has_figures, self.has_quotes, self.frames)
        return ShareWish(self.label, self.language, self.password, self.expires_at, opens, self.shows_draft)


class Password(Form):
    """The password of a link."""

    password: Secret


@router.get("/api/maps/{id}/shares")
def every_share(id: str, person: Asking, context: Context) -> list[Share]:  # noqa: A002 - the route's word
    """Lists the links to a map."""
    return shares.shares(person, id, database=context.served.database)


@router.post("/api/maps/{id}/shares", status_code=201)
def make(id: str, form: Wish, person: Asking, context: Context) -> Share:  # noqa: A002 - the route's word
    """Makes a link to a map; 409 with `draft_share` where it would show a draft and nobody said that it shall."""
    served = context.served
    return shares.share(person, id, wish=form.wish(), database=served.database, now=served.now())


@router.patch("/api/maps/{id}/shares/{share}")
def change(id: str, share: str, form: Wish, person: Asking, context: Context) -> Share:  # noqa: A002 - as above
    """Changes a link; what is left out goes back to the default, the password where `keeps_password` is not said."""
    served = context.served
    return shares.change_share(
        person,
        id,
        share,
        wish=form.wish(),
        keeps_password=form.keeps_password,
        database=served.database,
        now=served.now(),
    )


@router.delete("/api/maps/{id}/shares/{share}", status_code=204)
def revoke(id: str, share: str, person: Asking, context: Context) -> None:  # noqa: A002 - the route's word
    """Makes a link lead nowhere."""
    shares.revoke(person, id, share, database=context.served.database, now=context.served.now())


@router.get("/api/shared/{token}", response_model=None)
def read(token: str, request: Request, context: Context) -> Response:
    """Returns what a link opens; 401 with `share_password` where it asks for a password."""
    return _read(token, request, context, password=None)


@router.post("/api/shared/{token}", response_model=None)
def read_with_password(token: str, form: Password, request: Request, context: Context) -> Response:
    """Returns what a link opens that asks for a password."""
    return _read(token, request, context, password=form.password)


def _read(token: str, request: Request, context: Context, *, password: str | None) -> Response:
    served = context.served
    address = request.client.host if request.client else ""
    opened = shares.opened(token, password=password, address=address, database=served.database, now=served.now())
    return as_json(_told(shared_map(served, opened), token))


def _told(shared: SharedMap, token: str) -> dict[str, Any]:
    opens = {name: getattr(shared.opens, name) for name in ("has_comments", "has_figures", "has_quotes")}
    told = {name: getattr(shared, name) for name in SharedMap.__slots__}
    pictures = {
        name: f"/api/shared/{quote(token, safe='')}/pictures/{quote(name, safe='')}?passing={passing}"
        for name, passing in shared.pictures.items()
    }
    return told | {"opens": opens, "pictures": pictures}


@router.get("/api/shared/{token}/pictures/{picture}")
def picture(token: str, picture: Line, context: Context, passing: Line = "") -> FileResponse:
    """Gives a picture of a shared map to those whom the link has shown it: `pictures` of the map holds the address."""
    return picture_answer(shared_picture(context.served, token, picture, passing=passing))


@pages.get("/shared/{token}")
def page(token: str, context: Context) -> Response:
    """Returns the app's page, which shows the map for reading only."""
    return app_page(context.settings.static)


@pages.get("/embed/{token}")
def embedded(token: str, context: Context) -> Response:
    """Returns the app's page, which the sites that the link names may show inside of theirs."""
    answer = app_page(context.settings.static)
    try:
        share = shares.found(token, database=context.served.database, now=context.served.now())
    except NoSuchShareError:
        return answer
    if share.opens.frames:
        frames = " ".join(share.opens.frames)
        answer.headers["content-security-policy"] = CONTENT_POLICY.replace(
            "frame-ancestors 'none'", f"frame-ancestors {frames}"
        )
        answer.headers["cross-origin-resource-policy"] = "cross-origin"
    return answer
