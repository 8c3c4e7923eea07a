"""A real Chromium, the invented pages written to files, and everything that a page complained about."""

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

EXPORT_TESTS = Path(__file__).parents[1] / "mapping" / "export"
sys.path.insert(0, str(EXPORT_TESTS))
sys.path.insert(0, str(Path(__file__).parent))

from servedcompany import Company, Prepare, Served  # noqa: E402 - the samples must be importable first

from resa.mapping.export.html import write_html  # noqa: E402 - the samples must be importable first
from resa.model.journeymap import JourneyMap  # noqa: E402 - as above
from resa.model.resolvedmap import MapPage  # noqa: E402 - as above

FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip

Opener = Callable[..., Page]

expect.set_options(timeout=15_000)  # a busy machine is no fault of the page


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return the system's own Chromium, started once."""
    paths = [shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")]
    path = next((found for found in paths if found), None)
    if path is None:
        pytest.skip("no Chromium on this machine: the page was not driven in a browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def serve(chromium: Browser, tmp_path: Path) -> Iterator[Served]:
    """Return a function that serves a workspace with maps and people in it; complaints of its pages fail the test."""
    companies: list[Company] = []

    def server(prepare: Prepare | None = None, /, **maps: JourneyMap) -> Company:
        company = Company(tmp_path / "workspace", chromium)
        if maps:
            company.populate(prepare, **maps)
        company.start()
        companies.append(company)
        return company

    yield server
    for company in companies:
        company.end()
    assert [complaint for company in companies for complaint in company.complaints] == []


@pytest.fixture
def opened(chromium: Browser, tmp_path: Path) -> Iterator[Opener]:
    """Return a function that opens a page; errors, dialogs and requests of the page fail the test at its end."""
    complaints: list[str] = []
    pages: list[Page] = []

    def opener(page: MapPage, *, width: int = 1440, height: int = 900, address: str = "") -> Page:
        file = tmp_path / f"map{len(pages)}.html"
        file.write_text(write_html(page), encoding="utf-8")
        tab = chromium.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
        tab.on("console", lambda message: complaints.append(f"console: {message.text}"))
        tab.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        tab.on("dialog", lambda dialog: (complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        tab.on("request", lambda request: _note_request(complaints, request.url, own=file.as_uri()))
        tab.goto(f"{file.as_uri()}{address}")
        pages.append(tab)
        return tab

    yield opener
    for tab in pages:
        tab.close()
    assert complaints == []


def _note_request(complaints: list[str], url: str, *, own: str) -> None:
    if not url.startswith((own, "data:")):
        complaints.append(f"request: {url}")
