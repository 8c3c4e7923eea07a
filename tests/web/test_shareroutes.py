"""Share links, from both sides."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from resa.app.permission import Person, Role
from resa.app.trieddocument import content_of
from resa.model.journeymap import JourneyMap, MapField, MapRecord, RecordKind
from resa.store.collaboration.maplist import MapEntry

SECRET = "vinterns sista buss"


def record(record_id: str, kind: RecordKind, **fields: Any) -> MapRecord:
    return MapRecord(record_id, kind, {name: MapField(content) for name, content in fields.items()})


def with_map(office: Any) -> tuple[Any, Person]:
    """Puts a map with a quote, a figure of three people and a filter into the list; returns an editor's browser."""
    editor = office.person(Role.EDITOR)
    now = datetime.now(UTC)
    drawn = JourneyMap.of(
        [
            record("map:1", RecordKind.MAP, title="Winter"),
            record("stage:a", RecordKind.STAGE, name="Awareness", position=1),
            record("lane:q", RecordKind.LANE, shows="quote", position=1),
            record("lane:n", RecordKind.LANE, shows="need", position=2),
            record("card:q", RecordKind.CARD, lane="lane:q", stage="stage:a", text="never again"),
            record(
                "card:n",
                RecordKind.CARD,
                lane="lane:n",
                stage="stage:a",
                text="a warm coat",
                query={"where": "customer = 'email:x@example.com'"},
                measurement={"n": 3, "figure": 1},
            ),
        ]
    )
    office.context.served.rooms.add(
        MapEntry("m1", "Winter", "current_state", "draft", "en", editor.id, now, editor.id, now),
        content_of(drawn),
    )
    return office.browser(editor), editor


def test_a_link_opens_one_map_for_reading_and_no_more(office: Any) -> None:
    browser, _ = with_map(office)
    made = browser.post("/api/maps/m1/shares", json={"label": "For the board", "has_figures": False})
    assert made.status_code == 201, made.text
    guest = office.stranger()
    shown = guest.get(f"/api/shared/{made.json()['token']}")
    assert shown.status_code == 200, shown.text
    told = shown.json()
    assert told["title"] == "Winter"
    assert list(told["document"]["cards"]) == ["card:n"]
    assert "never again" not in shown.text
    assert "x@example.com" not in shown.text
    assert "measurement" not in told["document"]["cards"]["card:n"]
    assert (told["figures"], told["talk"]) == (None, None)
    assert guest.get("/api/maps").status_code == 401
    assert browser.get("/api/maps/m1/shares").json()[0]["opened"] == 1


def test_a_link_may_open_quotes_figures_and_comments(office: Any) -> None:
    browser, _ = with_map(office)
    token = browser.post("/api/maps/m1/shares", json={"has_quotes": True, "has_comments": True}).json()["token"]
    told = office.stranger().get(f"/api/shared/{token}").json()
    assert sorted(told["document"]["cards"]) == ["card:n", "card:q"]
    assert told["figures"]["base"]["customers"] == 0
    assert told["talk"] is not None


def test_a_password_is_asked_for_and_guessing_slowed(office: Any) -> None:
    browser, _ = with_map(office)
    made = browser.post("/api/maps/m1/shares", json={"password": SECRET, "has_figures": False}).json()
    assert SECRET not in str(made)
    guest = office.stranger()
    asked = guest.get(f"/api/shared/{made['token']}")
    assert (asked.status_code, asked.json()["code"]) == (401, "share_password")
    assert guest.post(f"/api/shared/{made['token']}", json={"password": SECRET}).status_code == 200
    tries = [guest.post(f"/api/shared/{made['token']}", json={"password": f"guess {n}"}).status_code for n in range(7)]
    assert 429 in tries


@pytest.mark.parametrize("how", ["revoked", "out of date", "unknown"])
def test_a_link_that_leads_nowhere(office: Any, how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    browser, _ = with_map(office)
    soon = (datetime.now(UTC) + timedelta(minutes=5)).isoformat()
    made = browser.post("/api/maps/m1/shares", json={"expires_at": soon, "has_figures": False}).json()
    token = made["token"]
    if how == "revoked":
        assert browser.delete(f"/api/maps/m1/shares/{made['id']}").status_code == 204
    elif how == "out of date":
        later = datetime.now(UTC) + timedelta(minutes=6)
        monkeypatch.setattr(office.context.served, "now", lambda: later)
    else:
        token = "x" * 43
    gone = office.stranger().get(f"/api/shared/{token}")
    assert (gone.status_code, gone.json()["code"]) == (404, "no_such_share")


def test_only_the_named_sites_may_frame_a_map(office: Any) -> None:
    browser, _ = with_map(office)
    frames = ["https://intranet.example.com"]
    token = browser.post("/api/maps/m1/shares", json={"frames": frames}).json()["token"]
    shut = browser.post("/api/maps/m1/shares", json={}).json()["token"]
    guest = office.stranger()
    headers = guest.get(f"/embed/{token}").headers
    assert "frame-ancestors https://intranet.example.com;" in headers["content-security-policy"]
    assert "x-frame-options" not in headers
    for path in (f"/embed/{shut}", "/embed/unknown", f"/shared/{token}"):
        headers = guest.get(path).headers
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize(
    "origin", ["*", "https://a.example/path", "https://a.example; script-src *", "javascript:x", "https://*.example"]
)
def test_what_is_no_origin_frames_nothing(office: Any, origin: str) -> None:
    browser, _ = with_map(office)
    refused = browser.post("/api/maps/m1/shares", json={"frames": [origin]})
    assert (refused.status_code, refused.json()["code"]) == (400, "wrong_share")


def test_a_link_to_no_map_is_not_made(office: Any) -> None:
    browser = office.browser(office.person(Role.EDITOR))
    assert browser.post("/api/maps/none/shares", json={}).status_code == 404


def test_a_link_is_changed_without_losing_its_password(office: Any) -> None:
    browser, _ = with_map(office)
    made = browser.post("/api/maps/m1/shares", json={"password": SECRET}).json()
    path = f"/api/maps/m1/shares/{made['id']}"
    kept = browser.patch(path, json={"label": "New", "keeps_password": True}).json()
    assert (kept["label"], kept["has_password"]) == ("New", True)
    assert browser.patch(path, json={}).json()["has_password"] is False
