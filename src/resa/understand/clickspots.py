"""Spots that clicks are gathered by: pages, areas of one page, or its elements."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from resa.understand.array import Codes
from resa.understand.clickfacts import SCREENS, ClickFacts

AREA, ELEMENT = "area", "element"
GROUPINGS = (AREA, ELEMENT)

COLUMNS_ACROSS = (12, 18, 24)
"""How many areas lie side by side on each kind of screen, so that one is about as wide as a finger or a button."""

_UNKNOWN_SCREEN = 24
_ROWS = (6, 144)  # fewest and most areas one below the other
_TALL = 1.5  # of a page whose measures nobody tells
_COARSE = 12  # areas across, for telling whether clicks without an element are on the same thing
MOST_SPOTS = 1000
MOST_AREAS = 8_000
_COARSEST = 3  # areas across
_ROOM = 1 << 23  # counts of one kind that are held: what follows is counted for each spot and each touchpoint
_FEWEST = 20
_DENSE = 1 << 26  # cells of a table that is marked rather than sorted
FURTHER = "(further elements)"
FURTHER_PAGES = "(further pages)"


@dataclass(frozen=True, slots=True, eq=False)
class Spots:
    """What clicks are gathered by. `codes` and `same` are aligned with the clicks; `row` says what a spot is."""

    columns: tuple[str, ...]
    codes: Codes
    same: Codes
    count: int
    describe: Callable[[int], dict[str, Any]]
    notes: tuple[str, ...] = ()

    def row(self, code: int, *, touchpoint: str) -> dict[str, Any]:
        """Returns the columns of a spot; `touchpoint` is where its clicks stand."""
        told = self.describe(code) | {"touchpoint": touchpoint}
        return {name: told[name] for name in self.columns}


def most_spots(touchpoints: int) -> int:
    """Returns how many spots are told apart, so that the counts of what follows them stay small.

    >>> most_spots(60), most_spots(60_000)
    (1000, 139)
    """
    return max(_FEWEST, min(MOST_SPOTS, _ROOM // (touchpoints + 2)))


def page_spots(facts: ClickFacts, here: Codes, *, most: int = MOST_SPOTS) -> Spots:
    """Returns the pages: each with how many of its clicks have a position, and how many elements were met."""
    ranked = _ranked(facts.page.codes[here], most=most)
    codes, count = ranked.codes, ranked.count
    placed = np.bincount(codes[~np.isnan(facts.x[here])], minlength=count)
    element = facts.element.codes[here]
    elements = _different(codes[element >= 0], element[element >= 0], sizes=(count, len(facts.element.names)))

    def describe(code: int) -> dict[str, Any]:
        page = FURTHER_PAGES if code >= most else facts.page.names[ranked.kinds[code]]
        return {"page": page, "placed": int(placed[code]), "elements": int(elements[code])}

    notes = (f"{ranked.left} pages that are clicked least stand together as {FURTHER_PAGES}",) if ranked.left else ()
    columns = ("page", "touchpoint", "placed", "elements")
    return Spots(columns, codes, _same(facts, here), count, describe, notes)


@dataclass(frozen=True, slots=True, eq=False)
class _Ranked:
    """Things by how often they occur: `kinds[code]` is the thing of a code; the last code gathers the `left` rarest."""

    codes: Codes
    kinds: list[int]
    count: int
    left: int


def _ranked(own: Codes, *, most: int) -> _Ranked:
    kinds, inverse, often = np.unique(own, return_inverse=True, return_counts=True)
    order = np.argsort(-often, kind="stable")
    place = np.empty(len(kinds), np.int64)
    place[order] = np.minimum(np.arange(len(kinds)), most)
    codes = place[inverse.reshape(-1)]
    return _Ranked(codes, kinds[order].tolist(), int(codes.max(initial=-1)) + 1, max(0, len(kinds) - most))


def _different(one: Codes, other: Codes, *, sizes: tuple[int, int]) -> Codes:
    """Returns with how many different of the other codes each of the one codes occurs."""
    wide = max(1, sizes[1])
    found: Codes
    if sizes[0] * wide > _DENSE:
        found = np.bincount(np.unique(one * wide + other) // wide, minlength=sizes[0])
        return found
    met = np.zeros(sizes[0] * wide, np.bool_)
    met[one * wide + other] = True
    found = np.count_nonzero(met.reshape(sizes[0], wide), axis=1)
    return found


def element_spots(facts: ClickFacts, here: Codes, *, most: int = MOST_SPOTS) -> Spots:
    """Returns the elements of one page, each with the median of its clicks' positions; clicks on none are one spot."""
    ranked = _ranked(facts.element.codes[here], most=most)
    codes, count = ranked.codes, ranked.count
    names = [None if kind < 0 else facts.element.names[kind] for kind in ranked.kinds[:most]]
    x, y = _medians(facts.x[here], codes, count), _medians(facts.y[here], codes, count)
    page = _page(facts, here)

    def describe(code: int) -> dict[str, Any]:
        return {"page": page, "element": FURTHER if code >= most else names[code], "x": x[code], "y": y[code]}

    notes = (f"{ranked.left} elements that are clicked least stand together as {FURTHER}",) if ranked.left else ()
    columns = ("page", "touchpoint", "element", "x", "y")
    return Spots(columns, codes, _same(facts, here), count, describe, notes)


