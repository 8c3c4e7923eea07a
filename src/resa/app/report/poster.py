"""The map on the first page of a report: whole where its words can be read there, else its first lanes, large."""

from dataclasses import dataclass, replace

from resa.mapping.export.html import Page
from resa.mapping.export.picture import Size, size_of
from resa.mapping.export.reportsheet import Drawing
from resa.mapping.export.svg import draw_pages, draw_svg

WIDTHS = (1440, 1800, 2200)
COMFORTABLE_SHARE = 0.75
"""Of its size on screen, on A3: printed as A4 its words can still be read."""

_MM_PER_PIXEL = 25.4 / 96
_LARGEST_SHARE = 1.0
_HOPELESS_SHARE = 0.7 * COMFORTABLE_SHARE
"""No other width makes a drawing comfortable that is smaller than this."""


@dataclass(frozen=True, slots=True)
class Poster:
    """The drawing for the first page, and the drawings for the last ones where it does not show everything.

    `is_cut` says that the first page shows the first lanes and the last ones the others; else a map so wide that it is
    small on the first page is on the last ones once more.
    """

    drawing: Drawing
    pages: tuple[Drawing, ...] = ()
    is_cut: bool = False


def poster(page: Page, *, across: float, down: float, sheet: Size) -> Poster:
    """Returns the map for a place of so many millimetres; `sheet` is the size in pixels of a page that goes on."""
    whole = _largest(page, across=across, down=down)
    if whole.share >= COMFORTABLE_SHARE:
        return Poster(whole)
    pages = map_pages(page, width=sheet.width, height=sheet.height)
    if whole_drawing(page, width=int(sheet.width), theme="print").width > sheet.width:
        return Poster(whole, pages)
    first, *rest = pages
    share = across / (sheet.width * _MM_PER_PIXEL)
    return Poster(replace(first, share=share), tuple(rest), is_cut=True)


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
        if is_wide or best.share < _HOPELESS_SHARE:
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
