"""How a file is written, told from a bounded sample: its head and a few places further on."""

import io
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import msgspec
import pyarrow as pa

from resa.collect.readers.damage import examples, repaired
from resa.collect.readers.dialect import sample_fields, sniff_delimited
from resa.collect.readers.encoding import Tally, guess_encoding, utf8_chunks
from resa.collect.readers.json_split import ListPlace, elements, lists
from resa.collect.readers.json_text import flat
from resa.collect.readers.mail import COLUMNS, is_mail
from resa.collect.readers.notes import are_notes, sniff_notes
from resa.collect.readers.ocel import SQLITE, is_ocel_json, is_ocel_xml, sniff_ocel
from resa.collect.readers.opening import InputFile, as_input, opened, packing_of_path
from resa.collect.readers.parquet import sniff_parquet
from resa.collect.readers.raw import FileFormat, ReadError
from resa.collect.readers.workbook import sniff_workbook
from resa.collect.readers.xes import sniff_xes

EMPTY = "empty file"
HEAD_BYTES = 512 << 10
LATER_BYTES = 64 << 10
LATER_PLACES = (0.25, 0.5, 0.97)
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
_BY_MAGIC: tuple[tuple[tuple[bytes, ...], Callable[[InputFile], FileFormat]], ...] = (
    ((b"PAR1",), sniff_parquet),
    ((b"PK\x03\x04", _OLD_WORKBOOK), sniff_workbook),
    ((SQLITE,), sniff_ocel),
)
_JSON_NAMES = (".json", ".geojson")
_LINES_NAMES = (".jsonl", ".ndjson")
_BEGINS_JSON = re.compile(r'\{\s*(?:"|\}\s*\Z)|\[\s*(?:[\[{"\]]|-?\d[\d.eE+-]*\s*[,\]]|(?:true|false|null)\b)')
_BEGINS_XML = re.compile(r"<\?xml|<!DOCTYPE|<html|<svg|<(?:\w+:)?log[\s>]", re.IGNORECASE)
_XML_NAMES = (".xes", ".xml", ".svg", ".html", ".htm")
_NAMES_A_RECORD = re.compile(r"^(?:id|uuid|key|event|type|name|email|user|customer)$|(?:_id|Id|ID)$|^created")
_NAMES_A_PAGE = frozenset({"total_items", "total_count", "has_more", "hasMore", "next_page", "pages", "paging"})


class NotATableError(ReadError):
    """A file with something else in it than records."""

    code: ClassVar[str] = "not_a_table"


def sniff(path: str | Path | InputFile) -> FileFormat:
    """Returns how the file is written, with notes on everything noticed; looks at 1 MB at the most.

    A later part of the file may still differ: the reader copes, and says so in its batches.
    """
    file = as_input(path)
    if file.problem:
        raise NotATableError(f"expected a readable file in {file.name}, but it is {file.problem}")
    head, is_whole = _head(file)
    by_magic = next((sniffs for magic, sniffs in _BY_MAGIC if head.startswith(magic)), None)
    if by_magic is not None:
        return by_magic(file)
    mail = is_mail(head)
    if mail is not None:
        return FileFormat(mail, columns=COLUMNS)
    return _sniff_written(file, head, is_whole=is_whole)


def _sniff_written(file: InputFile, head: bytes, *, is_whole: bool) -> FileFormat:
    guess = guess_encoding(b"".join([head, *_later(file)]))
    tally = Tally(guess.encoding)
    text = _text(head, guess.encoding, tally)
    if not text.strip():
        return FileFormat(_kind_by_name(file), encoding=guess.encoding, notes=(*guess.notes, EMPTY))
    if are_notes(_bare_name(file), text):
        return replace(sniff_notes(text), encoding=guess.encoding)
    if _is_ocel(file, head, text.lstrip()):
        return sniff_ocel(file)
    if _is_xml(file, text.lstrip()):
        return _sniff_xml(file, text.lstrip(), head)
    found = _sniff_text(file, text, is_whole=is_whole)
    return replace(found, encoding=guess.encoding, notes=(*guess.notes, *found.notes))


def _sniff_text(file: InputFile, text: str, *, is_whole: bool) -> FileFormat:
    begin = text.lstrip()
    if _is_json(file, begin):
        return _sniff_json(file, text)
    control = sum(1 for letter in text[:4096] if letter < " " and letter not in "\t\r\n\x01\x1e\x1f")
    if control > 0.02 * len(text[:4096]):
        raise NotATableError(
            f"expected text, a workbook, Parquet or an event log in {file.name}, got binary bytes; export it as CSV"
        )
    found = sniff_delimited(text, is_whole=is_whole)
    return replace(found, notes=(*found.notes, *_damage_notes(found, text)))


def _head(file: InputFile) -> tuple[bytes, bool]:
    parts = []
    left = HEAD_BYTES
    with opened(file) as source:
        while left and (block := source.read(left)):
            parts.append(block)
            left -= len(block)
    return b"".join(parts), left > 0


def _later(file: InputFile) -> Iterator[bytes]:
    """Yields whole lines from places further on; packed files can't jump and give none."""
    if file.member is not None or file.size < 2 * HEAD_BYTES or packing_of_path(file.path) is not None:
        return
    with open(file.path, "rb") as raw:
        for share in LATER_PLACES:
            raw.seek(int(file.size * share))
            _, _, lines = raw.read(LATER_BYTES).partition(b"\n")
            yield lines.rpartition(b"\n")[0] + b"\n"


def _text(head: bytes, encoding: str, tally: Tally) -> str:
    """Returns the sample decoded; letters cut in two at its end are dropped."""
    whole = head if len(head) < HEAD_BYTES else head[: head.rfind(b"\n") + 1] or head
    return b"".join(utf8_chunks(io.BytesIO(whole).read, encoding=encoding, tally=tally)).decode("utf-8", "replace")


