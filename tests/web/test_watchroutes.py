"""What people do about what needs a look, over HTTP: alerts taken on, checks answered, pages to check."""

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.flows.conftest import Resa
from tests.web.conftest import Office

from resa.app.permission import Role
from resa.app.understanding import watching

SPEC = """
source: days
record: [id]
time: at
identifiers: [{column: who, namespace: customer_number}]
interactions: [{name: place, channel: channel, kind: kind, topic: topic}]
"""
DAYS, SURGE = 80, 74
PAGE = (
    "<title>Betalning</title><form><label>Epost <input name=epost></label><input name=namn></form><a href='/k'>Köp</a>"
)


@pytest.fixture
def watched(office: Office, tmp_path: Path) -> Office:
    """Each day some ten visits and four calls about delivery; three times as many calls in the last six days."""
    dice, rows = random.Random(4), ["id,who,at,channel,place,kind,topic"]
    for day in range(DAYS):
        at = date(2026, 1, 5) + timedelta(days=day)
        calls = sum(dice.random() < 0.5 for _ in range(8 if day < SURGE else 24))
        for n in range(10 + calls):
            what = "web,home,view," if n < 10 else "phone,call,call,delivery"
            rows.append(f"{len(rows)},C{dice.randrange(500)},{at}T12:00:00Z,{what}")
    (tmp_path / "days.csv").write_text("\n".join(rows), encoding="utf-8")
    (tmp_path / "days.yaml").write_text(SPEC, encoding="utf-8")
    Resa(office.context.served.folder)("import", tmp_path / "days.csv", "--spec", tmp_path / "days.yaml")
    return office


def rows_of(browser: TestClient, what: str) -> list[dict[str, Any]]:
    answer = browser.get(f"/api/answers/{what}")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["rows"]
    return found


def check(browser: TestClient, name: str) -> dict[str, Any]:
    return next(row for row in rows_of(browser, "checks") if row["check"] == name)


def acts(office: Office) -> list[str]:
    return [line["act"] for line in office.browser(office.person(Role.OWNER)).get("/api/audit").json()]


def test_an_alert_is_taken_on_handled_and_given_back_without_counting_anew(
    watched: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    carl = watched.browser(watched.person(Role.COMMENTER, name="Carl Åberg"))
    [alert] = [row for row in rows_of(carl, "alerts") if row["what"] == "contacts"]
    assert (alert["state"], alert["story"], alert["status"]) == ("now", "contacts at delivery", None)
    monkeypatch.setattr(watching, "look", lambda *_, **__: pytest.fail("what is said of an alert changes no figure"))
    for status, note in (("known", "budet strejkar"), ("handled", None), (None, None)):
        said = {"story": alert["story"], "status": status, "owner": "Eva", "note": note}
        assert carl.put("/api/alerts", json=said).status_code == 204
        [now] = [row for row in rows_of(carl, "alerts") if row["what"] == "contacts"]
        assert (now["status"], now["note"]) == (status, note)
        assert (now["owner"], now["by"]) == (("Eva", "Carl Åberg") if status else (None, None))
    assert acts(watched).count("alert.mark") == 3


def test_who_only_looks_takes_nothing_on_and_a_status_that_is_none_is_refused(watched: Office) -> None:
    viewer = watched.browser(watched.person(Role.VIEWER))
    said = {"story": "contacts at delivery", "status": "known"}
    assert viewer.put("/api/alerts", json=said).json()["code"] == "not_allowed"
    refused = watched.browser(watched.person(Role.OWNER)).put("/api/alerts", json={**said, "status": "gone"})
    assert (refused.status_code, "one of known, handled" in refused.text) == (400, True)


def test_what_somebody_knows_of_a_check_stands_as_their_word_until_it_is_taken_back(office: Office) -> None:
    anna = office.browser(office.person(Role.EDITOR, name="Anna Berg"))
    assert check(anna, "call_place")["verdict"] == "unknown"
    said = {"check": "call_place", "verdict": "fine", "says": "köpknappen står först"}
    assert anna.put("/api/checks", json=said).status_code == 204
    told = check(anna, "call_place")
    assert (told["verdict"], told["basis"], told["provenance"]) == ("fine", "people", "asserted")
    assert (told["says"], told["by"]) == (["köpknappen står först"], "Anna Berg")
    anna.put(
        "/api/checks", json={**said, "verdict": "fault", "at": "kassan"}
    )  # of one place, beside what is said of all
    places = [(row["at"], row["verdict"]) for row in rows_of(anna, "checks") if row["check"] == "call_place"]
    assert sorted(places, key=str) == [("kassan", "fault"), (None, "fine")]
    for at in ("kassan", None):
        assert anna.put("/api/checks", json={"check": "call_place", "at": at}).status_code == 204
    assert check(anna, "call_place")["basis"] == "nothing"
    assert {"check.say", "check.unsay"} <= set(acts(office))


def test_what_says_nothing_of_a_check_is_refused(office: Office) -> None:
    anna = office.browser(office.person(Role.EDITOR))
    said = {"check": "call_place", "verdict": "fine", "says": "ja"}
    for fault in ({"check": "weather"}, {"verdict": "perhaps"}, {"says": "  "}, {"says": None}):
        assert anna.put("/api/checks", json={**said, **fault}).json()["code"] == "settings"
    assert check(anna, "call_place")["verdict"] == "unknown"


def test_a_page_is_kept_looked_at_and_taken_away(office: Office) -> None:
    anna = office.browser(office.person(Role.EDITOR))
    assert check(anna, "form_labels")["bring"] == "page"
    kept = anna.post("/api/checks/pages", files={"file": ("betalning.html", PAGE, "text/html")})
    assert kept.json() == {"name": "betalning.html", "title": "Betalning", "fields": 2}
    assert (check(anna, "form_labels")["verdict"], check(anna, "form_labels")["at"]) == ("fault", "betalning.html")
    assert anna.get("/api/checks/pages").json() == [kept.json()]
    assert anna.delete("/api/checks/pages/betalning.html").status_code == 204
    assert check(anna, "form_labels")["bring"] == "page"
    assert acts(office).count("check.page") == 2
    for refused in ({"files": {"file": ("bild.png", b"x")}}, {"data": {"file": "none"}}):
        assert anna.post("/api/checks/pages", **refused).json()["code"] == "page_unreadable"


def test_who_may_not_change_data_sees_pages_and_answers_no_check(office: Office) -> None:
    said = {"check": "call_place", "verdict": "fine", "says": "ja"}
    for role in (Role.COMMENTER, Role.VIEWER):
        browser = office.browser(office.person(role))
        assert browser.get("/api/checks/pages").json() == []
        refused = [
            browser.put("/api/checks", json=said),
            browser.post("/api/checks/pages", files={"file": ("a.html", PAGE)}),
            browser.delete("/api/checks/pages/a.html"),
        ]
        assert [one.json()["code"] for one in refused] == ["not_allowed"] * 3
