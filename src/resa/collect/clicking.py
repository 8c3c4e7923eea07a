"""Clicks as rules read them from a batch: the properties that say where on a page an interaction was."""

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from resa.collect.amount import numbers
from resa.collect.draft import Reading
from resa.collect.element import element, page
from resa.collect.sheet import plain
from resa.collect.spec import Click, Origin
from resa.collect.trimmed import as_texts
from resa.model.click import ELEMENT, HEIGHT, PAGE, WIDTH, X, Y

_DECIMALS = 4


def click_properties(reading: Reading, click: Click | None, *, name: pa.Array) -> dict[str, pa.Array]:
    """Returns the properties of a batch's clicks by their names; null where a record is none.

    A record is a click where it has a position or an element. Positions that can't be read, or lie outside the page,
    are unknown and noted, not faults. `name` is what the interaction is called: the page where no column tells it.
    """
    if click is None:
        return {}
    sheet = reading.sheet
    met = _mapped(plain(sheet.origin(click.element)), element) if click.element else pa.nulls(sheet.n, pa.string())
    found = _position(reading, click)
    is_click = pc.or_(pc.is_valid(met), pc.is_valid(found.get(X, pa.nulls(sheet.n, pa.string()))))
    if click.element is not None:
        _note_hidden(reading, plain(sheet.origin(click.element)), met)
    told = plain(sheet.origin(click.page)) if click.page else pa.nulls(sheet.n, pa.string())
    where = pc.coalesce(_mapped(told, page), _mapped(plain(name), page))
    return {key: pc.if_else(is_click, texts, None) for key, texts in {PAGE: where, ELEMENT: met, **found}.items()}


def page_names(click: Click | None, name: Origin, called: pa.Array) -> pa.Array:
    """Returns what interactions are called: where that is the page they clicked on, without what is left out of it."""
    if click is None or click.page != name:
        return called
    return pc.coalesce(_mapped(plain(called), page), plain(called))


def _mapped(texts: pa.Array, told: Callable[[str], str | None]) -> pa.Array:
    """Returns what `told` makes of each text; each different text is looked at once."""
    coded = pc.dictionary_encode(texts)
    words = pa.array([told(word) for word in coded.dictionary.to_pylist()], pa.string())
    return words.take(coded.indices)


def _note_hidden(reading: Reading, told: pa.Array, met: pa.Array) -> None:
    hidden = int(pc.sum(pc.and_(pc.is_valid(told), pc.is_null(met))).as_py() or 0)
    if hidden:
        reading.notes.append(f"{hidden} clicks name an element by a text that a person may have written: left out")


def _position(reading: Reading, click: Click) -> dict[str, pa.Array]:
    if click.x is None or click.y is None:
        return {}
    read = {X: click.x, Y: click.y, WIDTH: click.width, HEIGHT: click.height}
    texts = {name: plain(reading.sheet.origin(origin)) for name, origin in read.items() if origin is not None}
    figures = {name: numbers(column).numbers for name, column in texts.items()}
    unknown = np.full(reading.sheet.n, np.nan)
    if click.scale is not None:
        scale = numbers(plain(reading.sheet.origin(click.scale))).numbers
        figures = {name: column * scale for name, column in figures.items()}
    x, y, width, height = (figures.get(name, unknown) for name in (X, Y, WIDTH, HEIGHT))
    most_x, most_y = np.where(width > 0, width, 1.0), np.where(height > 0, height, np.where(width > 0, np.inf, 1.0))
    inside = (x >= 0) & (y >= 0) & (x <= most_x) & (y <= most_y)
    outside = int((~inside & ~np.isnan(x)).sum())
    if outside:
        reading.notes.append(f"{outside} positions of clicks are unreadable or lie outside their page: unknown")
    return {name: _written(np.where(inside & (figures[name] >= 0), figures[name], np.nan)) for name in texts}


def _written(figures: NDArray[np.float64]) -> pa.Array:
    return as_texts(pa.array(np.round(figures, _DECIMALS), mask=np.isnan(figures)))
