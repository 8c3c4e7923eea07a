"""Attacks through every text field of the app: nothing runs, and no page breaks its own policy."""

import base64
import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hostilefields import NO_ATTACK, Attacks, entries, fields_of, hostile, payloads, said, unattacked
from playwright.sync_api import Page, expect
from servedcompany import PEOPLE, STATIC, Company, Served, ask, beside, mark, saved, settled

from resa.app.permission import Person, Role
from resa.app.roomrule import RoomKind, RoomName
from resa.app.serving import ServedWorkspace
from resa.app.take_in import Request, take_in
from resa.model.journeymap import Added, JourneyMap

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (STATIC / "index.html").is_file(), reason="the app is not built: `pip install .` builds it"),
]

VIEWS = ("", "table", "flow", "heat", "priorities", "messages", "brief", "present")
PANELS = ("What is selected", "Comments", "Personas", "Step by step", "Versions and approval", "Share and export")
PAGES = ("/", "/maps/new", "/plan", "/figures", "/questions", "/people", "/settings", "/data", "/personas", "/voices")
QUESTIONS = ("flow", "variants", "transitions", "touchpoints", "waits")
PARTS = ("sources", "touchpoints", "goals", "identity", "customers")
FORMS = ("html", "svg")
FILE = "<img src=x onerror=alert(1)>.csv"
HEADING = "<svg onload=alert(1)>"
SPEC = {
    "source": "visits",
    "files": "*.csv",
    "identifiers": [{"column": "customer_id", "namespace": "customer_number"}],
    "time": {"columns": ["time"]},
    "interactions": [{"name": {"column": "page"}, "channel": {"column": "channel"}, "text": {"column": "comment"}}],
}
WHO = Person(Role.OWNER, PEOPLE[Role.OWNER], "owner@example.com", Role.OWNER)


@pytest.fixture(scope="module")
def attacks() -> Attacks:
    place = os.environ.get("RESA_TEST_DATA")
    corpora = Path(place).parent / "corpora" if place else None
    if corpora is None or not (corpora / "web-payloads").is_dir():
        pytest.skip("RESA_TEST_DATA is not set: the corpora beside it are read at test time only")
    return Attacks(payloads(corpora))


def quoted(text: str) -> str:
    return '"' + text.replace('"', '""').replace("\n", " ") + '"'


def exported(folder: Path, attacks: Attacks) -> Path:
    """Write an export whose name, columns and fields attack."""
    rows = [f"customer_id,time,page,channel,{HEADING},comment"]
    for n in range(120):
        page = attacks.texts[n % 8][:80]  # few, so that they are touchpoints
        texts = [f"<b>{n % 40}", page, "<img src=x onerror=alert(2)>", attacks.text(), attacks.text()]
        who, *more = map(quoted, texts)
        rows.append(",".join([who, f"2026-03-{n % 28 + 1:02}T10:{n % 60:02}:00Z", *more]))
    file = folder / FILE
    file.write_text("\n".join(rows), encoding="utf-8")
    return file


def test_no_text_runs_wherever_it_is_written(serve: Served, attacks: Attacks, tmp_path: Path) -> None:
    file = exported(tmp_path, attacks)
    drawn, talk, library = hostile(attacks), said(attacks, WHO.id), entries(attacks)
    assert unattacked(drawn, JourneyMap.of(talk), JourneyMap.of(library)) == set()

    def prepare(served: ServedWorkspace) -> None:
        served.change(lambda workspace: take_in(workspace, Request((file,), spec=SPEC)))
        served.rooms.write(WHO, RoomName(RoomKind.TALK, "hostile"), [Added(one) for one in talk])
        served.rooms.write(WHO, RoomName(RoomKind.LIBRARY), [Added(one) for one in library])

    company = serve(prepare, hostile=drawn)
    page = company.tab()
    page.goto(company.base)
    tokens = write_everywhere(page, attacks)
    walk_the_map(company, page, attacks)
    walk_the_pages(company, page, file)
    walk_outside(company, tokens)
    open_the_files(company, page, tmp_path)


