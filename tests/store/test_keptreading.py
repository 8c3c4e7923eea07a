"""What was read is kept by the hash of the words: never the words, never twice, and gone when their speaker is."""

from pathlib import Path

import pyarrow as pa
import pytest

from resa.store.durable import DamagedFileError
from resa.store.keptreading import KeptReadings

TOLD = {"name": "shipped", "version": "2", "learnt_from": "others", "qualities": []}


def kept_in(folder: Path, *texts: str, version: str = "shipped-1") -> KeptReadings:
    kept = KeptReadings(folder)
    kept.begin(version, told=TOLD)
    for text in texts:
        kept.add(version, keys=kept.keys([text]), columns={"feeling": pa.array([len(text)])})
    return kept


def feelings(kept: KeptReadings, version: str = "shipped-1") -> list[int]:
    found = kept.known(version)
    return [] if found is None else sorted(found["feeling"].to_pylist())


def test_portions_add_up_and_one_read_twice_counts_once(tmp_path: Path) -> None:
    kept = kept_in(tmp_path, "a", "bb", "a")
    assert feelings(kept) == [1, 2]
    kept.add("shipped-1", keys=kept.keys(["bb", "ccc"]), columns={"feeling": pa.array([2, 3])})
    assert feelings(kept) == [1, 2, 3]


def test_no_file_holds_the_words_and_another_workspace_hashes_them_otherwise(tmp_path: Path) -> None:
    words = "Anna Lindqvist väntade i kassan"
    kept = kept_in(tmp_path / "one", words)
    assert all(words.encode() not in file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert kept.keys([words]) != KeptReadings(tmp_path / "two").keys([words])
    assert kept.keys([words]) == KeptReadings(tmp_path / "one").keys([words])


def test_who_is_stopped_keeps_what_was_read_and_the_earlier_reader_holds_until_the_end(tmp_path: Path) -> None:
    kept = kept_in(tmp_path, "a", "bb")
    kept.finish({"shipped-1": kept.keys(["a", "bb"])})
    kept.begin("refitted-1", told={**TOLD, "name": "refitted"})
    kept.add("refitted-1", keys=kept.keys(["a"]), columns={"feeling": pa.array([9])})
    (tmp_path / "readings" / "refitted-1" / "half.parquet").write_bytes(b"PAR1 and no more")
    again = KeptReadings(tmp_path)
    assert again.holding() == [("shipped-1", TOLD)]
    assert feelings(again, "refitted-1") == [9]
    again.finish({"refitted-1": again.keys(["a"])})
    assert [version for version, _ in again.holding()] == ["refitted-1"]
    assert again.known("shipped-1") is None


def test_a_first_run_that_was_stopped_is_used(tmp_path: Path) -> None:
    assert KeptReadings(tmp_path).holding() == []
    kept_in(tmp_path, "a")
    assert KeptReadings(tmp_path).holding() == [("shipped-1", TOLD)]


def test_many_portions_become_one_file(tmp_path: Path) -> None:
    kept = kept_in(tmp_path, *("x" * n for n in range(1, 13)))
    kept.finish({"shipped-1": kept.keys(["x" * n for n in range(1, 13)])})
    assert len(list((tmp_path / "readings" / "shipped-1").glob("*.parquet"))) == 1
    assert feelings(kept) == list(range(1, 13))


def test_forgotten_words_are_gone_from_every_version_and_so_is_what_was_learnt(tmp_path: Path) -> None:
    kept = kept_in(tmp_path, "a", "bb")
    kept.keep_learnt(b"weights", mark="of both", sentence="refitted")
    assert (kept.learnt(), kept.told_learnt()) == (b"weights", ("of both", "refitted"))
    kept.forget(["bb"])
    assert feelings(kept) == [1]
    assert (kept.learnt(), kept.told_learnt()) == (None, None)
    kept.forget(["a"])
    assert feelings(kept) == []


def test_a_secret_that_is_not_whole_is_no_secret(tmp_path: Path) -> None:
    kept = kept_in(tmp_path, "a")
    for broken in (b"", b"short", bytes(100)):
        (tmp_path / "readings" / "secret").write_bytes(broken)
        with pytest.raises(DamagedFileError, match="delete the folder"):
            kept.keys(["a"])


def test_a_portion_of_which_bytes_were_lost_is_read_again(tmp_path: Path) -> None:
    kept = kept_in(tmp_path, "a", "bb")
    first, _ = sorted((tmp_path / "readings").rglob("*.parquet"))
    content = first.read_bytes()
    for broken in (content[:60], content[:4] + bytes(60) + content[64:], b""):
        first.write_bytes(broken)
        assert len(feelings(kept)) == 1
