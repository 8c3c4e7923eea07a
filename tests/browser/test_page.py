"""The written page in a real browser: by pointer, by keyboard, by screen reader, in every language and size."""

from collections.abc import Callable
from pathlib import Path

import edited
import pytest
import sample
from playwright.sync_api import Page, expect

from resa.model.resolvedmap import MapPage

pytestmark = pytest.mark.browser
AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
AXE_RUN = """async () => {
    const found = await axe.run(document, {resultTypes: ['violations']});
    return found.violations.filter(v => ['serious', 'critical'].includes(v.impact))
        .map(v => `${v.id}: ${v.nodes.length} ${v.nodes[0].html.slice(0, 160)}`);
}"""
Opener = Callable[..., Page]
PAGES: dict[str, Callable[[], MapPage]] = {
    "believable": sample.sample_page,
    "empty": sample.empty_page,
    "three touchpoints": sample.small_page,
    "sixty touchpoints": sample.crowded_page,
    "eight own stages": sample.own_stages_page,
    "sixty letters": sample.long_names_page,
    "withheld": sample.withheld_page,
    "edited": edited.edited_page,
    "buying group": edited.group_page,
}


@pytest.mark.parametrize("width", [1440, 1024, 390])
@pytest.mark.parametrize("make", PAGES.values(), ids=PAGES.keys())
def test_it_draws_without_a_complaint(opened: Opener, make: Callable[[], MapPage], width: int) -> None:
    tab = opened(make(), width=width)
    assert tab.locator("h1").inner_text()
    assert tab.locator("svg .mark").count() >= 5


def test_a_click_opens_the_evidence_and_escape_closes_it(opened: Opener) -> None:
    tab = opened(sample.sample_page())
    tab.locator('[data-id="pain0"]').click()
    panel = tab.locator("aside.panel")
    for words in ("2.2 days", "611", "Paths behind it", "In their words", "What it means", "resa show waits"):
        expect(panel).to_contain_text(words, use_inner_text=True)
    tab.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    assert tab.evaluate("document.activeElement.dataset.id") == "pain0"


@pytest.mark.parametrize("make", [sample.sample_page, edited.group_page], ids=["found", "written"])
def test_arrows_reach_every_mark(opened: Opener, make: Callable[[], MapPage]) -> None:
    tab = opened(make())
    expected = tab.evaluate("[...document.querySelectorAll('.mark')].map(mark => mark.dataset.id)")
    tab.evaluate("document.querySelector('.mark[tabindex=\"0\"]').focus()")
    tab.keyboard.press("Home")
    seen = [tab.evaluate("document.activeElement.dataset.id")]
    for _ in range(len(expected) - 1):
        tab.keyboard.press("ArrowRight")
        seen.append(tab.evaluate("document.activeElement.dataset.id"))
    assert sorted(seen) == sorted(expected)
    tab.keyboard.press("Enter")
    assert tab.locator("aside.panel h2").inner_text()


def test_one_mark_is_in_the_tab_order(opened: Opener) -> None:
    tab = opened(sample.sample_page())
    assert tab.locator('.mark[tabindex="0"]').count() == 1


def test_a_question_mark_lists_the_shortcuts(opened: Opener) -> None:
    tab = opened(sample.sample_page())
    tab.keyboard.press("?")
    expect(tab.locator("dialog kbd").nth(5)).to_be_visible()
    tab.keyboard.press("Escape")
    expect(tab.locator("dialog")).to_have_count(0)


def test_choosing_a_view_changes_the_figures(opened: Opener) -> None:
    tab = opened(sample.sample_page())
    before = tab.locator(".facts dd").first.inner_text()
    tab.get_by_label("Channels").select_option(label="store only")
    assert before == "8,930"
    expect(tab.locator(".facts dd").first).to_have_text("3,120")
    expect(tab.locator(".top .sentence")).to_contain_text("store only")


def test_every_language_speaks_for_itself(opened: Opener) -> None:
    words = {
        "en": ("After purchase", "8,930"),
        "sv": ("Efter köpet", "8\u00a0930"),
        "da": ("Efter købet", "8.930"),
        "nb": ("Etter kjøpet", "8\u00a0930"),
    }
    tab = opened(sample.sample_page())
    for language, (stage, customers) in words.items():
        tab.locator('select[name="language"]').select_option(language)
        expect(tab.locator("html")).to_have_attribute("lang", language)
        expect(tab.locator(".heads")).to_contain_text(stage)
        assert tab.locator(".facts dd").first.inner_text() == customers  # the blanks within it too


