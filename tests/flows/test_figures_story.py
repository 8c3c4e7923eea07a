"""A map that is alive: figures under the filter bar, bound cards, what they rest on, plans held against journeys."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import Office

from resa.app.demo import demo
from resa.app.permission import Role
from resa.app.roomrule import RoomKind, RoomName
from resa.app.workspace import open_workspace
from resa.app.write_map import resolve
from resa.store.collaboration.versionlog import QUIET, NewVersion
from resa.web.server import create_app
from resa.web.workspacecontext import ServerSettings

pytestmark = pytest.mark.flow

SEGMENT = "has(kind = order)"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("retailer") / "workspace"
    demo(made, customers=400, progress=lambda *_: None)
    return made


@pytest.fixture(scope="module")
def office(folder: Path) -> Iterator[Office]:
    made = Office(create_app(folder, settings=ServerSettings(setup_key="key")))
    yield made
    for browser in made.browsers:
        browser.close()
    made.context.close()


@pytest.fixture(scope="module")
def editor(office: Office) -> TestClient:
    return office.browser(office.person(Role.EDITOR))


@pytest.fixture(scope="module")
def map_id(editor: TestClient) -> str:
    made = editor.post("/api/maps", json={"title": "Köp", "from": "data", "language": "sv"})
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


Ask = Callable[..., Any]


@pytest.fixture(scope="module")
def ask(editor: TestClient, map_id: str) -> Ask:
    def get(what: str, **asked: str) -> Any:
        answer = editor.get(f"/api/maps/{map_id}/{what}", params=asked)
        assert answer.status_code == 200, answer.text
        return answer.json()

    return get


def write(editor: TestClient, map_id: str, sections: dict[str, Any]) -> None:
    answer = editor.post(f"/api/maps/{map_id}/records", json=sections)
    assert answer.status_code == 200, answer.text


def test_every_cell_of_a_found_map_shows_what_the_whole_map_says(ask: Ask, folder: Path) -> None:
    found, figures = ask("figures"), ask("figures")["figures"]
    assert found["faults"] == {}
    workspace = open_workspace(folder)
    plain = resolve(workspace)
    reach = {stage["id"]: stage["reach"]["figure"] for stage in figures["stages"]}
    assert reach == {stage.id: stage.reach.figure for stage in plain.stages}
    assert [one["id"] for one in figures["pains"]] == [one.id for one in plain.pains]
    for stage, figure in reach.items():
        assert found["cells"][f"cell:reach:{stage}"]["measurement"]["figure"] == figure
    by_mark = {mark.id: mark.reach.figure for mark in plain.touchpoints}
    shown = {key: one for key, one in found["cells"].items() if key.startswith("cell:touchpoints:")}
    assert shown
    for key, cell in shown.items():
        assert cell["measurement"]["figure"] == by_mark[key.removeprefix("cell:touchpoints:")]
    for mark in plain.messages:
        assert found["cells"][f"cell:{mark.id}"]["measurement"]["figure"] == mark.sent
    for row in plain.figures:
        for one in row.cells:
            cell = found["cells"][f"cell:{row.id}:{one.stage or 'all'}"]
            assert cell["measurement"]["figure"] == one.measurement.figure
            assert len(cell["trend"]) == len(plain.trend_months)


def test_the_filter_bar_moves_every_number(ask: Ask, folder: Path) -> None:
    whole, web = ask("figures", part="numbers"), ask("figures", channel="web", part="numbers")
    assert web["figures"]["where"] == "channel = 'web'"
    plain = resolve(open_workspace(folder), where="channel = 'web'")
    assert web["figures"]["base"]["interactions"] == plain.base.interactions < whole["figures"]["base"]["interactions"]
    assert web["cells"]["cell:reach:purchase"]["measurement"]["n"] == plain.stages[2].reach.n
    spring = ask("figures", part="numbers", **{"from": "2026-03-01", "to": "2026-06-01"})
    assert spring["figures"]["period"]["start"] >= "2026-03-01"
    assert spring["figures"]["period"]["end"] <= "2026-06-01T00:00:01"


def test_a_map_is_held_against_another_group_as_each_is_alone(ask: Ask, editor: TestClient, map_id: str) -> None:
    spring = {"from": "2026-03-01", "to": "2026-06-01"}
    other = {"versus": "group", "versus_from": "2025-12-01", "versus_to": "2026-03-01"}
    found = ask("figures", part="numbers", **spring, **other)["figures"]
    winter = ask("figures", part="numbers", **{"from": "2025-12-01", "to": "2026-03-01"})["figures"]
    compared = {(one["aspect"], one["id"]): one for one in found["compared"]["figures"]}
    assert found["compared"]["base"]["customers"] == winter["base"]["customers"]
    for stage, then in zip(found["stages"], winter["stages"], strict=True):
        held = compared["stage", stage["id"]]
        assert held["versus"]["figure"] == then["share"]["figure"]
        assert held["difference"] == pytest.approx(stage["share"]["figure"] - then["share"]["figure"])
    assert found["compared"]["held"] <= found["compared"]["tested"] <= len(compared)
    others = ask("figures", part="numbers", channel="web", versus="others")["figures"]["compared"]
    elsewhere = ask("figures", part="numbers", where="not (channel = 'web')")["figures"]
    assert others["base"]["interactions"] == elsewhere["base"]["interactions"]
    nobody = editor.get(f"/api/maps/{map_id}/figures", params={"versus": "others"})
    assert nobody.status_code == 400
    assert "everybody else" in nobody.json()["sentence"]
    assert ask("figures", part="numbers")["figures"]["compared"] is None


def test_a_wrong_filter_says_what_is_wrong(editor: TestClient, map_id: str) -> None:
    for asked in ({"where": "chanel = web"}, {"from": "in spring"}, {"persona": "persona:nobody"}):
        answer = editor.get(f"/api/maps/{map_id}/figures", params=asked)
        assert answer.status_code in (400, 404), asked
        assert answer.json()["sentence"]


def test_a_persona_with_a_segment_shows_its_share_and_filters(editor: TestClient, map_id: str, ask: Ask) -> None:
    write(editor, map_id, {"personas": {"persona:buyer": {"name": "Köparen", "segment": SEGMENT}}})
    found = ask("figures", part="numbers")
    share = found["cells"]["persona:buyer"]["measurement"]
    narrowed = ask("figures", persona="persona:buyer", part="numbers")
    assert share["n"] == found["figures"]["base"]["customers"]
    assert round(share["figure"] * share["n"]) == narrowed["figures"]["base"]["customers"]


def test_a_segment_is_chosen_from_what_is_known_and_counted_before_it_is_kept(editor: TestClient, ask: Ask) -> None:
    facts = editor.get("/api/audience/facts").json()
    answer = facts[0]["answers"][0] if facts[0]["answers"] else facts[1]["answers"][0]
    fact = next(one for one in facts if answer in one["answers"])
    found = editor.get("/api/audience", params={"where": f"{fact['field']} = {answer['text']}"}).json()
    assert 0 < found["customers"] <= answer["customers"]
    assert found["of"] == ask("figures", part="numbers")["figures"]["base"]["customers"]
    assert editor.get("/api/audience", params={"where": "profile.shoe = 41"}).status_code in (400, 404)


def test_cards_are_bound_to_questions_of_the_catalogue(editor: TestClient, map_id: str, ask: Ask) -> None:
    catalogue = editor.get("/api/questions", params={"language": "sv"}).json()
    names = {one["id"]: one for one in catalogue}
    assert names["wait"]["title"].startswith("Väntan")
    assert {one["key"] for one in names["wait"]["parameters"]} == {"from", "to", "measure"}
    lanes = {"lane:bound": {"shows": "kpi", "position": 99, "name": "Egna tal"}}
    cards = {}
    for number, question in enumerate(catalogue):
        chosen = {one["key"]: one["choices"][0]["id"] for one in question["parameters"] if one["choices"]}
        if "to" in chosen:
            chosen["to"] = "stage:purchase"
        cards[f"card:q{number}"] = {
            "lane": "lane:bound",
            "stage": "stage:purchase",
            "query": {**question["query"], **chosen},
            "provenance": "asserted",
        }
    cards["card:wrong"] = {"lane": "lane:bound", "query": {"what": "stages", "at": "nowhere", "size": "big"}}
    write(editor, map_id, {"lanes": lanes, "cards": cards})
    found = ask("figures", part="numbers")
    assert set(found["faults"]) == {"card:wrong"}
    assert len(found["faults"]["card:wrong"]) == 2  # everything that is wrong with it, at once
    for number, question in enumerate(catalogue):
        assert f"card:q{number}" in found["cells"], question["id"]
    stage = found["cells"]["card:q0"]["measurement"]
    assert stage["unit"] == "count"


def test_evidence_names_customers_to_editors_only(office: Office, editor: TestClient, map_id: str, ask: Ask) -> None:
    found = ask("evidence/cell:reach:purchase", language="sv")
    assert found["customers"] == found["measurement"]["figure"]
    assert found["definition"]["title"] == "Kunder i ett skede"
    assert found["paths"]
    assert found["people"]
    assert any(one.startswith("resa show stages") for one in found["commands"])
    viewer = office.browser(office.person(Role.VIEWER))
    shown = viewer.get(f"/api/maps/{map_id}/evidence/cell:reach:purchase").json()
    assert shown["people"] == []
    assert shown["customers"] == found["customers"]
    assert all(one["count"] >= 5 for one in shown["paths"])


def test_evidence_of_a_finding_has_its_slices_and_commands(ask: Ask) -> None:
    pains = ask("figures")["figures"]["pains"]
    for pain in pains[:2]:
        found = ask(f"evidence/{pain['id']}")
        assert found["slices"] == pain["slices"]
        assert found["commands"] == pain["evidence"]
        assert found["measurement"]["figure"] == pain["effect"]["figure"]


def test_a_plan_is_held_against_journeys(editor: TestClient, map_id: str, ask: Ask) -> None:
    found = ask("deviations")
    assert found["customers"] > 0
    assert found["method"]
    measured = [step for step in found["steps"] if step["is_measured"]]
    assert measured
    for step in measured:
        assert 0 <= step["reached"]["figure"] <= 1
        assert step["skipped"]["n"] >= step["reached"]["figure"] * step["reached"]["n"] - 0.5


def test_there_is_no_such_record(editor: TestClient, map_id: str) -> None:
    answer = editor.get(f"/api/maps/{map_id}/evidence/cell:nowhere")
    assert answer.status_code == 404


def test_s48_cards_untouched_for_two_quarters_say_since_when(
    office: Office, editor: TestClient, map_id: str, ask: Ask
) -> None:
    lanes = {"lane:asserted": {"shows": "need", "position": 100}}
    cards = {
        "card:old": {"lane": "lane:asserted", "stage": "stage:purchase", "text": "Vill ha svar samma dag"},
        "card:mended": {"lane": "lane:asserted", "stage": "stage:purchase", "text": "Vill betala senare"},
    }
    write(editor, map_id, {"lanes": lanes, "cards": cards, "maps": {"map": {"review_on": "2026-01-31"}}})
    rooms = office.context.served.rooms
    content, sequence = rooms.content(RoomName(RoomKind.MAP, map_id))
    long_ago = rooms.now() - timedelta(days=200)
    rooms.versions.add(NewVersion(map_id, QUIET, sequence, content, long_ago))
    write(editor, map_id, {"cards": {"card:mended": {"text": "Vill betala mot faktura"}}})
    found = ask("figures", part="numbers")
    assert "card:old" in found["stale"]
    assert "card:mended" not in found["stale"]
    aged = {card["id"]: card for card in found["figures"]["cards"]}
    assert aged["card:old"]["stale_since"][:10] == long_ago.date().isoformat()
    assert (found["review_on"], found["is_review_due"]) == ("2026-01-31", True)