def write_everywhere(page: Page, attacks: Attacks) -> dict[str, str]:
    """Send an attack to every field of the API that takes text; return the tokens of a link and an invitation."""

    def tell(method: str, route: str, body: dict[str, Any], *, is_refused: bool = False, **places: str) -> Any:
        attacks.note(f"{method} /api{route}", body)
        path = route.format(**{name: quote(place, safe="") for name, place in places.items()})
        status, told = ask(page, path, method=method, body=body)
        assert (status >= 400) == is_refused, (method, path, status, told)
        assert status < 500, told
        return told

    text, name = attacks.text, lambda: attacks.text(most=79)
    tell("PATCH", "/workspace", {"company": name()})
    tell("PATCH", "/workspace", {"zone": name(), "region": name()}, is_refused=True)
    for role in PEOPLE:
        tell("PATCH", "/people/{id}", {"name": name()}, id=role)
    tell("POST", "/invitations", {"role": "viewer", "email": name()}, is_refused=True)
    invited = tell("POST", "/invitations", {"role": "viewer"})["token"]
    account = {"name": name(), "email": name(), "password": "fyra vanliga ord", "language": "en"}
    tell("POST", "/invitations/by-token/{token}", account, is_refused=True, token=invited)
    tell("POST", "/maps/{id}/shares", {"label": name(), "frames": [name()]}, is_refused=True, id="hostile")
    opens = {"has_comments": True, "has_quotes": True, "shows_draft": True}
    shared = tell("POST", "/maps/{id}/shares", {"label": name(), **opens}, id="hostile")
    change = {"label": name(), "frames": [name()]}
    tell("PATCH", "/maps/{id}/shares/{share}", change, is_refused=True, id="hostile", share=shared["id"])
    made = tell("POST", "/maps", {"from": "blank", "title": text(most=299)})["id"]
    tell("POST", "/maps", {"from": "file", "file": f"{name()}.md", "content": text()}, is_refused=True)
    sheet = "\n".join(f"{quoted(text())},{quoted(text())}" for _ in range(6))
    tell("POST", "/maps", {"from": "file", "file": f"{name()}.csv", "content": f"Pains,{quoted(text())}\n{sheet}"})
    tell("PATCH", "/maps/{id}", {"title": text(most=299)}, id=made)
    tell("PATCH", "/maps/{id}", {"approvers": [name()]}, id=made)
    tell("POST", "/maps/{id}/status", {"status": "review", "note": text()}, id="hostile")
    tell("POST", "/maps/{id}/records", {"stages": {"stage:b": {"name": text(), "position": 7}}}, id="hostile")
    version = tell("POST", "/maps/{id}/versions", {"label": text(most=199)}, id="hostile")["number"]
    tell("PATCH", "/maps/{id}/versions/{n}", {"label": text(most=199)}, id="hostile", n=str(version))
    template = {"map": "hostile", "title": name(), "summary": text()}
    tell("POST", "/templates", template | {"locked": [name()]}, is_refused=True)
    tell("POST", "/templates", template)
    tell(
        "POST",
        "/maps/{id}/answers/{record}",
        {"what": name(), name(): name()},
        id="hostile",
        record="card:pain",
    )
    write_about_the_data(page, tell, attacks)
    write_about_customers(page, tell, attacks)
    described = ask(page, "/openapi.json")[1]
    assert fields_of(described) - NO_ATTACK.keys() - attacks.reached == set(), "fields that nobody has attacked"
    assert NO_ATTACK.keys() <= fields_of(described), "fields that are no more"
    return {"shared": shared["token"], "invited": invited}


