"""The updates of live documents: appended durably, many in one transaction, read back, folded into a snapshot.

Updates that arrive while the disk is busy are written together, in the order in which they came: so a hundred people
who write at once wait about as long as one. Nothing is acknowledged before the disk has it.
"""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from queue import Empty, SimpleQueue

from sqlalchemy import Column, Connection, Integer, LargeBinary, String, Table, delete, func, insert, select, union_all
from sqlalchemy.dialects.sqlite import insert as upsert

from resa.model.errors import FailureError
from resa.store.collaboration.database import TABLES, Database, Instant

MOST_AT_ONCE = 2_000
"""Updates in one transaction."""

UPDATES = Table(
    "document_update",
    TABLES,
    Column("document", String, primary_key=True),
    Column("sequence", Integer, primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("person", String),
    Column("at", Instant, nullable=False),
)
SNAPSHOTS = Table(
    "document_snapshot",
    TABLES,
    Column("document", String, primary_key=True),
    Column("sequence", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("at", Instant, nullable=False),
)

Beside = Callable[[Connection], None]
"""What else is written in the same transaction, for example the title that an update changed."""


class ClosedLogError(FailureError):
    """The log takes no more updates: the server is stopping."""

    code = "closed_log"


@dataclass(frozen=True, slots=True)
class Update:
    """One update of a document, by whom and when; `person` is None where the server itself wrote."""

    document: str
    content: bytes
    at: datetime
    person: str | None = None


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """What is kept of a document: contents to apply in this order, and the number of the last update."""

    contents: tuple[bytes, ...]
    sequence: int


@dataclass(frozen=True, slots=True)
class _Waiting:
    update: Update
    beside: Beside | None
    kept: "Future[int]"


class DocumentLog:
    """The log of all documents of a workspace; `append` and `read` may be called from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._queue: SimpleQueue[_Waiting | None] = SimpleQueue()
        self._gate = threading.Lock()
        self._is_closed = False
        self._writer = threading.Thread(target=self._write_on, name="document log", daemon=True)
        self._writer.start()

    def append(self, update: Update, *, beside: Beside | None = None) -> "Future[int]":
        """Returns at once; the future gives the update's number once it is on the disk, or why it is not.

        `beside` runs in the same transaction; where it fails, none of the updates written with it are kept.
        """
        waiting = _Waiting(update, beside, Future())
        waiting.kept.set_running_or_notify_cancel()  # whoever waits may go; the update is written all the same
        with self._gate:
            if self._is_closed:
                waiting.kept.set_exception(ClosedLogError("expected a running server, it is stopping; try again"))
            else:
                self._queue.put(waiting)
        return waiting.kept

    def read(self, document: str) -> KeptDocument:
        """Returns all that is kept of a document; without contents and 0 where there was never any."""
        with self._database.reading() as connection:
            return kept_document(connection, document)

    def fold(self, document: str, *, content: bytes, upto: int, at: datetime) -> None:
        """Puts `content`, which holds every update up to that number, in their place; all or nothing."""
        row = {"document": document, "sequence": upto, "content": content, "at": at}
        changed = {name: row[name] for name in ("sequence", "content", "at")}
        with self._database.writing() as connection:
            newer = SNAPSHOTS.c.sequence <= upto
            connection.execute(
                upsert(SNAPSHOTS)
                .values(row)
                .on_conflict_do_update(index_elements=["document"], set_=changed, where=newer)
            )
            connection.execute(delete(UPDATES).where(UPDATES.c.document == document, UPDATES.c.sequence <= upto))

    def remove(self, documents: Sequence[str]) -> None:
        """Removes documents with all that they ever held."""
        with self._database.writing() as connection:
            for table in (UPDATES, SNAPSHOTS):
                connection.execute(delete(table).where(table.c.document.in_(documents)))

    def close(self) -> None:
        """Returns once everything taken is on the disk; nothing more is taken."""
        with self._gate:
            was_closed, self._is_closed = self._is_closed, True
        if not was_closed:
            self._queue.put(None)
        self._writer.join()

    def _write_on(self) -> None:
        is_open = True
        while is_open:
            taken, is_open = self._taken()
            if taken:
                self._write(taken)

    def _taken(self) -> tuple[list[_Waiting], bool]:
        """Waits for one update and takes what came with it; the second is False when the log is being closed."""
        taken: list[_Waiting] = []
        while len(taken) < MOST_AT_ONCE:
            try:
                one = self._queue.get(block=not taken)
            except Empty:
                break
            if one is None:
                return taken, False
            taken.append(one)
        return taken, True

    def _write(self, taken: list[_Waiting]) -> None:
        try:
            with self._database.writing() as connection:
                numbers = _inserted(connection, taken)
        except Exception as error:
            self._write_singly(taken, error)
            return
        for one, number in zip(taken, numbers, strict=True):
            one.kept.set_result(number)

    def _write_singly(self, taken: list[_Waiting], error: Exception) -> None:
        """What one of many broke must not cost the others; whoever waits for the one that breaks is told why."""
        if len(taken) == 1:
            taken[0].kept.set_exception(error)
            return
        for one in taken:
            self._write([one])


def kept_document(connection: Connection, document: str) -> KeptDocument:
    """Returns all that is kept of a document, as one state of the file has it."""
    snapshot = connection.execute(
        select(SNAPSHOTS.c.sequence, SNAPSHOTS.c.content).where(SNAPSHOTS.c.document == document)
    ).first()
    rows = connection.execute(
        select(UPDATES.c.sequence, UPDATES.c.content).where(UPDATES.c.document == document).order_by(UPDATES.c.sequence)
    ).all()
    found = [*([snapshot] if snapshot else []), *rows]
    return KeptDocument(tuple(row.content for row in found), found[-1].sequence if found else 0)


def _inserted(connection: Connection, taken: list[_Waiting]) -> list[int]:
    newest = {document: _newest(connection, document) for document in {one.update.document for one in taken}}
    numbers: list[int] = []
    for one in taken:
        newest[one.update.document] += 1
        numbers.append(newest[one.update.document])
    rows = [
        {
            "document": one.update.document,
            "sequence": number,
            "content": one.update.content,
            "person": one.update.person,
            "at": one.update.at,
        }
        for one, number in zip(taken, numbers, strict=True)
    ]
    connection.execute(insert(UPDATES), rows)
    for one in taken:
        if one.beside is not None:
            one.beside(connection)
    return numbers


def _newest(connection: Connection, document: str) -> int:
    numbers = union_all(
        select(func.max(UPDATES.c.sequence).label("number")).where(UPDATES.c.document == document),
        select(func.max(SNAPSHOTS.c.sequence)).where(SNAPSHOTS.c.document == document),
    ).subquery()
    return int(connection.execute(select(func.max(numbers.c.number))).scalar_one() or 0)
