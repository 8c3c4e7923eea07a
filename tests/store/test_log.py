import numpy as np
import pyarrow as pa
import pytest

from resa.store.batch import Batch
from resa.store.check import Told, batch
from resa.store.log import Log
from resa.store.schema import REJECTED
from resa.store.segment import BatchShapeError
from resa.store.workspace import Workspace


@pytest.fixture
def log(tmp_path):
    return Log(Workspace.open(tmp_path / "w", create=True))


def rejected(*records):
    rows = {
        "record": list(records),
        "reason": ["time_unreadable"] * len(records),
        "field": ["time"] * len(records),
        "found": ["x"] * len(records),
        "sentence": ["expected a time, got 'x'"] * len(records),
    }
    return pa.table(rows).cast(REJECTED)


def with_rejected(one, *records, duplicates=0, suppressed=0):
    kept = one.yielded["interactions"].filter(
        pa.array([record not in records for record in one.yielded["interactions"]["record"].to_pylist()])
    )
    received = one.records.num_rows + duplicates + suppressed
    return Batch(
        one.source, one.records, {"interactions": kept}, rejected(*records), received, duplicates, suppressed, "monday"
    )


def test_every_record_received_ends_in_one_place(log):
    log.append(with_rejected(batch([Told(0, 0), Told(1, 0), Told(2, 0)]), 1, 1, duplicates=4, suppressed=2))
    (line,) = log.ledger()
    assert line.is_balanced
    assert (line.received, line.stored, line.duplicates, line.rejected, line.suppressed) == (9, 2, 4, 1, 2)
    assert line.yielded == {"interactions": 2}


def test_the_ledger_has_a_line_for_each_source_and_delivery(log):
    log.append(batch([Told(0, 0)], source="shop"))
    log.append(batch([Told(0, 0)], source="till"))
    log.append(batch([Told(0, 0), Told(0, 1)], source="shop", first_key=5))
    assert [(line.source, line.received) for line in log.ledger()] == [("shop", 3), ("till", 1)]


def test_a_batch_of_duplicates_only_is_accounted_for(log):
    nothing = batch([])
    log.append(Batch("shop", nothing.records, {}, REJECTED.empty_table(), received=5, duplicates=5))
    (line,) = log.ledger()
    assert line.is_balanced
    assert line.duplicates == 5


def test_keys_of_a_source_are_known_again(log):
    log.append(batch([Told(0, 0), Told(0, 1)], first_key=3))
    log.append(batch([Told(0, 0)], source="till", first_key=9))
    ((high, low),) = log.known_keys("shop")
    assert (high.tolist(), low.tolist()) == ([0, 0], [3, 4])


def test_raw_records_come_back_as_they_were(log):
    one = batch([Told(0, 0, facts={"note": "Ärende 7"})])
    log.append(one)
    assert log.records(1).equals(one.records)


def test_a_damaged_file_is_found_and_says_the_remedy(log):
    log.append(batch([Told(0, 0)]))
    segment = log.workspace.read().segments[0]
    path = log.workspace.path(segment.tables["interactions"].path)
    path.write_bytes(path.read_bytes()[:-20])
    (fault,) = log.verify()
    assert "interactions.parquet" in fault
    assert "resa replay" in fault


def test_a_missing_file_is_found_in_the_ledger_too(log):
    log.append(batch([Told(0, 0)]))
    segment = log.workspace.read().segments[0]
    log.workspace.path(segment.records.path).unlink()
    assert "restore it from a backup" in log.verify()[0]
    assert not log.ledger()[0].is_balanced


def test_records_judged_anew_replace_what_they_yielded(log):
    one = with_rejected(batch([Told(0, 0), Told(1, 0)]), 1)
    log.append(one)
    log.rejudge(1, yielded=batch([Told(0, 0), Told(1, 0)]).yielded, rejected=REJECTED.empty_table())
    (line,) = log.ledger()
    assert (line.stored, line.rejected, line.yielded) == (2, 0, {"interactions": 2})
    assert line.is_balanced
    assert log.verify() == ()
    assert len(list(log.workspace.folder.rglob("interactions.parquet"))) == 1


def test_a_table_without_its_columns_is_refused_before_anything_is_written(log):
    one = batch([Told(0, 0)])
    broken = {"interactions": one.yielded["interactions"].drop_columns(["time", "name"])}
    with pytest.raises(BatchShapeError, match="time, name missing"):
        log.append(Batch("shop", one.records, broken, REJECTED.empty_table(), 1))
    assert log.workspace.read().revision == 0


def test_the_files_of_a_crash_are_written_over(log):
    folder = log.workspace.folder / "segments" / "000001-1"
    folder.mkdir(parents=True)
    (folder / "records.parquet").write_bytes(np.arange(100).tobytes())
    (folder / "orders.parquet").write_bytes(b"left over")
    log.append(batch([Told(0, 0)]))
    assert log.verify() == ()
    assert not (folder / "orders.parquet").exists()
