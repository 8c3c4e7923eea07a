"""Where nothing is counted every question has an answer, and says why and what to do next."""

from pathlib import Path
from typing import Any

import pytest
from tests.flows.smallshop import small_shop

pytestmark = pytest.mark.flow

QUESTIONS = (
    *("channels", "touchpoints", "stages", "transitions", "variants", "sessions"),
    *("retention", "waits", "repeats", "conversions", "kpis"),
)


@pytest.fixture
def empty(resa: Any) -> Any:
    resa("import", "nowhere.csv", code=1)
    return resa


@pytest.mark.parametrize("what", QUESTIONS)
def test_every_question_has_an_answer(empty: Any, what: str) -> None:
    assert empty("show", what, "--json").json["base"]["customers"] == 0
    assert "resa import FILE" in empty("show", what).out or empty.rows("show", what)


@pytest.mark.parametrize("words", [("sources",), ("rejected",), ("identity", "links"), ("touchpoints",)])
def test_lists_are_empty_and_say_what_to_do(empty: Any, words: tuple[str, ...]) -> None:
    assert "resa import FILE" in empty(*words).out


@pytest.mark.parametrize("form", ["html", "yaml", "json"])
def test_a_map_of_nothing_can_be_written(empty: Any, tmp_path: Path, form: str) -> None:
    empty("map", "--out", tmp_path / f"map.{form}")
    assert (tmp_path / f"map.{form}").stat().st_size > 1_000


@pytest.mark.parametrize("what", ["channels", "kpis", "retention", "touchpoints"])
@pytest.mark.parametrize("asked", [("--where", "name = till and channel = web"), ("--to", "2001-01-01")])
def test_a_filter_that_nobody_fits_says_so(resa: Any, tmp_path: Path, what: str, asked: tuple[str, str]) -> None:
    shop = small_shop(resa, tmp_path)
    said = "nobody fits this filter and this time; there are interactions from 2026-01-01 to 2026-01-03"
    assert said in shop("show", what, *asked, "--json").json["notes"]
    told = shop("show", what, *asked).out
    assert said in told
    assert "nothing has been imported" not in told


def test_interactions_of_nobody_known_are_not_taken_for_nothing(resa: Any, tmp_path: Path) -> None:
    small_shop(resa, tmp_path)
    (tmp_path / "visits.csv").write_text("who,at,what,where\n,2026-01-01T10:00:00Z,home,web\n", encoding="utf-8")
    other = type(resa)(tmp_path / "nobody")
    other("import", tmp_path / "visits.csv", "--spec", tmp_path / "visits.yaml")
    (note,) = other("show", "transitions", "--json").json["notes"]
    assert note.startswith("no interaction says who the customer is")
    assert "nothing has been imported" not in other("show", "transitions").out


def test_one_step_each_is_told_where_nothing_follows(resa: Any, tmp_path: Path) -> None:
    shop = small_shop(resa, tmp_path)
    for what in ("transitions", "waits"):
        (note,) = shop("show", what, "--where", "name = till", "--json").json["notes"]
        assert note.startswith("nobody here took two steps")
    assert shop("show", "companies", "--json").json["notes"][0].startswith("no other company is known")
