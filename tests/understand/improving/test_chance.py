"""What patterns propose, on towns where each can be counted."""

from typing import Any

import pytest

from resa.model.goal import Goal
from resa.understand.improving.chance import Opportunity, patterns, rivals
from resa.understand.improving.worth import Aftermath
from resa.understand.material import material


def found_in(small: Any) -> dict[tuple[str, str], Opportunity]:
    scope = small.asked()["scope"]
    goal = Goal("purchase", "kind = order")
    seen = material(small.engine, small.source, scope=scope, catalogue=small.catalogue, goal=goal)
    return {(one.proposal, one.place): one for one in patterns(Aftermath(seen))}


def test_topics_say_what_could_answer_them(town: Any) -> None:
    rows: list[dict[str, Any]] = []
    for topic, count in (("Where is my parcel", 60), ("Delivery price", 40), ("Size and fit", 35), ("Membership", 31)):
        start = len(rows)
        rows += [
            {"who": start + n, "at": 0, "name": "call", "channel": "phone", "kind": "call", "topic": topic}
            for n in range(count)
        ]
    found = found_in(town(rows))
    assert found["answer_message", "Where is my parcel"].customers == 60
    assert found["answer_offer", "Delivery price"].kind == "offer"
    assert found["answer_advice", "Size and fit"].kind == "advice"
    share = found["answer_self_service", "Membership"].share
    assert share is not None
    assert share.figure == pytest.approx(31 / 166)


def test_matters_that_settle_themselves_are_those_no_contact_follows(town: Any) -> None:
    rows: list[dict[str, Any]] = [{"who": 999, "at": 60, "name": "home page"}]
    for who in range(80):
        rows.append({"who": who, "at": 0, "name": "parcel tracking"})
        if who < 20:
            rows.append({"who": who, "at": 3, "name": "call", "channel": "phone", "kind": "call"})
        elif who < 30:
            rows.append({"who": who, "at": 9, "name": "call", "channel": "phone", "kind": "call"})
    share = found_in(town(rows))["help_oneself", "parcel tracking"].share
    assert share is not None
    assert (share.figure, share.n) == (0.75, 80)  # the ten who called nine days later had another matter


def test_those_who_look_long_and_talk_to_somebody_are_held_against_those_who_don_t(town: Any) -> None:
    rows: list[dict[str, Any]] = []
    for who in range(500):
        is_long = who < 100
        rows += [{"who": who, "at": 0.01 * n, "name": "product page"} for n in range(9 if is_long else 1)]
        if is_long and who % 2:
            rows.append({"who": who, "at": 1, "name": "chat", "channel": "chat", "kind": "chat"})
        if who % 10 < (8 if who % 2 else 2):
            rows.append({"who": who, "at": 2, "name": "checkout", "kind": "order"})
    found = [one for (proposal, _), one in found_in(town(rows)).items() if proposal == "advise_long_lookers"]
    [one] = found
    assert one.customers == 40  # of the 50 even ones, those with last digits 0 ordered: ten
    assert one.goal_effect is not None
    assert one.goal_effect.figure == pytest.approx(40 * (0.8 - 0.2))


def test_stages_that_nobody_is_asked_about(town: Any) -> None:
    rows = [{"who": who, "at": 0, "name": "product page"} for who in range(40)]
    assert ("ask_in_stage", "consideration") in found_in(town(rows))


def row(company: str | None, difference: float | None = None, *, n: int = 400, differs: bool = True) -> dict[str, Any]:
    told = {"company": company, "metric": "stars", "low": 1.0, "high": 5.0, "unit": "score", "our_n": 400, "their_n": n}
    if difference is None:
        return told
    around = [difference - 0.1, difference + 0.1]
    return {**told, "difference": difference, "difference_interval": around, "differs": differs}


def test_rivals_are_those_who_are_clearly_better() -> None:
    rows = [row(None), row("Granne", -0.5), row("Nabo", -0.12, differs=False), row("Få", -0.9, n=9), row("Svag", 0.4)]
    [one] = rivals(rows)
    assert one.place == "Granne"
    assert one.feeling_effect is not None
    assert one.feeling_effect.figure == pytest.approx(0.5)  # one star is one step of the scale from -2 to 2
    around = one.feeling_effect.interval
    assert around is not None
    assert (around.low, around.high) == pytest.approx((0.4, 0.6))


def test_a_lead_of_fifty_points_of_loyalty_is_one_step_of_feeling() -> None:
    told = {**row("Granne", -50.0), "metric": "nps", "low": 0.0, "high": 10.0, "unit": "points"}
    [one] = rivals([told])
    assert one.feeling_effect is not None
    assert one.feeling_effect.figure == pytest.approx(1.0)
