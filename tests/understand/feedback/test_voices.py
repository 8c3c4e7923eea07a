"""Texts behind figures are found by what was read in them, each once, and few people's words are withheld."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests.understand.conftest import Build, Town
from tests.understand.feedback.conftest import Hear

from resa.understand.feedback.heard import Heard
from resa.understand.feedback.lesson import LEAST_FAMILIAR, Lesson, familiar
from resa.understand.feedback.record import feedback
from resa.understand.feedback.textreading import corrected
from resa.understand.feedback.trust import quality_note, reading_notes
from resa.understand.feedback.voices import Voices, Wish, voices
from resa.understand.voice.reading import Correction, Quality, Rung

CHAT = {"channel": "chat", "name": "chat", "kind": "chat", "direction": "in"}
LATE, KIND, ODD = "Parcel late again", "Such kind staff", "Hm"


@pytest.fixture
def place(town: Build) -> Town:
    """Six customers say that it is late, one of them twice; two that staff are kind; one says something odd."""
    late = [{"who": who, "at": who, "text": LATE, **CHAT} for who in (1, 2, 3, 4, 5, 6, 1)]
    kind = [{"who": who, "at": 20 + who, "text": KIND, **CHAT, "name": "call", "channel": "phone"} for who in (7, 8)]
    return town([*late, *kind, {"who": 9, "at": 40, "text": ODD, **CHAT}])


@pytest.fixture
def found(place: Town, hear: Hear) -> Heard:
    return hear(
        place,
        sounds={LATE: "negative", KIND: "positive"},
        speaks={LATE: ("delivery", "waiting"), KIND: ("staff",)},
    )


def asked(place: Town, found: Heard, where: str | None = None, *, least: int = 0, **wish: Any) -> Voices:
    return voices(place.engine, **place.asked(where), found=found, wish=Wish(**wish), least=least)


def texts(told: Voices) -> list[str]:
    return [row["text"] for row in told.table.rows]


def test_every_text_stands_once_with_how_often_and_by_how_many_it_was_said(place: Town, found: Heard) -> None:
    told = asked(place, found)
    rows = {row["text"]: row for row in told.table.rows}
    assert texts(told) == [ODD, KIND, LATE]  # the newest first
    assert (rows[LATE]["times"], rows[LATE]["customers"], rows[LATE]["customer"]) == (7, 6, None)
    assert (rows[LATE]["feeling"], rows[LATE]["sure_share"], rows[ODD]["feeling"]) == ("negative", 1.0, None)
    assert rows[LATE]["reasons"] == ["waiting", "delivery"]
    assert (told.total, told.customers) == (3, 9)


def test_wishes_add_up_and_each_choice_says_what_it_would_leave(place: Town, found: Heard) -> None:
    assert texts(asked(place, found, feeling="negative")) == [LATE]
    assert texts(asked(place, found, feeling="undecided")) == [ODD]
    assert texts(asked(place, found, reason="staff", feeling="negative")) == []
    assert texts(asked(place, found, words="PARCEL")) == [LATE]
    assert texts(asked(place, found, where="channel = phone")) == [KIND]
    facets = asked(place, found, feeling="negative").facets
    assert facets["feeling"] == {"negative": 1, "positive": 1, "undecided": 1}
    assert facets["reason"] == {"delivery": 1, "waiting": 1}
    assert facets["channel"] == {"chat": 1}


def test_orders_put_the_worst_the_unsure_or_the_most_said_first(place: Town, found: Heard) -> None:
    assert texts(asked(place, found, order="worst"))[0] == LATE
    assert texts(asked(place, found, order="best"))[0] == KIND
    assert texts(asked(place, found, order="unsure"))[0] == ODD
    assert texts(asked(place, found, order="often"))[0] == LATE
    assert texts(asked(place, found, most=1, begin=1)) == [KIND]


def test_words_of_fewer_than_five_are_withheld_where_readers_may_not_see_customers(place: Town, found: Heard) -> None:
    assert texts(asked(place, found, feeling="negative", least=5)) == [LATE]
    few = asked(place, found, feeling="positive", least=5)
    assert texts(few) == []
    assert "fewer than 5 customers said this, so their words are withheld" in few.table.notes


def test_what_people_say_counts_and_is_not_taken_for_unsure(place: Town, found: Heard) -> None:
    said = corrected(found.readings, texts=found.wordings.texts, corrections=[Correction(ODD, "negative")])
    told = asked(place, replace(found, readings=said), order="unsure")
    assert texts(told)[-1] == ODD
    assert {row["text"]: row["read_by"] for row in told.table.rows}[ODD] == "person"


def test_a_reader_is_at_home_in_sources_that_taught_it_enough(town: Build) -> None:
    place = town([{"who": n, "at": n, "text": f"Words {n}", **CHAT} for n in range(LEAST_FAMILIAR + 5)])
    said = feedback(place.source, catalogue=place.catalogue)
    few, many = (said.wordings.texts[:count] for count in (LEAST_FAMILIAR - 1, LEAST_FAMILIAR))
    lesson = Lesson(few, ("negative",) * len(few), (None,) * len(few))
    assert familiar((said,), lesson, ours=said).sum() == LEAST_FAMILIAR - 1  # only what it was taught
    lesson = Lesson(many, ("negative",) * len(many), (None,) * len(many))
    assert familiar((said,), lesson, ours=said).all()


def test_quality_is_told_by_language_several_measurements_as_one_by_their_texts(found: Heard) -> None:
    sv = [Quality("sv", 300, 0.9, 0.9, "reviews"), Quality("sv", 100, 0.7, 0.5, "tweets")]
    told = quality_note(Rung("shipped", "1", "others", (*sv, Quality("da", 50, 0.8, 0.75, "reviews"))))
    right = "sv 85.0% of 400 (macro-F1 0.80), da 80.0% of 50 (macro-F1 0.75)"
    assert told == f"shipped: right on texts it had not learnt from: {right}"
    assert list(reading_notes(found.readings, at=np.arange(3))) == [
        "3 of 3 different texts were read by word lists",
        "lexicon: how often it is right was not measured",
        "2 of 3 different texts are decided, by readers 100% sure on average",
    ]
