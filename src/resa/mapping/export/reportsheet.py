"""What a report holds, in words and ready to be set: the same for paper and for the screen."""

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

from resa.mapping.prose import well_formed

LONGEST = 600
"""Letters of one text: longer names from the data are cut, since paper has no other place for them."""

_TURNING = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
"""Letters that turn the direction of what follows them: a name must not turn the sentence around it."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Drawing:
    """An SVG document without its typeface, `share` of its size on screen."""

    svg: str
    width: float
    height: float
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a finding's small chart; `at`, `low` and `high` are places on its scale, 0 to 1.

    `tone` is "bad" or "good" for what the finding is about, "plain" for what it is held against.
    """

    name: str
    figure: str
    half: str
    base: str
    at: float
    low: float | None
    high: float | None
    tone: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A finding's figure beside others, each with its interval."""

    title: str
    bars: tuple[Bar, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that a figure rests on."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Way:
    """A path or a neighbour, and how many took it."""

    words: str
    count: str


@dataclass(frozen=True, slots=True)
class Ways:
    """Paths under a heading; `note` says what is not shown."""

    title: str
    ways: tuple[Way, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """Somebody's own words, in their language, and where they were said."""

    text: str
    language: str | None
    about: str


@dataclass(frozen=True, slots=True)
class Part:
    """A list under a heading."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FindingSheet:
    """One finding with everything that stands behind it."""

    id: str
    place: str
    kicker: str
    title: str
    sentence: str
    figure: str
    half: str
    tone: str
    facts: tuple[Fact, ...]
    chart: Chart | None
    ways: Ways | None
    words: tuple[Said, ...]
    words_title: str
    steps: Part
    planned: Part
    counted: Part
    again: Part


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: heads, rows, and which columns hold figures, set to the right."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    is_figure: tuple[bool, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the report with a heading of its own."""

    title: str
    lines: tuple[str, ...]
    terms: tuple[Fact, ...]
    grids: tuple[Grid, ...]


@dataclass(frozen=True, slots=True)
class ReportSheet:
    """A whole report. `poster` is the map as it fits on one page, `drawing` the whole map; None where withheld.

    `pages` are the whole map over pages, where the poster does not show all of it.
    """

    language: str
    kicker: str
    title: str
    made: str
    page: str  # "Page {n} of {of}", filled where pages are known
    map_title: str
    warnings: tuple[str, ...]
    state: Part
    summary: Part
    poster: Drawing | None
    poster_note: str
    drawing: Drawing | None
    pages: tuple[Drawing, ...]
    findings_title: str
    findings_intro: str
    findings: tuple[FindingSheet, ...]
    others: Grid | None
    chapters: tuple[Chapter, ...]


def printable(sheet: T, *, broken: Callable[[str], str] = str) -> T:
    r"""Returns the report with every text safe to set: no control letters, none that turn directions, none too long.

    `broken` may say where long words can go on in the next line. Drawings stay as they are.

    >>> printable(Fact("a\x00b", "x\u202ey"))
    Fact(name='ab', words='xy')
    """
    found: Any = sheet
    if isinstance(sheet, str):
        found = broken(_plain(sheet))
    elif isinstance(sheet, tuple):
        found = tuple(printable(one, broken=broken) for one in sheet)
    elif is_dataclass(sheet) and not isinstance(sheet, type | Drawing):
        told = {field.name: printable(getattr(sheet, field.name), broken=broken) for field in fields(sheet)}
        found = replace(sheet, **told)
    return found  # type: ignore[no-any-return] # the same type as what came in


def _plain(text: str) -> str:
    """Returns a text on one line of printable letters, cut where it is too long."""
    kept = "".join(
        " " if one in "\n\r\t\u2028\u2029" else one
        for one in well_formed(text)
        if one not in _TURNING and (one in "\n\r\t\u2028\u2029" or ord(one) >= 32) and not 0x7F <= ord(one) < 0xA0
    )
    return kept if len(kept) <= LONGEST else f"{kept[: LONGEST - 1]}…"
