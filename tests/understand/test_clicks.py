"""Clicks on the pages of a small town: counted by hand, for every way of gathering them."""

from collections import Counter
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.understand.conftest import Build, Town, builder

from resa.model.errors import UnknownNameError, UsageError
from resa.model.goal import Goal
from resa.model.journey import Unit
from resa.understand.clickfacts import click_facts
from resa.understand.clicks import ClickQuestion, clicks
from resa.understand.clickspots import FURTHER_PAGES, MOST_SPOTS, area_spots, page_spots

SECOND = 1 / 86_400
PURCHASE = Goal("purchase", "kind = order")


def at(who: int, seconds: float, name: str, **more: Any) -> dict[str, Any]:
    return {"who": who, "at": seconds * SECOND, "name": name, "channel": "web", **more}


def click(who: int, seconds: float, page: str, element: str | None = None, *at_place: Any) -> Any:
    told = {"click_page": page}
    if element is not None:
        told["click_element"] = element
    xy, size = (*at_place, None, (1440, 2160))[:2] if len(at_place) != 1 else (at_place[0], (1440, 2160))
    if xy is not None:
        told |= {"click_x": str(xy[0]), "click_y": str(xy[1])}
        told |= {name: str(one) for name, one in zip(("click_width", "click_height"), size, strict=False)}
    return at(who, seconds, page, kind="click", properties=told)


TOWN = [
    at(1, 0, "home"),
    click(1, 3, "/cart", "#pay", (720, 216)),  # dead: the order comes much later
    click(1, 4, "/cart", "#pay", (725, 220)),
    click(1, 5, "/cart", "#pay", (730, 222)),
    click(1, 30, "/cart", "#card", (305, 1085)),
    at(1, 32, "thanks", kind="order"),
    click(2, 0, "/cart", "#card", (312, 1088)),
    click(2, 1, "/cart", None, (1400, 2000)),
    click(3, 0, "/cart", "#pay", (195, 100), (390, 1170)),  # a phone
    click(3, 9000, "/cart", "#help"),  # another visit, without a position
    click(3, 9001, "/home", "a.logo"),
    at(4, 0, "home"),
]


def answered(small: Town, where: str | None = None, unit: Unit = Unit.CUSTOMER, **asked: Any) -> Any:
    facts = click_facts(small.source, rows=small.source.rows)
    question = ClickQuestion(asked.get("page"), asked.get("by"), asked.get("goals", (PURCHASE,)))
    return clicks(small.engine, facts=facts, question=question, **small.asked(where, unit=unit))


def test_pages_with_clicks(town: Build) -> None:
    table = answered(town(TOWN))
    cart, home = table.rows
    assert (cart["page"], cart["touchpoint"], cart["clicks"], cart["customers"]) == ("/cart", "/cart", 8, 3)
    assert (cart["placed"], cart["elements"], cart["share"]) == (7, 3, 1.0)
    assert (home["page"], home["clicks"], home["customers"], home["share"]) == ("/home", 1, 1, 1 / 3)
    assert table.base.customers == 4
    assert table.measures["share"].variant == "of_those_clicking_anywhere"


def test_elements_of_a_page(town: Build) -> None:
    table = answered(town(TOWN), page="/cart", by="element")
    found = {row["element"]: row for row in table.rows}
    assert {name: (row["clicks"], row["customers"]) for name, row in found.items()} == {
        "#pay": (4, 2), "#card": (2, 2), "#help": (1, 1), None: (1, 1),
    }  # fmt: skip
    pay, card = found["#pay"], found["#card"]
    assert (pay["rage"], card["rage"]) == (1, 0)
    assert (pay["dead"], card["dead"], card["dead_share"]) == (4, 1, 0.5)  # the second #card is answered by nothing
    assert (pay["goal_share"], pay["leave_share"]) == (0.5, 0.5)  # visits: one with the order after it, one ends there
    assert (card["next"], card["next_share"]) == ("thanks", 0.5)
    assert found["#help"]["next"] == "/home"
    assert (pay["first_position"], pay["last_position"]) == (1.5, 2.5)  # places 2 and 1, and 4 and 1
    assert all(row["small_sample"] for row in table.rows)
    assert (found["#help"]["x"], found["#help"]["y"]) == (None, None)
    assert "1 of 8 clicks have no position on the page" in table.notes


def test_areas_of_a_page_by_kind_of_screen(town: Build) -> None:
    table = answered(town(TOWN), page="/cart")
    found = {(row["screen"], row["area"]): row for row in table.rows}
    assert {key: row["clicks"] for key, row in found.items()} == {
        ("desktop", "13,4"): 3, ("desktop", "6,19"): 2, ("desktop", "24,34"): 1, ("phone", "7,4"): 1, (None, None): 1,
    }  # fmt: skip
    desktop, phone = found["desktop", "13,4"], found["phone", "7,4"]
    assert (desktop["tall"], phone["tall"]) == (1.5, 3.0)
    assert desktop["element"] == "#pay"
    assert (desktop["x"], desktop["y"]) == (pytest.approx(12.5 / 24), pytest.approx(3.5 / 36))
    assert found[None, None]["element"] == "#help"


def test_filters_narrow_clicks_as_they_narrow_interactions(town: Build) -> None:
    small = town(TOWN)
    by_phone = answered(small, "property.click_width < 600", page="/cart", by="element")
    assert [(row["element"], row["clicks"]) for row in by_phone.rows] == [("#pay", 1)]
    buyers = answered(small, "has(kind = order)", page="/cart", by="element")
    assert {row["element"]: row["clicks"] for row in buyers.rows} == {"#pay": 3, "#card": 1}
    nobody = answered(small, "name = home", page="/cart")
    assert (nobody.rows, nobody.notes) == ((), ("nothing in scope is a click on '/cart'",))


