"""Templates over HTTP: searched, shown, opened as maps, saved from maps, removed; guides."""

from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from resa.app.permission import Role


@pytest.fixture
def editor(as_role: Callable[[Role], TestClient]) -> TestClient:
    return as_role(Role.EDITOR)


def listed(browser: TestClient, **wanted: str) -> list[dict[str, Any]]:
    answer = browser.get("/api/templates", params=wanted)
    assert answer.status_code == 200
    found: list[dict[str, Any]] = answer.json()
    return found


def test_templates_are_found_by_need_industry_and_words(editor: TestClient) -> None:
    everything = listed(editor, language="sv")
    assert len(everything) == 28
    assert {one["industry"] for one in everything} == {"retail", "travel", "bank", "b2b"}
    assert [one["id"] for one in listed(editor, language="sv", need="känslor", industry="bank")] == ["bank-emotion"]
    assert [one["id"] for one in listed(editor, language="da", q="sofa BESKEDER")] == ["retail-message_plan"]
    assert listed(editor, q="a word that no template has") == []


def test_one_has_what_a_gallery_shows(editor: TestClient) -> None:
    one = next(one for one in listed(editor, language="nb") if one["id"] == "travel-current_state")
    assert one["title"] == "Nattfergen med hele familien: slik er det i dag"
    assert one["stages"] == ["Får ideen", "Planlegger", "Bestiller", "Gjør seg klar", "Om bord", "Hjemme igjen"]
    assert (one["lanes"], one["is_own"], one["faults"]) == (12, False, [])
    assert (one["kind"], one["kind_name"], one["journey"]) == (
        "current_state",
        "Hele reisen i dag",
        "Nattfergen med hele familien",
    )
    assert one["preview"]["stages"] == one["stages"]
    assert [lane["shows"] for lane in one["preview"]["lanes"]][:2] == ["goal", "customer_action"]
    assert "oppdiktet" in one["company"]


def test_languages_without_templates_get_english(editor: TestClient) -> None:
    assert listed(editor, language="fi") == listed(editor, language="en")
    assert listed(editor, language="no") == listed(editor, language="nb")


def test_a_template_is_shown_as_it_opens(editor: TestClient) -> None:
    shown = editor.get("/api/templates/bank-current_state", params={"language": "da", "is_filled": "false"}).json()
    assert len(shown["document"]["lanes"]) == shown["lanes"] == 12
    assert "cards" not in shown["document"]
    unknown = editor.get("/api/templates/bank-no_such")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "unknown_name")


@pytest.mark.parametrize("is_blank", [True, False])
def test_a_map_is_made_from_a_template(editor: TestClient, is_blank: bool) -> None:
    asked = {"from": "template", "template": "retail-future_state", "title": "Soffor 2027", "language": "sv"}
    made = editor.post("/api/maps", json={**asked, "is_blank": is_blank})
    assert made.status_code == 201
    told = made.json()
    assert (told["title"], told["form"], told["language"]) == ("Soffor 2027", "future_state", "sv")
    assert told["document"]["stages"]["stage:wait"]["name"] == "Väntar"
    assert ("cards" in told["document"]) is not is_blank


def test_a_map_becomes_a_template_and_a_map_again(editor: TestClient) -> None:
    asked = {"from": "template", "template": "bank-service_blueprint", "language": "da", "title": "Lån"}
    source = editor.post("/api/maps", json=asked).json()
    saving = {"map": source["id"], "title": "Vores lån", "summary": "Sådan begynder vi", "locked": ["lane:policy"]}
    saved = editor.post("/api/templates", json=saving)
    assert saved.status_code == 201
    assert listed(editor, language="da")[0] == saved.json()
    assert (saved.json()["id"], saved.json()["is_own"]) == ("own-vores-lan", True)
    again = editor.post("/api/maps", json={"from": "template", "template": "own-vores-lan", "title": "Ny"}).json()
    lanes = again["document"]["lanes"]
    assert lanes["lane:policy"]["is_locked"] is True
    assert {card["lane"] for card in again["document"]["cards"].values()} == {"lane:policy"}
    assert editor.post("/api/templates", json=saving).json()["id"] == "own-vores-lan-2"
    assert editor.delete("/api/templates/own-vores-lan").status_code == 204
    assert editor.delete("/api/templates/own-vores-lan").status_code == 404
    assert editor.delete("/api/templates/bank-emotion").status_code == 404  # those that come along stay


def test_a_template_needs_a_title_and_lanes_that_are_there(editor: TestClient) -> None:
    source = editor.post("/api/maps", json={"from": "blank", "title": "Blank"}).json()
    refused = editor.post("/api/templates", json={"map": source["id"], "title": " ", "locked": ["lane:none"]})
    assert (refused.status_code, refused.json()["code"]) == (400, "unsavable_template")
    assert len(refused.json()["faults"]) == 2


def test_a_broken_file_is_listed_with_what_is_wrong(editor: TestClient, office: Any) -> None:
    folder = office.context.served.folder / "templates"
    folder.mkdir()
    (folder / "half.yaml").write_text("resa: template\nversion: 1\ntitle: Half\n", encoding="utf-8")
    first = listed(editor)[0]
    assert (first["id"], first["title"]) == ("own-half", "half.yaml")
    assert first["faults"] == ["expected a journey map under 'map'"]
    assert editor.post("/api/maps", json={"from": "template", "template": "own-half", "title": "x"}).status_code == 400


def test_guides_are_told_in_the_language_of_the_reader(editor: TestClient) -> None:
    told = editor.get("/api/guides", params={"language": "nb"}).json()
    assert [(one["id"], len(one["steps"])) for one in told] == [("four", 4), ("seven", 7)]
    assert told[0]["steps"][0]["next"] == {"text": "Legg til en persona", "does": "personas"}


def test_those_who_only_read_may_look_and_not_save(as_role: Callable[[Role], TestClient]) -> None:
    viewer = as_role(Role.VIEWER)
    assert len(listed(viewer)) == 28
    assert viewer.post("/api/templates", json={"map": "x", "title": "x"}).status_code == 403
