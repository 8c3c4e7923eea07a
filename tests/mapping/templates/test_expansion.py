"""Every template in every language, filled and blank: valid, whole, without another language in it, and stable."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from resa.mapping.document import plain, read, write_json, write_yaml
from resa.mapping.templates.expansion import document_from
from resa.mapping.templates.gallery import Template, templates
from resa.mapping.templates.words import LANGUAGES
from resa.model.journeymap import LANES_FOUND, LANES_WRITTEN, LINES, JourneyMap, RecordKind
from resa.model.measurement import Provenance

TODAY = date(2026, 11, 22)
SCHEMA = json.loads((Path(__file__).parents[3] / "docs" / "reference" / "journeymap.schema.json").read_text("utf-8"))
VALID = Draft202012Validator(SCHEMA)

FORMS_AND_INDUSTRIES = {
    (form, industry)
    for form in ("current_state", "future_state", "service_blueprint", "day_in_the_life")
    for industry in ("retail", "travel", "bank", "b2b")
}
TELLING_WORDS = {
    "en": {"the", "and", "with", "what", "they", "who", "of"},
    "sv": {"och", "är", "för", "inte", "vad", "från", "jag", "också"},
    "da": {"hvad", "af", "noget", "kun", "blive"},
    "nb": {"hva", "etter", "noe", "meg", "nå", "vite", "å"},
}
"""Words that only one of the four languages has."""


def made(template: Template, language: str, *, is_filled: bool) -> JourneyMap:
    return document_from(template, language=language, is_filled=is_filled, today=TODAY)


def words(found: JourneyMap) -> list[str]:
    """Returns every text that people read."""
    names = ("title", "name", "text", "note", "summary", "quote", "role", "scope", "outcome", "department")
    contents = (record.content(name) for record in found.records.values() for name in names)
    traits = (pair for one in found.of_kind(RecordKind.PERSONA) for pair in (one.content("traits") or {}).items())
    return [text for text in (*contents, *(text for pair in traits for text in pair)) if isinstance(text, str)]


def test_every_form_for_every_industry() -> None:
    there = {(one.form.form, one.story.industry) for one in templates().values()}
    assert there == FORMS_AND_INDUSTRIES
    emotion_and_pain = {
        one.story.industry for one in templates().values() if one.form.id in ("emotion", "touchpoint_pain")
    }
    assert emotion_and_pain == {"retail", "travel", "bank", "b2b"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template_id", templates())
def test_a_template_opens(template_id: str, language: str) -> None:
    template = templates()[template_id]
    for is_filled in (True, False):
        found = made(template, language, is_filled=is_filled)
        assert list(VALID.iter_errors(plain(found))) == []
        assert {entry.provenance for one in found.records.values() for entry in one.fields.values()} == {
            Provenance.ASSERTED
        }
        lanes = {lane.content("shows") for lane in found.of_kind(RecordKind.LANE)}
        assert lanes <= {*LANES_FOUND, *LANES_WRITTEN, *LINES}
        assert found.records["map"].content("title") == template.title(language)
        assert all(text.strip() == text and text for text in words(found))


@pytest.mark.parametrize("template_id", templates())
def test_the_canonical_text_is_the_map(template_id: str) -> None:
    for is_filled in (True, False):
        found = made(templates()[template_id], "da", is_filled=is_filled)
        assert read(write_yaml(found)) == found
        assert read(write_json(found)) == found


@pytest.mark.parametrize("template_id", templates())
def test_no_language_stands_in_another(template_id: str) -> None:
    for language in LANGUAGES:
        told = " ".join(words(made(templates()[template_id], language, is_filled=True))).lower()
        heard = set(re.findall(r"[a-zåäöæø]+", told))
        foreign = {word for other in LANGUAGES if other != language for word in TELLING_WORDS[other]}
        assert heard & foreign == set(), language
        assert heard & TELLING_WORDS[language], language


@pytest.mark.parametrize("template_id", templates())
def test_a_sample_is_neither_thin_nor_overfull(template_id: str) -> None:
    template = templates()[template_id]
    found = made(template, "sv", is_filled=True)
    assert 5 <= len(found.of_kind(RecordKind.STAGE)) <= 7
    assert 8 <= len(template.lanes) <= 15
    assert 39 <= len(found.of_kind(RecordKind.CARD)) <= 80
    assert found.of_kind(RecordKind.PERSONA)
    assert max(len(card.content("text") or "") for card in found.of_kind(RecordKind.CARD)) <= 120


def test_every_language_has_the_same_records() -> None:
    template = templates()["travel-service_blueprint"]
    ids = [list(made(template, language, is_filled=True).records) for language in LANGUAGES]
    assert ids[0] == ids[1] == ids[2] == ids[3]


def test_blank_holds_stages_and_lanes_and_nothing_else() -> None:
    found = made(templates()["bank-current_state"], "nb", is_filled=False)
    assert {one.kind for one in found.records.values()} == {RecordKind.MAP, RecordKind.STAGE, RecordKind.LANE}
    assert [one.content("name") for one in found.of_kind(RecordKind.STAGE)][1] == "Søker finansiering"


def test_a_plan_of_messages_begins_with_the_usual_matrix() -> None:
    found = made(templates()["retail-message_plan"], "en", is_filled=False)
    planned = {
        (card.content("stage"), card.content("channel"), card.content("message"))
        for card in found.of_kind(RecordKind.CARD)
    }
    channels = {stage: {channel for at, channel, _ in planned if at == stage} for stage, _, _ in planned}
    assert channels == {
        "stage:dream": {"sms", "rcs", "viber", "whatsapp"},
        "stage:compare": {"email", "rcs", "viber"},
        "stage:buy": {"sms", "whatsapp", "viber"},
        "stage:wait": {"sms", "whatsapp"},
        "stage:receive": {"email", "viber"},
        "stage:live": {"sms", "whatsapp", "viber", "email"},
    }
    assert ("stage:buy", "viber", "payment_reminder") in planned
    assert ("stage:receive", "email", "satisfaction_survey") in planned


def test_a_future_state_has_both_lines_and_its_goals() -> None:
    found = made(templates()["retail-future_state"], "sv", is_filled=True)
    assert found.records["map"].content("is_planned") is True
    levels = [cell for cell in found.of_kind(RecordKind.CELL) if cell.content("level") is not None]
    assert {cell.content("is_planned") for cell in levels} == {True, False}
    named = {lane.content("name") for lane in found.of_kind(RecordKind.LANE)}
    assert "Strategiska mål" in named


def test_actions_answer_pains_and_are_due_some_day() -> None:
    found = made(templates()["b2b-current_state"], "en", is_filled=True)
    action = next(
        one
        for one in found.of_kind(RecordKind.CARD)
        if one.content("text") == "One price per cold room" and one.content("owner")
    )
    assert found.records[action.content("about")].content("text") == "Three price lists that disagree"
    assert action.content("due") == "2027-01-21"  # sixty days after 22 November 2026
    assert action.content("status") == "planned"


def test_current_and_future_state_share_their_stages() -> None:
    now, then = (made(templates()[f"bank-{form}"], "da", is_filled=True) for form in ("current_state", "future_state"))
    assert now.of_kind(RecordKind.STAGE) == then.of_kind(RecordKind.STAGE)


def test_several_people_of_a_buying_group_have_roles_and_lines() -> None:
    found = made(templates()["b2b-current_state"], "en", is_filled=True)
    roles = [one.content("role") for one in found.of_kind(RecordKind.PERSONA)]
    assert len(roles) == 4
    assert all(roles)
    feelings = [cell for cell in found.of_kind(RecordKind.CELL) if cell.content("level") is not None]
    assert {cell.content("persona") for cell in feelings} >= {one.id for one in found.of_kind(RecordKind.PERSONA)}
    assert "What it must pay back" in {lane.content("name") for lane in found.of_kind(RecordKind.LANE)}
