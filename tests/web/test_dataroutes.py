"""The data side over HTTP: freshness, rejected records, touchpoints, stages, goals, who is who, customers."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from starlette.testclient import TestClient

from resa.app.permission import Role
from resa.app.take_in import Request, take_in

Browsers = Callable[[Role], TestClient]

VISITS = (
    "customer_id,email,time,page,channel\n"
    "A1,a@x.se,2026-03-01T10:00:00Z,start/home,web\n"
    "A1,a@x.se,2026-03-01T10:05:00Z,product,web\n"
    "A2,b@x.se,2026-03-02T09:00:00Z,product,web\n"
    'A3,c@x.se,yesterday,"=HYPERLINK(""http://x"")",web\n'
)

SPEC = {
    "source": "visits",
    "files": "visits.csv",
    "identifiers": [
        {"column": "customer_id", "namespace": "customer_number"},
        {"column": "email", "namespace": "email"},
    ],
    "time": {"columns": ["time"]},
    "interactions": [{"name": {"column": "page"}, "channel": {"column": "channel"}}],
}


@pytest.fixture
def browsers(office: Any, as_role: Browsers, tmp_path: Any) -> dict[str, TestClient]:
    (tmp_path / "visits.csv").write_text(VISITS)
    served = office.context.served
    served.change(lambda workspace: take_in(workspace, Request((tmp_path / "visits.csv",), spec=SPEC)))
    return {role: as_role(role) for role in Role}


def rows(answer: Any) -> Any:
    assert answer.status_code == 200, answer.text
    return answer.json()["rows"]


def test_sources_say_how_fresh_they_are(browsers: dict[str, TestClient]) -> None:
    (source,) = rows(browsers["viewer"].get("/api/sources"))
    assert (source["received"], source["stored"], source["rejected"]) == (4, 3, 1)
    assert source["newest"] == "2026-03-02T09:00:00+00:00"
    assert source["is_stale"] is True
    assert source["files"] == "visits.csv"


def test_rejected_records_come_with_their_own_words(browsers: dict[str, TestClient]) -> None:
    (fault,) = rows(browsers["editor"].get("/api/rejected", params={"source": "visits"}))
    assert (fault["file"], fault["position"], fault["field"], fault["found"]) == ("visits.csv", 3, "time", "yesterday")
    assert fault["row"]["email"] == "c@x.se"
    assert rows(browsers["editor"].get("/api/rejected", params={"after": 1})) == []
    assert browsers["commenter"].get("/api/rejected").status_code == 403
    assert browsers["editor"].get("/api/rejected", params={"source": "none"}).status_code == 404


def test_rejected_records_as_csv_hold_no_formula(browsers: dict[str, TestClient]) -> None:
    answer = browsers["editor"].get("/api/rejected.csv", params={"source": "visits"})
    assert answer.headers["content-disposition"] == 'attachment; filename="rejected.csv"'
    assert "\"'=HYPERLINK(" in answer.text
    assert ",=HYPERLINK" not in answer.text


def test_mended_specs_take_rejected_records_back(browsers: dict[str, TestClient]) -> None:
    answer = browsers["editor"].post("/api/sources/replay")
    assert answer.json()["sources"][0]["rejected"] == 1
    assert browsers["viewer"].post("/api/sources/replay").status_code == 403


def stage_of(browser: TestClient, name: str) -> tuple[str, str]:
    found = next(one for one in rows(browser.get("/api/touchpoints")) if one["name"] == name)
    return found["stage"], found["provenance"]


def test_a_touchpoint_is_placed_by_a_person_and_given_back_to_the_rules(browsers: dict[str, TestClient]) -> None:
    editor, path = browsers["editor"], "/api/touchpoints/start%2Fhome/stage"
    before = stage_of(editor, "start/home")
    assert editor.put(path, json={"stage": "advocacy"}).status_code == 204
    assert stage_of(browsers["viewer"], "start/home") == ("advocacy", "asserted")
    assert editor.put(path, json={"stage": None}).status_code == 204
    assert stage_of(editor, "start/home") == before
    assert editor.put(path, json={"stage": "atlantis"}).status_code == 404
    assert browsers["viewer"].put(path, json={"stage": "advocacy"}).status_code == 403


def test_two_who_place_at_once_lose_nothing(browsers: dict[str, TestClient]) -> None:
    editors = [browsers["editor"], browsers["owner"]]
    with ThreadPoolExecutor(2) as both:
        answers = both.map(
            lambda pair: pair[0].put(f"/api/touchpoints/{pair[1]}/stage", json={"stage": "advocacy"}),
            zip(editors, ["start%2Fhome", "product"], strict=True),
        )
        assert [one.status_code for one in answers] == [204, 204]
    assert {one["stage"] for one in rows(editors[0].get("/api/touchpoints"))} == {"advocacy"}


def test_touchpoints_are_grouped_named_and_taken_apart(browsers: dict[str, TestClient]) -> None:
    editor = browsers["editor"]
    group = {"touchpoints": ["start/home", "product"], "name": "Sajten"}
    assert editor.post("/api/touchpoints/groups", json=group).status_code == 204
    (one,) = rows(editor.get("/api/touchpoints"))
    assert (one["name"], one["interactions"], len(one["places"])) == ("Sajten", 3, 2)
    assert editor.delete("/api/touchpoints/Sajten/group").status_code == 204
    assert len(rows(editor.get("/api/touchpoints"))) == 2
    assert editor.patch("/api/touchpoints/product", json={"name": "Produktsidan"}).status_code == 204
    assert "Produktsidan" in {one["shown_as"] for one in rows(editor.get("/api/touchpoints"))}
    assert editor.post("/api/touchpoints/confirm", json={}).json()["confirmed"] >= 1


def test_stages_are_renamed_and_reordered(browsers: dict[str, TestClient]) -> None:
    editor = browsers["editor"]
    editor.put("/api/touchpoints/product/stage", json={"stage": "advocacy"})
    stages = [{"stage": "conversion", "name": "Köp"}, {"stage": "awareness"}]
    assert editor.put("/api/stages", json={"stages": stages}).status_code == 204
    told = rows(editor.get("/api/stages"))
    assert [(one["stage"], one["name"]) for one in told] == [
        ("conversion", "Köp"),
        ("awareness", None),
        ("unplaced", None),
    ]
    assert stage_of(editor, "product")[1] == "inferred"
    assert editor.put("/api/stages", json={"stages": [{"stage": "two words"}]}).status_code == 400


def test_goals_and_small_steps_are_added(browsers: dict[str, TestClient]) -> None:
    editor = browsers["editor"]
    assert editor.put("/api/goals/visit", json={"where": 'touchpoint = "product"'}).status_code == 204
    small = {"where": "channel = web", "leads_to": "visit"}
    assert editor.put("/api/goals/came", json=small).status_code == 204
    told = {one["goal"]: one["leads_to"] for one in rows(editor.get("/api/goals"))}
    assert told == {"visit": None, "came": "visit"}
    assert editor.put("/api/goals/odd", json={"where": "channel = = x"}).status_code == 400
    assert editor.delete("/api/goals/visit").status_code == 204
    assert "came" not in {one["goal"] for one in rows(editor.get("/api/goals"))}


def test_a_customer_is_found_and_the_look_is_written_down(browsers: dict[str, TestClient]) -> None:
    (found,) = browsers["editor"].get("/api/customers", params={"q": "a@x"}).json()
    assert found == {"name": "email:a@x.se", "known_as": ["customer_number:A1", "email:a@x.se"]}
    happenings = rows(browsers["editor"].get("/api/customers/email%3Aa%40x.se"))
    assert [one["touchpoint"] for one in happenings] == ["start/home", "product"]
    (line, *_) = browsers["owner"].get("/api/audit").json()
    assert (line["act"], line["about"]) == ("customer.view", "email:a@x.se")
    assert browsers["viewer"].get("/api/customers/A1").status_code == 403
    assert browsers["editor"].get("/api/customers/nobody").status_code == 404


def test_a_merge_has_evidence_and_is_taken_apart(browsers: dict[str, TestClient], office: Any, tmp_path: Any) -> None:
    """A1 and a@x.se come on the same records; told apart, the e-mail's visits are a customer's of their own."""
    editor, path = browsers["editor"], "/api/identity/merges"
    assert editor.get("/api/identity/conflicts").status_code == 200
    assert editor.post(f"{path}/none/undo").status_code == 404
    assert browsers["viewer"].get(path).status_code == 403
    (tmp_path / "chats.csv").write_text("customer_id,email,time,page,channel\n,a@x.se,2026-03-05T10:00:00Z,chat,chat\n")
    request = Request((tmp_path / "chats.csv",), spec={**SPEC, "source": "chats", "files": "chats.csv"})
    office.context.served.change(lambda workspace: take_in(workspace, request))
    (merge,) = rows(editor.get(path, params={"q": "A@x"}))
    assert set(merge["identifiers"]) == {"customer_number:A1", "email:a@x.se"}
    assert (merge["rule"], merge["status"], merge["evidence"]["confidence"]) == ("same_record", "active", 1.0)
    assert rows(editor.get(path, params={"q": "nobody"})) == []
    assert len(rows(editor.get("/api/customers/A1"))) == 3
    assert editor.post(f"{path}/{merge['merge_id']}/undo").status_code == 200
    (undone,) = rows(editor.get(path, params={"q": "a@x"}))
    assert undone["status"] == "undone"
    assert len(rows(editor.get("/api/customers/A1"))) < 3


def test_what_a_contact_costs_is_said_by_who_may_change_data(browsers: dict[str, TestClient]) -> None:
    said = {"currency": "SEK", "customer": 1200, "contacts": {"phone": 85}, "messages": {}, "goals": {}}
    assert browsers["viewer"].put("/api/worth", json=said).status_code == 403
    assert browsers["editor"].put("/api/worth", json=said).status_code == 204
    told = browsers["viewer"].get("/api/worth").json()["rows"]
    assert [(row["of"], row["amount"], row["currency"]) for row in told] == [
        ("customer", 1200.0, "SEK"),
        ("phone", 85.0, "SEK"),
    ]
    assert all(row["said_by"] for row in told)
    assert browsers["editor"].put("/api/worth", json={**said, "currency": ""}).status_code == 400
    unknown = browsers["editor"].put("/api/worth", json={**said, "contacts": {"phnoe": 85}})
    assert "phone" in unknown.text
    assert unknown.status_code >= 400
