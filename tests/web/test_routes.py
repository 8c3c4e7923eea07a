"""Every role on every route of the OpenAPI document, against the written table."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from resa.app.permission import Role
from resa.web.routes import ANYBODY, ROLE_LETTERS, ROWS
from resa.web.server import create_app

UNDESCRIBED = {"GET /api/docs", "GET /api/docs.js", "GET /api/docs.css", "GET /api/openapi.json"}


def code_of(answer: Any) -> str | None:
    """Returns the code of an answer that tells an error."""
    told = answer.json() if answer.headers.get("content-type") == "application/json" else None
    return told.get("code") if isinstance(told, dict) else None


@pytest.fixture(scope="module")
def described(tmp_path_factory: Any) -> Iterator[set[str]]:
    app = create_app(Path(tmp_path_factory.mktemp("described")) / "workspace")
    yield {f"{method.upper()} {path}" for path, methods in app.openapi()["paths"].items() for method in methods}
    app.state.context.close()


def unnamed(route: str) -> str:
    """Returns a route with its blanks unnamed: `{id}` and `{map_id}` are the same blank."""
    return re.sub(r"\{\w+(:\w+)?\}", "{}", route)


def test_every_route_has_a_row(described: set[str]) -> None:
    rows = {unnamed(row) for row in ROWS}
    assert sorted(route for route in described if unnamed(route) not in rows) == []


def test_rows_say_known_roles_only() -> None:
    for route, who in ROWS.items():
        assert who == ANYBODY or set(who) <= set(ROLE_LETTERS), route


def test_the_roles_of_a_row_contain_the_higher_ones() -> None:
    assert {who for who in ROWS.values() if who != ANYBODY} <= {"o", "oe", "oec", "oecv"}


def test_every_role_on_every_route_as_the_table_says(office: Any) -> None:
    """Who is not in the row gets 403 and nobody 401, whatever they send; who is in it is never turned away for it."""
    browsers = {letter: office.browser(office.person(role)) for letter, role in ROLE_LETTERS.items()}
    stranger = office.stranger()
    wrong = []
    for route, who in ROWS.items():
        method, path = route.split(" ")
        if (method, path) in {("DELETE", "/api/session"), ("GET", "/api/events")}:
            continue  # ends the session, or never ends; both have tests of their own
        filled = re.sub(r"\{\w+\}", "none-such", path)
        told = {letter: browser.request(method, filled) for letter, browser in browsers.items()}
        told[""] = stranger.request(method, filled)
        for letter, answer in told.items():
            is_in = who == ANYBODY or (letter and letter in who)
            code = code_of(answer)
            refused = code in ("not_allowed", "not_signed_in", "forged_request")
            expected = None if is_in else ("not_allowed" if letter else "not_signed_in")
            is_broken = answer.status_code >= 500 and answer.status_code != 503
            if is_broken or (refused if is_in else code != expected):
                wrong.append((route, letter or "nobody", answer.status_code, code))
    assert wrong == []


def test_what_is_no_route_is_told_in_json(office: Any) -> None:
    browser = office.browser(office.person(Role.OWNER))
    for method, path in (("GET", "/api/none"), ("POST", "/api/maps/1/none"), ("PUT", "/api/maps")):
        answer = browser.request(method, path)
        assert (answer.status_code, answer.json()["code"]) == (404, "no_such_route")
