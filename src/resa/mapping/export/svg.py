"""A map as an SVG picture, drawn by the same code as the page."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import orjson

from resa.mapping.export.bundle_files import bundle_text
from resa.mapping.export.bundlescript import drawing_says
from resa.mapping.export.html import Page, embedded_json
from resa.model.errors import UsageError

THEMES = ("light", "dark", "print")


class UnknownThemeError(UsageError):
    """A theme was asked for that the drawing does not have."""

    code: ClassVar[str] = "unknown_theme"


def draw_svg(
    page: Page,
    *,
    width: int = 1440,
    theme: str = "light",
    density: str = "calm",
    has_typeface: bool = True,
    has_arrows: bool = False,
) -> str:
    """Return the page's first view as an SVG document with selectable text and its typeface inside.

    `width` is in pixels; a map with very many stages grows beyond it. The first drawing of a process takes
    about a tenth of a second longer than the next ones. Hosts that bring the typeface themselves leave it out;
    `has_arrows` shows what leads from one card or step to another.
    """
    require_theme(theme)
    view = still_view(page, width=width, theme=theme, density=density, has_arrows=has_arrows)
    fonts = typeface_rules() if has_typeface else ""
    return drawing_says("drawFirst", embedded_json(page), orjson.dumps(view).decode(), fonts)


def draw_pages(
    page: Page, *, width: float, height: float, density: str = "calm", has_arrows: bool = False
) -> list[str]:
    """Return the page's first view as SVG documents of one size, cut between stages and between lanes.

    Each repeats the heads of its stages and the names of its lanes, and says which page of how many it is; `width` and
    `height` are in pixels of the drawing.
    """
    view = still_view(page, width=width, theme="print", density=density, has_arrows=has_arrows)
    paper = {"width": width, "height": height}
    told = drawing_says("drawPages", embedded_json(page), orjson.dumps(view).decode(), orjson.dumps(paper).decode())
    drawn: list[str] = orjson.loads(told)
    return drawn


def finding_titles(page: Page) -> dict[str, str]:
    """Return what the drawing calls the findings of the page's first view, by id, in its language."""
    titles: dict[str, str] = orjson.loads(drawing_says("titlesOf", embedded_json(page)))
    return titles


def finding_words(found: Sequence[tuple[str, Mapping[str, Any]]], *, language: str) -> list[str]:
    """Return what the drawing calls findings, each given by its key (`pain.cart`) and parameters, in a language."""
    asked = [{"title_key": key, "params": params} for key, params in found]
    words: list[str] = orjson.loads(drawing_says("wordsOf", orjson.dumps(asked).decode(), language))
    return words


def still_view(page: Page, *, width: float, theme: str, density: str, has_arrows: bool) -> dict[str, Any]:
    """Return how the drawing shows a page where nothing can be pointed at: on paper, in pictures, on slides."""
    return {
        "width": width,
        "theme": theme,
        "density": density,
        "language": page.language,
        "columnWidths": "equal",
        "medium": "print",
        "unfolded": [],
        "hasArrows": has_arrows,
    }


def typeface_rules() -> str:
    """Returns the style rules that bring the typeface along with a drawing."""
    return bundle_text("fonts.css")


def require_theme(theme: str) -> None:
    """Raises `UnknownThemeError` where the drawing does not have a theme."""
    if theme not in THEMES:
        raise UnknownThemeError(f"expected a theme out of {', '.join(THEMES)}, got {theme!r}; choose one of these")
