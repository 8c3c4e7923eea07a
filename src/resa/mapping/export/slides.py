"""Drawings as a presentation: every shape, line and word is the program's own, so that people can go on with them."""

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

import orjson

from resa.mapping.export.answerpicture import answer_json
from resa.mapping.export.bundlescript import drawing_says
from resa.mapping.export.html import Page, embedded_json
from resa.mapping.export.slidedeck import new_deck
from resa.mapping.export.slideshape import Drawn, SlideShapes
from resa.mapping.export.svg import require_theme, still_view
from resa.model.table import Table

WIDTH, HEIGHT = 1280, 720
"""Pixels of a slide: 13.33 by 7.5 inches, 16 by 9."""

_MARGIN = 28
_ABOVE, _BELOW = 12, 8
_SPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_DATA = re.compile(r"data:image/(?:png|jpeg|webp|gif);base64,([A-Za-z0-9+/=]+)")
_SIDES_MOST = 20


@dataclass(frozen=True, slots=True)
class Slide:
    """A drawn slide, and what its speaker's notes say. `is_fitted` makes it as large as the slide lets it be."""

    drawn: Drawn
    notes: tuple[str, ...]
    is_fitted: bool = False


def map_slides(
    page: Page, *, theme: str = "light", density: str = "calm", has_arrows: bool = False
) -> tuple[Slide, ...]:
    """Returns the page's first view as slides, cut between stages and lanes, in the size at which few are needed."""
    require_theme(theme)
    paper = {"width": WIDTH, "height": HEIGHT - _ABOVE - _BELOW}
    view = still_view(page, width=WIDTH, theme=theme, density=density, has_arrows=has_arrows)
    asked = embedded_json(page), orjson.dumps(view).decode(), orjson.dumps(paper).decode()
    told = orjson.loads(drawing_says("mapSlides", *asked))
    return tuple(Slide(one, (*told["rests"], *_in_full(one))) for one in told["slides"])


def answer_slides(answer: Table, *, notes: Sequence[str], language: str, theme: str = "light") -> tuple[Slide, ...]:
    """Returns the picture of an answer that has one as slides: one, or several for a long list."""
    require_theme(theme)
    room = {"width": WIDTH - 2 * _MARGIN, "height": HEIGHT - 2 * _MARGIN}
    view = {"width": room["width"], "language": language, "theme": theme}
    asked = answer_json(answer), orjson.dumps(view).decode(), orjson.dumps(room).decode()
    told = orjson.loads(drawing_says("answerSlides", *asked))
    return tuple(Slide(one, (*notes, *_in_full(one)), is_fitted=True) for one in told)


def write_slides(slides: Sequence[Slide], *, title: str, language: str, now: datetime) -> bytes:
    """Returns the slides as a PPTX file: 16 by 9, words in Inter or what the reader's program has in its place."""
    deck = new_deck(title=title, language=language, now=now)
    add_slides(deck, slides, language=language)
    content = BytesIO()
    deck.save(content)
    return content.getvalue()


def add_slides(deck: Any, slides: Sequence[Slide], *, language: str) -> None:
    """Adds drawn slides to a presentation, after those that it has."""
    for slide in slides:
        _add(deck, slide, language=language)


def _in_full(drawn: Drawn) -> list[str]:
    """Returns the words that stand on a slide shortened."""
    return [f"… {words}" for words in drawn["full"]]


def _add(deck: Any, slide: Slide, *, language: str) -> None:
    page = deck.slides.add_slide(deck.slide_layouts[0])
    tree = page.shapes._spTree  # the library makes shapes one by one, in time that grows with their square
    for child in list(tree)[2:]:
        tree.remove(child)
    drawn = slide.drawn
    paint(page, drawn["paper"])
    scale, across, down = _fit(drawn, is_fitted=slide.is_fitted)

    def picture(href: str) -> tuple[str, float] | None:
        return _pictured(page, href)

    shapes = SlideShapes(language=language, scale=scale, across=across, down=down, picture=picture)
    for element in _elements(shapes, drawn["shapes"]):
        tree.append(element)
    page.notes_slide.notes_text_frame.text = "\n".join(slide.notes)


def _fit(drawn: Drawn, *, is_fitted: bool) -> tuple[float, float, float]:
    """Returns how large a drawing is on a slide, and where it begins."""
    if not is_fitted:
        return WIDTH / drawn["width"], 0, _ABOVE
    scale = min((WIDTH - 2 * _MARGIN) / drawn["width"], (HEIGHT - 2 * _MARGIN) / drawn["height"])
    return scale, (WIDTH - drawn["width"] * scale) / 2, _MARGIN


def _elements(shapes: SlideShapes, drawn: Sequence[Drawn]) -> list[Any]:
    from pptx.oxml import parse_xml

    markup = "".join(one.markup for one in map(shapes.markup, drawn) if one is not None)
    return list(parse_xml(f"<p:spTree {_SPACES}>{markup}</p:spTree>"))


def _pictured(page: Any, href: str) -> tuple[str, float] | None:
    """Returns the relation of a picture and how wide it is for its height; None where it is none that can be kept."""
    found = _DATA.fullmatch(href)
    if found is None:
        return None
    try:
        part, relation = page.part.get_or_add_image_part(_readable(base64.b64decode(found[1])))
    except (ValueError, OSError):  # what only names itself a picture
        return None
    across, down = part.image.size
    return relation, min(_SIDES_MOST, max(1 / _SIDES_MOST, across / max(1, down)))


def _readable(content: bytes) -> BytesIO:
    """Returns a picture in a form that every presentation program knows."""
    from PIL import Image

    with Image.open(BytesIO(content)) as image:
        if image.format in ("PNG", "JPEG", "GIF"):
            return BytesIO(content)
        kept = BytesIO()
        image.save(kept, "PNG")
    kept.seek(0)
    return kept


def paint(page: Any, colour: str) -> None:
    """Gives a slide its paper."""
    from pptx.dml.color import RGBColor

    fill = page.background.fill
    fill.solid()
    fill.fore_color.rgb = RGBColor.from_string(colour)
