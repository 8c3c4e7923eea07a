"""The story the app is accepted by, in a real browser on a real server, in parts that fail separately."""

import base64
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from playwright.sync_api import Page, expect
from pptx import Presentation
from pypdf import PdfReader
from servedcompany import STATIC, Company, Served, ask, beside, card, jacket, mark, saved, write

from resa.app.permission import Role
from resa.examples import retail
from resa.mapping.document import read

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (STATIC / "index.html").is_file(), reason="the app is not built: `pip install .` builds it"),
]

FOUR = ("web", "orders", "calls", "surveys")
PASSWORD = "fyra vanliga ord räcker"
KILLS = 2
MOST_STEPS = 400
COMPUTING_MS = 120_000  # the first import on a machine compiles what it counts with
RECONNECTING_MS = 60_000


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return four exports of a small shop, as its systems write them."""
    made = retail.write(tmp_path_factory.mktemp("exports"), customers=250, only_sources=FOUR)
    return [made.files[source] for source in FOUR]


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory, exports: list[Path]) -> Path:
    """Return a workspace that holds the four exports; to be copied."""
    folder = tmp_path_factory.mktemp("imported") / "workspace"
    words = ["import", *map(str, exports), "--yes", "--workspace", str(folder)]
    done = subprocess.run([sys.executable, "-m", "resa", *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture
def measured(serve: Served, imported: Path, tmp_path: Path) -> Company:
    """Serve a company with data, four people and a map without figures."""
    shutil.copytree(imported, tmp_path / "workspace")
    return serve(jacket=jacket())


def drop(page: Page, files: list[Path]) -> None:
    """Drop files on the page from outside the browser."""
    contents = [[file.name, base64.b64encode(file.read_bytes()).decode()] for file in files]
    page.evaluate(
        """files => {
          const dataTransfer = new DataTransfer();
          for (const [name, content] of files) {
            dataTransfer.items.add(new File([Uint8Array.from(atob(content), c => c.charCodeAt(0))], name));
          }
          for (const kind of ['dragenter', 'dragover', 'drop']) {
            document.body.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
          }
        }""",
        contents,
    )


def begin(company: Company) -> Page:
    page = company.tab(None)
    page.goto(company.address)
    page.get_by_label("Your name").fill("Signe Møller")
    page.get_by_label("E-mail").fill("signe@example.com")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Create the workspace").click()
    expect(page.get_by_role("heading", name="Drop your files here")).to_be_visible()
    return page


def test_first_start_to_a_filled_map_from_four_dropped_files(serve: Served, exports: list[Path]) -> None:
    page = begin(serve())
    drop(page, exports)
    for file in exports:
        expect(page.get_by_role("heading", name=file.name)).to_be_visible()
    page.get_by_role("button", name="Import", exact=True).first.click()
    expect(page.get_by_role("heading", name=re.compile("records stored"))).to_be_visible(timeout=COMPUTING_MS)
    page.get_by_role("button", name="Draw the map").click()
    heads = page.locator(".map-sheet .heads .mark[aria-label]")
    expect(heads.filter(has_text="Purchase").first).to_contain_text(re.compile(r"\d"), timeout=COMPUTING_MS)
    expect(card(page, "product page").first).to_be_visible()
    assert page.locator(".map-sheet .body .mark").count() > 40
    answered, measured = ask(page, f"/maps/{page.url.rsplit('/', 1)[1]}/figures")
    assert answered == 200
    assert measured["figures"]["base"]["customers"] > 100


def test_a_future_state_from_a_template_with_a_bound_figure_and_a_settled_comment(measured: Company) -> None:
    page = measured.tab()
    page.goto(f"{measured.base}/maps/new")
    page.get_by_role("link", name="A sofa for the new flat: as it should be").click()
    expect(page.get_by_role("region", name="A sofa for the new flat: as it should be")).to_contain_text("Dreams")
    page.get_by_label("Title").fill("The sofa in 2027")
    page.get_by_role("button", name="Open with a sample company").click()
    page.locator(".map-sheet .mark:visible").first.wait_for()
    saved(page)
    about = page.locator('.map-sheet .body .mark[data-id^="card:"]').first
    about.click(position={"x": 24, "y": 10})
    beside(page, "What is selected")
    page.get_by_role("button", name="Choose a figure").click()
    page.get_by_label("Question").select_option("drop_off")
    page.get_by_role("button", name="Show this figure").click()
    expect(about).to_contain_text(re.compile(r"\d+(\.\d+)?\s?%|n \d+"), timeout=COMPUTING_MS)
    beside(page, "Comments")
    expect(page.get_by_role("region", name="Comments")).to_be_visible()
    side = page.locator("section.side")
    side.get_by_role("textbox", name="Comment").fill("Is this true in the shops too?")
    side.get_by_role("button", name="Comment", exact=True).click()
    said = page.get_by_role("article", name="Comment of Signe Møller")
    expect(said).to_contain_text("Is this true in the shops too?")
    side.get_by_role("button", name="Answer", exact=True).click()
    page.keyboard.type("Yes")  # the field has the keyboard at once
    about.click(position={"x": 24, "y": 10})
    assert page.evaluate("document.querySelector('.map-sheet').contains(document.activeElement)")
    side.get_by_role("button", name="Answer", exact=True).click()
    expect(said).to_have_count(2)
    page.get_by_role("button", name="Resolve", exact=True).click()
    expect(said).to_have_count(0)
    page.get_by_role("button", name="Resolved too").click()
    expect(said.first).to_be_visible()
    saved(page)
    _, told = ask(page, f"/maps/{page.url.split('/maps/')[1].split('?')[0]}")
    assert (told["title"], told["form"]) == ("The sofa in 2027", "future_state")


def words_on(page: Page) -> list[str]:
    return sorted(page.locator('.map-sheet .body .mark[data-id^="card:"]').all_text_contents())


def test_three_browsers_converge_though_the_server_is_killed_between_edits(serve: Served) -> None:
    company = serve(jacket=jacket())
    signe, anna, away = (company.open("jacket", role) for role in (Role.OWNER, Role.EDITOR, Role.EDITOR))
    for page in (signe, anna, away):
        saved(page)
    away.context.set_offline(True)
    away.evaluate("dispatchEvent(new Event('offline'))")
    write(away, "card:c", "No size fits me, said offline")
    for turn in range(KILLS):
        write(signe, "card:a", f"Sees a jacket, {turn} times")
        write(anna, "card:b", f"Pays {turn} times")
        saved(signe)
        saved(anna)
        company.kill()
        write(anna, "card:b", f"Pays {turn} times and a tip")
        company.start()
        saved(anna)
        kept = ask(signe, "/maps/jacket")[1]["document"]
        assert f"Sees a jacket, {turn} times" in json.dumps(kept)
        assert f"Pays {turn} times and a tip" in json.dumps(kept)
    away.context.set_offline(False)
    away.evaluate("dispatchEvent(new Event('online'))")
    for page in (signe, anna, away):
        expect(card(page, "said offline")).to_be_visible(timeout=RECONNECTING_MS)
        expect(card(page, f"Pays {KILLS - 1} times and a tip")).to_be_visible(timeout=RECONNECTING_MS)
    saved(away)
    assert words_on(signe) == words_on(anna) == words_on(away)
    assert len(words_on(signe)) == 3


def test_versions_differ_and_are_restored(serve: Served) -> None:
    page = serve(jacket=jacket()).open("jacket")
    saved(page)
    beside(page, "Versions and approval")
    page.get_by_label("Keep the map as it is now").fill("Before the workshop")
    page.get_by_role("button", name="Keep a version").click()
    expect(page.locator("li", has_text="Before the workshop")).to_be_visible()
    write(page, "card:a", "Sees a red jacket")
    mark(page, "card:c").click()
    page.keyboard.press("Delete")
    saved(page)
    if not page.get_by_role("button", name="What differs from now").count():
        beside(page, "Versions and approval")
    page.get_by_role("button", name="What differs from now").first.click()
    expect(page.get_by_text("1 removed and 1 changed")).to_be_visible()
    expect(page.locator("ins").first).to_contain_text("red")
    page.get_by_role("button", name="Restore").first.click()
    expect(card(page, "No size fits")).to_be_visible()
    expect(card(page, "Sees a jacket")).to_be_visible()


def is_page(content: bytes) -> bool:
    return content.startswith(b"<!doctype html>") and b"Pays by phone" in content and b"http://" not in content[:200]


def is_drawing(content: bytes) -> bool:
    return "Pays by phone" in "".join(ElementTree.fromstring(content).itertext()).replace("\n", " ")


def is_workbook(content: bytes) -> bool:
    sheets = openpyxl.load_workbook(BytesIO(content), read_only=True)
    return any("Pays by phone" in map(str, row) for sheet in sheets for row in sheet.iter_rows(values_only=True))


def is_print(content: bytes) -> bool:
    pages = PdfReader(BytesIO(content)).pages
    return "Pays by phone" in " ".join(" ".join(page.extract_text() for page in pages).split())


def is_presentation(content: bytes) -> bool:
    slides = Presentation(BytesIO(content)).slides
    return any("Pays by phone" in " ".join(slide.element.itertext()) for slide in slides)


CHECKS: dict[str, Callable[[bytes], bool]] = {
    "html": is_page,
    "svg": is_drawing,
    "png": lambda content: content.startswith(b"\x89PNG") and len(content) > 10_000,
    "pdf": is_print,
    "pdf a4": is_print,
    "pdf a3": is_print,
    "pptx": is_presentation,
    "yaml": lambda content: "card:b" in read(content.decode()).records,
    "json": lambda content: "card:b" in read(content.decode()).records,
    "xlsx": is_workbook,
    "cjml": lambda content: len(ElementTree.fromstring(content)) > 0 and b"Pays by phone" in content,
    "mmd": lambda content: content.lstrip(b"%-\n ").startswith(b"journey") and b"Pays by phone" in content,
}


def test_every_export_that_the_page_offers_opens(serve: Served) -> None:
    page = serve(jacket=jacket()).open("jacket")
    saved(page)
    beside(page, "Share and export")
    links = page.locator("a[download][href*='/export.']")
    expect(links).to_have_count(len(CHECKS))
    wrong = []
    for at in range(links.count()):
        form = links.nth(at).locator("strong").inner_text().lower()
        with page.expect_download(timeout=60_000) as coming:
            links.nth(at).click()
        if not CHECKS[form](Path(coming.value.path()).read_bytes()):
            wrong.append(form)
    assert wrong == []


def press_until(page: Page, name: str, *, but: str = "nothing", tag: str = "") -> None:
    """Walk with the keyboard to what is called so; on the way may stand what is called `but`, or is no such `tag`."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        found, is_a = page.evaluate(
            "[(document.activeElement.getAttribute('aria-label') || document.activeElement.labels?.[0]?.innerText"
            " || document.activeElement.innerText || '').trim(), document.activeElement.tagName]"
        )
        if re.match(rf"{re.escape(name)}\b", found) and not found.startswith(but) and tag in ("", is_a):
            return
    raise AssertionError(f"no way to {name!r} by keys")


