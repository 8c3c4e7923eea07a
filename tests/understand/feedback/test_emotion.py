"""How customers feel: what scores report beside what words let infer."""

import pytest
from tests.understand.conftest import Build, Town
from tests.understand.feedback.conftest import Hear

from resa.understand.feedback.emotion import emotions

STORE = {"channel": "store", "name": "purchase in store", "kind": "order"}
CHAT = {"channel": "chat", "name": "chat", "kind": "chat", "direction": "in"}
SCALE = {"score_low": 1.0, "score_high": 5.0, "metric": "csat"}


def asked(place: Town, hear: Hear, sounds: dict[str, str], by: str | None = None, where: str | None = None):
    found = hear(place, sounds=sounds)
    return emotions(
        place.engine, **place.asked(where), source=place.source, catalogue=place.catalogue, found=found, by=by
    )


def told(place_rows, touchpoint: str):
    return next(row for row in place_rows if row["touchpoint"] == touchpoint)


def test_scores_and_words_stand_apart_with_their_own_bases(town: Build, hear: Hear) -> None:
    scores = [5, 5, 4, 3, 1]
    place = town(
        [{"who": who, "at": 0, **STORE} for who in range(10)],
        answers=[
            {"who": who, "at": 1, "touchpoint": "purchase in store", "score": float(score), "text": text, **SCALE}
            for who, (score, text) in enumerate(zip(scores, ["Nice", None, "Nice", None, "Bad"], strict=True))
        ],
    )
    row = told(asked(place, hear, {"Nice": "positive", "Bad": "negative"}).rows, "purchase in store")
    assert (row["reported_n"], row["reported"]) == (5, pytest.approx((2 + 2 + 1 + 0 - 2) / 5))
    assert [row[f"reported_{one}_share"] for one in ("negative", "neutral", "positive")] == [0.2, 0.2, 0.6]
    assert (row["inferred_n"], row["inferred"]) == (3, None)  # three texts are too few to be told
    assert (row["met"], row["customers"], row["response_share"]) == (10, 5, 0.5)
    assert row["small_sample"]


def test_texts_that_a_reader_leaves_open_widen_the_interval_and_are_counted(town: Build, hear: Hear) -> None:
    texts = ["Good"] * 5 + ["Hm"] * 5
    place = town([{"who": who, "at": 0, "text": text, **CHAT} for who, text in enumerate(texts)])
    row = told(asked(place, hear, {"Good": "positive"}).rows, "chat")
    assert (row["inferred_n"], row["inferred"]) == (10, pytest.approx(1.0))  # half at 2, half expected at 0
    assert (row["inferred_positive_share"], row["abstained_share"]) == (0.5, 0.5)
    low, high = row["inferred_interval"]
    assert (high - low) / 2 == pytest.approx(2.262 * (20 / 9) ** 0.5 / 10**0.5, abs=0.001)  # squares 5 × 4 + 5 × 2
    assert row["response_share"] is None  # to meet a chat is to say something


def test_s34_dont_know_is_counted_but_never_felt(town: Build, hear: Hear) -> None:
    place = town(
        [{"who": who, "at": 0, **STORE} for who in range(6)],
        answers=[
            {"who": 0, "at": 1, "touchpoint": "purchase in store", "score": 5.0, **SCALE},
            {"who": 1, "at": 1, "touchpoint": "purchase in store", "score": None, "is_answer": False, **SCALE},
        ],
    )
    answer = asked(place, hear, {})
    assert told(answer.rows, "purchase in store")["reported_n"] == 1
    assert "1 blank, don't-know or not-applicable answers are not counted" in answer.notes


def test_groups_follow_profiles_and_filters(town: Build, hear: Hear) -> None:
    place = town(
        [{"who": who, "at": 0, "text": "Good" if who < 6 else "Bad", **CHAT} for who in range(12)],
        profiles=[{"who": who, "at": None, "properties": {"land": "SE" if who < 6 else "DK"}} for who in range(12)],
    )
    sounds = {"Good": "positive", "Bad": "negative"}
    rows = asked(place, hear, sounds, by="profile.land").rows
    assert {row["profile.land"]: row["inferred"] for row in rows} == {"SE": 2.0, "DK": -2.0}
    (only,) = asked(place, hear, sounds, where="profile.land = DK").rows
    assert (only["inferred"], only["inferred_n"]) == (-2.0, 6)
