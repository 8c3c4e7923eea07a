"""Any question about the journeys over HTTP: what can be asked, by whom, and what comes of it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from inspect import signature
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from resa.app.permission import Role
from resa.app.take_in import Request, take_in
from resa.app.understanding import ANSWERS, OPTIONS
from resa.cli.showing import show

FRONTEND = Path(__file__).parents[2] / "frontend" / "packages" / "app" / "src"

Browsers = Callable[[Role], TestClient]

VISITS = "customer_id,time,page,channel\n" + "".join(
    f"A{at},2026-03-{at + 1:02}T10:00:00Z,start,web\nA{at},2026-03-{at + 1:02}T10:05:00Z,product,web\n"
    + (f"A{at},2026-03-{at + 1:02}T11:00:00Z,order,app\n" if at < 3 else "")
    for at in range(12)
)

SPEC = {
    "source": "visits",
    "files": "visits.csv",
    "identifiers": [{"column": "customer_id", "namespace": "customer_number"}],
    "time": {"columns": ["time"]},
    "interactions": [{"name": {"column": "page"}, "channel": {"column": "channel"}}],
}

ALONE = 'customer = "A1"'


@pytest.fixture
def browsers(office: Any, as_role: Browsers, tmp_path: Any) -> dict[str, TestClient]:
    (tmp_path / "visits.csv").write_text(VISITS)
    served = office.context.served
    served.change(lambda workspace: take_in(workspace, Request((tmp_path / "visits.csv",), spec=SPEC)))
    return {role: as_role(role) for role in Role}


def test_every_question_has_its_place_on_the_page_and_its_words() -> None:
    shown = (FRONTEND / "questions" / "catalogue.ts").read_text(encoding="utf-8")
    asked = [name for group in re.findall(r"asks: \[([^\]]*)\]", shown) for name in re.findall(r"'([^']+)'", group)]
    assert sorted(asked) == sorted(ANSWERS)
    glyphs = (FRONTEND / "questions" / "glyphs.ts").read_text(encoding="utf-8")
    words = "".join(page.read_text(encoding="utf-8") for page in (FRONTEND / "words" / "questions").rglob("en.ts"))
    lacking = [what for what in asked if f"'ask.{what}'" not in words or f"'ask.{what}.why'" not in words]
    assert [*lacking, *(what for what in asked if f"{what}: {{" not in glyphs and f"'{what}': {{" not in glyphs)] == []


STANDS_APART = {
    "where": "the sentence of whom and when", "start": "the sentence of whom and when",
    "end": "the sentence of whom and when", "out": "taking along", "lang": "taking along", "theme": "taking along",
}  # fmt: skip
NEEDS_NONE = {
    "bucket": "month is its only choice", "screenshot": "lies under a file's picture, on the machine that draws it",
    "what": "the page itself", "place": "the workspace that is open", "json": "a table is shown",
}  # fmt: skip


def options_of_show() -> Iterator[str]:
    """Every option of the command by its name, those that stand in groups one by one."""
    for name, parameter in signature(show).parameters.items():
        is_group = is_dataclass(parameter.default) and name != "place"
        yield from (field.name for field in fields(parameter.default)) if is_group else (name,)


def test_every_option_of_the_command_line_has_a_control_or_a_reason_not_to() -> None:
    catalogue = (FRONTEND / "questions" / "catalogue.ts").read_text(encoding="utf-8")
    shown = set(re.findall(r"'(\w+)'", re.search(r"const order = \[([^\]]*)\]", catalogue)[1]))  # type: ignore[index] # fails as it should
    given = set(options_of_show())
    assert given - shown - set(STANDS_APART) - set(NEEDS_NONE) == set()
    assert {one for options in OPTIONS.values() for one in options} - {"bucket"} <= shown


def rows(answer: Any) -> Any:
    assert answer.status_code == 200, answer.text
    return answer.json()["rows"]


def test_any_question_of_the_command_line_is_answered(browsers: dict[str, TestClient]) -> None:
    told = browsers["viewer"].get("/api/answers/channels", params={"where": 'touchpoint = "product"'}).json()
    assert (told["what"], told["rows"][0]["customers"], told["base"]["customers"]) == ("channels", 12, 12)
    assert browsers["viewer"].get("/api/answers/nothing").status_code == 404
    assert rows(browsers["viewer"].get("/api/answers/flow", params={"depth": 1, "most": 1}))[0]["step"] == 1
    steps = {"steps": ["start", "order"], "from": "2026-03-02"}
    assert [row["customers"] for row in rows(browsers["viewer"].get("/api/answers/funnel", params=steps))] == [11, 2]
    assert browsers["viewer"].get("/api/answers/flow", params={"bucket": "week"}).status_code == 422


def test_an_unknown_name_in_a_filter_comes_with_the_nearest(browsers: dict[str, TestClient]) -> None:
    told = browsers["viewer"].get("/api/answers/channels", params={"where": "chanel = web"})
    assert (told.status_code, told.json()["code"], told.json()["name"]) == (404, "unknown_name", "chanel")
    assert told.json()["nearest"][0] == "channel"


def test_what_leads_to_single_customers_is_for_those_who_may_see_them(browsers: dict[str, TestClient]) -> None:
    for what, asked in (
        ("channels", {"where": ALONE}),
        ("comparison", {"versus": ALONE}),
        ("funnel", {"steps": [ALONE, "product"]}),
        ("kpis", {"by": "customer"}),
    ):
        assert browsers["viewer"].get(f"/api/answers/{what}", params=asked).status_code == 403, what
        assert browsers["commenter"].get(f"/api/answers/{what}", params=asked).status_code == 403, what
    assert rows(browsers["editor"].get("/api/answers/channels", params={"where": ALONE}))[0]["customers"] == 1


def test_what_can_be_asked_names_what_is_there(browsers: dict[str, TestClient]) -> None:
    told = browsers["viewer"].get("/api/answers").json()
    assert [one["what"] for one in told["questions"]] == list(ANSWERS)
    met = [(one["name"], one["channel"], one["customers"]) for one in told["touchpoints"]]
    assert met == [("product", "web", 12), ("start", "web", 12), ("order", "app", 3)]
    assert (told["channels"], told["customers"]) == (["app", "web"], 12)
    assert (told["start"], told["end"]) == ("2026-03-01", "2026-03-12")
    flow = next(one for one in told["questions"] if one["what"] == "flow")
    assert flow["options"] == ["at", "by", "depth", "most", "side", "visit"]
    assert "channel" in flow["splits"]


def test_a_map_is_one_that_is_kept_here_and_never_a_file(browsers: dict[str, TestClient]) -> None:
    editor = browsers["editor"]
    made = editor.post("/api/maps", json={"from": "data", "title": "As it is", "language": "en"}).json()
    stage = next(iter(made["document"]["stages"]))
    step = {"name": "Start", "stage": stage, "touchpoint": "start", "position": 1}
    patched = editor.post(f"/api/maps/{made['id']}/records", json={"steps": {"step:startstart00": step}})
    assert patched.status_code == 200, patched.text
    assert [one["id"] for one in editor.get("/api/answers").json()["maps"]] == [made["id"]]
    assert rows(browsers["viewer"].get("/api/answers/conformance", params={"map": made["id"]}))
    for name in ("/etc/hostname", "none.yaml"):
        assert browsers["viewer"].get("/api/answers/conformance", params={"map": name}).status_code == 404
    assert editor.get("/api/answers/conformance").status_code == 400


def test_segments_of_personas_can_be_asked_by_those_who_may(browsers: dict[str, TestClient]) -> None:
    editor = browsers["editor"]
    made = editor.post("/api/maps", json={"from": "blank", "title": "Mine", "language": "en"}).json()
    personas = {
        "persona:appappappapp": {"name": "By app", "segment": "has(channel = app)"},
        "persona:alonealonealo": {"name": "Alone", "segment": ALONE},
        "persona:unsaidunsaidu": {"name": "Unsaid"},
    }
    patched = editor.post(f"/api/maps/{made['id']}/records", json={"personas": personas})
    assert patched.status_code == 200, patched.text
    named = {role: [one["name"] for one in browsers[role].get("/api/answers").json()["segments"]] for role in browsers}
    assert named["editor"] == ["Alone", "By app"]
    assert named["viewer"] == ["By app"]


def test_a_file_leaves_out_what_rests_on_fewer_than_five(browsers: dict[str, TestClient]) -> None:
    """Three of twelve customers ordered: the row of the app is not in the file, and a note says so."""
    path = "/api/answers/channels/file"
    kept = browsers["viewer"].get(path, params={"form": "json"})
    assert kept.status_code == 200, kept.text
    assert kept.headers["content-disposition"] == 'attachment; filename="channels.json"'
    assert [row["channel"] for row in kept.json()["rows"]] == ["web"]
    assert "1 rows of fewer than 5 are left out" in kept.json()["notes"]
    whole = {"form": "json", "evidence": "true"}
    assert browsers["viewer"].get(path, params=whole).status_code == 403
    assert len(browsers["editor"].get(path, params=whole).json()["rows"]) == 2
    assert browsers["viewer"].get(path, params={"form": "json", "where": ALONE}).status_code == 403


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet", "svg", "png", "pdf", "pptx"])
def test_an_answer_is_taken_along_in_every_form(browsers: dict[str, TestClient], form: str) -> None:
    taken = browsers["viewer"].get("/api/answers/channels/file", params={"form": form, "language": "sv"})
    assert taken.status_code == 200, taken.text
    assert len(taken.content) > 50
    assert browsers["viewer"].get("/api/answers/channels/file", params={"form": "exe"}).status_code == 400
