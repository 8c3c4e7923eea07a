"""What is spoken of: how often, how it changed, and in whose words."""

from datetime import timedelta

import pytest
from tests.understand.conftest import Build, Town, day
from tests.understand.feedback.conftest import Hear

from resa.model.period import Period
from resa.understand.feedback.theming import themes

CHAT = {"channel": "chat", "name": "chat", "kind": "chat", "direction": "in"}
LATE, KIND = "My parcel is much too late", "Your staff are ever so kind"


def town_of(town: Build) -> Town:
    """In the first 90 days 5 of 50 say that it is late, in the 90 after it 25 of 50."""
    rows = [{"who": n, "at": n % 90, "text": LATE if n < 5 else KIND, **CHAT} for n in range(50)]
    rows += [{"who": 50 + n, "at": 90 + n % 90, "text": LATE if n < 25 else KIND, **CHAT} for n in range(50)]
    rows += [{"who": 1, "at": 179.5, "text": None, **CHAT}]
    return town(rows)


SPEAKS = {LATE: ("delivery", "waiting"), KIND: ("staff",)}
SOUNDS = {LATE: "negative", KIND: "positive"}


def test_a_reason_is_counted_felt_and_held_against_the_time_before(town: Build, hear: Hear) -> None:
    place = town_of(town)
    found = hear(place, speaks=SPEAKS, sounds=SOUNDS)
    period = Period(day(90), day(180))
    answer = themes(place.engine, **place.asked(), found=found, around=place.asked()["scope"], period=period)
    rows = {row["theme"]: row for row in answer.rows if row["kind"] == "reason"}
    late = rows["delivery"]
    assert (late["count"], late["customers"], late["share"]) == (30, 30, 0.3)
    assert (late["inferred"], late["inferred_n"], late["cause"]) == (-2.0, 30, "delivery")
    assert (late["before_share"], late["now_share"]) == (pytest.approx(0.1), pytest.approx(0.5))
    assert late["p"] == pytest.approx(1.3e-5, rel=0.1)
    assert late["differs"]
    assert (late["quote"], late["touchpoint"]) == (LATE, "chat")
    assert rows["staff"]["cause"] == "service"
    assert any(note.startswith("change is 2026-04-05") for note in answer.notes)


def test_words_of_fewer_than_five_are_counted_but_not_quoted(town: Build, hear: Hear) -> None:
    rows = [{"who": n, "at": n, "text": LATE if n < 4 else KIND, **CHAT} for n in range(20)]
    place = town(rows)
    answer = themes(place.engine, **place.asked(), found=hear(place, speaks=SPEAKS, sounds=SOUNDS))
    late = next(row for row in answer.rows if row["theme"] == "delivery")
    assert (late["count"], late["quote"], late.get("quotes")) == (4, None, None)
    assert late["inferred"] is None


def test_without_a_period_the_newest_half_of_a_short_time_is_told(town: Build, hear: Hear) -> None:
    rows = [{"who": n, "at": n, "text": LATE, **CHAT} for n in range(21)]
    place = town(rows)
    (late,) = [
        row
        for row in themes(place.engine, **place.asked(), found=hear(place, speaks=SPEAKS)).rows
        if row["theme"] == "delivery"
    ]
    assert (late["now_share"], late["change"], late["differs"]) == (1.0, 0.0, False)
    assert timedelta(days=10) < day(20) - day(0)