def command(page: Page, words: str) -> None:
    page.keyboard.press("Control+k")
    expect(page.locator("dialog[open]")).to_be_visible()
    page.keyboard.type(words)
    page.keyboard.press("Enter")


def test_the_same_story_with_the_keyboard_alone(serve: Served, exports: list[Path]) -> None:
    company = serve()
    page = company.tab(None)
    page.goto(company.address)
    expect(page.get_by_label("Your name")).to_be_focused()
    for words in ("Signe Møller", "signe@example.com", PASSWORD):
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Drop your files here")).to_be_visible()
    import_by_keys(page, exports)
    future_by_keys(page)
    saved(page)
    bind_by_keys(page)
    talk_by_keys(page)
    restore_by_keys(page)
    export_by_keys(page)


def import_by_keys(page: Page, files: list[Path]) -> None:
    """Choose files, import them, and have the map drawn."""
    press_until(page, "Drop files anywhere")
    with page.expect_file_chooser() as choosing:
        page.keyboard.press("Space")
    choosing.value.set_files(files)
    for file in files:
        expect(page.get_by_role("heading", name=file.name)).to_be_visible(timeout=30_000)
    press_until(page, "Import", tag="BUTTON")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("records stored"))).to_be_visible(timeout=COMPUTING_MS)
    press_until(page, "Draw the map")
    page.keyboard.press("Enter")
    heads = page.locator(".map-sheet .heads .mark[aria-label]")
    expect(heads.filter(has_text="Purchase").first).to_contain_text(re.compile(r"\d"), timeout=COMPUTING_MS)


