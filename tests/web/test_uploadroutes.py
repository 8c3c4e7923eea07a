"""Uploads over HTTP: received under harmless names, looked at, corrected, checked, imported while one watches."""

import json
import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from starlette.testclient import TestClient

from resa.app import uploading
from resa.app.imports import Imports
from resa.app.permission import Role

Browsers = Callable[[Role], TestClient]

ORDERS = "kund;datum;belopp;kanal\nA1;03/04/2026 10:00;199,00;web\nA2;05/04/2026 11:30;49,50;store\n"
CALLS = "kundnummer,ringde,ärende\nA1,2026-03-03T08:00:00Z,leverans\nA2,2026-03-04T09:00:00Z,retur\n"


def send(browser: TestClient, *files: tuple[str, bytes]) -> Any:
    return browser.post("/api/uploads", files=[("files", (name, content)) for name, content in files])


def events(answer: Any) -> list[tuple[str, dict[str, Any]]]:
    pieces = [piece for piece in answer.text.split("\n\n") if piece.startswith("event:")]
    return [(piece.split("\n")[0][7:], json.loads(piece.split("\ndata: ")[1])) for piece in pieces]


def answered(proposal: dict[str, Any]) -> list[dict[str, str]]:
    """Returns the first option for every question of a proposal."""
    return [
        {"source": proposal["source"], "field": one["field"], "answer": one["options"][0]}
        for one in proposal["questions"]
    ]


@pytest.fixture
def editor(as_role: Browsers) -> TestClient:
    return as_role(Role.EDITOR)


def test_a_file_is_proposed_column_by_column(editor: TestClient) -> None:
    answer = send(editor, ("ordrar.csv", ORDERS.encode("cp1252")))
    assert answer.status_code == 201
    (proposal,) = answer.json()["proposals"]
    assert (proposal["source"], proposal["files"], proposal["is_known"]) == ("ordrar", ["ordrar.csv"], False)
    assert proposal["format"]["delimiter"] == ";"
    taken = {one["column"]: one["taken_for"] for one in proposal["columns"]}
    assert taken["datum"] == ["time.columns"]
    assert "identifiers.column" in taken["kund"]
    assert proposal["rows"][1]["belopp"] == "49,50"
    assert [one["field"] for one in proposal["questions"]] == ["time.format"]
    assert any(one["is_assumed"] for one in proposal["reasons"])


def test_files_come_in_and_are_gone_after_the_import(editor: TestClient, office: Any) -> None:
    told = send(editor, ("ordrar.csv", ORDERS.encode()), ("samtal.csv", CALLS.encode())).json()
    answers = [one for proposal in told["proposals"] for one in answered(proposal)]
    checked = editor.post(f"/api/uploads/{told['upload']}/check", json={"answers": answers}).json()
    assert [one["faults"] + one["questions"] for one in checked] == [[], []]
    assert [len(one["samples"]) for one in checked] == [2, 2]
    found = events(editor.post(f"/api/uploads/{told['upload']}/import", json={"answers": answers}))
    name, report = found[-1]
    assert name == "done"
    assert {one["source"]: (one["received"], one["stored"]) for one in report["sources"]} == {
        "ordrar": (2, 2),
        "samtal": (2, 2),
    }
    counts = [content for kind, content in found if kind == "progress" and content["step"] == "ordrar"]
    assert counts[-1]["stored"] == 2
    uploads = office.context.served.imports.uploads
    assert uploads.paths(uploads.get(told["upload"])) == []
    again = events(editor.post(f"/api/uploads/{told['upload']}/import", json={}))
    assert again == [("done", report)]


def test_open_questions_are_told_before_anything_is_stored(editor: TestClient) -> None:
    told = send(editor, ("ordrar.csv", ORDERS.encode())).json()
    answer = editor.post(f"/api/uploads/{told['upload']}/import", json={})
    assert (answer.status_code, answer.json()["code"]) == (400, "specs")
    assert any("time.format" in fault for fault in answer.json()["faults"])
    (checked,) = editor.post(f"/api/uploads/{told['upload']}/check", json={}).json()
    assert checked["questions"] == told["proposals"][0]["questions"]


