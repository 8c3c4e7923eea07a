"""Stages in an answer as people call them: for tables and files that people read; programs read ids."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from resa.model.table import Table

_STEPS = frozenset(("from", "to", "step", "path", "at", "next", "entry"))
"""Columns of steps, which are stages where somebody asked so."""


def with_stage_names(table: Table) -> Table:
    """Returns the answer with the names that people gave stages in place of their ids."""
    if not table.stages:
        return table
    return replace(table, rows=tuple(_named(row, table) for row in table.rows))


def _named(row: Mapping[str, Any], table: Table) -> dict[str, Any]:
    return {
        key: _told(content, table.stages) if _is_stage(key, row, table) else content for key, content in row.items()
    }


def _is_stage(key: str, row: Mapping[str, Any], table: Table) -> bool:
    if table.by == "stage" and key in _STEPS:
        return True
    return key == "stage" or (row.get("aspect") == "stage" and key == "name")


def _told(content: Any, names: Mapping[str, str]) -> Any:
    match content:
        case str():
            return names.get(content, content)
        case list() | tuple():
            return [_told(one, names) for one in content]
        case _:
            return content
