"""The questions about journeys, asked at the command line of a shop that fits in the head."""

from pathlib import Path

import pytest
from tests.flows.agreement import agree
from tests.flows.conftest import Resa

pytestmark = pytest.mark.flow

SPEC = """
source: visits
time: at
identifiers: [{column: who, namespace: customer_number}]
interactions:
- {name: what, channel: where}
"""
ROWS = """who,at,what,where
A,2026-01-01T10:00:00Z,home,web
A,2026-01-01T10:01:00Z,basket,web
A,2026-01-01T10:02:00Z,order,web
B,2026-01-01T10:00:00Z,home,web
C,2026-01-01T10:00:00Z,basket,web
C,2026-01-01T10:05:00Z,home,web
C,2026-01-03T10:00:00Z,till,store
"""
PLAN = """resa: journeymap
version: 1
maps: {map: {where: 'channel in (web, store)'}}
stages:
  stage:all: {name: All, position: 1}
steps:
  step:home: {stage: stage:all, position: 1, name: Home, touchpoint: home}
  step:basket: {stage: stage:all, position: 2, name: Basket, touchpoint: basket}
"""


@pytest.fixture
def shop(resa: Resa, tmp_path: Path) -> Resa:
    (tmp_path / "visits.csv").write_text(ROWS, encoding="utf-8")
    (tmp_path / "visits.yaml").write_text(SPEC, encoding="utf-8")
    resa("import", tmp_path / "visits.csv", "--spec", tmp_path / "visits.yaml")
    return resa


def test_every_question_counts_the_same_people(shop: Resa) -> None:
    agree(shop.workspace)


def test_flows_and_what_surrounds_a_step(shop: Resa) -> None:
    flows = shop.rows("show", "flow", "--at", "basket", "--depth", "2")
    assert [(row["from"], row["to"], row["customers"]) for row in flows] == [
        (None, "basket", 2),
        ("basket", "home", 1),
        ("basket", "order", 1),
    ]
    near = shop.rows("show", "around", "--at", "basket")
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
    assert entries == {"home": (2, 1), "basket": (1, 0), "till": (1, 1)}


def test_two_groups_beside_each_other(shop: Resa) -> None:
    answer = shop("show", "comparison", "--where", "time < 2026-01-02", "--versus", "time >= 2026-01-02", "--json").json
    assert "held against: time >= 2026-01-02" in answer["notes"]
    rows = answer["rows"]
    told = {(row["aspect"], row["id"]): (row["customers"], row["versus"], row["differs"]) for row in rows}
    assert told["touchpoint", "order"] == (1, 0, False)
    assert told["transition", "link:home:basket"] == (1, 0, False)
    assert "--versus" in shop("show", "comparison", code=2).err
    figures = shop.rows("show", "comparison", "--versus", "channel = store", "--by", "figure")
    assert {"reach"} <= {row["name"] for row in figures}
    assert (
        "--where and --versus"
        in shop("show", "comparison", "--versus", "channel = store", "--by", "figure", "--from", "2026", code=2).err
    )


def test_journeys_against_a_drawn_map(shop: Resa, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    answer = shop("show", "conformance", "--map", tmp_path / "plan.yaml", "--json").json
    told = {(row["deviation"], row["touchpoint"]): row["customers"] for row in answer["rows"]}
    assert told == {
        ("in_order", "home"): 3,
        ("out_of_order", "home"): 0,
        ("skipped", "home"): 0,
        ("not_reached", "home"): 0,
        ("in_order", "basket"): 1,
        ("out_of_order", "basket"): 1,
        ("skipped", "basket"): 0,
        ("not_reached", "basket"): 1,
        ("extra", "order"): 1,
        ("extra", "till"): 1,
    }
    assert answer["notes"][0].startswith("alignment cost 1.67 moves a customer")  # 1 for A, 1 for B, 3 for C
    assert answer["notes"][1].endswith("channel in (web, store)")
    assert "nobody has served the app there" in shop("show", "conformance", "--map", "Plan", code=2).err
    assert "--map" in shop("show", "conformance", code=2).err
    (tmp_path / "empty.yaml").write_text("resa: journeymap\nversion: 1\n", encoding="utf-8")
    assert "with steps" in shop("show", "conformance", "--map", tmp_path / "empty.yaml", code=2).err
