"""Reads XES event logs: one row an event, what its trace says beside it under "case:…"."""

from collections.abc import Iterator
from typing import ClassVar
from xml.parsers import expat

import numpy as np

from resa.collect.readers.gather import Piece, gathered
from resa.collect.readers.json_text import table_of
from resa.collect.readers.opening import InputFile, Opened, opened
from resa.collect.readers.raw import BATCH_ROWS, DamagedRecord, FileFormat, RawBatch, ReadError

_BLOCK = 1 << 18
_MOST_DEPTH = 64
_ATTRIBUTES = frozenset(("string", "date", "int", "float", "boolean", "id", "list", "container", "values"))


class EntitiesError(ReadError):
    """An event log with a document type: the way in for entity bombs and for reading other files."""

    code: ClassVar[str] = "document_type"


class NoEventLogError(ReadError):
    """XML that holds no event log."""

    code: ClassVar[str] = "no_event_log"


def read_xes(
    file: InputFile, *, file_format: FileFormat, batch_rows: int = BATCH_ROWS, start_at: int = 0
) -> Iterator[RawBatch]:
    """Yields the events of an event log, all columns as text, from position `start_at` on.

    An attribute is a column by its key ("concept:name", "time:timestamp"), one inside another by both ("a.b"); those
    of the trace begin with "case:". A log that breaks off gives the events before the break, and a damaged record.
    A document type is refused: nothing in it is ever looked up or expanded.
    """
    with opened(file) as source:
        log = _Log(file.name)
        yield from gathered(
            _pieces(source, log, file_format),
            batch_rows=batch_rows,
            start_at=start_at,
            consumed=lambda: source.consumed,
            last_words=lambda: ((), source.broken),
        )


def sniff_xes(head: bytes, *, name: str) -> FileFormat:
    """Returns the columns that the events at the beginning of a log have."""
    log = _Log(name)
    _fed(log, head, is_last=False)
    log.close_trace()
    return FileFormat("xes", columns=tuple(table_of(log.events[:1000]).column_names) or None)


class _Log:
    """Listens to the parser and keeps the events that are complete."""

    def __init__(self, name: str) -> None:
        self.events: list[dict[str, str | None]] = []
        self.line = 1
        self._name = name
        self._stack: list[str] = []
        self._in_trace = False
        self._keys: list[str] = []
        self._case: dict[str, str | None] = {}
        self._event: dict[str, str | None] | None = None
        self._waiting: list[dict[str, str | None]] = []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.EntityDeclHandler = self._refuse
        self.parser.ExternalEntityRefHandler = self._refuse

    def _refuse(self, *_told: object) -> int:
        raise EntitiesError(
            f"expected an event log without a document type, got one on line {self.parser.CurrentLineNumber} of "
            f"{self._name}; take the <!DOCTYPE …> out if you trust the file"
        )

    def _begin(self, tag: str, told: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        if not self._stack and name != "log":
            raise NoEventLogError(f"expected an event log (<log>) in {self._name}, got <{name}>; export it as XES")
        if len(self._stack) >= _MOST_DEPTH:
            raise NoEventLogError(f"expected attributes nested a few levels deep in {self._name}, got {_MOST_DEPTH}")
        self._stack.append(name)
        if name == "trace":
            self._case, self._waiting, self._in_trace = {}, [], True
        elif name == "event":
            self._event, self._keys = {}, []
        elif name in _ATTRIBUTES:
            self._attribute(name, told)

    def _attribute(self, name: str, told: dict[str, str]) -> None:
        if name == "values":
            return
        self._keys.append(told.get("key", "attribute"))
        if "value" not in told:
            return
        key = self._keys[0] if len(self._keys) == 1 else ".".join(self._keys)
        within = self._event
        if within is None:
            if not self._in_trace:
                return
            within, key = self._case, f"case:{key}"
        while key in within:
            key += " (2)"
        within[key] = told["value"]

    def _end(self, tag: str) -> None:
        name = self._stack.pop()
        if name == "event" and self._event is not None:
            (self._waiting if self._in_trace else self.events).append(self._event)
            self._event = None
        elif name == "trace":
            self.close_trace()
        elif name in _ATTRIBUTES and name != "values" and self._keys:
            self._keys.pop()

    def close_trace(self) -> None:
        """Hands out the events of a trace that is over, or was never closed."""
        self.events.extend(self._case | event for event in self._waiting)
        self._waiting, self._in_trace = [], False


def _pieces(source: Opened, log: _Log, file_format: FileFormat) -> Iterator[Piece]:
    names, position, is_last = dict.fromkeys(file_format.columns or ()), 0, False
    fault: str | None = None
    while not is_last:
        block = source.read(_BLOCK)
        is_last = block == b""
        fault = _fed(log, block, is_last=is_last and not source.broken)
        is_last = is_last or fault is not None
        if is_last:
            log.close_trace()
        events, log.events = log.events, []
        table = table_of(events, first=names)
        names.update(dict.fromkeys(table.column_names))
        if events or is_last:
            positions = np.arange(position, position + len(events), dtype=np.int64)
            position += len(events)
            yield Piece(table, positions, _broken(fault, position), 4 * len(block))


def _fed(log: _Log, block: bytes, *, is_last: bool) -> str | None:
    try:
        log.parser.Parse(block, is_last)
    except expat.ExpatError as error:
        why = expat.ErrorString(error.code)
        return f"expected the event log to go on, but on line {error.lineno} it is no XML ({why})"
    return None


def _broken(fault: str | None, position: int) -> tuple[DamagedRecord, ...]:
    return (DamagedRecord(position, None, "cut_off", f"{fault}; export it anew", ""),) if fault else ()
