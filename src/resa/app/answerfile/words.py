"""An answer in the reader's words, for files that people read: heads and known contents; figures stay figures."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from resa.app.answerfile.columns import Column, columns_of
from resa.app.questionwords import words
from resa.app.stagenames import with_stage_names
from resa.mapping.export.filewords import Content, FileWords, Unsaid, file_words
from resa.model.table import Measure, Table

_QUERY, _THEMES = "query", "themes"
_SECONDS = "seconds"


def in_words(table: Table, *, language: str) -> tuple[tuple[Column, ...], Table]:
    """Returns an answer's columns with the heads of the app, and the answer with its known contents in the language.

    A query stays as it is: its columns have the names that somebody gave them.
    """
    columns = columns_of(table)
    if table.what == _QUERY:
        return columns, table
    named = _with_theme_names(with_stage_names(table), language=language)
    said = file_words(_unsaid(named), language=language)
    rows = tuple({name: _told(name, content, row, said) for name, content in row.items()} for row in named.rows)
    variants = words(language)
    spoken = replace(table, rows=tuple(_with_variant(row, variants) for row in rows))
    return tuple(_headed(column, said, variants) for column in columns), spoken


def _with_theme_names(table: Table, *, language: str) -> Table:
    if table.what != _THEMES:
        return table
    rows = ({**row, "theme": dict(row.get("names") or ()).get(language, row["theme"])} for row in table.rows)
    return replace(table, rows=tuple(rows))


def _unsaid(table: Table) -> Unsaid:
    contents: dict[str, dict[Content, None]] = {}
    for row in table.rows:
        for name, content in row.items():
            for one in _parts(name, content):
                contents.setdefault(name, {})[(one, _aspect(row))] = None
    return Unsaid(
        what=table.what,
        per=table.per,
        columns=tuple(table.all_columns()),
        measures={name: {"unit": one.unit, "variant": one.variant} for name, one in table.measures.items()},
        contents={name: tuple(found) for name, found in contents.items()},
    )


def _parts(name: str, content: Any) -> tuple[str | tuple[str] | None, ...]:
    match content:
        case str():
            return (content,)
        case None if name == "company":  # no company is our own
            return (None,)
        case list() | tuple() if all(isinstance(one, str) for one in content):
            return tuple((one,) for one in content)
        case _:
            return ()


def _told(name: str, content: Any, row: Mapping[str, Any], said: FileWords) -> Any:
    parts = _parts(name, content)
    if not parts:
        return content
    told = [said.contents[name][(one, _aspect(row))] for one in parts]
    return told if isinstance(content, list | tuple) else told[0]


def _aspect(row: Mapping[str, Any]) -> str | None:
    about = row.get("aspect")
    return str(about) if about is not None else None


def _with_variant(row: dict[str, Any], known: Mapping[str, str]) -> dict[str, Any]:
    variant = row.get("variant")
    return {**row, "variant": known.get(f"variant.{variant}", variant)} if variant is not None else row


def _headed(column: Column, said: FileWords, variants: Mapping[str, str]) -> Column:
    figure = column.source.removesuffix("_interval") if column.end is not None else column.source
    head = said.heads.get(figure) or said.heads[column.source]
    unit = said.units.get(figure, "")
    if column.measure is not None and column.measure.unit == _SECONDS and unit:
        head = f"{head} ({unit})"
    if column.end is not None:
        head = f"{head}, {said.ends[column.end]}"
    return replace(column, said=head, unit=unit, measure=_worded(column.measure, variants))


def _worded(measure: Measure | None, variants: Mapping[str, str]) -> Measure | None:
    if measure is None:
        return None
    return replace(measure, variant=variants.get(f"variant.{measure.variant}", measure.variant))
