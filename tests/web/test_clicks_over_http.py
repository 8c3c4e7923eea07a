"""Clicks on pages over HTTP, and marks on the map that are named after pages."""

from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from resa.app.permission import Role
from resa.app.take_in import Request, take_in
from resa.examples.clicking import CART, DEAD, write

Browsers = Callable[[Role], TestClient]


@pytest.fixture
def browsers(office: Any, as_role: Browsers, tmp_path: Any) -> dict[str, TestClient]:
    told = write(tmp_path, visitors=80)
    office.context.served.change(lambda workspace: take_in(workspace, Request((told.file,), accepts_defaults=True)))
    return {role: as_role(role) for role in Role}


def test_clicks_are_told_to_everybody_who_sees_maps(browsers: dict[str, TestClient]) -> None:
    pages = browsers["viewer"].get("/api/answers/clicks").json()["rows"]
    assert CART in {row["page"] for row in pages}
    asked = {"page": CART, "by": "element"}
    elements = browsers["viewer"].get("/api/answers/clicks", params=asked).json()["rows"]
    assert elements[0]["element"] == DEAD
    assert sum(row["clicks"] for row in elements) == next(row["clicks"] for row in pages if row["page"] == CART)
    assert browsers["viewer"].get("/api/answers/clicks", params={"page": "/nowhere"}).status_code == 404
    assert browsers["viewer"].get("/api/answers/clicks", params={"page": CART, "by": "device"}).status_code == 400
    asked = {"page": CART, "form": "svg", "language": "da"}
    drawn = browsers["viewer"].get("/api/answers/clicks/file", params=asked)
    assert "Hvor man klikker på" in drawn.text.replace("\u00a0", " ")


def test_evidence_of_a_mark_that_is_named_after_a_page(browsers: dict[str, TestClient]) -> None:
    editor = browsers["editor"]
    made = editor.post("/api/maps", json={"from": "data", "title": "As it is", "language": "en"}).json()
    paged = [one for one in made["document"]["steps"] if "/" in one]
    assert paged
    answer = editor.get(f"/api/maps/{made['id']}/evidence/{paged[0].replace('/', '%2F')}")
    assert answer.status_code == 200, answer.text
