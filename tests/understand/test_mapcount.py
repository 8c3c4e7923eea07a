"""A map counted in a few walks is the map found in loaded histories: whatever the filter, and after late arrivals."""

import dataclasses
import math
import random
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from tests.understand import loadedmap
from tests.understand.conftest import Build, Town

from resa.kernels.select import take
from resa.model.condition import parse
from resa.model.goal import Goal
from resa.store.port import Scope
from resa.understand import figurelane, mapfigures
from resa.understand.encounter import encounters
from resa.understand.feeling import feeling_points
from resa.understand.history import FieldSource
from resa.understand.mapcount import MapCount
from resa.understand.material import Material, material
from resa.understand.observation import observations
from resa.understand.repeat import repeat_chains
from resa.understand.river import river
from resa.understand.rowfacts import RowFacts, row_facts
from resa.understand.told import kept_answers

GOAL = Goal("purchase", "kind = order", money="order_value")
FILTERS = (
    None,
    "channel = web",
    "channel in (phone, chat)",
    "has(kind = order)",
    "not has(channel = email) and channel != ads",
    "profile.country = NO",
    "profile.country = SE and channel = email",
    "time >= 2026-02-01 and time < 2026-03-01",
    "channel = web or money > 15000",
    "score > 3",
    "time < 1980-01-01",
)

_DOINGS: tuple[dict[str, Any], ...] = (
    {"channel": "ads", "name": "banner", "kind": "ad_view"},
    {"channel": "web", "name": "product page", "kind": "view"},
    {"channel": "web", "name": "add to cart", "kind": "cart"},
    {"channel": "web", "name": "checkout", "kind": "view"},
    {"channel": "parcel", "name": "parcel delivered", "kind": "delivery"},
    {"channel": "store", "name": "qx7", "kind": ""},
    {"channel": "email", "name": "newsletter", "kind": "message_sent", "campaign": "Vår", "direction": "out"},
    {"channel": "email", "name": "newsletter", "kind": "message_delivered", "campaign": "Vår", "direction": "out"},
    {"channel": "email", "name": "newsletter", "kind": "message_opened", "campaign": "Vår"},
    {"channel": "sms", "name": "parcel notice", "kind": "message", "direction": "out", "outcome": "delivered"},
    {"channel": "sms", "name": "parcel notice", "kind": "message", "direction": "out", "outcome": "read"},
)


CURRENCIES = ("SEK", "SEK", "SEK", "NOK", None)


def doings(dice: random.Random, *, customers: int) -> Iterator[dict[str, Any]]:
    """Yields what people did over four months; some wait, some buy, some call twice about one thing."""
    for who in range(customers):
        at = dice.uniform(0, 100)
        for _ in range(dice.randint(1, 14)):
            at += dice.choice([0.001, 0.01, 0.5, 3.0, 20.0])
            when = {"who": who, "at": at, "offset_minutes": dice.choice([60, 120, -300, None])}
            match dice.randint(0, 5):
                case 0:
                    worth = dice.choice([None, 10_000 + who, 25_000])
                    order = {
                        "order_id": f"F{who}-{dice.randint(0, 1)}",
                        "money_minor": worth,
                        "currency": dice.choice(CURRENCIES),
                    }
                    yield {**when, "channel": "web", "name": "order placed", "kind": "order", **order}
                case 1:
                    topic = dice.choice(["delivery", "return", None])
                    about = {
                        "topic": topic,
                        "matter": dice.choice([None, f"T{who}"]),
                        "wait_seconds": dice.choice([None, 20.0, 600.0, 61.5]),
                    }
                    channel = dice.choice(["phone", "chat"])
                    yield {**when, "channel": channel, "name": channel, "kind": "call", **about}
                case _:
                    yield {**when, **dice.choice(_DOINGS)}


def sayings(dice: random.Random, *, customers: int) -> Iterator[dict[str, Any]]:
    """Yields scores about three touchpoints, one of which nobody has."""
    for who in range(customers):
        place = dice.choice(["parcel delivered", "product page", "the weather"])
        scale = {"who": who, "at": dice.uniform(0, 120), "touchpoint": place, "channel": dice.choice(["web", "email"])}
        text = dice.choice(["", "Bra, men sent.", "Helt okej för mig."])
        yield {
            **scale,
            "metric": "csat",
            "score_low": 1.0,
            "score_high": 5.0,
            "score": dice.randint(1, 5),
            "text": text,
        }
        yield {**scale, "metric": "nps", "score_low": 0.0, "score_high": 10.0, "score": dice.randint(0, 10)}


@pytest.fixture(params=range(3))
def busy(request: pytest.FixtureRequest, town: Build) -> Town:
    dice = random.Random(request.param)
    customers = (60, 150, 1)[request.param]
    profiles = [{"who": who, "properties": {"country": dice.choice(["SE", "NO"])}} for who in range(customers)]
    rows, said = list(doings(dice, customers=customers)), list(sayings(dice, customers=customers))
    return town(rows, answers=said, profiles=profiles)


