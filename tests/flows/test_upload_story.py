"""From an empty folder to a measured map through a real server, as a browser does it; broken files; a killed import."""

import gzip
import json
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest
from tests.resaprocess import PATIENCE_SECONDS, ServerProcess

from resa.examples import retail

pytestmark = pytest.mark.flow

FOUR = ("ordrar.csv", "samtal.csv", "enkatsvar.csv", "webb_handelser.csv.gz")


@dataclass
class Server:
    """A server's process over a folder, and the browser of its owner."""

    running: ServerProcess
    browser: httpx.Client = field(default_factory=httpx.Client)

    def start(self) -> str:
        """Starts it and returns the address that it prints."""
        self.running.port = 0
        address = self.running.start()
        cookies = self.browser.cookies
        self.browser.close()
        self.browser = httpx.Client(base_url=self.running.base, cookies=cookies, timeout=PATIENCE_SECONDS)
        return address

    def begin(self) -> None:
        """Sets the workspace up as its first owner does."""
        key = re.search(r"#/?(?:.*?)(?:setup|key)=([\w-]+)", self.start())
        assert key is not None
        owner = {"name": "Åsa", "email": "asa@example.com", "password": "fyra vanliga ord räcker", "language": "sv"}
        answer = self.browser.post("/api/setup", json={**owner, "key": key[1]})
        assert answer.status_code in (200, 201), answer.text
        self.browser.headers["X-Resa-Token"] = self.get("/api/me")["token"]

    def again(self) -> None:
        """Starts the server again; the owner's page loads anew."""
        self.start()
        self.browser.headers["X-Resa-Token"] = self.get("/api/me")["token"]

    def get(self, path: str, **query: Any) -> Any:
        answer = self.browser.get(path, params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def upload(self, *files: tuple[str, bytes]) -> dict[str, Any]:
        answer = self.browser.post("/api/uploads", files=[("files", one) for one in files])
        assert answer.status_code == 201, answer.text
        told: dict[str, Any] = answer.json()
        return told

    def take_in(self, upload: str, answers: list[dict[str, str]]) -> tuple[str, dict[str, Any]]:
        """Imports an upload and returns the last thing that is told of it."""
        last = ("", "")
        with self.browser.stream("POST", f"/api/uploads/{upload}/import", json={"answers": answers}) as stream:
            assert stream.status_code == 200, stream.read()
            for line in stream.iter_lines():
                name, _, content = line.partition(": ")
                last = (content, last[1]) if name == "event" else (last[0], content) if name == "data" else last
        return last[0], json.loads(last[1])


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    made = Server(ServerProcess(tmp_path / "workspace"))
    made.begin()
    yield made
    made.browser.close()
    made.running.kill()


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return retail.write(tmp_path_factory.mktemp("retailer"), customers=300).exports


def answers(told: dict[str, Any]) -> list[dict[str, str]]:
    """Returns what a person who knows the company answers: the first choice that fits, crowns for money."""
    return [
        {
            "source": proposal["source"],
            "field": one["field"],
            "answer": "SEK" if "currency" in one["field"] else one["options"][0],
        }
        for proposal in told["proposals"]
        for one in proposal["questions"]
    ]


def test_from_four_dropped_files_to_a_measured_map(server: Server, exports: Path) -> None:
    told = server.upload(*((name, (exports / name).read_bytes()) for name in FOUR))
    assert len(told["proposals"]) == len(FOUR)
    assert told["unread"] == []
    found = server.browser.post(f"/api/uploads/{told['upload']}/check", json={"answers": answers(told)}).json()
    assert [(one["source"], one["faults"], one["questions"]) for one in found] == [
        (one["source"], [], []) for one in told["proposals"]
    ]
    name, report = server.take_in(told["upload"], answers(told))
    assert name == "done"
    lines = {one: len(_lines(exports / one)) - 1 for one in FOUR}
    for source in report["sources"]:
        ends = [source[end] for end in ("stored", "duplicates", "rejected", "suppressed")]
        assert source["received"] == sum(ends)
    assert sum(one["received"] for one in report["sources"]) == sum(lines.values())
    made = server.browser.post("/api/maps", json={"title": "Kundresan", "from": "data", "language": "sv"})
    assert made.status_code in (200, 201), made.text
    figures = server.get(f"/api/maps/{made.json()['id']}/figures")["figures"]
    shown = server.get("/api/dashboard")
    assert figures["base"]["customers"] == shown["base"]["customers"] > 100
    assert {row["source"] for row in server.get("/api/sources")["rows"]} == {one["source"] for one in told["proposals"]}
    assert server.get("/api/portfolio")["maps"][0]["customers"] == shown["base"]["customers"]
    assert not list(server.running.folder.glob("uploads/*/files"))


def _lines(path: Path) -> list[str]:
    content = path.read_bytes()
    text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode("cp1252", "replace")
    return [line for line in text.splitlines() if line.strip()]


def test_the_same_files_again_are_known(server: Server, exports: Path) -> None:
    file = ("samtal.csv", (exports / "samtal.csv").read_bytes())
    first = server.upload(file)
    _, report = server.take_in(first["upload"], answers(first))
    again = server.upload(file)
    assert again["proposals"][0]["is_known"] is True
    assert again["proposals"][0]["questions"] == []
    _, later = server.take_in(again["upload"], [])
    assert later["sources"][0]["duplicates"] == report["sources"][0]["received"]


def test_a_killed_import_goes_on_by_itself(server: Server, exports: Path) -> None:
    told = server.upload(("webb_handelser.csv.gz", (exports / "webb_handelser.csv.gz").read_bytes()))
    with server.browser.stream(
        "POST", f"/api/uploads/{told['upload']}/import", json={"answers": answers(told)}
    ) as stream:
        next(stream.iter_lines())
        server.running.kill()
    server.again()
    until = time.monotonic() + PATIENCE_SECONDS
    while server.get(f"/api/uploads/{told['upload']}")["state"] != "done" and time.monotonic() < until:
        time.sleep(0.1)
    report = server.get(f"/api/uploads/{told['upload']}")["report"]["sources"][0]
    assert report["received"] == len(_lines(exports / "webb_handelser.csv.gz")) - 1
    (source,) = server.get("/api/sources")["rows"]
    assert source["stored"] + source["rejected"] + source["duplicates"] == source["received"]


BROKEN = {
    "empty.csv": b"",
    "blank.json": b" \n\n ",
    "empty.gz": gzip.compress(b""),
    "cut.csv.gz": gzip.compress(b"a,b\n1,2\n" * 999)[:-9],
    "words.parquet": b"PAR1 and nothing else",
    "not.xlsx": b"PK\x03\x04 and nothing else",
    "picture.csv": b"\x89PNG\r\n\x1a\n" + bytes(300),
    "noughts.csv": bytes(5_000),
    "noise.csv": bytes(range(256)) * 40,
    "half.json": b'[{"a": 1}, {"a": ',
    "deep.json": b"[" * 100_000,
    "names.csv": b"a;b;c\n",
    "open.csv": b'a,b\n"never closed,1\n' * 50,
}
GOOD = b"kund;datum;kanal\nA1;2026-03-14 10:00;web\nA2;2026-03-15 11:30;store\n"


def test_broken_files_are_named_and_cost_the_good_one_nothing(server: Server) -> None:
    told = server.upload(*BROKEN.items(), ("bra.csv", GOOD))
    shown = {one["file"] for one in told["unread"]} | {file for one in told["proposals"] for file in one["files"]}
    assert shown == {*BROKEN, "bra.csv"}
    assert all(one["sentence"] for one in told["unread"])
    for one in told["proposals"]:
        specs = {"specs": [{"source": one["source"]}], "answers": answers(told)}
        answer = server.browser.post(f"/api/uploads/{told['upload']}/check", json=specs)
        assert answer.status_code == 200, f"{one['source']}: {answer.text}"
    answer = server.browser.post(f"/api/uploads/{told['upload']}/import", json={"specs": [{"source": "bra"}]})
    assert '"stored":2' in answer.text, answer.text
