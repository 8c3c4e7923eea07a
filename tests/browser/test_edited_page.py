"""The page of an edited map, arranged by the page itself: the words people wrote, and nothing that asks the network."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from resa.mapping.export.edited import EditedMap, EditedPage
from resa.mapping.export.html import write_html
from resa.model.journeymap import JourneyMap, MapField, MapRecord, RecordKind

pytestmark = pytest.mark.browser


def record(record_id: str, kind: RecordKind, **contents: object) -> MapRecord:
    return MapRecord(record_id, kind, {name: MapField(content) for name, content in contents.items()})


@pytest.fixture
def page(chromium: Browser, tmp_path: Path) -> Iterator[Page]:
    document = JourneyMap.of(
        [
            record("map", RecordKind.MAP, title="Köpa </script><b>soffa"),
            record("persona:1", RecordKind.PERSONA, name="Maja"),
            record("stage:a", RecordKind.STAGE, name="Söka", position=0),
            record("stage:b", RecordKind.STAGE, name="Köpa", position=1),
            record("lane:e", RecordKind.LANE, shows="emotion", position=0),
            record("lane:p", RecordKind.LANE, shows="pain", position=1),
            record("cell:1", RecordKind.CELL, lane="lane:e", stage="stage:a", level=1),
            record("cell:2", RecordKind.CELL, lane="lane:e", stage="stage:b", level=-2),
            record("card:1", RecordKind.CARD, lane="lane:p", stage="stage:b", of="entry:1"),
        ]
    )
    library = JourneyMap.of([record("entry:1", RecordKind.ENTRY, shows="pain", text="Kön är lång")])
    drawn = EditedMap("m", document, library)
    written = write_html(
        EditedPage("sv", drawn, datetime(2026, 5, 1, tzinfo=UTC), has_quotes=False, has_evidence=False)
    )
    file = tmp_path / "map.html"
    file.write_text(written, encoding="utf-8")
    opened = chromium.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on(
        "request", lambda asked: complaints.append(asked.url) if not asked.url.startswith(("file:", "data:")) else None
    )
    opened.goto(file.as_uri())
    yield opened
    opened.close()
    assert complaints == []


def test_it_shows_what_people_wrote_in_their_language(page: Page) -> None:
    assert page.title() == "Köpa </script><b>soffa"
    drawn = page.locator("main").text_content() or ""
    for words in ("Söka", "Köpa", "Kön är lång", "Problem", "Känsla"):
        assert words in drawn
    assert page.locator("b").count() == 0


def test_it_prints_on_a_sheet(page: Page) -> None:
    content = page.pdf(format="A3", landscape=True)
    assert content.startswith(b"%PDF")
