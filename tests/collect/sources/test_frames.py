"""Frames of every kind become the same source."""

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from resa.collect.readers.source import Source
from resa.collect.sources.frames import NotAFrameError, frame_source

COLUMNS = {"id": [1, 2, 3], "city": ["Lund", None, "Malmö"]}


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame(COLUMNS),
        pl.DataFrame(COLUMNS),
        pl.DataFrame(COLUMNS).lazy(),
        pa.table(COLUMNS),
        pa.table(COLUMNS).to_batches()[0],
        pa.table(COLUMNS).to_reader(),
    ],
    ids=["pandas", "polars", "lazy", "table", "batch", "reader"],
)
def test_any_frame(frame):
    source = frame_source(frame, name="customers")
    assert isinstance(source, Source)
    assert (source.name, source.format.kind, source.format.columns) == ("customers", "frame", ("id", "city"))
    (batch,) = source.batches()
    assert batch.rows.to_pylist() == pa.table(COLUMNS).to_pylist()
    (rest,) = source.batches(start_at=1)
    assert (rest.position.tolist(), rest.rows.num_rows, rest.consumed) == ([1, 2], 2, 1.0)


def test_structs_and_named_indexes_become_columns():
    nested = frame_source(pa.table({"customer": [{"email": "a@b.se"}]}))
    assert nested.table.column_names == ["customer.email"]
    indexed = frame_source(pd.DataFrame(COLUMNS).set_index("id"))
    assert set(indexed.table.column_names) == {"id", "city"}


def test_an_empty_frame_gives_an_empty_batch():
    (batch,) = frame_source(pd.DataFrame({"id": pd.Series([], dtype="int64")})).batches()
    assert batch.rows.num_rows == 0


def test_the_fingerprint_does_not_depend_on_chunks():
    whole = pa.table(COLUMNS)
    chunked = pa.concat_tables([whole.slice(0, 1), whole.slice(1)])
    assert frame_source(whole).fingerprint() == frame_source(chunked).fingerprint()
    assert frame_source(whole).fingerprint() != frame_source(whole.slice(0, 2)).fingerprint()


def test_something_else_is_refused():
    with pytest.raises(NotAFrameError, match="got dict"):
        frame_source({"id": [1]})
