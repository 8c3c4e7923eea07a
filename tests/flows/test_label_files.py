"""Files of labels that are odd, damaged or hostile: all faults at once, nothing half-written, nothing lost."""

from pathlib import Path

import pytest
from tests.flows.conftest import Resa

pytestmark = pytest.mark.flow

GOOD = "text,feeling\nBra hjälp,positive\n"


@pytest.fixture
def labelled(resa: Resa, tmp_path: Path) -> Resa:
    """A workspace in which one text is labelled."""
    (tmp_path / "x.csv").write_text("who,at\nC1,2026-01-01T10:00:00Z\n", encoding="utf-8")
    spec = "source: x\ntime: at\nidentifiers: [{column: who, namespace: customer_number}]\ninteractions:\n"
    (tmp_path / "x.yaml").write_text(
        f"{spec}- {{name: {{constant: v}}, channel: {{constant: web}}, kind: {{constant: v}}}}\n", encoding="utf-8"
    )
    resa("import", tmp_path / "x.csv", "--spec", tmp_path / "x.yaml")
    (tmp_path / "good.csv").write_text(GOOD, encoding="utf-8")
    resa("feedback", "label", tmp_path / "good.csv", "--by", "Ida")
    return resa


BAD = {
    "empty.csv": b"",
    "heading.csv": b"text,feeling\n",
    "columns.csv": b"a,b\n1,2\n",
    "unknown.csv": b"text,feeling,reasons\nA,sour,weather\nB,glad,\n",
    "twice.csv": b"text,feeling\nA,positive\nA,negative\n",
    "binary.csv": bytes(range(256)) * 8,
    "broken.json": b'[{"text": "A", "feeling": "posi',
    "deep.json": b'{"text": {"a": [1, 2]}, "feeling": ["x"]}',
    "not.xlsx": b"PK\x03\x04 and no more",
    "not.parquet": b"PAR1 and no more",
    "nothing.pdf": b"%PDF-1.4",
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_can_not_be_followed_changes_nothing(labelled: Resa, tmp_path: Path, name: str) -> None:
    before = (labelled.workspace / "labels.jsonl").read_bytes()
    (tmp_path / name).write_bytes(BAD[name])
    done = labelled("feedback", "label", tmp_path / name, "--json", code=None)
    assert done.code in (1, 2)
    error = done.json["error"]
    assert error["sentence"]
    assert "Traceback" not in done.err
    assert (labelled.workspace / "labels.jsonl").read_bytes() == before
    if name == "unknown.csv":
        assert len(error["faults"]) == 3


def test_absent_files_and_folders_are_told_of(labelled: Resa, tmp_path: Path) -> None:
    for path in (tmp_path / "absent.csv", tmp_path):
        done = labelled("feedback", "label", path, "--json", code=None)
        assert done.code in (1, 2)
        assert done.json["error"]["sentence"]


def test_long_and_odd_texts_stay_as_they_are(labelled: Resa, tmp_path: Path) -> None:
    words = ["=HYPERLINK(1)", "a\\b\\n", "Ä" * 20_000, "emoji \N{WAVING HAND SIGN}", "zero\N{ZERO WIDTH SPACE}width"]
    rows = "".join(f'"{one}",negative\n' for one in words)
    (tmp_path / "odd.csv").write_text(f"text,feeling\n{rows}", encoding="utf-8")
    told = labelled("feedback", "label", tmp_path / "odd.csv", "--json").json
    assert (told["labels"], told["kept"]) == (5, 6)
    again = labelled("feedback", "label", tmp_path / "odd.csv", "--json").json
    assert (again["new"], again["kept"]) == (0, 6)


def test_feelings_are_understood_in_the_language_of_the_columns(labelled: Resa, tmp_path: Path) -> None:
    rows = "Dyrt,Negativ\nOkej,neutralt\nFint,positivt\nGreit,nøytral\n"
    (tmp_path / "nordic.csv").write_text(f"kommentar,känsla\n{rows}", encoding="utf-8")
    told = labelled("feedback", "label", tmp_path / "nordic.csv", "--json").json
    assert (told["labels"], told["new"]) == (4, 4)


def test_a_cell_of_any_length_is_told_by_its_beginning(labelled: Resa, tmp_path: Path) -> None:
    (tmp_path / "long.csv").write_text(f"text,feeling,reasons\nA,{'y' * 9999},{'z' * 9999}\n", encoding="utf-8")
    faults = labelled("feedback", "label", tmp_path / "long.csv", "--json", code=2).json["error"]["faults"]
    assert len(faults) == 2
    assert all(f"{letter * 40}…" in fault and len(fault) < 300 for letter, fault in zip("yz", faults, strict=True))


def test_settings_that_a_hand_broke_are_not_written_over(labelled: Resa, tmp_path: Path) -> None:
    path = labelled.workspace / "labels.jsonl"
    path.write_text(path.read_text(encoding="utf-8") + "{half a li\n", encoding="utf-8")
    before = path.read_bytes()
    done = labelled("feedback", "label", tmp_path / "good.csv", "--json", code=2)
    assert "line 2" in done.json["error"]["faults"][0]
    assert path.read_bytes() == before
