"""What patterns propose, on towns where each can be counted."""

from typing import Any

import pytest

from resa.model.goal import Goal
from resa.model.measurement import Interval, Measurement
from resa.understand.improving.chance import Opportunity, patterns, ranked, rivals
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


def row(company: str | None, mean: float, *, n: int = 400) -> dict[str, Any]:
    told = {"metric": "stars", "low": 1.0, "high": 5.0, "mean_interval": [mean - 0.1, mean + 0.1]}
    return {"company": company, "mean": mean, "n": n, **told}


def test_rivals_are_those_who_are_clearly_better(town: Any) -> None:
    [one] = rivals([row(None, 4.0), row("Granne", 4.5), row("Nabo", 4.05), row("Few", 4.9, n=9)])
    assert one.place == "Granne"
    assert one.feeling_effect is not None
    assert one.feeling_effect.figure == pytest.approx(0.5)  # one star is one step of the scale from -2 to 2


def effect(figure: float, low: float) -> Measurement:
    return Measurement(figure, "count", "x", 50, Interval(low, 2 * figure - low), None)


def test_what_may_be_chance_promises_nothing() -> None:
    def one(name: str, goal: Measurement | None, felt: Measurement | None, customers: int = 100) -> Opportunity:
        return Opportunity("service", name, "x", None, customers, (), goal_effect=goal, feeling_effect=felt)

    order = ranked([
        one("many", None, None, 900), one("doubt", effect(80, -3), None), one("goal", effect(40, 20), None),
        one("both", effect(30, 20), effect(0.5, 0.2)),
    ])  # fmt: skip
    assert [each.proposal for each in order] == ["both", "goal", "many", "doubt"]
