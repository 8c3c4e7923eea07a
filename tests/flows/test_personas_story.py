"""Somebody finds out who the customers are, names them, asks about one alone, and tries what a workshop claimed."""

import csv
import random
from pathlib import Path

import pytest
import yaml
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


def people(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """150 who use the app in the evening and buy twice, 150 who come to the store in the daytime and buy nothing."""
    dice = random.Random(4)
    for who in range(300):
        is_app = who < 150
        for visit in range(dice.randint(8, 12) if is_app else dice.randint(5, 7)):
            hour = dice.randint(18, 21) if is_app else dice.randint(9, 15)
            day = f"2026-{dice.randint(1, 6):02}-{dice.randint(1, 28):02}T{hour:02}:{dice.randint(0, 59):02}:00Z"
            buys = is_app and visit < 2
            channel = "app" if is_app and dice.random() < 0.9 else "store"
            place = "order placed" if buys else "product page" if channel == "app" else "visit"
            rows.append(
                dict(
                    zip(
                        HEAD,
                        (
                            len(rows), f"C{who:04}", day, channel, place, "order" if buys else "view",
                            f"O{len(rows)}" if buys else "",
                        ),
                        strict=True,
                    )
                )
            )  # fmt: skip
    return rows


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Resa:
    folder = tmp_path_factory.mktemp("personas")
    with (folder / "visits.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, HEAD)
        writer.writeheader()
        writer.writerows(people([]))
    (folder / "spec.yaml").write_text(SPEC)
    resa = Resa(folder / "workspace")
    resa("import", folder / "visits.csv", "--spec", folder / "spec.yaml")
    return resa


def test_two_kinds_of_people_are_found_named_and_asked_about(shop: Resa) -> None:
    first = shop("show", "personas", "--json").json
    sizes = [row for row in first["rows"] if row["aspect"] == "size"]
    assert [row["customers"] for row in sizes] == [150, 150]
    assert any("not kept yet" in note for note in first["notes"])
    assert all(row["provenance"] in ("measured", "asserted", "inferred") for row in first["rows"])

    assert "2 personas of 300 customers" in shop("personas", "fit").out
    listed = {row["persona"]: row for row in shop.rows("personas")}
    (app,) = {
        row["persona"]
        for row in first["rows"]
        if row["aspect"] == "uses" and row["share"] > 0.8 and row["trait"] == "channel:app"
    }
    assert listed[app]["share"] == listed[app]["share_at_fit"] == 0.5

    for odd in ("   ", "n" * 121, "Ma\x07ja"):
        assert "expected a name of 1 to 120 letters" in shop("personas", "name", app, odd, code=2).err
    shop("personas", "name", app, "Maja", "--goal", "a jacket that lasts", "--goal", "no queues")
    told = shop("show", "personas", "--at", "maja", "--json").json["rows"]
    assert {row["persona"] for row in told} == {app}
    assert [row["text"] for row in told if row["aspect"] == "goals"] == ["a jacket that lasts", "no queues"]
    assert {row["provenance"] for row in told if row["aspect"] == "goals"} == {"asserted"}
    (used,) = [row for row in told if row["aspect"] == "uses" and row["trait"] == "channel:app"]
    low, high = used["share_interval"]
    assert 0.85 < low < used["share"] < high < 0.95

    channels = {row["channel"]: row for row in shop.rows("show", "channels", "--where", "persona = Maja")}
    assert channels["app"]["customers"] == 150
    others = shop.rows("show", "channels", "--where", f"not segment = {app}")
    assert [(row["channel"], row["customers"]) for row in others] == [("store", 150)]

    again = shop("personas", "fit").out
    assert app in again
    assert "gone" not in again
    assert {row["name"] for row in shop.rows("personas") if row["persona"] == app} == {"Maja"}


def test_what_a_workshop_claims_is_held_against_the_data(shop: Resa, tmp_path: Path) -> None:
    claims = {"channel.app": "mainly", "orders": "some", "acts": "low", "profile.shoe_size": "44"}
    (tmp_path / "workshop.yaml").write_text(yaml.safe_dump({"hurried": {"name": "Hurried", "claims": claims}}))
    rows = {row["trait"]: row for row in shop.rows("personas", "import", str(tmp_path / "workshop.yaml"))}
    assert rows["channel:app"]["verdict"] in ("holds", "untold")
    assert rows["acts"]["verdict"] == "contradicts"
    assert rows["profile:shoe_size"]["verdict"] == "untold"
    asked = shop.rows("show", "personas", "--at", "Hurried")
    claimed = {row["trait"]: row for row in asked if row["aspect"] == "claim"}
    assert {row["provenance"] for row in claimed.values()} == {"asserted"}
    assert claimed["orders"]["unit"] == "count"  # of figures the levels are our words, which a reader gets in theirs
    assert claimed["profile:shoe_size"].get("unit") is None

    (tmp_path / "few.csv").write_text("persona,trait,level\nRegulars,channel:store,mainly\nRegulars,orders,none\n")
    (first, second) = shop.rows("personas", "import", str(tmp_path / "few.csv"))
    assert first["customers"] == second["customers"] == 150
    assert first["verdict"] == second["verdict"] == "holds"
    counted = shop.rows("show", "stages", "--where", "persona = Regulars")
    assert counted


def test_what_cannot_be_read_says_why(shop: Resa, tmp_path: Path) -> None:
    assert "persona 'nobody'" in shop("show", "personas", "--at", "nobody", code=2).err
    (tmp_path / "odd.csv").write_text("name,trait\nA,b\n")
    assert "persona is missing; level is missing" in shop("personas", "import", str(tmp_path / "odd.csv"), code=2).err
    assert "unknown" in shop("show", "channels", "--where", "persona = nobody", code=2).err