def _kind_by_name(file: InputFile) -> str:
    name = _bare_name(file)
    if name.endswith(_LINES_NAMES):
        return "jsonl"
    return "json" if name.endswith(_JSON_NAMES) else "xes" if name.endswith(".xes") else "csv"


def _bare_name(file: InputFile) -> str:
    name = (file.member or file.path.name).lower()
    return re.sub(r"\.(gz|bz2|xz|zst|zip)$", "", name)


def _is_xml(file: InputFile, begin: str) -> bool:
    is_named_so = begin.startswith("<") and _bare_name(file).endswith(_XML_NAMES)
    return is_named_so or bool(_BEGINS_XML.match(begin))


def _is_ocel(file: InputFile, head: bytes, begin: str) -> bool:
    if begin.startswith("<"):
        return _is_xml(file, begin) and is_ocel_xml(begin)
    return begin.startswith("{") and is_ocel_json(head)


def _sniff_xml(file: InputFile, begin: str, head: bytes) -> FileFormat:
    if re.search(r"<(?:\w+:)?log[\s>]", begin) or _bare_name(file).endswith(".xes"):
        return sniff_xes(head, name=file.name)
    tag = re.search(r"<[A-Za-z][\w:.-]*", begin)
    raise NotATableError(
        f"expected records in {file.name}, got XML ({tag[0] if tag else '<'}>) that is no event log; export it as CSV"
    )


def _is_json(file: InputFile, begin: str) -> bool:
    kind = _kind_by_name(file)
    if kind in ("json", "jsonl"):
        return True
    first_line, newline, _ = begin.partition("\n")
    if not first_line.startswith(("{", "[")):
        return False
    return (bool(newline) and _decodes(first_line)) or bool(_BEGINS_JSON.match(begin))


def _decodes(text: str) -> bool:
    try:
        flat(text.strip().encode())
    except (msgspec.DecodeError, RecursionError):
        return False
    return True


def _sniff_json(file: InputFile, text: str) -> FileFormat:
    lines = [line for line in text.lstrip().split("\n", 3)[:3] if line.strip()]
    is_lines = _kind_by_name(file) == "jsonl" or (
        len(lines) > 1 and lines[1].lstrip()[:1] == lines[0][:1] and lines[0][:1] in ("{", "[") and _decodes(lines[0])
    )
    if is_lines:
        sample = [line.strip().encode() for line in text.split("\n")[:500] if line.strip()]
        return FileFormat("jsonl", columns=_columns(sample))
    head = text.encode()
    chosen, notes = _records_place(head)
    found = next(elements(iter([head]), records_path=chosen), [])
    return FileFormat(
        "json",
        records_path=chosen,
        columns=_columns([each.text for each in found[:500] if not each.fault]),
        notes=notes,
    )


def _records_place(head: bytes) -> tuple[str | None, tuple[str, ...]]:
    """Returns the way to the list of records in one object, None for records at the top; notes name other lists.

    The list must be in the outermost object or in the one right inside it, take a good part of the file, and have no
    key beside it that tells of a single thing: an order (with an id) and its lines is one record, a page of orders is
    many.
    """
    if not head.lstrip().startswith(b"{") or _tell_a_record(_members(head)):
        return None, ()
    spans = _spans(head, _list_of_objects)
    if not spans:
        return None, ()
    place, span = max(spans, key=lambda each: each[1])
    if span < 0.15 * len(head):
        return None, ()
    others = [other.path for other, _ in spans if other is not place]
    return place.path, (f"records are the list {place.path!r}", *(f"another list: {name}" for name in others))


def _tell_a_record(names: Collection[str]) -> bool:
    """Returns whether members tell of a single thing; beside what an API says of a page of things they do not."""
    return not _NAMES_A_PAGE & set(names) and any(_NAMES_A_RECORD.search(name) for name in names)


def _members(head: bytes) -> tuple[str, ...]:
    """Returns the names in the outermost object, where the sample holds all of it."""
    try:
        return tuple(msgspec.json.decode(head, type=dict[str, msgspec.Raw]))
    except (msgspec.DecodeError, RecursionError):
        return ()


def _spans(head: bytes, is_wanted: Callable[[bytes, ListPlace], bool]) -> list[tuple[ListPlace, int]]:
    spans = []
    for place in lists(head):
        if is_wanted(head, place):
            found = next(elements(iter([head[place.start - 1 :]]), records_path=None), [])
            spans.append((place, sum(len(each.text) for each in found)))
    return spans


def _list_of_objects(head: bytes, place: ListPlace) -> bool:
    is_near_top = place.path.count(".") <= 1 and place.path != ""
    is_in_record = len(place.beside) > 12 or _tell_a_record(place.beside)
    return is_near_top and not is_in_record and head[place.start : place.start + 200].lstrip().startswith(b"{")


def _columns(sample: list[bytes]) -> tuple[str, ...] | None:
    names: dict[str, None] = {}
    for text in sample:
        try:
            names.update(dict.fromkeys(flat(text)))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            continue
    return tuple(names) or None


def _damage_notes(found: FileFormat, text: str) -> tuple[str, ...]:
    rows = sample_fields(found, text)
    notes = []
    for place, name in enumerate(found.columns or ()):
        seen = examples(pa.array([row[place] for row in rows], pa.string()))
        if seen:
            mended = [f"{letters!r}" + (f" ({repaired(letters)})" if repaired(letters) else "") for letters in seen]
            notes.append(f"damaged letters in column {name}, e.g. {', '.join(mended)}")
    return tuple(notes)
