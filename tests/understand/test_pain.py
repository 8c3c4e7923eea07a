"""Findings on towns where the numbers can be counted: what stands out, what does not, and how messages fared."""

from dataclasses import replace
from typing import Any

import pytest

from resa.model.goal import Goal
from resa.model.resolvedmap import PainMark
from resa.understand.encounter import encounters
from resa.understand.facet import Traits
from resa.understand.feeling import feeling_points
from resa.understand.figure import share
from resa.understand.finding import Finding, marks, touchpoint_is
from resa.understand.mapcount import MapCount
from resa.understand.mapfigures import flows, message_marks
from resa.understand.material import Material, material, month_labels
from resa.understand.message import fates_by_channel
from resa.understand.observation import observations
from resa.understand.pain import pain_marks
from resa.understand.repeat import repeat_chains
from resa.understand.river import river
from resa.understand.rowfacts import row_facts

ORDER = Goal("purchase", "kind = order")


def seen_in(small: Any) -> Material:
    scope = small.asked()["scope"]
    return material(small.engine, small.source, scope=scope, catalogue=small.catalogue, goal=ORDER)


def counted_in(small: Any) -> MapCount:
    scope = small.asked()["scope"]
    facts = row_facts(small.engine, small.source, whole=scope, catalogue=small.catalogue, goal=ORDER)
    return MapCount(list(small.engine.partitions(scope)), facts, facts.answers)


def pains_in(small: Any) -> tuple[PainMark, ...]:
    seen = seen_in(small)
    met, found, chains = encounters(seen), river(seen), repeat_chains(seen.history, seen.fields)
    return pain_marks(met, found=found, chains=chains, traits=Traits(small.source, seen))


def test_where_more_leave_than_elsewhere_is_a_pain_with_its_peers(town: Any) -> None:
    rows: list[dict[str, Any]] = [{"who": 999, "at": 300, "name": "home page"}]
    for who in range(200):
        page = "price list" if who % 2 else "product page"
        rows += [{"who": who, "at": 0, "name": "home page"}, {"who": who, "at": 1, "name": page}]
        if who % 10 < (2 if who % 2 else 8):
            rows.append({"who": who, "at": 2, "name": "checkout", "kind": "order"})
    found = {(pain.cause, pain.touchpoint): pain for pain in pains_in(town(rows))}
    pain = found["drop_off", "price list"]
    assert (pain.params["customers"], pain.params["share"]) == (
        80,
        0.8,
    )  # odd last digits 3, 5, 7, 9: four of five leave
    assert pain.compared_with is not None
    assert pain.compared_with.figure == pytest.approx(0.2)
    assert ("drop_off", "product page") not in found


@pytest.mark.parametrize(("leave", "is_told"), [(1, False), (4, False), (5, True)])
def test_a_handful_must_leave_before_a_place_is_blamed(town: Any, leave: int, is_told: bool) -> None:
    rows: list[dict[str, Any]] = [{"who": 999, "at": 300, "name": "home page"}]
    for who in range(200):
        page = "price list" if who % 2 else "product page"
        rows += [{"who": who, "at": 0, "name": "home page"}, {"who": who, "at": 1, "name": page}]
        if who % 2 == 0 or who >= 2 * leave:
            rows.append({"who": who, "at": 2, "name": "checkout", "kind": "order"})
    assert (("drop_off", "price list") in {(one.cause, one.touchpoint) for one in pains_in(town(rows))}) is is_told


def test_nothing_stands_out_where_all_are_alike(town: Any) -> None:
    rows = []
    for who in range(120):
        page = ("price list", "product page", "size guide")[who % 3]
        rows += [{"who": who, "at": 0, "name": "home page"}, {"who": who, "at": 1, "name": page}]
        if who // 3 % 2:
            rows.append({"who": who, "at": 2, "name": "checkout", "kind": "order"})
    assert [pain.cause for pain in pains_in(town(rows)) if pain.cause != "cart"] == []


def finding(chance: float, *, weight: float = 1.0, cause: str = "wait", customers: int = 50) -> Finding:
    effect = share(1, whole=2)
    return Finding(
        cause, f"pain.{cause}", "retention", f"t{weight}", {}, customers, effect, None, chance, weight, ("x",)
    )


def test_many_looks_are_corrected_for(town: Any) -> None:
    seen = seen_in(town([{"who": 0, "at": 0}]))
    alone = [finding(0.04)]
    among = [finding(0.04, weight=2.0), *(finding(0.5, weight=float(number)) for number in range(3, 12))]
    assert len(marks(alone, seen=seen)) == 1
    assert marks(among, seen=seen) == ()


