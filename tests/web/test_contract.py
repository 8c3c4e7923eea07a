"""What the routes answer is what the OpenAPI document says of them, which the page's types are made from."""

from collections.abc import Callable
from typing import Any

import jsonschema
import pytest
from starlette.testclient import TestClient

from resa.app.permission import Role

Browsers = Callable[[Role], TestClient]

ANSWERS = (
    "/api/me",
    "/api/workspace",
    "/api/people",
    "/api/invitations",
    "/api/audit",
    "/api/maps",
    "/api/portfolio",
    "/api/reviews",
    "/api/plan",
    "/api/templates",
    "/api/guides",
    "/api/stages",
    "/api/dashboard",
    "/api/answers",
)
VISITS = "customer_id,time,page,channel,kind\n" + "".join(
    f"A{at},2026-01-{at + 1:02}T10:00:00Z,product,web,order\n" for at in range(12)
)


@pytest.fixture
def owner(as_role: Browsers) -> TestClient:
    """Returns the browser of an owner in whose workspace there is something of everything that needs no data."""
    browser = as_role(Role.OWNER)
    asked = {"from": "template", "template": "retail-current_state", "title": "Flytta hem", "language": "sv"}
    made = browser.post("/api/maps", json=asked)
    assert made.status_code == 201, made.text
    assert browser.post("/api/invitations", json={"role": "editor", "email": None}).status_code == 201
    return browser


def faults(described: dict[str, Any], path: str, answered: Any, *, method: str = "get", status: int = 200) -> list[str]:
    """Returns what of an answer is not as the document says."""
    told = described["paths"][path][method]["responses"][str(status)]["content"]["application/json"]["schema"]
    assert told, f"{path} says nothing of what it answers"
    # `$ref` points into the document, so the schema is read as a part of it.
    checker = jsonschema.Draft202012Validator({**told, "components": described["components"]})
    return [f"{path}{one.json_path[1:]}: {one.message}" for one in checker.iter_errors(answered)]


@pytest.mark.parametrize("path", ANSWERS)
def test_answers_are_as_described(owner: TestClient, path: str) -> None:
    described = owner.get("/api/openapi.json").json()
    answer = owner.get(path)
    assert answer.status_code == 200, answer.text
    assert faults(described, path, answer.json()) == []


def test_the_portfolio_with_findings_too(owner: TestClient) -> None:
    described = owner.get("/api/openapi.json").json()
    assert faults(described, "/api/portfolio", owner.get("/api/portfolio?findings=true").json()) == []


def test_dropped_files_and_what_was_measured_of_them(owner: TestClient) -> None:
    described = owner.get("/api/openapi.json").json()
    dropped = owner.post("/api/uploads", files={"files": ("visits.csv", VISITS.encode())})
    assert dropped.status_code == 201, dropped.text
    told = dropped.json()
    assert faults(described, "/api/uploads", told, method="post", status=201) == []
    checked = owner.post(f"/api/uploads/{told['upload']}/check", json={})
    assert faults(described, "/api/uploads/{id}/check", checked.json(), method="post") == []
    assert owner.post(f"/api/uploads/{told['upload']}/import", json={}).status_code == 200
    done = owner.get(f"/api/uploads/{told['upload']}").json()
    assert done["state"] == "done", done["refusal"]
    assert faults(described, "/api/uploads/{id}", done) == []
    for path in ("/api/dashboard", "/api/portfolio", "/api/stages"):
        assert faults(described, path, owner.get(path).json()) == []
    assert owner.get("/api/dashboard").json()["channels"][0]["customers"] == 12
