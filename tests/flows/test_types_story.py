"""Somebody keeps the types of journeys, names one, and asks everything about it alone."""

import csv
import random
from pathlib import Path

import pytest
from tests.flows.conftest import Resa

pytestmark = pytest.mark.flow

SPEC = """
source: visits
record: [id]
time: at
identifiers: [{column: customer, namespace: customer_number}]
interactions:
- {name: place, channel: channel, kind: kind, order_id: order_no}
"""
HEAD = ("id", "customer", "at", "channel", "place", "kind", "order_no")
WAYS = {
    "shopper": [("web", "search"), ("web", "product page"), ("web", "basket"), ("web", "order placed")],
    "asker": [("phone", "call"), ("chat", "question"), ("phone", "call"), ("email", "complaint")],
}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Resa:
    """Returns a workspace of 120 who shop on the web and 80 who call, write and complain."""
    folder = tmp_path_factory.mktemp("types")
    dice, rows = random.Random(7), list[tuple[object, ...]]()
    for who in range(200):
        way = WAYS["shopper" if who < 120 else "asker"]
        for step in range(dice.randint(4, 9)):
            channel, place = way[dice.randrange(4)]
            order = f"O{len(rows)}" if place == "order placed" else ""
            day = f"2026-0{1 + step // 3}-{1 + 3 * (step % 3):02}T10:{dice.randint(0, 59):02}:00Z"
            rows.append((len(rows), f"C{who:04}", day, channel, place, "order" if order else "view", order))
    with (folder / "visits.csv").open("w", newline="") as file:
        csv.writer(file).writerows([HEAD, *rows])
    (folder / "spec.yaml").write_text(SPEC)
    resa = Resa(folder / "workspace")
    resa("import", folder / "visits.csv", "--spec", folder / "spec.yaml")
    return resa


def test_types_are_kept_named_and_everything_is_asked_for_one(shop: Resa, tmp_path: Path) -> None:
    assert shop.rows("types") == []
    assert "unknown type 'askers'" in shop("show", "channels", "--where", "type = askers", code=2).err
    assert "2 types of journeys kept" in shop("types", "fit").out
    kept = {row["customers"]: row for row in shop.rows("types")}
    assert set(kept) == {120, 80}
    assert kept[80]["share_at_fit"] == 0.4

    asker = str(kept[80]["type"])
    shop("types", "name", asker, "Askers")
    channels = {row["channel"]: row["customers"] for row in shop.rows("show", "channels", "--where", "type = Askers")}
    assert set(channels) <= {"phone", "chat", "email"}
    assert max(channels.values()) <= 80
    others = {row["channel"] for row in shop.rows("show", "channels", "--where", "not type = Askers")}
    assert others == {"web"}
    assert shop.rows("show", "stages", "--where", f"type in ('{asker}')")

    told = shop("show", "types", "--json").json
    assert [(row["name"], row["count"]) for row in told["rows"]][1] == ("Askers", 80)
    assert any("kept since" in note for note in told["notes"])
    assert shop("types", "fit").out.count("customers") == 2
    assert "Askers" in {row["name"] for row in shop.rows("types")}  # what is marked alike keeps its name
    web = str(kept[120]["type"])
    assert "a name of its own" in shop("types", "name", web, "askers", code=2).err
    assert "unknown type" in shop("types", "name", "nobody", "x", code=2).err

    kept_file = shop.workspace / "journey-types.yaml"
    whole = kept_file.read_bytes()
    for broken in (whole[: len(whole) // 2], b"types: H\xf6st", b"a: [", b"- 1", b"form: {}"):
        kept_file.write_bytes(broken)
        assert "journey-types.yaml" in shop("show", "types", code=2).err
    kept_file.write_bytes(whole)


def test_one_customer_is_told_as_a_whole(shop: Resa) -> None:
    shop("types", "fit")
    told = shop("customer", "C0150", "--overview", "--json").json
    rows = {(row["aspect"], row["what"]): row for row in told["rows"]}
    (kind,) = [row for row in told["rows"] if row["aspect"] == "type"]
    assert kind["provenance"] == "inferred"
    assert 0.5 < kind["figure"] <= 1
    channels = [row for (aspect, _), row in rows.items() if aspect == "channel"]
    assert sum(row["figure"] for row in channels) == pytest.approx(1)
    assert sum(row["n"] for row in channels) == told["base"]["interactions"]
    assert {row["what"] for row in channels} <= {"phone", "chat", "email"}
    assert "unknown customer" in shop("customer", "nobody", "--overview", code=2).err