def test_every_fault_of_a_corrected_spec_is_told_at_once(editor: TestClient) -> None:
    told = send(editor, ("ordrar.csv", ORDERS.encode())).json()
    spec = told["proposals"][0]["spec"] | {"zone": "Europe/Atlantis", "colour": "red"}
    (checked,) = editor.post(
        f"/api/uploads/{told['upload']}/check", json={"specs": [{"source": "ordrar", "spec": spec}]}
    ).json()
    assert len(checked["faults"]) >= 1
    assert any("colour" in fault for fault in checked["faults"])


def test_what_cannot_be_read_is_named_and_the_rest_goes_on(editor: TestClient) -> None:
    told = send(
        editor,
        ("tom.csv", b""),
        ("bild.csv", b"\x89PNG\r\n\x1a\n" + bytes(200)),
        ("../../ordrar.csv", ORDERS.encode()),
        ("samtal.csv", CALLS.encode("utf-16")),
    ).json()
    assert {one["file"]: one["code"] for one in told["unread"]} == {"tom.csv": "empty", "bild.csv": "unreadable"}
    assert all(one["sentence"] for one in told["unread"])
    assert [one["source"] for one in told["proposals"]] == ["ordrar", "samtal"]
    assert "ärende" in {one["column"] for one in told["proposals"][1]["columns"]}


def test_a_zip_of_files_is_looked_into(editor: TestClient) -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a/ordrar.csv", ORDERS)
        archive.writestr("samtal.csv", CALLS)
    told = send(editor, ("allt.zip", packed.getvalue())).json()
    assert [one["files"] for one in told["proposals"]] == [["allt.zip: a/ordrar.csv"], ["allt.zip: samtal.csv"]]
    answers = [one for proposal in told["proposals"] for one in answered(proposal)]
    found = events(editor.post(f"/api/uploads/{told['upload']}/import", json={"answers": answers}))
    assert sum(one["stored"] for one in found[-1][1]["sources"]) == 4


def test_one_source_may_be_left_out(editor: TestClient) -> None:
    told = send(editor, ("ordrar.csv", ORDERS.encode()), ("samtal.csv", CALLS.encode())).json()
    specs = [{"source": "samtal"}]
    answers = answered(told["proposals"][1])
    found = events(editor.post(f"/api/uploads/{told['upload']}/import", json={"specs": specs, "answers": answers}))
    assert [one["source"] for one in found[-1][1]["sources"]] == ["samtal"]


@pytest.mark.parametrize(
    "name",
    ["..", "a/../../b.csv", "C:\\x\\y.csv", "\u202egnp.csv", "x" * 400 + ".csv", "=cmd|'/c calc'!A0.csv", "CON.csv",
     ".resa.csv", "~$bok.xlsx", "a\x00b.csv", "upload.json", "<script>.csv", "ö" * 200 + ".csv.gz"],
)  # fmt: skip
def test_no_name_leads_out_of_the_folder(editor: TestClient, office: Any, name: str) -> None:
    before = set(office.context.served.folder.rglob("*.csv"))
    answer = send(editor, (name, ORDERS.encode()))
    assert answer.status_code == 201, answer.text
    uploads = office.context.served.imports.uploads
    upload = uploads.get(answer.json()["upload"])
    (path,) = uploads.paths(upload)
    assert path.parent == uploads.place(upload.id) / "files"
    assert set(office.context.served.folder.rglob("*.csv")) - before <= {path}


def test_a_broken_form_is_told_and_leaves_nothing(editor: TestClient, office: Any) -> None:
    headers = {"content-type": "multipart/form-data; boundary=x"}
    for content in (b"nothing of the kind", b"--x\r\nno head\r\n\r\n", b"--x--\r\n", b""):
        answer = editor.post("/api/uploads", content=content, headers=headers)
        assert answer.status_code == 400, answer.text
    assert editor.post("/api/uploads", json={}).json()["code"] == "wrong_form"
    assert list(office.context.served.imports.uploads.folder.glob("*/*")) == []


def test_what_a_part_of_a_form_says_of_itself_is_held_within_bounds(editor: TestClient, office: Any) -> None:
    head = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.csv"\r\nX-Long: ' + b"a" * (32 << 10)
    sent = {"content-type": "multipart/form-data; boundary=x"}
    answer = editor.post("/api/uploads", content=head + b"\r\n\r\na;b\r\n--x--\r\n", headers=sent)
    assert (answer.status_code, answer.json()["code"]) == (400, "wrong_form")
    assert list((office.context.served.folder / "uploads").glob("*")) == []


