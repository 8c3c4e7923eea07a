"""A file that is not what was written is named; what the system refuses stays as it is."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from resa.store.durable import DamagedFileError
from resa.store.wholefile import whole


def test_wherever_bytes_of_a_table_are_lost_its_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "rows.parquet"
    pq.write_table(pa.table({"text": [f"delivery {at % 97} {at}" for at in range(20_000)]}), path, compression="zstd")
    content = path.read_bytes()
    for lost in (
        b"",
        content[:100],
        content[: len(content) // 2],
        b"\xff" * 60 + content[60:],
        content[:-4] + b"\xff" * 4,
    ):
        path.write_bytes(lost)
        with pytest.raises(DamagedFileError, match=r"rows\.parquet.*run `resa check`"), whole(path):
            pq.read_table(path)


def test_an_array_that_breaks_off_is_named(tmp_path: Path) -> None:
    path = tmp_path / "codes.npy"
    np.save(path, np.arange(1000))
    for bytes_left in (0, 3, 60, 900):
        path.write_bytes(path.read_bytes()[:bytes_left])
        with pytest.raises(DamagedFileError, match="restore"), whole(path, remedy="restore it"):
            np.load(path)


def test_what_the_system_refuses_stays_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), whole(tmp_path / "gone.parquet"):
        pq.read_table(tmp_path / "gone.parquet")
    with pytest.raises(IsADirectoryError), whole(tmp_path):
        tmp_path.read_bytes()
