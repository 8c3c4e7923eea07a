"""What a file of an answer may hold of people."""

from datetime import UTC, datetime

from resa.mapping.export.discreetanswer import discreet_answer
from resa.model.measurement import Base
from resa.model.table import Measure, Table

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def answer(*rows: dict[str, object], unit: str = "customers") -> Table:
    measures = {"customers": Measure(unit, "count"), "share": Measure("share", "share")}
    return Table("stages", ("stage", "customers", "share"), rows, Base(9, 20), NOW, 1, measures=measures)


def test_a_row_of_fewer_than_five_is_left_out_and_counted() -> None:
    told = discreet_answer(answer({"stage": "a", "customers": 5}, {"stage": "b", "customers": 4}))
    assert [row["stage"] for row in told.rows] == ["a"]
    assert told.notes == ("1 rows of fewer than 5 are left out",)


def test_nobody_is_told_of_and_what_is_no_count_of_people_stays() -> None:
    nobody = answer({"stage": "a", "customers": 0, "share": 0.5})
    assert discreet_answer(nobody) is nobody
    seconds = answer({"stage": "a", "customers": 3}, unit="seconds")
    assert discreet_answer(seconds) is seconds


def test_a_figure_that_is_not_known_is_not_few() -> None:
    unknown = answer({"stage": "a", "customers": None})
    assert discreet_answer(unknown) is unknown


def test_what_somebody_said_stays_here() -> None:
    said = {"quote": "For dyrt", "quotes": [["For dyrt", "da"]], "quote_language": "da"}
    told = discreet_answer(answer({"stage": "a", "customers": 40, **said}))
    assert told.rows == ({"stage": "a", "customers": 40},)
    assert not {"quote", "quotes", "quote_language"} & set(told.columns)


def test_a_persona_keeps_the_sentence_that_was_made_up_and_not_the_one_that_a_customer_said() -> None:
    heard = {"aspect": "quote", "provenance": "measured", "text": "For dyrt", "customers": 40}
    made_up = {"aspect": "quote", "provenance": "asserted", "text": "Jeg handler i bussen"}
    assert discreet_answer(answer(heard, made_up)).rows == (made_up,)
