"""The map page in a real browser against the real server: writing, dragging, several people, no network, speed."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from tests.resaprocess import ServerProcess

from resa.app.permission import Role
from resa.app.serving import ServedWorkspace
from resa.app.signin import as_person, begin_session
from resa.app.trieddocument import content_of
from resa.model.journeymap import JourneyMap, MapField, MapRecord, RecordKind
from resa.store.collaboration import people
from resa.store.collaboration.maplist import MapEntry
from resa.store.collaboration.people import PersonRecord

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "src" / "resa" / "web" / "static"
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
PEOPLE = ((Role.OWNER, "Signe Møller"), (Role.EDITOR, "Anna Berg"), (Role.VIEWER, "Viola Ek"))
MOST_RESTYLED = 400

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (STATIC / "index.html").is_file(), reason="the app is not built: `pip install .` builds it"),
]


def record(own: str, kind: RecordKind, /, **fields: object) -> MapRecord:
    return MapRecord(own, kind, {key: MapField(content) for key, content in fields.items()})


def jacket() -> JourneyMap:
    """Three stages, three lanes, three cards and a curve."""
    stages = [
        record(f"stage:s{n}", RecordKind.STAGE, name=name, position=n) for n, name in enumerate(("See", "Buy", "Wear"))
    ]
    lanes = [
        record(f"lane:l{n}", RecordKind.LANE, shows=shows, position=n)
        for n, shows in enumerate(("customer_action", "pain", "emotion"))
    ]
    cards = [
        record("card:a", RecordKind.CARD, lane="lane:l0", stage="stage:s0", text="Sees a jacket", position=0),
        record("card:b", RecordKind.CARD, lane="lane:l0", stage="stage:s1", text="Pays by phone", position=0),
        record("card:c", RecordKind.CARD, lane="lane:l1", stage="stage:s1", text="No size fits", position=0),
    ]
    points = [
        record(f"cell:p{n}", RecordKind.CELL, lane="lane:l2", stage=f"stage:s{n}", level=level)
        for n, level in enumerate((1, -1, 0.5))
    ]
    return JourneyMap.of([record("map", RecordKind.MAP, title="A jacket"), *stages, *lanes, *cards, *points])


def fifty() -> JourneyMap:
    """50 stages, 30 lanes, a card in every cell."""
    kinds = ("customer_action", "thought", "need", "pain", "opportunity", "action", "owner", "system", "policy", "text")
    stages = [record(f"stage:s{n}", RecordKind.STAGE, name=f"Stage {n + 1}", position=n) for n in range(50)]
    lanes = [
        record(f"lane:l{n}", RecordKind.LANE, shows=kinds[n % 10], name=f"Lane {n + 1}", position=n) for n in range(30)
    ]
    cells = [(s, n) for s in range(50) for n in range(30)]
    cards = [
        record(
            f"card:{s}-{n}", RecordKind.CARD, lane=f"lane:l{n}", stage=f"stage:s{s}", text=f"Card {s} {n}", position=0
        )
        for s, n in cells
    ]
    return JourneyMap.of([record("map", RecordKind.MAP, title="Fifty stages"), *stages, *lanes, *cards])


@dataclass
class Office:
    """A server with three people; each tab is somebody's own browser."""

    base: str
    cookie: str
    tokens: dict[Role, str]
    browser: Browser
    complaints: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)
    turn: int = 0

    def open(self, name: str, role: Role = Role.OWNER, *, width: int = 1440, **more: Any) -> Page:
        settings = {"locale": "en-GB", "reduced_motion": "reduce", **more}
        context = self.browser.new_context(viewport={"width": width, "height": 900}, **settings)
        context.add_cookies([{"name": self.cookie, "value": self.tokens[role], "url": self.base}])
        self.contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("console", lambda message: self._hear(message.type, message.text))
        page.goto(self.address(name))
        page.locator(".map-sheet").wait_for(state="attached", timeout=30_000)
        if name != "blank":
            page.locator(".map-sheet .mark:visible").first.wait_for(timeout=30_000)
        return page

    def address(self, name: str) -> str:
        """Return where a map is; of the jacket every test has its own."""
        return f"{self.base}/maps/{name}{self.turn if name == 'jacket' else ''}"

    def _hear(self, kind: str, text: str) -> None:
        is_network = "Failed to load resource" in text or "WebSocket" in text or "ERR_INTERNET" in text
        if kind in ("error", "warning") and not is_network:
            self.complaints.append(f"{kind}: {text}")


