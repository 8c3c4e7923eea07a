"""Texts over HTTP: editors read and correct them, others see what five customers stand behind, and of nobody."""

from pathlib import Path
from typing import Any

import pytest
from tests.flows.conftest import Resa
from tests.web.conftest import Office

from resa.app.permission import Role

LATE, KIND = "Väldigt dålig leverans, jag är besviken", "Fantastisk personal, stort tack"
SPEC = """
source: chats
time: at
identifiers: [{column: who, namespace: customer_number}]
interactions:
- {name: {constant: chat}, channel: {constant: chat}, kind: {constant: chat}, direction: {constant: in}, text: words}
"""


@pytest.fixture
def heard(office: Office, tmp_path: Path) -> Office:
    """Six customers complain, two are glad."""
    rows = [f'C{n},2026-01-0{1 + n}T10:00:00Z,"{LATE if n < 6 else KIND}"' for n in range(8)]
    (tmp_path / "chats.csv").write_text("\n".join(["who,at,words", *rows]), encoding="utf-8")
    (tmp_path / "chats.yaml").write_text(SPEC, encoding="utf-8")
    Resa(office.context.served.folder)("import", tmp_path / "chats.csv", "--spec", tmp_path / "chats.yaml")
    return office


def voices(browser: Any, **asked: object) -> dict[str, Any]:
    answer = browser.get("/api/voices", params=asked)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_a_correction_counts_at_once_is_written_down_and_can_be_taken_back(heard: Office) -> None:
    browser = heard.browser(heard.person(Role.EDITOR))
    (late,) = voices(browser, feeling="negative")["rows"]
    assert (late["text"], late["times"], late["customers"]) == (LATE, 6, 6)
    done = browser.put(f"/api/voices/{late['id']}", json={"feeling": "neutral", "reasons": ["price"]}).json()
    assert done == {
        "feeling": "neutral", "emotion": done["emotion"], "reasons": ["price"], "by": "person", "labels": 1,
        "unlearnt": 1,
    }  # fmt: skip
    assert [row["id"] for row in voices(browser, feeling="neutral", by="person")["rows"]] == [late["id"]]
    emotions = browser.get("/api/answers/emotions").json()["rows"]
    assert {row["touchpoint"]: row["inferred_neutral_share"] for row in emotions} == {"chat": 0.75}
    acts = heard.browser(heard.person(Role.OWNER)).get("/api/audit").json()
    assert any(line["act"] == "feedback.correct" for line in acts)
    back = browser.put(f"/api/voices/{late['id']}", json={}).json()
    assert (back["feeling"], back["by"], back["labels"]) == ("negative", "lexicon", 0)


def test_words_behind_a_reading_are_told(heard: Office) -> None:
    browser = heard.browser(heard.person(Role.EDITOR))
    (late,) = voices(browser, feeling="negative")["rows"]
    told = browser.get(f"/api/voices/{late['id']}").json()
    assert told["text"] == LATE
    assert any(one["word"] == "besviken" and one["weight"] < 0 for one in told["words"])
    assert browser.get(f"/api/voices/{'0' * 32}").json()["code"] == "unknown_name"
    assert browser.get("/api/voices/nothing").status_code == 404


def test_who_may_not_see_customers_reads_what_five_stand_behind_and_searches_nothing(heard: Office) -> None:
    viewer = heard.browser(heard.person(Role.VIEWER))
    (late,) = voices(viewer, feeling="negative")["rows"]
    assert (late["customer"], late["time"]) == (None, "2026-01-06")
    glad = voices(viewer, feeling="positive")
    assert (glad["rows"], glad["total"]) == ([], 1)
    assert glad["notes"][0] == "fewer than 5 customers said this, so their words are withheld"
    assert viewer.get("/api/voices", params={"find": "besviken"}).json()["code"] == "not_allowed"
    assert viewer.get("/api/voices", params={"where": "customer = 1"}).json()["code"] == "not_allowed"
    assert viewer.put(f"/api/voices/{late['id']}", json={"feeling": "neutral"}).json()["code"] == "not_allowed"


def test_what_nobody_knows_is_refused_and_the_reading_is_told_and_stopped(heard: Office) -> None:
    browser = heard.browser(heard.person(Role.EDITOR))
    for asked in ({"feeling": "sour"}, {"order": "loudest"}, {"reason": "weather"}):
        assert browser.get("/api/voices", params=asked).status_code == 400
    assert browser.get("/api/voices", params={"theme": "no such"}).json()["code"] == "unknown_name"
    assert browser.get("/api/voices", params={"most": 501}).status_code in (400, 422)
    assert browser.get("/api/reading").json()["step"] == "never"
    assert browser.post("/api/reading", json={"wish": "stop"}).json()["step"] == "stopped"
