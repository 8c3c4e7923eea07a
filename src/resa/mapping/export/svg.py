"""A map as an SVG picture, drawn by the same code as the page."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, ClassVar

import orjson

from resa.mapping.export.bundle_files import bundle_text
from resa.mapping.export.drawingthread import new_engine, on_drawing_thread
from resa.mapping.export.html import Page, embedded_json
from resa.model.errors import UsageError

THEMES = ("light", "dark", "print")
LONGEST_SECONDS = 60


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
    asked = {**view, "hasTypeface": has_typeface}
    return drawing_says("drawFirst", embedded_json(page), orjson.dumps(asked).decode())


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


def require_theme(theme: str) -> None:
    """Raises `UnknownThemeError` where the drawing does not have a theme."""
    if theme not in THEMES:
        raise UnknownThemeError(f"expected a theme out of {', '.join(THEMES)}, got {theme!r}; choose one of these")


def drawing_says(function: str, *arguments: str) -> str:
    """Returns what a function of the drawing's engine says to texts: JSON, or an SVG document."""

    def call() -> str:
        said: str = _drawing_engine().call(function, *arguments, timeout_sec=LONGEST_SECONDS)
        return said

    return on_drawing_thread(call)


@cache
def _drawing_engine() -> Any:
    engine = new_engine()
    engine.eval(bundle_text("canvas.js"))
    engine.eval(f"const fonts = {orjson.dumps(bundle_text('fonts.css')).decode()};")
    engine.eval(
        "function drawFirst(page, view) {"
        " const {hasTypeface, ...wanted} = JSON.parse(view);"
        " const scene = canvas.layout(canvas.pageIn(page).views[0].map, wanted);"
        " return canvas.toSvg(scene, {theme: wanted.theme, fonts: hasTypeface ? fonts : ''}); }"
    )
    engine.eval(
        "function drawAnswer(answer, view) {"
        " const {hasTypeface, theme, ids, ...wanted} = JSON.parse(view);"
        " const scene = canvas.pictureOf(JSON.parse(answer), wanted);"
        " const family = ids ? 'Resa Inter' : 'Inter';"  # on a page of others it must not stand for theirs
        " const brought = hasTypeface ? fonts.replaceAll('font-family:Inter', `font-family:'${family}'`) : '';"
        " return canvas.toSvg(scene, {theme, ids, family, fonts: brought}); }"
    )
    engine.eval(
        "function drawPages(page, view, paper) {"
        " const map = canvas.pageIn(page).views[0].map, wanted = JSON.parse(view);"
        " const pages = canvas.pagesOf(map, wanted, JSON.parse(paper));"
        " const feeling = canvas.layout(map, wanted).feeling;"
        " return JSON.stringify(canvas.pagesToSvg(pages, {theme: wanted.theme, feeling})); }"
    )
    engine.eval(
        "function wordsOf(found, language) { const speaker = canvas.tongue(language);"
        " return JSON.stringify(JSON.parse(found).map((one) => canvas.painTitle(speaker, one))); }"
    )
    engine.eval(
        "const SPOKEN = {say: (s, text, given) => s.say(text, given), figure: canvas.figureText,"
        " half: canvas.halfWidth, unit: canvas.inUnit, stage: canvas.stageName, channel: canvas.channelName,"
        " kpi: canvas.kpiName, goal: canvas.goalName, title: canvas.titleOf,"
        " way: (s, map, ids) => canvas.wayOf(map, s, ids).join(' › '),"
        " part: (s, map, field, label) => canvas.sliceName({map, speaker: s}, field, label),"
        " lastDay: (_, iso) => canvas.lastDay(iso)};"
        "function spoken(language, what, given) {"
        " return SPOKEN[what](canvas.tongue(language), ...JSON.parse(given)); }"
    )
    engine.eval(
        "function findingsOf(language, found) { const map = JSON.parse(found), s = canvas.tongue(language);"
        " const told = map.pains.map(({id}) => canvas.evidenceOf(map, s, id));"
        " return JSON.stringify(told.map(({id, kicker, title, sentence, definition}) =>"
        " ({id, kicker, title, sentence, definition}))); }"
    )
    engine.eval(
        "function titlesOf(page) {"
        " const {language, views} = canvas.pageIn(page), speaker = canvas.tongue(language);"
        " const titles = views[0].map.pains.map((one) => [one.id, canvas.painTitle(speaker, one)]);"
        " return JSON.stringify(Object.fromEntries(titles)); }"
    )
    return engine
