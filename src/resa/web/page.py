"""The app's page: the built front end, the same page for every path that is no file of it."""

from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import FileResponse, HTMLResponse, Response

from resa.web.errors import NoSuchRouteError
from resa.web.workspacecontext import Context

router = APIRouter(include_in_schema=False)

KEPT = "public, max-age=31536000, immutable"
"""What the build names by its content never changes."""

MISSING = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Resa</title>
<h1>The app's page is not built</h1>
<p>The server runs and its <a href="/api/docs">API</a> answers, but the files of the page are not there.</p>
<p>Build them: <code>pip install .</code> in the project's folder does it, or <code>pip install --no-build-isolation
-e .</code> for those who work on it.</p>
</html>
"""


@router.api_route("/{path:path}", methods=["GET", "HEAD"])
def page(path: str, context: Context) -> Response:
    """Returns the file of that name, else the app's page."""
    if path.startswith("api/"):
        raise NoSuchRouteError(f"expected a route as /api/docs lists them, got GET /{path}")
    found = _file(context.settings.static, path)
    if found:
        kept = {"cache-control": KEPT} if path.startswith("assets/") else {"cache-control": "no-cache"}
        return FileResponse(found, headers=kept)
    return app_page(context.settings.static)


def app_page(static: Path) -> Response:
    """Returns the app's page, or how to build it where it is missing."""
    index = static / "index.html"
    if not index.is_file():
        return HTMLResponse(MISSING, 503)
    return FileResponse(index, headers={"cache-control": "no-cache"})


def _file(static: Path, path: str) -> Path | None:
    """Returns the file behind the path; nothing outside of the folder, and nothing hidden."""
    try:
        wanted = (static / path).resolve()
        is_file = wanted.is_file()
    except (OSError, ValueError):  # no name that a file can have
        return None
    is_inside = wanted.is_relative_to(static.resolve())
    is_hidden = any(part.startswith(".") for part in Path(path).parts)
    return wanted if path and is_inside and not is_hidden and is_file else None
