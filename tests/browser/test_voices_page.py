"""Texts behind a feeling in a real browser: found by how they sound and what they speak of, explained and corrected."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from servedcompany import STATIC, Served, jacket
from tests.flows.conftest import Resa

from resa.app.permission import Role
from resa.store.readingturn import ReadingTurn

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (STATIC / "index.html").is_file(), reason="the app is not built: `pip install .` builds it"),
]

SPEC = """
source: chats
time: at
identifiers: [{column: who, namespace: customer_number}]
interactions:
- {name: {constant: chat}, channel: {constant: chat}, kind: {constant: chat}, direction: {constant: in}, text: words}
"""
LATE = "Leveransen är försenad och paketet har inte kommit fram"
HELD = "Jag satt i telefonkö i"
WRONG = "<b>Fantastiskt</b>, underbar service: leveransen till Älvsjö är försenad och paketet har inte kommit fram 📦"
SAID = [
    *(f"{LATE}, dåligt, dag {n}" for n in range(12)),
    *(f"{HELD} {n} minuter, väntan är hemsk" for n in range(11)),
    *(f"Return number {n} was refunded quickly, thank you" for n in range(10)),
    WRONG,
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a workspace in which 34 customers said something, read by word lists and nothing else."""
    rows = [f'C{n},2026-01-{1 + n % 28:02}T10:{n:02}:00Z,"{words}"' for n, words in enumerate(SAID)]
    (tmp_path / "chats.csv").write_text("\n".join(["who,at,words", *rows]), encoding="utf-8")
    (tmp_path / "chats.yaml").write_text(SPEC, encoding="utf-8")
    workspace = tmp_path / "workspace"
    Resa(workspace)("import", tmp_path / "chats.csv", "--spec", tmp_path / "chats.yaml")
    ReadingTurn(workspace).stop()  # nothing is read behind the scenes, so that nothing depends on when
    return workspace


def chosen(page: Page, feeling: str, n: int) -> None:
    """Choose how texts sound; so many do."""
    button = page.get_by_role("group", name="How it sounds").get_by_role("button", name=feeling)
    button.click()
    expect(button).to_have_text(f"{feeling} {n}")
    expect(page.get_by_role("status").filter(has_text=f"{n} text")).to_be_visible()


def test_a_text_is_found_explained_and_corrected_and_the_correction_counts(folder: Path, serve: Served) -> None:
    company = serve(jacket=jacket())
    page = company.tab(Role.EDITOR)
    page.goto(f"{company.base}/voices")
    chosen(page, "Good", 11)
    page.get_by_label("Theme").select_option("late delivery")
    mistaken = page.get_by_role("article")
    expect(mistaken).to_have_count(1)
    expect(mistaken).to_contain_text(WRONG)  # what customers write is text, never markup
    mistaken.get_by_role("button", name="Which words?").click()
    expect(mistaken.locator("mark", has_text="Fantastiskt")).to_contain_text("towards good")
    expect(mistaken.locator("mark", has_text="försenad")).to_contain_text("towards bad")
    bad = mistaken.get_by_role("button", name="Bad")
    bad.press("Enter")
    expect(page.get_by_text("1 label is new to the reader")).to_be_visible()
    expect(bad).to_be_focused()  # who works by keyboard stays where they are
    chosen(page, "Bad", 13)
    page.get_by_label("Read by").select_option("person")
    expect(page.get_by_role("status").filter(has_text="1 text,")).to_be_visible()
    expect(mistaken).to_contain_text("sounds bad as somebody here says")
    mistaken.get_by_role("button", name="Take back").click()
    expect(page.get_by_text("the reader’s word holds again")).to_be_visible()
    page.goto(f"{company.base}/questions/emotions")
    expect(page.get_by_role("row", name="Chat")).to_contain_text("34")
