"""What counts as done in a guided method: by hand on small maps, and the rules of both methods."""

import pytest

from resa.mapping.document import from_plain
from resa.mapping.templates.guide import Guide, Rule, Step, completeness, guides
from resa.mapping.templates.words import LANGUAGES
from resa.model.journeymap import JourneyMap, RecordKind

SMALL = from_plain(
    {
        "resa": "journeymap",
        "version": 1,
        "maps": {"map": {"title": "A stay", "guide_done": ["ticked"]}},
        "personas": {"persona:a": {"name": "Ylva", "segment": ""}},
        "stages": {"stage:a": {"position": 0}, "stage:b": {"position": 1}, "stage:c": {"position": 2}},
        "steps": {"step:c1": {"name": "Pays", "stage": "stage:c", "position": 0}},
        "lanes": {
            "lane:pain": {"shows": "pain", "position": 0},
            "lane:action": {"shows": "action", "position": 1},
            "lane:kpi": {"shows": "kpi", "position": 2},
        },
        "cells": {
            "cell:1": {"lane": "lane:kpi", "stage": "stage:a", "query": {"what": "stages"}},
            "cell:2": {"lane": "lane:kpi", "stage": "stage:b", "text": "later"},
        },
        "cards": {
            "card:1": {"lane": "lane:pain", "stage": "stage:a", "to_stage": "stage:b", "text": "No lift", "impact": 0},
            "card:2": {"lane": "lane:pain", "step": "step:c1", "text": ""},
            "card:3": {"lane": "lane:action", "stage": "stage:a", "text": "Build one", "owner": "Per"},
        },
    }
)


def part(rule: Rule, journey_map: JourneyMap = SMALL) -> float:
    guide = Guide("g", "", "", (Step("only", "", "", "", "", "", (rule,)),))
    return completeness(guide, journey_map)["only"]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Rule("", RecordKind.PERSONA, 2), 0.5),
        (Rule("", RecordKind.PERSONA, 1, has=("segment",)), 0.0),  # written, but blank
        (Rule("", RecordKind.CARD, 2, shows=("pain",)), 1.0),
        (Rule("", RecordKind.CARD, 2, shows=("pain",), has=("text",)), 0.5),
        (Rule("", RecordKind.CARD, 1, shows=("pain",), has=("impact",)), 1.0),  # nought is an answer
        (Rule("", RecordKind.CARD, 1, shows=("pain",), in_each="stage"), 1.0),  # one spans two, one stands on a step
        (Rule("", RecordKind.CARD, 1, shows=("action",), in_each="stage"), 1 / 3),
        (Rule("", RecordKind.CELL, 1, is_measured=True), 1.0),
        (Rule("", RecordKind.CELL, 2, is_measured=True), 0.5),
        (Rule("", RecordKind.LANE, 1, shows=("pain", "findings")), 1.0),
        (Rule("", RecordKind.LANE, 1, shows=("quote",)), 0.0),
    ],
)
def test_a_rule_counts(rule: Rule, expected: float) -> None:
    assert part(rule) == pytest.approx(expected)


def test_without_stages_nothing_is_in_each_of_them() -> None:
    assert part(Rule("", RecordKind.CARD, 1, in_each="stage"), JourneyMap()) == 0.0


def test_a_ticked_step_is_done() -> None:
    hard = Rule("", RecordKind.CARD, 1_000)
    guide = Guide("g", "", "", (Step("ticked", "", "", "", "", "", (hard,)), Step("not", "", "", "", "", "", (hard,))))
    assert completeness(guide, SMALL) == {"ticked": 1.0, "not": 0.003}


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_methods_are_told_in_every_language(language: str) -> None:
    four, seven = guides(language)
    assert (four.id, len(four.steps)) == ("four", 4)
    assert [step.id for step in seven.steps] == [
        "data", "personas", "touchpoints", "pains", "opportunities", "teams", "iteration",
    ]  # fmt: skip
    for step in (*four.steps, *seven.steps):
        assert step.what.endswith(".")
        assert step.why.endswith(".")
        assert step.rules
        assert all(rule.says for rule in step.rules)


def test_a_rule_is_told_without_what_does_not_narrow_it() -> None:
    rule = guides("en")[0].plain()["steps"][3]["rules"][0]
    assert rule == {
        "says": "Three actions with owner and day",
        "count": "card",
        "at_least": 3,
        "shows": ["action"],
        "has": ["owner", "due"],
    }
