"""A notebook shows an answer's picture above its rows, and breaks nothing else on its page."""

import sys
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest

from resa.app.notebook import MOST_ROWS, notebook_html
from resa.mapping.export import bundlescript
from resa.model.measurement import Base
from resa.model.period import Period
from resa.model.table import Table

DAY = datetime(2026, 1, 31, tzinfo=UTC)
PERIOD = Period(datetime(2026, 1, 1, tzinfo=UTC), DAY)


def answer(what: str, *rows: dict[str, object]) -> Table:
    """Returns an answer of ten customers with these rows."""
    base = Base(customers=10, journeys=None, interactions=40, period=PERIOD)
    return Table(what, tuple(rows[0]), rows, base, DAY, 3, notes=("a <note>",))


CHANNELS = answer("channels", {"channel": "<b>web", "customers": 7, "interactions": 1200, "physical": False})
FUNNEL = answer("funnel", {"step": "cart", "customers": 7, "share": 1.0, "share_interval": [0.64591, 1.0]})


class Page(HTMLParser):
    """Collects the elements, the attributes and the ids that a browser would see."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.names: set[str] = set()
        self.ids: list[str] = []
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.names |= {name for name, _ in attrs}
        self.ids += [found for name, found in attrs if name == "id" and found is not None]


def test_the_picture_stands_above_the_rows() -> None:
    page = Page(notebook_html(CHANNELS))
    assert page.tags.index("svg") < page.tags.index("table")
    assert not {"script", "b", "iframe", "foreignobject"} & set(page.tags)
    assert not [name for name in page.names if name.startswith("on")]


def test_pictures_on_one_page_share_no_name() -> None:
    page = Page(notebook_html(CHANNELS) + notebook_html(FUNNEL))
    assert len(page.ids) == len(set(page.ids)) > 0
    assert "font-family:Inter;" not in notebook_html(CHANNELS)  # a typeface of the page keeps its own name


def test_rows_read_as_people_write_figures() -> None:
    rows = notebook_html(FUNNEL).partition("<table>")[2]
    assert "0.6459 to 1.0000" in rows
    assert "a &lt;note&gt;" in rows


def test_many_rows_are_counted_and_not_all_shown() -> None:
    many = answer("query", *({"n": n} for n in range(100)))
    told = notebook_html(many)
    assert told.count("<tr>") == MOST_ROWS + 1
    assert "100 rows" in told
    assert "<svg" not in told


def test_without_the_part_that_draws_there_are_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "py_mini_racer", None)
    monkeypatch.setattr(bundlescript, "_engine", bundlescript._engine.__wrapped__)
    told = notebook_html(CHANNELS)
    assert told.startswith("<table>")
    assert "&lt;b&gt;web" in told