ZONES = ("Europe/Stockholm", "America/St_Johns", "Pacific/Kiritimati")


@pytest.mark.parametrize(("where", "zone"), [*((one, "UTC") for one in FILTERS), *((None, one) for one in ZONES)])
def test_law_counts_of_walks_equal_figures_of_loaded_histories(busy: Town, where: str | None, zone: str) -> None:
    facts = facts_of(busy)
    scope = Scope(where=parse(where) if where else None, stages=busy.stages)
    said = kept_answers(facts.answers, engine=busy.engine, scope=scope)
    counted = MapCount(list(busy.engine.partitions(scope)), facts, said, zone=zone)
    loaded = material(busy.engine, busy.source, scope=scope, catalogue=busy.catalogue, goal=GOAL, zone=zone)
    quick, plain = parts_counted(counted), parts_loaded(loaded, busy.source)
    faults = [fault for name in plain for fault in differences(quick[name], plain[name], at=name)]
    assert not faults, faults[:5]


def test_law_the_sum_over_partitions_is_the_whole(busy: Town) -> None:
    facts, (whole,) = facts_of(busy), busy.engine.partitions(Scope(stages=busy.stages))
    pieces = [take(whole, np.arange(first, whole.units, 3)) for first in range(3)]
    parts = [parts_counted(MapCount(one, facts, facts.answers)) for one in ([whole], pieces)]
    faults = [fault for name in parts[0] for fault in differences(parts[0][name], parts[1][name], at=name)]
    assert not faults, faults[:5]


def facts_of(town: Town) -> RowFacts:
    whole = Scope(stages=town.stages)
    return row_facts(town.engine, town.source, whole=whole, catalogue=town.catalogue, goal=GOAL)


def parts_counted(counted: MapCount) -> dict[str, Any]:
    marks = mapfigures.touchpoint_marks(counted)
    return {
        "stages": mapfigures.stage_columns(counted),
        "flows": mapfigures.flows(counted),
        "groups": mapfigures.channel_groups(counted),
        "touchpoints": marks,
        "links": mapfigures.links(counted),
        "feelings": mapfigures.feelings_told(counted, marks),
        "figures": figurelane.figure_rows(counted),
        "messages": mapfigures.message_marks(counted),
        "months": counted.months,
        "extent": counted.extent,
        "has_goal": counted.has_goal,
    }


def parts_loaded(seen: Material, source: FieldSource) -> dict[str, Any]:
    found, chains = river(seen), repeat_chains(seen.history, seen.fields)
    marks = loadedmap.touchpoint_marks(encounters(seen))
    positions = {mark.id: mark.median_position_share for mark in marks}
    said = feeling_points(seen.answers, catalogue=seen.catalogue, grounds=seen.grounds, positions=positions)
    return {
        "stages": loadedmap.stage_columns(found),
        "flows": loadedmap.flows(found),
        "groups": loadedmap.channel_groups(seen),
        "touchpoints": marks,
        "links": loadedmap.links(seen),
        "feelings": said,
        "figures": loadedmap.figure_rows(seen, every=observations(seen, found=found, chains=chains)),
        "messages": loadedmap.message_marks(seen, source=source),
        "months": seen.months,
        "extent": seen.history.extent,
        "has_goal": seen.goal is not None,
    }


def differences(one: Any, other: Any, *, at: str) -> Iterator[str]:
    """Yields where two answers differ; sums of money may differ in the last digit, added in another order."""
    if dataclasses.is_dataclass(one) and not isinstance(one, type):
        for field in dataclasses.fields(one):
            name = field.name
            yield from differences(getattr(one, name), getattr(other, name, None), at=f"{at}.{name}")
    elif isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        for number, (mine, theirs) in enumerate(zip(one, other, strict=True)):
            yield from differences(mine, theirs, at=f"{at}[{number}]")
    elif isinstance(one, float) and isinstance(other, float):
        if not math.isclose(one, other, rel_tol=1e-12):
            yield f"{at}: {one} and {other}"
    elif one != other:
        yield f"{at}: {one!r} and {other!r}"


def test_hours_and_positions_by_hand(town: Build) -> None:
    rows = [
        {"who": 1, "at": 0.0, "channel": "web", "name": "product page", "kind": "view", "offset_minutes": 60},
        {"who": 1, "at": 0.1, "channel": "web", "name": "size guide", "kind": "view", "offset_minutes": 60},
        {"who": 1, "at": 0.2, "channel": "web", "name": "product page", "kind": "view"},
    ]
    small = town(rows)
    counted = MapCount(list(small.engine.partitions(Scope())), facts_of(small), facts_of(small).answers)
    marks = {mark.name: mark for mark in mapfigures.touchpoint_marks(counted)}
    page = marks["product page"]
    assert (page.customers, page.interactions, page.hours[13]) == (1, 2, 1)  # noon in UTC is 13 with one hour's offset
    assert sum(page.hours) == 1  # the third tells no offset
    assert page.per_customer.figure == 2
    assert np.isclose(marks["size guide"].median_position_share, 0.5, atol=0.02)
