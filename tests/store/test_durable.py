"""Files that are there as a whole, whoever writes them at the same time."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from resa.store.durable import replace_file, replacing


def test_several_threads_may_replace_one_file_at_once(tmp_path: Path) -> None:
    contents = [bytes([number]) * 10_000 for number in range(40)]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda content: replace_file(tmp_path / "settings.yaml", content), contents))
    assert (tmp_path / "settings.yaml").read_bytes() in contents
    assert [path.name for path in tmp_path.iterdir()] == ["settings.yaml"]


def test_a_file_that_is_being_written_takes_its_place_at_the_end_or_never(tmp_path: Path) -> None:
    out = tmp_path / "new" / "rows.csv"
    with replacing(out) as beside:
        beside.write_text("one")
        assert not out.exists()
    assert out.read_text() == "one"

    def fail() -> None:
        with replacing(out) as beside:
            beside.write_text("half of tw")
            raise RuntimeError("full")

    with pytest.raises(RuntimeError, match="full"):
        fail()
    assert out.read_text() == "one"
    assert [path.name for path in out.parent.iterdir()] == ["rows.csv"]
