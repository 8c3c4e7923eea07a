"""The data side in a browser: files dropped, a question answered, imported, rejected rows, a touchpoint dragged."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.resaprocess import ServerProcess

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "src" / "resa" / "web" / "static"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (STATIC / "index.html").is_file(), reason="the app is not built: `pip install .` builds it"),
]

ORDERS = "kund;datum;event_name;kanal\n" + "".join(
    f"K{at % 7};0{1 + at % 9}/1{at % 3}/2026 10:0{at % 9};{'kassa' if at % 4 == 0 else 'produktsida'};web\n"
    for at in range(40)
).replace("/10/", "/03/").replace("/11/", "/04/").replace("/12/", "/05/")
CALLS = "kundnummer,ringde,ärende\n" + "".join(
    f"K{at % 7},2026-04-{at + 1:02}T08:00:00Z,leverans\n" for at in range(20)
)  # fmt: skip
ODD = "K1,igår,leverans\n"


@pytest.fixture
def page(chromium: Browser, tmp_path: Path) -> Iterator[Page]:
    """Return the page of the owner of an empty workspace; what the page complains about fails the test."""
    complaints: list[str] = []
    with ServerProcess(tmp_path / "workspace") as server:
        context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB", reduced_motion="reduce")
        tab = context.new_page()
        tab.set_default_timeout(20_000)
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.goto(server.address)
        tab.get_by_label("Your name").fill("Signe Møller")
        tab.get_by_label("E-mail").fill("signe@example.com")
        tab.get_by_label("Password").fill("fyra vanliga ord räcker")
        tab.get_by_role("button", name="Create the workspace").click()
        expect(tab.get_by_role("heading", name="Drop your files here")).to_be_visible()
        yield tab
        context.close()
    assert complaints == []


def drop(page: Page, **files: str) -> None:
    page.locator("input[type=file]").first.set_input_files(
        [
            {"name": name.replace("_", "."), "mimeType": "text/csv", "buffer": content.encode()}
            for name, content in files.items()
        ]
    )


def base(page: Page) -> str:
    return re.sub(r"(://[^/]+).*", r"\1", page.url)


def test_from_dropped_files_to_a_touchpoint_that_a_person_has_placed(page: Page) -> None:
    drop(page, ordrar_csv=ORDERS, samtal_csv=CALLS + ODD, tom_csv="")
    expect(page.get_by_role("heading", name="ordrar.csv")).to_be_visible()
    expect(page.get_by_text("tom.csv").first).to_be_visible()
    page.reload()
    page.get_by_role("listitem").filter(has_text="ordrar.csv").get_by_role("button", name="Go on").click()
    expect(page.get_by_text("tom.csv").first).to_be_visible()
    go = page.get_by_role("button", name="Import", exact=True).first
    expect(go).to_be_disabled()
    page.get_by_role("radio").first.check()
    expect(go).to_be_enabled()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways"
    go.click()
    expect(page.get_by_role("heading", name="60 of 61 records stored")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("button", name="Draw the map")).to_be_in_viewport()
    page.get_by_role("link", name=re.compile("rejected records")).click()
    expect(page.get_by_text("igår").first).to_be_visible()

    page.goto(f"{base(page)}/data/touchpoints")
    card = page.locator("[data-touchpoint]").filter(has_text="kassa").first
    with page.expect_response(lambda answer: answer.request.method in ("PUT", "PATCH") and answer.ok):
        card.drag_to(page.locator("section[aria-label='Loyalty']"))
    expect(page.locator("section[aria-label='Loyalty']").get_by_text("kassa")).to_be_visible()
    page.reload()
    expect(page.locator("section[aria-label='Loyalty']").get_by_text("kassa")).to_be_visible()

    page.goto(f"{base(page)}/figures")
    expect(page.get_by_text("Website")).to_be_visible(timeout=60_000)  # counted for the first time
    page.goto(f"{base(page)}/data/customers?name=K1")
    expect(page.get_by_text("produktsida").locator("visible=true").first).to_be_visible()
