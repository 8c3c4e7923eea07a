"""A small web shop whose pages tell where people click: one file, a button that does nothing, and the truth beside."""

import csv
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

COLUMNS = (
    "event_time", "visitor_id", "event_type", "page_url", "page_x", "page_y", "viewport_width", "document_height",
    "css_selector", "order_id",
)  # fmt: skip
CART, PAYMENT, THANKS = "/varukorg", "/kassa", "/tack"
DEAD = "button.anvand-rabattkod"
"""The button on `CART` that does nothing."""

_SCREENS = ((390, 3), (820, 1), (1440, 3))  # width in pixels, and how many of seven visitors have it
_HEIGHT = {390: 2.6, 820: 1.9, 1440: 1.25}  # of a page, in widths


@dataclass(frozen=True, slots=True)
class _Element:
    """Something to click on: its selector, its middle as shares of the page on wide and narrow screens, and its use.

    `leads_to` is the page that opens, None where the page stays; `weight` is how often it is chosen among its page's.
    """

    selector: str
    wide: tuple[float, float]
    narrow: tuple[float, float]
    weight: float
    leads_to: str | None = None


_PAGES: Mapping[str, tuple[_Element, ...]] = {
    "/": (
        _Element("nav a.jackor", (0.32, 0.03), (0.5, 0.05), 3, "/jackor"),
        _Element("a.hjaltebild", (0.5, 0.25), (0.5, 0.2), 4, "/jackor"),
        _Element("input#sok", (0.75, 0.03), (0.5, 0.1), 1),
        _Element("a.butiker", (0.2, 0.95), (0.3, 0.97), 0.5),
    ),
    "/jackor": (
        _Element("a.produkt-skaljacka", (0.2, 0.3), (0.5, 0.2), 4, "/jackor/skaljacka"),
        _Element("a.produkt-dunjacka", (0.5, 0.3), (0.5, 0.4), 2, "/jackor/skaljacka"),
        _Element("select#storlek", (0.1, 0.12), (0.5, 0.08), 2),
    ),
    "/jackor/skaljacka": (
        _Element("button.lagg-i-varukorg", (0.78, 0.35), (0.5, 0.55), 5, CART),
        _Element("img.produktbild", (0.3, 0.3), (0.5, 0.2), 3),
        _Element("a.storleksguide", (0.78, 0.25), (0.3, 0.48), 2),
    ),
    CART: (
        _Element("button.till-kassan", (0.8, 0.55), (0.5, 0.85), 5, PAYMENT),
        _Element(DEAD, (0.8, 0.35), (0.7, 0.68), 3),
        _Element("a.fortsatt-handla", (0.12, 0.6), (0.5, 0.93), 1, "/jackor"),
        _Element("button.ta-bort", (0.6, 0.2), (0.9, 0.25), 1),
    ),
    PAYMENT: (
        _Element("button.betala", (0.7, 0.8), (0.5, 0.9), 5, THANKS),
        _Element("input[name=leverans]", (0.3, 0.3), (0.3, 0.3), 3),
    ),
    THANKS: (),
}


@dataclass(slots=True)
class Clicking:
    """Where the file lies, and what happened: page views and clicks, clicks by page and selector, bursts, orders."""

    file: Path
    views: int = 0
    clicks: dict[tuple[str, str], int] = field(default_factory=dict)
    bursts: int = 0
    orders: int = 0


def write(folder: Path, *, seed: int = 11, visitors: int = 1_200) -> Clicking:
    """Returns where the clicks of these visitors now lie, one visit each, and the truth about them.

    Everything but the button `DEAD` answers within three seconds. The same arguments give the same bytes, as long as
    numpy draws the same numbers.

    >>> import tempfile
    >>> clicking = write(Path(tempfile.mkdtemp()), visitors=50)
    >>> clicking.file.name, sum(clicking.clicks.values()) > 100
    ('webbklick.csv', True)
    """
    rng = np.random.default_rng(seed)
    told = Clicking(folder / "webbklick.csv")
    folder.mkdir(parents=True, exist_ok=True)
    with told.file.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for visitor in range(visitors):
            writer.writerows(_visit(visitor, told, rng))
    return told


def _visit(visitor: int, told: Clicking, rng: np.random.Generator) -> Iterator[tuple[object, ...]]:
    start = datetime(2026, 9, 1, 8, tzinfo=UTC) + timedelta(minutes=int(rng.integers(0, 40_000)))
    width = int(rng.choice([one for one, often in _SCREENS for _ in range(often)]))
    height = round(width * _HEIGHT[width])
    visit = _Visit(start, f"fb.{visitor:06d}{int(rng.integers(1 << 30)):08x}", width, height, told, rng)
    page: str | None = str(rng.choice(["/", "/jackor", "/jackor/skaljacka"], p=[0.5, 0.2, 0.3]))
    for _ in range(12):
        if page is None:
            return
        yield visit.viewed(page)
        page = yield from visit.stayed(page)


@dataclass(slots=True)
class _Visit:
    """One visitor on the way through the pages."""

    now: datetime
    who: str
    width: int
    height: int
    told: Clicking
    rng: np.random.Generator

    def viewed(self, page: str) -> tuple[object, ...]:
        """Returns the record of a page that opens."""
        self.told.views += 1
        order = f"W{70_000 + self.told.orders}" if page == THANKS else ""
        self.told.orders += page == THANKS
        return self._record("page_view", page, ("", ""), "", order)

    def stayed(self, page: str) -> Generator[tuple[object, ...], None, str | None]:
        """Yields the clicks on a page and returns the page that opens next, None where the visit ends."""
        elements = _PAGES[page]
        for _ in range(6):
            if not elements or self.rng.random() < 0.08:
                return None
            weights = np.array([one.weight for one in elements])
            chosen = elements[int(self.rng.choice(len(elements), p=weights / weights.sum()))]
            self._wait(4, 40)
            if chosen.selector == DEAD:
                yield from self._vexed(chosen, page)
                if self.rng.random() < 0.35:
                    return None
                continue
            yield self._clicked(chosen, page)
            self._wait(1, 3)
            if chosen.leads_to is not None:
                return chosen.leads_to
            yield self.viewed(page)
        return None

    def _vexed(self, element: _Element, page: str) -> Iterator[tuple[object, ...]]:
        """Yields one to five clicks a second apart; from three on they are a burst."""
        many = int(self.rng.integers(1, 6))
        self.told.bursts += many >= 3
        for at in range(many):
            self.now += timedelta(seconds=1 if at else 0)
            yield self._clicked(element, page)
        self._wait(8, 20)

    def _clicked(self, element: _Element, page: str) -> tuple[object, ...]:
        key = (page, element.selector)
        self.told.clicks[key] = self.told.clicks.get(key, 0) + 1
        middle = element.wide if self.width > 600 else element.narrow
        shares = np.clip(np.array(middle) + self.rng.normal(0, (0.025, 0.008)), 0, 0.999)
        at = (round(float(shares[0]) * self.width), round(float(shares[1]) * self.height))
        return self._record("click", page, at, element.selector, "")

    def _record(
        self, event: str, page: str, at: tuple[object, object], selector: str, order: str
    ) -> tuple[object, ...]:
        address = f"https://fjallbo.example{page}"
        measures = (self.width, self.height) if selector else ("", "")
        return (f"{self.now:%Y-%m-%dT%H:%M:%SZ}", self.who, event, address, *at, *measures, selector, order)

    def _wait(self, least: int, most: int) -> None:
        self.now += timedelta(seconds=int(self.rng.integers(least, most + 1)))
