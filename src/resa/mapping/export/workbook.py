"""A map as a workbook: the grid for people, the records without loss, and what the file is.

No text can become a formula: every text is written as one. The sheet of records is what reading the file counts.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from math import isfinite
from typing import Any

from resa.mapping import mapwords
from resa.mapping.export.drawingthread import DrawingExtraMissingError
from resa.mapping.mapgrid import GridEntry, GridLane, MapGrid, grid_of
from resa.mapping.recordtable import COLUMNS, rows_of
from resa.model.journeymap import JourneyMap, MapRecord, RecordKind
from resa.model.measurement import Provenance

RECORDS = "resa records"
"""The name of the sheet that holds the records, in every language."""

FINGERPRINT = "fingerprint"
LONGEST = 32_000
_WIDE = 26


def write_workbook(
    journey_map: JourneyMap,
    *,
    language: str,
    title: str = "",
    measured: JourneyMap | None = None,
    words: Mapping[str, str] | None = None,
) -> bytes:
    """Returns the map as an XLSX file.

    `measured` holds newer figures of the same records, which the grid shows instead of those written down; `words`
    are the titles of findings by id.
    """
    try:
        import xlsxwriter
    except ModuleNotFoundError as missing:
        raise DrawingExtraMissingError(
            "expected xlsxwriter, which writes workbooks, found it not installed; pip install 'resa[export]'"
        ) from missing
    content = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": True}
    with xlsxwriter.Workbook(content, options) as book:
        sheet = _Sheet(book, mapwords.word("map", language=language), language, measured, words or {})
        sheet.write(journey_map, title=title)
        _write_records(book, journey_map)
        _write_about(book, journey_map, title=title, language=language, fingerprint=fingerprint(sheet.texts))
    return content.getvalue()


def fingerprint(texts: Iterable[tuple[int, int, str]]) -> str:
    """Returns a short sum of the texts of a sheet by row and column, to see whether somebody changed it."""
    digest = hashlib.sha256()
    for row, column, text in sorted(texts):
        digest.update(f"{row}\t{column}\t{' '.join(text.split())}\n".encode())
    return digest.hexdigest()[:32]


@dataclass(slots=True)
class _Formats:
    """How cells look."""

    title: Any
    head: Any
    step: Any
    lane: Any
    text: Any
    span: Any
    small: Any
    line: Any


class _Sheet:
    """The first sheet: the map as a grid."""

    def __init__(
        self, book: Any, name: str, language: str, measured: JourneyMap | None, words: Mapping[str, str]
    ) -> None:
        self.page = book.add_worksheet(name)
        self.texts: list[tuple[int, int, str]] = []
        self._book = book
        self._language = language
        self._measured = measured
        self._words = words
        self._formats = _formats(book)
        self._numbers: dict[str, Any] = {}

    def write(self, journey_map: JourneyMap, *, title: str) -> None:
        grid = grid_of(journey_map)
        heads = 2 if grid.has_steps else 1
        self._text(0, 0, title, self._formats.title)
        self._heads(grid)
        row = 1 + heads
        for lane in grid.lanes:
            row = self._lane(lane, row, width=len(grid.columns))
        self._shape(grid, heads=heads)

    def _shape(self, grid: MapGrid, *, heads: int) -> None:
        self.page.set_column(0, 0, _WIDE)
        self.page.set_column(1, max(len(grid.columns), 1), _WIDE)
        self.page.freeze_panes(1 + heads, 1)
        self.page.set_landscape()
        self.page.set_paper(8)  # A3
        self.page.fit_to_pages(1, 0)
        self.page.repeat_rows(1, heads)

    def _heads(self, grid: MapGrid) -> None:
        self._text(1, 0, mapwords.word("stage", language=self._language), self._formats.head)
        if grid.has_steps:
            self._text(2, 0, mapwords.word("step", language=self._language), self._formats.step)
        for stage in dict.fromkeys(column.stage.id for column in grid.columns):
            first, last = grid.spans[stage]
            name = mapwords.stage_name(grid.columns[first].stage, language=self._language)
            self._across(1, first, last, name, self._formats.head)
        for at, column in enumerate(grid.columns):
            if column.step is not None:
                self._text(2, at + 1, str(column.step.content("name")), self._formats.step)

    def _lane(self, lane: GridLane, row: int, *, width: int) -> int:
        """Writes a lane below the others and returns the row that follows it."""
        name = mapwords.lane_name(lane.record, language=self._language)
        if lane.is_line:
            self._across(row, -1, width - 1, name, self._formats.line)
            return row + 1
        start = row
        for entries in lane.rows:
            bases = [self._entry(row, entry) for entry in entries]
            row += 1
            if any(bases):
                self._bases(row, entries, bases)
                row += 1
        row = max(row, start + 1)
        if row - start > 1:
            self.page.merge_range(start, 0, row - 1, 0, "", self._formats.lane)
        self._text(start, 0, name, self._formats.lane)
        return row

    def _bases(self, row: int, entries: Sequence[GridEntry], bases: Sequence[str]) -> None:
        """Writes below figures what they rest on."""
        for entry, base in zip(entries, bases, strict=True):
            if base:
                self._text(row, entry.first + 1, base, self._formats.small)

    def _entry(self, row: int, entry: GridEntry) -> str:
        """Writes a card or cell; returns what its number rests on, an empty text where it has none."""
        record = entry.record
        figure = _Figure.of(self._newest(record))
        text = self._words.get(record.id) or _said(record)
        level = record.content("level")
        number = level if isinstance(level, int | float) else figure.number if figure and not text else None
        is_number = number is not None and isfinite(number)
        if number is not None and is_number:
            self._number(row, entry, number, figure)
        else:
            self._across(row, entry.first, entry.last, text or (figure.told() if figure else ""), self._formats.text)
        note = self._note(record, figure, is_told=bool(text))
        if note:
            self.page.write_comment(row, entry.first + 1, note[:LONGEST], {"x_scale": 1.6})
        return figure.base() if figure and is_number and level is None else ""

    def _newest(self, record: MapRecord) -> Any:
        newer = self._measured.records.get(record.id) if self._measured else None
        return (newer or record).content("measurement") or record.content("measurement")

    def _number(self, row: int, entry: GridEntry, number: float, figure: "_Figure | None") -> None:
        form = self._number_format(figure.unit if figure else "")
        if entry.last > entry.first:
            self.page.merge_range(row, entry.first + 1, row, entry.last + 1, "", form)
        self.page.write_number(row, entry.first + 1, number, form)

    def _number_format(self, unit: str) -> Any:
        pattern = {"share": "0.0%", "count": "#,##0", "seconds": "#,##0"}.get(unit, "#,##0.##")
        if pattern not in self._numbers:
            self._numbers[pattern] = self._book.add_format({"num_format": pattern, "valign": "top", "align": "left"})
        return self._numbers[pattern]

    def _note(self, record: MapRecord, figure: "_Figure | None", *, is_told: bool) -> str:
        """Returns how something is known: provenance, base, interval, and what a card says besides its text."""
        lines = [mapwords.word(_provenance(record), language=self._language)]
        if figure:
            lines += figure.lines(self._language, has_number=is_told)
        told = ("note", "owner", "due", "status")
        said = {name: record.content(name) for name in told if record.content(name)}
        lines += [f"{mapwords.word(name, language=self._language)}: {text}" for name, text in said.items()]
        if record.content("is_planned"):
            lines.append(mapwords.word("planned", language=self._language))
        return (
            "\n".join(lines) if len(lines) > 1 or lines[0] != mapwords.word("asserted", language=self._language) else ""
        )

    def _across(self, row: int, first: int, last: int, text: str, form: Any) -> None:
        if last > first:
            form = self._formats.span if form is self._formats.text else form
            self.page.merge_range(row, first + 1, row, last + 1, "", form)
        self._text(row, first + 1, text, form)

    def _text(self, row: int, column: int, text: str, form: Any) -> None:
        shown = _shown(text)
        if shown:
            self.texts.append((row, column, shown))
            self.page.write_string(row, column, shown, form)
        else:
            self.page.write_blank(row, column, None, form)


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure as a document writes it."""

    number: float | None
    unit: str
    told_of: Mapping[str, Any]

    @classmethod
    def of(cls, measured: Any) -> "_Figure | None":
        """Returns the figure, None where nothing is measured; of several, as a finding has them, its size."""
        if not isinstance(measured, Mapping):
            return None
        inner = measured if "figure" in measured else measured.get("size", measured)
        if not isinstance(inner, Mapping):
            return None
        number = inner.get("figure", inner.get("customers"))
        is_number = isinstance(number, int | float) and not isinstance(number, bool)
        return cls(number if is_number else None, str(inner.get("unit", "count")), inner)

    def told(self) -> str:
        """Returns the figure as words: "–" where there is none."""
        return "–" if self.number is None else f"{self.number:g}"

    def base(self) -> str:
        """Returns how many it rests on."""
        return f"n {self.told_of['n']}" if "n" in self.told_of else ""

    def lines(self, language: str, *, has_number: bool) -> list[str]:
        """Returns what a note says of the figure; with the number itself where the cell shows words."""
        inner = self.told_of
        lines = [f"{self.number:g} {self.unit}"] if has_number and self.number is not None else []
        lines += [self.base()] if self.base() else []
        lines += [str(inner["variant"])] if inner.get("variant") else []
        interval = inner.get("interval")
        if isinstance(interval, list) and len(interval) == 2 and all(isinstance(one, int | float) for one in interval):
            lines.append(f"{mapwords.word('interval', language=language)} {interval[0]:g} – {interval[1]:g}")
        return [*lines, *([mapwords.word("withheld", language=language)] if inner.get("withheld") else [])]


