"""What a small drawing of a template shows, by hand on a small map, and that no two templates look the same."""

from datetime import date

from resa.mapping.document import from_plain
from resa.mapping.templates.expansion import document_from
from resa.mapping.templates.gallery import templates
from resa.mapping.templates.preview import PreviewCurve, preview

SMALL = from_plain(
    {
        "resa": "journeymap",
        "version": 1,
        "personas": {"persona:a": {"name": "Ylva", "position": 0}, "persona:b": {"name": "Per", "position": 1}},
        "stages": {"stage:late": {"name": "Later", "position": 1}, "stage:early": {"position": 0}},
        "lanes": {"lane:f": {"shows": "emotion", "position": 1}, "lane:p": {"shows": "pain", "position": 0}},
        "cells": {
            "cell:1": {"lane": "lane:f", "stage": "stage:early", "level": 2, "persona": "persona:a"},
            "cell:2": {"lane": "lane:f", "stage": "stage:early", "level": 1, "persona": "persona:a"},
            "cell:3": {"lane": "lane:f", "stage": "stage:late", "level": -1, "is_planned": True},
        },
        "cards": {
            "card:1": {"lane": "lane:p", "stage": "stage:late", "text": "No lift"},
            "card:2": {"lane": "lane:p", "stage": "stage:late", "text": "x" * 500},
        },
    }
)


def test_a_preview_tells_stages_lanes_and_curves() -> None:
    seen = preview(SMALL, language="sv")
    assert (seen.stages, seen.personas, seen.cards) == (("early", "Later"), ("Ylva", "Per"), 2)
    pain, feeling = seen.lanes
    assert (pain.shows, pain.name, pain.cards, pain.curves) == ("pain", "Problem", ((), (7, 60)), ())
    assert feeling.cards == ((), ())
    assert feeling.curves == (PreviewCurve((1.5, None), is_planned=False), PreviewCurve((None, -1), is_planned=True))


def test_no_two_templates_look_the_same() -> None:
    drawn = {
        one.id: preview(document_from(one, language="en", is_filled=True, today=date(2000, 1, 1)), language="en")
        for one in templates().values()
    }
    assert len({repr(one) for one in drawn.values()}) == len(drawn) == 28
