"""Where on the shop's pages people click: the element that led to a step, and where it lay on their screen."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from resa.examples.retail.story import Story
from resa.examples.retail.visits import DESKTOP, EVENT

COLUMNS = ("page_url", "css_selector", "page_x", "page_y", "viewport_width", "document_height")
"""What web analytics tells of a click; empty for steps that were none, and for visitors whose clicks are not kept."""

KEPT_SHARE = 0.5
"""Of visitors, those who let clicks be kept."""

_PURPOSE = 31
_WIDE, _NARROW = 1440, 390
_HEIGHT = {_WIDE: 1900, _NARROW: 2400}
_SPREAD = 0.018
"""Around the middle of an element, as a share of the page's width."""

_Texts = NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class _Element:
    """What was clicked for a step: its page, its selector, its middle as shares of wide and of narrow pages."""

    page: str
    selector: str
    wide: tuple[float, float]
    narrow: tuple[float, float]


_ELEMENTS = {
    "category page": (
        _Element("/", "nav a.jackor", (0.22, 0.03), (0.5, 0.05)),
        _Element("/", "nav a.talt", (0.36, 0.03), (0.5, 0.09)),
        _Element("/", "a.sasong", (0.5, 0.3), (0.5, 0.3)),
        _Element("/", "a.sasong", (0.5, 0.3), (0.5, 0.3)),
    ),
    "product page": (
        _Element("/sortiment", "a.produkt:nth-child(1)", (0.2, 0.25), (0.5, 0.15)),
        _Element("/sortiment", "a.produkt:nth-child(1)", (0.2, 0.25), (0.5, 0.15)),
        _Element("/sortiment", "a.produkt:nth-child(2)", (0.5, 0.25), (0.5, 0.34)),
        _Element("/sortiment", "a.produkt:nth-child(3)", (0.8, 0.25), (0.5, 0.53)),
        _Element("/sortiment", "a.produkt:nth-child(4)", (0.2, 0.6), (0.5, 0.72)),
    ),
    "reviews read": (_Element("/produkt", "a.omdomen", (0.74, 0.2), (0.3, 0.42)),),
    "size guide": (_Element("/produkt", "a.storleksguide", (0.74, 0.32), (0.3, 0.5)),),
    "stock in store": (_Element("/produkt", "button.lager-i-butik", (0.74, 0.52), (0.5, 0.66)),),
    "added to basket": (_Element("/produkt", "button.lagg-i-varukorg", (0.78, 0.42), (0.5, 0.58)),),
    "checkout delivery": (_Element("/varukorg", "button.till-kassan", (0.8, 0.55), (0.5, 0.8)),),
    "checkout payment": (_Element("/kassa/leverans", "button.till-betalning", (0.62, 0.7), (0.5, 0.86)),),
    "order placed": (_Element("/kassa/betalning", "button.slutfor-kop", (0.62, 0.62), (0.5, 0.78)),),
}
"""By the step that a click led to; what stands twice is clicked twice as often."""


def clicks(story: Story) -> tuple[list[Any], ...]:
    """Returns `COLUMNS` for each row of the table `web`."""
    table, rng = story.tables["web"], story.rng(_PURPOSE)
    rows = len(table["event"])
    kept = (rng.random(int(table["who"].max(initial=0)) + 1) < KEPT_SHARE)[table["who"]]
    chance, aside = rng.random(rows), rng.normal(0, _SPREAD, (2, rows))
    is_wide = table["medium"] == DESKTOP
    across = np.where(is_wide, _WIDE, _NARROW)
    high = np.where(is_wide, _HEIGHT[_WIDE], _HEIGHT[_NARROW])
    page, selector = np.full(rows, "", object), np.full(rows, "", object)
    x, y = np.zeros(rows), np.zeros(rows)
    for name, elements in _ELEMENTS.items():
        mine = np.flatnonzero(kept & (table["event"] == EVENT[name]))
        chosen = (chance[mine] * len(elements)).astype(np.int64)
        page[mine] = np.array([one.page for one in elements], object)[chosen]
        selector[mine] = np.array([one.selector for one in elements], object)[chosen]
        wide, narrow = (np.array([getattr(one, side) for one in elements])[chosen] for side in ("wide", "narrow"))
        middle = np.where(is_wide[mine, None], wide, narrow)
        x[mine] = (middle[:, 0] + aside[0, mine]) * across[mine]
        y[mine] = middle[:, 1] * high[mine] + aside[1, mine] * across[mine]
    is_click = page != ""
    figures = (np.clip(x, 0, across), np.clip(y, 0, high), across, high)
    return (page.tolist(), selector.tolist(), *(_shown(one, is_click).tolist() for one in figures))


def _shown(figures: NDArray[Any], is_click: NDArray[np.bool_]) -> _Texts:
    shown = np.full(len(figures), "", object)
    shown[is_click] = np.round(figures[is_click]).astype(np.int64)
    return shown
