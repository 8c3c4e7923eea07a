"""Credit for a goal: touches counted by hand, models held against an independent count and the closed form."""

import csv
import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from benchmarks import creditpaths
from tests.understand.conftest import Build

from resa.model.condition import parse
from resa.model.errors import UnknownNameError, UsageError
from resa.model.goal import Goal
from resa.understand.credit.attribution import CREDIT_NOTE, Credited, attribution
from resa.understand.credit.chain import chains
from resa.understand.credit.model import MODELS, checked_models, shared_credit
from resa.understand.credit.touch import TouchPaths
from resa.understand.journeytype.histories import Accounts

GOAL = Goal("purchase", "kind = order", money="order_value")
HOUR = 1 / 24


def at(who: int, days: float, channel: str, **more: Any) -> dict[str, Any]:
    return {"who": who, "at": days, "name": f"at {channel}", "channel": channel, **more}


def order(who: int, days: float, number: str, minor: int = 10_000, currency: str = "SEK") -> dict[str, Any]:
    money = {"order_id": number, "money_minor": minor, "currency": currency}
    return at(who, days, "web", kind="order", **money) | {"name": "order"}


ROWS = [
    # an advert, a day later a visit of two pages that ends in an order; told twice, it stays one order
    at(1, 0.0, "ads"), at(1, 1.0, "web"), at(1, 1.0 + 0.1 * HOUR, "web"), order(1, 1.0 + 0.2 * HOUR, "a"),
    order(1, 1.0 + 0.3 * HOUR, "a"),
    # a letter that the company sent is no touch; that it was opened is one; the order begins a path of its own
    at(1, 2.0, "email", kind="message_sent", direction="out"),
    at(1, 2.5, "email", kind="message_opened", direction="in"),
    order(1, 2.6, "b", 30_000),
    # an advert too long ago, and an order with nothing before it
    at(2, 0.0, "ads"), order(2, 50.0, "c", 5_000),
    # a path that leads to no order
    at(3, 0.0, "ads"), at(3, 4.0, "store"),
]  # fmt: skip


def asked(town: Build, **how: Any) -> Any:
    small = town(ROWS)
    return attribution(
        small.engine, goal=GOAL, source=small.source, catalogue=small.catalogue, asked=Credited(**how), **small.asked()
    )


def shares(table: Any, model: str) -> dict[str, float]:
    return {row["channel"]: round(row["share"], 4) for row in table.rows if row["model"] == model and row["share"]}


def test_touches_are_visits_since_the_last_order_and_not_too_long_ago(town: Build) -> None:
    table = asked(town)
    assert table.notes[0] == "2 of 3 conversions of purchase have a touch within 30 days before them and are shared out"
    assert table.notes[-1] == CREDIT_NOTE
    assert shares(table, "first") == {"ads": 0.5, "email": 0.5}
    assert shares(table, "last") == {"web": 0.5, "email": 0.5}
    assert shares(table, "linear") == shares(table, "shapley") == {"ads": 0.25, "web": 0.25, "email": 0.5}
    assert [row["touched"] for row in table.rows if row["model"] == "first"] == [1, 1, 1]


def test_recent_touches_weigh_more_in_decay(town: Build) -> None:
    table = asked(town, model="decay")
    old, fresh = 2 ** (-(1 + 0.2 / 24) / 7), 2 ** (-(0.2 / 24) / 7)
    assert shares(table, "decay")["ads"] == pytest.approx(old / (old + fresh) / 2, abs=1e-3)


def test_the_chain_counts_paths_that_led_nowhere(town: Build) -> None:
    """Four paths: ads web yes; email yes; ads no; ads store no. Each that leads to an order is half of all."""
    table = asked(town, model="markov")
    lost = {"ads": 0.25, "web": 0.25, "email": 0.25}
    told = {"ads": 1 / 3, "web": 1 / 3, "email": 1 / 3}
    assert shares(table, "markov") == {name: round(share, 4) for name, share in told.items()}
    assert sum(lost.values()) == 0.75


def test_worth_is_shared_out_in_the_currency_of_most_orders(town: Build) -> None:
    table = asked(town, model="first")
    assert table.measures["value"].unit == "SEK"
    assert {row["channel"]: row["value"] for row in table.rows if row["value"]} == {"ads": 100.0, "email": 300.0}


def test_a_wider_window_finds_the_older_touch(town: Build) -> None:
    assert asked(town, within_seconds=60 * 86_400).notes[0].startswith("3 of 3 conversions")


def test_touches_can_be_narrowed_down(town: Build) -> None:
    table = asked(town, touches=parse("channel in (ads, email)"), model="last")
    assert shares(table, "last") == {"ads": 0.5, "email": 0.5}


def test_touchpoints_and_what_sources_tell_can_be_credited(town: Build) -> None:
    table = asked(town, by="touchpoint", model="first")
    assert {row["touchpoint"] for row in table.rows} == {"at ads", "at email", "at web"}
    rows = [{**row, "campaign": "spring"} if row["channel"] == "ads" else row for row in ROWS]
    small = town(rows)
    by = Credited(by="campaign", model="linear")
    found = attribution(small.engine, goal=GOAL, source=small.source, asked=by, **small.asked())
    assert [(row["campaign"], row["share"]) for row in found.rows] == [("spring", 1.0)]
    with pytest.raises(UnknownNameError):
        asked(town, by="profile.country")


def test_colleagues_are_one_account(town: Build) -> None:
    rows = [at(1, 0.0, "ads"), at(2, 1.0, "phone"), order(2, 1.1, "a"), order(3, 1.0, "b")]
    small = town(rows, profiles=[{"who": who, "properties": {"company": "acme"}} for who in (1, 2)])
    how = Credited(model="linear", accounts=Accounts("company", small.source))
    table = attribution(small.engine, goal=GOAL, source=small.source, asked=how, **small.asked())
    assert shares(table, "linear") == {"ads": 0.5, "phone": 0.5}
    assert "1 customers without one are left out" in table.notes[-2]


