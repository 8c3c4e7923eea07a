"""What stands beside the map, in a real browser: comments, figures, versions, links, a workshop, other views."""

import json
import os
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, expect
from servedcompany import settled

from resa.app.demo import demo
from resa.app.permission import Role
from resa.app.serving import ServedWorkspace
from resa.app.signin import as_person, begin_session
from resa.app.trieddocument import content_of
from resa.model.journeymap import JourneyMap, MapField, MapRecord, RecordKind
from resa.store.collaboration import people
from resa.store.collaboration.maplist import MapEntry
from resa.store.collaboration.people import PersonRecord
from resa.web.server import create_app
from resa.web.workspacecontext import ServerSettings

STATIC = Path(os.environ.get("RESA_STATIC") or ServerSettings().static)
"""The built app; `RESA_STATIC` names another place where it was built to."""

AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
PEOPLE = ((Role.OWNER, "Maja Friis"), (Role.COMMENTER, "Jonas Lind"), (Role.EDITOR, "Ulla Berg"))

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (STATIC / "index.html").is_file(), reason="the app is not built: `pip install .` builds it"),
]


def record(own: str, kind: RecordKind, /, **fields: object) -> MapRecord:
    return MapRecord(own, kind, {key: MapField(content) for key, content in fields.items()})


def jacket() -> JourneyMap:
    """Five stages, an action in one, a pain in another."""
    stages = ("awareness", "consideration", "purchase", "retention", "advocacy")
    return JourneyMap.of(
        [
            record("map", RecordKind.MAP, title="A jacket"),
            *(record(f"stage:{name}", RecordKind.STAGE, position=n) for n, name in enumerate(stages)),
            record("lane:pain", RecordKind.LANE, shows="pain", position=0),
            record("lane:act", RecordKind.LANE, shows="action", position=1),
            record("card:pain", RecordKind.CARD, lane="lane:pain", stage="stage:purchase", text="No size fits"),
            record("card:act", RecordKind.CARD, lane="lane:act", stage="stage:purchase", text="Answer in a day"),
        ]
    )


@dataclass
class Office:
    """A server, its people, and what the pages complained about."""

    base: str
    cookie: str
    tokens: dict[Role, str]
    browser: Browser
    map: str = ""
    complaints: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def tab(self, role: Role | None, *, width: int = 1440, theme: str = "light") -> Page:
        context = self.browser.new_context(
            viewport={"width": width, "height": 900}, locale="en-GB", color_scheme=theme, reduced_motion="reduce"
        )
        if role is not None:
            context.add_cookies([{"name": self.cookie, "value": self.tokens[role], "url": self.base}])
        self.contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("console", lambda message: self._hear(message.type, message.text))
        return page

    def open(self, role: Role = Role.OWNER, *, query: str = "", **more: object) -> Page:
        page = self.tab(role, **more)  # type: ignore[arg-type] # a test names only what `tab` takes
        page.goto(f"{self.base}/maps/{self.map}{query}")
        page.locator(".view-inside > *" if query else ".map-page .mark").first.wait_for()
        page.locator(".rail").wait_for()
        return page

    def _hear(self, kind: str, text: str) -> None:
        if kind in ("error", "warning") and "Failed to load resource" not in text:
            self.complaints.append(f"{kind}: {text}")


