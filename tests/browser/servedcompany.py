"""A company's workspace on a real server that can be killed, and the browsers of four people who work in it."""

import contextlib
import random
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

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
PEOPLE = {
    Role.OWNER: "Signe Møller", Role.EDITOR: "Anna Berg", Role.COMMENTER: "Carl Åberg", Role.VIEWER: "Viola Ek",
}  # fmt: skip
EXPECTED = ("Failed to load resource", "WebSocket connection to")  # a server that is killed, a network that is cut
WATCH = (
    "addEventListener('securitypolicyviolation', e => console.error(`policy: ${e.violatedDirective} ${e.blockedURI}`))"
)


Prepare = Callable[[ServedWorkspace], None]


def record(own: str, kind: RecordKind, /, **fields: object) -> MapRecord:
    return MapRecord(own, kind, {key: MapField(content) for key, content in fields.items()})


def jacket(*, title: str = "A jacket") -> JourneyMap:
    """Three stages, two lanes, three cards."""
    names = ("See", "Buy", "Wear")
    stages = [record(f"stage:s{n}", RecordKind.STAGE, name=name, position=n) for n, name in enumerate(names)]
    lanes = [
        record(f"lane:l{n}", RecordKind.LANE, shows=shows, position=n)
        for n, shows in enumerate(("customer_action", "pain"))
    ]
    cards = [
        record("card:a", RecordKind.CARD, lane="lane:l0", stage="stage:s0", text="Sees a jacket", position=0),
        record("card:b", RecordKind.CARD, lane="lane:l0", stage="stage:s1", text="Pays by phone", position=0),
        record("card:c", RecordKind.CARD, lane="lane:l1", stage="stage:s1", text="No size fits", position=0),
    ]
    return JourneyMap.of([record("map", RecordKind.MAP, title=title), *stages, *lanes, *cards])


@dataclass
class Company:
    """A served workspace; `tokens` sign its people in, `complaints` is what pages said that they should not."""

    folder: Path
    browser: Browser
    cookie: str = ""
    tokens: dict[Role, str] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)
    server: ServerProcess = field(init=False)

    def __post_init__(self) -> None:
        self.server = ServerProcess(self.folder, port=kept_port())

    @property
    def base(self) -> str:
        return self.server.base

    @property
    def address(self) -> str:
        return self.server.address

    def populate(self, prepare: Prepare | None = None, /, **maps: JourneyMap) -> None:
        """Bring in the four people, maps by id, and what else a test prepares."""
        served = ServedWorkspace(self.folder)
        now = datetime.now(UTC)
        with served.database.writing() as connection:
            for role, name in PEOPLE.items():
                kept = PersonRecord(role, name, f"{role}@example.com", role, "en", None, None, now, None)
                people.add(connection, kept)
                self.tokens[role] = begin_session(connection, as_person(kept), now=now).token
        for name, drawn in maps.items():
            entry = MapEntry(name, name, "current_state", "draft", "en", None, now, None, now)
            served.rooms.add(entry, content_of(drawn))
        if prepare:
            prepare(served)
        self.cookie = f"resa_{served.id}"
        served.close()

    def start(self) -> None:
        """Serve; a second start takes the same port."""
        self.server.start()

    def kill(self) -> None:
        """End the server as a power cut would."""
        self.server.kill()

    def end(self) -> None:
        for context in self.contexts:
            context.close()
        if self.server.is_running:
            self.server.end()

    def tab(self, role: Role | None = Role.OWNER, **more: Any) -> Page:
        """Return an empty page in somebody's own browser; without a role nobody is signed in."""
        settings = {"locale": "en-GB", "reduced_motion": "reduce", "viewport": {"width": 1440, "height": 900}, **more}
        context = self.browser.new_context(**settings)
        if role is not None:
            context.add_cookies([{"name": self.cookie, "value": self.tokens[role], "url": self.base}])
        self.contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.add_init_script(WATCH)
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("console", lambda message: self._hear(message.type, message.text))
        page.on("dialog", lambda dialog: (self.complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        return page

    def open(self, name: str, role: Role = Role.OWNER, **more: Any) -> Page:
        """Return the page of a map, drawn and saved."""
        page = self.tab(role, **more)
        page.goto(f"{self.base}/maps/{name}")
        page.locator(".map-sheet .mark:visible").first.wait_for(timeout=30_000)
        return page

    def _hear(self, kind: str, text: str) -> None:
        if kind in ("error", "warning") and not text.startswith(EXPECTED):
            self.complaints.append(f"{kind}: {text}")


Served = Callable[..., Company]


def kept_port() -> int:
    """Return a port that no connection of others is given, so that a server that was killed finds it free again."""
    while True:
        port = random.randrange(20_000, 32_000)
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


def ask(page: Page, path: str, *, method: str = "GET", body: object = None) -> Any:
    """Return what the API answers to who is signed in on a page: (status, content)."""
    return page.evaluate(
        """async ([path, method, body]) => {
          const me = await (await fetch('/api/me')).json();
          const headers = { 'X-Resa-Token': me.token, 'Content-Type': 'application/json' };
          const answer = await fetch('/api' + path, { method, headers, ...(body === null ? {} : { body: JSON.stringify(body) }) });
          const text = await answer.text();
          try { return [answer.status, JSON.parse(text)]; } catch { return [answer.status, text]; }
        }""",  # noqa: E501 - a script in another language keeps its lines
        [path, method, body],
    )


def mark(page: Page, name: str) -> Locator:
    return page.locator(f'.map-sheet .mark[data-id="{name}"]')


def card(page: Page, words: str) -> Locator:
    return page.locator(".map-sheet .body .mark", has_text=words)


def write(page: Page, name: str, words: str) -> None:
    """Write over what a mark says, as somebody who types does."""
    mark(page, name).click()
    page.keyboard.press("F2")
    page.keyboard.press("Control+a")
    page.keyboard.type(words)
    page.keyboard.press("Enter")


def saved(page: Page) -> None:
    expect(page.locator(".saving")).to_have_text("saved", timeout=30_000)


def settled(page: Page) -> None:
    """Wait until nothing on the page waits for an answer any more, and the browser has shown what came."""
    expect(page.locator(".waiting[role=status]")).to_have_count(0, timeout=60_000)
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def beside(page: Page, name: str) -> None:
    """Open a panel beside the map; what was selected may have opened it already."""
    button = page.get_by_role("navigation", name="Beside the map").get_by_role("button", name=name)
    if button.get_attribute("aria-pressed") != "true":
        button.click()
