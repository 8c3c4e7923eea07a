"""The questions about journeys, asked at the command line of a shop that fits in the head."""

from pathlib import Path

import pytest
from tests.flows.agreement import agree
from tests.flows.conftest import Resa
from tests.flows.smallshop import BASKET, plan_of, small_shop

pytestmark = pytest.mark.flow


@pytest.fixture
def shop(resa: Resa, tmp_path: Path) -> Resa:
    return small_shop(resa, tmp_path)


def test_every_question_counts_the_same_people(shop: Resa) -> None:
    agree(shop.workspace)


def test_flows_and_what_surrounds_a_step(shop: Resa) -> None:
    flows = shop.rows("show", "flow", "--at", BASKET, "--depth", "2")
    assert [(row["from"], row["to"], row["customers"]) for row in flows] == [
        (None, BASKET, 2),
        (BASKET, "home", 1),
        (BASKET, "order", 1),
    ]
    near = shop.rows("show", "around", "--at", BASKET)
    assert {(row["side"], row["step"]): row["direct"] for row in near if row["direct"]} == {
        ("before", "home"): 1,
        ("before", "(start)"): 1,
        ("after", "home"): 1,
        ("after", "order"): 1,
    }
    assert "name one: --at" in shop("show", "around", code=2).err
    told = shop("show", "switches", "--depth", "3", "--json").json["notes"]
    assert told == ["1 of 4 moves go to another channel", "--depth means nothing for switches and was not followed"]


def test_visits_that_end_at_once(shop: Resa) -> None:
    entries = {row["entry"]: (row["visits"], row["bounced"]) for row in shop.rows("show", "bounce")}
    assert entries == {"home": (2, 1), BASKET: (1, 0), "till": (1, 1)}


def test_two_groups_beside_each_other(shop: Resa) -> None:
    answer = shop("show", "comparison", "--where", "time < 2026-01-02", "--versus", "time >= 2026-01-02", "--json").json
    assert "held against: time >= 2026-01-02" in answer["notes"]
    rows = answer["rows"]
    told = {(row["aspect"], row["id"]): (row["customers"], row["versus"], row["differs"]) for row in rows}
    assert told["touchpoint", "order"] == (1, 0, False)
    assert told["transition", f"link:home:{BASKET}"] == (1, 0, False)
    assert "--versus" in shop("show", "comparison", code=2).err
    figures = shop.rows("show", "comparison", "--versus", "channel = store", "--by", "figure")
    assert {"reach"} <= {row["name"] for row in figures}
    assert (
        "--where and --versus"
        in shop("show", "comparison", "--versus", "channel = store", "--by", "figure", "--from", "2026", code=2).err
    )


def test_journeys_against_a_drawn_map(shop: Resa, tmp_path: Path) -> None:
    plan = plan_of(tmp_path, "home", BASKET)
    answer = shop("show", "conformance", "--map", plan, "--json").json
    told = {(row["deviation"], row["touchpoint"]): row["customers"] for row in answer["rows"]}
    assert told == {
        ("in_order", "home"): 3,
        ("out_of_order", "home"): 0,
        ("skipped", "home"): 0,
        ("not_reached", "home"): 0,
        ("in_order", BASKET): 1,
        ("out_of_order", BASKET): 1,
        ("skipped", BASKET): 0,
        ("not_reached", BASKET): 1,
        ("extra", "order"): 1,
        ("extra", "till"): 1,
    }
    assert answer["notes"][0].startswith("alignment cost 1.67 moves a customer")  # 1 for A, 1 for B, 3 for C
    assert answer["notes"][1].endswith("channel in (web, store)")
    assert "nobody has served the app there" in shop("show", "conformance", "--map", "Plan", code=2).err
    assert "--map" in shop("show", "conformance", code=2).err
    (tmp_path / "empty.yaml").write_text("resa: journeymap\nversion: 1\n", encoding="utf-8")
    assert "with steps" in shop("show", "conformance", "--map", tmp_path / "empty.yaml", code=2).err
    (tmp_path / "bytes.yaml").write_bytes(b"title: H\xf6st\n")
    assert "save it as UTF-8" in shop("show", "conformance", "--map", tmp_path / "bytes.yaml", code=2).err
