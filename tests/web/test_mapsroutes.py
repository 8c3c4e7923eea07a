"""Maps through the API: made in every way, seen by whom, approved, restored, compared."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from resa.app.permission import Role
from resa.mapping.document import read

AsRole = Callable[[Role], TestClient]


def made(browser: TestClient, **body: Any) -> dict[str, Any]:
    answer = browser.post("/api/maps", json={"title": "Flytta hem", "from": "blank", **body})
    assert answer.status_code == 201, answer.text
    return answer.json()


def test_a_blank_map_has_the_stages_and_the_first_lanes(as_role: AsRole) -> None:
    found = made(as_role(Role.EDITOR), language="sv")
    assert (found["title"], found["status"], found["language"], found["version"]) == ("Flytta hem", "draft", "sv", None)
    assert next(iter(found["document"]["stages"])) == "stage:advocacy"
    assert len(found["document"]["stages"]) == 5
    assert found["document"]["lanes"]["lane:pain"]["shows"] == "pain"
    assert found["people"][0]["name"] == "Editor"


def test_the_list_is_newest_first_and_hides_the_archive(as_role: AsRole) -> None:
    bo = as_role(Role.EDITOR)
    first, second = made(bo), made(bo, title="Flytta ut")
    assert [one["id"] for one in bo.get("/api/maps").json()] == [second["id"], first["id"]]
    bo.patch(f"/api/maps/{first['id']}", json={"archived": True})
    assert [one["title"] for one in bo.get("/api/maps").json()] == ["Flytta ut"]
    assert [one["title"] for one in bo.get("/api/maps?archived=true").json()] == ["Flytta hem"]
    bo.patch(f"/api/maps/{first['id']}", json={"archived": False, "title": "Hem igen"})
    assert bo.get("/api/maps").json()[0]["title"] == "Hem igen"


def test_a_map_goes_for_good_from_the_archive_only(as_role: AsRole) -> None:
    bo = as_role(Role.EDITOR)
    map_id = made(bo)["id"]
    refused = bo.delete(f"/api/maps/{map_id}")
    assert (refused.status_code, refused.json()["code"]) == (409, "not_archived")
    bo.patch(f"/api/maps/{map_id}", json={"archived": True})
    assert bo.delete(f"/api/maps/{map_id}").status_code == 204
    assert bo.get(f"/api/maps/{map_id}").status_code == 404


def test_a_future_state_keeps_the_ids_and_says_what_it_starts_from(as_role: AsRole) -> None:
    bo = as_role(Role.EDITOR)
    now = made(bo)
    future = made(bo, **{"from": "map", "map": now["id"], "form": "future_state", "title": "Flytta hem 2027"})
    own = future["document"]["maps"]["map"]
    assert (own["is_planned"], own["as_is"], own["form"]) == (True, now["id"], "future_state")
    assert future["document"]["stages"].keys() == now["document"]["stages"].keys()
    assert (future["as_is"], now["as_is"]) == (now["id"], None)
    found = bo.get(f"/api/maps/{future['id']}/difference", params={"from": now["id"]}).json()
    assert found["counts"] == {"added": 0, "removed": 0, "moved": 0, "changed": 1}


def test_a_map_comes_from_a_file_and_faults_are_told_together(as_role: AsRole) -> None:
    bo = as_role(Role.EDITOR)
    text = "resa: journeymap\nversion: 1\nmaps: {map: {title: Från fil}}\nstages: {'stage:a': {position: 1}}\n"
    found = made(bo, **{"from": "file", "content": text, "file": "karta.yaml", "title": ""})
    assert (found["title"], list(found["document"]["stages"])) == ("Från fil", ["stage:a"])
    broken = bo.post("/api/maps", json={"from": "file", "content": text + "cells: {c: {lane: x}, d: {text: 4}}\n"})
    assert broken.status_code == 400
    assert len(broken.json()["faults"]) == 3


@pytest.mark.parametrize(
    "body",
    [
        {"from": "air"},
        {"from": "blank", "title": "x", "form": "poem"},
        {"from": "blank", "title": "x", "language": "fr"},
        {"from": "map", "title": "x"},
        {"from": "blank", "title": " "},
    ],
)
def test_what_cannot_be_made_is_told(as_role: AsRole, body: dict[str, Any]) -> None:
    answer = as_role(Role.EDITOR).post("/api/maps", json=body)
    assert (answer.status_code, answer.json()["code"]) == (400, "unmakeable_map")


def test_a_map_is_put_under_another_but_never_under_itself(as_role: AsRole) -> None:
    bo = as_role(Role.EDITOR)
    above, below = made(bo)["id"], made(bo)["id"]
    assert bo.patch(f"/api/maps/{below}", json={"parent": above}).json()["parent"] == above
    for map_id, parent in ((above, below), (above, above), (above, "nowhere")):
        answer = bo.patch(f"/api/maps/{map_id}", json={"parent": parent})
        assert (answer.status_code, answer.json()["code"]) == (400, "impossible_change")
    assert bo.patch(f"/api/maps/{below}", json={"parent": None}).json()["parent"] is None


def test_programs_change_records(as_role: AsRole) -> None:
    bo = as_role(Role.EDITOR)
    map_id = made(bo)["id"]
    card = {"lane": "lane:pain", "stage": "stage:purchase", "text": "Kön är lång", "position": 1}
    patch = {"cards": {"card:1": card}, "stages": {"stage:advocacy": None, "stage:purchase": {"name": "Köp"}}}
    found = bo.post(f"/api/maps/{map_id}/records", json=patch).json()["document"]
    assert found["cards"]["card:1"] == {**card, "provenance": "asserted"}
    assert "stage:advocacy" not in found["stages"]
    assert found["stages"]["stage:purchase"]["name"] == "Köp"
    refused = bo.post(f"/api/maps/{map_id}/records", json={"cards": {"card:2": {"lane": "lane:nowhere"}}, "x": {}})
    assert refused.status_code == 400


def test_only_owners_and_approvers_put_a_map_live_and_viewers_then_see_that(as_role: AsRole) -> None:
    asa, bo, dag = as_role(Role.OWNER), as_role(Role.EDITOR), as_role(Role.VIEWER)
    map_id = made(bo)["id"]
    address = f"/api/maps/{map_id}"
    assert dag.get(address).json()["version"] is None
    assert bo.post(f"{address}/status", json={"status": "review", "note": "se över"}).json()["status_note"] == "se över"
    refused = bo.post(f"{address}/status", json={"status": "live"})
    assert (refused.status_code, refused.json()["code"]) == (403, "not_approver")
    assert bo.patch(address, json={"approvers": [bo.get("/api/me").json()["person"]["id"]]}).status_code == 403
    asa.patch(address, json={"approvers": [bo.get("/api/me").json()["person"]["id"]]})
    live = bo.post(f"{address}/status", json={"status": "live"}).json()
    assert (live["live_version"], live["is_ahead"]) == (1, False)
    bo.patch(address, json={"title": "Nästa år"})
    assert dag.get(address).json()["document"]["maps"]["map"]["title"] == "Flytta hem"
    assert dag.get(address).json()["version"] == 1
    ahead = bo.get(address).json()
    assert (ahead["document"]["maps"]["map"]["title"], ahead["is_ahead"]) == ("Nästa år", True)
    asa.post(f"{address}/status", json={"status": "live"})
    assert dag.get(address).json()["document"]["maps"]["map"]["title"] == "Nästa år"
    assert [one["reason"] for one in dag.get(f"{address}/versions").json()] == ["live", "live"]
    acts = [one["act"] for one in asa.get("/api/audit").json()]
    assert {"map.create", "map.live", "map.review", "map.change"} <= set(acts)


def test_a_version_is_taken_named_shown_and_restored(as_role: AsRole) -> None:
    bo = as_role(Role.EDITOR)
    address = f"/api/maps/{made(bo)['id']}"
    taken = bo.post(f"{address}/versions", json={"label": "Före mässan"}).json()
    assert (taken["number"], taken["reason"], taken["made_by_name"]) == (1, "by_hand", "Editor")
    bo.post(f"{address}/records", json={"stages": {"stage:purchase": {"name": "Köp"}, "stage:advocacy": None}})
    text = bo.get(f"{address}/difference", params={"from": "1", "as": "text"}).text
    assert text.splitlines()[0] == "1 removed, 1 changed"
    back = bo.post(f"{address}/versions/1/restore").json()
    assert sorted(change["kind"] for change in back["changes"]) == ["added", "updated"]
    assert back["before"] == 2
    now = bo.get(address).json()["document"]
    assert now == bo.get(f"{address}/versions/1").json()["document"]
    assert [one["reason"] for one in bo.get(f"{address}/versions").json()] == ["before_restore", "by_hand"]
    assert bo.patch(f"{address}/versions/2", json={"label": "Tillbaka hit"}).json()["label"] == "Tillbaka hit"
    assert bo.get(f"{address}/versions/9").status_code == 404


def test_a_card_of_the_library_tells_where_it_is_used(as_role: AsRole, office: Any) -> None:
    from resa.app.roomrule import RoomName
    from resa.model.journeymap import Added, MapField, MapRecord, RecordKind

    bo = as_role(Role.EDITOR)
    me = office.person(Role.EDITOR)
    entry = MapRecord("entry:1", RecordKind.ENTRY, {"shows": MapField("pain"), "text": MapField("Kön är lång")})
    office.context.served.rooms.write(me, RoomName.parsed("library"), [Added(entry)])
    map_id = made(bo)["id"]
    card = {"lane": "lane:pain", "stage": "stage:purchase", "of": "entry:1", "position": 1}
    bo.post(f"/api/maps/{map_id}/records", json={"cards": {"card:1": card}})
    (use,) = bo.get("/api/library/entry:1/uses").json()
    assert (use["map"], use["record"], use["lane"]) == (map_id, "card:1", "pain")
    assert bo.get("/api/library/entry:2/uses").status_code == 404


PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


@pytest.mark.parametrize("is_form", [True, False])
def test_a_picture_is_kept_and_given_back_as_what_it_is(as_role: AsRole, is_form: bool) -> None:
    bo = as_role(Role.EDITOR)
    if is_form:
        kept = bo.post("/api/pictures", files={"file": ("evil.html", PNG, "text/html")})
    else:
        kept = bo.post("/api/pictures", content=PNG, headers={"content-type": "text/html"})
    assert (kept.status_code, kept.json()["form"]) == (201, "image/png")
    found = as_role(Role.VIEWER).get(f"/api/pictures/{kept.json()['id']}")
    assert (found.content, found.headers["content-type"]) == (PNG, "image/png")
    assert found.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("content", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"", b"BM1234", b"<html>"])
def test_what_is_no_picture_is_refused(as_role: AsRole, content: bytes) -> None:
    answer = as_role(Role.EDITOR).post("/api/pictures", content=content)
    assert (answer.status_code, answer.json()["code"]) == (415, "no_picture")


def test_a_picture_that_is_too_large_is_refused_and_one_that_is_not_there_is_told(as_role: AsRole) -> None:
    bo = as_role(Role.EDITOR)
    assert bo.post("/api/pictures", content=PNG + bytes(5 << 20)).status_code == 413
    assert bo.get("/api/pictures/nothing").status_code == 404
    assert bo.get("/api/pictures/..%2Fworkspace.sqlite").status_code == 404


def test_files_of_the_workspace_come_into_the_list_once(as_role: AsRole, office: Any) -> None:
    bo, folder = as_role(Role.EDITOR), office.context.served.folder
    (folder / "maps").mkdir()
    (folder / "maps/hem.yaml").write_text("resa: journeymap\nversion: 1\nstages: {'stage:a': {position: 1}}\n")
    (folder / "maps/broken.yaml").write_text("resa: poem\n")
    (folder / "maps/bytes.json").write_bytes(b"\xff\xfe\x00")
    (folder / "maps/deep.yaml").write_text("maps: " + "{a: " * 50_000)
    (folder / "maps/named.yaml").write_text(
        "resa: journeymap\nversion: 1\nmaps: {map: {base: &b {x: [1]}, period: *b}}\n"
    )
    for _ in range(2):
        assert [one["title"] for one in bo.get("/api/maps").json()] == ["hem"]
    unread = {one["file"]: one for one in bo.get("/api/mapfiles").json()}
    assert list(unread) == ["maps/broken.yaml", "maps/bytes.json", "maps/deep.yaml", "maps/named.yaml"]
    assert "at most 40 levels" in unread["maps/deep.yaml"]["faults"][0]
    assert "expected no aliases" in unread["maps/named.yaml"]["faults"][0]


def test_maps_are_written_back_and_read_as_the_same(as_role: AsRole, office: Any) -> None:
    from resa.app.mapfiles import write_back

    bo, folder = as_role(Role.EDITOR), office.context.served.folder
    found = made(bo, title="Åka hem!")
    (written,) = write_back(folder)
    assert written.path == folder / "maps/aka-hem.yaml"
    again = read(written.path.read_text(encoding="utf-8"))
    assert json.loads(json.dumps(found["document"]["stages"])).keys() == {
        one for one in again.records if one.startswith("stage:")
    }
    assert len(bo.get("/api/maps").json()) == 1  # what was written is not taken for a new map
    assert write_back(folder)[0].path == written.path
