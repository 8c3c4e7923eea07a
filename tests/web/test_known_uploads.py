"""Uploads of well-known exports name their tool, show their rows as they will be read, and are tried so."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from resa.app.permission import Role

Browsers = Callable[[Role], TestClient]
SAMPLES = Path(__file__).parents[1] / "collect/presets"


def _sent(browser: TestClient, *samples: str) -> dict[str, Any]:
    files = [("files", (f"{one.split('/')[0]}{Path(one).suffix}", (SAMPLES / one).read_bytes())) for one in samples]
    answer = browser.post("/api/uploads", files=files)
    assert answer.status_code == 201
    told: dict[str, Any] = answer.json()
    return told


def test_the_reasons_name_the_tool(as_role: Browsers) -> None:
    (proposal,) = _sent(as_role(Role.EDITOR), "zendesk_tickets/sample.json")["proposals"]
    (reason,) = [one for one in proposal["reasons"] if one["field"] == "preset"]
    assert reason["choice"] == "Zendesk: tickets"
    assert proposal["questions"] == []
    assert not reason["is_assumed"]


def test_rows_are_shown_and_tried_in_the_layout_that_the_tool_is_known_for(as_role: Browsers) -> None:
    browser = as_role(Role.EDITOR)
    told = _sent(browser, "qualtrics_responses/sample.csv", "shopify_orders_api/sample.json")
    survey, orders = sorted(told["proposals"], key=lambda one: one["source"])
    assert [row["ResponseId"] for row in survey["rows"]] == ["R_1", "R_2", "R_3"]
    assert [row["line_items.title"] for row in orders["rows"]] == ["Ullsockor", "Mössa", "Ullsockor"]
    checked = sorted(
        browser.post(f"/api/uploads/{told['upload']}/check", json={}).json(), key=lambda one: one["source"]
    )
    assert [(one["faults"], one["rejected"]) for one in checked] == [([], 0), ([], 0)]
    assert [one["yielded"]["interactions"] for one in checked] == [2, 3]
    done = browser.post(f"/api/uploads/{told['upload']}/import", json={}).text.rpartition("data: ")[2]
    report = {one["source"]: (one["received"], one["stored"]) for one in json.loads(done)["sources"]}
    assert report == {"qualtrics_responses": (3, 3), "shopify_orders_api": (3, 3)}
