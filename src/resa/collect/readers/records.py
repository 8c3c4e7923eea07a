"""Cuts delimited text into records and fields, exactly and patiently.

The quick way (`delimited`) hands a piece of text to this one wherever quotes stand where they should not. Both agree on
every text that the quick way takes.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from resa.collect.readers.raw import DamagedRecord

MOST_LINES = 1_000  # a quoted field over more lines than this was never closed
MOST_LETTERS = 1 << 20
LONGEST_LINE = 16 << 20


@dataclass(frozen=True, slots=True)
class Dialect:
    """How fields are set apart: `delimiter` None means that a line is one field, `quote` None that there are none."""

    delimiter: str | None
    quote: str | None = '"'
    escape: str | None = None


@dataclass(slots=True)
class Cut:
    """What a piece of text held: rows, their ordinals in the piece, damaged records, and the text not used yet."""

    rows: list[list[str]] = field(default_factory=list)
    ordinals: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)  # the line of the piece (from 0) that each row begins on
    stops: list[int] = field(default_factory=list)  # the line behind each row
    damaged: list[DamagedRecord] = field(default_factory=list)
    records: int = 0
    lines: int = 0
    rest: str = ""


def cut(text: str, *, dialect: Dialect, width: int | None, is_last: bool, position: int = 0, line: int = 1) -> Cut:
    """Returns the records of `text`; those without `width` fields are damaged (None: any width is right).

    `position` and `line` are those of the first record. Empty lines are no records. A lone quote inside a quoted field
    is taken as a letter; a quote that never closes damages its own line only. Unless `is_last`, a record that may go on
    is left in `rest`.
    """
    lines = text.split("\n")
    done = Cut()
    at, end = 0, len(lines)
    if not is_last and len(lines[-1]) < LONGEST_LINE:
        end -= 1
    while at < end:
        first = lines[at].removesuffix("\r")
        if first == "":
            at += 1
            continue
        fields, used = _fields(lines, at, end, dialect)
        if fields is None and used == 0 and not is_last:
            break
        ordinal, used = position + done.records, max(used, 1)
        if fields is None:
            done.damaged.append(_open_quote(first, ordinal, line + at))
        elif width is not None and len(fields) != width:
            written = "\n".join(lines[at : at + used]).removesuffix("\r")
            done.damaged.append(ragged(written, position=ordinal, line=line + at, got=len(fields), width=width))
        else:
            done.rows.append(fields)
            done.ordinals.append(done.records)
            done.starts.append(at)
            done.stops.append(at + used)
        done.records += 1
        at += used
    done.lines, done.rest = at, "\n".join(lines[at:])
    return done


def ragged(text: str, *, position: int, line: int | None, got: int, width: int) -> DamagedRecord:
    """Returns the damaged record of a row that has too few or too many fields."""
    more = "more" if got > width else "fewer"
    sentence = (
        f"expected {width} fields as in the header, got {got} on line {line}: {more} than there are columns; "
        "a delimiter inside a text needs quotes around the text"
    )
    return DamagedRecord(position, line, "ragged", sentence, text)


def _open_quote(text: str, position: int, line: int) -> DamagedRecord:
    sentence = (
        f"expected the quote that opens on line {line} to close before a delimiter or the end of a line, but it does "
        "not; double the quotes inside a text, or take the opening one away"
    )
    return DamagedRecord(position, line, "open_quote", sentence, text)


@dataclass(frozen=True, slots=True)
class _Patterns:
    regular: re.Pattern[str]  # a quoted field that ends as it should
    lenient: re.Pattern[str]  # one with lone quotes inside
    open: re.Pattern[str]  # one that may go on in the next line


@dataclass(slots=True)
class _Record:
    """A record being read: its text so far, where the next field begins, and the lines still to come."""

    lines: list[str]
    at: int
    end: int
    text: str
    place: int = 0
    used: int = 1

    def is_over(self) -> bool:
        left = len(self.text) - self.place
        return left == 0 or (left == 1 and self.text[-1] == "\r")

    def is_too_long(self) -> bool:
        return self.used >= MOST_LINES or len(self.text) >= MOST_LETTERS

    def lengthen(self, quote: str) -> None:
        """Takes the lines up to and with the next one that has a quote in it."""
        taken = [self.text]
        while self.at + self.used < self.end and self.used < MOST_LINES:
            taken.append(self.lines[self.at + self.used])
            self.used += 1
            if quote in taken[-1]:
                break
        self.text = "\n".join(taken)


def _fields(lines: list[str], at: int, end: int, dialect: Dialect) -> tuple[list[str] | None, int]:
    """Returns the fields of the record on line `at` and how many lines it takes.

    None with 1 means a quote that never closes, None with 0 one that may close in text still to come.
    """
    delimiter, quote = dialect.delimiter, dialect.quote
    if quote is None or quote not in lines[at]:
        first = lines[at].removesuffix("\r")
        return first.split(delimiter) if delimiter else [first], 1
    record, quoted = _Record(lines, at, end, lines[at]), _patterns(dialect)
    fields: list[str] = []
    while True:
        if record.text.startswith(quote, record.place):
            found = _closed(record, quoted, quote)
            if found is None:
                return None, record.used
            fields.append(_unquoted(found[1], dialect))
            record.place = found.end()
        else:
            stop = record.text.find(delimiter, record.place) if delimiter else -1
            stop = len(record.text) if stop < 0 else stop
            fields.append(record.text[record.place : stop].removesuffix("\r"))
            record.place = stop
        if record.is_over() or delimiter is None:
            return fields, record.used
        record.place += len(delimiter)


def _closed(record: _Record, quoted: _Patterns, quote: str) -> re.Match[str] | None:
    """Returns the quoted field at the record's place, taking as many lines as it needs; else sets `used` to 0 or 1."""
    while True:
        found = quoted.regular.match(record.text, record.place)
        if found:
            return found
        if not quoted.open.match(record.text, record.place):
            found = quoted.lenient.match(record.text, record.place)
            if found and "\n" not in found[0]:
                return found
            record.used = 1
            return None
        if record.is_too_long() or record.at + record.used >= record.end:
            record.used = 1 if record.is_too_long() else 0
            return None
        record.lengthen(quote)


@lru_cache(maxsize=32)
def _patterns(dialect: Dialect) -> _Patterns:
    quote = re.escape(dialect.quote or "")
    stop = rf"(?={re.escape(dialect.delimiter)}|\r?\Z)" if dialect.delimiter else r"(?=\r?\Z)"
    if dialect.escape:
        escape = re.escape(dialect.escape)
        body = rf"[^{quote}{escape}]*(?:(?:{escape}.|{quote}{quote})[^{quote}{escape}]*)*"
    else:
        body = rf"[^{quote}]*(?:{quote}{quote}[^{quote}]*)*"
    return _Patterns(
        regular=re.compile(rf"{quote}({body}){quote}{stop}", re.DOTALL),
        lenient=re.compile(rf"{quote}(.*?){quote}{stop}", re.DOTALL),
        open=re.compile(rf"{quote}{body}\Z", re.DOTALL),
    )


def _unquoted(text: str, dialect: Dialect) -> str:
    quote = dialect.quote or ""
    if dialect.escape and dialect.escape in text:
        text = re.sub(re.escape(dialect.escape) + r"(.)", r"\1", text, flags=re.DOTALL)
    return text.replace(quote + quote, quote)
