"""The map as it fits on the first page of a report: whole where it can be read there, else without its last lanes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from resa.app.reportwords import Teller
from resa.mapping.export.edited import EditedPage
from resa.mapping.export.html import Page
from resa.mapping.export.picture import SMALLEST_SHARE, size_of
from resa.mapping.export.reportsheet import Drawing
from resa.mapping.export.svg import draw_pages, draw_svg
from resa.model.resolvedmap import ResolvedMap

WIDTHS = (1440, 1800, 2200)
_MM_PER_PIXEL = 25.4 / 96
_LARGEST_SHARE = 1.0
_HOPELESS_SHARE = 0.8 * SMALLEST_SHARE
"""No other width makes a drawing readable that is smaller than this."""


@dataclass(frozen=True, slots=True)
class Poster:
    """The drawing for the first page, and the lanes that it leaves out."""

    drawing: Drawing
    left_out: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Whether everything of the map can be read on it."""
        return self.is_readable and not self.left_out

    @property
    def is_readable(self) -> bool:
        """Whether its words can be read on paper."""
        return self.drawing.share >= SMALLEST_SHARE


def poster(page: Page, *, across: float, down: float, teller: Teller) -> Poster:
    """Returns the map for a place of so many millimetres: the first drawing to be read there, else the largest."""
    best: Poster | None = None
    for found, left_out in _ways(page):
        named = tuple(teller.speaker.say(f"lane.{lane}") for lane in left_out)
        drawing = _largest(found, across=across, down=down)
        if best is None or drawing.share > best.drawing.share:
            best = Poster(drawing, named)
        if best.is_readable:
            break
    assert best is not None, "there is always the whole map"
    return best


def _largest(page: Page, *, across: float, down: float) -> Drawing:
    """Returns the page drawn in the width in which it is largest; those that can't win are not tried."""
    best: Drawing | None = None
    for width in WIDTHS:
        drawing = whole_drawing(page, width=width, theme="print")
        sides = (across / (drawing.width * _MM_PER_PIXEL), down / (drawing.height * _MM_PER_PIXEL))
        drawing = replace(drawing, share=min(*sides, _LARGEST_SHARE))
        if best is None or drawing.share > best.share:
            best = drawing
        is_wide = sides[0] <= sides[1]  # a wider drawing would be smaller still
        if is_wide or (best.share < _HOPELESS_SHARE and not isinstance(page, EditedPage)):
            break
    assert best is not None, "there is always a width"
    return best


def whole_drawing(page: Page, *, width: int = 1440, theme: str = "light") -> Drawing:
    """Returns a page's first view as a drawing without its typeface."""
    svg = draw_svg(page, width=width, theme=theme, has_typeface=False)
    size = size_of(svg)
    return Drawing(svg, size.width, size.height)


def map_pages(page: Page, *, width: float, height: float) -> tuple[Drawing, ...]:
    """Returns a page's first view cut between stages and between lanes, in drawings of one size in pixels."""
    return tuple(Drawing(svg, width, height) for svg in draw_pages(page, width=width, height=height))


def _ways(page: Page) -> Iterator[tuple[Page, tuple[str, ...]]]:
    """Yields the page whole, then with fewer lanes; what people arranged themselves is never taken apart."""
    yield page, ()
    if isinstance(page, EditedPage):
        return
    found = page.views[0].map
    left_out: tuple[str, ...] = ()
    for lane in ("messages", "figures", "touchpoints"):
        if not getattr(found, lane):
            continue
        found, left_out = _without(found, lane), (*left_out, lane)
        yield replace(page, views=(replace(page.views[0], map=found),)), left_out


def _without(found: ResolvedMap, lane: str) -> ResolvedMap:
    match lane:
        case "messages":
            return replace(found, messages=())
        case "figures":
            return replace(found, figures=())
    return replace(found, touchpoints=(), links=())
