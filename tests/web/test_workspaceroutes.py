"""The whole workspace's settings over HTTP, and the rhythm of reviews that follows from them."""

from collections.abc import Callable
from typing import Any

from starlette.testclient import TestClient

from resa.app.newentry import entry_of
from resa.app.permission import Role
from resa.app.trieddocument import content_of
from resa.model.journeymap import JourneyMap, MapField, MapRecord, RecordKind

Browsers = Callable[[Role], TestClient]


def test_an_owner_names_the_workspace_and_everybody_sees_it(office: Any, as_role: Browsers) -> None:
    owner = as_role(Role.OWNER)
    said = {"company": " Fjällbo ", "zone": "Europe/Stockholm", "region": "se", "review_months": 3}
    answer = owner.patch("/api/workspace", json=said)
    assert answer.status_code == 200, answer.text
    told = {
        "name": "Fjällbo",
        "company": "Fjällbo",
        "zone": "Europe/Stockholm",
        "region": "SE",
        "review_months": 3,
    }
    assert answer.json() == told
    assert as_role(Role.VIEWER).get("/api/workspace").json() == told
    assert owner.get("/api/me").json()["workspace"]["name"] == "Fjällbo"
    written = (office.context.served.folder / "workspace.yaml").read_text(encoding="utf-8")
    assert "company: Fjällbo" in written
    assert owner.patch("/api/workspace", json={"review_months": None}).json()["review_months"] is None
    assert owner.get("/api/workspace").json()["zone"] == "Europe/Stockholm"


def test_what_can_not_be_is_refused_and_nothing_is_written(office: Any, as_role: Browsers) -> None:
    owner = as_role(Role.OWNER)
    for fields in ({"zone": "Mars/Base"}, {"region": "Sweden"}, {"review_months": 0}, {"company": "x" * 101}):
        assert owner.patch("/api/workspace", json=fields).status_code in (400, 422), fields
    assert not (office.context.served.folder / "workspace.yaml").exists()


def test_a_map_is_due_after_the_rhythm_of_the_workspace(office: Any, as_role: Browsers) -> None:
    served, owner = office.context.served, as_role(Role.OWNER)
    own = MapRecord("map", RecordKind.MAP, {"title": MapField("Flytta hem")})
    entry, whole = entry_of(JourneyMap.of([own]), now=served.now())
    served.rooms.add(entry, content_of(whole))
    (before,) = owner.get("/api/reviews").json()["rows"]
    owner.patch("/api/workspace", json={"review_months": 6})
    (after,) = owner.get("/api/reviews").json()["rows"]
    assert (before["review_on"], before["is_due"], after["is_due"]) == (None, False, False)
    assert after["review_on"] > served.now().date().isoformat()
