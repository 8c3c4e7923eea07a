"""Codes for "don't know", blanks and very few answers: counted for what they are, and never taken for a score."""

from pathlib import Path
from typing import Any

import pytest
from tests.flows.conftest import Resa

pytestmark = pytest.mark.flow

SPEC = """
source: survey
time: at
identifiers: [{column: who, namespace: customer_number}]
interactions:
- {name: {constant: survey}, channel: {constant: survey}, kind: {constant: survey}, direction: {constant: in}}
answers:
- {column: "nps  ", question: nps, metric: nps, low: 0, high: 10, not_answers: ["11"], touchpoint: {constant: survey}}
- {column: "csat ", question: csat, metric: csat, low: 1, high: 5, not_answers: [BLANK], touchpoint: {constant: survey}}
"""


def survey(resa: Resa, folder: Path, rows: list[str], *, head: str = "who,at,nps  ,csat ") -> None:
    (folder / "survey.csv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    (folder / "survey.yaml").write_text(SPEC, encoding="utf-8")
    resa("import", folder / "survey.csv", "--spec", folder / "survey.yaml")


def kpis(resa: Resa) -> dict[str, dict[str, Any]]:
    return {row["kpi"]: row for row in resa.rows("show", "kpis")}


def test_eleven_on_ten_and_blank_are_no_answers_whatever_blanks_the_heading_trails(resa: Resa, tmp_path: Path) -> None:
    rows = [f"C{n},2026-01-0{1 + n}T10:00:00Z,{nps},{csat}" for n, (nps, csat) in enumerate(
        [("10", "5"), ("9", "BLANK"), ("11", "1"), ("11", "4"), ("0", "BLANK"), ("10", "5")])]  # fmt: skip
    survey(resa, tmp_path, rows)
    assert resa.rows("rejected") == []
    found = kpis(resa)
    assert (found["nps"]["n"], found["nps"]["value"]) == (4, 50.0)  # three of four promote, one does not
    assert (found["csat_mean"]["n"], found["csat_mean"]["value"]) == (4, 3.75)
    assert resa.one("SELECT count(*) FROM answers WHERE NOT is_answer") == 4
    notes = resa("show", "emotions", "--json").json["notes"]
    assert "4 blank, don't-know or not-applicable answers are not counted" in notes


def test_blanks_around_a_heading_do_not_hide_its_column(resa: Resa, tmp_path: Path) -> None:
    survey(resa, tmp_path, ["C1,2026-01-01T10:00:00Z,10,5", "C2,2026-01-02T10:00:00Z,11,4"], head=" who,at ,nps,csat")
    assert kpis(resa)["nps"]["n"] == 1
    assert kpis(resa)["csat_mean"]["n"] == 2


def test_three_answers_are_marked_as_few_or_withheld(resa: Resa, tmp_path: Path) -> None:
    survey(resa, tmp_path, [f"C{n},2026-01-0{1 + n}T10:00:00Z,{9 + n % 2},5" for n in range(3)])
    nps = kpis(resa)["nps"]
    assert (nps["n"], nps["small_sample"]) == (3, True)
    assert nps["value_interval"] is not None
    assert resa.rows("feedback", "texts") == []  # scores alone are no texts


def test_two_figures_of_one_metric_stand_side_by_side(resa: Resa, tmp_path: Path) -> None:
    survey(resa, tmp_path, [f"C{n},2026-01-{1 + n:02}T10:00:00Z,{n % 11},{1 + n % 5}" for n in range(20)])
    found = kpis(resa)
    assert (found["csat_mean"]["value"], found["csat_mean"]["unit"]) == (3.0, "score")
    assert (found["csat_top2_share"]["value"], found["csat_top2_share"]["unit"]) == (0.4, "share")
    assert found["csat_mean"]["n"] == found["csat_top2_share"]["n"] == 20


def test_where_nobody_wrote_anything_no_answer_says_that_texts_wait_to_be_read(resa: Resa, tmp_path: Path) -> None:
    survey(resa, tmp_path, ["C1,2026-01-01T10:00:00Z,10,5", "C2,2026-01-02T10:00:00Z,0,4"])
    notes = resa("show", "opportunities", "--json").json["notes"]
    assert "nobody has said anything in words" in notes
    assert not any("read" in note for note in notes)
