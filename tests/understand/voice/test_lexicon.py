"""Reading by word lists: what weighs, what turns it round, and where the reader keeps silent."""

import random

import numpy as np
import pytest

from resa.understand.voice.lexicon import LexiconReader
from resa.understand.voice.reading import ABSTAINED, EMOTIONS, FEELINGS, LANGUAGES, REASONS

READER = LexiconReader()


def feeling(text: str, language: str | None = None) -> str | None:
    code = int(READER.read([text], languages=[language]).feeling[0])
    return None if code == ABSTAINED else FEELINGS[code]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Snabb leverans och trevlig personal", "sv", "positive"),
        ("Hurtig levering og venligt personale", "da", "positive"),
        ("Rask levering og hyggelige folk", "nb", "positive"),
        ("Fast delivery and friendly staff", "en", "positive"),
        ("Urusel service, jag är så besviken", "sv", "negative"),
        ("Elendig service, aldrig mere", "da", "negative"),
        ("Elendig service, aldri mer", "nb", "negative"),
        ("Terrible service, never again", "en", "negative"),
    ],
)
def test_plain_words_are_read_in_four_languages(text: str, language: str, expected: str) -> None:
    assert feeling(text, language) == expected
    assert feeling(text) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Det var inte bra", "sv", "negative"),
        ("Rekommenderar verkligen inte detta", "sv", "negative"),
        ("Bra service, inte dyrt", "sv", "positive"),
        ("Inte illa!", "sv", "positive"),
        ("Det var ikke godt", "da", "negative"),
        ("Anbefaler dem absolut ikke", "da", "negative"),
        ("Det var ikke bra", "nb", "negative"),
        ("It was not good", "en", "negative"),
        ("The staff wasn't helpful", "en", "negative"),
        ("Not only fast, also friendly", "en", "positive"),
    ],
)
def test_a_negation_turns_what_it_reaches(text: str, language: str, expected: str) -> None:
    assert feeling(text, language) == expected


def test_compounds_are_known_by_their_endings_and_strengthened_by_their_heads() -> None:
    (strong,) = READER.words("jättebra", language="sv")
    (plain,) = READER.words("bra", language="sv")
    assert (plain.weight, strong.weight) == (2.0, 3.0)
    assert feeling("skitdålig support", "sv") == "negative"


def test_strong_and_weak_words_grade_the_next() -> None:
    weights = [READER.words(text, language="en")[0].weight for text in ("slightly bad", "bad", "very bad")]
    assert weights == sorted(weights, reverse=True)


def test_what_comes_after_but_counts_for_more() -> None:
    first = READER.read(["the room was nice and clean but the staff was rude and unhelpful"], languages=["en"])
    last = READER.read(["the staff was rude and unhelpful but the room was nice and clean"], languages=["en"])
    assert first.valence[0] < 0 < last.valence[0]


def test_pictures_and_faces_are_read_in_any_language() -> None:
    assert feeling("😍👍") == "positive"
    assert feeling("Paketet 😡", "sv") == "negative"
    assert feeling("Pakken kom :(", "nb") == "negative"


def test_nothing_known_is_left_undecided() -> None:
    reading = READER.read(["", "   ", "Paketet kom i tisdags", "荷物が届きました", "\x00\x07"])
    assert reading.feeling.tolist() == [ABSTAINED] * 5
    assert reading.shares.tolist() == [[0.25, 0.5, 0.25]] * 5
    assert READER.words("") == ()


def test_the_words_behind_a_reading_stand_with_the_heaviest_first() -> None:
    said = READER.words("Underbar mat men lite dyrt", language="sv")
    assert [one.word for one in said] == ["underbar", "dyrt"]
    assert said[0].weight > 0 > said[1].weight


def test_reasons_and_emotions_are_named() -> None:
    reading = READER.read(
        ["Satt i telefonkö i en timme, jag är rasande", "Tusen tak for hurtig levering"], languages=["sv", "da"]
    )
    assert reading.reasons[0, REASONS.index("waiting")]
    assert reading.reasons[1, REASONS.index("delivery")]
    assert EMOTIONS[reading.emotion[0]] == "anger"


def test_tags_entities_and_addresses_are_not_words() -> None:
    assert [one.word for one in READER.words('<b class="bad">Great</b> &amp; fast https://terrible.example')] == [
        "fast",
        "great",
    ]


def test_a_very_long_text_is_read_at_its_ends() -> None:
    text = "Underbar service. " + "ord " * 50_000 + " Aldrig mer!"
    assert READER.read([text], languages=["sv"]).feeling[0] != ABSTAINED
    assert {one.word for one in READER.words(text, language="sv")} == {"underbar", "aldrig mer"}


def test_order_and_company_change_nothing() -> None:
    texts = ["Bra!", "Inte bra", "Elendig", "Great stuff", "", "hvor er pakken min", "😡"]
    whole = READER.read(texts)
    shuffled = random.Random(3).sample(range(len(texts)), len(texts))
    again = READER.read([texts[at] for at in shuffled])
    np.testing.assert_array_equal(again.shares, whole.shares[shuffled])
    np.testing.assert_array_equal(again.language, whole.language[shuffled])
    for at, text in enumerate(texts):
        alone = READER.read([text])
        np.testing.assert_array_equal(alone.shares[0], whole.shares[at])
        assert alone.feeling[0] == whole.feeling[at]


def test_no_texts_give_no_readings() -> None:
    reading = READER.read([])
    assert len(reading) == 0
    assert reading.shares.shape == (0, 3)
    assert reading.reasons.shape == (0, len(REASONS))
    assert reading.valence.tolist() == []


def test_every_language_names_every_reason_and_emotion_it_should() -> None:
    from resa.understand.voice.wordlist import word_list

    for language in LANGUAGES:
        words = word_list(language)
        for patterns, names in ((words.reasons, REASONS), (words.emotions, EMOTIONS)):
            known = {name for found in (*patterns.whole.values(), *patterns.stems.values()) for name in found}
            assert known == set(names), language
