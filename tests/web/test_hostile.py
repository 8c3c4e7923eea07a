"""Requests that nobody sends by mistake: each is answered in a sentence, none breaks anything."""

import errno
from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from resa.app.imports import _disk_told
from resa.app.permission import Role
from resa.model.condition import MOST_LEVELS
from resa.model.errors import UsageError
from resa.web.roomframe import refused

HUGE = "9" * 30
FORM = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.csv"\r\n\r\ntime,customer\n2024-01-01,a'


@pytest.fixture
def owner(as_role: Callable[[Role], TestClient]) -> TestClient:
    return as_role(Role.OWNER)


@pytest.mark.parametrize(
    "path", [f"/api/audit?before={HUGE}", f"/api/maps/a/versions/{HUGE}", f"/api/maps/a/difference?from={HUGE}&to=now"]
)
def test_a_number_beyond_all_rows_is_told(owner: TestClient, path: str) -> None:
    map_id = owner.post("/api/maps", json={"title": "A", "from": "blank", "language": "en"}).json()["id"]
    assert 400 <= owner.get(path.replace("/a/", f"/{map_id}/")).status_code < 500


@pytest.mark.parametrize("opening", ["(", "not ", "has("])
def test_a_filter_that_nests_without_end_is_told(owner: TestClient, opening: str) -> None:
    where = opening * (3_900 // len(opening))
    told = owner.get("/api/answers/kpis", params={"where": where})
    assert (told.status_code, told.json()["code"]) == (400, "condition")
    assert str(MOST_LEVELS) in told.json()["sentence"]


@pytest.mark.parametrize(("boundary", "form"), [("y" * 60_000, b"x"), ("x", FORM), ("x", FORM + b"\r\n--x\r\n")])
def test_a_form_that_ends_early_is_told_and_leaves_nothing(owner: TestClient, boundary: str, form: bytes) -> None:
    kind = {"content-type": f"multipart/form-data; boundary={boundary}"}
    told = owner.post("/api/uploads", content=form, headers=kind)
    assert (told.status_code, told.json()["code"]) == (400, "wrong_form")
    assert owner.get("/api/uploads").json() == []


@pytest.mark.parametrize("path", ["/%00", "/" + "a" * 5_000, "/..%2f..%2fserver.py"])
def test_a_path_that_no_file_can_have_is_the_page(owner: TestClient, path: str) -> None:
    assert owner.get(path).headers["content-type"].startswith("text/html")


def test_of_a_refused_update_only_so_much_is_told() -> None:
    error = UsageError("expected less", faults=["x" * 9_000] * 9_000)
    assert len(refused(error, number=1)) < 40_000


@pytest.mark.parametrize(("number", "code"), [(errno.ENOSPC, "full_disk"), (errno.EIO, "disk")])
def test_an_import_says_what_the_disk_did(number: int, code: str) -> None:
    told = _disk_told(OSError(number, "no"))
    assert (told["code"], told["faults"]) == (code, [])
