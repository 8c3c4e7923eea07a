"""What the description of the API says of requests that bring files."""

from typing import Any

FILE = {"type": "string", "format": "binary"}


def brings_file(*, besides: str | None = None) -> dict[str, Any]:
    """Returns what a route's description adds: a form whose part `file` is a file, or a bare body of kind `besides`."""
    bare = {besides: {"schema": FILE}} if besides else {}
    return _body({**bare, **_form("file", FILE)})


def brings_files() -> dict[str, Any]:
    """Returns what a route's description adds: a form whose parts `files` are files."""
    return _body(_form("files", {"type": "array", "items": FILE}))


def _form(part: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"multipart/form-data": {"schema": {"type": "object", "required": [part], "properties": {part: schema}}}}


def _body(content: dict[str, Any]) -> dict[str, Any]:
    return {"requestBody": {"required": True, "content": content}}
