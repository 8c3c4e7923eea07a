"""Requests made up from the OpenAPI document: whatever comes, the answer is one of ours, and nothing breaks."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.config import SchemathesisConfig

from resa.app.permission import Role

EXAMPLES = 60
NEVER_ENDING = "/api/events"
ENDING = {("DELETE", "/api/session"), ("DELETE", "/api/people/{id}"), ("PUT", "/api/me/password")}


def body_of(sent: dict[str, Any]) -> dict[str, Any]:
    """Returns the body of a made-up request, as this client takes it."""
    body = {name: sent[name] for name in ("json", "data", "files") if sent.get(name) is not None}
    raw = body.get("data")
    if isinstance(body.get("files"), list):
        body["files"] = [(name, _as_file(sent_as)) for name, sent_as in body["files"]]
    return {"content": raw} if isinstance(raw, bytes | str) else body


def _as_file(sent_as: Any) -> Any:
    """Returns whatever was made up as a file, as one that can be sent."""
    if isinstance(sent_as, tuple):
        return tuple(one if isinstance(one, bytes | str | None) else str(one) for one in sent_as)
    return sent_as if isinstance(sent_as, bytes | str) else str(sent_as)


@pytest.fixture
def operations(office: Any) -> list[Any]:
    described = office.stranger().get("/api/openapi.json").json()
    schema = schemathesis.openapi.from_dict(described, config=SchemathesisConfig())
    found = [one.ok() for one in schema.get_all_operations()]
    return [one for one in found if one.path != NEVER_ENDING and (one.method.upper(), one.path) not in ENDING]


@pytest.mark.parametrize("role", [Role.OWNER, None])
def test_made_up_requests_break_nothing(office: Any, operations: list[Any], role: Role | None) -> None:
    browser = office.browser(office.person(role)) if role else office.stranger()
    token = dict(browser.headers).get("x-resa-token")

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(st.data())
    def ask(drawn: Any) -> None:
        operation = drawn.draw(st.sampled_from(operations))
        case = drawn.draw(operation.as_strategy())
        sent = case.as_transport_kwargs(base_url="http://127.0.0.1:8000")
        body = body_of(sent)
        answer = browser.request(
            sent["method"],
            sent["url"],
            params=sent.get("params"),
            headers={"X-Resa-Token": token} if token else {},
            **body,
        )
        assert answer.status_code < 500, (operation.method, operation.path, answer.text)
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
        if answer.status_code >= 400:
            assert set(answer.json()) >= {"code", "sentence", "faults"}, answer.text

    ask()


def test_every_route_says_who_may_use_it_and_what_it_is_for(office: Any) -> None:
    described = office.stranger().get("/api/openapi.json").json()
    for path, methods in described["paths"].items():
        for method, told in methods.items():
            assert told["x-who"], (method, path)
            assert told.get("description"), (method, path)


def test_the_page_of_the_api_runs_its_own_script_only(office: Any) -> None:
    page = office.stranger().get("/api/docs")
    assert page.status_code == 200
    assert "://" not in page.text
    assert office.stranger().get("/api/docs.js").headers["content-type"].startswith("text/javascript")