def _said(record: MapRecord) -> str:
    """Returns what a card or cell says; what the program words elsewhere is told by its key."""
    text = str(record.content("text") or "").strip()
    if text or not record.content("title_key"):
        return text
    params = record.content("params") or {}
    told = ", ".join(f"{name} {one}" for name, one in params.items() if isinstance(one, str | int | float))
    return f"{record.content('title_key')}: {told}" if told else str(record.content("title_key"))


def _provenance(record: MapRecord) -> str:
    said = {name: record.fields[name].provenance for name in ("measurement", "text", "level") if name in record.fields}
    return str(next(iter(said.values()), Provenance.ASSERTED))


def _shown(text: str) -> str:
    """Returns a text without what a workbook can't hold, and no longer than a cell is."""
    return "".join(
        letter if letter.isprintable() or letter in "\n\t" else "\N{REPLACEMENT CHARACTER}" for letter in text
    )[:LONGEST]


def _formats(book: Any) -> _Formats:
    top = {"valign": "top", "text_wrap": True}
    return _Formats(
        title=book.add_format({"bold": True, "font_size": 16}),
        head=book.add_format({**top, "bold": True, "bottom": 1, "align": "left", "bg_color": "#E9EDEA"}),
        step=book.add_format({**top, "bottom": 1, "align": "left", "bg_color": "#F4F6F4"}),
        lane=book.add_format({**top, "bold": True, "right": 1}),
        text=book.add_format({**top, "align": "left"}),
        span=book.add_format({**top, "align": "left", "bg_color": "#F4F6F4"}),
        small=book.add_format({**top, "font_size": 9, "align": "left"}),
        line=book.add_format({"italic": True, "top": 5, "font_size": 9, "align": "left"}),
    )


