"""Take pictures of the app with the made-up retailer in it, and write them small into docs/screenshots.

Run `python tools/app_screenshots.py`, with `--only WORD` for those whose name holds it. It makes a workspace in a
temporary folder, serves it, writes some cards as people would, and needs a Chromium and Playwright.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, sync_playwright
from screenshots import FLAGS, webp

ROOT = Path(__file__).parents[1]
CUSTOMERS = "3000"
FILES = ("kundregister.csv", "ordrar.csv", "enkatsvar.csv", "samtal.csv")
ASK = """async ([method, path, body]) => {
  const {token} = await (await fetch('/api/me')).json();
  const headers = {'Content-Type': 'application/json', 'X-Resa-Token': token};
  const answer = await fetch(path, {method, headers, body: body && JSON.stringify(body)});
  if (!answer.ok) throw new Error(await answer.text());
  return answer.status === 204 ? null : answer.json();
}"""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: the page's address, `{map}` being the map's id, how wide, in which language and theme.

    It is taken when the selector `ready` is there, and where `opens` is given, when the picture behind that link is.
    """

    name: str
    path: str
    width: int = 1440
    language: str = "en"
    theme: str = "light"
    ready: str = "main h1"
    is_empty: bool = False
    drops: bool = False
    opens: str = ""


SHOTS = (
    Shot("app-empty", "/", is_empty=True),
    Shot("app-import", "/data", is_empty=True, drops=True),
    Shot("app-home", "/", ready=".maps dl dd"),
    Shot("app-home-dark", "/", ready=".maps dl dd", theme="dark"),
    Shot("app-home-sv", "/", ready=".maps dl dd", language="sv"),
    Shot("app-home-phone", "/", ready=".maps dl dd", width=390),
    Shot("app-touchpoints", "/data/touchpoints"),
    Shot("app-plan", "/plan", ready="main tbody tr"),
    Shot("app-figures", "/figures?period=all", ready=".figures li"),
    Shot("app-questions", "/questions"),
    Shot("app-question", "/questions/flow", ready=".picture .mark"),
    Shot("app-question-dark-sv", "/questions/switches", language="sv", theme="dark", ready=".picture .mark"),
    Shot("app-question-phone", "/questions/waits?by=stage", width=390, ready=".picture .mark"),
    Shot("app-personas", "/personas", ready=".people .apart p"),
    Shot("app-persona", "/personas", ready=".people .apart p", opens=".people a"),
    Shot("app-people", "/people"),
    Shot("app-map", "/maps/{map}?open=card:000000000002"),
    Shot("app-map-dark-da", "/maps/{map}", language="da", theme="dark"),
    Shot("app-map-phone", "/maps/{map}", width=390),
    Shot("app-alerts", "/questions/alerts", ready=".has-days .deeds a"),
)
PAINS = ("Delivery cost is shown only at the end", "Nobody answers about returns for days", "Sizes differ by brand")
ACTIONS = (
    ("purchase", "Show the delivery cost in the basket", "doing", "Petra Lindqvist", "E-commerce", "2026-12-01"),
    ("retention", "Say by SMS when a return has come", "planned", "Jonas Berg", "Customer service", "2026-06-10"),
    ("consideration", "One size table for all brands", "idea", "Sanna Øster", "Assortment", None),
    ("retention", "Answer returns within a day", "planned", "Jonas Berg", "Customer service", "2027-01-15"),
    ("purchase", "Let customers choose the evening", "done", "Mikael Strand", "Logistics", "2026-03-30"),
)


