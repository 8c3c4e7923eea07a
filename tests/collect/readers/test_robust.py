"""Whatever bytes a file holds, it is read or refused with a sentence; it never crashes, and records add up."""

import gzip

import hypothesis.strategies as st
import pytest
from hypothesis import example, given, settings

from resa.collect.readers.raw import ReadError
from resa.collect.readers.read import read
from resa.collect.readers.sniff import sniff

MARKS = [b",", b";", b"\t", b'"', b"'", b"\n", b"\r\n", b"\r", b"\\", b"{", b"}", b"[", b"]", b":", b"<", b"-", b" "]
WORDS = [b"id", b"1", b"2.5", b"2024-01-05", b"null", b"sep=;", b"a" * 50, b"<log>", b"</log>", b"<trace>", b"<event/>"]
ODD = ["å".encode(), b"\xe5", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80"]
MAGIC = [b"PAR1", b"PK\x03\x04", b"\x1f\x8b", b"BZh"]
PIECE = st.sampled_from([*MARKS, *WORDS, *ODD, *MAGIC])
CONTENT = st.lists(PIECE, max_size=40).map(b"".join) | st.binary(max_size=60)
NAME = st.sampled_from(["a.csv", "a.json", "a.jsonl", "a.xes", "a.xlsx", "a.parquet", "a.csv.gz"])


@settings(max_examples=200)
@given(content=CONTENT, name=NAME)
@example(content=b'\xef\xbb\xbf"', name="a.csv")
@example(content=b"\n,\n", name="a.csv")
def test_any_bytes_are_read_or_refused(tmp_path, content, name):
    path = tmp_path / name
    path.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    try:
        file_format = sniff(path)
        batches = list(read(path, file_format, batch_rows=3))
    except ReadError as error:
        refusal = error.sentence
    else:
        refusal = None
        _check(path, file_format, batches)
    assert refusal is None or refusal.startswith("expected")


def _check(path, file_format, batches):
    places = sorted(
        [int(place) for batch in batches for place in batch.position]
        + [record.position for batch in batches for record in batch.damaged]
    )
    assert places == list(range(len(places)))
    for batch in batches:
        batch.rows.validate(full=True)
    for start in (1, 3):
        rest = list(read(path, file_format, batch_rows=3, start_at=start))
        assert [int(p) for b in rest for p in b.position] == [int(p) for b in batches for p in b.position if p >= start]


def test_a_file_of_open_quotes_takes_no_longer_than_it_should(reading):
    found = reading("id,text\n" + '1,"a\n' * 20_000, batch_rows=100_000, quote='"', delimiter=",", header_row=0)
    assert len(found.rows) + len(found.damaged) == 20_000


def test_a_path_that_is_not_there(tmp_path):
    with pytest.raises(ReadError, match="expected a readable file"):
        sniff(tmp_path / "nowhere.csv")
    with pytest.raises(ReadError, match="expected a readable file"):
        sniff(tmp_path)
