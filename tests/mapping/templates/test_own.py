"""Templates of one's own: what of a map stays, what a blank one opens with, and what a broken file says."""

import pytest

from resa.mapping.document import from_plain
from resa.mapping.settings import SettingsError
from resa.mapping.templates import own
from resa.mapping.templates.own import OwnTemplate
from resa.model.journeymap import JourneyMap

WORKED = from_plain(
    {
        "resa": "journeymap",
        "version": 1,
        "maps": {"map": {"title": "A stay 2026", "form": "current_state", "parent": "k3", "review_on": "2026-12-01"}},
        "personas": {"persona:a": {"name": "Ylva"}},
        "stages": {"stage:a": {"name": "Arrives", "position": 0}},
        "lanes": {
            "lane:policy": {"shows": "policy", "position": 0},
            "lane:action": {"shows": "action", "position": 1},
            "lane:kpi": {"shows": "kpi", "position": 2},
            "lane:findings": {"shows": "findings", "position": 3},
        },
        "cells": {
            "cell:bound": {
                "lane": "lane:kpi", "stage": "stage:a", "query": {"what": "stages"}, "measurement": {"figure": 1},
                "provenance": {"lane": "asserted", "stage": "asserted", "query": "asserted", "measurement": "measured"},
            },
            "cell:found": {"lane": "lane:kpi", "stage": "stage:a", "query": {"what": "kpis"}, "provenance": "measured"},
        },
        "cards": {
            "card:rule": {"lane": "lane:policy", "stage": "stage:a", "text": "No dogs"},
            "card:act": {
                "lane": "lane:action", "stage": "stage:a", "text": "Dogs on Mondays", "persona": "persona:a",
                "due": "2026-12-24", "status": "doing", "owner": "Per",
            },
            "card:found": {"lane": "lane:findings", "stage": "stage:a", "title_key": "pain.wait", "params": {}},
            "card:moment": {
                "lane": "lane:action", "stage": "stage:a", "text": "Weighs on NPS", "measurement": {"figure": 0.4},
                "provenance": {"lane": "asserted", "stage": "asserted", "text": "measured", "measurement": "measured"},
            },
        },
    }
)  # fmt: skip
WHOLE = OwnTemplate("Our way", "How we begin", "sv", WORKED)


def ids(found: JourneyMap) -> set[str]:
    return set(found.records)


BARE = {"map", "stage:a", "lane:policy", "lane:action", "lane:kpi", "lane:findings", "cell:bound"}


def test_without_cards_stages_lanes_and_bound_cells_stay() -> None:
    assert ids(own.saved(WHOLE, locked=frozenset(), keeps_cards=False).map) == BARE


def test_locked_lanes_keep_their_cards() -> None:
    made = own.saved(WHOLE, locked=frozenset({"lane:policy"}), keeps_cards=False)
    assert ids(made.map) == {*BARE, "card:rule"}
    assert made.map.records["lane:policy"].content("is_locked") is True
    assert made.map.records["lane:action"].content("is_locked") is None


def test_what_belongs_to_its_moment_goes() -> None:
    made = own.saved(WHOLE, locked=frozenset(), keeps_cards=True).map
    assert ids(made) == {*BARE, "persona:a", "card:rule", "card:act"}
    assert [made.records["card:act"].content(name) for name in ("due", "status", "owner")] == [None, None, "Per"]
    assert [made.records["map"].content(name) for name in ("parent", "review_on")] == [None, None]
    assert made.records["cell:bound"].content("measurement") is None
    assert {entry.provenance for one in made.records.values() for entry in one.fields.values()} == {"asserted"}


def test_opened_blank_it_keeps_what_is_locked() -> None:
    made = own.saved(WHOLE, locked=frozenset({"lane:policy"}), keeps_cards=True)
    assert ids(own.opened(made, is_filled=False)) == {*BARE, "card:rule"}
    filled = own.opened(made, is_filled=True, title="Spring")
    assert ids(filled) == ids(made.map)
    assert filled.records["map"].content("title") == "Spring"


def test_a_card_of_nobody_loses_its_persona() -> None:
    made = own.saved(WHOLE, locked=frozenset({"lane:action"}), keeps_cards=False)
    assert made.map.records["card:act"].content("persona") is None


def test_its_file_says_it_again() -> None:
    made = own.saved(WHOLE, locked=frozenset({"lane:policy"}), keeps_cards=True)
    assert own.read(own.write(made), where="templates/our-way.yaml") == made


def test_a_broken_file_says_everything_that_is_wrong() -> None:
    with pytest.raises(SettingsError) as caught:
        own.read("resa: template\nversion: 2\ntitle: ''\nneeds: many\n", where="templates/x.yaml")
    assert len(caught.value.faults) == 4
