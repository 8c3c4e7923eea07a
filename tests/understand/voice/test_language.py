"""Telling Swedish, Danish, Norwegian and English apart."""

import pytest

from resa.understand.voice.language import languages
from resa.understand.voice.reading import ABSTAINED, LANGUAGES


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jag väntade i tre timmar", "sv"),
        ("Tack för hjälpen!", "sv"),
        ("Jeg ventede i tre timer, og der kom aldrig nogen", "da"),
        ("Hvad skal jeg gøre med min pakke?", "da"),
        ("Jeg ventet i tre timer, og det kom aldri noen", "nb"),
        ("Hva skal jeg gjøre med pakken min?", "nb"),
        ("I waited for three hours and nobody came", "en"),
        ("Where is my parcel?", "en"),
    ],
)
def test_sentences_are_told_by_what_they_say(text: str, expected: str) -> None:
    assert LANGUAGES[languages([text])[0]] == expected


def test_what_a_source_states_is_believed() -> None:
    found = languages(["ok", "ok", "ok", "ok"], stated=["no", "sv-SE", "da_DK", None])
    assert [LANGUAGES[code] for code in found[:3]] == ["nb", "sv", "da"]


def test_a_stated_language_that_is_not_read_is_looked_at_anew() -> None:
    assert LANGUAGES[languages(["Where is my parcel?"], stated=["de"])[0]] == "en"


@pytest.mark.parametrize("text", ["", "12345", "😀", "...", "\x00"])
def test_nothing_told_is_left_open(text: str) -> None:
    assert languages([text])[0] == ABSTAINED
