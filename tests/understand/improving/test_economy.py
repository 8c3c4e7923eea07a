"""What comes in and what it costs, on a town where every amount can be added in the head."""

from typing import Any

import pytest

from resa.mapping.settings import SettingsError
from resa.model.goal import Goal
from resa.model.worth import Worth
from resa.understand.improving.chance import patterns
from resa.understand.improving.economy import economy
from resa.understand.improving.price import read_worth, write_worth
from resa.understand.improving.worth import Aftermath
from resa.understand.material import material

GOALS = (Goal("purchase", "kind = order", money="order_value"), Goal("lead", "kind = form"))
SAID = Worth("SEK", "Anna", 1000.0, contacts={"phone": 80.0}, messages={"sms": 0.5}, goals={"lead": 300.0})


def rows_in(small: Any, worth: Worth) -> dict[tuple[str, str | None], dict[str, Any]]:
    scope, now = small.asked()["scope"], small.asked()["now"]
    told = economy(
        small.engine, scope=scope, now=now, source=small.source, catalogue=small.catalogue, goals=GOALS, worth=worth
    )
    return {(row["part"], row["place"]): dict(row) for row in told.rows} | {("notes", None): {"notes": told.notes}}


def town_of_orders(town: Any) -> Any:
    """40 orders of 100 SEK, 30 of them late; 10 leads, one filed twice; 20 calls, 4 chats and 50 SMS that we send."""
    rows: list[dict[str, Any]] = [{"who": 999, "at": 200, "name": "home page"}]
    for who in range(40):
        paid = {"kind": "order", "money_minor": 10_000, "currency": "SEK", "order_id": str(who)}
        rows.append({"who": who, "at": 190 if who < 30 else 60, "name": "order", **paid})
    forms = [*range(10), 0]
    rows += [{"who": who, "at": 30 + n, "name": "form", "kind": "form"} for n, who in enumerate(forms)]
    rows += [{"who": who, "at": 0, "name": "call", "channel": "phone", "kind": "call"} for who in range(20)]
    rows += [{"who": who, "at": 0, "name": "chat", "channel": "chat", "kind": "chat"} for who in range(4)]
    rows += [{"who": who, "at": 5, "name": "offer", "channel": "sms", "kind": "message_sent"} for who in range(50)]
    return town(rows)


def test_what_was_counted_is_priced_as_people_said(town: Any) -> None:
    found = rows_in(town_of_orders(town), SAID)
    assert found["revenue", None]["money"] == pytest.approx(4000)
    assert (found["revenue", None]["each"], found["revenue", None]["basis"]) == (100.0, "measured")
    assert (found["goal", "lead"]["count"], found["goal", "lead"]["money"]) == (10, 3000.0)  # once a customer
    assert (found["contacts", "phone"]["count"], found["contacts", "phone"]["money"]) == (20, 1600.0)
    assert (found["contacts", "chat"]["money"], found["contacts", "chat"]["basis"]) == (None, "measured")
    assert (found["messages", "sms"]["count"], found["messages", "sms"]["money"]) == (50, 25.0)
    assert found["net", None]["money"] == pytest.approx(4000 + 3000 - 1600 - 25)
    assert found["net", None]["return_share"] == pytest.approx(5375 / 1625)
    assert "costs and values in SEK are as Anna said, not measured" in found["notes", None]["notes"]


def test_growth_holds_the_newest_span_against_the_one_before(town: Any) -> None:
    """Of 200 days the newest 90 have 30 orders, the 90 before them 10: three times as much."""
    revenue = rows_in(town_of_orders(town), SAID)["revenue", None]
    assert (revenue["newest"], revenue["before"]) == (3000.0, 1000.0)
    assert revenue["change"] == pytest.approx(2.0)
    low, high = revenue["change_interval"]
    assert 0 < low < 2.0 < high  # the logarithm of 3, give or take 1.96 times the root of 1/30 + 1/10
    assert (low + 1) * (high + 1) == pytest.approx(9.0)


def test_without_a_word_from_anybody_counts_stand_alone(town: Any) -> None:
    found = rows_in(town_of_orders(town), Worth())
    assert ("net", None) not in found
    assert found["contacts", "phone"]["money"] is None
    assert found["revenue", None]["money"] == pytest.approx(4000)
    assert any(note.startswith("nobody has said what a contact costs") for note in found["notes", None]["notes"])


def test_two_currencies_are_never_added(town: Any) -> None:
    found = rows_in(town_of_orders(town), Worth("EUR", None, contacts={"phone": 8.0}))
    assert ("net", None) not in found
    assert "orders are in SEK and costs in EUR, so nothing is taken together" in found["notes", None]["notes"]


def test_questions_that_need_not_be_asked_are_priced(town: Any) -> None:
    asked = [("Where is my parcel", 60), ("Membership", 40)]
    topics = [topic for topic, count in asked for _ in range(count)]
    call = {"at": 0, "name": "call", "channel": "phone", "kind": "call"}
    small = town([{"who": who, **call, "topic": topic} for who, topic in enumerate(topics)])
    scope, goal = small.asked()["scope"], Goal("purchase", "kind = order")
    seen = material(small.engine, small.source, scope=scope, catalogue=small.catalogue, goal=goal)
    found = {one.place: one.saving for one in patterns(Aftermath(seen, SAID)) if one.proposal.startswith("answer_")}
    parcel = found["Where is my parcel"]
    assert parcel is not None
    assert (parcel.figure, parcel.unit) == (4800.0, "SEK")


def test_what_was_said_is_written_as_it_is_read() -> None:
    assert read_worth(write_worth(SAID)) == SAID
    assert read_worth("") == Worth()


def test_amounts_that_cannot_be_are_named_at_once() -> None:
    with pytest.raises(SettingsError) as told:
        read_worth("{currency: kronor, contacts: {phone: -3, chat: many}, price: 4}")
    assert len(told.value.faults) == 4
