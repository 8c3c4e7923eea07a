"""Listening: where, under which names, and what is told."""

import os
import re
import socket
import subprocess
import sys
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.request import HTTPCookieProcessor, build_opener

import pytest
from tests.resaprocess import PATIENCE_SECONDS

from resa.model.errors import UsageError
from resa.web.run import Listening, PortInUseError, UnusableHostError, _bound, is_local


def test_connections_know_that_they_speak_tcp() -> None:
    """The event loop sends small answers at once only where it knows; else each waits some 40 ms."""
    with _bound("127.0.0.1", 0) as listener:
        assert listener.proto == socket.IPPROTO_TCP


def test_a_port_in_use_names_the_next_free_one() -> None:
    with _bound("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
        with pytest.raises(PortInUseError, match=r"resa serve --port \d+"):
            _bound("127.0.0.1", port)


def test_an_address_that_the_machine_has_not_is_told() -> None:
    with pytest.raises(UnusableHostError, match=r"192\.0\.2\.1"):
        _bound("192.0.2.1", 0)


def test_a_port_that_no_machine_has_is_told() -> None:
    with pytest.raises(UsageError, match="65535"):
        Listening(port=70000)


@pytest.mark.parametrize(
    ("host", "is_here"), [("localhost", True), ("127.0.0.9", True), ("::1", True), ("0.0.0.0", False)]
)
def test_what_only_this_machine_reaches(host: str, is_here: bool) -> None:
    assert is_local(host) is is_here


def test_nobody_opens_as_owner_from_elsewhere() -> None:
    with pytest.raises(UsageError):
        Listening(host="0.0.0.0", opens_as_owner=True)


@pytest.mark.flow
def test_an_open_page_does_not_keep_the_server_from_ending(tmp_path: Path) -> None:
    """Every page listens to a stream that ends by itself never; nobody shall wait for it, or read of it.

    The server is given ten minutes for what is under way, so that it ends in time only if nothing is.
    """
    patient = (
        "import resa.web.run as run; run.GRACE_SECONDS = run.LATEST_SECONDS = 600; from resa.cli import main; main()"
    )
    command = [sys.executable, "-c", patient, "serve", "--no-open", "--no-reading", "--open-as-owner", "--port", "0"]
    environment = dict(os.environ, PYTHONUNBUFFERED="1", PYTHONPATH=str(Path(__file__).parents[2] / "src"))
    with subprocess.Popen(
        [*command, "--workspace", str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment,
    ) as server:
        assert server.stdout is not None
        told = ""
        while not (found := re.search(r"http://\S+", told)):
            told = server.stdout.readline()
        page = build_opener(HTTPCookieProcessor(CookieJar()))
        page.open(found[0], timeout=PATIENCE_SECONDS).close()
        with page.open(found[0].split("/open")[0] + "/api/events", timeout=PATIENCE_SECONDS) as stream:
            assert stream.readline() == b"event: revision\n"
            server.terminate()
            try:
                server.wait(PATIENCE_SECONDS)
            finally:
                server.kill()
        assert "ERROR" not in server.stdout.read()