def test_the_theme_follows_the_reader(opened: Opener) -> None:
    tab = opened(sample.small_page())
    tab.locator('button[name="theme"]').click()
    expect(tab.locator("html")).to_have_css("background-color", "rgb(18, 24, 22)")


def test_folded_touchpoints_unfold(opened: Opener) -> None:
    tab = opened(sample.crowded_page())
    before = tab.locator('.mark[data-lane="touchpoints"]').count()
    tab.locator('[data-id^="more:touchpoints"]').first.click()
    expect(tab.locator('.mark[data-lane="touchpoints"]:not([data-id^="more"])')).to_have_count(60)
    assert before < 60


def test_a_chosen_touchpoint_lights_its_lines(opened: Opener) -> None:
    tab = opened(sample.sample_page())
    tab.locator('[data-id="tp6"]').click()
    expect(tab.locator("g.is-lit > .line").nth(2)).to_be_attached()


def test_the_outline_says_all_that_the_picture_shows(opened: Opener) -> None:
    page = sample.sample_page()
    words = opened(page).locator("#outline").text_content() or ""
    drawn = page.views[0].map
    assert [mark.name for mark in drawn.touchpoints if mark.name not in words] == []
    assert [card.text for card in drawn.cards if card.text not in words] == []
    assert [point.quote.text for point in drawn.feelings if point.quote and point.quote.text not in words] == []


@pytest.mark.parametrize("address", ["#theme=light", "#theme=dark&open=pain0", "#theme=light&open=tp6&density=dense"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_serious(opened: Opener, address: str, width: int) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: run npm ci in frontend/")
    tab = opened(sample.sample_page(), address=address, width=width)
    tab.evaluate(AXE.read_text(encoding="utf-8"))
    assert tab.evaluate(AXE_RUN) == []


def test_axe_finds_nothing_serious_in_an_edited_map(opened: Opener) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: run npm ci in frontend/")
    tab = opened(edited.edited_page(), address="#unfold=steps:retention")
    tab.evaluate(AXE.read_text(encoding="utf-8"))
    assert tab.evaluate(AXE_RUN) == []


def test_it_prints_on_two_sheets_of_a3(opened: Opener, tmp_path: Path) -> None:
    tab = opened(sample.sample_page())
    sheets = tab.pdf(path=tmp_path / "map.pdf", prefer_css_page_size=True, print_background=True)
    assert sheets.count(b"/Type /Page\n") + sheets.count(b"/Type /Page ") == 2


def test_nothing_runs_out_of_a_narrow_screen(opened: Opener) -> None:
    tab = opened(sample.long_names_page(), width=390, height=844)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390


def test_what_stays_the_same_keeps_its_elements(opened: Opener) -> None:
    tab = opened(edited.edited_page())
    card = tab.locator('[data-row="lane:people"] .mark').first.element_handle()
    stage = tab.locator('[data-id="stage:purchase"]').element_handle()
    tab.locator('[data-id="more:steps:retention"]').click()
    expect(tab.locator('[data-id="step:6"]')).to_be_visible()
    assert card is not None
    assert stage is not None
    assert card.evaluate("mark => mark.isConnected")
    assert stage.evaluate("mark => mark.isConnected")
    tab.locator('[data-id="more:steps:retention"]').click()
    expect(tab.locator('[data-id="step:6"]')).to_have_count(0)


def test_a_written_page_shows_only_pictures_that_it_holds(opened: Opener) -> None:
    tab = opened(edited.edited_page())
    assert tab.locator("svg image").count() == 1
    assert tab.locator("svg image").first.get_attribute("href") == edited.PIXEL


def test_what_people_wrote_opens(opened: Opener) -> None:
    tab = opened(edited.edited_page())
    written = {"cell:bound": "Answers about returns", "cell:to_be2": "No surprise", "card:0": "Looks at pictures"}
    for mark, words in written.items():
        tab.locator(f'[data-id="{mark}"]').click()
        expect(tab.locator("aside.panel")).to_contain_text(words, use_inner_text=True)
        tab.keyboard.press("Escape")
