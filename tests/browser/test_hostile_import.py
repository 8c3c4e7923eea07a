"""Attack corpora taken in by the command and drawn by it: no script runs, nothing is asked for, no policy is broken."""

import json
import os
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Page

from resa.cli.program import run

pytestmark = [pytest.mark.browser, pytest.mark.data]
SPEC = """
source: {source}
time: {{columns: [at], format: iso}}
identifiers: [{{column: customer, namespace: customer_number}}]
profile: {{columns: {{segment: segment}}}}
interactions:
- name: {{column: name}}
  channel: {{column: channel}}
  text: {{column: text}}
  topic: {{column: name}}
  matter: {{column: text}}
  campaign: {{column: name}}
  kind: {{column: kind}}
  score: {{column: score, low: 0, high: 10}}
"""
EACH = 24  # names in one map, each met by six customers, so that none is withheld
WATCH = (
    "window.__broken = []; addEventListener('securitypolicyviolation', e => window.__broken.push(e.violatedDirective))"
)


@pytest.fixture(scope="module")
def payloads() -> list[str]:
    place = os.environ.get("RESA_TEST_DATA")
    folder = Path(place).parent / "corpora" if place else None
    if folder is None or not folder.is_dir():
        pytest.skip("RESA_TEST_DATA is not set: the corpora beside it are read at test time only")
    found = [one["payload"] for one in json.loads((folder / "dompurify/xss.json").read_text(encoding="utf-8"))]
    found += json.loads((folder / "blns/blns.json").read_text(encoding="utf-8"))
    for file in sorted((folder / "web-payloads/XSS Injection").rglob("*.txt")):
        found += file.read_text(encoding="utf-8", errors="replace").splitlines()
    runs = ("script", "onerror", "onload", "javascript:", "<svg", "</", "data:")
    dangerous = [text for text in dict.fromkeys(found) if any(sign in text.lower() for sign in runs)]
    assert len(dangerous) > 1000
    return dangerous


def filled(folder: Path, names: list[str]) -> Path:
    records = []
    for customer in range(6 * len(names)):
        for step in range(4):
            name = names[(customer + step) % len(names)]
            records.append(
                {
                    "at": f"2026-01-{1 + step * 3:02d}T{customer % 24:02d}:00:00Z", "customer": f"C{customer}",
                    "name": name, "channel": names[customer % 5], "text": name, "segment": names[customer % 3],
                    "kind": "call" if step % 2 else "survey", "score": customer % 4,
                }
            )  # fmt: skip
    path = folder / "<img src=x onerror=alert(1)>.jsonl"
    path.write_text("".join(f"{json.dumps(one)}\n" for one in records), encoding="utf-8")
    spec = folder / "spec.yaml"
    spec.write_text(SPEC.format(source=json.dumps(names[0].replace("\x00", ""))), encoding="utf-8")
    command(folder, "import", str(path), "--spec", str(spec))
    company = {"company": f"</title><script>alert(1)</script>{names[1]}"}
    (folder / "workspace" / "workspace.yaml").write_text(yaml.safe_dump(company), encoding="utf-8")
    command(folder, "map", "--quotes", "--with-evidence", "--out", str(folder / "map.html"))
    command(folder, "map", "--quotes", "--with-evidence", "--out", str(folder / "map.svg"))
    return folder


def command(folder: Path, *words: str) -> None:
    told = StringIO()
    with redirect_stdout(told), redirect_stderr(told):
        ended = run([*words, "--workspace", str(folder / "workspace")])
    assert ended == 0, told.getvalue()


@pytest.fixture
def watched(chromium: Browser) -> Iterator[tuple[Page, list[str]]]:
    complaints: list[str] = []
    page = chromium.new_page(reduced_motion="reduce")
    page.add_init_script(WATCH)
    page.on("dialog", lambda dialog: (complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
    page.on("console", lambda message: complaints.append(f"console: {message.text}"))
    page.on("request", lambda request: _note(complaints, request.url))
    yield page, complaints
    page.close()


def _note(complaints: list[str], url: str) -> None:
    if not url.startswith("file:") or "map." not in url:
        complaints.append(f"request: {url[:200]}")


@pytest.mark.parametrize("part", range(6))
def test_nothing_runs_in_a_map_of_hostile_names(
    watched: tuple[Page, list[str]], tmp_path: Path, payloads: list[str], part: int
) -> None:
    page, complaints = watched
    chosen = payloads[part :: len(payloads) // EACH][:EACH]
    folder = filled(tmp_path, chosen)
    for file in ("map.html", "map.svg"):
        page.goto((folder / file).as_uri())
        if file == "map.html":
            assert page.locator("h1").count() == 1
            for index in range(min(12, page.locator("svg .mark").count())):
                page.evaluate(
                    "at => document.querySelectorAll('svg .mark')[at].dispatchEvent(new MouseEvent('click', {bubbles: true}))",  # noqa: E501 - one text of an attack, or one call, reads best whole
                    index,
                )
            assert page.evaluate("document.scripts.length") == 2
            assert page.locator("iframe,object,embed,img,video,form[action],a[href],base").count() == 0
        assert page.evaluate("window.__broken") == []
    assert complaints == []
