"""Files become sources, and what can't be read says why."""

import gzip

from resa.collect.readers.source import Source
from resa.collect.sources.files import file_sources


def test_a_folder_becomes_sources_and_reasons(tmp_path):
    (tmp_path / "a.csv").write_text("id,city\n1,Lund\n2,Malmö\n")
    (tmp_path / "b.jsonl").write_text('{"id": 1}\n')
    (tmp_path / "page.html").write_text("<!DOCTYPE html><html></html>")
    found = file_sources(tmp_path)
    assert [source.name for source in found.sources] == ["a.csv", "b.jsonl"]
    assert all(isinstance(source, Source) for source in found.sources)
    assert [file.name for file in found.unreadable] == ["page.html"]
    assert [batch.rows.num_rows for batch in found.sources[0].batches()] == [2]
    assert [batch.position.tolist() for batch in found.sources[0].batches(start_at=1)] == [[1]]


def test_the_fingerprint_is_that_of_the_content(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"id\n1\n")
    (tmp_path / "b.csv.gz").write_bytes(gzip.compress(b"id\n1\n"))
    (tmp_path / "c.csv").write_bytes(b"id\n2\n")
    first, packed, other = (source.fingerprint() for source in file_sources(tmp_path).sources)
    assert first == packed
    assert first != other
