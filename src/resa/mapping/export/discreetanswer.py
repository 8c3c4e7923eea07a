"""What a file of an answer may hold of people: no row that rests on fewer than five of them, unless somebody asked."""

from dataclasses import replace
from typing import Any

from resa.mapping.export.discretion import LEAST
from resa.model.table import Table

PEOPLE = frozenset({"customers", "units", "journeys", "sessions", "observations", "answers"})
"""Units in which answers count people, or what each of them has few of."""


def discreet_answer(table: Table) -> Table:
    """Returns an answer as it may be handed on: rows that rest on fewer than five people or answers are left out.

    A note says how many; what is left no longer adds up to the whole then.
    """
    counting = [name for name, measure in table.measures.items() if measure.unit in PEOPLE or name == "n"]
    kept = tuple(row for row in table.rows if not any(_is_few(row.get(name)) for name in counting))
    few = len(table.rows) - len(kept)
    if not few:
        return table
    return replace(table, rows=kept, notes=(*table.notes, f"{few} rows of fewer than {LEAST} are left out"))


def _is_few(count: Any) -> bool:
    return isinstance(count, int | float) and 0 < count < LEAST