@pytest.fixture(scope="module")
def house(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Serve a workspace with a little data, people, and a map for each test."""
    folder = tmp_path_factory.mktemp("side")
    demo(folder, customers=300, progress=lambda *_: None)
    served = ServedWorkspace(folder)
    now = datetime.now(UTC)
    tokens = {}
    with served.database.writing() as connection:
        for role, name in PEOPLE:
            kept = PersonRecord(role, name, f"{role}@example.com", role, "en", None, None, now, None)
            people.add(connection, kept)
            tokens[role] = begin_session(connection, as_person(kept), now=now).token
    for n in range(1, 20):
        entry = MapEntry(f"jacket{n}", "A jacket", "current_state", "draft", "en", None, now, None, now)
        served.rooms.add(entry, content_of(jacket()))
    cookie = f"resa_{served.id}"
    served.close()
    app = create_app(folder, settings=ServerSettings(hosts=frozenset({"127.0.0.1"}), static=STATIC))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    running = threading.Thread(target=server.run)
    running.start()
    while not server.started:
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield Office(f"http://127.0.0.1:{port}", cookie, tokens, chromium)
    server.should_exit = True
    running.join(20)


_turns = iter(range(1, 20))


@pytest.fixture
def office(house: Office) -> Iterator[Office]:
    """Return the server with a map that no other test has touched; complaints of pages fail the test."""
    house.map = f"jacket{next(_turns)}"
    house.complaints.clear()
    yield house
    for context in house.contexts:
        context.close()
    house.contexts.clear()
    assert house.complaints == []


def panel(page: Page, name: str) -> None:
    page.locator(".rail").get_by_role("button", name=name).click()
    expect(page.locator("section.side")).to_be_visible()


def choose(page: Page, card: str) -> None:
    page.locator(f'.map-page .mark[data-id="{card}"]').first.click()


def serious(page: Page, within: str) -> list[str]:
    """Return what axe finds serious in a part of the page."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: run npm ci in frontend/")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("within => axe.run(within, {resultTypes: ['violations']})", within)
    return [
        f"{one['id']}: {node['html'][:160]}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


def test_a_card_is_bound_to_a_figure_that_is_seen_before_it_is_kept(office: Office) -> None:
    page = office.open()
    choose(page, "card:act")
    panel(page, "What is selected")
    side = page.locator("section.side")
    side.get_by_role("button", name="Choose a figure").click()
    side.get_by_label("Question").select_option("drop_off")
    expect(side.locator(".live .figure strong")).to_contain_text("%")
    number = side.locator(".live .figure strong").inner_text()
    side.get_by_role("button", name="Show this figure").click()
    expect(side.locator(".part .figure strong").last).to_have_text(number)
    expect(page.locator('.map-page .mark[data-id="card:act"]')).to_contain_text(number)
    side.get_by_role("button", name="Take the figure away").click()
    expect(side.get_by_role("button", name="Choose a figure")).to_be_visible()
    assert serious(page, "section.side") == []


def test_somebody_comments_somebody_is_called_and_resolves_it(office: Office) -> None:
    page, other = office.open(), office.open(Role.COMMENTER)
    choose(other, "card:pain")
    panel(other, "Comments")
    box = other.locator("section.side").get_by_role("textbox", name="Comment")
    box.press_sequentially("Since when? @maj")
    other.keyboard.press("Enter")
    expect(box).to_have_value("Since when? @Maja Friis ")
    other.keyboard.press("Control+Enter")
    badge = page.locator('[data-comments="card:pain"]')
    expect(badge).to_have_text("1")
    badge.click()
    side = page.locator("section.side")
    expect(side).to_contain_text("Since when? @Maja Friis")
    panel(page, "Comments, 1 open")
    page.get_by_role("button", name="Only where I am called").click()
    side.get_by_role("button", name="Answer", exact=True).click()
    side.get_by_role("textbox", name="Answer").fill("Since March")
    page.keyboard.press("Control+Enter")
    expect(other.locator("section.side")).to_contain_text("Since March")
    assert serious(page, "section.side") == []
    side.get_by_role("button", name="Resolve", exact=True).click()
    expect(badge).to_have_count(0)
    expect(side).to_contain_text("No open comments")


def test_a_version_is_held_against_now_and_brought_back(office: Office) -> None:
    page = office.open()
    panel(page, "Versions and approval")
    side = page.locator("section.side")
    side.get_by_label("Keep the map as it is now").fill("Before")
    side.get_by_role("button", name="Keep a version").click()
    expect(side.locator(".lines")).to_contain_text("Before")
    choose(page, "card:pain")
    panel(page, "What is selected")
    side.get_by_label("Words").fill("No size fits me")
    side.get_by_label("Words").blur()
    expect(page.locator(".saving")).to_have_text("saved")
    panel(page, "Versions and approval")
    side.get_by_role("button", name="What differs from now").click()
    expect(side.locator("ins")).to_contain_text("me")
    expect(page.locator(".differs.changed")).to_have_count(1)
    assert serious(page, "section.side") == []
    side.get_by_role("button", name="Look at it").click()
    expect(page.locator(".drawing")).to_contain_text("No size fits")
    expect(page.locator(".drawing")).not_to_contain_text("No size fits me")
    side.get_by_role("button", name="Restore").first.click()
    pain = page.locator('.map-page .mark[data-id="card:pain"]')
    expect(pain).not_to_contain_text("me")
    page.get_by_role("button", name="Undo", exact=True).first.click()
    expect(pain).to_contain_text("No size fits me")
    page.get_by_role("button", name="Redo", exact=True).click()
    expect(pain).not_to_contain_text("me")


def test_a_link_with_a_password_opens_the_map_for_a_stranger(office: Office) -> None:
    page = office.open()
    panel(page, "Share and export")
    side = page.locator("section.side")
    side.get_by_label("Who is it for?").fill("The board")
    side.get_by_text("Password, expiry, embedding").click()
    side.get_by_label("Password", exact=True).fill("fyra vanliga ord räcker")
    side.get_by_role("button", name="Make the link").click()
    side.get_by_role("button", name="Share the draft").click()
    link = side.locator("code.link").inner_text()
    assert serious(page, "section.side") == []
    guest = office.tab(None)
    guest.goto(link)
    guest.get_by_label("Password").fill("fel ord helt och hållet")
    guest.keyboard.press("Enter")
    expect(guest.locator("form")).to_contain_text("not the password")
    guest.get_by_label("Password").fill("fyra vanliga ord räcker")
    guest.keyboard.press("Enter")
    expect(guest.locator(".drawing")).to_contain_text("No size fits")
    assert [one for one in serious(guest, "body") if 'class="mark"' not in one] == []
    side.get_by_role("button", name="Revoke").click()
    expect(side.locator("code.link")).to_have_count(0)
    guest.reload()
    expect(guest.locator("main")).to_contain_text("leads nowhere")


def test_notes_are_voted_for_and_become_cards(office: Office) -> None:
    page, other = office.open(), office.open(Role.COMMENTER)
    for one in (page, other):
        panel(one, "Workshop")
    for text in ("Call back", "Show stock"):
        other.get_by_label("A new note").fill(text)
        other.keyboard.press("Enter")
        expect(page.locator(".note", has_text=text)).to_be_visible()
    expect(page.get_by_role("button", name="Take Call back down")).to_have_count(0)
    other.get_by_role("button", name="Change the words of Call back").click()
    other.keyboard.type("Call back in an hour")
    other.keyboard.press("Enter")
    expect(page.locator(".note", has_text="Call back in an hour")).to_be_visible()
    other.get_by_role("button", name="Take Call back in an hour down").click()
    expect(page.locator(".note", has_text="Call back")).to_have_count(0)
    page.get_by_role("button", name="Vote for Show stock", exact=True).click()
    page.get_by_role("button", name="Vote for Show stock", exact=True).click()
    expect(other.locator(".note", has_text="Show stock").locator(".is-figure")).to_have_text("2")
    expect(page.get_by_text("You have 3 votes left")).to_be_visible()
    page.get_by_role("button", name="Sort by votes").click()
    expect(page.locator(".note").first).to_contain_text("Show stock")
    assert serious(page, "section.side") == []
    page.locator(".note .words", has_text="Show stock").click()
    page.get_by_role("button", name="Put it on the map").click()
    expect(other.locator(".map-page .map-sheet")).to_contain_text("Show stock")
    expect(page.locator(".note", has_text="Show stock")).to_have_count(0)


def test_what_is_half_written_stays_when_something_else_is_opened(office: Office) -> None:
    page = office.open()
    side = page.locator("section.side")
    panel(page, "Comments")
    side.get_by_role("textbox", name="Comment").fill("Half a comment")
    panel(page, "Share and export")
    side.get_by_label("Who is it for?").fill("The board")
    choose(page, "card:pain")
    panel(page, "What is selected")
    side.get_by_label("Words").press_sequentially(" at all")
    choose(page, "card:act")
    expect(page.locator('.map-page .mark[data-id="card:pain"]')).to_contain_text("at all")
    expect(page.locator('.map-page .mark[data-id="card:act"]')).to_contain_text("Answer in a day")
    page.reload()
    panel(page, "Share and export")
    expect(side.get_by_label("Who is it for?")).to_have_value("The board")
    panel(page, "Comments")
    box = side.get_by_role("textbox", name="Comment")
    expect(box).to_have_value("Half a comment")
    side.get_by_role("button", name="Discard").click()
    expect(box).to_have_value("")


def test_a_link_opens_the_map_at_its_card(office: Office) -> None:
    page = office.open(query="")
    page.set_viewport_size({"width": 1000, "height": 420})
    page.goto(f"{office.base}/maps/{office.map}?open=card:act")
    expect(page.locator("section.side")).to_contain_text("Answer in a day")
    expect(page.locator('.map-page .mark[data-id="card:act"]')).to_be_in_viewport()
    expect(page).to_have_url(f"{office.base}/maps/{office.map}")
    page.goto(f"{office.base}/maps/{office.map}?open=card:gone")
    expect(page.get_by_text("no longer on this map")).to_be_visible()


def test_the_map_is_written_in_before_its_figures_come(office: Office) -> None:
    page = office.tab(Role.OWNER)
    page.route("**/figures?*", lambda _: None)
    page.goto(f"{office.base}/maps/{office.map}")
    choose(page, "card:act")
    panel(page, "What is selected")
    words = page.locator("section.side").get_by_label("Words")
    words.fill("Answer in an hour")
    words.blur()
    expect(page.locator(".saving")).to_have_text("saved")
    expect(page.get_by_text("Counting the figures from your data")).to_be_visible()


def test_a_segment_is_chosen_from_what_the_data_knows(office: Office) -> None:
    page = office.open()
    panel(page, "Personas")
    side = page.locator("section.side")
    side.get_by_role("button", name="Add a persona").click()
    side.get_by_role("button", name="Choose customers").click()
    what = side.get_by_label("With what")
    answer = what.locator("option").nth(1).inner_text()
    assert re.search(r"\([\d,]+\)$", answer), answer
    what.select_option(index=1)
    expect(side.get_by_role("group", name="Segment")).to_contain_text(re.compile(r"Finds [\d,]+\scustomers?\sof"))
    assert serious(page, "section.side") == []
    side.get_by_role("button", name="Write it as text").click()
    expect(side.get_by_label("The segment as a filter")).to_have_value(re.compile(r"^profile\.\S+ = "))


def test_who_signs_out_leaves_nothing_in_the_browser(office: Office) -> None:
    page = office.open(Role.EDITOR)
    kept = "async () => (await indexedDB.databases()).filter(one => one.name.startsWith('resa:')).length === 3"
    panel(page, "Comments")
    page.locator("section.side").get_by_role("textbox", name="Comment").fill("Half a comment")
    page.wait_for_function(kept)  # the map, its talk and the library
    page.get_by_role("button", name=re.compile("Ulla Berg")).click()
    page.get_by_role("menuitem", name="Sign out").click()
    expect(page.get_by_label("Password")).to_be_visible()
    page.wait_for_function("async () => (await indexedDB.databases()).length === 0")
    assert page.evaluate("sessionStorage.length") == 0


def test_dragging_on_the_plane_sets_impact_and_effort(office: Office) -> None:
    page = office.open(query="?view=priorities")
    card = page.locator('.waiting [data-card="card:act"]')
    start, plane = card.bounding_box(), page.locator(".plane").bounding_box()
    assert start is not None
    assert plane is not None
    page.mouse.move(start["x"] + 8, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(plane["x"] + plane["width"] * 0.2, plane["y"] + plane["height"] * 0.1, steps=6)
    page.mouse.up()
    placed = page.locator('.plane [data-card="card:act"]')
    expect(placed).to_be_visible()
    placed.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".saving")).to_have_text("saved")
    told = page.request.get(f"{office.base}/api/maps/{office.map}").json()
    kept = told["document"]["cards"]["card:act"]
    assert (kept["effort"], kept["impact"]) == (2, 8.5), json.dumps(kept)
    assert serious(page, ".views") == []


