"""The words of the questions: every key in every language, and a word for everything that a question can be about."""

import pytest

from resa.app.questions import UNIT_OF
from resa.app.questionwords import LANGUAGES, words
from resa.understand.kpi import LANES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_measure_and_kpi_has_its_word(language: str) -> None:
    said = words(language)
    assert {f"measure.{one}" for one in UNIT_OF} - said.keys() == set()
    assert {f"kpi.{one}" for one in LANES} - said.keys() == set()
    assert all(text.strip() for text in said.values())


def test_the_languages_differ() -> None:
    told = [words(language)["question.messages"] for language in LANGUAGES]
    assert told[0] == "What became of messages"
    assert len({*told}) == len(LANGUAGES)
