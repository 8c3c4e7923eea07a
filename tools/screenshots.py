"""Take the pictures by which the map page is judged, and write them small into docs/screenshots.

Run `python tools/screenshots.py` for the invented pages of the tests, or `python tools/screenshots.py MAP.html` for a
page of your own; `--out DIR` puts them elsewhere. Needs a Chromium, Playwright and, for WebP, nothing else.
"""

import argparse
import base64
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "mapping" / "export")]

import edited  # noqa: E402 - the samples and the package must be importable first
import sample  # noqa: E402 - as above

from resa.mapping.export.html import write_html  # noqa: E402 - as above
from resa.model.resolvedmap import MapPage  # noqa: E402 - as above

FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
TALLEST = 3600
SHEET = (1512, 1047)  # A3 landscape within its margins


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: which page, how wide, and what the address asks of it."""

    name: str
    page: str
    width: int = 1440
    height: int = 900
    address: str = ""
    is_whole: bool = True
    is_print: bool = False
    is_grey: bool = False


SHOTS = (
    Shot("1440-light", "believable"),
    Shot("1440-first-screen", "believable", is_whole=False),
    Shot("1440-dark", "believable", address="#theme=dark"),
    Shot("1440-dense", "believable", address="#density=dense"),
    Shot("1440-widths-by-time", "believable", address="#widths=time"),
    Shot("1440-evidence", "believable", address="#open=pain0", is_whole=False),
    Shot("1440-touchpoint", "believable", height=1900, address="#open=tp6", is_whole=False),
    Shot("1440-greyscale", "believable", is_grey=True),
    Shot("1024-light", "believable", width=1024, height=768),
    Shot("390-phone", "believable", width=390, height=844),
    Shot("390-phone-dark", "believable", width=390, height=844, address="#theme=dark"),
    Shot("390-phone-evidence", "believable", width=390, height=844, address="#open=pain0", is_whole=False),
    Shot("a3-print", "believable", width=SHEET[0], height=SHEET[1], is_print=True),
    Shot("1440-sv", "own stages", address="#lang=sv"),
    Shot("1440-da", "believable", address="#lang=da"),
    Shot("1440-nb", "believable", address="#lang=nb", is_whole=False),
    Shot("empty", "empty", is_whole=False),
    Shot("empty-phone-sv", "empty", width=390, height=844, address="#lang=sv", is_whole=False),
    Shot("3-touchpoints", "three"),
    Shot("60-touchpoints", "sixty"),
    Shot("60-touchpoints-dense", "sixty", address="#density=dense"),
    Shot("1000-steps", "thousand"),
    Shot("60-letter-names", "letters"),
    Shot("60-letter-names-phone", "letters", width=390, height=844),
    Shot("50-stages", "fifty", is_whole=False),
    Shot("withheld", "withheld"),
    Shot("edited-light", "edited", address="#unfold=steps:retention"),
    Shot("edited-dark", "edited", address="#theme=dark"),
    Shot("edited-greyscale", "edited", is_grey=True),
    Shot("edited-da", "edited", address="#lang=da", is_whole=False),
    Shot("edited-phone", "edited", width=390, height=844),
    Shot("edited-a3-print", "edited", width=SHEET[0], height=SHEET[1], is_print=True),
    Shot("buying-group", "group"),
    Shot("stage-without-data", "hollow", is_whole=False),
)
PAGES: dict[str, Callable[[], MapPage]] = {
    "believable": sample.sample_page,
    "empty": sample.empty_page,
    "three": sample.small_page,
    "sixty": sample.crowded_page,
    "thousand": sample.long_journey_page,
    "own stages": sample.own_stages_page,
    "fifty": lambda: sample.own_stages_page(count=50),
    "letters": sample.long_names_page,
    "withheld": sample.withheld_page,
    "edited": edited.edited_page,
    "group": edited.group_page,
    "hollow": edited.hollow_page,
}


def main() -> None:
    """Take every picture, or those of one given page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("html", nargs="?", type=Path, help="a written page instead of the invented ones")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "screenshots")
    parser.add_argument("--only", default="", help="take only pictures whose name holds this")
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        parser.exit(1, "expected a Chromium on the path, found none; install one and run this again\n")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        for shot, file in wanted(asked.html, only=asked.only, folder=Path(folder)):
            (asked.out / f"{shot.name}.webp").write_bytes(picture(browser, shot, file=file))
            print(f"{asked.out / shot.name}.webp")
        browser.close()


def wanted(html: Path | None, *, only: str, folder: Path) -> Iterator[tuple[Shot, Path]]:
    """Yield the pictures to take, each with the file to open; invented pages are written once."""
    written: dict[str, Path] = {}
    for shot in SHOTS:
        if only not in shot.name or (html is not None and shot.page != "believable"):
            continue
        if html is None and shot.page not in written:
            written[shot.page] = folder / f"{shot.page.replace(' ', '-')}.html"
            written[shot.page].write_text(write_html(PAGES[shot.page]()), encoding="utf-8")
        yield shot, html.resolve() if html is not None else written[shot.page]


def picture(browser: Browser, shot: Shot, *, file: Path) -> bytes:
    """Return one picture as WebP."""
    tab = browser.new_page(viewport={"width": shot.width, "height": shot.height}, reduced_motion="reduce")
    tab.goto(f"{file.as_uri()}{shot.address}")
    tab.evaluate("document.fonts.ready")
    if shot.is_print:
        tab.emulate_media(media="print")
        tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    if shot.is_grey:
        tab.evaluate("document.documentElement.style.filter = 'grayscale(1)'")
    tab.wait_for_timeout(200)
    height = tab.evaluate("document.documentElement.scrollHeight") if shot.is_whole else shot.height
    tab.set_viewport_size({"width": shot.width, "height": min(TALLEST, int(height))})
    tab.wait_for_timeout(100)
    taken = webp(tab)
    tab.close()
    return taken


def webp(tab: Page) -> bytes:
    """Return what the tab shows as a small WebP."""
    session = tab.context.new_cdp_session(tab)
    answer = session.send("Page.captureScreenshot", {"format": "webp", "quality": 64})
    return base64.b64decode(answer["data"])


if __name__ == "__main__":
    main()
