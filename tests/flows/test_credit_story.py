"""Somebody asks what a goal is credited to, which types of journeys there are, and what service goes with: one answer
in the shell, in Python and as a picture."""

import csv
import random
from pathlib import Path
from typing import Any

import pytest
from tests.flows.conftest import Resa

import resa

pytestmark = pytest.mark.flow

SPEC = """
source: visits
record: [id]
time: at
identifiers: [{column: customer, namespace: customer_number}]
interactions:
- {name: place, channel: channel, kind: kind, order_id: order_no, campaign: campaign,
   money: {column: amount, currency: currency}}
profile: {columns: [company]}
"""
HEAD = ("id", "customer", "at", "channel", "place", "kind", "order_no", "amount", "currency", "campaign", "company")


def visits() -> list[tuple[object, ...]]:
    """100 who see an advert, look and leave; 60 who read a letter, go to the store and buy."""
    dice, rows = random.Random(3), []
    for who in range(160):
        month, day = dice.randint(1, 5), dice.randint(1, 20)
        way = [("ads", "advert", "click"), ("web", "product", "view"), ("web", "size guide", "view")]
        if who >= 100:
            way = [("email", "letter", "message_opened"), ("store", "try on", "visit"), ("store", "till", "order")]
        for step, (channel, place, kind) in enumerate(way):
            paid = (f"O{who}", "100.00", "SEK") if kind == "order" else ("", "", "")
            at = f"2026-{month:02}-{day + step:02}T12:00:00Z"
            letter = "spring" if channel == "email" else ""
            rows.append((len(rows), f"C{who:03}", at, channel, place, kind, *paid, letter, f"firm {who // 2}"))
    return rows


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Resa:
    folder = tmp_path_factory.mktemp("credit")
    with (folder / "visits.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEAD)
        writer.writerows(visits())
    (folder / "spec.yaml").write_text(SPEC)
    shell = Resa(folder / "workspace")
    shell("import", folder / "visits.csv", "--spec", folder / "spec.yaml")
    return shell


def asked(shop: Resa, *words: str) -> Any:
    return shop("show", *words, "--json").json


def test_credit_is_shared_out_and_says_that_it_is_no_effect(shop: Resa) -> None:
    answer = asked(shop, "attribution", "--model", "linear")
    assert [(row["channel"], row["share"], row["value"]) for row in answer["rows"]] == [
        ("email", 0.5, 3000.0),
        ("store", 0.5, 3000.0),
    ]
    assert "only an experiment" in answer["notes"][-1]
    table = resa.open(shop.workspace).show("attribution", model="linear")
    assert [row["share"] for row in table] == [0.5, 0.5]
    assert "credit is a way of sharing out" in shop("show", "attribution").out


def test_touches_campaigns_and_windows(shop: Resa) -> None:
    only = asked(shop, "attribution", "--touches", "channel = email", "--model", "last")
    assert [row["channel"] for row in only["rows"]] == ["email"]
    campaigns = asked(shop, "attribution", "--by", "campaign", "--model", "first")
    assert [(row["campaign"], row["conversions"]) for row in campaigns["rows"]] == [("spring", 60.0)]
    soon = asked(shop, "attribution", "--within", "1d", "--model", "first")
    assert [row["channel"] for row in soon["rows"]] == ["store"]


def test_types_of_journeys_and_their_goal(shop: Resa) -> None:
    lookers, buyers = asked(shop, "types")["rows"]
    assert (lookers["count"], lookers["converted_share"]) == (100, 0.0)
    assert lookers["path"] == ["advert", "product", "size guide"]
    assert (buyers["count"], buyers["converted_share"], buyers["path"]) == (60, 1.0, ["letter", "try on", "till"])
    firms = asked(shop, "types", "--accounts", "profile.company")
    assert sum(row["count"] for row in firms["rows"]) == 80


def test_accounts_are_a_profile_field(shop: Resa) -> None:
    assert "profile.company" in shop("show", "types", "--accounts", "company", code=2).err


def test_every_answer_is_a_picture_too(shop: Resa, tmp_path: Path) -> None:
    for what in ("types", "attribution", "omnichannel"):
        shop("show", what, "--out", tmp_path / f"{what}.svg", "--lang", "sv")
        assert "<svg" in (tmp_path / f"{what}.svg").read_text()
