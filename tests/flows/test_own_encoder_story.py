"""A workspace names its own encoder: it is asked once a text, and a server that is away loses nothing."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from tests.flows.conftest import Resa

from resa.app.ownencoder import FILE, USUAL_KEY

pytestmark = pytest.mark.flow

TEXTS = 150
SPEC = """
source: chats
time: at
identifiers: [{column: who, namespace: customer_number}]
interactions:
- {name: {constant: chat}, channel: {constant: chat}, kind: {constant: chat}, direction: {constant: in}, text: words}
"""


class Encoding(ThreadingHTTPServer):
    """A server of embeddings on this machine; it remembers what it was asked and by whom."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.asked: list[str] = []
        self.keys: set[str | None] = set()
        self.is_ill = False


class _Answer(BaseHTTPRequestHandler):
    server: Encoding

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.server.asked += body["input"]
        self.server.keys.add(self.headers["authorization"])
        rows = [{"index": at, "embedding": [len(text), 1.0, 0.5]} for at, text in enumerate(body["input"])]
        answer = json.dumps({"data": rows}).encode()
        self.send_response(503 if self.server.is_ill else 200)
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def encoding() -> Iterator[Encoding]:
    with Encoding() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_an_own_encoder_is_asked_once_a_text_and_may_be_away(
    resa: Resa, tmp_path: Path, encoding: Encoding, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [f"C{n},2026-01-{1 + n % 28:02}T10:00:00Z,Paketet nummer {n} kom för sent" for n in range(TEXTS)]
    (tmp_path / "chats.csv").write_text("\n".join(["who,at,words", *rows]), encoding="utf-8")
    (tmp_path / "chats.yaml").write_text(SPEC, encoding="utf-8")
    resa("import", tmp_path / "chats.csv", "--spec", tmp_path / "chats.yaml")
    address = f"http://127.0.0.1:{encoding.server_port}/v1/embeddings"
    settings = f"encoder: {{address: '{address}', model: egen, dimensions: 3}}\n"
    (resa.workspace / FILE).write_text(settings, encoding="utf-8")
    monkeypatch.setenv(USUAL_KEY, "hemlig")

    encoding.is_ill = True
    ill = resa("feedback", "read", code=1)
    assert f"expected an answer from {address}, got status 503" in ill.err
    assert len(encoding.asked) <= 128, "an address that is away is asked once, not once a text"

    encoding.is_ill, encoding.asked = False, []
    done = resa("feedback", "read", "--json").json
    assert (done["texts"], done["read"]) == (TEXTS, TEXTS)
    assert f"texts were sent to egen, as {FILE} says" in done["notes"]
    assert len(encoding.asked) == len(set(encoding.asked)) == TEXTS
    assert encoding.keys == {"Bearer hemlig"}
    assert resa("feedback", "read", "--json").json["read"] == 0
    assert len(encoding.asked) == TEXTS
    assert resa("show", "themes", "--json").json["rows"]
