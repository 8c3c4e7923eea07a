"""An answer as a notebook shows it: its picture above its rows, in HTML that touches nothing else on the page."""

from collections.abc import Sequence
from hashlib import blake2s
from html import escape
from numbers import Integral, Real
from typing import Any

from resa.mapping.export.answerpicture import answer_json, draw_answer, has_picture
from resa.model.errors import FailureError
from resa.model.table import Table

MOST_ROWS = 30
MOST_BELOW_PICTURE = 12
WIDTH = 1000

_LEAST = 0.0001
_SVG = "<svg "
_FITTING = '<svg preserveAspectRatio="xMinYMin meet" class="resa-picture" '
_STYLE = 'style="'
_FITTING_STYLE = 'style="display:block;max-width:100%;height:auto;text-rendering:geometricPrecision;'
_NUMBER = ' style="text-align:right;font-variant-numeric:tabular-nums"'
_WORD = ' style="text-align:left"'


def notebook_html(table: Table, *, language: str = "en") -> str:
    """Returns an answer as HTML without scripts: its picture and its first 12 rows, or its first 30 without a picture.

    Where the part that draws is not installed there are rows alone. Every cell is escaped; names inside the drawing
    are its own, so that many answers can share a page.
    """
    drawn = _picture(table, language)
    return drawn + _rows(table, most=MOST_BELOW_PICTURE if drawn else MOST_ROWS)


def _picture(table: Table, language: str) -> str:
    try:
        if not has_picture(table.what):
            return ""
        ids = f"r{blake2s(answer_json(table).encode(), digest_size=5).hexdigest()}-"
        drawn = draw_answer(table, width=WIDTH, language=language, ids=ids)
    except FailureError:  # a notebook without the extra shows rows, which need none
        return ""
    return drawn.replace(_SVG, _FITTING, 1).replace(_STYLE, _FITTING_STYLE, 1)


def _rows(table: Table, *, most: int) -> str:
    columns = table.all_columns()
    aligned = {name: _NUMBER if _is_numeric(table, name) else _WORD for name in columns}
    head = "".join(f"<th{aligned[name]}>{escape(name)}</th>" for name in columns)
    lines = (
        "".join(f"<td{aligned[name]}>{escape(_told(row.get(name)))}</td>" for name in columns)
        for row in table.rows[:most]
    )
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return (
        f'<table><caption style="text-align:left">{_caption(table, most=most)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _caption(table: Table, *, most: int) -> str:
    """Returns what the rows are, how many of them are shown, and what a reader must know."""
    said = [f"{table.what}: {len(table):,} rows, {table.base.customers:,} customers"]
    if len(table) > most:
        said.append(f"the first {most} are shown, to_pandas() has all")
    return escape("; ".join((*said, *table.notes)))


def _is_numeric(table: Table, name: str) -> bool:
    known = [row[name] for row in table.rows[:MOST_ROWS] if row.get(name) is not None]
    return bool(known) and all(isinstance(one, Real) and not isinstance(one, bool) for one in known)


def _told(content: Any) -> str:
    """Returns a figure as people read it: with separators, and no more digits than it carries.

    >>> _told(12548), _told(0.20553386), _told(2937043.5), _told((0.2, 0.25)), _told(1e-9), _told(None)
    ('12,548', '0.2055', '2,937,043.5', '0.2000 to 0.2500', '< 0.0001', '')
    """
    match content:
        case None:
            return ""
        case bool():
            return "yes" if content else "no"
        case Real():
            return _number(content)
        case list() | tuple():
            return _several(content)
    return str(content)


def _number(figure: Real) -> str:
    if isinstance(figure, Integral):
        return f"{int(figure):,}"
    real = float(figure)
    if 0 < abs(real) < _LEAST:
        return f"< {_LEAST}"
    return f"{real:,.4f}" if abs(real) <= 1 else f"{real:,.1f}"


def _several(parts: Sequence[Any]) -> str:
    """Returns both ends of an interval, the steps of a path, or how much there is of anything else."""
    match parts:
        case [Real() as low, Real() as high]:
            return f"{_number(low)} to {_number(high)}"
        case [str(), *_]:
            return " → ".join(str(step) for step in parts)
    return f"{len(parts):,} entries" if parts else ""
