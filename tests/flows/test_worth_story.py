"""Somebody says what a call costs; answers tell it in money everywhere, and say that it was said."""

from pathlib import Path

import pytest
from tests.flows.conftest import Resa

import resa

pytestmark = pytest.mark.flow

SPEC = """
source: visits
record: [id]
time: at
identifiers: [{column: customer, namespace: customer_number}]
interactions: [{name: place, channel: channel, kind: kind}]
"""


@pytest.fixture
def shop(tmp_path: Path) -> Resa:
    """40 customers who call, and half of whom become leads."""
    rows = ["id,customer,at,channel,place,kind"]
    rows += [f"{who},C{who},2026-03-{who % 28 + 1:02}T10:00:00Z,phone,call,call" for who in range(40)]
    rows += [f"{who + 40},C{who},2026-04-{who % 28 + 1:02}T10:00:00Z,web,form,form" for who in range(20)]
    (tmp_path / "visits.csv").write_text("\n".join(rows))
    (tmp_path / "spec.yaml").write_text(SPEC)
    shell = Resa(tmp_path / "workspace")
    shell("import", tmp_path / "visits.csv", "--spec", tmp_path / "spec.yaml")
    for odd in ("", "  ", "g" * 101):
        assert "expected a name of 1 to 100 letters" in shell("goals", "set", odd, "--where", "kind = form", code=2).err
    shell("goals", "set", "lead", "--where", "kind = form")
    return shell


def test_leads_and_calls_are_told_in_money_as_somebody_said(shop: Resa) -> None:
    before = {row["part"]: row["money"] for row in shop("show", "economy", "--json").json["rows"]}
    assert before == {"goal": None, "contacts": None}
    told = shop("worth", "set", "phone=85", "goal:lead=300", "--currency", "SEK", "--by", "Anna").out
    assert told.strip() == "in SEK, as Anna said: phone 85, goal:lead 300"
    answer = shop("show", "economy", "--json").json
    money = {row["part"]: row["money"] for row in answer["rows"]}
    assert money == {"goal": 6000.0, "contacts": 3400.0, "net": 2600.0}
    assert "costs and values in SEK are as Anna said, not measured" in answer["notes"]
    table = resa.open(shop.workspace).show("economy")
    assert [row["money"] for row in table] == [6000.0, 3400.0, 2600.0]
    assert (shop.workspace / "worth.yaml").read_text(encoding="utf-8").startswith("currency: SEK\nsaid_by: Anna\n")
    assert [row["of"] for row in shop("worth", "--json").json["rows"]] == ["phone", "goal:lead"]


def test_a_channel_that_nobody_knows_is_not_taken(shop: Resa) -> None:
    refused = shop("worth", "set", "phnoe=85", "--currency", "SEK", code=2)
    assert "nearest: phone" in refused.err
    assert not (shop.workspace / "worth.yaml").exists()