def test_nothing_reached_is_nothing_to_credit(town: Build) -> None:
    small = town(ROWS)
    goal = Goal("call", "kind = call")
    table = attribution(small.engine, goal=goal, source=small.source, **small.asked())
    assert not table.rows
    assert "nothing to credit" in table.notes[0]


def test_models_are_known_by_name() -> None:
    assert checked_models(None) == MODELS
    assert checked_models("markov3") == ("markov3",)
    with pytest.raises(UnknownNameError):
        checked_models("markov9")


def paths(rows: list[list[int]], *, reached: list[float], codes: int) -> TouchPaths:
    hit = np.array(reached)
    return TouchPaths.of(rows, reached=hit, missed=1 - hit, worth=hit, codes=codes)


def test_removal_in_closed_form_is_removal_by_walking() -> None:
    """The chance without a code, by taking its steps out and walking the chain until nobody is left."""
    rng = np.random.default_rng(2)
    rows = [rng.integers(0, 4, rng.integers(1, 7)).tolist() for _ in range(300)]
    given = paths(rows, reached=rng.integers(0, 2, 300).astype(float).tolist(), codes=4)
    for memory in (1, 2):
        chain = chains(given, order=memory)
        found = chain.removal()
        for code in range(4):
            assert found.effect[code] == pytest.approx(1 - _walked(chain, without=code) / _walked(chain), abs=1e-12)
        assert found.chance == pytest.approx(_walked(chain), abs=1e-12)


def _walked(chain: Any, *, without: int | None = None) -> float:
    counts = chain.edges.sum(axis=0)
    states = len(chain.code_of_state)
    step = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1e-300)
    step[:states][chain.code_of_state == without] = 0
    at, arrived = step[states, :states], step[states, states]
    for _ in range(3000):
        arrived += at @ step[:states, states]
        at = at @ step[:states, :states]
    return float(arrived)


def test_a_longer_memory_tells_ways_apart() -> None:
    given = paths([[0, 1], [1, 1], [0, 0]], reached=[1, 0, 0], codes=2)
    assert len(chains(given, order=2).code_of_state) == 5
    assert chains(given, order=2).removal().effect.tolist() == pytest.approx([1.0, 1.0])


def test_too_long_a_memory_is_refused() -> None:
    rng = np.random.default_rng(1)
    rows = rng.integers(0, 60, (3000, 3)).tolist()
    with pytest.raises(UsageError, match="lower order"):
        chains(paths(rows, reached=[1.0] * 3000, codes=60), order=3)


def test_intervals_hold_the_share_that_made_the_data() -> None:
    """The first touch is code 0 in 30 of 100 paths; of 60 samples about 57 intervals hold that."""
    held = 0
    for seed in range(60):
        first = (np.random.default_rng(seed).random(400) > 0.3).astype(int)
        found = shared_credit(paths([[int(one)] for one in first], reached=[1.0] * 400, codes=2), models=("first",))
        around = found.by_model["first"].around
        assert around is not None
        held += bool(around[0, 0] <= 0.3 <= around[1, 0])
    assert 52 <= held <= 60


DATA = Path(os.environ.get("RESA_TEST_DATA", "")) / "attribution_pathdata"
needs_data = pytest.mark.skipif(
    not (DATA / "paths.csv").is_file(), reason="RESA_TEST_DATA names no attribution_pathdata"
)


def real() -> tuple[TouchPaths, list[str], dict[str, Any]]:
    with (DATA / "paths.csv").open() as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    names = sorted({name for row in rows for name in row["path"].split(" > ")})
    told = {
        key: np.array([float(row[key]) for row in rows])
        for key in ("total_conversions", "total_null", "total_conversion_value")
    }
    codes = [[names.index(name) for name in row["path"].split(" > ")] for row in rows]
    given = TouchPaths.of(codes, reached=told["total_conversions"], missed=told["total_null"],
                          worth=told["total_conversion_value"], codes=len(names))  # fmt: skip
    return given, names, json.loads((DATA / "expected.json").read_text())


@needs_data
@pytest.mark.data
def test_real_paths_give_the_expected_credit() -> None:
    given, names, expected = real()
    found = shared_credit(given)
    for model, key in (("first", "first_touch"), ("last", "last_touch"), ("linear", "linear")):
        credit = found.by_model[model]
        assert credit.share * found.conversions == pytest.approx([expected[key][name] for name in names], abs=1e-9)
        assert credit.worth_share is not None
        assert credit.worth_share * found.worth == pytest.approx(
            [expected["value"][key][name] for name in names], abs=1e-9
        )
    for key, part in (("markov1_with_null", given), ("markov1_without_null", replace(given, missed=0 * given.missed))):
        removal = chains(part).removal()
        told = expected[key]
        assert removal.chance == pytest.approx(told["p_conversion"], abs=1e-9)
        assert removal.effect == pytest.approx([told["removal_effect"][name] for name in names], abs=1e-9)
        assert removal.share * found.conversions == pytest.approx(
            [told["attributed"][name] for name in names], abs=1e-9
        )


@pytest.mark.slow
def test_ten_times_the_paths_cost_about_ten_times_as_much() -> None:
    few, many = (creditpaths.drawn(paths) for paths in (100_000, 1_000_000))
    creditpaths.seconds(few)  # compiles
    assert creditpaths.seconds(many) < 3 * 10 * creditpaths.seconds(few)  # by pairs of paths it were a hundred times
