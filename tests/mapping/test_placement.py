"""Where names of touchpoints lead. The names are made up here; the shared list is read where it is present."""

import csv
import os
from collections import Counter
from pathlib import Path

import pytest

from resa.mapping.placement import placement
from resa.model.measurement import Provenance
from resa.model.stage import UNPLACED


@pytest.mark.parametrize(
    ("name", "channel", "stage"),
    [
        ("retargeting banner", "ads", "awareness"),
        ("Mässmonter i Göteborg", "event", "awareness"),
        ("Ugens nyhedsbrev", "email", "awareness"),
        ("Velkomsttilbud", "sms", "awareness"),
        ("size guide", "web", "consideration"),
        ("Jämförelse av mattor", "web", "consideration"),
        ("Prøverum", "store", "consideration"),
        ("Er den på lager?", "chat", "consideration"),
        ("addedToCart", "app", "purchase"),
        ("payment_choice", "web", "purchase"),
        ("Påminnelse om varukorg", "sms", "purchase"),
        ("Kvittering", "store", "purchase"),
        ("Orderbekräftelse", "email", "retention"),
        ("Leveransavisering", "sms", "retention"),
        ("Tilfredshedsundersøgelse", "email", "retention"),
        ("Retur av pakke", "parcel", "retention"),
        ("Poäng inlösta", "app", "advocacy"),
        ("Medlemsklub", "web", "advocacy"),
        ("Skrev en omtale", "web", "advocacy"),
        ("Tell a friend", "social", "advocacy"),
    ],
)
def test_the_words_of_a_name_lead_to_its_stage(name: str, channel: str, stage: str) -> None:
    proposed = placement(name, channel=channel)
    assert (proposed.stage, proposed.rule, proposed.provenance) == (stage, "words", Provenance.INFERRED)
    assert 0 < proposed.confidence <= 0.95


def test_the_kind_speaks_where_the_words_say_nothing() -> None:
    assert placement("qx7", channel="web", kinds=("custom", "order")).stage == "purchase"
    assert placement("qx7", channel="web", kinds=("order",)).rule == "kind"


@pytest.mark.parametrize(
    ("position", "stage"), [(-1.0, "awareness"), (-0.3, "consideration"), (0.0, "purchase"), (0.8, "retention")]
)
def test_the_place_relative_to_the_first_goal_speaks_last(position: float, stage: str) -> None:
    proposed = placement("qx7", channel="web", position=position)
    assert (proposed.stage, proposed.rule) == (stage, "position")


def test_what_no_rule_knows_is_unplaced_and_sure_of_nothing() -> None:
    proposed = placement("qx7", channel="web")
    assert (proposed.stage, proposed.rule, proposed.confidence) == (UNPLACED, "none", 0.0)


def test_a_stage_that_the_company_does_not_have_is_not_proposed() -> None:
    assert placement("qx7", channel="web", kinds=("order",), stages=("dream", "use")).stage == UNPLACED


def test_upper_case_and_joined_letters_change_nothing() -> None:
    composed, taken_apart = "Köp genomfört", "Ko\u0308p genomfo\u0308rt"
    assert placement(composed.upper(), channel="web") == placement(taken_apart, channel="web")


@pytest.mark.data
def test_the_shared_names_are_placed_right_from_words_alone_in_each_language() -> None:
    folder = os.environ.get("RESA_TEST_DATA")
    if not folder:
        pytest.skip("RESA_TEST_DATA names no folder")
    right, seen = Counter[str](), Counter[str]()
    with (Path(folder) / "stage_names" / "stage_names.csv").open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            seen[row["language"]] += 1
            right[row["language"]] += placement(row["name"], channel=row["channel"]).stage == row["stage"]
    assert set(seen) == {"en", "sv", "da", "nb"}
    assert all(right[language] >= 0.9 * seen[language] for language in seen), right
