"""How a sample of delimited text is written: delimiter, quotes, header, lines above it."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from resa.collect.readers.looks import decimal_sign, has_header, look
from resa.collect.readers.raw import FileFormat, unique_names
from resa.collect.readers.records import Cut, Dialect, cut

DELIMITERS = (",", ";", "\t", "|", "||", "¦", "\x1f", "\x01", "~", "^", ":", "::")
MOST_PREAMBLE = 30
_SAMPLE_LINES = 400
_DOUBLED = re.compile(r'[^\\",;\t|\s]""[^",;\t|\s]')  # quotes doubled amid a text: a backslash is then a letter


@dataclass(frozen=True, slots=True)
class Trial:
    """A sample read with one dialect: its records, their usual width, and how well that fits (0 to 1)."""

    dialect: Dialect
    done: Cut
    width: int
    fit: float


def sniff_delimited(text: str, *, is_whole: bool) -> FileFormat:
    """Returns how the text is written; `is_whole` says that the sample is all there is.

    The delimiter is the one that cuts most lines into the same number of fields, quotes respected; where two do so, the
    one whose fields are not themselves lists of the other's.
    """
    lines = text.split("\n")
    told = _told_delimiter(lines)
    sample = "\n".join(lines[: _SAMPLE_LINES + MOST_PREAMBLE])
    ends = is_whole and len(lines) <= _SAMPLE_LINES + MOST_PREAMBLE
    best = _best([_trial(sample, Dialect(mark), ends) for mark in ((told,) if told else DELIMITERS)], sample, ends)
    start = _start(best, skip_told=told is not None)
    rows = best.done.rows[start:]
    if not rows:
        return FileFormat("csv", delimiter=best.dialect.delimiter, quote=best.dialect.quote, notes=("no records",))
    return _format(best, rows, line=best.done.starts[start])


def sample_fields(file_format: FileFormat, text: str) -> list[list[str]]:
    """Returns the records of a sample that have as many fields as the format has columns."""
    dialect = Dialect(file_format.delimiter, file_format.quote, file_format.escape)
    return cut(text, dialect=dialect, width=len(file_format.columns or ()), is_last=False).rows


def _format(best: Trial, rows: list[list[str]], *, line: int) -> FileFormat:
    named = has_header([row for row in rows if len(row) == len(rows[0])][:200])
    body = [row for row in (rows[1:] if named else rows) if len(row) == best.width]
    width = best.width if body else len(rows[0])
    names = _names(rows[0] if named else [""] * width, width)
    notes = []
    if line:
        notes.append(f"{line} line{'s' if line > 1 else ''} above the {'header' if named else 'first record'}")
    if not named:
        notes.append("no header: columns are numbered")
    if not body:
        notes.append("only a header, no records")
    return FileFormat(
        "csv",
        delimiter=best.dialect.delimiter,
        quote=best.dialect.quote,
        escape=best.dialect.escape,
        header_row=line if named else None,
        skip_lines=0 if named else line,
        columns=names,
        decimal=decimal_sign([field for row in body[:200] for field in row]),
        notes=tuple(notes),
    )


def _names(header: list[str], width: int) -> tuple[str, ...]:
    """Returns the header's names; nameless columns are added or dropped where all records say so."""
    padded = header + [""] * (width - len(header))
    return unique_names(padded if any(padded[width:]) else padded[:width])


def _told_delimiter(lines: Sequence[str]) -> str | None:
    first = lines[0].strip().strip('"') if lines else ""
    return first[4:] if first.startswith("sep=") and 1 <= len(first[4:]) <= 2 else None


def _trial(sample: str, dialect: Dialect, ends: bool) -> Trial:
    done = cut(sample, dialect=dialect, width=None, is_last=ends)
    if not done.rows and not done.damaged:
        done = cut(sample, dialect=dialect, width=None, is_last=True)
    widths = Counter(len(row) for row in done.rows)
    if not widths:
        return Trial(dialect, done, 1, 0.0)
    width = max(widths, key=lambda wide: (widths[wide] * (2 if wide > 1 else 1), wide))
    return Trial(dialect, done, width, _fit(done, width, dialect, share=widths[width] / max(done.records, 1)))