@pytest.fixture
def office(house: Office) -> Iterator[Office]:
    """Return the server with a map of the jacket that no other test has touched; complaints of pages fail the test."""
    house.turn += 1
    house.complaints.clear()
    yield house
    for context in house.contexts:
        context.close()
    house.contexts.clear()
    assert house.complaints == []


@pytest.fixture(scope="module")
def house(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Serve a workspace with maps of a jacket (`jacket1` ...), an empty one (`blank`) and a large one (`fifty`)."""
    tmp_path = tmp_path_factory.mktemp("editor")
    served = ServedWorkspace(tmp_path)
    now = datetime.now(UTC)
    tokens = {}
    with served.database.writing() as connection:
        for role, name in PEOPLE:
            kept = PersonRecord(role, name, f"{role}@example.com", role, "en", None, None, now, None)
            people.add(connection, kept)
            tokens[role] = begin_session(connection, as_person(kept), now=now).token
    blank = JourneyMap.of([record("map", RecordKind.MAP, title="Blank")])
    jackets = tuple((f"jacket{n}", jacket()) for n in range(1, 20))
    for name, drawn in (*jackets, ("other", jacket()), ("blank", blank), ("fifty", fifty())):
        entry = MapEntry(name, name, "current_state", "draft", "en", None, now, None, now)
        served.rooms.add(entry, content_of(drawn))
    cookie = f"resa_{served.id}"
    served.close()
    with ServerProcess(tmp_path) as server:
        yield Office(server.base, cookie, tokens, chromium)


def mark(page: Page, name: str) -> Locator:
    return page.locator(f'.map-sheet .mark[data-id="{name}"]')


def card(page: Page, words: str) -> Locator:
    return page.locator(".map-sheet .body .mark", has_text=words)


def focused(page: Page) -> Locator:
    return page.locator(":focus")


def news(page: Page) -> Locator:
    return page.locator(".seldom[role=status] span").last


def saved(page: Page) -> None:
    expect(page.locator(".saving")).to_have_text("saved")


def middle(page: Page, name: str) -> tuple[float, float]:
    box = mark(page, name).locator(".ring").first.bounding_box()
    assert box is not None
    return box["x"] + min(60, box["width"] / 2), box["y"] + box["height"] / 2


def drawn(page: Page) -> None:
    """Wait until the browser has shown what was done so far."""
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(start[0] + 8, start[1] + 8)
    page.mouse.move(*end, steps=8)
    drawn(page)
    page.mouse.up()


def paste(page: Page, text: str) -> None:
    """Paste as a spreadsheet does: rows by line, cells by tab."""
    page.evaluate(
        """text => {
          const clipboardData = new DataTransfer();
          clipboardData.setData('text/plain', text);
          const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
          document.activeElement.dispatchEvent(event);
        }""",
        text,
    )


def test_a_lane_and_its_cards_are_made_by_keyboard_alone(office: Office) -> None:
    page = office.open("blank")
    page.get_by_role("button", name="Begin with five usual stages").press("Enter")
    expect(page.locator(".map-sheet .heads .mark")).to_have_count(5)
    page.keyboard.press("Control+k")
    page.keyboard.type("lane: opportunities")
    page.keyboard.press("Enter")
    expect(focused(page)).to_have_attribute("aria-label", "Awareness, Opportunities: empty. Type to write a card.")
    page.keyboard.type("Show sizes early")
    page.keyboard.press("Tab")
    page.keyboard.type("One page for all sizes")
    page.keyboard.press("Control+Enter")
    page.keyboard.type("A second card in the same cell")
    page.keyboard.press("Enter")
    page.keyboard.type("A third, typed on")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Home")
    expect(focused(page)).to_have_attribute("aria-label", "Awareness")
    page.keyboard.press("F2")
    page.keyboard.type("Sees us")
    page.keyboard.press("Enter")
    expect(page.locator(".map-sheet .heads .mark").first).to_have_attribute("aria-label", re.compile("Sees us"))
    for words in ("Show sizes early", "One page for all sizes", "A second card in the same cell", "A third, typed on"):
        expect(card(page, words)).to_be_visible()
    page.get_by_role("button", name="Add a lane", exact=True).press("Enter")
    page.keyboard.type("systems")
    page.keyboard.press("Enter")
    expect(focused(page)).to_have_attribute("aria-label", "Sees us, Systems: empty. Type to write a card.")
    saved(page)
    page.reload()
    expect(card(page, "A second card in the same cell")).to_be_visible()


def test_a_letter_on_a_map_never_leads_to_another_page(office: Office) -> None:
    page = office.open("jacket")
    address = page.url
    page.locator("body").press("n")
    page.keyboard.type("gd")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog")).to_be_visible()  # keys are heard in order: the letters led nowhere before it
    assert page.url == address


def test_walking_moving_removing_and_undoing_by_keyboard(office: Office) -> None:
    page = office.open("jacket")
    mark(page, "card:a").click()
    page.keyboard.press("ArrowRight")
    expect(focused(page)).to_have_attribute("aria-label", "Pays by phone")
    page.keyboard.press("ArrowDown")
    expect(focused(page)).to_have_attribute("aria-label", "No size fits")
    page.keyboard.press("Alt+ArrowRight")
    expect(news(page)).to_have_text("Moved “No size fits” to Wear, Pains")
    page.keyboard.press("Delete")
    expect(card(page, "No size fits")).to_have_count(0)
    page.get_by_role("button", name="Undo").last.click()
    expect(card(page, "No size fits")).to_be_visible()
    page.keyboard.press("Control+a")
    expect(news(page)).to_have_text("6 selected")
    mark(page, "stage:s0").click()
    page.keyboard.press("Alt+ArrowRight")
    expect(news(page)).to_have_text("Moved “See” to place 2")
    page.keyboard.press("Control+z")
    first = page.locator(".map-sheet .heads .mark").first
    expect(first).to_have_attribute("data-id", "stage:s0")


def test_cards_lanes_stages_points_and_spans_are_dragged_and_each_drop_is_one_undo(office: Office) -> None:
    page = office.open("jacket")
    drag(page, middle(page, "card:b"), middle(page, "card:c"))
    expect(news(page)).to_contain_text("to Buy, Pains")
    left, top = middle(page, "stage:s0")
    right = middle(page, "stage:s2")[0]
    drag(page, (left, top), (right + 260, top))
    expect(news(page)).to_have_text("Moved “See” to place 3")
    drag(page, middle(page, "lane:l1"), (middle(page, "lane:l0")[0], middle(page, "lane:l0")[1] - 8))
    expect(news(page)).to_have_text("Moved “Pains” to place 1")
    x, y = middle(page, "cell:p1")
    drag(page, (x, y), (x, y - 132))
    expect(news(page)).to_have_text("Feels +1.0")
    mark(page, "card:c").click()
    box = page.locator(".handle").bounding_box()
    assert box is not None
    drag(page, (box["x"] + 7, box["y"] + 8), (box["x"] + 300, box["y"] + 8))
    expect(news(page)).to_have_text("“No size fits” reaches to Wear")
    for _ in range(5):
        page.keyboard.press("Control+z")
    expect(mark(page, "card:b")).to_contain_text("Pays by phone")
    expect(page.locator(".map-sheet .heads .mark").first).to_have_attribute("data-id", "stage:s0")
    drag_and_escape(page)


def drag_and_escape(page: Page) -> None:
    x, y = middle(page, "card:a")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 300, y + 60, steps=4)
    expect(page.locator(".ghost")).to_be_visible()
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(page.locator(".ghost")).to_have_count(0)
    expect(news(page)).to_have_text("Left where it was")


def test_two_people_see_each_other_and_undo_takes_back_mine_only(office: Office) -> None:
    signe, anna = office.open("jacket"), office.open("jacket", Role.EDITOR)
    mark(signe, "card:a").click()
    expect(anna.locator(".flag", has_text="Signe Møller")).to_be_visible()
    signe.keyboard.press("F2")
    expect(anna.locator(".flag", has_text="Signe Møller is writing here")).to_be_visible()
    signe.keyboard.type("Sees a blue jacket")
    signe.keyboard.press("Enter")
    expect(card(anna, "Sees a blue jacket")).to_be_visible()
    mark(anna, "card:b").click()
    anna.keyboard.press("F2")
    anna.keyboard.type("Pays at the till")
    anna.keyboard.press("Enter")
    expect(card(signe, "Pays at the till")).to_be_visible()
    signe.keyboard.press("Control+z")
    expect(card(anna, "Sees a jacket")).to_be_visible()
    expect(card(anna, "Pays at the till")).to_be_visible()
    signe.keyboard.press("Control+z")
    expect(news(signe)).to_have_text("Nothing of yours to undo")


def test_what_is_written_without_a_network_is_kept_and_merges(office: Office) -> None:
    signe, anna = office.open("jacket"), office.open("jacket", Role.EDITOR)
    saved(anna)
    anna.context.set_offline(True)
    anna.evaluate("dispatchEvent(new Event('offline'))")
    mark(anna, "card:b").click()
    anna.keyboard.press("F2")
    anna.keyboard.type("Pays later")
    anna.keyboard.press("Enter")
    mark(signe, "card:a").click()
    signe.keyboard.press("F2")
    signe.keyboard.type("Sees it in a window")
    signe.keyboard.press("Enter")
    anna.context.set_offline(False)
    expect(card(anna, "Sees it in a window")).to_be_visible(timeout=20_000)
    expect(card(signe, "Pays later")).to_be_visible(timeout=20_000)
    saved(anna)


def test_cells_of_a_sheet_become_cards_as_one_action(office: Office) -> None:
    page = office.open("jacket")
    mark(page, "card:a").click()
    paste(page, "Looks around\tCompares\tBuys\nToo many\tToo dear\tToo late")
    for words in ("Looks around", "Compares", "Buys", "Too many", "Too dear", "Too late"):
        expect(card(page, words)).to_be_visible()
    mark(page, "card:a").click()
    page.keyboard.press("Control+z")
    expect(card(page, "Too late")).to_have_count(0)
    expect(card(page, "Sees a jacket")).to_be_visible()


def test_cards_are_copied_to_another_map(office: Office) -> None:
    page = office.open("jacket", permissions=["clipboard-read", "clipboard-write"])
    mark(page, "card:a").click()
    mark(page, "card:b").click(modifiers=["Control"])
    page.keyboard.press("Control+c")
    expect(news(page)).to_have_text("2 copied")
    page.goto(f"{office.base}/maps/other")
    mark(page, "card:c").click()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Control+v")
    expect(page.locator(".map-sheet .body .mark", has_text="Sees a jacket")).to_have_count(2)


def test_several_cards_get_an_owner_at_once_and_a_shared_card_is_one_undo(office: Office) -> None:
    page = office.open("jacket")
    mark(page, "card:a").click()
    mark(page, "card:b").click(modifiers=["Control"])
    bar = page.get_by_role("toolbar", name="2 things selected")
    bar.get_by_role("button", name="Owner").click()
    page.keyboard.type("Liv Haugen")
    page.keyboard.press("Enter")
    expect(card(page, "Liv Haugen")).to_have_count(2)
    mark(page, "card:c").click()
    page.get_by_role("button", name="Share this card with other maps").click()
    expect(page.get_by_role("button", name="shared, on 1 map")).to_be_visible()
    mark(page, "card:c").click()
    page.keyboard.press("F2")
    page.keyboard.type("No size fits at all")
    page.keyboard.press("Enter")
    expect(mark(page, "card:c")).to_contain_text("No size fits at all")
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(mark(page, "card:c")).to_contain_text("No size fits")
    expect(card(page, "Liv Haugen")).to_have_count(0)


def test_a_finger_that_stays_picks_a_card_up(office: Office) -> None:
    page = office.open("jacket", has_touch=True)
    (x, y), (to_x, to_y) = middle(page, "card:b"), middle(page, "card:c")
    finger = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        finger.send(
            "Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": px, "y": py} for px, py in points]}
        )

    touch("touchStart", (x, y))
    expect(page.locator(".ghost")).to_be_visible()
    for step in range(1, 6):
        touch("touchMove", (x + (to_x - x) * step / 5, y + (to_y - y) * step / 5))
    drawn(page)
    touch("touchEnd")
    expect(news(page)).to_contain_text("to Buy, Pains")


def test_the_address_keeps_the_filter(office: Office) -> None:
    page = office.open("jacket")
    page.goto(f"{office.address('jacket')}?from=2026-01-01&to=2026-02-01")
    expect(card(page, "Sees a jacket")).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?from=2026-01-01&to=2026-02-01$"))


def test_who_may_only_read_sees_no_ways_to_change(office: Office) -> None:
    page = office.open("jacket", Role.VIEWER)
    for name in ("Add a lane", "Add a stage", "Undo"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)
    mark(page, "card:a").click()
    page.keyboard.press("F2")
    page.keyboard.type("x")
    expect(page.locator("textarea:not([readonly])")).to_have_count(0)
    expect(card(page, "Sees a jacket")).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (1440, "dark"), (390, "light")])
def test_axe_finds_nothing_serious(office: Office, width: int, scheme: str) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: run npm ci in frontend/")
    page = office.open("jacket", width=width, color_scheme=scheme)
    if width > 700:
        mark(page, "card:a").click()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    serious = [
        f"{one['id']}: {node['html'][:160]}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]
    assert serious == []


WATCH = """() => {
  window.tasks = []; window.frames = [];
  const note = list => list.getEntries().forEach(entry => tasks.push(entry.duration));
  new PerformanceObserver(note).observe({ type: 'longtask' });
  let last = performance.now();
  const frame = now => { frames.push(now - last); last = now; requestAnimationFrame(frame); };
  requestAnimationFrame(frame);
}"""


def restyled(page: Page, act: Callable[[], None]) -> int:
    """Return how many elements the browser styled at once, at the most, while something was done."""
    browser = page.context.browser
    assert browser is not None
    browser.start_tracing(page=page, categories=["devtools.timeline"])
    act()
    page.wait_for_timeout(200)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    return max(
        (event["args"].get("elementCount", 0) for event in events if event["name"] == "UpdateLayoutTree"), default=0
    )


def test_dragging_on_a_large_map_stays_fluid(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    page = office.open("fifty")
    saved(page)
    x, y = middle(page, "card:0-0")
    page.mouse.move(x, y)
    page.mouse.down()
    picked = restyled(page, lambda: page.mouse.move(x + 9, y + 9))
    page.evaluate(WATCH)
    for _ in range(3):
        page.mouse.move(1200, 700, steps=40)
        page.mouse.move(500, 400, steps=40)
    page.mouse.move(1425, 600, steps=10)
    page.wait_for_timeout(1000)
    tasks, frames = page.evaluate("[tasks, frames]")
    dropped = restyled(page, page.mouse.up)
    frames = sorted(frames)
    slow = frames[int(len(frames) * 0.95)]
    with capsys.disabled():
        told = {
            "frames": len(frames),
            "p95_ms": round(slow, 1),
            "longest_tasks_ms": sorted(tasks)[-3:],
            "restyled": [picked, dropped],
        }
        print(json.dumps(told))  # noqa: T201 - how fluid it was belongs into the log of the run
    assert picked < MOST_RESTYLED
    assert dropped < MOST_RESTYLED
    expect(news(page)).to_contain_text("Moved")