def future_by_keys(page: Page) -> None:
    """Open a template with a sample company."""
    command(page, "new map")
    press_until(page, "A sofa for the new flat: as it should be")
    page.keyboard.press("Enter")
    press_until(page, "Title")
    page.keyboard.press("Control+a")
    page.keyboard.type("The sofa by keys")
    page.keyboard.press("Enter")
    expect(page.locator(".map-sheet .heads .mark")).not_to_have_count(0)
    expect(page.get_by_role("textbox", name="title").first).to_have_value("The sofa by keys")


def bind_by_keys(page: Page) -> None:
    """Write a pain into a lane of its own, and bind it to a figure."""
    command(page, "lane: pains")
    expect(page.locator(":focus")).to_have_attribute("aria-label", re.compile("Pains: empty"))
    page.keyboard.type("Nobody answers")
    page.keyboard.press("Enter")
    pain = card(page, "Nobody answers")
    expect(pain).to_be_visible()
    expect(page.locator(":focus")).to_have_attribute("aria-label", re.compile("Pains: room below the cards"))
    page.keyboard.press("ArrowUp")
    expect(page.locator(":focus")).to_contain_text("Nobody answers")
    enter_by_keys(page, "what is selected")
    press_until(page, "Choose a figure")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Question")).to_be_visible()
    press_until(page, "Question")
    choose_by_keys(page, "drop_off")
    expect(page.get_by_role("button", name="Show this figure")).to_be_enabled(timeout=COMPUTING_MS)
    press_until(page, "Show this figure")
    page.keyboard.press("Enter")
    expect(pain).to_contain_text(re.compile(r"\d+(\.\d+)?\s?%|n \d+"), timeout=COMPUTING_MS)


