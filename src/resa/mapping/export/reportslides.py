"""A report as a presentation: the map in native shapes, how it is, a slide for each finding, method and limits."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from itertools import pairwise
from math import ceil
from typing import Any

from resa.mapping.export.reportsheet import Bar, Chapter, FindingSheet, Grid, Part, ReportSheet, printable
from resa.mapping.export.slidedeck import new_deck
from resa.mapping.export.slides import HEIGHT, WIDTH, Slide, add_slides, paint
from resa.mapping.export.slideshape import REGIONS
from resa.mapping.export.slidetext import EMU_PER_PIXEL, INKS, Box, Line, add_words, height_of, split, write_lines

_PAPER = "F7F8F5"
_MARGIN = 48
_TOP = 140
_FOOT = 36
_ROOM = HEIGHT - _TOP - _FOOT - 12
_LEFT = Box(_MARGIN, _TOP, 520, _ROOM)
_RIGHT = Box(_MARGIN + 576, _TOP, WIDTH - 2 * _MARGIN - 576, _ROOM)
_TABLE_ROWS = 16
_TABLE_ROW = 30
_FIGURE_WIDTH = 190
_GROWN = 1.3
"""As many times as large as they must be words are where a slide has room."""

_BAR_ROW = 26
_BAR_WIDTH = 150
_MOST_AGAIN = 2


def report_pptx(sheet: ReportSheet, *, map_slides: Sequence[Slide], made_at: datetime) -> bytes:
    """Returns the report as a PPTX file; the map goes on at the end where it takes several slides."""
    told = _Telling(printable(sheet), made_at)
    told.write(map_slides)
    content = BytesIO()
    told.deck.save(content)
    return content.getvalue()


class _Telling:
    """Writes one report, slide after slide."""

    def __init__(self, sheet: ReportSheet, made_at: datetime) -> None:
        self._sheet = sheet
        self._language = REGIONS.get(sheet.language, "en-GB")
        self.deck = new_deck(title=sheet.title, language=sheet.language, now=made_at)

    def write(self, map_slides: Sequence[Slide]) -> None:
        """Writes all slides."""
        sheet = self._sheet
        add_slides(self.deck, map_slides[:1], language=sheet.language)
        self._overview()
        for one in sheet.findings:
            self._finding(one)
        if sheet.others is not None:
            self._grid(sheet.others, title=sheet.others.title)
        for chapter in sheet.chapters:
            self._chapter(chapter)
        add_slides(self.deck, map_slides[1:], language=sheet.language)

    def _overview(self) -> None:
        sheet = self._sheet
        page = self._page(sheet.title, kicker=sheet.kicker, notes=sheet.warnings)
        state = [Line(sheet.state.title, 20, is_bold=True), *(Line(one, 17, above=7) for one in sheet.state.lines)]
        state += [Line(one, 13, "ink3", above=7) for one in sheet.warnings]
        self._words(page, state, _LEFT, "state", largest=_GROWN)
        found = [Line(f"{at}  {one}", 19, above=9) for at, one in enumerate(sheet.summary.lines, start=1)]
        if sheet.findings_intro:
            intro = Line(sheet.findings_intro, 13, "ink3", above=10)
            titles = [Line(sheet.summary.title, 20, is_bold=True), *found, intro]
            self._words(page, titles, _RIGHT, "findings", largest=_GROWN)

    def _finding(self, one: FindingSheet) -> None:
        notes = (*one.counted.lines, *one.again.lines, self._sheet.made)
        page = self._page(one.title, kicker=f"{one.place}   {one.kicker}", notes=notes)
        size = min(46, _FIGURE_WIDTH / (0.62 * max(1, len(one.figure))))
        figure = [Line(one.figure, size, one.tone, is_bold=True), Line(one.half, 16, "ink3", above=0)]
        self._words(page, figure, Box(_LEFT.x, _LEFT.y, _FIGURE_WIDTH, 96), "figure")
        facts = [Line(f"{fact.name}: {fact.words}", 14, "ink2", above=3) for fact in one.facts]
        self._words(
            page, facts, Box(_LEFT.x + _FIGURE_WIDTH + 16, _LEFT.y + 8, _LEFT.w - _FIGURE_WIDTH - 16, 96), "base"
        )
        left = [Line(one.sentence, 17), *_listed(one.steps), *_listed(one.planned)]
        self._words(page, left, Box(_LEFT.x, _LEFT.y + 120, _LEFT.w, _LEFT.h - 120), "next steps", largest=_GROWN)
        used = self._chart(page, one) if one.chart is not None else 0
        right = list(_evidence(one))
        rest = Box(_RIGHT.x, _RIGHT.y + used, _RIGHT.w, _RIGHT.h - used)
        self._words(page, right, rest, "evidence", largest=_GROWN)

    def _chart(self, page: Any, one: FindingSheet) -> float:
        """Draws the figure beside others, a dot and its interval in each row; returns how high all of it is."""
        chart = one.chart
        assert chart is not None, "asked for findings with a chart only"
        words = [Line(chart.title, 14, is_bold=True)]
        self._words(page, words, Box(_RIGHT.x, _RIGHT.y, _RIGHT.w, 20), "chart")
        for row, bar in enumerate(chart.bars):
            self._bar(page, bar, y=_RIGHT.y + 26 + row * _BAR_ROW)
        end = 30 + len(chart.bars) * _BAR_ROW
        note = [Line(chart.note, 12, "ink3")]
        self._words(page, note, Box(_RIGHT.x, _RIGHT.y + end, _RIGHT.w, 34), "scale")
        return end + height_of(note, width=_RIGHT.w) + 8

    def _bar(self, page: Any, bar: Bar, *, y: float) -> None:
        is_plain = bar.tone == "plain"
        ink, start = "ink3" if is_plain else bar.tone, _RIGHT.x + _RIGHT.w - _BAR_WIDTH
        name = Box(_RIGHT.x, y, _RIGHT.w - _BAR_WIDTH - 226, _BAR_ROW)
        self._words(page, [Line(bar.name, 13, "ink3" if is_plain else "ink1")], name, "name")
        figure = Line(f"{bar.figure} {bar.half}".strip(), 13, ink, is_bold=not is_plain, far=bar.base)
        self._words(page, [figure], Box(start - 216, y, 200, _BAR_ROW), "figure")
        middle = y + 9
        self._line(page, start, middle, start + _BAR_WIDTH, middle, ink="rule", width=1)
        if bar.low is not None and bar.high is not None:
            ends = start + bar.low * _BAR_WIDTH, start + bar.high * _BAR_WIDTH
            self._line(page, ends[0], middle, ends[1], middle, ink=ink, width=2)
        self._dot(page, start + bar.at * _BAR_WIDTH, middle, ink=ink)

    def _chapter(self, chapter: Chapter) -> None:
        blocks = [[Line(one, 15, above=6)] for one in chapter.lines]
        blocks += [
            [Line(term.name, 14, is_bold=True, above=10), Line(term.words, 13, "ink2", above=2)]
            for term in chapter.terms
        ]
        if chapter.grids and not chapter.terms:
            for at, grid in enumerate(chapter.grids):
                self._grid(grid, title=grid.title or chapter.title, lead=" ".join(chapter.lines) if at == 0 else "")
            return
        columns = split(blocks, width=_LEFT.w, height=_ROOM) if blocks else []
        for at in range(0, len(columns), 2):
            page = self._page(chapter.title, kicker=self._sheet.title, notes=())
            for column, box in zip(columns[at : at + 2], (_LEFT, _RIGHT), strict=False):
                self._words(page, column, box, chapter.title)
        for grid in chapter.grids:
            self._grid(grid, title=grid.title or chapter.title)

    def _grid(self, grid: Grid, *, title: str, lead: str = "") -> None:
        """Writes a table, over several slides where it is long; `lead` stands above it on the first."""
        room = [Line(lead, 14, "ink2")] if lead else []
        above = height_of(room, width=WIDTH - 2 * _MARGIN) + 10 if room else 0.0
        starts = [0, *range(max(1, _TABLE_ROWS - ceil(above / _TABLE_ROW)), len(grid.rows), _TABLE_ROWS)]
        for start, end in pairwise([*starts, len(grid.rows)]):
            page = self._page(title, kicker=self._sheet.title, notes=(grid.note,) if grid.note else ())
            if start == 0:
                self._words(page, room, Box(_MARGIN, _TOP, WIDTH - 2 * _MARGIN, above), "lead")
            self._table(page, grid, rows=grid.rows[start:end], top=_TOP + (above if start == 0 else 0))

    def _table(self, page: Any, grid: Grid, *, rows: Sequence[tuple[str, ...]], top: float) -> None:
        from pptx.enum.text import PP_ALIGN

        table = _new_table(page, rows=len(rows) + 1, columns=len(grid.heads), top=top)
        across = WIDTH - 2 * _MARGIN
        widths = _widths(grid, rows, across=across)
        for column, width in enumerate(widths):
            table.columns[column].width = round(width * EMU_PER_PIXEL)
        for at, cells in enumerate((grid.heads, *rows)):
            for column, words in enumerate(cells):
                cell = table.cell(at, column)
                _bare(cell, has_line=at == 0)
                line = Line(words, 13, "ink3" if at == 0 else "ink1")
                write_lines(cell.text_frame, [line], width=widths[column], language=self._language)
                cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT if grid.is_figure[column] else PP_ALIGN.LEFT

    def _page(self, title: str, *, kicker: str, notes: Sequence[str]) -> Any:
        """Returns a new slide with its title, what stands above it, and its foot."""
        from pptx.util import Emu

        page = self.deck.slides.add_slide(self.deck.slide_layouts[0])
        paint(page, _PAPER)
        shape = page.shapes.title
        shape.left, shape.top, shape.width, shape.height = (
            Emu(round(one * EMU_PER_PIXEL)) for one in (_MARGIN, 56, WIDTH - 2 * _MARGIN, 72)
        )
        lines = [Line(title, 30 if len(title) <= 70 else 23, is_bold=True)]
        write_lines(shape.text_frame, lines, width=WIDTH - 2 * _MARGIN, language=self._language)
        shape.text_frame.paragraphs[0].alignment = 1
        shape.text_frame.vertical_anchor = 1
        self._words(page, [Line(kicker, 14, "ink3")], Box(_MARGIN, 30, WIDTH - 2 * _MARGIN, 22), "kicker")
        foot = [Line(self._sheet.title, 11, "ink3", far=self._sheet.made)]
        self._words(page, foot, Box(_MARGIN, HEIGHT - _FOOT, WIDTH - 2 * _MARGIN, 18), "foot")
        page.notes_slide.notes_text_frame.text = "\n".join(one for one in (*notes, self._sheet.made) if one)
        return page

    def _words(self, page: Any, lines: Sequence[Line], box: Box, name: str, *, largest: float = 1.0) -> None:
        kept = [one for one in lines if one.words or one.far]
        if kept:
            add_words(page, kept, box=box, name=name, language=self._language, largest=largest)

    def _line(self, page: Any, x1: float, y1: float, x2: float, y2: float, *, ink: str, width: float) -> None:
        from pptx.dml.color import RGBColor
        from pptx.enum.shapes import MSO_CONNECTOR
        from pptx.util import Emu

        ends = (Emu(round(one * EMU_PER_PIXEL)) for one in (x1, y1, x2, y2))
        line = page.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *ends).line
        line.color.rgb, line.width = RGBColor.from_string(INKS[ink]), Emu(round(width * EMU_PER_PIXEL))

    def _dot(self, page: Any, x: float, y: float, *, ink: str) -> None:
        from pptx.dml.color import RGBColor
        from pptx.enum.shapes import MSO_SHAPE
        from pptx.util import Emu

        box = (Emu(round(one * EMU_PER_PIXEL)) for one in (x - 4, y - 4, 8, 8))
        dot = page.shapes.add_shape(MSO_SHAPE.OVAL, *box)
        dot.fill.solid()
        dot.fill.fore_color.rgb = RGBColor.from_string(INKS[ink])
        dot.line.fill.background()
        dot.shadow.inherit = False


def _listed(part: Part) -> Iterator[Line]:
    if part.lines:
        yield Line(part.title, 15, is_bold=True, above=14)
        yield from (Line(f"·  {one}", 15, "ink2", above=4) for one in part.lines)


def _evidence(one: FindingSheet) -> Iterator[Line]:
    """Yields what stands behind a finding: its ways, words, how it is counted, and how to ask again."""
    if one.ways is not None:
        yield Line(one.ways.title, 14, is_bold=True, above=10)
        yield from (Line(way.words, 13, "ink1", above=3, far=way.count) for way in one.ways.ways)
        yield Line(one.ways.note, 12, "ink3", above=3)
    if one.words:
        yield Line(one.words_title, 14, is_bold=True, above=10)
        yield from (Line(f"“{said.text}” {said.about}".strip(), 13, "ink2", above=3) for said in one.words)
    for part in (one.counted, one.again):
        lines = part.lines[:_MOST_AGAIN]
        if lines:
            yield Line(part.title, 14, is_bold=True, above=10)
            yield from (Line(line, 12, "ink2", above=2) for line in lines)


def _new_table(page: Any, *, rows: int, columns: int, top: float) -> Any:
    from pptx.util import Emu

    place = (_MARGIN, top, WIDTH - 2 * _MARGIN, rows * _TABLE_ROW)
    frame = page.shapes.add_table(rows, columns, *(Emu(round(one * EMU_PER_PIXEL)) for one in place))
    table = frame.table
    table.first_row = True
    table.horz_banding = False
    for row in table.rows:
        row.height = Emu(_TABLE_ROW * EMU_PER_PIXEL)
    return table


def _bare(cell: Any, *, has_line: bool) -> None:
    """Takes a cell's colours away; the head has a line below it."""
    from pptx.oxml import parse_xml

    cell.fill.background()
    cell.margin_left = cell.margin_right = 6 * EMU_PER_PIXEL
    cell.margin_top = cell.margin_bottom = 5 * EMU_PER_PIXEL
    ink, wide = (INKS["ink3"], 9525) if has_line else (INKS["rule"], 6350)
    space = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    line = f'<a:lnB {space} w="{wide}"><a:solidFill><a:srgbClr val="{ink}"/></a:solidFill></a:lnB>'
    cell._tc.get_or_add_tcPr().insert(0, parse_xml(line))


def _widths(grid: Grid, rows: Sequence[tuple[str, ...]], *, across: float) -> list[float]:
    """Returns the widths of columns: by their longest words, none above half of all."""
    longest = [max(len(row[at]) for row in (grid.heads, *rows)) + 3 for at in range(len(grid.heads))]
    kept = [min(one, sum(longest) / 2) for one in longest]
    return [across * one / sum(kept) for one in kept]
