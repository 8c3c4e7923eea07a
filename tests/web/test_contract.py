"""What the app's pages expect of answers, as `contract.ts` writes it down, is what the routes answer."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from resa.app.permission import Role

Browsers = Callable[[Role], TestClient]

CONTRACT = Path(__file__).parents[2] / "frontend" / "packages" / "app" / "src" / "contract.ts"
INTERFACE = re.compile(r"^export interface (\w+) \{\n(.*?)^\}", flags=re.MULTILINE | re.DOTALL)
FIELD = re.compile(r"^  readonly (\w+)(\??):", flags=re.MULTILINE)


def needed(interface: str) -> set[str]:
    """Returns the fields that an interface of the contract always has."""
    bodies = dict(INTERFACE.findall(CONTRACT.read_text(encoding="utf-8")))
    return {name for name, may_be_absent in FIELD.findall(bodies[interface]) if not may_be_absent}


def first_row(told: Any) -> Any:
    """Returns the first of a list, of the rows of an envelope, or of the maps of the portfolio."""
    rows = told if isinstance(told, list) else told.get("rows", told.get("maps"))
    return rows[0] if rows is not None else told


@pytest.fixture
def owner(as_role: Browsers) -> TestClient:
    """Returns the browser of an owner in whose workspace there is something of everything that needs no data."""
    browser = as_role(Role.OWNER)
    made = browser.post("/api/maps", json={"from": "blank", "title": "Flytta hem", "language": "sv"})
    assert made.status_code == 201, made.text
    assert browser.post("/api/invitations", json={"role": "editor", "email": None}).status_code == 201
    return browser


@pytest.mark.parametrize(
    ("interface", "path"),
    [
        ("Me", "/api/me"),
        ("WorkspaceSettings", "/api/workspace"),
        ("Colleague", "/api/people"),
        ("Invitation", "/api/invitations"),
        ("AuditLine", "/api/audit"),
        ("MapSummary", "/api/maps"),
        ("Rollup", "/api/portfolio"),
        ("Review", "/api/reviews"),
        ("Stage", "/api/stages"),
        ("Dashboard", "/api/dashboard"),
    ],
)
def test_answers_hold_what_pages_expect(owner: TestClient, interface: str, path: str) -> None:
    answer = owner.get(path)
    assert answer.status_code == 200, answer.text
    told = answer.json()
    row = told if interface in ("Me", "WorkspaceSettings", "Dashboard") else first_row(told)
    assert needed(interface), interface
    assert needed(interface) - row.keys() == set()
