"""A map as an SVG picture, drawn by the same code as the page."""

from functools import cache
from typing import Any, ClassVar

import orjson

from resa.mapping.export.bundle_files import bundle_text
from resa.mapping.export.html import embedded_json
from resa.model.errors import FailureError, UsageError
from resa.model.resolvedmap import MapPage

THEMES = ("light", "dark", "print")


class DrawingExtraMissingError(FailureError):
    """The part that draws without a browser is not installed."""

    code: ClassVar[str] = "drawing_extra_missing"


class UnknownThemeError(UsageError):
    """A theme was asked for that the drawing does not have."""

    code: ClassVar[str] = "unknown_theme"


def draw_svg(page: MapPage, *, width: int = 1440, theme: str = "light", density: str = "calm") -> str:
    """Return the page's first view as an SVG document with selectable text and its typeface inside.

    `width` is in pixels; a map with very many stages grows beyond it. The first drawing of a process takes
    about a tenth of a second longer than the next ones.
    """
    if theme not in THEMES:
        raise UnknownThemeError(f"expected a theme out of {', '.join(THEMES)}, got {theme!r}; choose one of these")
    view = {
        "width": width,
        "theme": theme,
        "density": density,
        "language": page.language,
        "columnWidths": "equal",
        "medium": "print",
        "unfolded": [],
    }
    drawn: str = _drawing_engine().call("drawFirst", embedded_json(page), orjson.dumps(view).decode())
    return drawn


@cache
def _drawing_engine() -> Any:
    try:
        from py_mini_racer import MiniRacer
    except ModuleNotFoundError as missing:
        raise DrawingExtraMissingError(
            "expected py_mini_racer, which draws SVG without a browser, found it not installed; "
            "pip install 'resa[export]', or write HTML, which needs no extra"
        ) from missing
    engine = MiniRacer()
    engine.eval(bundle_text("canvas.js"))
    engine.eval(f"const fonts = {orjson.dumps(bundle_text('fonts.css')).decode()};")
    engine.eval(
        "function drawFirst(page, view) {"
        " const wanted = JSON.parse(view);"
        " return canvas.toSvg(canvas.layout(JSON.parse(page).views[0].map, wanted), {theme: wanted.theme, fonts}); }"
    )
    return engine
