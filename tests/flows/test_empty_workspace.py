"""Before anything is imported every question has an answer, and says what to do next."""

from pathlib import Path
from typing import Any

import pytest

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
