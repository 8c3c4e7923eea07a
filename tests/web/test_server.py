"""What holds for every answer: headers, limits, errors that tell nothing of the inside."""

from pathlib import Path
from typing import Any

import pytest

from resa.app.permission import Role
from resa.web.server import create_app
from resa.web.workspacecontext import ServerSettings

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/maps/1",
        "/api/me",
        "/api/maps",
        "/api/none",
        "/api/docs",
        "/api/docs.js",
        "/open/x",
        "/shared/x",
        "/assets/none.js",
        "/..%2f..%2fetc/passwd",
    ],
)
def test_every_answer_carries_the_headers(office: Any, path: str) -> None:
    headers = office.stranger().get(path).headers
    assert headers["content-security-policy"].startswith(POLICY)
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert "cache-control" in headers
    assert "server" not in headers


def test_what_nobody_foresaw_tells_nothing_of_the_inside(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = office.browser(office.person(Role.OWNER))

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the secret inside")

    monkeypatch.setattr("resa.app.people.colleagues", broken)
    answer = browser.get("/api/people")
    assert (answer.status_code, answer.json()["code"]) == (500, "unforeseen")
    assert "secret" not in answer.text
    assert answer.headers["content-security-policy"].startswith(POLICY)


def test_a_body_that_is_too_large_is_not_read(office: Any) -> None:
    large = "x" * (2 << 20)
    announced = office.stranger().post("/api/session", content=large, headers={"content-type": "application/json"})
    assert (announced.status_code, announced.json()["code"]) == (413, "too_large")

    def pieces() -> Any:
        for _ in range(40):
            yield b"x" * (64 << 10)

    unannounced = office.stranger().post("/api/session", content=pieces(), headers={"content-type": "application/json"})
    assert (unannounced.status_code, unannounced.json()["code"]) == (413, "too_large")


def test_a_wrong_body_lists_its_faults(office: Any) -> None:
    answer = office.stranger().post("/api/session", json={"email": 3, "extra": 1})
    assert (answer.status_code, answer.json()["code"]) == (422, "wrong_form")
    assert len(answer.json()["faults"]) == 3


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8000", ""])
def test_another_name_that_leads_here_is_turned_away(tmp_path: Path, host: str, office: Any) -> None:
    app = create_app(tmp_path / "w", settings=ServerSettings(hosts=frozenset({"localhost", "127.0.0.1"})))
    browser = type(office.stranger())(app, base_url="http://127.0.0.1:8000")
    assert browser.get("/api/me").status_code == 200
    assert browser.get("/api/me", headers={"host": host}).status_code == 403
    browser.close()
    app.state.context.close()


def test_behind_tls_cookies_and_browsers_insist_on_it(tmp_path: Path, office: Any) -> None:
    settings = ServerSettings(url="https://maps.example.com", setup_key="k")
    app = create_app(tmp_path / "w", settings=settings)
    browser = type(office.stranger())(app, base_url="https://maps.example.com")
    account = {"key": "k", "name": "Å", "email": "a@example.com", "password": "correct cat battery"}
    made = browser.post("/api/setup", json=account, headers={"origin": "https://maps.example.com"})
    assert made.headers["set-cookie"].startswith("__Host-resa_")
    assert "Secure" in made.headers["set-cookie"]
    assert "strict-transport-security" in made.headers
    forged = browser.post("/api/session", json={}, headers={"origin": "http://maps.example.com"})
    assert forged.json()["code"] == "forged_request"
    browser.close()
    app.state.context.close()


def test_the_key_that_opens_the_app_is_good_for_once(tmp_path: Path, office: Any) -> None:
    app = create_app(tmp_path / "w", settings=ServerSettings(open_key="once"))
    new = lambda: type(office.stranger())(app, base_url="http://127.0.0.1:8000", follow_redirects=False)  # noqa: E731 - short
    first, second, third = new(), new(), new()
    assert first.get("/open/wrong").headers.get("set-cookie") is None
    assert first.get("/open/once").headers["location"] == "/"
    assert first.get("/api/me").json()["role"] == "owner"
    second.get("/open/once")
    assert second.get("/api/me").json()["role"] is None
    for browser in (first, second, third):
        browser.close()
    app.state.context.close()


def test_without_the_key_nobody_is_let_in(office: Any) -> None:
    browser = office.stranger()
    browser.get("/open/None")
    assert browser.get("/api/me").json()["role"] is None


def test_nothing_outside_of_the_built_page_is_served(tmp_path: Path, office: Any) -> None:
    static = tmp_path / "static"
    (static / "assets").mkdir(parents=True)
    (static / "index.html").write_text("the page")
    (static / "assets/app-1.js").write_text("1" * 5_000)
    (static / ".stamp").write_text("hidden")
    (tmp_path / "outside.txt").write_text("outside")
    app = create_app(tmp_path / "w", settings=ServerSettings(static=static))
    browser = type(office.stranger())(app, base_url="http://127.0.0.1:8000")
    assert browser.get("/any/path").text == "the page"
    script = browser.get("/assets/app-1.js")
    assert script.headers["cache-control"].endswith("immutable")
    assert (script.text, script.headers["content-encoding"]) == ("1" * 5_000, "gzip")
    assert "content-encoding" not in browser.get("/api/me").headers
    for path in (
        "/..%2foutside.txt",
        "/%2e%2e/outside.txt",
        "/.stamp",
        "//etc/passwd",
        "/assets/..%2f..%2foutside.txt",
    ):
        assert browser.get(path).text == "the page", path
    browser.close()
    app.state.context.close()