def write_about_the_data(page: Page, tell: Any, attacks: Attacks) -> None:
    text, name = attacks.text, lambda: attacks.text(most=79)
    found = [one["name"] for one in ask(page, "/touchpoints")[1]["rows"][:3]]
    stages = [one for one in ask(page, "/stages")[1]["rows"] if one["stage"] != "unplaced"]
    kept = [{"stage": one["stage"], "name": text(most=79)} for one in stages]
    tell("PUT", "/stages", {"stages": kept})
    tell("PUT", "/stages", {"stages": [{"stage": name(), "name": name()}]}, is_refused=True)
    tell("PATCH", "/touchpoints/{id}", {"name": name()}, id=found[0])
    tell("PATCH", "/touchpoints/{id}", {"stage": name()}, is_refused=True, id=found[0])
    tell("PUT", "/touchpoints/{id}/stage", {"stage": name()}, is_refused=True, id=found[0])
    tell("POST", "/touchpoints/groups", {"touchpoints": found[:2], "name": name(), "stage": stages[0]["stage"]})
    tell(
        "POST",
        "/touchpoints/groups",
        {"touchpoints": [name(), name()], "name": name(), "stage": name()},
        is_refused=True,
    )
    goal = {"where": text(), "money": name(), "leads_to": name()}
    tell("PUT", "/goals/{id}", goal, is_refused=True, id="purchase")
    upload = page.evaluate(
        """async name => {
          const me = await (await fetch('/api/me')).json();
          const form = new FormData();
          form.append('files', new File(['a;b\\n1;2026-03-01\\n'], name));
          const sent = { method: 'POST', headers: { 'X-Resa-Token': me.token }, body: form };
          return (await (await fetch('/api/uploads', sent)).json()).upload;
        }""",
        FILE,
    )
    attacks.reached.add("POST /api/uploads files[]")
    attacks.reached.add("POST /api/pictures file")
    attacks.reached.add("POST /api/pictures")
    specs = {"specs": [{"source": name(), "spec": {name(): name()}}]}
    answers = {"answers": [{"source": name(), "field": name(), "answer": text()}]}
    tell("POST", "/uploads/{id}/check", specs | answers, id=upload)


def write_about_customers(page: Page, tell: Any, attacks: Attacks) -> None:
    text, name = attacks.text, lambda: attacks.text(most=79)
    sheet = "persona,trait,level\nKim,interactions,high\n" + "".join(
        f"Kim,{trait},{quoted(name())}\n" for trait in ("quote", "goal", "need")
    )
    content = base64.b64encode(sheet.encode()).decode()
    told = tell("POST", "/personas/import", {"name": "workshop.csv", "content": content})
    (persona,) = told["before"]
    tell("POST", "/personas/import", {"name": name(), "content": name()}, is_refused=True)
    lists = {part: [name(), name()] for part in ("interests", "goals", "challenges", "values", "needs")}
    words = {part: name() for part in ("name", "occupation", "age", "quote")}
    tell("PATCH", "/personas/{id}", {**words, **lists}, id=persona)
    tell("PUT", "/personas/said", {"said": {name(): {"name": name()}}})
    attacks.note("POST /api/personas/fit", {"without": [name()]})
    tell("POST", "/types/fit", {"by": name()}, is_refused=True)
    tell("PATCH", "/types/{id}", {"name": name()}, is_refused=True, id="type-1")
    read = ask(page, "/voices?most=1")[1]["rows"][0]["id"]
    corrected = {"feeling": name(), "emotion": name(), "reasons": [name()]}
    tell("PUT", "/voices/{id}", corrected, is_refused=True, id=read)
    tell("PUT", "/alerts", {"story": name(), "status": name(), "owner": name(), "note": text()}, is_refused=True)
    tell("PUT", "/checks", {"check": name(), "verdict": name(), "says": text()}, is_refused=True)
    tell("PUT", "/checks", {"check": "call_place", "verdict": "fine", "says": text(), "at": name()})
    amounts = {"contacts": {name(): 1}, "messages": {name(): 1}, "goals": {name(): 1}}
    tell("PUT", "/worth", {"currency": name(), **amounts}, is_refused=True)


