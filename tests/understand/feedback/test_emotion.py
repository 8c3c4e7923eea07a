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
    # squares 5 × 4 + 5 × 2, and one more text at each end: 38 of 12, around a mean of 10 / 12
    half = 1.96 * ((38 / 12 - (10 / 12) ** 2) / 12) ** 0.5
    assert row["inferred_interval"] == pytest.approx([10 / 12 - half, 10 / 12 + half], abs=0.001)
    assert row["response_share"] is None  # to meet a chat is to say something


@pytest.mark.parametrize(("decided", "is_told"), [(5, False), (6, True)])
def test_no_mean_is_told_where_fewer_than_a_third_of_the_texts_are_decided(
    town: Build, hear: Hear, decided: int, is_told: bool
) -> None:
    texts = ["Bad"] * decided + ["Hm"] * (18 - decided)
    place = town([{"who": who, "at": 0, "text": text, **CHAT} for who, text in enumerate(texts)])
    answer = asked(place, hear, {"Bad": "negative"})
    row = told(answer.rows, "chat")
    assert (row["inferred_n"], row["inferred_decided"], row["inferred"] is not None) == (18, decided, is_told)
    silent = "no mean of words in 1 of 1 rows: readers decide of fewer than a third of their texts"
    assert (silent in answer.notes) is not is_told
    assert ("inferred_interval" in row) is is_told


def test_notes_count_the_texts_of_the_filter(town: Build, hear: Hear) -> None:
    place = town(
        [{"who": who, "at": 0, "text": f"Good {who % 4}", **CHAT} for who in range(8)],
        profiles=[{"who": who, "at": None, "properties": {"land": "SE" if who < 2 else "DK"}} for who in range(8)],
    )
    assert "4 of 4 different texts were read by word lists" in asked(place, hear, {}).notes
    only = asked(place, hear, {"Good 0": "positive"}, where="profile.land = SE").notes
    assert "2 of 2 different texts were read by word lists" in only
    assert "1 of 2 different texts are decided, by readers 100% sure on average" in only


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
