"""Every route of the API and who may use it: the one table that `door` holds and the tests walk through.

o owner, e editor, c commenter, v viewer; ANYBODY needs no session at all. A route without a row is never reached.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from fastapi import APIRouter

from resa.app.permission import Role
from resa.web import (
    answerroutes,
    bindingroutes,
    dashboardroutes,
    dataroutes,
    docsroutes,
    eventroutes,
    exportroutes,
    figureroutes,
    libraryroutes,
    mapsroutes,
    oidcroutes,
    peopleroutes,
    personaroutes,
    planroutes,
    roomsocket,
    sessionroutes,
    shareroutes,
    templateroutes,
    typeroutes,
    uploadroutes,
    versionroutes,
    voiceroutes,
    watchroutes,
    workspaceroutes,
)

ANYBODY = "anybody"
EVERYONE = "oecv"
COMMENTERS = "oec"
EDITORS = "oe"
OWNERS = "o"

ROLE_LETTERS = {"o": Role.OWNER, "e": Role.EDITOR, "c": Role.COMMENTER, "v": Role.VIEWER}

ROWS: dict[str, str] = {
    # who is there
    "GET /api/me": ANYBODY,
    "POST /api/setup": ANYBODY,
    "POST /api/session": ANYBODY,
    "DELETE /api/session": EVERYONE,
    "PUT /api/me/password": EVERYONE,
    "GET /api/session/oidc": ANYBODY,
    "GET /api/session/oidc/callback": ANYBODY,
    "GET /api/events": EVERYONE,
    "GET /api/workspace": EVERYONE,
    "PATCH /api/workspace": OWNERS,
    "GET /api/docs": ANYBODY,
    "GET /api/docs.js": ANYBODY,
    "GET /api/docs.css": ANYBODY,
    "GET /api/openapi.json": ANYBODY,
    # people
    "GET /api/people": EVERYONE,
    "PATCH /api/people/{id}": EVERYONE,  # themselves; owners everybody
    "DELETE /api/people/{id}": OWNERS,
    "DELETE /api/people/{id}/sessions": OWNERS,
    "POST /api/people/{id}/invitation": OWNERS,
    "GET /api/invitations": OWNERS,
    "POST /api/invitations": OWNERS,
    "DELETE /api/invitations/{id}": OWNERS,
    "GET /api/invitations/by-token/{token}": ANYBODY,
    "POST /api/invitations/by-token/{token}": ANYBODY,
    "GET /api/audit": OWNERS,
    # share links
    "GET /api/maps/{id}/shares": EDITORS,
    "POST /api/maps/{id}/shares": EDITORS,
    "PATCH /api/maps/{id}/shares/{share}": EDITORS,
    "DELETE /api/maps/{id}/shares/{share}": EDITORS,
    "GET /api/shared/{token}": ANYBODY,
    "POST /api/shared/{token}": ANYBODY,
    "GET /api/shared/{token}/pictures/{picture}": ANYBODY,
    # maps
    "GET /api/maps": EVERYONE,
    "GET /api/mapfiles": EVERYONE,
    "POST /api/maps": EDITORS,
    "GET /api/maps/{id}": EVERYONE,
    "PATCH /api/maps/{id}": EDITORS,
    "DELETE /api/maps/{id}": EDITORS,
    "POST /api/maps/{id}/status": EDITORS,
    "POST /api/maps/{id}/records": EDITORS,
    "GET /api/maps/{id}/versions": EVERYONE,
    "POST /api/maps/{id}/versions": EDITORS,
    "GET /api/maps/{id}/versions/{n}": EVERYONE,
    "PATCH /api/maps/{id}/versions/{n}": EDITORS,
    "POST /api/maps/{id}/versions/{n}/restore": EDITORS,
    "GET /api/maps/{id}/difference": EVERYONE,
    "GET /api/maps/{id}/figures": EVERYONE,
    "GET /api/maps/{id}/evidence/{record:path}": EVERYONE,
    "POST /api/maps/{id}/answers/{record}": EVERYONE,
    "GET /api/maps/{id}/deviations": EVERYONE,
    "GET /api/maps/{id}/export.{form}": EVERYONE,
    "GET /api/maps/{id}/report.{form}": EVERYONE,
    # library, templates, pictures
    "GET /api/library/{entry}/uses": EVERYONE,
    "POST /api/pictures": EDITORS,
    "GET /api/pictures/{id}": EVERYONE,
    "GET /api/templates": EVERYONE,
    "POST /api/templates": EDITORS,
    "GET /api/templates/{id}": EVERYONE,
    "DELETE /api/templates/{id}": EDITORS,
    "GET /api/guides": EVERYONE,
    "GET /api/questions": EVERYONE,
    "GET /api/answers": EVERYONE,
    "GET /api/answers/{what}": EVERYONE,
    "GET /api/answers/{what}/file": EVERYONE,
    "PUT /api/alerts": COMMENTERS,
    "PUT /api/checks": EDITORS,
    "GET /api/checks/pages": EVERYONE,
    "POST /api/checks/pages": EDITORS,
    "DELETE /api/checks/pages/{name}": EDITORS,
    "GET /api/voices": EVERYONE,
    "GET /api/voices/{id}": EVERYONE,
    "PUT /api/voices/{id}": EDITORS,
    "GET /api/reading": EVERYONE,
    "POST /api/reading": EDITORS,
    "GET /api/audience": EVERYONE,
    "GET /api/audience/facts": EDITORS,
    # the data side
    "GET /api/sources": EVERYONE,
    "POST /api/sources/replay": EDITORS,
    "GET /api/rejected": EDITORS,
    "GET /api/rejected.csv": EDITORS,
    "GET /api/uploads": EDITORS,
    "POST /api/uploads": EDITORS,
    "GET /api/uploads/{id}": EDITORS,
    "DELETE /api/uploads/{id}": EDITORS,
    "POST /api/uploads/{id}/check": EDITORS,
    "POST /api/uploads/{id}/import": EDITORS,
    "GET /api/touchpoints": EVERYONE,
    "PUT /api/touchpoints/{id:path}/stage": EDITORS,
    "PATCH /api/touchpoints/{id:path}": EDITORS,
    "POST /api/touchpoints/groups": EDITORS,
    "DELETE /api/touchpoints/{id:path}/group": EDITORS,
    "POST /api/touchpoints/confirm": EDITORS,
    "GET /api/stages": EVERYONE,
    "PUT /api/stages": EDITORS,
    "GET /api/goals": EVERYONE,
    "PUT /api/goals/{id}": EDITORS,
    "DELETE /api/goals/{id}": EDITORS,
    "GET /api/worth": EVERYONE,
    "PUT /api/worth": EDITORS,
    "GET /api/identity/conflicts": EDITORS,
    "GET /api/identity/merges": EDITORS,
    "POST /api/identity/merges/{id}/undo": EDITORS,
    "GET /api/customers": EDITORS,
    "GET /api/customers/{id:path}": EDITORS,
    "GET /api/overviews/{id:path}": EDITORS,
    # personas
    "GET /api/personas": EVERYONE,
    "PATCH /api/personas/{id:path}": EDITORS,
    "PUT /api/personas/said": EDITORS,
    "POST /api/personas/import": EDITORS,
    "POST /api/personas/fit": EDITORS,
    "POST /api/personas/fit/back": EDITORS,
    # types of journeys
    "GET /api/types": EVERYONE,
    "POST /api/types/fit": EDITORS,
    "POST /api/types/back": EDITORS,
    "PATCH /api/types/{id:path}": EDITORS,
    # across maps
    "GET /api/plan": EVERYONE,
    "GET /api/plan/export.{form}": EVERYONE,
    "GET /api/reviews": EVERYONE,
    "GET /api/portfolio": EVERYONE,
    "GET /api/dashboard": EVERYONE,
}


def routers() -> Iterator[APIRouter]:
    """Yields the router of every part of the API; a new part adds its line here and its rows above."""
    yield sessionroutes.router
    yield workspaceroutes.router
    yield oidcroutes.router
    yield peopleroutes.router
    yield shareroutes.router
    yield shareroutes.pages
    yield eventroutes.router
    yield figureroutes.router
    yield bindingroutes.router
    yield answerroutes.router
    yield voiceroutes.router
    yield docsroutes.router
    yield roomsocket.router
    yield mapsroutes.router
    yield exportroutes.router
    yield versionroutes.router
    yield libraryroutes.router
    yield templateroutes.router
    yield uploadroutes.router
    yield dataroutes.router
    yield personaroutes.router
    yield typeroutes.router
    yield planroutes.router
    yield dashboardroutes.router
    yield watchroutes.router


def allowed(method: str, path: str) -> str | None:
    """Returns who may use that route, None where there is no such route.

    >>> allowed("GET", "/api/maps/map:1/versions"), allowed("GET", "/api/nothing")
    ('oecv', None)
    """
    method = "GET" if method == "HEAD" else method
    for pattern, letters in _patterns():
        if pattern.fullmatch(f"{method} {path}"):
            return letters
    return None


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Returns the table as patterns, those with the fewest blanks first: `by-token` goes before `{id}`."""
    rows = sorted(ROWS.items(), key=lambda row: row[0].count("{"))
    return tuple((re.compile(_pattern(route)), letters) for route, letters in rows)


def _pattern(route: str) -> str:
    parts = re.split(r"(\{\w+(?::path)?\})", route)
    return "".join(_blank(part) if part.startswith("{") else re.escape(part) for part in parts)


def _blank(part: str) -> str:
    """Returns what may stand in a blank; names of touchpoints and customers hold slashes."""
    return ".+" if part.endswith(":path}") else "[^/]+"
