"""The answer to a question as an SVG picture, drawn by the same code as the map."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

import orjson

from resa.mapping.export.bundle_files import bundle_text
from resa.mapping.export.bundlescript import drawing_says
from resa.mapping.export.svg import require_theme, typeface_rules
from resa.model.errors import UsageError
from resa.model.table import Table

LEAST_WIDTH = 340
MOST_WIDTH = 8_000


@dataclass(frozen=True, slots=True)
class Backdrop:
    """A picture under the drawing: its content as a data address, and how many times as high as wide it is."""

    href: str
    tall: float


class NoPictureError(UsageError):
    """A picture was asked for of an answer that has none."""

    code: ClassVar[str] = "no_answer_picture"


def has_picture(what: str) -> bool:
    """Returns whether answers to a question have a picture.

    >>> has_picture("flow"), has_picture("weather")
    (True, False)
    """
    return what in _pictured()


@cache
def _pictured() -> frozenset[str]:
    """Returns the questions whose answers have a picture, as the drawing says them."""
    return frozenset(orjson.loads(bundle_text("pictures.json")))


def draw_answer(
    table: Table,
    *,
    width: int = 1120,
    theme: str = "light",
    language: str = "en",
    has_typeface: bool = True,
    ids: str = "",
    backdrop: Backdrop | None = None,
) -> str:
    """Returns an answer's picture as an SVG document with selectable text and its typeface inside.

    `width` is in pixels, 340 at the least; what does not fit beside each other goes on below. `ids` stands before the
    names by which the drawing refers to its own parts, so that several pictures can share a page. `backdrop` lies under
    clicks on a page, on the screen whose form it has.
    """
    require_theme(theme)
    if not has_picture(table.what):
        known = ", ".join(sorted(_pictured()))
        raise NoPictureError(f"expected an answer that has a picture ({known}), got {table.what!r}; show it as a table")
    view = {
        "width": min(max(width, LEAST_WIDTH), MOST_WIDTH),
        "theme": theme,
        "language": language,
        "ids": ids,
        **({"backdrop": {"href": backdrop.href, "tall": backdrop.tall}} if backdrop else {}),
    }
    fonts = typeface_rules() if has_typeface else ""
    return drawing_says("drawAnswer", answer_json(table), orjson.dumps(view).decode(), fonts)


def answer_json(table: Table) -> str:
    """Returns an answer's envelope as the drawing reads it."""
    return orjson.dumps(table.to_json(), default=_plain, option=orjson.OPT_SERIALIZE_NUMPY).decode()


def _plain(other: object) -> object:
    """Returns mappings that orjson does not know as dictionaries; anything else as the words for it."""
    return dict(other) if isinstance(other, Mapping) else str(other)