def _write_records(book: Any, journey_map: JourneyMap) -> None:
    page = book.add_worksheet(RECORDS)
    bold = book.add_format({"bold": True})
    for column, name in enumerate(COLUMNS):
        page.write_string(0, column, name, bold)
    last = 0
    for last, row in enumerate(rows_of(journey_map), start=1):
        for column, text in enumerate(row):
            if text:
                page.write_string(last, column, text)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, last, len(COLUMNS) - 1)
    page.set_column(0, 5, 16)
    page.set_column(6, 6, 60)


def _write_about(book: Any, journey_map: JourneyMap, *, title: str, language: str, fingerprint: str) -> None:
    page = book.add_worksheet(mapwords.word("about", language=language))
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    own = next(iter(journey_map.of_kind(RecordKind.MAP)), None)
    told = {"resa": "journeymap", "version": "1", "language": language, "title": title}
    for name in ("form", "where", "period", "base"):
        content = own.content(name) if own else None
        if content:
            told[name] = content if isinstance(content, str) else ", ".join(f"{a} {b}" for a, b in content.items())
    told |= {"records": str(len(journey_map.records)), FINGERPRINT: fingerprint}
    sentences = [mapwords.word(name, language=language) for name in ("made", "lost")]
    for row, sentence in enumerate(sentences):
        page.merge_range(row, 0, row, 1, "", wrapped)
        page.write_string(row, 0, sentence, wrapped)
        page.set_row(row, 48)
    for row, (name, text) in enumerate(told.items(), start=len(sentences) + 1):
        page.write_string(row, 0, name)
        page.write_string(row, 1, _shown(str(text)), wrapped)
    page.set_column(0, 0, 16)
    page.set_column(1, 1, 80)