def test_the_usual_plan_of_messages_is_put_in_by_one_action(office: Office) -> None:
    page = office.open(query="?view=messages")
    page.get_by_role("button", name="Put in the usual plan").click()
    expect(page.locator(".message")).to_have_count(36)
    page.get_by_label("Add a message: E-mail, Awareness").select_option("news")
    expect(page.locator(".message")).to_have_count(37)
    assert serious(page, ".views") == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious_beside_the_map_nor_in_other_views(office: Office, theme: str) -> None:
    page = office.open(theme=theme)
    found = {}
    for name in ("Personas", "Planned against actual", "Step by step", "Workshop", "Versions", "Share"):
        panel(page, name)
        settled(page)
        found[name] = serious(page, "section.side")
    for view in ("table", "flow", "heat", "brief", "beside", "present"):
        page.goto(f"{office.base}/maps/{office.map}?view={view}")
        page.locator(".view-inside > *").first.wait_for()
        settled(page)
        found[view] = [one for one in serious(page, ".views") if 'class="mark"' not in one]
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_on_a_phone_the_panel_is_a_sheet_from_below(office: Office) -> None:
    page = office.open(width=390)
    panel(page, "Comments")
    side, rail = page.locator("section.side").bounding_box(), page.locator(".rail").bounding_box()
    assert side is not None
    assert rail is not None
    assert (side["x"], side["width"]) == (0, 390)
    assert abs(side["y"] + side["height"] - rail["y"]) < 2
    assert rail["y"] + rail["height"] <= page.evaluate("innerHeight")
    page.keyboard.press("Escape")
    expect(page.locator("section.side")).to_have_count(0)
    panel(page, "Comments")
    page.locator("section.side").get_by_role("button", name="Close").click()
    expect(page.locator("section.side")).to_have_count(0)


