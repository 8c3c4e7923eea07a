"""Maps leave over HTTP in every form, and only to those who may have what is in them."""

import base64
import json
from collections.abc import Callable
from io import BytesIO
from xml.etree import ElementTree

import pypdf
import pytest
from openpyxl import load_workbook
from pptx import Presentation
from starlette.testclient import TestClient

from resa.app.exportform import KINDS
from resa.app.permission import Role
from resa.mapping.document import read

AsRole = Callable[[Role], TestClient]
MAP = """
resa: journeymap
version: 1
maps: {map: {title: "Köpa en soffa <i>", form: current_state}}
stages:
  stage:awareness: {name: Upptäckt, position: 0}
  stage:purchase: {name: Köp, position: 1}
steps:
  step:a: {name: Ser annonsen, stage: stage:awareness, position: 0, channel: web}
  step:b: {name: Betalar, stage: stage:purchase, position: 0}
lanes:
  lane:e: {shows: emotion, position: 0}
  lane:p: {shows: pain, position: 1}
cells:
  cell:1: {lane: lane:e, stage: stage:awareness, step: step:a, level: 1}
cards:
  card:1: {lane: lane:p, stage: stage:purchase, text: "=1+1 kön är lång"}
  card:2: {lane: lane:p, stage: stage:awareness, to_stage: stage:purchase, text: Ingen svarar,
           measurement: {figure: 0.51739, unit: share, n: 3},
           query: {what: kpis, where: "customer = 'email:eva@example.com'"}}
"""


@pytest.fixture
def map_id(as_role: AsRole) -> str:
    made = as_role(Role.OWNER).post("/api/maps", json={"from": "file", "content": MAP, "language": "sv"})
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


