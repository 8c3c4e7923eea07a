"""Claiming a workspace, signing in and out, as browsers do it."""

from typing import Any

import pytest
from starlette.websockets import WebSocketDisconnect
from tests.web.conftest import stop_clock

from resa.app import signin
from resa.app.permission import Role

KEY = "the-set-up-key"
OWNER = {"name": "Åsa Öberg", "email": "Asa@Example.com", "password": "correct cat battery"}
SIGN_IN = {"email": "asa@example.com", "password": "correct cat battery"}


def claimed(office: Any) -> Any:
    browser = office.stranger()
    made = browser.post("/api/setup", json=OWNER | {"key": KEY})
    assert made.status_code == 201, made.text
    browser.headers["X-Resa-Token"] = made.json()["token"]
    return browser


def test_the_first_start_makes_an_owner_once(office: Any) -> None:
    stranger = office.stranger()
    assert stranger.get("/api/me").json()["is_first_start"] is True
    browser = claimed(office)
    me = browser.get("/api/me").json()
    assert me["role"] == "owner"
    assert me["person"]["name"] == "Åsa Öberg"
    again = stranger.post("/api/setup", json=OWNER | {"key": KEY})
    assert (again.status_code, again.json()["code"]) == (409, "already_set_up")
    assert stranger.get("/api/me").json()["is_first_start"] is False


def test_nobody_claims_a_workspace_without_the_key(office: Any) -> None:
    refused = office.stranger().post("/api/setup", json=OWNER | {"key": "guess"})
    assert (refused.status_code, refused.json()["code"]) == (403, "wrong_setup_key")


def test_a_weak_password_is_refused(office: Any) -> None:
    refused = office.stranger().post("/api/setup", json=OWNER | {"key": KEY, "password": "Summer2024!"})
    assert (refused.status_code, refused.json()["code"]) == (400, "weak_password")


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(office: Any) -> None:
    cookie = office.stranger().post("/api/setup", json=OWNER | {"key": KEY}).headers["set-cookie"]
    assert cookie.startswith(f"resa_{office.context.served.id}=")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Path=/" in cookie


def test_signing_in_gives_a_fresh_token_and_ends_the_one_before(office: Any) -> None:
    browser = claimed(office)
    before = browser.cookies[office.context.cookie]
    assert browser.post("/api/session", json=SIGN_IN).status_code == 200
    after = browser.cookies[office.context.cookie]
    assert before != after
    stale = office.stranger()
    stale.cookies.set(office.context.cookie, before)
    assert stale.get("/api/maps").status_code == 401


def test_a_planted_cookie_is_never_taken_over(office: Any) -> None:
    claimed(office)
    victim = office.stranger()
    victim.cookies.set(office.context.cookie, "planted", domain="127.0.0.1", path="/")
    assert victim.post("/api/session", json=SIGN_IN).status_code == 200
    attacker = office.stranger()
    attacker.cookies.set(office.context.cookie, "planted")
    assert attacker.get("/api/me").json()["person"] is None


def test_a_wrong_password_and_an_unknown_account_are_told_alike(office: Any) -> None:
    claimed(office)
    wrong = office.stranger().post("/api/session", json=SIGN_IN | {"password": "another long one"})
    unknown = office.stranger().post("/api/session", json=SIGN_IN | {"email": "nobody@example.com"})
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.json() == unknown.json()


