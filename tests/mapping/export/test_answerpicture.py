"""The picture of an answer holds its figures and its words, in the language and theme asked for."""

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from resa.mapping.export.answerpicture import NoPictureError, draw_answer
from resa.mapping.export.svg import UnknownThemeError
from resa.model.measurement import Base
from resa.model.period import Period
from resa.model.table import Measure, Table

DAY = datetime(2026, 1, 31, tzinfo=UTC)
PERIOD = Period(datetime(2026, 1, 1, tzinfo=UTC), DAY)


def answer(what: str, *rows: dict[str, object], notes: tuple[str, ...] = ()) -> Table:
    """Returns an answer of ten customers with these rows."""
    columns = tuple(rows[0]) if rows else ()
    base = Base(customers=10, journeys=None, interactions=40, period=PERIOD)
    measures = {"customers": Measure("customers", "count")}
    return Table(what, columns, rows, base, DAY, 3, measures=measures, notes=notes)


FLOW = answer(
    "flow",
    {"step": 1, "from": None, "to": "Hämta i butik", "customers": 7, "share": 0.7},
    {"step": 1, "from": None, "to": "(other)", "customers": 3, "share": 0.3},
    {"step": 2, "from": "Hämta i butik", "to": "(drop-off)", "customers": 7, "share": 0.7},
    {"step": 2, "from": "(other)", "to": "(drop-off)", "customers": 3, "share": 0.3},
    notes=("10 of 10 have a path",),
)


def words_of(svg: str) -> str:
    """Returns every text of a drawing, no-break spaces as plain ones."""
    return " ".join(ElementTree.fromstring(svg).itertext()).replace("\u00a0", " ")


def test_a_flow_says_its_figures() -> None:
    words = words_of(draw_answer(FLOW, has_typeface=False))
    for part in ("Hämta i butik", "Drop-off", "10 customers", "70.0%", "10 of 10 have a path."):
        assert part in words


def test_words_follow_the_language_and_paper_the_theme() -> None:
    drawn = draw_answer(FLOW, language="da", theme="dark", has_typeface=False)
    assert "Frafald" in words_of(drawn)
    assert 'fill="#121816"' in drawn


def test_what_has_no_picture_says_what_has_one() -> None:
    with pytest.raises(NoPictureError, match="flow"):
        draw_answer(answer("weather"))
    with pytest.raises(UnknownThemeError):
        draw_answer(FLOW, theme="sepia")
