"""Words on a slide that people go on writing in: boxes that wrap, in a size at which their words fit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Any

INKS = {"ink1": "17211F", "ink2": "45514D", "ink3": "626E6A", "bad": "A94A09", "good": "0A716B", "rule": "DADFD9"}
"""Colours of words and lines on light paper."""

EMU_PER_PIXEL = 9525
_POINTS_PER_PIXEL = 0.75
_WIDEST_LETTER = 0.58
"""Of its size, how wide a letter is on the average in the typefaces that programs put in the place of ours."""

_LINE = 1.25
_SIZES = (1.3, 1.2, 1.1, 1.0, 0.93, 0.86, 0.79, 0.72, 0.65)
_SMALLEST_POINTS = 7.5


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: its words, their size in pixels and look, and how much room is above it.

    `far` are words at the right end of the same line.
    """

    words: str
    size: float = 16
    ink: str = "ink1"
    is_bold: bool = False
    above: float = 4
    far: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a slide, in pixels of 1280 by 720."""

    x: float
    y: float
    w: float
    h: float


def height_of(lines: Sequence[Line], *, width: float) -> float:
    """Returns about how high paragraphs are in a width; rather too much than too little."""
    return sum(one.above + _rows(one, width) * one.size * _LINE for one in lines)


def fitted(lines: Sequence[Line], *, box: Box, largest: float = 1.0) -> tuple[Line, ...]:
    """Returns the paragraphs in the largest size in which they fit into a box, else in the smallest."""
    for share in (one for one in _SIZES if one <= largest):
        made = tuple(_shrunk(one, share) for one in lines)
        if height_of(made, width=box.w) <= box.h:
            return made
    return tuple(_shrunk(one, _SIZES[-1]) for one in lines)


def split(lines: Sequence[Sequence[Line]], *, width: float, height: float) -> list[list[Line]]:
    """Returns blocks of paragraphs in columns of a height; no block is taken apart."""
    columns: list[list[Line]] = [[]]
    for block in lines:
        if columns[-1] and height_of([*columns[-1], *block], width=width) > height:
            columns.append([])
        columns[-1] += block
    return columns


def add_words(page: Any, lines: Sequence[Line], *, box: Box, name: str, language: str, largest: float = 1.0) -> None:
    """Writes paragraphs into a box of a slide; `largest` times their size where there is room for it."""
    from pptx.util import Emu

    shape = page.shapes.add_textbox(*(Emu(round(one * EMU_PER_PIXEL)) for one in (box.x, box.y, box.w, box.h)))
    shape.name = name
    write_lines(shape.text_frame, fitted(lines, box=box, largest=largest), width=box.w, language=language)


def write_lines(frame: Any, lines: Sequence[Line], *, width: float, language: str) -> None:
    """Writes paragraphs into a frame of words without margins."""
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for number, one in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        _write(paragraph, one, width=width, language=language, is_first=number == 0)


def _write(paragraph: Any, line: Line, *, width: float, language: str, is_first: bool) -> None:
    from pptx.dml.color import RGBColor
    from pptx.util import Pt

    paragraph.space_before = Pt(0 if is_first else line.above * _POINTS_PER_PIXEL)
    if line.far:
        _stop_right(paragraph, width)
    run = paragraph.add_run()
    run.text = f"{line.words}\t{line.far}" if line.far else line.words
    run.font.size = Pt(max(_SMALLEST_POINTS, round(line.size * _POINTS_PER_PIXEL, 1)))
    run.font.bold = line.is_bold
    run.font.color.rgb = RGBColor.from_string(INKS[line.ink])
    run._r.get_or_add_rPr().set("lang", language)


def _stop_right(paragraph: Any, width: float) -> None:
    """Lets words after a tab end at the right edge."""
    from pptx.oxml import parse_xml

    place = round(width * EMU_PER_PIXEL)
    space = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    paragraph._p.get_or_add_pPr().append(parse_xml(f'<a:tabLst {space}><a:tab pos="{place}" algn="r"/></a:tabLst>'))


def _rows(line: Line, width: float) -> int:
    letters = len(line.words) + (len(line.far) + 3 if line.far else 0)
    return max(1, ceil(letters * line.size * _WIDEST_LETTER / width))


def _shrunk(line: Line, share: float) -> Line:
    return replace(line, size=line.size * share, above=line.above * share)
