"""How answers and errors are printed."""

import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson

from resa.model.errors import ResaError
from resa.model.intake import OpenQuestions
from resa.model.table import Table

MOST_ENTRIES = 24
"""Of a list in a cell, such as a path of a thousand steps; the JSON has all."""

WIDTH = 200
"""Letters a line where no terminal says how wide it is."""

WIDEST = 32
"""Letters: a cell of a longer text is folded."""

SMALLEST = 0.0001
"""A figure with four decimals is never nought while there is something."""

_INTERVAL = "_interval"
_GAP = 3
_OPTIONS = orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS | orjson.OPT_SERIALIZE_NUMPY


def print_json(answer: Any) -> None:
    """Prints any plain structure as JSON."""
    sys.stdout.write(orjson.dumps(answer, option=_OPTIONS, default=str).decode() + "\n")


def print_table(table: Table, *, as_json: bool, most: int | None = None) -> None:
    """Prints a table for people, or its envelope as JSON. `most` cuts what people see, never the JSON."""
    if as_json:
        print_json(table.to_json())
        return
    _print_rows(table, most=most)
    base = table.base
    period = f", {base.period.start:%Y-%m-%d} to {base.period.end:%Y-%m-%d}" if base.period else ""
    line = f"{base.customers:,} customers, {base.interactions:,} interactions{period}, revision {table.revision}"
    say(line)
    if not table.rows and not table.revision:
        say("nothing has been imported yet; `resa import FILE` begins")
    for note in table.notes:
        say(note)


def say(line: str) -> None:
    """Prints one line; what a terminal would obey is shown as a mark."""
    print(harmless(line))


def _print_rows(table: Table, *, most: int | None) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    rows = table.rows if most is None else table.rows[:most]
    columns = {name: [_told(row, name) for row in rows] for name in _names(table, rows)}
    console = Console(width=None if sys.stdout.isatty() else WIDTH, soft_wrap=False)
    shown = _that_fit(columns, width=console.width)
    grid = Grid(box=box.SIMPLE_HEAD, title=None, pad_edge=False)
    for name in shown:
        is_figure = any(isinstance(row.get(name), int | float) and not isinstance(row.get(name), bool) for row in rows)
        grid.add_column(Text(harmless(name)), justify="right" if is_figure else "left", overflow="fold")
    for at in range(len(rows)):
        grid.add_row(*(Text(columns[name][at]) for name in shown))
    console.print(grid)
    left = [harmless(name) for name in columns if name not in shown]
    if left:
        print(f"… and {len(left)} more columns: {', '.join(left)}; --json prints all")
    if len(rows) < len(table.rows):
        print(f"… and {len(table.rows) - len(rows):,} more rows; --json prints all")


def _names(table: Table, rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Returns the columns that cells can show; an interval stands in the cell of its figure."""
    every = dict.fromkeys([*table.columns, *(key for row in rows for key in row)])
    own = [name for name in every if name.removesuffix(_INTERVAL) not in every or not name.endswith(_INTERVAL)]
    return [name for name in own if not any(_is_nested(row.get(name)) for row in rows)]


def _told(row: Mapping[str, Any], name: str) -> str:
    figure, interval = _cell(row.get(name)), _cell(row.get(f"{name}{_INTERVAL}"))
    return f"{figure} ({interval})" if figure and interval else figure


def _that_fit(columns: Mapping[str, Sequence[str]], *, width: int) -> list[str]:
    """Returns the first columns that can be read beside each other; two of them at least."""
    room, shown = width, list[str]()
    for name, cells in columns.items():
        room -= min(max(map(len, (name, *cells))), WIDEST) + _GAP
        if room < 0 and len(shown) > 1:
            break
        shown.append(name)
    return shown


def _is_nested(found: Any) -> bool:
    """Says whether this is a distribution or the like, which a picture shows and no cell can."""
    return isinstance(found, list) and bool(found) and isinstance(found[0], list)


def _cell(found: Any) -> str:  # noqa: PLR0911 - one line for each kind of cell
    match found:
        case None:
            return ""
        case bool():
            return "yes" if found else "no"
        case int():
            return f"{found:,}"
        case float() if 0 < found < SMALLEST / 2:
            return f"<{SMALLEST}"
        case float():
            return f"{found:,.4f}".rstrip("0").rstrip(".")
        case datetime():
            return found.isoformat(sep=" ", timespec="seconds")
        case Mapping():
            return ", ".join(f"{harmless(str(key))}: {_cell(one)}" for key, one in found.items())
        case list() | tuple() if len(found) > MOST_ENTRIES:
            return f"{', '.join(_cell(one) for one in found[:MOST_ENTRIES])}, … ({len(found):,} in all)"
        case list() | tuple():
            return (" to " if len(found) == 2 and all(isinstance(one, float) for one in found) else ", ").join(
                _cell(one) for one in found
            )
        case _:
            return harmless(str(found))


def harmless(text: str) -> str:
    """Returns text from data without the control characters that a terminal would obey."""
    return "".join(sign if sign.isprintable() or sign == "\n" else "\N{REPLACEMENT CHARACTER}" for sign in text)


def complain(error: ResaError, *, as_json: bool) -> None:
    """Tells an error: for programs on standard output as JSON, for people on standard error."""
    if as_json:
        told = {"code": error.code, "sentence": error.sentence, "faults": list(error.faults)}
        print_json({"error": told} | (error.to_json() if isinstance(error, OpenQuestions) else {}))
    sys.stderr.write(f"resa: {harmless(str(error))}\n")
