"""The API's own description, and a page that shows it without anybody else's scripts."""

from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, Response

router = APIRouter(include_in_schema=False)

FOLDER = Path(__file__).parent / "docs"
WHO = {"anybody": "anybody", "oecv": "everyone", "oec": "commenters", "oe": "editors", "o": "owners"}


@router.get("/api/openapi.json")
def description(request: Request) -> dict[str, Any]:
    """Returns the OpenAPI document; `x-who` says who may use a route."""
    described: dict[str, Any] = request.app.openapi()
    for path, methods in described["paths"].items():
        for method, told in methods.items():
            told["x-who"] = WHO.get(request.app.state.allowed(method.upper(), path) or "", "")
    return described


@router.get("/api/docs")
def page() -> Response:
    """Returns the page."""
    return FileResponse(FOLDER / "index.html")


@router.get("/api/docs.js")
def script() -> Response:
    """Returns the page's script."""
    return FileResponse(FOLDER / "docs.js", media_type="text/javascript")


@router.get("/api/docs.css")
def style() -> Response:
    """Returns the page's style."""
    return FileResponse(FOLDER / "docs.css", media_type="text/css")