def _fit(done: Cut, width: int, dialect: Dialect, *, share: float) -> float:
    if width == 1:
        return 0.0
    fields = [field for row in done.rows[:100] if len(row) == width for field in row]
    others = [mark for mark in (",", ";", "\t", "|") if mark != dialect.delimiter]
    lists = sum(1 for field in fields if any(mark in field and _is_list(field, mark) for mark in others))
    torn = sum(1 for field in fields if field.count('"') % 2)
    full = [row for row in done.rows[:100] if len(row) == width]
    void = sum(1 for column in zip(*full, strict=True) if not any(column))
    return share - 0.5 * (lists + torn) / max(len(fields), 1) - 0.3 * void / width


def _is_list(field: str, mark: str) -> bool:
    """Says whether a field looks like several fields of another delimiter rather than prose or a number."""
    parts = field.split(mark)
    return mark in ";\t|" or (len(parts) > 2 and not any(part.startswith(" ") for part in parts[1:]))


def _best(trials: list[Trial], sample: str, ends: bool) -> Trial:
    fitting = [trial for trial in trials if trial.fit > 0.6 and _is_likely(trial)]
    if not fitting:
        fitting = [trial for trial in trials[:4] if trial.width > 1 and _fits_from_its_start(trial)]
    if not fitting:
        return _quoting(_trial(sample, Dialect(None), ends), sample, ends)
    best = max(
        fitting,
        key=lambda trial: (
            round(trial.fit, 2),
            trial.width > 1,
            -DELIMITERS.index(trial.dialect.delimiter or ",") if trial.dialect.delimiter in DELIMITERS else 0,
        ),
    )
    return _quoting(best, sample, ends)


def _is_likely(trial: Trial) -> bool:
    """Says whether a delimiter deserves the name: rare marks need a table of several records behind them."""
    if trial.dialect.delimiter in (",", ";", "\t", "|") or trial.dialect.delimiter not in DELIMITERS:
        return True
    if trial.dialect.delimiter == ":" and any(
        look(field) == "number" and len(field) <= 2 for row in trial.done.rows[:20] for field in row
    ):
        return False
    return trial.done.records >= 3 and trial.fit > 0.95


def _fits_from_its_start(trial: Trial) -> bool:
    """Says whether the lines from the first one of the usual width on are a table, whatever stands above them."""
    wide = [len(row) == trial.width for row in trial.done.rows]
    table = wide[wide.index(True) :] if any(wide) else []
    return len(table) >= 2 and sum(table) >= 0.8 * len(table)


def _quoting(best: Trial, sample: str, ends: bool) -> Trial:
    """Returns the trial with the kind of quotes that leaves the fewest records odd."""
    others = [Dialect(best.dialect.delimiter, None)]
    if '\\"' in sample and not _DOUBLED.search(sample):
        others.insert(0, Dialect(best.dialect.delimiter, '"', "\\"))
    if "'" in sample:
        others.append(Dialect(best.dialect.delimiter, "'"))
    chosen = best
    for other in others:
        trial = _trial(sample, other, ends)
        if trial.width == chosen.width and _odd(trial) < _odd(chosen):
            chosen = trial
    return chosen


def _odd(trial: Trial) -> int:
    wrapped = (
        0
        if trial.dialect.quote or trial.dialect.delimiter is None
        else sum(1 for row in trial.done.rows for field in row if len(field) > 1 and field[0] == field[-1] == '"')
    )
    backslashed = 0 if trial.dialect.escape else sum(1 for row in trial.done.rows for field in row if '\\"' in field)
    widths = sum(1 for row in trial.done.rows if len(row) != trial.width)
    return widths + 2 * len(trial.done.damaged) + wrapped + (backslashed if trial.dialect.quote else 0)


def _start(best: Trial, *, skip_told: bool) -> int:
    """Returns which record is the header or the first one: the first as wide as those below it."""
    rows = best.done.rows
    begin = 1 if skip_told and rows else 0
    for place in range(begin, min(len(rows), MOST_PREAMBLE)):
        if _is_body(rows, place, best.width):
            return place
    return begin


def _is_body(rows: list[list[str]], place: int, width: int) -> bool:
    following = rows[place + 1 : place + 4]
    if len(rows[place]) == width:
        return True
    is_shorter_by_empty = len(rows[place]) == width - 1 > 1 and all(
        row[-1] == "" for row in following if len(row) == width
    )
    is_longer_by_empty = len(rows[place]) > width and not any(rows[place][width:])
    return bool(following) and (is_shorter_by_empty or is_longer_by_empty)