def test_a_map_is_compared_with_the_period_before_and_so_are_its_files(office: Office) -> None:
    page = office.tab(Role.OWNER)
    page.goto(f"{office.base}/maps/{office.map}?from=2026-05-01&to=2026-08-01")
    page.get_by_label("Compare with").select_option("before")
    told = page.locator(".held strong")
    expect(told).to_contain_text("looked at")
    expect(page).to_have_url(re.compile("versus=before"))
    panel(page, "Share")
    link = page.locator("section.side a[download][href*='export.svg']").get_attribute("href")
    drawn = page.request.get(f"{office.base}{link}").text()
    assert told.inner_text() in drawn
    assert serious(page, ".map-page") == []
    page.get_by_label("Compare with").select_option("")
    expect(page.locator(".held")).to_have_count(0)


def test_a_question_is_asked_narrowed_taken_along_and_put_on_a_map(office: Office) -> None:
    page = office.tab(Role.OWNER)
    page.goto(f"{office.base}/questions")
    page.get_by_role("link", name="How many get through a row of steps?").click()
    expect(page.get_by_text("Which steps?")).to_be_visible()
    page.get_by_role("button", name="Begin with").click()
    rows = page.get_by_role("table").locator("tbody tr")
    expect(rows).to_have_count(3)
    reached = rows.nth(1).locator("td").first
    everybody = reached.inner_text()
    page.get_by_label("Period").select_option("1")
    expect(reached).not_to_have_text(everybody)
    expect(page).to_have_url(re.compile("(steps=.*){3}"))
    asked = reached.inner_text()
    page.reload()  # the address holds the question
    expect(reached).to_have_text(asked)
    page.locator(".picture .mark[tabindex='0']").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".tip[role='status']")).not_to_be_empty()
    page.get_by_role("button", name="Take along").click()
    with page.expect_download() as taken:
        page.get_by_role("link", name="Table (CSV)").click()
    assert taken.value.suggested_filename == "funnel.csv"
    assert serious(page, "main") == []
    page.get_by_label("Another question").select_option("stages")
    page.get_by_role("button", name="show all").click()  # a card follows its map's period
    expect(page.locator(".rests")).to_contain_text("from 1 Nov 2025")
    purchase = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Purchase", exact=True))
    share = purchase.locator("td").nth(1).inner_text().split("%")[0]
    purchase.hover()
    purchase.get_by_role("button", name="Put on a map").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("On which map").select_option(office.map)
    dialog.get_by_label("In which lane").select_option("lane:pain")
    dialog.get_by_role("button", name="Put it there").click()
    page.get_by_role("button", name="Open").click()
    expect(page.locator(".map-page .mark", has_text="Customers in a stage: Purchase")).to_contain_text(f"{share}%")


