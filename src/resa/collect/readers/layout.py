"""What a spec knows of a file's layout that the file does not show: further headings, and lists that are records."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from resa.collect.readers.explode import explode, open_objects
from resa.collect.readers.raw import FileFormat, RawBatch, unique_names

_ONLY_ANSWER = frozenset({"response", "openendedresponse", "svar", "åpentsvar", "öppetsvar", "åbentsvar"})
"""Headings below a question that say no more than that an answer stands there."""


def laid_out(batches: Iterable[RawBatch], file_format: FileFormat) -> Iterator[RawBatch]:
    """Yields the batches of a whole file with its second headings in the names, and its inner lists as records.

    The first `headings` records are headings: the first of them goes into the names, none is a record. `opens` names
    columns of objects, whose fields become columns; `each` names a column of lists, whose elements become the records,
    with the parent's other columns beside them.
    """
    names: Sequence[str] | None = None
    for batch in batches:
        found = batch
        if file_format.headings:
            if names is None:
                names = _named(batch)
            found = _below(batch, names, file_format.headings)
        for column in file_format.opens or ():
            found = open_objects(found, column=column)
        if file_format.each is not None and file_format.each in found.rows.column_names:
            found = explode(found, column=file_format.each)
        yield found


def with_layout(sniffed: FileFormat, told: FileFormat | None) -> FileFormat:
    """Returns how a file looks to be written, with the layout that a spec's format tells."""
    if told is None:
        return sniffed
    return replace(sniffed, headings=told.headings, each=told.each, opens=told.opens)


def from_position(batches: Iterable[RawBatch], start_at: int) -> Iterator[RawBatch]:
    """Yields the batches without the records before a position."""
    for batch in batches:
        keep = batch.position >= start_at
        damaged = tuple(one for one in batch.damaged if one.position >= start_at)
        yield RawBatch(batch.rows.filter(keep), batch.position[keep], damaged, batch.consumed, batch.notes)


def _named(batch: RawBatch) -> tuple[str, ...]:
    """Returns the names with what the first further heading adds: its text, and the question that options belong to."""
    first = batch.rows.slice(0, 1).to_pylist()
    below = first[0] if first else {}
    found, question = [], ""
    for name in batch.rows.column_names:
        heading = str(below.get(name) or "").strip()
        is_nameless = name.startswith("column ") and name[7:].isdigit()
        question = question if is_nameless else name
        adds = bool(heading) and _squeezed(heading) != _squeezed(question) and _squeezed(heading) not in _ONLY_ANSWER
        found.append(f"{question}: {heading}" if adds else question if not is_nameless else name)
    return unique_names(found)


def _below(batch: RawBatch, names: Sequence[str], headings: int) -> RawBatch:
    keep = batch.position >= headings
    damaged = tuple(one for one in batch.damaged if one.position >= headings)
    rows = batch.rows.rename_columns([*names, *batch.rows.column_names[len(names) :]])
    return RawBatch(rows.filter(keep), batch.position[keep], damaged, batch.consumed, batch.notes)


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
