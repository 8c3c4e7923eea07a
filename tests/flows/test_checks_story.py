"""Somebody checks the way to the order: what visits tell, what a saved page tells, and what they know themselves."""

import random
from pathlib import Path

import pytest
from tests.flows.conftest import Resa

import resa

pytestmark = pytest.mark.flow

SPEC = """
source: visits
record: [id]
time: at
identifiers: [{column: who, namespace: customer_number}]
interactions: [{name: page, channel: {constant: web}, kind: kind, device: device, order_id: order_no}]
"""
WAY = (("basket", "view_cart"), ("delivery", "step"), ("payment", "step"), ("thanks", "order"))
PAGE = "<html><title>Payment</title><form action='http://shop.example/pay'><input name=card></form></html>"


@pytest.fixture
def shop(tmp_path: Path) -> Resa:
    """300 visits that begin with a basket; on phones, half of those who come to the payment leave there."""
    dice, rows = random.Random(3), ["id,who,at,page,kind,device,order_no"]
    for who in range(300):
        device = "mobile" if who % 2 else "desktop"
        leaves = device == "mobile" and dice.random() < 0.5
        for step, (page, kind) in enumerate(WAY[: 3 if leaves else 4]):
            order = f"O{who}" if kind == "order" else ""
            day = f"2026-03-{who % 28 + 1:02}T10:{10 * step + who % 10:02}:00Z"
            rows.append(f"{len(rows)},C{who},{day},{page},{kind},{device},{order}")
    (tmp_path / "visits.csv").write_text("\n".join(rows))
    (tmp_path / "spec.yaml").write_text(SPEC)
    shell = Resa(tmp_path / "workspace")
    shell("import", tmp_path / "visits.csv", "--spec", tmp_path / "spec.yaml")
    return shell


def test_the_way_to_the_order_is_checked_by_visits_pages_and_people(shop: Resa, tmp_path: Path) -> None:
    found = {(row["check"], row["at"]): row for row in shop.rows("show", "checks")}
    phone = found["phone_conversion", None]
    assert (phone["verdict"], phone["basis"], phone["against"]) == ("fault", "journeys", 1.0)
    assert phone["difference"] == pytest.approx(-0.5, abs=0.1)
    assert found["checkout_steps", None]["found"] == 3
    assert (found["form_labels", None]["verdict"], found["form_labels", None]["bring"]) == ("unknown", "page")

    (tmp_path / "payment.html").write_text(PAGE)
    assert "payment.html: Payment, 1 fields" in shop("checks", "pages", tmp_path / "payment.html").out
    seen = {row["check"]: row for row in shop.rows("show", "checks") if row["at"] == "payment.html"}
    assert {name for name, row in seen.items() if row["verdict"] == "fault"} >= {"form_labels", "secure_address"}
    assert seen["form_labels"]["stage"] == "purchase"

    shop("checks", "say", "payment_options", "fine", "card and invoice are offered", "--by", "Eva")
    [said] = [row for row in resa.open(shop.workspace).show("checks") if row["check"] == "payment_options"]
    assert (said["verdict"], said["provenance"], said["by"]) == ("fine", "asserted", "Eva")
    shop("checks", "unsay", "payment_options")
    [gone] = [row for row in shop.rows("show", "checks") if row["check"] == "payment_options"]
    assert gone["verdict"] == "unknown"
    assert "one of" in shop("checks", "say", "payment_options", "perhaps", "no idea", code=2).err