def choose_by_keys(page: Page, wanted: str) -> None:
    """Walk through the choices of the list that has the focus."""
    for key in ["Home"] + ["ArrowDown"] * 40:
        page.keyboard.press(key)
        if page.evaluate("document.activeElement.value") == wanted:
            return
    raise AssertionError(f"no choice {wanted!r}")


def enter_by_keys(page: Page, panel: str) -> None:
    """Go into a panel beside the map; the keyboard is in it once it stands there."""
    command(page, panel)
    expect(page.locator("section.side .side-inside")).to_be_focused()


def talk_by_keys(page: Page) -> None:
    side = page.locator("section.side")
    enter_by_keys(page, "comments")
    expect(side).to_be_visible()
    press_until(page, "Comment", but="Comments")
    page.keyboard.type("Since when?")
    page.keyboard.press("Control+Enter")
    expect(side.get_by_role("article")).to_contain_text("Since when?")
    press_until(page, "Resolve", but="Resolved")
    page.keyboard.press("Enter")
    expect(side.get_by_role("article")).to_have_count(0)


def restore_by_keys(page: Page) -> None:
    """Keep a version, change the map, see what differs, and bring the version back."""
    side = page.locator("section.side")
    enter_by_keys(page, "versions")
    press_until(page, "Keep the map as it is now")
    page.keyboard.type("First")
    page.keyboard.press("Enter")
    expect(side.locator("li", has_text="First")).to_be_visible()
    command(page, "select everything")
    command(page, "remove")
    expect(card(page, "Nobody answers")).to_have_count(0)
    saved(page)
    enter_by_keys(page, "versions")
    press_until(page, "What differs from now")
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile(r"\d+ removed")).first).to_be_visible()
    press_until(page, "Restore")
    page.keyboard.press("Enter")
    expect(card(page, "Nobody answers")).to_be_visible()