@pytest.mark.parametrize("form", [name.removeprefix(".") for name in KINDS])
def test_every_form_is_given_with_its_media_type_and_a_name(as_role: AsRole, map_id: str, form: str) -> None:
    answer = as_role(Role.VIEWER).get(f"/api/maps/{map_id}/export.{form}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith(KINDS[f".{form}"].split(";")[0])
    assert f'filename="kopa-en-soffa-i.{form}"' in answer.headers["content-disposition"]
    assert answer.headers["cache-control"] == "no-store"


def test_a_drawing_shows_the_map_in_its_language(as_role: AsRole, map_id: str) -> None:
    viewer = as_role(Role.VIEWER)
    words = "".join(ElementTree.fromstring(viewer.get(f"/api/maps/{map_id}/export.svg").text).itertext())
    assert "Köpa en soffa <i>" in words
    assert "Upptäckt" in words
    assert "Problem" in words
    danish = viewer.get(f"/api/maps/{map_id}/export.svg", params={"lang": "da"}).text
    assert "Problemer" in danish


def test_a_pdf_has_words_that_can_be_selected(as_role: AsRole, map_id: str) -> None:
    content = as_role(Role.VIEWER).get(f"/api/maps/{map_id}/export.pdf").content
    page = pypdf.PdfReader(BytesIO(content)).pages[0]
    text = " ".join(page.extract_text().split())
    assert "Upptäckt" in text
    assert "kön är lång" in text


def test_a_document_reads_back_as_the_map(as_role: AsRole, map_id: str) -> None:
    owner = as_role(Role.OWNER)
    document = owner.get(f"/api/maps/{map_id}").json()["document"]
    for form in ("json", "yaml"):
        text = owner.get(f"/api/maps/{map_id}/export.{form}", params={"evidence": True}).text
        assert read(text) == read(json.dumps(document))


def test_figures_of_few_people_and_filters_that_name_one_stay_inside(as_role: AsRole, map_id: str) -> None:
    viewer = as_role(Role.VIEWER)
    for form in ("json", "html", "yaml"):
        text = viewer.get(f"/api/maps/{map_id}/export.{form}").text
        assert "eva@example.com" not in text
        assert "0.51739" not in text.split("<body>")[-1].split("<script>")[0]
    card = json.loads(viewer.get(f"/api/maps/{map_id}/export.json").text)["cards"]["card:2"]
    assert (card["measurement"]["figure"], card["measurement"]["withheld"]) == (None, True)
    refused = viewer.get(f"/api/maps/{map_id}/export.json", params={"evidence": True})
    assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")
    whole = as_role(Role.EDITOR).get(f"/api/maps/{map_id}/export.json", params={"evidence": True}).text
    assert "eva@example.com" in whole


def test_no_text_of_a_workbook_is_a_formula(as_role: AsRole, map_id: str) -> None:
    content = as_role(Role.VIEWER).get(f"/api/maps/{map_id}/export.xlsx").content
    cells = [cell for sheet in load_workbook(BytesIO(content)) for row in sheet.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    assert "=1+1 kön är lång" in {cell.value for cell in cells}


def test_what_a_form_cannot_hold_is_told(as_role: AsRole, map_id: str) -> None:
    answer = as_role(Role.VIEWER).get(f"/api/maps/{map_id}/export.mmd")
    told = as_role(Role.VIEWER).get(f"/api/maps/{map_id}/export.mmd", params={"told": "losses"}).json()
    assert any("Problem" in one and ": 2" in one for one in told["left_out"])
    assert answer.headers["x-resa-left-out"] == str(len(told["left_out"]))


@pytest.mark.parametrize("query", ["theme=sepia", "width=20", "scale=99", "paper=a9", "diagram=pie"])
def test_a_look_that_there_is_not_is_refused(as_role: AsRole, map_id: str, query: str) -> None:
    answer = as_role(Role.VIEWER).get(f"/api/maps/{map_id}/export.svg?{query}")
    assert (answer.status_code, answer.json()["code"]) == (400, "impossible_look")


def test_unknown_forms_and_maps_are_refused(as_role: AsRole, map_id: str) -> None:
    viewer = as_role(Role.VIEWER)
    assert viewer.get(f"/api/maps/{map_id}/export.docx").json()["code"] == "unknown_form"
    assert viewer.get("/api/maps/nothing/export.pdf").status_code == 404


def test_a_map_of_every_exact_form_comes_back_through_the_same_door(as_role: AsRole, map_id: str) -> None:
    owner = as_role(Role.OWNER)
    document = owner.get(f"/api/maps/{map_id}").json()["document"]
    for form in ("xlsx", "json", "yaml"):
        content = owner.get(f"/api/maps/{map_id}/export.{form}", params={"evidence": True}).content
        packed = base64.b64encode(content).decode()
        made = owner.post("/api/maps", json={"from": "file", "file": f"a.{form}", "packed": packed})
        assert made.status_code == 201, made.text
        assert made.json()["document"] == document
        assert "without loss" in made.json()["report"]["became"][0]


def test_a_diagram_becomes_a_map_named_after_its_file(as_role: AsRole) -> None:
    asked = {"from": "file", "file": "Buying a sofa.mmd", "content": "journey\n section Look\n  See it: 5: Maja\n"}
    made = as_role(Role.EDITOR).post("/api/maps", json=asked).json()
    assert made["title"] == "Buying a sofa"
    assert [one["name"] for one in made["document"]["steps"].values()] == ["See it"]
    assert made["report"]["became"][:2] == ["1 sections: stages", "1 tasks: steps"]


def test_a_broken_file_is_refused_with_every_fault(as_role: AsRole) -> None:
    asked = {"from": "file", "file": "a.mmd", "content": "journey\n section A\n  x: many\n  y: 12\n"}
    refused = as_role(Role.EDITOR).post("/api/maps", json=asked)
    assert (refused.status_code, refused.json()["code"], len(refused.json()["faults"])) == (400, "unreadable_map", 2)


def test_who_may_not_see_customers_takes_no_figure_about_one(as_role: AsRole, map_id: str) -> None:
    for asked in ({"where": "customer = 'c1'"}, {"versus": "group", "versus_where": "customer = 'c1'"}):
        for what in ("export.svg", "figures"):
            told = as_role(Role.VIEWER).get(f"/api/maps/{map_id}/{what}", params=asked)
            assert (told.status_code, told.json()["code"]) == (403, "not_allowed"), (what, asked)


@pytest.mark.parametrize("form", ["pdf", "html", "pptx"])
def test_a_report_is_given_as_a_file(as_role: AsRole, map_id: str, form: str) -> None:
    answer = as_role(Role.VIEWER).get(f"/api/maps/{map_id}/report.{form}", params={"lang": "nb"})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith(KINDS[f".{form}"].split(";", 1)[0])
    assert f'filename="kopa-en-soffa-i-report.{form}"' in answer.headers["content-disposition"]
    if form == "pdf":
        told = "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(answer.content)).pages)
    elif form == "pptx":
        slides = Presentation(BytesIO(answer.content)).slides
        told = "\n".join(shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame)
    else:
        told = answer.text
    assert "Köpa en soffa" in told
    assert "Slik er det" in told
    assert "eva@example.com" not in told


def test_a_report_is_refused_where_its_parts_are(as_role: AsRole, map_id: str) -> None:
    viewer = as_role(Role.VIEWER)
    assert viewer.get(f"/api/maps/{map_id}/report.pdf", params={"evidence": "true"}).status_code == 403
    assert viewer.get(f"/api/maps/{map_id}/report.docx").status_code in (400, 422)
    assert viewer.get("/api/maps/nothing/report.pdf").status_code == 404
