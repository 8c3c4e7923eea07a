"""`resa serve` as a user meets it: one command, one address, pages that follow, an orderly end."""

import json
import re
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx2
import pytest
from tests.resaprocess import PATIENCE_SECONDS, ServerProcess

from resa.app.workspace import open_workspace
from resa.cli.program import run
from resa.web.run import Listening

pytestmark = pytest.mark.flow

ORDERS = "order_no,email,placed,amount,currency\n1,a@x.se,2026-01-05T10:00:00Z,100.00,SEK\n"


def served(workspace: Path, *options: str) -> ServerProcess:
    """Returns a server as people start it, which also reads texts behind the scenes."""
    return ServerProcess(workspace, options)


def post(server: ServerProcess, path: str, body: dict[str, Any]) -> httpx2.Response:
    return httpx2.post(f"{server.base}/api/{path}", json=body, timeout=PATIENCE_SECONDS)


def test_the_printed_address_claims_the_workspace_and_a_second_start_asks_to_sign_in(tmp_path: Path) -> None:
    account: dict[str, Any] = {"name": "Åsa", "email": "asa@example.com", "password": "correct cat battery"}
    with served(tmp_path / "w") as server:
        key = server.address.split("#setup=")[1]
        made = post(server, "setup", account | {"key": key})
        assert (made.status_code, made.json()["role"]) == (201, "owner")
    assert not server.is_running
    with served(tmp_path / "w") as server:
        assert "#" not in server.address
        assert post(server, "session", account | {"name": None}).status_code == 422
        del account["name"]
        assert post(server, "session", account).status_code == 200


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
    with served(workspace, "--open-as-owner") as server:
        browser = httpx2.Client(timeout=PATIENCE_SECONDS)
        assert browser.get(server.address, follow_redirects=False).status_code == 303
        assert browser.get(f"{server.base}/api/me").json()["role"] == "owner"
        with browser.stream("GET", f"{server.base}/api/events") as stream:
            lines = stream.iter_lines()
            first = next(json.loads(line[6:]) for line in lines if line.startswith("data: "))
            assert first == {"revision": str(open_workspace(workspace).engine.revision)}
            command = [sys.executable, "-m", "resa", "import", str(tmp_path / "orders.csv"), "--yes"]
            subprocess.run([*command, "--workspace", str(workspace)], check=True, capture_output=True)
            told = (json.loads(line[6:]) for line in lines if line.startswith("data: "))
            assert any(int(heard["revision"]) > int(first["revision"]) for heard in told)
            server.end()  # an open page does not keep it; see tests/web/test_run.py
        browser.close()