def test_who_may_not_edit_asks_all_the_same_and_single_customers_are_refused_in_words(office: Office) -> None:
    page = office.tab(Role.COMMENTER)
    page.goto(f"{office.base}/questions/stages")
    expect(page.get_by_role("table").locator("tbody tr")).not_to_have_count(0)
    expect(page.get_by_role("button", name="Put on a map")).to_have_count(0)
    page.goto(f"{office.base}/questions/stages?where=customer%20%3D%20A1")
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_role("button", name="show all").click()
    expect(page.get_by_role("table").locator("tbody tr")).not_to_have_count(0)


def test_a_moment_of_truth_is_put_on_the_map_with_its_evidence_or_refused_and_stays_so(office: Office) -> None:
    def row(outcome: str, place: str, stage: str) -> dict[str, object]:
        told = {"outcome": outcome, "driver": "satisfaction", "place": place, "touchpoint": place, "stage": stage}
        return {**told, "n": 400, "share": 0.4, "share_interval": [0.3, 0.5], "moment": True}

    rows = [row("nps", "order delivered", "retention"), row("csat", "store visit", "consideration")]
    drivers = {"what": "drivers", "rows": rows, "base": {"from": "2026-01-01", "to": "2026-07-01"}}
    page = office.open()
    page.route("**/api/answers/drivers*", lambda route: route.fulfill(json=drivers))
    panel(page, "Moments of truth")
    side = page.locator("section.side")
    delivered = side.locator("li", has_text="Pleased with: order delivered")
    expect(delivered).to_contain_text("40% of what can be explained (30% to 50%), from 400 answers")
    delivered.get_by_role("button", name="Put on the map").click()
    expect(delivered).to_contain_text("On the map")
    side.locator("li", has_text="store visit").get_by_role("button", name="Refuse").click()
    expect(side.get_by_text("1 refused")).to_be_visible()
    expect(page.get_by_text("saved", exact=True)).to_be_visible()
    page.reload()
    panel(page, "Moments of truth")
    expect(side.get_by_text("1 refused")).to_be_visible()
    delivered.get_by_role("button", name="Show").click()
    card = page.locator('.map-page .mark[data-id="card:moment:nps:satisfaction:order delivered"]').first
    expect(card).to_be_visible()
    expect(card).to_have_accessible_name(re.compile("Weighs on NPS: being pleased with order delivered"))
