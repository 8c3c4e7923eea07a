"""Somebody sees what has left its expectation, looks at its place, takes it on and handles it; and answers a check."""

import random
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from servedcompany import STATIC, Served, ask, jacket

from resa.app.serving import ServedWorkspace
from resa.app.take_in import Request, take_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (STATIC / "index.html").is_file(), reason="the app is not built: `pip install .` builds it"),
]

SPEC = {
    "source": "days",
    "files": "*.csv",
    "identifiers": [{"column": "who", "namespace": "customer_number"}],
    "time": {"columns": ["at"]},
    "interactions": [
        {
            "name": {"column": "place"},
            "channel": {"column": "channel"},
            "kind": {"column": "kind"},
            "topic": {"column": "topic"},
        }
    ],
}
DAYS, SURGE = 80, 74
ALERT = "More questions than usual: delivery"


def exported(folder: Path) -> Path:
    """Write some ten visits and four calls a day, and three times as many calls on the last six days."""
    dice, rows = random.Random(4), ["who,at,channel,place,kind,topic"]
    for day in range(DAYS):
        at = date(2026, 1, 5) + timedelta(days=day)
        calls = sum(dice.random() < 0.5 for _ in range(8 if day < SURGE else 24))
        for n in range(10 + calls):
            what = "web,home,view," if n < 10 else "phone,call,call,delivery"
            rows.append(f"C{dice.randrange(500)},{at}T12:{n:02}:00Z,{what}")
    file = folder / "days.csv"
    file.write_text("\n".join(rows), encoding="utf-8")
    return file


def alert_on(page: Page) -> Locator:
    return page.get_by_role("listitem").filter(has_text=ALERT)


def test_an_alert_is_seen_at_its_place_taken_on_and_handled_and_a_check_is_answered(
    serve: Served, tmp_path: Path
) -> None:
    file = exported(tmp_path)

    def prepare(served: ServedWorkspace) -> None:
        served.change(lambda workspace: take_in(workspace, Request((file,), spec=SPEC)))

    company = serve(prepare, jacket=jacket())
    page = company.tab()
    page.goto(company.base)
    own = ask(page, "/maps", method="POST", body={"from": "data", "title": "Our customers", "language": "en"})[1]["id"]
    page.goto(company.base)
    take_on(page)
    look_at_its_place(page, own)
    handle(page, company.base)
    answer_a_check(page, company.base)


def take_on(page: Page) -> None:
    alert = alert_on(page)
    alert.get_by_role("button", name="Take it on").click()
    alert.get_by_label("Who looks after it").fill("Eva Ek")
    alert.get_by_label("What is known of it").fill("the carrier is on strike")
    alert.get_by_role("button", name="It is known").click()
    expect(alert).to_contain_text("Eva Ek is on it: the carrier is on strike")


def look_at_its_place(page: Page, own: str) -> None:
    link = alert_on(page).get_by_role("link", name=ALERT)
    expect(link).to_have_attribute("href", f"/maps/{own}?open=call")
    link.click()
    expect(page.locator("section.side").get_by_role("heading", name="call")).to_be_visible()


def handle(page: Page, base: str) -> None:
    page.goto(f"{base}/questions/alerts")
    alert = alert_on(page)
    expect(alert).to_contain_text("Eva Ek is on it")
    alert.get_by_role("button", name="Take it on").click()
    alert.get_by_role("button", name="It is handled").click()
    expect(alert).to_contain_text("Handled by Eva Ek")
    alert.get_by_role("link", name="See it on the map").focus()


def answer_a_check(page: Page, base: str) -> None:
    page.goto(f"{base}/questions/checks")
    check = page.locator(".picture .mark", has_text="Place of the first call to act")
    check.press("Enter")
    panel = page.get_by_role("dialog")
    panel.get_by_label("Fine").check()
    panel.get_by_label("What you know").fill("it stands first")
    panel.get_by_role("button", name="Save").click()
    expect(check).to_contain_text("people say so: Signe Møller")
    page.get_by_role("button", name="Undo").click()
    expect(check).to_contain_text("To know it")
