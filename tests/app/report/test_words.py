"""Reports speak four languages alike, and know every finding that a map can hold."""

import re
from pathlib import Path

import pytest

from resa.app.report.finding import _COUNTED
from resa.app.report.words import report_words
from resa.app.write_map import LANGUAGES

UNDERSTAND = Path(__file__).parents[3] / "src" / "resa" / "understand"
BLANK = re.compile(r"\{(\w+)(?::(\w+))?")


def kinds_of_finding() -> set[str]:
    return set(
        re.findall(r'"((?:pain|delight|moment)\.\w+)"', "".join(p.read_text("utf-8") for p in UNDERSTAND.rglob("*.py")))
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_has_the_blanks_of_the_english_one(language: str) -> None:
    english, told = report_words("en"), report_words(language)
    assert told.keys() == english.keys()
    for key, text in told.items():
        assert sorted(BLANK.findall(text)) == sorted(BLANK.findall(english[key])), key
        assert text.strip() == text
        assert text


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "en"])
def test_sentences_are_translated(language: str) -> None:
    same = [
        key
        for key, text in report_words(language).items()
        if text == report_words("en")[key] and re.search(r"[a-z]{4}", re.sub(r"\{[^}]*\}", "", text))
    ]
    assert set(same) <= {"head.report", "part.period", "method.foot"}


def test_every_kind_of_finding_has_its_next_step() -> None:
    known = kinds_of_finding()
    assert len(known) >= 14
    assert {f"next.{kind}" for kind in known} <= report_words("en").keys()
    assert set(_COUNTED) <= known
    assert {f"base.{unit}" for unit in _COUNTED.values()} <= report_words("en").keys()
