"""Across maps over HTTP: the plan with its figures, reviews, the portfolio, dashboards."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from starlette.testclient import TestClient

from resa.app.newentry import entry_of
from resa.app.permission import Role
from resa.app.take_in import Request, take_in
from resa.app.trieddocument import content_of
from resa.model.journeymap import JourneyMap, MapField, MapRecord, RecordKind

Browsers = Callable[[Role], TestClient]

VISITS = "\n".join(
    [
        "customer_id,time,page,channel,kind,csat,paid",
        *(f"A{at},2026-01-{at + 1:02}T10:00:00Z,product,web,page,," for at in range(10)),
        *(f"A{at},2026-02-{at + 1:02}T10:00:00Z,checkout,web,order,,100" for at in range(4)),
        *(f"A{at},2026-03-{at + 1:02}T10:00:00Z,help,phone,contact,{2 + at % 2}," for at in range(6)),
    ]
)
SPEC = {
    "source": "visits",
    "files": "visits.csv",
    "identifiers": [{"column": "customer_id", "namespace": "customer_number"}],
    "time": {"columns": ["time"]},
    "interactions": [
        {
            "name": {"column": "page"},
            "channel": {"column": "channel"},
            "kind": {"column": "kind"},
            "score": {"column": "csat", "low": 1, "high": 5},
            "money": {"column": "paid", "currency": {"constant": "SEK"}},
        }
    ],
}


def record(record_id: str, kind: RecordKind, **fields: Any) -> MapRecord:
    return MapRecord(record_id, kind, {name: MapField(content) for name, content in fields.items()})


def add_map(office: Any, title: str, *records: MapRecord, **own: Any) -> str:
    served = office.context.served
    whole = JourneyMap.of([record("map", RecordKind.MAP, title=title, form="current_state", **own), *records])
    entry, kept = entry_of(whole, now=served.now())
    served.rooms.add(entry, content_of(kept))
    return entry.id


def cards() -> list[MapRecord]:
    return [
        record("stage:purchase", RecordKind.STAGE, position=1),
        record("lane:1", RecordKind.LANE, shows="pain", position=1),
        record("lane:2", RecordKind.LANE, shows="action", position=2),
        record("card:pain", RecordKind.CARD, lane="lane:1", stage="stage:purchase", text="Betalningen krånglar"),
        record(
            "card:mend",
            RecordKind.CARD,
            lane="lane:2",
            stage="stage:purchase",
            text="=Laga kassan",
            owner="Åsa",
            department="Webb",
            due="2026-01-15",
            status="doing",
            about="card:pain",
            kpi="conversion_share",
            impact=5,
            effort=2,
        ),
        record("card:later", RecordKind.CARD, lane="lane:2", text="Ring upp", department="Kundtjänst"),
    ]


@pytest.fixture
def viewer(office: Any, as_role: Browsers, tmp_path: Any) -> TestClient:
    (tmp_path / "visits.csv").write_text(VISITS)
    served = office.context.served
    served.change(lambda workspace: take_in(workspace, Request((tmp_path / "visits.csv",), spec=SPEC)))
    return as_role(Role.VIEWER)


def test_the_plan_lists_actions_of_all_maps_with_their_figures(viewer: TestClient, office: Any) -> None:
    add_map(office, "Köpa", *cards())
    add_map(office, "Trasig", *cards()[:3], where="profile.nothing = 1")
    told = viewer.get("/api/plan").json()
    mend, later = told["rows"]
    assert (mend["map_title"], mend["stage"], mend["about_text"]) == ("Köpa", "purchase", "Betalningen krånglar")
    assert (mend["owner"], mend["department"], mend["is_late"]) == ("Åsa", "Webb", True)
    assert (mend["kpi_now"], mend["kpi_n"], mend["kpi_unit"]) == (0.4, 10, "share")
    assert mend["began_at"] is not None
    assert (later["text"], later["kpi_now"], later["is_late"]) == ("Ring upp", None, False)
    assert told["departments"] == [
        {"department": "Kundtjänst", "actions": 1, "done": 0, "late": 0},
        {"department": "Webb", "actions": 1, "done": 0, "late": 1},
    ]


def test_what_a_future_state_took_over_is_planned_once(viewer: TestClient, office: Any) -> None:
    today = add_map(office, "I dag", *cards())
    changed = [record(one.id, one.kind, **_changed(one)) for one in cards()]
    add_map(office, "I morgon", *changed, as_is=today)
    add_map(office, "I övermorgon", *cards(), as_is=today)
    rows = [one for one in viewer.get("/api/plan").json()["rows"] if one["card"] == "card:mend"]
    assert sorted((one["map_title"], one["owner"]) for one in rows if one["map"] != today) == [("I morgon", "Öyvind")]


def _changed(one: MapRecord) -> dict[str, Any]:
    said = {name: field.content for name, field in one.fields.items()}
    return {**said, "owner": "Öyvind"} if one.id == "card:mend" else said


def test_a_finding_that_an_action_answers_is_told_in_words(viewer: TestClient, office: Any) -> None:
    found = record(
        "card:found",
        RecordKind.CARD,
        lane="lane:1",
        stage="stage:purchase",
        title_key="pain.cart",
        params={"share": 0.41},
    )
    answer = record("card:answer", RecordKind.CARD, lane="lane:2", stage="stage:purchase", text="Visa", about=found.id)
    add_map(office, "Fynd", *cards()[:3], found, answer)
    rows = viewer.get("/api/plan").json()["rows"]
    assert [one["about_text"] for one in rows if one["map_title"] == "Fynd"] == ["41.0% leave a filled cart"]


def test_the_plan_is_taken_along_without_formulas(viewer: TestClient, office: Any) -> None:
    add_map(office, "Köpa", *cards())
    text = viewer.get("/api/plan/export.csv").content.decode("utf-8-sig")
    assert ",'=Laga kassan," in text
    sheet = load_workbook(BytesIO(viewer.get("/api/plan/export.xlsx").content)).active
    assert [cell.value for cell in sheet["C"]] == ["text", "=Laga kassan", "Ring upp"]
    assert {cell.data_type for cell in sheet["C"]} == {"s"}
    assert viewer.get("/api/plan/export.exe").status_code == 404


def test_reviews_say_what_is_due_and_what_changed(viewer: TestClient, office: Any, as_role: Browsers) -> None:
    due = add_map(office, "Köpa", *cards(), review_on="2026-01-01")
    add_map(office, "Annan")
    assert as_role(Role.OWNER).post(f"/api/maps/{due}/status", json={"status": "live"}).status_code == 200
    first, second = viewer.get("/api/reviews").json()["rows"]
    assert (first["map_title"], first["is_due"], first["late_actions"], first["added"]) == ("Köpa", True, 1, 0)
    assert (second["is_due"], second["review_on"]) == (False, None)


def test_the_portfolio_rolls_up(viewer: TestClient, office: Any) -> None:
    above = add_map(office, "Livet som kund")
    add_map(office, "Köpa", *cards(), parent=above, where="channel = web")
    add_map(office, "Ensam", parent="gone")
    alone, root = viewer.get("/api/portfolio").json()["maps"]
    assert (alone["title"], alone["children"]) == ("Ensam", [])
    assert (root["title"], root["pains_written"], root["actions"], root["open_actions"]) == ("Livet som kund", 1, 2, 2)
    assert (root["customers"], root["conversion"]["value"], root["interactions"]) == (10, 0.4, 20)
    assert root["children"][0]["interactions"] == 14
    assert (root["unmeasured"], root["pains_found"]) == (None, None)
    assert root["worst_feeling"] is None  # all who answered did so in one stage
    found = viewer.get("/api/portfolio", params={"findings": True}).json()["maps"][1]
    assert found["pains_found"] is not None
    assert {**found, "pains_found": None, "children": []} == {**root, "children": []}


def test_dashboards_show_figures_small_steps_channels_and_switches(
    viewer: TestClient, office: Any, as_role: Browsers
) -> None:
    editor = as_role(Role.EDITOR)
    editor.put("/api/goals/purchase", json={"where": "kind = order", "money": "order_value"})
    editor.put("/api/goals/asked", json={"where": "kind = contact", "leads_to": "purchase"})
    told = viewer.get("/api/dashboard").json()
    (purchase,), (asked,) = told["conversions"], told["micro_conversions"]
    assert (purchase["converted"], purchase["value"], purchase["n"]) == (4, 0.4, 10)
    assert [(one["at"], one["converted"], one["n"]) for one in purchase["trend"]] == [
        ("2026-01", 0, 10),
        ("2026-02", 4, 4),
        ("2026-03", 0, 6),
    ]
    assert (asked["converted"], asked["leads_to"], asked["touchpoints"]) == (
        6,
        "purchase",
        [{"touchpoint": "help", "count": 6}],
    )
    low, high = asked["interval"]
    assert low < 0.6 < high
    web = next(one for one in told["channels"] if one["channel"] == "web")
    assert (web["customers"], web["interactions"]) == (10, 14)
    assert [one["value"] for one in web["trend"]] == [10, 4, 0]
    assert [(one["from"], one["to"], one["count"]) for one in told["switches"]] == [("web", "phone", 6)]
    newcomers = next(one for one in told["business"] if one["name"] == "newcomers")
    assert newcomers["value"] == 10
    assert [one["value"] for one in told["business"] if one["name"] == "revenue"] == [400.0]
    assert {one["name"] for one in told["kpis"]} >= {"conversion_share"}


def test_dashboards_follow_a_period_and_a_filter(viewer: TestClient) -> None:
    told = viewer.get("/api/dashboard", params={"from": "2026-03-01", "to": "2026-04-01"}).json()
    assert [one["channel"] for one in told["channels"]] == ["phone"]
    assert [one["value"] for one in told["business"] if one["name"] == "newcomers"] == [0]
    assert told["base"] == {"customers": 6, "interactions": 6}
    assert viewer.get("/api/dashboard", params={"where": "chanel = web"}).status_code == 404
    assert viewer.get("/api/dashboard", params={"from": "tomorrow"}).status_code == 400
    assert viewer.get("/api/dashboard", params={"where": 'customer = "A1"'}).status_code == 403


def test_an_empty_workspace_has_empty_answers(as_role: Browsers) -> None:
    viewer = as_role(Role.VIEWER)
    assert viewer.get("/api/plan").json()["rows"] == []
    assert viewer.get("/api/portfolio").json() == {"maps": []}
    told = viewer.get("/api/dashboard").json()
    assert (told["kpis"], told["channels"]) == ([], [])
    assert viewer.get("/api/sources").json()["rows"] == []
    assert viewer.get("/api/touchpoints").json()["rows"] == []
