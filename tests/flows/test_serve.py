"""`resa serve` as a user meets it: one command, one address, pages that follow, an orderly end."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest

from resa.app.workspace import open_workspace
from resa.cli.program import run
from resa.web.run import Listening

pytestmark = pytest.mark.flow

PATIENCE_SECONDS = 60.0
ORDERS = "order_no,email,placed,amount,currency\n1,a@x.se,2026-01-05T10:00:00Z,100.00,SEK\n"


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port: int = tried.getsockname()[1]
        return port


@dataclass
class Served:
    """A running server: its process, the address that it printed, and all that it said."""

    process: "subprocess.Popen[str]"
    url: str

    @property
    def home(self) -> str:
        return self.url.split("/#")[0].split("/open")[0].rstrip("/")


@contextmanager
def served(workspace: Path, *options: str) -> Iterator[Served]:
    command = [sys.executable, "-m", "resa", "serve", "--no-open", "--workspace", str(workspace), *options]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=dict(os.environ)
    )
    assert process.stdout
    watch = threading.Timer(PATIENCE_SECONDS, process.kill)
    watch.start()
    said = ""
    for line in process.stdout:
        said += line
        if found := re.match(r"open  (\S+)", line):
            watch.cancel()
            break
    else:
        raise AssertionError(said)
    try:
        yield Served(process, found[1])
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(15)
        finally:
            process.kill()
            process.stdout.close()


def test_the_printed_address_claims_the_workspace_and_a_second_start_asks_to_sign_in(tmp_path: Path) -> None:
    account = {"name": "Åsa", "email": "asa@example.com", "password": "correct cat battery"}
    with served(tmp_path / "w", "--port", str(free_port())) as server:
        key = server.url.split("#setup=")[1]
        made = httpx2.post(f"{server.home}/api/setup", json=account | {"key": key})
        assert (made.status_code, made.json()["role"]) == (201, "owner")
    assert server.process.returncode is not None
    with served(tmp_path / "w", "--port", str(free_port())) as server:
        assert "#" not in server.url
        signed_in = httpx2.post(f"{server.home}/api/session", json=account | {"name": None})
        assert signed_in.status_code == 422
        del account["name"]
        assert httpx2.post(f"{server.home}/api/session", json=account).status_code == 200


def test_a_port_in_use_is_told_with_the_next_free_one(tmp_path: Path, capfd: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        code = run(["serve", "--no-open", "--port", str(port), "--workspace", str(tmp_path / "w")])
    assert code == 1
    assert re.search(rf"expected port {port} to be free.*resa serve --port \d+", capfd.readouterr().err)
    assert not (tmp_path / "w").exists()


@pytest.mark.parametrize(
    "options",
    [
        ["--open-as-owner", "--host", "0.0.0.0"],
        ["--open-as-owner", "--url", "https://maps.example.com"],
        ["--open-as-owner", "--proxy", "127.0.0.1"],
        ["--url", "maps.example.com"],
        ["--url", "https://maps.example.com/path"],
    ],
)
def test_what_would_open_the_workspace_to_others_is_refused(tmp_path: Path, options: list[str]) -> None:
    assert run(["serve", "--no-open", "--workspace", str(tmp_path / "w"), *options]) == 2


def test_who_listens_everywhere_answers_to_any_name_and_at_home_only_to_its_own() -> None:
    assert "127.0.0.1" in Listening().names()
    assert Listening(host="0.0.0.0").names() == frozenset()
    assert "maps.example.com" in Listening(host="0.0.0.0", url="https://maps.example.com").names()


def test_an_open_page_hears_of_what_another_process_imports(tmp_path: Path) -> None:
    workspace = tmp_path / "w"
    (tmp_path / "orders.csv").write_text(ORDERS, encoding="utf-8")
    with served(workspace, "--open-as-owner", "--port", str(free_port())) as server:
        browser = httpx2.Client(timeout=30)
        assert browser.get(server.url, follow_redirects=False).status_code == 303
        assert browser.get(f"{server.home}/api/me").json()["role"] == "owner"
        with browser.stream("GET", f"{server.home}/api/events") as stream:
            lines = stream.iter_lines()
            first = next(json.loads(line[6:]) for line in lines if line.startswith("data: "))
            assert first == {"revision": str(open_workspace(workspace).engine.revision)}
            command = [sys.executable, "-m", "resa", "import", str(tmp_path / "orders.csv"), "--yes"]
            subprocess.run([*command, "--workspace", str(workspace)], check=True, capture_output=True)
            told = (json.loads(line[6:]) for line in lines if line.startswith("data: "))
            assert any(int(heard["revision"]) > int(first["revision"]) for heard in told)
            began = time.monotonic()
            server.process.send_signal(signal.SIGTERM)
            server.process.wait(15)
            assert time.monotonic() - began < 10, "an open page does not keep the server from ending"
        browser.close()
