"""What a file of an answer may hold of people: no words, and no row of fewer than five, unless somebody asked."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from resa.mapping.export.discretion import LEAST
from resa.model.table import Table

PEOPLE = frozenset({"customers", "units", "journeys", "sessions", "observations", "answers"})
"""Units in which answers count people, or what each of them has few of."""


WORDS = frozenset({"quote", "quotes", "quote_language"})
"""Columns that hold what somebody said."""


def discreet_answer(table: Table) -> Table:
    """Returns an answer as it may be handed on: without quotes, and rows of fewer than five people or answers left out.

    A note says how many rows; what is left no longer adds up to the whole then.
    """
    return _without_few(_without_words(_without_few_periods(table)))


def _without_few_periods(table: Table) -> Table:
    """Returns the answer without the periods of a trend that rest on few."""
    if not any(row.get("trend") for row in table.rows):
        return table
    rows = tuple({**row, "trend": _discreet_trend(row["trend"])} if row.get("trend") else row for row in table.rows)
    return replace(table, rows=rows)


def _discreet_trend(trend: dict[str, Any]) -> dict[str, Any]:
    figures = {}
    for name, told in trend["figures"].items():
        few = [_is_few(n) for n in told["n"]]
        kept = {part: _without(told[part], few) for part in ("series", "n")}
        figures[name] = {**told, **kept}
    return {**trend, "figures": figures}


def _without(series: Sequence[Any], few: Sequence[bool]) -> list[Any]:
    return [None if is_few else one for one, is_few in zip(series, few, strict=True)]


def _without_words(table: Table) -> Table:
    if not any(WORDS & row.keys() or _is_quote(row) for row in table.rows):
        return table
    kept = (row for row in table.rows if not _is_quote(row))
    rows = tuple({name: told for name, told in row.items() if name not in WORDS} for row in kept)
    return replace(table, columns=tuple(name for name in table.columns if name not in WORDS), rows=rows)


def _is_quote(row: Mapping[str, Any]) -> bool:
    """Returns whether the row is one customer's own words; a sentence that somebody here made up is none."""
    return row.get("aspect") == "quote" and row.get("provenance") == "measured"


def _without_few(table: Table) -> Table:
    counting = [name for name, measure in table.measures.items() if measure.unit in PEOPLE or name == "n"]
    kept = tuple(row for row in table.rows if not any(_is_few(row.get(name)) for name in counting))
    few = len(table.rows) - len(kept)
    if not few:
        return table
    return replace(table, rows=kept, notes=(*table.notes, f"{few} rows of fewer than {LEAST} are left out"))


def _is_few(count: Any) -> bool:
    return isinstance(count, int | float) and 0 < count < LEAST
