"""Personas over HTTP: found, named, brought from a sheet, and every change taken back."""

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.flows.test_personas_story import SPEC, people
from tests.web.test_contract import faults

from resa.app.permission import Role
from resa.app.take_in import Request, take_in

Browsers = Callable[[Role], TestClient]


@pytest.fixture
def shop(office: Any, tmp_path: Any) -> Any:
    """Returns an office in whose workspace are 150 who use the app and 150 who come to the store."""
    rows = people([])
    file, spec = tmp_path / "visits.csv", tmp_path / "spec.yaml"
    file.write_text("\n".join([",".join(rows[0]), *(",".join(map(str, row.values())) for row in rows)]))
    spec.write_text(SPEC)
    office.context.served.change(lambda workspace: take_in(workspace, Request(paths=(file,), spec=spec)))
    return office


def told(browser: TestClient) -> dict[str, Any]:
    answer = browser.get("/api/personas")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    assert faults(browser.get("/api/openapi.json").json(), "/api/personas", found) == []
    return found


def fitted(browser: TestClient, **how: Any) -> list[tuple[str, dict[str, Any]]]:
    answer = browser.post("/api/personas/fit", json=how)
    assert answer.status_code == 200, answer.text
    events = [part.split("\n") for part in answer.text.strip().split("\n\n") if part.startswith("event")]
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in events]


def test_personas_are_found_named_brought_and_every_change_taken_back(shop: Any) -> None:
    browser = shop.browser(shop.person(Role.EDITOR, name="Åsa Berg"))
    first = told(browser)
    assert (first["state"], first["is_kept"], len(first["personas"])) == ("found", False, 2)

    events = fitted(browser)
    assert events[-1] == ("done", {})
    assert {content["step"] for name, content in events if name == "progress"} == {"gathering", "trying", "drawing"}
    one, other = told(browser)["personas"]
    assert one["customers"] == other["customers"] == 150
    assert one["share_at_fit"] == 0.5

    named = browser.patch(f"/api/personas/{one['id']}", json={"name": "Maja", "goals": ["a jacket that lasts"]})
    assert named.status_code == 200, named.text
    (maja,) = [each for each in told(browser)["personas"] if each["id"] == one["id"]]
    assert set(maja["names"].values()) == {"Maja"}
    assert maja["said_by"] == {"name": "Åsa Berg", "goals": "Åsa Berg"}
    clash = browser.patch(f"/api/personas/{other['id']}", json={"name": "maja"})
    assert clash.status_code == 400
    back = browser.put("/api/personas/said", json={"said": named.json()["before"]})
    assert back.status_code == 200, back.text
    assert [each["names"] for each in told(browser)["personas"]] == [one["names"], other["names"]]

    claims = "Regulars,channel:store,mainly\nRegulars,orders,none\n"
    sheet = f"persona,trait,level\n{claims}Regulars,goal,to touch before buying\n"
    brought = browser.post("/api/personas/import", json=sent("workshop.csv", sheet))
    assert brought.status_code == 200, brought.text
    assert [row["verdict"] for row in brought.json()["claims"]] == ["holds", "holds"]
    regulars = told(browser)["personas"][-1]
    assert (regulars["id"], regulars["provenance"], regulars["customers"]) == ("Regulars", "asserted", 150)
    assert regulars["nearest"]["share"] == 1.0
    assert regulars["said_by"]["claims"] == "Åsa Berg"
    browser.put("/api/personas/said", json={"said": brought.json()["before"]})
    assert "Regulars" not in [each["id"] for each in told(browser)["personas"]]

    assert fitted(browser, most=2)[-1][0] == "done"
    again = told(browser)
    assert sorted(move[2] for move in again["earlier"]["moves"]) == [150, 150]
    assert again["has_before"]
    assert browser.post("/api/personas/fit/back").json() == {"is_kept": True}
    assert told(browser)["earlier"] is None


def test_a_sheet_with_faults_changes_nothing_and_viewers_change_nothing(shop: Any) -> None:
    browser = shop.browser(shop.person(Role.EDITOR))
    refused = browser.post(
        "/api/personas/import", json=sent("odd.csv", "persona,trait,level\nA,orders,lots\nB,,none\n")
    )
    assert refused.status_code == 400
    assert refused.json()["code"] == "persona_file"
    assert len(refused.json()["faults"]) == 2
    assert browser.post("/api/personas/import", json={"name": "a.csv", "content": "%%%"}).status_code == 400
    assert not (shop.context.served.folder / "personas.yaml").exists()
    assert fitted(browser, without=["shoe size"])[-1][1]["code"] == "unknown_name"
    viewer = shop.browser(shop.person(Role.VIEWER))
    assert len(told(viewer)["personas"]) == 2
    assert viewer.patch("/api/personas/x", json={"name": "A"}).status_code == 403


def sent(name: str, text: str) -> dict[str, str]:
    return {"name": name, "content": base64.b64encode(text.encode()).decode()}


def test_a_customer_as_a_whole_is_for_those_who_may_see_customers(shop: Any) -> None:
    editor = shop.browser(shop.person(Role.EDITOR))
    whole = editor.get("/api/overviews/C0001")
    assert whole.status_code == 200, whole.text
    rows = whole.json()["rows"]
    (persona,) = [row for row in rows if row["aspect"] == "persona"]
    assert persona["provenance"] == "inferred"
    assert persona["figure"] > 0.5
    assert max((row for row in rows if row["aspect"] == "channel"), key=lambda row: row["n"])["what"] == "app"
    assert shop.browser(shop.person(Role.VIEWER)).get("/api/overviews/C0001").status_code == 403
    assert editor.get("/api/overviews/nobody").status_code == 404


def test_types_are_kept_and_named_over_http_and_taken_back(shop: Any) -> None:
    editor = shop.browser(shop.person(Role.EDITOR))
    assert editor.get("/api/types").json()["rows"] == []
    assert editor.post("/api/types/fit", json={}).status_code == 204
    kept = editor.get("/api/types").json()["rows"]
    assert sum(row["customers"] for row in kept) == 300
    assert editor.patch(f"/api/types/{kept[0]['type']}", json={"name": "Regulars"}).status_code == 204
    segments = {one["name"]: one for one in editor.get("/api/answers").json()["segments"]}
    assert segments["Regulars"]["kind"] == "type"
    asked = editor.get("/api/answers/channels", params={"where": segments["Regulars"]["where"]})
    assert max(row["customers"] for row in asked.json()["rows"]) <= kept[0]["customers"]
    assert editor.post("/api/types/back").json() == {"is_kept": True}
    assert "Regulars" not in {row["name"] for row in editor.get("/api/types").json()["rows"]}
    assert shop.browser(shop.person(Role.VIEWER)).post("/api/types/fit", json={}).status_code == 403
