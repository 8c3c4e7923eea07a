"""Reads JSON and JSON Lines: one row a record, nested objects under dotted names, numbers as they were written."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa

from resa.collect.readers.encoding import Tally, utf8_chunks
from resa.collect.readers.gather import Piece, gathered
from resa.collect.readers.json_split import Element, elements
from resa.collect.readers.opening import InputFile, opened
from resa.collect.readers.raw import BATCH_ROWS, DamagedRecord, FileFormat, RawBatch

MOST_DEPTH = 12
MOST_COLUMNS = 2_000
LONELY = "value"  # the column of a record that is no object
_MEMBERS = msgspec.json.Decoder(dict[str, msgspec.Raw])
_PLAIN = msgspec.json.Decoder(dict[str, Any], float_hook=str)  # keeps all but lists and minus zero as written
_ANY = msgspec.json.Decoder(msgspec.Raw)
_TEXT = msgspec.json.Decoder(str)
_MINUS_ZERO = re.compile(rb":\s*-0")  # not the one in a date
_SURROGATE = re.compile(rb"\\\\|\\u[dD][89abAB]..\\u[dD][c-fC-F]..|(\\u[dD][89a-fA-F]..)")


def read_json(
    file: InputFile, *, file_format: FileFormat, batch_rows: int = BATCH_ROWS, start_at: int = 0
) -> Iterator[RawBatch]:
    """Yields the records of a JSON or JSON Lines file, all columns as text, from position `start_at` on.

    Objects in objects become columns like "customer.email"; lists stay JSON text as it was written, and so do numbers,
    so that 0012 in quotes, 12345678901234567890 and 1e5 are all kept. true, false are words; null and absent are null.
    """
    tally = Tally(file_format.encoding or "utf-8")
    with opened(file) as source:
        chunks = utf8_chunks(source.read, encoding=file_format.encoding or "utf-8", tally=tally)
        split = (
            _lines(chunks) if file_format.kind == "jsonl" else elements(chunks, records_path=file_format.records_path)
        )
        yield from gathered(
            _pieces(split, file_format),
            batch_rows=batch_rows,
            start_at=start_at,
            consumed=lambda: source.consumed,
            last_words=lambda: (tally.notes(), source.broken),
        )


def flat(text: bytes) -> dict[str, str | None]:
    """Returns the fields of a JSON object under dotted names, or the one field "value" of any other JSON value.

    Raises msgspec.DecodeError where the text is not JSON. Deeper than 12 objects, the rest stays JSON text.

    >>> flat(b'{"id": 0.10, "customer": {"email": "a@b.se"}, "tags": [1, "x"]}')
    {'id': '0.10', 'customer.email': 'a@b.se', 'tags': '[1, "x"]'}
    """
    row: dict[str, str | None] = {}
    if text[:1] == b"{" and b"[" not in text and not (b"-0" in text and _MINUS_ZERO.search(text)):
        _add_plain(row, _PLAIN.decode(text), "", MOST_DEPTH)
        return row
    if text[:1] == b"{":
        _add_members(row, text, "", MOST_DEPTH)
        return row
    _ANY.decode(text)
    row[LONELY] = _field(text)
    return row


def table_of(rows: list[dict[str, str | None]], *, first: Iterable[str] = ()) -> pa.Table:
    """Returns rows as a table of text columns: `first`, then the others in the order they come up."""
    names = dict.fromkeys(first)
    for row in rows:
        names.update(dict.fromkeys(row))
    if rows and not names:
        names[LONELY] = None  # objects without members are records all the same
    return pa.table([pa.array([row.get(name) for row in rows], pa.string()) for name in names], names=list(names))


def _add_plain(row: dict[str, str | None], members: dict[str, Any], prefix: str, depth: int) -> None:
    for key, field in members.items():
        name = prefix + key
        if isinstance(field, str) and name not in row:  # by far the commonest
            row[name] = field
            continue
        if isinstance(field, dict) and depth and field:
            _add_plain(row, field, name + ".", depth - 1)
            continue
        while name in row:
            name += " (2)"
        if field is None or isinstance(field, str):
            row[name] = field
        elif isinstance(field, bool):
            row[name] = "true" if field else "false"
        else:
            row[name] = str(field) if isinstance(field, int) else "{}"


def _add_members(row: dict[str, str | None], text: bytes, prefix: str, depth: int) -> None:
    for key, raw in _MEMBERS.decode(text).items():
        name, part = prefix + key, bytes(raw)
        first = part[:1]
        if first == b"{" and depth and len(part) > 2:
            _add_members(row, part, name + ".", depth - 1)
            continue
        while name in row:
            name += " (2)"
        if first == b'"' and b"\\" not in part:  # by far the commonest field, so without a call
            row[name] = part[1:-1].decode()
        else:
            row[name] = _field(part)


def _field(part: bytes) -> str | None:
    if part[:1] == b'"':
        return _TEXT.decode(part)
    return None if part == b"null" else part.decode()


def _pieces(split: Iterator[list[Element]], file_format: FileFormat) -> Iterator[Piece]:
    names, position = dict.fromkeys(file_format.columns or ()), 0
    for found in split:
        for start in range(0, len(found), 50_000):
            piece = _piece(found[start : start + 50_000], names, position)
            position += piece.rows.num_rows + len(piece.damaged)
            yield piece


def _piece(found: list[Element], names: dict[str, None], position: int) -> Piece:
    rows: list[dict[str, str | None]] = []
    places: list[int] = []
    damaged: list[DamagedRecord] = []
    for place, element in enumerate(found, start=position):
        judged = _judged(element, place)
        if isinstance(judged, DamagedRecord):
            damaged.append(judged)
        else:
            rows.append(judged)
            places.append(place)
    table = table_of(rows, first=names)
    if table.num_columns > MOST_COLUMNS:
        table = _folded(rows, names)
    names.update(dict.fromkeys(table.column_names))
    size = sum(len(element.text) for element in found)
    return Piece(table, np.array(places, np.int64), tuple(damaged), size)


def _folded(rows: list[dict[str, str | None]], names: dict[str, None]) -> pa.Table:
    """Returns a table of at most 2,000 columns; further fields stand together as JSON text under "further fields"."""
    kept = list(dict.fromkeys([*names, *(name for row in rows for name in row)]))[: MOST_COLUMNS - 1]
    keep = set(kept)
    folded = [
        {name: field for name, field in row.items() if name in keep}
        | {"further fields": msgspec.json.encode({n: f for n, f in row.items() if n not in keep}).decode()}
        for row in rows
    ]
    return table_of(folded, first=kept)


def _judged(element: Element, position: int) -> dict[str, str | None] | DamagedRecord:
    if element.fault:
        return _damaged(element, position, "cut_off", f"{element.fault} (line {element.line})")
    try:
        return flat(element.text)
    except RecursionError:
        sentence = f"expected a JSON record nested a few levels deep, got far more on line {element.line}"
        return _damaged(element, position, "too_deep", sentence)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        mended = _SURROGATE.sub(lambda found: b"\\ufffd" if found[1] else found[0], element.text)
        if mended != element.text:
            return _judged(Element(mended, element.line), position)
        sentence = f"expected a JSON record on line {element.line}, but: {error}; correct it in the source"
        return _damaged(element, position, "not_json", sentence)


def _damaged(element: Element, position: int, reason: str, sentence: str) -> DamagedRecord:
    text = element.text[: 1 << 20].decode("utf-8", "replace")
    return DamagedRecord(position, element.line, reason, sentence, text)


def _lines(chunks: Iterator[bytes]) -> Iterator[list[Element]]:
    line, rest = 0, b""
    for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\n")
        yield [Element(text, number) for number, text in _filled(whole, line)]
        line += len(whole)
    yield [Element(text, number) for number, text in _filled([rest], line)]


def _filled(lines: list[bytes], before: int) -> Iterator[tuple[int, bytes]]:
    for number, text in enumerate(lines, start=before + 1):
        stripped = text.strip(b" \t\r")
        if stripped:
            yield number, stripped
