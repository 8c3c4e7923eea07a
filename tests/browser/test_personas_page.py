"""The pages of personas and of one customer: found, named, written on, asked, used as a filter, and taken back."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from servedcompany import STATIC, Company, Served, jacket
from tests.flows.test_personas_story import SPEC, people

from resa.app.serving import ServedWorkspace
from resa.app.take_in import Request, take_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (STATIC / "index.html").is_file(), reason="the app is not built: `pip install .` builds it"),
]


@pytest.fixture
def shop(serve: Served, tmp_path: Path) -> Company:
    """Return a company of which 150 use the app and 150 come to the store, and that has drawn a map."""
    rows = people([])
    file, spec = tmp_path / "visits.csv", tmp_path / "spec.yaml"
    file.write_text("\n".join([",".join(rows[0]), *(",".join(map(str, row.values())) for row in rows)]))
    spec.write_text(SPEC)

    def prepare(served: ServedWorkspace) -> None:
        served.change(lambda workspace: take_in(workspace, Request(paths=(file,), spec=spec)))

    return serve(prepare, jacket=jacket())


def written(page: Page, **fields: str) -> None:
    """Write on the persona that is open, and save."""
    page.get_by_role("button", name="Write down what you know").click()
    for label, words in fields.items():
        page.get_by_role("dialog").get_by_label(label, exact=True).fill(words)
    page.get_by_role("dialog").get_by_role("button", name="Save").click()


def test_personas_are_found_named_asked_used_as_a_filter_and_taken_back(shop: Company) -> None:
    page = shop.tab()
    page.goto(f"{shop.base}/personas")
    page.get_by_role("button", name="Find personas").click()
    page.get_by_role("dialog").get_by_role("button", name="Find personas").click()
    expect(page.get_by_text("2 personas found and kept")).to_be_visible()
    expect(page.get_by_role("article")).to_have_count(2)
    expect(page.get_by_role("article").first).to_contain_text("150 customers")

    page.get_by_role("article").filter(has_text="App").get_by_role("link").first.click()
    written(page, Name="Maja", Goals="a jacket that lasts\nno queues")
    expect(page.get_by_role("heading", name="Maja")).to_be_attached()
    picture = page.locator(".picture")
    expect(picture).to_contain_text("no queues")
    expect(picture).to_contain_text("Signe Møller")

    page.get_by_role("button", name="When would it come?").click()
    answer = page.locator(".answer")
    expect(answer).to_contain_text(re.compile(r"In the evening: \d+(\.\d)?% ±"))
    expect(answer).to_contain_text("150 customers")

    page.get_by_role("link", name="See them on the map").click()
    expect(page.locator(".sentence .shown").first).to_have_text("Maja")
    expect(page.locator(".facts")).to_contain_text("150")

    page.go_back()
    written(page, Name="Somebody else")
    expect(page.get_by_role("heading", name="Somebody else")).to_be_attached()
    page.get_by_role("button", name="Undo").last.click()
    expect(page.get_by_role("heading", name="Maja")).to_be_attached()


def test_a_customer_is_found_and_seen_as_a_whole(shop: Company) -> None:
    page = shop.tab()
    page.goto(f"{shop.base}/data/customers")
    page.get_by_label("Which customer").fill("C000")
    expect(page.get_by_role("listitem").filter(has_text="C0002")).to_be_visible()
    page.get_by_role("link", name="C0002").click()
    expect(page.get_by_role("img", name=re.compile(r"interactions on \d channel"))).to_be_visible()
    newest = page.locator("ol time").first.get_attribute("datetime")
    page.get_by_role("button", name="Oldest first").click()
    expect(page.locator("ol time").last).to_have_attribute("datetime", newest or "")
    page.get_by_role("region", name="The customer as a whole").get_by_role("link").last.click()
    expect(page).to_have_url(re.compile("/personas/"))
    expect(page.locator(".picture")).to_contain_text("150 customers")