def test_at_most_three_of_a_cause_are_shown_heaviest_first(town: Any) -> None:
    seen = seen_in(town([{"who": 0, "at": 0}]))
    many = [finding(0.0, weight=float(number)) for number in range(1, 7)]
    other = finding(0.0, weight=0.5, cause="repeat")
    found = marks([*many, other, replace(other, customers=0)], seen=seen)
    assert [pain.touchpoint for pain in found] == ["t6.0", "t5.0", "t4.0", "t0.5"]
    assert [pain.rank for pain in found] == [1, 2, 3, 4]


def test_a_name_with_a_quote_still_makes_a_filter() -> None:
    assert touchpoint_is("kid's corner") == 'touchpoint = \\"kid\'s corner\\"'


def sent(who: int, at: float, *steps: str, name: str = "Newsletter") -> list[dict[str, Any]]:
    whole = ("sent", *steps)
    return [
        {
            "who": who,
            "at": at + 0.01 * number,
            "channel": "email",
            "name": name,
            "kind": f"message_{step}",
            "direction": "out",
        }
        for number, step in enumerate(whole)
    ]


def test_messages_told_step_by_step_are_counted_from_their_kinds(town: Any) -> None:
    rows = [
        *sent(0, 0, "delivered", "opened"),
        *sent(1, 0, "delivered"),
        *sent(2, 0, "delivered", "opened"),
        *sent(3, 0),
    ]
    small = town(rows)
    seen, [mark] = seen_in(small), message_marks(counted_in(small))
    assert (mark.stage, mark.channel, mark.name, mark.sent, mark.customers) == (
        "awareness",
        "email",
        "Newsletter",
        4,
        4,
    )
    assert mark.delivered is not None
    assert mark.opened is not None
    assert (mark.delivered.figure, mark.opened.figure) == (0.75, pytest.approx(2 / 3))
    opened = next(one for one in observations(seen, found=river(seen), chains=[]) if one.kpi == "open_share")
    assert (len(opened.figures), opened.figures.sum()) == (3, 2)


def test_messages_told_by_outcome_came_as_far_as_it_says(town: Any) -> None:
    rows = [
        {"who": who, "at": 0, "channel": "sms", "name": "Offer", "direction": "out", "outcome": outcome}
        for who, outcome in enumerate(("delivered", "read", "replied", "failed"))
    ]
    fate = fates_by_channel(seen_in(town(rows)))["sms"]
    assert (fate.sent, fate.delivered, fate.opened, fate.answered) == (4, 3, 2, 1)


def test_answers_about_places_the_catalogue_lacks_stand_in_the_stage_of_their_words(town: Any) -> None:
    told = [
        {"who": who, "at": 1, "metric": "csat", "score": 5.0, "score_low": 1.0, "score_high": 5.0, "touchpoint": place}
        for who in range(6)
        for place in ("repair desk", "delivery", "qx7")
    ]
    rows = [{"who": who, "at": 0, "channel": "parcel", "name": "parcel delivered"} for who in range(6)]
    seen = seen_in(town(rows, answers=told))
    positions = {"parcel delivered": 0.25}
    points = feeling_points(seen.answers, catalogue=seen.catalogue, grounds=seen.grounds, positions=positions)
    assert [(point.id, point.stage, point.touchpoint, point.position_share) for point in points] == [
        ("feeling:parcel delivered", "retention", "parcel delivered", 0.25),
        ("feeling:repair desk", "retention", None, 0.5),
    ]


def test_the_river_counts_everybody_in_a_stage_once_and_loops_apart(town: Any) -> None:
    rows = [
        {"who": 0, "at": 0, "name": "home page"},
        {"who": 0, "at": 1, "name": "product page"},
        {"who": 0, "at": 9, "name": "home page"},
        {"who": 1, "at": 0, "name": "home page"},
        {"who": 1, "at": 1, "name": "checkout", "kind": "order"},
        {"who": 2, "at": 300, "name": "product page"},
    ]
    found = {(one.kind, one.from_stage, one.to_stage): one.customers for one in flows(counted_in(town(rows)))}
    assert found == {
        ("enter", None, "awareness"): 2,
        ("enter", None, "consideration"): 1,
        ("forward", "awareness", "consideration"): 1,
        ("forward", "awareness", "purchase"): 1,
        ("leave", "consideration", None): 1,
        ("stay", "consideration", None): 1,
        ("leave", "purchase", None): 1,
        ("loop", "consideration", "awareness"): 1,
    }


def test_trend_months_leave_stray_dates_out(town: Any) -> None:
    rows = [{"who": who % 9, "at": who / 100} for who in range(3000)] + [{"who": 0, "at": 400}]
    assert month_labels(seen_in(town(rows)).months) == ("2026-01", "2026-02")
