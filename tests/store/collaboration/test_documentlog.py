"""The log of documents: in order, numbered, folded without loss, and whole after every crash."""

import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection

from resa.store.collaboration.database import Database
from resa.store.collaboration.documentlog import ClosedLogError, DocumentLog, Update

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database.open(tmp_path)
    yield database
    database.close()


@pytest.fixture
def log(database: Database) -> Iterator[DocumentLog]:
    log = DocumentLog(database)
    yield log
    log.close()


def test_updates_are_numbered_in_each_document_and_read_in_order(log: DocumentLog) -> None:
    kept = [
        log.append(Update(document, content, AT, "p1")) for document, content in [("a", b"1"), ("b", b"2"), ("a", b"3")]
    ]
    assert [one.result() for one in kept] == [1, 1, 2]
    assert log.read("a").contents == (b"1", b"3")
    assert (log.read("b").contents, log.read("b").sequence) == ((b"2",), 1)
    assert (log.read("nothing").contents, log.read("nothing").sequence) == ((), 0)


def test_folding_keeps_what_came_after_and_goes_on_counting(log: DocumentLog) -> None:
    for content in (b"1", b"2", b"3"):
        log.append(Update("a", content, AT)).result()
    log.fold("a", content=b"1+2", upto=2, at=AT)
    assert (log.read("a").contents, log.read("a").sequence) == ((b"1+2", b"3"), 3)
    log.fold("a", content=b"1+2+3", upto=3, at=AT)
    assert (log.read("a").contents, log.read("a").sequence) == ((b"1+2+3",), 3)
    assert log.append(Update("a", b"4", AT)).result() == 4


def test_an_older_fold_never_replaces_a_newer_one(log: DocumentLog) -> None:
    for content in (b"1", b"2"):
        log.append(Update("a", content, AT)).result()
    log.fold("a", content=b"1+2", upto=2, at=AT)
    log.fold("a", content=b"1", upto=1, at=AT)
    assert log.read("a").contents == (b"1+2",)


def test_what_is_written_beside_stands_or_falls_with_the_update(database: Database, log: DocumentLog) -> None:
    def breaks(_: Connection) -> None:
        raise KeyError("beside")

    with pytest.raises(KeyError):
        log.append(Update("a", b"1", AT), beside=breaks).result()
    assert log.read("a").contents == ()


def test_one_that_breaks_costs_the_others_nothing(database: Database, log: DocumentLog) -> None:
    def breaks(_: Connection) -> None:
        raise KeyError("beside")

    with database.writing():  # the writer waits, so that all of these go into one transaction
        kept = [log.append(Update("a", b"0", AT)), log.append(Update("a", b"1", AT), beside=breaks)]
        kept += [log.append(Update("a", b"2", AT))]
    assert [kept[0].result(), kept[2].result()] == [1, 2]
    assert isinstance(kept[1].exception(), KeyError)
    assert log.read("a").contents == (b"0", b"2")


def test_a_closed_log_has_written_what_it_took_and_takes_nothing(log: DocumentLog) -> None:
    kept = [log.append(Update("a", b"x", AT)) for _ in range(50)]
    log.close()
    assert sorted(one.result(0) for one in kept) == list(range(1, 51))
    with pytest.raises(ClosedLogError):
        log.append(Update("a", b"late", AT)).result()


def test_many_rooms_that_write_at_once_lose_nothing(log: DocumentLog) -> None:
    def write(document: str) -> None:
        for number in range(40):
            log.append(Update(document, str(number).encode(), AT))

    threads = [threading.Thread(target=write, args=(f"room {number}",)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    log.append(Update("last", b"", AT)).result()
    for number in range(8):
        assert log.read(f"room {number}").contents == tuple(str(one).encode() for one in range(40))


KILLED = """
    import os, sys
    from datetime import UTC, datetime
    from pathlib import Path
    from resa.store.collaboration.database import Database
    from resa.store.collaboration.documentlog import DocumentLog, Update

    log = DocumentLog(Database.open(Path(sys.argv[1])))
    at = datetime.now(UTC)
    for number in range(1, 100_000):
        kept = log.append(Update("a", str(number).encode(), at)).result()
        print(kept, flush=True)
        if number % 7 == 0:
            held = b" ".join(log.read("a").contents)
            log.fold("a", content=held, upto=number, at=at)
"""


def test_a_killed_writer_keeps_every_acknowledged_update_through_folds(tmp_path: Path) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(KILLED), str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    with writer.stdout:
        for _ in range(60):
            acknowledged = int(writer.stdout.readline())
        writer.kill()
        rest = writer.stdout.read().split()
    writer.wait()
    acknowledged = int(rest[-1]) if rest else acknowledged
    database = Database.open(tmp_path)
    log = DocumentLog(database)
    held = [int(one) for one in b" ".join(log.read("a").contents).split()]
    log.close()
    database.close()
    assert held[:acknowledged] == list(range(1, acknowledged + 1))
    assert len(held) <= acknowledged + 1
