"""Share links, from both sides."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.web.conftest import stop_clock

from resa.app import shares
from resa.app.permission import Person, Role
from resa.app.roomrule import RoomKind, RoomName
from resa.app.trieddocument import content_of
from resa.model.journeymap import Added, JourneyMap, MapField, MapRecord, RecordKind
from resa.store.collaboration.maplist import MapEntry

SECRET = "vinterns sista buss"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


def record(record_id: str, kind: RecordKind, **fields: Any) -> MapRecord:
    return MapRecord(record_id, kind, {name: MapField(content) for name, content in fields.items()})


def with_map(office: Any) -> tuple[Any, Person]:
    """Puts a live map with a quote, a small figure and a filter into the list; returns an editor's browser."""
    editor = office.person(Role.EDITOR)
    draft(office, editor)
    live = office.browser(office.person(Role.OWNER)).post("/api/maps/m1/status", json={"status": "live", "note": ""})
    assert live.status_code == 200, live.text
    return office.browser(editor), editor


def draft(office: Any, editor: Person) -> None:
    """Puts the map into the list."""
    now = datetime.now(UTC)
    drawn = JourneyMap.of(
        [
            record("map", RecordKind.MAP, title="Winter"),
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


def test_a_password_is_asked_for_and_guessing_slowed(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    browser, _ = with_map(office)
    made = browser.post("/api/maps/m1/shares", json={"password": SECRET, "has_figures": False}).json()
    assert SECRET not in str(made)
    guest = office.stranger()
    asked = guest.get(f"/api/shared/{made['token']}")
    assert (asked.status_code, asked.json()["code"]) == (401, "share_password")
    assert guest.post(f"/api/shared/{made['token']}", json={"password": SECRET}).status_code == 200
    stop_clock(office, monkeypatch)
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


def test_a_draft_is_shared_only_where_somebody_says_so_and_is_said_to_be_one(office: Any) -> None:
    editor = office.person(Role.EDITOR)
    draft(office, editor)
    browser = office.browser(editor)
    refused = browser.post("/api/maps/m1/shares", json={})
    assert (refused.status_code, refused.json()["code"]) == (409, "draft_share")
    token = browser.post("/api/maps/m1/shares", json={"shows_draft": True}).json()["token"]
    assert office.stranger().get(f"/api/shared/{token}").json()["live_at"] is None


def test_what_was_not_put_live_again_is_not_shared(office: Any) -> None:
    browser, _ = with_map(office)
    token = browser.post("/api/maps/m1/shares", json={"has_figures": False}).json()["token"]
    changed = browser.post("/api/maps/m1/records", json={"cards": {"card:n": {"text": "a secret"}}})
    assert changed.status_code == 200, changed.text
    assert browser.patch("/api/maps/m1", json={"title": "Secret winter"}).status_code == 200
    told = office.stranger().get(f"/api/shared/{token}")
    assert told.json()["live_at"] is not None
    assert told.json()["title"] == "Winter"
    assert "secret" not in told.text.lower()


def pictured(office: Any) -> tuple[Any, list[str]]:
    """Returns an editor's browser, and two pictures of which the live map shows the first."""
    editor = office.person(Role.EDITOR)
    draft(office, editor)
    browser = office.browser(editor)
    ids = [browser.post("/api/pictures", content=PNG + bytes([n])).json()["id"] for n in range(2)]
    changed = browser.post("/api/maps/m1/records", json={"cards": {"card:n": {"image": ids[0]}}})
    assert changed.status_code == 200, changed.text
    return browser, ids


def test_a_link_shows_the_pictures_of_its_map_and_no_others(office: Any) -> None:
    browser, (shown, other) = pictured(office)
    token = browser.post("/api/maps/m1/shares", json={"shows_draft": True, "has_figures": False}).json()["token"]
    guest = office.stranger()
    pictures = guest.get(f"/api/shared/{token}").json()["pictures"]
    assert list(pictures) == [shown]
    answer = guest.get(pictures[shown])
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    assert answer.content == PNG + b"\x00"
    passing = pictures[shown].partition("?")[2]
    for path in (
        f"/api/shared/{token}/pictures/{shown}",
        f"/api/shared/{token}/pictures/{shown}?passing=0",
        f"/api/shared/{token}/pictures/{other}?{passing}",
        f"/api/shared/{'x' * 43}/pictures/{shown}?{passing}",
        f"/api/shared/{token}/pictures/..%2f..%2fworkspace.sqlite?{passing}",
    ):
        assert guest.get(path).status_code == 404, path
    assert guest.get(f"/api/pictures/{shown}").status_code == 401


@pytest.mark.parametrize("how", ["revoked", "out of date", "another password", "archived"])
def test_a_picture_is_shown_for_as_long_as_the_link_leads_somewhere(
    office: Any, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, (shown, _) = pictured(office)
    soon = (datetime.now(UTC) + timedelta(minutes=5)).isoformat()
    wish = {"shows_draft": True, "has_figures": False, "expires_at": soon, "password": SECRET}
    made = browser.post("/api/maps/m1/shares", json=wish).json()
    guest, path = office.stranger(), f"/api/shared/{made['token']}"
    assert "pictures" not in guest.get(path).json()
    picture = guest.post(path, json={"password": SECRET}).json()["pictures"][shown]
    assert guest.get(picture).status_code == 200
    if how == "revoked":
        browser.delete(f"/api/maps/m1/shares/{made['id']}")
    elif how == "out of date":
        later = datetime.now(UTC) + timedelta(minutes=6)
        monkeypatch.setattr(office.context.served, "now", lambda: later)
    elif how == "another password":
        browser.patch(f"/api/maps/m1/shares/{made['id']}", json={"password": "sommarens första båt"})
    else:
        browser.patch("/api/maps/m1", json={"archived": True})
    assert guest.get(picture).status_code in (404, 410)


def test_a_link_to_an_archived_map_says_so_and_shows_nothing(office: Any) -> None:
    browser, _ = with_map(office)
    token = browser.post("/api/maps/m1/shares", json={"has_figures": False}).json()["token"]
    assert browser.patch("/api/maps/m1", json={"archived": True}).status_code == 200
    guest = office.stranger()
    put_away = guest.get(f"/api/shared/{token}")
    assert (put_away.status_code, put_away.json()["code"]) == (410, "archived_share")
    assert "Winter" not in put_away.text
    assert browser.post("/api/maps/m1/shares", json={}).json()["code"] == "wrong_share"
    assert browser.patch("/api/maps/m1", json={"archived": False}).status_code == 200
    assert guest.get(f"/api/shared/{token}").status_code == 200


def test_whoever_guesses_elsewhere_does_not_keep_out_who_knows_the_password(
    office: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shares, "is_password", lambda typed, *, kept: typed == SECRET)  # the real one takes its time
    browser, _ = with_map(office)
    made = browser.post("/api/maps/m1/shares", json={"password": SECRET, "has_figures": False}).json()
    path = f"/api/shared/{made['token']}"
    for n in range(80):
        office.stranger(address=f"198.51.100.{n}").post(path, json={"password": "one more guess"})
    one = office.stranger(address="2001:db8::1")
    tries = [one.post(path, json={"password": "one more guess"}).status_code for _ in range(6)]
    assert tries == [401] * 5 + [429]
    assert office.stranger(address="2001:db8::2").post(path, json={"password": SECRET}).status_code == 429
    assert office.stranger(address="203.0.113.5").post(path, json={"password": SECRET}).status_code == 200


def test_a_filter_that_cannot_be_asked_is_told_to_nobody_outside(office: Any) -> None:
    editor = office.person(Role.EDITOR)
    draft(office, editor)
    browser = office.browser(editor)
    changed = browser.post("/api/maps/m1/records", json={"maps": {"map": {"where": "customer = 'email:x@example"}}})
    assert changed.status_code == 200, changed.text
    token = browser.post("/api/maps/m1/shares", json={"shows_draft": True}).json()["token"]
    told = office.stranger().get(f"/api/shared/{token}")
    assert (told.status_code, told.json()["figures"]) == (200, None)
    assert "x@example" not in told.text


def test_a_link_with_comments_tells_words_and_not_people(office: Any) -> None:
    browser, editor = with_map(office)
    said = {"author": editor.id, "written_at": "2026-01-01T10:00:00Z"}
    talk = [
        record("comment:a", RecordKind.COMMENT, about="card:n", text="too dear", mentions=[editor.id], **said),
        record("comment:b", RecordKind.COMMENT, about="card:n", text="for whom?", answers="comment:a", **said),
        record("comment:c", RecordKind.COMMENT, about="card:q", text="about a closed quote", **said),
        record("comment:d", RecordKind.COMMENT, about="card:n", text="settled", is_resolved=True, **said),
        record("comment:e", RecordKind.COMMENT, about="pain:wait", text="about a closed figure", **said),
        record("note:a", RecordKind.NOTE, text="from the workshop", x=1, y=1, author=editor.id),
        record("vote:a", RecordKind.VOTE, about="note:a", author=editor.id, count=1),
    ]
    changes = [Added(one) for one in talk]
    office.context.served.rooms.write(editor, RoomName(RoomKind.TALK, "m1"), changes)
    wish = {"has_comments": True, "has_figures": False}
    token = browser.post("/api/maps/m1/shares", json=wish).json()["token"]
    told = office.stranger().get(f"/api/shared/{token}")
    assert sorted(told.json()["talk"]) == ["comments", "resa", "version"]
    assert sorted(told.json()["talk"]["comments"]) == ["comment:a", "comment:b"]
    assert editor.id not in told.text
