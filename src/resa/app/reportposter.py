"""The map as it fits on the first page of a report: whole where it can be read there, else without its last lanes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from resa.app.reportwords import Teller
from resa.mapping.export.edited import EditedPage
from resa.mapping.export.html import Page
from resa.mapping.export.picture import SMALLEST_SHARE, size_of
from resa.mapping.export.reportsheet import Drawing
from resa.mapping.export.svg import draw_svg
from resa.model.resolvedmap import ResolvedMap

WIDTHS = (1440, 1800, 2200)
_MM_PER_PIXEL = 25.4 / 96
_LARGEST_SHARE = 1.0


@dataclass(frozen=True, slots=True)
class Poster:
    """The drawing for the first page, and the lanes that it leaves out."""

    drawing: Drawing
    left_out: tuple[str, ...]

    @property
    def is_readable(self) -> bool:
        """Whether its words can be read on paper."""
        return self.drawing.share >= SMALLEST_SHARE


def poster(page: Page, *, across: float, down: float, teller: Teller) -> Poster:
    """Returns the map for a place of so many millimetres: the first drawing to be read there, else the largest."""
    tried = []
    for found, left_out in _ways(page):
        for width in WIDTHS:
            drawing = whole_drawing(found, width=width, theme="print")
            size = (drawing.width * _MM_PER_PIXEL, drawing.height * _MM_PER_PIXEL)
            share = min(across / size[0], down / size[1], _LARGEST_SHARE)
            named = tuple(teller.speaker.say(f"lane.{lane}") for lane in left_out)
            tried.append(Poster(replace(drawing, share=share), named))
        best = max(tried, key=lambda one: one.drawing.share)
        if best.is_readable:
            return best
    return max(tried, key=lambda one: one.drawing.share)


def whole_drawing(page: Page, *, width: int = 1440, theme: str = "light") -> Drawing:
    """Returns a page's first view as a drawing without its typeface."""
    svg = draw_svg(page, width=width, theme=theme, has_typeface=False)
    size = size_of(svg)
    return Drawing(svg, size.width, size.height)


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
