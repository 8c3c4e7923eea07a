"""What records say of clicks on pages, gathered once a revision: page, element, place on the page, kind of screen."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from resa.kernels.click import BARE, CLICK, DAY_ONLY
from resa.model.click import ELEMENT, HEIGHT, PAGE, WIDTH, WORDS, X, Y
from resa.model.condition import PROPERTY_PREFIX
from resa.understand.array import Codes
from resa.understand.history import FieldSource, Texts, text_codes

SCREENS = ("phone", "tablet", "desktop")
"""Kinds of screens by their width; `WIDEST` says below which many pixels each ends."""

WIDEST = (600, 1024)

Numbers = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class ClickFacts:
    """Every click with its page, aligned with `rows`, the ascending row numbers; -1 and NaN where something is unknown.

    `x` and `y` are shares of the page's width and height from its upper left corner. `tall` is how many times as high
    as wide the page was. `screen` is a place in `SCREENS`. `mark` has the bits of `kernels.click`.
    """

    rows: Codes
    page: Texts
    element: Texts
    x: Numbers
    y: Numbers
    tall: Numbers
    screen: NDArray[np.int8]
    mark: NDArray[np.uint8]

    @cached_property
    def highest_row(self) -> int:
        """The greatest row number of a click, -1 without any."""
        return int(self.rows.max(initial=-1))


def click_facts(source: FieldSource, *, rows: int) -> ClickFacts:
    """Returns what is known of the clicks among the interactions with the row numbers 0 to `rows`.

    Takes about 0.4 µs an interaction.
    """
    every = np.arange(rows)
    page = _sorted(text_codes(source.fields(every, names=(PROPERTY_PREFIX + PAGE,))[PROPERTY_PREFIX + PAGE]))
    at = np.flatnonzero(page.codes >= 0)
    names = [PROPERTY_PREFIX + name for name in (ELEMENT, X, Y, WIDTH, HEIGHT)]
    told = source.fields(at, names=(*names, "kind", "name", "is_date"))
    element, *figures = (text_codes(told[name]) for name in names)
    x, y, width, height = (_figures(one) for one in figures)
    mine = page.taken(at)
    screen = np.where(width > 0, np.digitize(np.nan_to_num(width), WIDEST), -1).astype(np.int8)
    y, tall = _heights(y, width, height, group=mine.codes * (len(SCREENS) + 1) + screen)
    mark = np.where(_is_bare(text_codes(told["kind"])) | _is_bare(text_codes(told["name"])), CLICK | BARE, CLICK)
    mark |= DAY_ONLY * np.asarray(pc.fill_null(told["is_date"], False)).astype(np.int64)
    return ClickFacts(
        rows=at,
        page=mine,
        element=_sorted(element),
        x=(x / np.where(width > 0, width, 1.0)).astype(np.float32),
        y=y.astype(np.float32),
        tall=tall.astype(np.float32),
        screen=screen,
        mark=mark.astype(np.uint8),
    )


def _sorted(told: Texts) -> Texts:
    """Returns the texts numbered by their names, whatever order records came in."""
    order = sorted(range(len(told.names)), key=told.names.__getitem__)
    number = np.full(len(order) + 1, -1, np.int64)
    number[order] = np.arange(len(order))
    return Texts(tuple(told.names[at] for at in order), number[told.codes])


def _figures(told: Texts) -> NDArray[np.float64]:
    return np.array([*map(_figure, told.names), np.nan])[told.codes]


def _figure(told: str) -> float:
    try:
        return float(told)
    except ValueError:
        return float("nan")


def _heights(
    y: NDArray[np.float64], width: NDArray[np.float64], height: NDArray[np.float64], *, group: Codes
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Returns the shares of the height, and how many times as high as wide pages are.

    A page whose height nobody tells ends with the lowest click on it, on that kind of screen.
    """
    lowest = np.zeros(int(group.max(initial=-1)) + 2)
    np.fmax.at(lowest, group, y)
    guessed = np.where(width > 0, np.maximum(lowest[group], 1.0), 1.0)
    whole = np.where(height > 0, height, guessed)
    return y / whole, np.where(width > 0, whole / np.where(width > 0, width, 1.0), np.nan)


def _is_bare(told: Texts) -> NDArray[np.bool_]:
    """Says which texts are words for a bare click, which tells nothing of what came of it."""
    claims = [bool(WORDS & set(word.casefold().replace("_", " ").split())) for word in told.names]
    return np.array([*claims, False], np.bool_)[told.codes]