def export_by_keys(page: Page) -> None:
    enter_by_keys(page, "share")
    press_until(page, "YAML")
    with page.expect_download() as coming:
        page.keyboard.press("Enter")
    assert "Nobody answers" in Path(coming.value.path()).read_text(encoding="utf-8")


REFUSED = 403
WRITES = (
    ("POST", "/maps", {"title": "Mine", "from": "blank", "language": "en"}),
    ("PATCH", "/maps/jacket", {"title": "Mine"}),
    ("DELETE", "/maps/jacket", None),
    ("POST", "/maps/jacket/status", {"status": "live", "note": ""}),
    ("POST", "/maps/jacket/versions", {"label": "Mine"}),
    ("POST", "/maps/jacket/shares", {"label": "Mine"}),
    ("POST", "/invitations", {"email": "x@example.com", "role": "owner"}),
)


@pytest.mark.parametrize("role", [Role.COMMENTER, Role.VIEWER])
def test_who_may_not_edit_sees_no_dead_buttons_and_finds_no_other_way(serve: Served, role: Role) -> None:
    company = serve(jacket=jacket())
    page = company.open("jacket", role)
    before = ask(page, "/maps/jacket")[1]["document"]
    for name in ("Add a lane", "Add a stage", "Undo", "Redo"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)
    assert page.locator("button:disabled:visible").count() == 0
    mark(page, "card:a").click()
    for keys in ("F2", "x", "Escape", "Delete", "Alt+ArrowRight", "Control+d", "Control+x", "Control+v", "Control+z"):
        page.keyboard.press(keys)
    source, target = mark(page, "card:a").bounding_box(), mark(page, "card:c").bounding_box()
    assert source is not None
    assert target is not None
    page.mouse.move(source["x"] + 20, source["y"] + 8)
    page.mouse.down()
    page.mouse.move(target["x"] + 20, target["y"] + 8, steps=6)
    page.mouse.up()
    mark(page, "card:b").dblclick()
    page.keyboard.type("Mine")
    page.keyboard.press("Enter")
    for panel in page.get_by_role("navigation", name="Beside the map").get_by_role("button").all()[1:]:
        if panel.get_attribute("aria-pressed") == "false":
            panel.click()
        expect(page.locator("section.side")).to_be_visible()
        for name in ("Restore", "Keep a version", "Make the link", "Add a persona", "Choose a figure"):
            expect(page.locator("section.side").get_by_role("button", name=name)).to_have_count(0)
        assert page.locator("section.side button:disabled:visible").all_inner_texts() == []
    assert [ask(page, path, method=method, body=body)[0] for method, path, body in WRITES] == [REFUSED] * len(WRITES)
    assert ask(page, "/maps/jacket")[1]["document"] == before
    beside(page, "Comments")
    box = page.locator("section.side").get_by_role("textbox", name="Comment")
    expect(box).to_have_count(1 if role is Role.COMMENTER else 0)
    for path in ("/data/import", "/data/identity", "/data/customers", "/maps/new"):  # an address that an editor sent
        page.goto(f"{company.base}{path}")
        expect(page.get_by_text("Your role doesn’t allow that. An owner can change it.")).to_be_visible()
        expect(page.get_by_role("main").get_by_role("button")).to_have_count(0)
