"""Broken files, specs and workspaces: every one is told in a sentence, and costs nobody else a row."""

import gzip
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

pytestmark = pytest.mark.flow

SPEC = """
source: calls
time: {columns: [at], format: '%Y-%m-%d %H:%M:%S'}
identifiers: [{column: customer, namespace: customer_number}]
interactions:
- name: {column: name}
  channel: {column: channel}
"""
GOOD = "at,customer,name,channel\n" + "".join(
    f"2026-01-{day:02d} 10:00:00,C{day % 3},call {day % 2},phone\n" for day in range(1, 11)
)


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    path = tmp_path / "calls.yaml"
    path.write_text(SPEC, encoding="utf-8")
    return path


@pytest.fixture
def filled(resa: Any, tmp_path: Path, spec: Path) -> Any:
    (tmp_path / "calls.csv").write_text(GOOD, encoding="utf-8")
    resa("import", tmp_path / "calls.csv", "--spec", spec)
    return resa


def write_broken(folder: Path) -> None:
    """Files that can't be read, each in its own way."""
    folder.mkdir()
    (folder / "empty.csv").write_bytes(b"")
    (folder / "blank.json").write_bytes(b" \n\n ")
    (folder / "empty.gz").write_bytes(gzip.compress(b""))
    (folder / "words.parquet").write_bytes(b"PAR1 and nothing else")
    table = pa.table({"at": ["2026-01-01 10:00:00"] * 9, "customer": ["C1"] * 9, "name": ["x"] * 9})
    pq.write_table(table, folder / "whole.parquet")
    whole = (folder / "whole.parquet").read_bytes()
    (folder / "whole.parquet").unlink()
    (folder / "half.parquet").write_bytes(whole[: len(whole) // 2])
    (folder / "flipped.parquet").write_bytes(whole[:40] + bytes(90) + whole[130:])
    with zipfile.ZipFile(folder / "good.zip", "w") as archive:
        archive.writestr("a.csv", GOOD)
    (folder / "half.zip").write_bytes((folder / "good.zip").read_bytes()[:90])
    (folder / "half.xlsx").write_bytes((folder / "good.zip").read_bytes()[:90])
    (folder / "good.zip").unlink()
    (folder / "dangling.csv").symlink_to(folder / "nowhere.csv")
    (folder / "nothing").mkdir()


def test_files_that_cannot_be_read_are_told_one_by_one(resa: Any, tmp_path: Path, spec: Path) -> None:
    write_broken(tmp_path / "broken")
    for file in sorted((tmp_path / "broken").iterdir()):
        for words in (["--yes"], ["--spec", spec]):
            done = resa("import", file, *words, "--json", code=1)
            (report,) = done.json["sources"]
            assert report["notes"], file.name


def test_a_broken_file_costs_the_good_ones_beside_it_nothing(resa: Any, tmp_path: Path, spec: Path) -> None:
    write_broken(tmp_path / "exports")
    (tmp_path / "exports" / "calls.csv").write_text(GOOD, encoding="utf-8")
    (tmp_path / "exports" / "zz.csv").write_text(GOOD.replace("2026-01", "2026-02"), encoding="utf-8")
    done = resa("import", tmp_path / "exports", "--spec", spec, "--json")
    assert resa.one("SELECT count(*) FROM interactions") == 20
    notes = [note for one in done.json["sources"] for note in one["notes"]]
    assert len([note for note in notes if note.startswith(("not read", "reading stopped"))]) == 9
    resa("import", tmp_path / "exports", "--spec", spec, "--strict", code=1)


def test_a_packed_file_that_breaks_off_gives_what_came_before(resa: Any, tmp_path: Path, spec: Path) -> None:
    rows = [f"2026-01-01 10:{at // 60 % 60:02d}:{at % 60:02d},C{at},call,phone" for at in range(3000)]
    packed = gzip.compress("\n".join(["at,customer,name,channel", *rows]).encode())
    (tmp_path / "cut.csv.gz").write_bytes(packed[: len(packed) * 2 // 3])
    (report,) = resa("import", tmp_path / "cut.csv.gz", "--spec", spec, "--json").json["sources"]
    assert report["stored"] > 500
    assert report["received"] == report["stored"] + report["rejected"]
    assert all(row["holds"] for row in resa.rows("check"))


@pytest.mark.parametrize(
    "content",
    [b"", b"- a", b"source: [", b"\xff\xfe\x00", b"a: &a [*a]", b"x: " + b"[" * 3000 + b"]" * 3000,
     b"!!python/object/apply:os.system ['touch pwned']"],
)  # fmt: skip
def test_a_spec_that_cannot_be_followed_is_told(resa: Any, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "calls.csv").write_text(GOOD, encoding="utf-8")
    (tmp_path / "bad.yaml").write_bytes(content)
    done = resa("import", tmp_path / "calls.csv", "--spec", tmp_path / "bad.yaml", code=2)
    assert "bad.yaml" in done.err
    assert "Node(" not in done.err
    assert not (tmp_path / "pwned").exists()


@pytest.mark.parametrize("name", ["none.yaml", "."])
def test_a_spec_that_is_no_file_is_told(resa: Any, tmp_path: Path, name: str) -> None:
    (tmp_path / "calls.csv").write_text(GOOD, encoding="utf-8")
    assert "the system says" in resa("import", tmp_path / "calls.csv", "--spec", tmp_path / name, code=2).err


def test_sources_of_any_name_keep_their_own_spec(resa: Any, tmp_path: Path, spec: Path) -> None:
    (tmp_path / "calls.csv").write_text(GOOD, encoding="utf-8")
    names = ["../../up", "a b", "a_b", "a/b", "x" * 500, "\x1b[31mred", "no", "å ä", "CON", ".."]
    for name in names:
        done = resa("import", tmp_path / "calls.csv", "--spec", spec, "--source", name)
        assert "\x1b" not in done.out + done.err
    assert [row["source"] for row in resa.rows("sources")] == sorted(names)
    assert len(list((resa.workspace / "sources").glob("*.yaml"))) == len(names)
    again = [resa("import", tmp_path / "calls.csv", "--source", name, "--json").json["sources"][0] for name in names]
    assert [one["duplicates"] for one in again] == [10] * len(names)


def test_a_workspace_whose_manifest_is_lost_is_not_begun_anew(filled: Any, tmp_path: Path, spec: Path) -> None:
    (filled.workspace / "manifest.json").unlink()
    before = sorted(filled.workspace.rglob("*.parquet"))
    done = filled("import", tmp_path / "calls.csv", "--spec", spec, code=1)
    assert "restore it from a backup" in done.err
    assert sorted(filled.workspace.rglob("*.parquet")) == before


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"format": 99}', '{"format": 1, "segments": 3}'])
def test_a_manifest_that_cannot_be_read_is_told_and_kept(filled: Any, tmp_path: Path, spec: Path, text: str) -> None:
    manifest = filled.workspace / "manifest.json"
    manifest.write_text(text, encoding="utf-8")
    for words in (["show", "transitions"], ["check"], ["import", tmp_path / "calls.csv", "--spec", spec]):
        assert "manifest.json" in filled(*words, code=1).err
    assert manifest.read_text(encoding="utf-8") == text


def test_check_tells_which_files_are_damaged(filled: Any) -> None:
    (table,) = (filled.workspace / "segments").rglob("interactions.parquet")
    table.write_bytes(table.read_bytes()[:80])
    rows = filled("check", "--json", code=1).rows
    damaged = [row["seen"] for row in rows if not row["holds"]]
    assert any("interactions.parquet" in seen and "replay" in seen for seen in damaged)


def test_who_is_who_that_is_damaged_is_told_with_its_file(filled: Any) -> None:
    for file in sorted((filled.workspace / "identity").rglob("*.*")):
        whole = file.read_bytes()
        for broken in (b"", whole[: len(whole) // 2], bytes(range(256))):
            file.write_bytes(broken)
            done = filled("check", "--json", code=1)
            assert file.name in done.out
            assert "backup" in done.out
        file.write_bytes(whole)
    assert all(row["holds"] for row in filled.rows("check"))


def test_a_catalogue_of_touchpoints_that_is_damaged_is_told_with_its_file(filled: Any) -> None:
    newest = sorted((filled.workspace / "catalogue").glob("*.json"))[-1]
    for broken in ("", "[1, 2]", "[["):
        newest.write_text(broken, encoding="utf-8")
        shutil.rmtree(filled.workspace / "journeys", ignore_errors=True)
        assert newest.name in filled("show", "transitions", code=1).err


def test_check_says_whom_it_looked_at(filled: Any) -> None:
    base = filled("check", "--json").json["base"]
    assert (base["customers"], base["interactions"]) == (3, 10)


def test_what_can_be_derived_is_derived_again(filled: Any) -> None:
    before = filled.rows("show", "transitions")
    shutil.rmtree(filled.workspace / "journeys")
    assert filled.rows("show", "transitions") == before
    assert all(row["holds"] for row in filled.rows("check"))


def test_odd_columns_are_ordinary_columns(resa: Any, tmp_path: Path, spec: Path) -> None:
    own = ["_key_high", "_key_low", "_position", "_file", "_damaged", "record", "subject", "time", "source", "text"]
    head = ["at", "customer", "name", "channel", *own, "text", "", "at"]
    lines = [["2026-01-0" + str(day), "C1", "a", "web", *(f"{name} {day}" for name in head[4:])] for day in range(1, 9)]
    lines = [[f"{line[0]} 10:00:00", *line[1:]] for line in lines]
    (tmp_path / "odd.csv").write_text("\n".join(",".join(line) for line in [head, *lines]) + "\n", encoding="utf-8")
    (report,) = resa("import", tmp_path / "odd.csv", "--spec", spec, "--json").json["sources"]
    assert report["stored"] == 8
    found = resa.rows("query", "SELECT properties FROM interactions ORDER BY time LIMIT 1")[0]["properties"]
    assert found == {
        **{name: f"{name} 1" for name in own}, "text (2)": "text 1", "column 16": "1", "at (2)": "at 1",
    }  # fmt: skip


ABSURD = (
    "0001-01-01 00:00:00", "9999-12-31 23:59:59", "1583-01-01 00:00:00", "2026-02-30 10:00:00", "99999-01-01 00:00:00",
    "-0001-01-01 00:00:00", "", "0", "2026-01-01 25:00:00", "1677-09-21 00:12:43", "2263-01-01 00:00:00",
)  # fmt: skip


def test_absurd_dates_are_rejected_and_the_good_one_stays(resa: Any, tmp_path: Path, spec: Path) -> None:
    times = [*ABSURD, "2026-01-01 10:00:00"]
    (tmp_path / "odd.csv").write_text(
        "at,customer,name,channel\n" + "".join(f"{time},C1,x,web\n" for time in times), encoding="utf-8"
    )
    (report,) = resa("import", tmp_path / "odd.csv", "--spec", spec, "--json").json["sources"]
    assert (report["received"], report["stored"], report["rejected"]) == (12, 1, 11)
    sentences = [row["sentence"] for row in resa.rows("rejected")]
    assert all(sentence.startswith("expected a time") and "odd.csv" in sentence for sentence in sentences)


def test_epochs_of_another_unit_are_rejected(resa: Any, tmp_path: Path, spec: Path) -> None:
    spec.write_text(SPEC.replace("'%Y-%m-%d %H:%M:%S'", "epoch_s"), encoding="utf-8")
    times = [1767225600000, -1767225600, 0, "9e18", "1e400", "nan", 2**63, -(2**63), 99999999999, 1767225600]
    (tmp_path / "odd.csv").write_text(
        "at,customer,name,channel\n" + "".join(f"{time},C1,x,web\n" for time in times), encoding="utf-8"
    )
    (report,) = resa("import", tmp_path / "odd.csv", "--spec", spec, "--json").json["sources"]
    assert (report["received"], report["stored"]) == (10, 1)


def test_a_file_of_many_columns_is_proposed_in_seconds(resa: Any, tmp_path: Path) -> None:
    head = ["at", "customer_id", "page", *(f"answer to question {number}" for number in range(1500))]
    lines = [f"2026-01-0{day}T10:00:00Z,C{day},home," + ",".join(["x"] * 1500) for day in range(1, 9)]
    (tmp_path / "web.csv").write_text("\n".join([",".join(head), *lines]) + "\n", encoding="utf-8")
    (report,) = resa("import", tmp_path / "web.csv", "--yes", "--json").json["sources"]
    assert report["stored"] == 8


def test_the_answer_to_a_wrong_word_is_json_too(resa: Any, tmp_path: Path) -> None:
    done = resa("show", "transitions", "--json", code=2)
    assert json.loads(done.out)["error"]["code"] == "no_workspace"


def test_bytes_that_are_no_text_are_told(filled: Any, tmp_path: Path, spec: Path) -> None:
    for words in (
        ["customer", "\udcff"],
        ["query", "SELECT '\udcff'"],
        ["show", "channels", "--where", "name = \udcff"],
    ):
        assert "other bytes" in filled(*words, code=2).err
        filled(*words, "--json", code=2)


def test_a_file_whose_name_is_no_text_is_read(resa: Any, tmp_path: Path, spec: Path) -> None:
    (tmp_path / "calls\udcff.csv").write_text(GOOD, encoding="utf-8")
    (report,) = resa("import", tmp_path / "calls\udcff.csv", "--spec", spec, "--json").json["sources"]
    assert report["stored"] == 10


READS_ELSEWHERE = (
    "SELECT * FROM read_csv('/etc/passwd')", "SELECT * FROM '/etc/passwd'", "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM glob('/*')", "SELECT getenv('HOME')", "COPY (SELECT 1) TO 'x.csv'", "ATTACH 'x.db'", "INSTALL httpfs",  # noqa: E501 - a table of attacks reads best whole
    "PRAGMA database_list", "SELECT 1; SELECT 2", "SELECT * FROM duckdb_secrets()", "SET enable_external_access = true",
    "SELECT * FROM query('COPY (SELECT 1) TO ''x''')", "SELECT * FROM 'https://example.org/x.csv'",
    "SELECT * FROM read_blob('workspace/manifest.json')", "SELECT * FROM sqlite_scan('x', 'y')", "CALL pragma_version()",  # noqa: E501 - a table of attacks reads best whole
    "WITH x AS (SELECT * FROM read_text('/etc/hostname')) SELECT * FROM x", "SELECT * FROM tmp_path", "", ";",
)  # fmt: skip


@pytest.mark.parametrize("sql", READS_ELSEWHERE)
def test_a_query_reads_nothing_but_the_workspace(filled: Any, sql: str) -> None:
    done = filled("query", sql, code=2)
    assert done.err.startswith("resa: ")
    assert "root:" not in done.out + done.err


def test_a_map_of_thousands_of_touchpoints_is_drawn(resa: Any, tmp_path: Path, spec: Path) -> None:
    lines = [
        f"2026-01-{1 + at % 28:02d} 10:{at % 60:02d}:00,C{at % 100},name {at},ch{at % 300}\n" for at in range(3000)
    ]
    (tmp_path / "many.csv").write_text("at,customer,name,channel\n" + "".join(lines), encoding="utf-8")
    resa("import", tmp_path / "many.csv", "--spec", spec)
    assert len(resa.rows("show", "touchpoints")) == 3000
    assert len(resa.rows("show", "channels")) == 300
    resa("map", "--with-evidence", "--out", tmp_path / "map.html")
