"""Tables as JSON and as files to take along."""

from typing import Any

import orjson
from fastapi import Response

from resa.model.table import Table

_OPTIONS = orjson.OPT_NON_STR_KEYS | orjson.OPT_SERIALIZE_NUMPY


def envelope(table: Table, *, more: dict[str, Any] | None = None) -> Response:
    """Returns a table in the envelope that `resa show --json` prints, with its columns."""
    return json_answer({"stages": {}, **table.to_json(), "columns": table.all_columns(), **(more or {})})


def json_answer(content: Any) -> Response:
    """Returns any plain content, instants and numbers of arrays included."""
    return Response(orjson.dumps(content, option=_OPTIONS, default=str), media_type="application/json")


def file_answer(content: bytes, *, name: str, kind: str) -> Response:
    """Returns a file to save under a name, which must be plain letters."""
    return Response(
        content,
        media_type=kind,
        headers={"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"},
    )


CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