def test_what_cannot_be_told_is_absent(town: Build) -> None:
    alone = answered(town(TOWN), "kind = click", page="/cart", by="element")
    assert {row["dead"] for row in alone.rows} == {None}
    assert {row["goal_share"] for row in alone.rows} == {None}
    assert any("dead can't be told" in note for note in alone.notes)
    minutes = town([click(1, 0, "/p", "a"), click(1, 0, "/p", "a"), click(1, 60, "/p", "a"), at(1, 61, "home")])
    table = answered(minutes, page="/p")
    assert table.rows[0]["rage"] is None
    assert "times are told to the minute, so bursts and dead clicks are absent" in table.notes
    none = answered(town([at(1, 0, "home")]))
    assert none.rows == ()
    assert none.notes[0].startswith("no source tells where on a page people click")


def test_clicks_of_nobody_known_are_left_out_and_said(town: Build) -> None:
    table = answered(town([*TOWN, click(-1, 5, "/cart", "#pay")]))
    assert table.rows[0]["clicks"] == 8
    assert "1 clicks of nobody known are not counted" in table.notes


def test_a_page_without_a_told_height_ends_with_its_lowest_click(town: Build) -> None:
    small = town([click(1, at, "/p", None, (50, y), (100,)) for at, y in enumerate((40, 200, 100))])
    table = answered(small, page="/p")
    assert {row["tall"] for row in table.rows} == {2.0}
    assert sorted(round(row["y"], 1) for row in table.rows) == [0.2, 0.5, 1.0]


def test_what_is_asked_wrongly_is_said(town: Build) -> None:
    small = town(TOWN)
    with pytest.raises(UnknownNameError, match="nearest: /cart"):
        answered(small, page="/crt")
    with pytest.raises(UsageError, match="area or element"):
        ClickQuestion("/cart", "channel")
    with pytest.raises(UsageError, match="name one: --page"):
        ClickQuestion(None, "area")


def test_the_least_clicked_of_very_many_elements_stand_together(town: Build) -> None:
    small = town([click(at % 3, at, "/p", f"#e{at:04}") for at in range(MOST_SPOTS + 5)])
    table = answered(small, page="/p")
    assert table.rows[0]["element"] == "(further elements)"
    assert sum(row["clicks"] for row in table.rows) == MOST_SPOTS + 5
    assert any("5 elements" in note for note in table.notes)


def test_pages_and_areas_are_gathered_where_they_are_too_many(town: Build) -> None:
    small = town([click(at % 3, at, f"/p{at % 30}", None, (7 * at % 1440, 13 * at % 2160)) for at in range(300)])
    facts = click_facts(small.source, rows=small.source.rows)
    every = np.arange(len(facts.rows))
    pages = page_spots(facts, every, most=20)
    assert pages.count == 21
    assert pages.row(20, touchpoint="t")["page"] == FURTHER_PAGES
    assert pages.notes == (f"10 pages that are clicked least stand together as {FURTHER_PAGES}",)
    fine, coarse = area_spots(facts, every), area_spots(facts, every, most=60)
    assert coarse.count <= 60 < fine.count
    assert len(coarse.codes) == len(every)


FILTERS = (None, "channel = web", "property.click_element = '#1'", "has(kind = order)", "time < 2026-01-05T12:00:20Z")
told_rows = st.lists(
    st.tuples(
        st.integers(0, 4), st.integers(0, 40), st.sampled_from(["/a", "/b", None]),
        st.sampled_from(["#1", "#2", None]), st.sampled_from([None, (10, 20), (99, 7), (50, 100)]),
        st.sampled_from([(100, 150), (700, 900), (1440, 2000)]),
    ),
    max_size=25,
)  # fmt: skip


def rows_of(told: Any) -> list[dict[str, Any]]:
    found = [click(9, 0, "/a", "#9"), at(9, 10_000, "seen", kind="order")]  # filters may name what they do
    for who, seconds, page, element, xy, size in told:
        is_click = page is not None and (element is not None or xy is not None)
        found.append(
            click(who, seconds, page, element, xy, size) if is_click else at(who, seconds, "seen", kind="order")
        )
    return found


@settings(max_examples=25)
@given(
    told=told_rows, where=st.sampled_from(FILTERS), by=st.sampled_from(["area", "element"]), unit=st.sampled_from(Unit)
)
def test_clicks_of_all_rows_are_the_clicks_that_the_query_counts(
    tmp_path_factory: Any, told: Any, where: Any, by: str, unit: Unit
) -> None:
    small = builder(tmp_path_factory.mktemp("town"))(rows_of(told))
    pages = answered(small, where, unit)
    asked = small.asked(where, unit=unit)["scope"]
    kept = np.concatenate([np.zeros(0, np.int64), *(one.row for one in small.engine.partitions(asked))])
    names = small.source.fields(kept, names=("property.click_page",))["property.click_page"].to_pylist()
    counted = {page: count for page, count in Counter(names).items() if page is not None}
    assert {row["page"]: row["clicks"] for row in pages.rows} == counted
    for page, clicked in counted.items():
        table = answered(small, where, unit, page=page, by=by)
        assert sum(row["clicks"] for row in table.rows) == clicked
        assert max(row["customers"] for row in table.rows) <= next(
            row["customers"] for row in pages.rows if row["page"] == page
        )