def area_spots(facts: ClickFacts, here: Codes, *, most: int = MOST_AREAS, coarser: int = 1) -> Spots:
    """Returns the areas of one page, by kind of screen; each with its middle and the element met most in it.

    Areas are about square, and larger where more of them than `most` were clicked. Clicks without a position are one
    spot.
    """
    screen, x, y = facts.screen[here].astype(np.int64), facts.x[here], facts.y[here]
    tall = [_tall(facts.tall[here][screen == one]) for one in (*range(len(SCREENS)), -1)]
    across = np.maximum(1, np.array([*COLUMNS_ACROSS, _UNKNOWN_SCREEN]) // coarser)
    down = np.clip(np.round(across * np.array(tall)), *_ROWS).astype(np.int64)
    known = ~(np.isnan(x) | np.isnan(y))
    column = np.where(known, np.clip(np.nan_to_num(x) * across[screen], 0, across[screen] - 1), 0).astype(np.int64)
    row = np.where(known, np.clip(np.nan_to_num(y) * down[screen], 0, down[screen] - 1), 0).astype(np.int64)
    wide, high = int(across.max()), int(down.max())
    key = np.where(known, ((screen + 1) * high + row) * wide + column, -1)
    kinds, codes = np.unique(key, return_inverse=True)
    if len(kinds) > most and int(across.max()) > _COARSEST:
        return area_spots(facts, here, most=most, coarser=2 * coarser)
    codes = codes.reshape(-1)
    met = _most_met(facts.element.codes[here], codes, len(kinds))
    page = _page(facts, here)

    def describe(code: int) -> dict[str, Any]:
        element = facts.element.names[met[code]] if met[code] >= 0 else None
        found = {"page": page, "element": element, "screen": None, "tall": None, "area": None, "x": None, "y": None}
        if kinds[code] < 0:
            return found
        lines, at = divmod(int(kinds[code]), wide)
        kind, line = divmod(lines, high)
        middle = {"x": (at + 0.5) / int(across[kind - 1]), "y": (line + 0.5) / int(down[kind - 1])}
        told = {"screen": SCREENS[kind - 1] if kind else None, "tall": tall[kind - 1], "area": f"{at + 1},{line + 1}"}
        return found | told | middle

    columns = ("page", "touchpoint", "screen", "tall", "area", "x", "y", "element")
    return Spots(columns, codes, _same(facts, here), len(kinds), describe, _grid_notes(facts, here))


def _tall(told: NDArray[np.float32]) -> float:
    known = told[~np.isnan(told)]
    return round(float(np.median(known)), 3) if len(known) else _TALL


def _grid_notes(facts: ClickFacts, here: Codes) -> tuple[str, ...]:
    has_place, measured = ~np.isnan(facts.x[here]), ~np.isnan(facts.tall[here])
    blind = int(np.count_nonzero(has_place & ~measured))
    return (
        (f"nobody tells how large the page was at {blind} clicks: it is drawn {_TALL} times as high",) if blind else ()
    )


def _most_met(element: Codes, codes: Codes, count: int) -> list[int]:
    """Returns the element that the clicks of each spot met most, the first by name code where several did; -1: none."""
    found = np.full(count, -1, np.int64)
    known = element >= 0
    if known.any():
        width = int(element.max()) + 1
        pairs, often = np.unique(codes[known] * width + element[known], return_counts=True)
        order = np.lexsort((-pairs, often))  # ascending: what is written last is met most
        found[pairs[order] // width] = pairs[order] % width
    return [int(one) for one in found]


def _medians(figures: NDArray[np.float32], codes: Codes, count: int) -> list[float | None]:
    order = np.lexsort((figures, codes))
    known = order[~np.isnan(figures[order])]
    bounds = np.searchsorted(codes[known], np.arange(count + 1))
    found: list[float | None] = []
    for begin, end in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        mine = figures[known[begin:end]]
        found.append(round(float(mine[(len(mine) - 1) // 2]), 4) if len(mine) else None)
    return found


def _same(facts: ClickFacts, here: Codes) -> Codes:
    """Returns equal numbers for clicks on the same thing: the element, else the coarse place on the page."""
    element, x, y, tall = (one[here] for one in (facts.element.codes, facts.x, facts.y, facts.tall))
    down = np.nan_to_num(y) * _COARSE * np.where(np.isnan(tall), _TALL, tall)
    place = np.floor(np.nan_to_num(x) * _COARSE) + _COARSE * 2 * np.floor(down)
    return np.where(element >= 0, element, len(facts.element.names) + place.astype(np.int64))


def _page(facts: ClickFacts, here: Codes) -> str | None:
    return facts.page.names[int(facts.page.codes[here[0]])] if len(here) else None