def walk_the_map(company: Company, page: Page, attacks: Attacks) -> None:
    page.goto(f"{company.base}/maps/hostile")
    page.locator(".map-sheet .mark:visible").first.wait_for(timeout=30_000)
    page.get_by_role("textbox", name="title").first.fill(attacks.text(most=299))
    mark(page, "card:pain").click()
    for name in PANELS:
        beside(page, name)
        expect(page.locator("section.side")).to_be_visible()
        unharmed(page)
    beside(page, "Comments")
    page.locator("section.side").get_by_role("textbox", name="Comment").fill(attacks.text())
    page.keyboard.press("Control+Enter")
    saved(page)
    asked = quote(attacks.text(), safe="")
    for view in VIEWS:
        page.goto(f"{company.base}/maps/hostile?view={view}&where={asked}&persona={asked}&channel={asked}")
        page.locator(".map-page").wait_for()
        settled(page)
        unharmed(page)


def walk_the_pages(company: Company, page: Page, file: Path) -> None:
    for path in (*PAGES, *(f"/data/{part}" for part in PARTS), f"/{quote(FILE)}"):
        page.goto(company.base + path)
        expect(page.locator("main h1").first).to_be_visible()
        settled(page)
        unharmed(page)
    for what in QUESTIONS:
        page.goto(f"{company.base}/questions/{what}")
        page.locator(".picture .mark").first.wait_for(timeout=30_000)
        unharmed(page)
    asked = quote("<img src=x onerror=alert(1)>", safe="")
    page.goto(f"{company.base}/questions/comparison?who={asked}&versus={asked}&by={asked}")
    expect(page.get_by_role("alert")).to_be_visible()
    unharmed(page)
    page.goto(f"{company.base}/data")
    page.locator("input[type=file]").first.set_input_files(
        [{"name": FILE, "mimeType": "text/csv", "buffer": file.read_bytes()}]
    )
    expect(page.get_by_text("onerror=alert(1)").first).to_be_visible(timeout=60_000)
    unharmed(page)


def walk_outside(company: Company, tokens: dict[str, str]) -> None:
    """Open what those see who have no account."""
    page = company.tab(None)
    for path in (f"/shared/{tokens['shared']}", f"/embed/{tokens['shared']}"):
        page.goto(company.base + path)
        page.locator(".map-sheet .mark:visible").first.wait_for(timeout=30_000)
        mark(page, "card:pain").click()
        unharmed(page)
    page.goto(f"{company.base}/invitation/{tokens['invited']}")
    expect(page.get_by_label("Your name")).to_be_visible()
    unharmed(page)
    page.goto(f"{company.base}/#refused={quote(FILE)}")
    expect(page.get_by_label("Password")).to_be_visible()
    unharmed(page)


def open_the_files(company: Company, page: Page, folder: Path) -> None:
    """Open exports as the pages that they are, beside which nobody's policy stands but their own."""
    outside = company.tab(None)
    for form in (*FORMS, "report.html"):
        coded = page.evaluate(
            """async path => {
              const bytes = new Uint8Array(await (await fetch(path)).arrayBuffer());
              return btoa(Array.from(bytes, one => String.fromCharCode(one)).join(''));
            }""",
            f"/api/maps/hostile/{form if '.' in form else f'export.{form}'}?quotes=true",
        )
        file = folder / f"hostile.{form}"
        file.write_bytes(base64.b64decode(coded))
        outside.goto(file.as_uri())
        outside.wait_for_timeout(500)
        assert outside.locator("script[src], iframe, object, embed, [onerror], [onload], base").count() == 0


def unharmed(page: Page) -> None:
    assert page.evaluate("Array.from(document.scripts).filter(one => !one.src.startsWith(location.origin)).length") == 0
    assert page.locator("main iframe, main object, main embed, main [onerror], main [onload], main base").count() == 0
