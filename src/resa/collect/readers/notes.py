"""Reads notes of interviews and user tests written as Markdown: one row a quote, or a row of a table."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from resa.collect.readers.encoding import Tally, utf8_chunks
from resa.collect.readers.gather import Piece, gathered
from resa.collect.readers.json_text import table_of
from resa.collect.readers.opening import InputFile, opened
from resa.collect.readers.raw import BATCH_ROWS, FileFormat, RawBatch

COLUMNS = ("Speaker", "Quote", "Touchpoint", "Feeling", "Date", "Session")
"""What a quote gives."""

NAMES = (".md", ".markdown")
MOST_BYTES = 32 << 20

_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*$")
_TOLD = re.compile(r"^\s*[*_]*(\w+)[*_]*\s*:[*_]*\s*(.+)$")
_SAID = re.compile(r"^\s*[-*+]\s+(?:\*\*)?([^:*\"“”]{1,40}?)(?:\*\*)?\s*:(?:\*\*)?\s*(.+)$")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2})?")
_FEELING = re.compile(r"\s*[(\[]([^()\[\]]{1,40})[)\]]\s*$")
_SIGNED = re.compile(r"\s+[—–-]{1,2}\s*([^—–\"“”]{1,40})$")
_QUOTES = "\"“”„'«» "
_KEYS = {
    **dict.fromkeys(("date", "datum", "dato"), "Date"),
    **dict.fromkeys(("speaker", "participant", "talare", "deltagare", "taler", "deltager", "deltaker"), "Speaker"),
    **dict.fromkeys(("session", "interview", "intervju"), "Session"),
}


def are_notes(file_name: str, text: str) -> bool:
    """Returns whether a file is Markdown with quotes or a table in it."""
    if not file_name.endswith(NAMES):
        return False
    lines = text.splitlines()
    quotes = any(line.startswith(">") or _SAID.match(line) for line in lines)
    return quotes or any(_RULE.match(line) and "|" in line for line in lines)


def sniff_notes(text: str) -> FileFormat:
    """Returns the columns of notes."""
    rows = _rows(text)
    return FileFormat("notes", columns=tuple(table_of(rows).column_names) or COLUMNS)


def read_notes(
    file: InputFile, *, file_format: FileFormat, batch_rows: int = BATCH_ROWS, start_at: int = 0
) -> Iterator[RawBatch]:
    """Yields the quotes of notes, or the rows of the tables in them, from position `start_at` on.

    A quote is a block quote (`> …`) or a line of a list that begins with who says it (`- Anna: …`). Who says it may
    also stand behind a dash at its end, and the feeling behind it in brackets. The touchpoint is the heading above;
    `date:` and `speaker:` above the quotes hold for all of them, and so do a day and a name in the title.
    """
    tally = Tally(file_format.encoding or "utf-8")
    with opened(file) as source:
        chunks = utf8_chunks(source.read, encoding=file_format.encoding or "utf-8", tally=tally)
        text = b"".join(chunks)[:MOST_BYTES].decode("utf-8", "replace")
        rows = _rows(text)
        piece = Piece(table_of(rows, first=file_format.columns or COLUMNS), np.arange(len(rows)), (), len(text))
        yield from gathered(
            iter([piece]),
            batch_rows=batch_rows,
            start_at=start_at,
            consumed=lambda: source.consumed,
            last_words=lambda: (tally.notes(), source.broken),
        )


def _rows(text: str) -> list[dict[str, str | None]]:
    notes = _Notes()
    lines = text.splitlines()
    for at, line in enumerate(lines):
        notes.take(line, following=lines[at + 1] if at + 1 < len(lines) else "")
    notes.end_quote()
    return notes.rows


@dataclass(slots=True)
class _Notes:
    """What holds at a line of the notes, and the rows found above it."""

    rows: list[dict[str, str | None]] = field(default_factory=list)
    holds: dict[str, str | None] = field(default_factory=dict)
    quote: list[str] = field(default_factory=list)
    head: list[str] | None = None

    def take(self, line: str, *, following: str) -> None:
        if line.startswith(">"):
            self.quote.append(line.lstrip("> ").rstrip())
            return
        self.end_quote()
        if "|" in line and (self.head is not None or _RULE.match(following)):
            self._table(line)
            return
        self.head = None
        heading, said, told = _HEADING.match(line), _SAID.match(line), _TOLD.match(line)
        if heading is not None:
            self._heading(len(heading[1]), heading[2])
        elif said is not None:
            self._add(said[2], speaker=said[1].strip())
        elif told is not None and told[1].casefold() in _KEYS:
            self.holds[_KEYS[told[1].casefold()]] = told[2].strip()

    def end_quote(self) -> None:
        if self.quote:
            self._add(" ".join(one for one in self.quote if one), speaker=None)
            self.quote = []

    def _heading(self, level: int, text: str) -> None:
        if level > 1:
            self.holds["Touchpoint"] = text
            return
        day = _DAY.search(text)
        self.holds = {"Session": text, "Date": day[0] if day else None}
        named = re.search(r"\b(?:with|med)\s+([^\d(,:–—-]+)", text)
        if named is not None:
            self.holds["Speaker"] = named[1].strip()

    def _add(self, text: str, *, speaker: str | None) -> None:
        feeling = _FEELING.search(text)
        text = text[: feeling.start()] if feeling else text
        signed = _SIGNED.search(text) if speaker is None else None
        text = text[: signed.start()] if signed else text
        named = speaker or (signed[1].strip() if signed else None) or self.holds.get("Speaker")
        quote = text.strip(_QUOTES)
        if quote:
            felt = feeling[1].strip() if feeling else None
            self.rows.append(
                {**dict.fromkeys(COLUMNS), **self.holds, "Speaker": named, "Quote": quote, "Feeling": felt}
            )

    def _table(self, line: str) -> None:
        cells = [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
        if self.head is None:
            self.head = cells
        elif not _RULE.match(line):
            row = dict(zip(self.head, cells, strict=False))
            above = {name: text for name, text in self.holds.items() if name not in row}
            self.rows.append({**above, **{name: text or None for name, text in row.items()}})