def main() -> None:
    """Take every picture, or those whose name holds a word."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "screenshots")
    parser.add_argument("--only", default="")
    asked = parser.parse_args()
    wanted = [shot for shot in SHOTS if asked.only in shot.name]
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        parser.exit(1, "expected a Chromium on the path, found none; install one and run this again\n")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        full, empty = Path(folder) / "full", Path(folder) / "empty"
        _resa("demo", "--no-open", "--customers", CUSTOMERS, "--workspace", str(full))
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        for place, shots in (
            (empty, [one for one in wanted if one.is_empty]),
            (full, [one for one in wanted if not one.is_empty]),
        ):
            if not shots:
                continue
            with served(place) as url:
                context = browser.new_context(reduced_motion="reduce")
                context.set_default_timeout(60_000)
                page = context.new_page()
                page.goto(url)
                map_id = filled(page) if place is full else ""
                for shot in shots:
                    (asked.out / f"{shot.name}.webp").write_bytes(picture(context, shot, map_id, exports=full))
                    print(asked.out / f"{shot.name}.webp")
        browser.close()


def _resa(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "resa", *words], check=True, env=_environment(), stdout=subprocess.DEVNULL)


def _environment() -> dict[str, str]:
    return dict(os.environ, PYTHONPATH=str(ROOT / "src"), PYTHONUNBUFFERED="1")


@contextmanager
def served(workspace: Path) -> Iterator[str]:
    """Serve a workspace and give the address that opens it as its owner."""
    command = [sys.executable, "-m", "resa", "serve", "--no-open", "--open-as-owner", "--port", "0"]
    command += ["--workspace", str(workspace)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=_environment()) as server:
        assert server.stdout is not None
        told = ""
        while not (found := re.search(r"http://\S+", told)):
            told = server.stdout.readline()
        yield found[0]
        server.terminate()


def ask(page: Page, method: str, path: str, body: Any = None) -> Any:
    """Ask the server what a page could ask."""
    return page.evaluate(ASK, [method, path, body])


def filled(page: Page) -> str:
    """Draw the map, write on it as people would, and return its id."""
    page.wait_for_selector("main h1")
    me = ask(page, "GET", "/api/me")["person"]["id"]
    ask(page, "PATCH", f"/api/people/{me}", {"name": "Petra Lindqvist"})
    map_id = str(ask(page, "POST", "/api/maps", {"from": "data", "title": "Customer journey", "language": "en"})["id"])
    ask(page, "POST", f"/api/maps/{map_id}/records", _records())
    part = ask(page, "POST", "/api/maps", {"from": "blank", "title": "Returning a jacket", "language": "en"})["id"]
    ask(page, "PATCH", f"/api/maps/{part}", {"parent": map_id})
    ask(page, "POST", f"/api/maps/{part}/records", {"maps": {"map": {"review_on": "2026-01-15"}}})
    ask(page, "POST", f"/api/maps/{map_id}/status", {"status": "live", "note": ""})
    ask(page, "POST", "/api/invitations", {"role": "editor", "email": "jonas@example.com"})
    return map_id


def _records() -> dict[str, Any]:
    stages = ("purchase", "retention", "consideration")
    cards = {
        f"card:{at:012}": {"lane": "lane:pain", "stage": f"stage:{stage}", "text": text, "position": at}
        for at, (stage, text) in enumerate(zip(stages, PAINS, strict=True), start=1)
    }
    for at, (stage, text, status, owner, department, due) in enumerate(ACTIONS, start=10):
        about = f"card:{stages.index(stage) + 1:012}"
        fields = {"text": text, "status": status, "owner": owner, "department": department, "about": about}
        fields |= {"due": due} if due else {}
        cards[f"card:{at:012}"] = {"lane": "lane:action", "stage": f"stage:{stage}", "position": at, **fields}
    lanes = {"lane:pain": {"shows": "pain", "position": 30}, "lane:action": {"shows": "action", "position": 31}}
    return {"lanes": lanes, "cards": cards}


def picture(context: BrowserContext, shot: Shot, map_id: str, *, exports: Path) -> bytes:
    """Return one picture as WebP; the language is the person's own, so it is said first."""
    page = context.new_page()
    page.set_viewport_size({"width": shot.width, "height": 844 if shot.width < 500 else 900})
    page.emulate_media(color_scheme="dark" if shot.theme == "dark" else "light", reduced_motion="reduce")
    page.goto(_base(context) + "/settings")
    page.wait_for_selector("main h1")
    me = ask(page, "GET", "/api/me")["person"]["id"]
    ask(page, "PATCH", f"/api/people/{me}", {"language": shot.language})
    page.goto(_base(context) + shot.path.format(map=map_id))
    page.wait_for_selector(shot.ready)
    if shot.drops:
        files = [exports / "retailer" / "exports" / name for name in FILES]
        page.locator("input[type=file]").first.set_input_files([str(file) for file in files])
        page.wait_for_selector("main h2")
    if shot.opens:
        page.locator(shot.opens).first.click()
        page.wait_for_selector(".picture .mark")
    page.wait_for_timeout(3_000)
    taken = webp(page)
    page.close()
    return taken


def _base(context: BrowserContext) -> str:
    return context.pages[0].evaluate("location.origin") or ""


if __name__ == "__main__":
    main()
