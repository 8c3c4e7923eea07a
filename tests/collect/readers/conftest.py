"""What the reader tests share: write bytes to a file, sniff it, read it all."""

import os
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from resa.collect.readers.raw import DamagedRecord, FileFormat, RawBatch
from resa.collect.readers.read import read
from resa.collect.readers.sniff import sniff


@dataclass(frozen=True)
class Reading:
    """All that came out of one file."""

    format: FileFormat
    batches: list[RawBatch]

    @property
    def rows(self) -> list[dict[str, object]]:
        return [row for batch in self.batches for row in batch.rows.to_pylist()]

    @property
    def positions(self) -> list[int]:
        return [place for batch in self.batches for place in batch.position.tolist()]

    @property
    def damaged(self) -> list[DamagedRecord]:
        return [record for batch in self.batches for record in batch.damaged]

    @property
    def notes(self) -> list[str]:
        return [*self.format.notes, *(note for batch in self.batches for note in batch.notes)]


class Reader:
    """Writes a file, sniffs it and reads it; keyword arguments correct what sniffing proposes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(
        self, content: str | bytes, name: str = "table.csv", *, start_at: int = 0, batch_rows: int = 1000, **corrected
    ) -> Reading:
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return self.read(path, start_at=start_at, batch_rows=batch_rows, **corrected)

    def read(self, path: Path, *, start_at: int = 0, batch_rows: int = 1000, **corrected) -> Reading:
        file_format = replace(sniff(path), **corrected)
        return Reading(file_format, list(read(path, file_format, start_at=start_at, batch_rows=batch_rows)))


@pytest.fixture
def reading(tmp_path: Path) -> Reader:
    return Reader(tmp_path)


@pytest.fixture
def corpora() -> Path:
    place = os.environ.get("RESA_TEST_DATA")
    if not place:
        pytest.skip("RESA_TEST_DATA is not set: the corpora beside it are read at test time only")
    folder = Path(place).parent / "corpora"
    if not folder.is_dir():
        pytest.skip(f"no corpora at {folder}")
    return folder


@pytest.fixture
def shared_data() -> Path:
    place = os.environ.get("RESA_TEST_DATA")
    if not place or not Path(place).is_dir():
        pytest.skip("RESA_TEST_DATA does not name a folder: the shared data sets are read at test time only")
    return Path(place)
