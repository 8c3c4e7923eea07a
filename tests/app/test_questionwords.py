"""The words of the questions: every key in every language, and a word for everything that a question can be about."""

import ast
from pathlib import Path

import pytest

import resa
from resa.app.questions import UNIT_OF
from resa.app.questionwords import LANGUAGES, words
from resa.understand.kpi import LANES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_measure_and_kpi_has_its_word(language: str) -> None:
    said = words(language)
    assert {f"measure.{one}" for one in UNIT_OF} - said.keys() == set()
    assert {f"kpi.{one}" for one in LANES} - said.keys() == set()
    assert all(text.strip() for text in said.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_way_of_counting_that_the_code_names_has_its_words(language: str) -> None:
    named = {*LANES, "count", "share", "p90", *variants_in("understand"), *variants_in("app")}
    said = words(language)
    assert {one for one in named if f"variant.{one}" not in said} == set()
    assert not [text for key, text in said.items() if "_" in text and key.startswith("variant.")]


def variants_in(package: str) -> set[str]:
    """Returns the variants that calls in this package name, as `variant="…"` or to `share_of`."""
    files = (Path(resa.__file__).parent / package).glob("*.py")
    calls = [node for file in files for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call)]
    given = [one.value for call in calls for one in call.keywords if one.arg == "variant"]
    given += [call.args[0] for call in calls if isinstance(call.func, ast.Name) and call.func.id == "share_of"]
    return {str(one.value) for one in given if isinstance(one, ast.Constant)}


def test_the_languages_differ() -> None:
    told = [words(language)["question.messages"] for language in LANGUAGES]
    assert told[0] == "What became of messages"
    assert len({*told}) == len(LANGUAGES)