def test_an_interrupted_import_goes_on_after_the_next_start(editor: TestClient, office: Any) -> None:
    served = office.context.served
    told = send(editor, ("samtal.csv", CALLS.encode())).json()
    served.imports.close()  # as the end of a server does: who comes now waits for the next one
    person = office.person(Role.EDITOR)
    upload = uploading.begin(person, served, told["upload"], specs=[], answers=answered(told["proposals"][0]))
    assert upload.state == "waiting"
    later = Imports(served.folder, change=served.change, now=served.now)
    assert later.resume() == [upload.id]
    until = time.monotonic() + 60
    while later.uploads.get(upload.id).state != "done" and time.monotonic() < until:
        time.sleep(0.05)
    later.close()
    report = later.uploads.get(upload.id).report
    assert report is not None
    assert report["sources"][0]["stored"] == 2


def test_an_upload_can_be_dropped_but_not_while_it_is_imported(editor: TestClient) -> None:
    told = send(editor, ("samtal.csv", CALLS.encode())).json()
    assert [one["upload"] for one in editor.get("/api/uploads").json()] == [told["upload"]]
    assert editor.delete(f"/api/uploads/{told['upload']}").status_code == 204
    assert editor.get(f"/api/uploads/{told['upload']}").status_code == 404
    assert editor.get("/api/uploads/..%2f..").status_code == 404


def test_a_second_import_waits_for_the_first_and_nobody_need_watch(editor: TestClient, office: Any) -> None:
    """Both are begun without anybody reading what is told of them; they end one after the other."""
    served, person = office.context.served, office.person(Role.EDITOR)
    first = send(editor, ("ett.csv", CALLS.encode())).json()
    second = send(editor, ("två.csv", CALLS.replace("A1", "B1").encode())).json()
    for told in (first, second):
        uploading.begin(person, served, told["upload"], specs=[], answers=answered(told["proposals"][0]))
    until = time.monotonic() + 60
    while {one["state"] for one in editor.get("/api/uploads").json()} != {"done"} and time.monotonic() < until:
        time.sleep(0.05)
    states = {one["upload"]: one["state"] for one in editor.get("/api/uploads").json()}
    assert states == {first["upload"]: "done", second["upload"]: "done"}
    assert {row["source"] for row in editor.get("/api/sources").json()["rows"]} == {"ett", "två"}


def test_an_import_that_is_refused_keeps_its_files_and_can_be_tried_again(editor: TestClient, office: Any) -> None:
    """The file loses a column between the check and its turn."""
    told = send(editor, ("ordrar.csv", ORDERS.encode())).json()
    uploads = office.context.served.imports.uploads
    (path,) = uploads.paths(uploads.get(told["upload"]))
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"datum", b"dag"))
    body = {"answers": answered(told["proposals"][0])}
    name, refusal = events(editor.post(f"/api/uploads/{told['upload']}/import", json=body))[-1]
    assert (name, refusal["code"]) == ("refused", "missing_column")
    assert editor.get(f"/api/uploads/{told['upload']}").json()["state"] == "refused"
    assert editor.get("/api/sources").json()["rows"] == []
    path.write_bytes(whole)
    name, report = events(editor.post(f"/api/uploads/{told['upload']}/import", json=body))[-1]
    assert (name, report["sources"][0]["stored"]) == ("done", 2)


def test_an_encoding_that_a_person_corrects_is_followed(editor: TestClient) -> None:
    """Bytes that are both valid Windows and valid DOS letters: only a person knows."""
    content = "kund;datum;namn\nA1;2026-03-14 10:00;k\u00f6p\nA2;2026-03-15 10:00;k\u00f6p\n".encode("cp850")
    told = send(editor, ("dos.csv", content)).json()
    spec = told["proposals"][0]["spec"]
    spec["format"] = {**spec["format"], "encoding": "cp850"}
    spec["interactions"] = [{"name": {"column": "namn"}, "channel": {"constant": "store"}}]
    body = {"specs": [{"source": "dos", "spec": spec}]}
    (checked,) = editor.post(f"/api/uploads/{told['upload']}/check", json=body).json()
    assert [one["name"] for one in checked["samples"]] == ["k\u00f6p", "k\u00f6p"]
    events(editor.post(f"/api/uploads/{told['upload']}/import", json=body))
    assert [one["name"] for one in editor.get("/api/touchpoints").json()["rows"]] == ["k\u00f6p"]