def test_guessing_is_slowed_down_but_the_owner_comes_in_from_elsewhere(
    office: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    claimed(office)
    stop_clock(office, monkeypatch)
    guesser = office.stranger(address="203.0.113.9")
    told = [guesser.post("/api/session", json=SIGN_IN | {"password": f"wrong guess {n}"}).status_code for n in range(7)]
    assert told[:5] == [401] * 5
    assert 429 in told[5:]
    assert office.stranger(address="198.51.100.1").post("/api/session", json=SIGN_IN).status_code == 200


def test_a_crowd_that_guesses_does_not_lock_out_who_has_signed_in_from_there(
    office: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        signin, "is_password", lambda typed, *, kept: typed == SIGN_IN["password"]
    )  # the real one takes its time
    claimed(office)
    stop_clock(office, monkeypatch)
    home = "192.0.2.44"
    assert office.stranger(address=home).post("/api/session", json=SIGN_IN).status_code == 200
    for n in range(70):
        crowd = office.stranger(address=f"198.51.100.{n}")
        last = crowd.post("/api/session", json=SIGN_IN | {"password": "one more guess"})
    assert last.status_code == 429
    assert office.stranger(address="192.0.2.45").post("/api/session", json=SIGN_IN).status_code == 429
    assert office.stranger(address=home).post("/api/session", json=SIGN_IN).status_code == 200


def test_signing_out_everywhere_ends_every_session(office: Any) -> None:
    browser = claimed(office)
    other = office.stranger()
    other.headers["X-Resa-Token"] = other.post("/api/session", json=SIGN_IN).json()["token"]
    assert other.get("/api/people").status_code == 200
    assert browser.delete("/api/session", params={"everywhere": True}).status_code == 204
    assert other.get("/api/people").status_code == 401
    assert browser.get("/api/people").status_code == 401


def test_another_password_ends_the_other_sessions(office: Any) -> None:
    browser = claimed(office)
    other = office.stranger()
    other.post("/api/session", json=SIGN_IN)
    wanted = {"present": OWNER["password"], "wanted": "another cat entirely"}
    wrong = browser.put("/api/me/password", json=wanted | {"present": "not this one"})
    assert wrong.status_code == 401
    assert browser.put("/api/me/password", json=wanted).status_code == 200
    assert browser.get("/api/people").status_code == 200
    assert other.get("/api/people").status_code == 401
    assert other.post("/api/session", json=SIGN_IN).status_code in (401, 403)


def test_what_changes_needs_the_token_of_the_session(office: Any) -> None:
    browser = claimed(office)
    del browser.headers["X-Resa-Token"]
    forged = browser.delete("/api/session")
    assert (forged.status_code, forged.json()["code"]) == (403, "forged_request")


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_another_sites_page_changes_nothing(office: Any, headers: dict[str, str]) -> None:
    claimed(office)
    forged = office.stranger().post("/api/session", json=SIGN_IN, headers=headers)
    assert (forged.status_code, forged.json()["code"]) == (403, "forged_request")


def test_its_own_page_may(office: Any) -> None:
    claimed(office)
    own = office.stranger().post("/api/session", json=SIGN_IN, headers={"Origin": "http://127.0.0.1:8000"})
    assert own.status_code == 200


def test_what_reading_the_database_tells_is_no_session(office: Any) -> None:
    browser = claimed(office)
    token = browser.cookies[office.context.cookie]
    held = b"".join(path.read_bytes() for path in office.context.served.folder.glob("workspace.sqlite*"))
    assert token.encode() not in held
    assert OWNER["password"].encode() not in held


def test_workspaces_on_one_host_are_kept_apart(office: Any, tmp_path: Any) -> None:
    from resa.web.server import create_app

    browser = claimed(office)
    elsewhere = create_app(tmp_path / "other")
    other = type(browser)(elsewhere, base_url="http://127.0.0.1:8001")
    for cookie in browser.cookies.jar:
        other.cookies.set(cookie.name, cookie.value)
    assert other.get("/api/me").json()["person"] is None
    assert elsewhere.state.context.cookie != office.context.cookie
    other.close()
    elsewhere.state.context.close()


def test_who_left_is_out_at_once(office: Any) -> None:
    owner, person = claimed(office), office.person(Role.EDITOR)
    browser = office.browser(person)
    assert browser.get("/api/people").status_code == 200
    assert owner.delete(f"/api/people/{person.id}").status_code == 204
    assert browser.get("/api/people").status_code == 401


def test_another_password_sends_others_out_of_the_rooms(office: Any) -> None:
    browser, other, borrowed = claimed(office), office.stranger(), office.stranger()
    other.post("/api/session", json=SIGN_IN)
    borrowed.cookies.set(office.context.cookie, other.cookies[office.context.cookie])
    with borrowed.websocket_connect("/api/rooms/library") as line:
        line.send_bytes(b"\x00\x00")
        assert [line.receive_bytes()[0], line.receive_bytes()[0]] == [1, 0]
        wanted = {"present": OWNER["password"], "wanted": "another cat entirely"}
        assert browser.put("/api/me/password", json=wanted).status_code == 200
        with pytest.raises(WebSocketDisconnect):
            line.receive_bytes()
