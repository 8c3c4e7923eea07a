"""Properties read as columns are what looking each up in its map gives."""

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resa.store.durable import DamagedFileError
from resa.store.manifest import StoredFile
from resa.store.propertycolumn import property_columns
from resa.store.schema import PROPERTIES
from resa.store.workspace import Workspace

NAMES = ("a", "b", "absent")
maps = st.none() | st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["", "x", "å", "long " * 9])), max_size=4)


@settings(max_examples=40)
@given(told=st.lists(maps, max_size=30), group=st.integers(1, 7))
def test_columns_are_what_lookups_give(tmp_path_factory, told, group):
    folder = tmp_path_factory.mktemp("stored")
    table = pa.table({"properties": pa.array(told, PROPERTIES)})
    pq.write_table(table, folder / "i.parquet", row_group_size=group)
    found = property_columns(
        Workspace.open(folder, create=True), StoredFile("i.parquet", len(told), 0, ""), names=NAMES
    )
    for name in NAMES:
        expected = pc.map_lookup(table["properties"], name, "last").to_pylist()
        assert found[name].to_pylist() == expected


def test_a_file_that_is_none_is_said(tmp_path):
    (tmp_path / "i.parquet").write_text("oj")
    with pytest.raises(DamagedFileError, match="resa check"):
        property_columns(Workspace.open(tmp_path, create=True), StoredFile("i.parquet", 1, 0, ""), names=NAMES)
