"""Real exports: every record of every smaller delimited file equals what Python's own reader makes of it."""

import csv
import gzip
import io

import pytest

from resa.collect.readers.find import find_files
from resa.collect.readers.read import read
from resa.collect.readers.sniff import sniff

ROWS = {  # as the publishers of the sets state them
    "online_retail/online_retail.parquet": 541_909,
    "hotel_bookings/hotel_bookings.csv.gz": 119_390,
    "event_logs/helpdesk.xes.gz": 21_348,
    "event_logs/bpic2013_closed.xes.gz": 6_660,
    "event_logs/receipt.csv": 8_577,
}


@pytest.mark.data
@pytest.mark.parametrize("name", ROWS)
def test_published_row_counts(shared_data, name):
    path = shared_data / name
    if not path.exists():
        pytest.skip(f"{name} is not among the shared data")
    batches = list(read(path, sniff(path)))
    assert sum(batch.rows.num_rows for batch in batches) == ROWS[name]
    assert not any(batch.damaged for batch in batches)


@pytest.mark.data
def test_every_table_equals_the_plain_reading(shared_data):
    count = 0
    for file in find_files(shared_data):
        if file.problem or file.size > 400_000 or not file.path.name.endswith((".csv", ".csv.gz")):
            continue
        found = sniff(file)
        batches = list(read(file, found))
        rows = [
            row for batch in batches for row in zip(*(column.to_pylist() for column in batch.rows.columns), strict=True)
        ]
        plain = _plain(file.path, found.delimiter or ",")[0 if found.header_row is None else found.header_row + 1 :]
        assert rows == [tuple(row) for row in plain], file.name
        assert not any(batch.damaged for batch in batches), file.name
        count += 1
    assert count > 20


def _plain(path, delimiter):
    packed = path.read_bytes()
    text = (gzip.decompress(packed) if path.suffix == ".gz" else packed).decode("utf-8-sig")
    return [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if row]
