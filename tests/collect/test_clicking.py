"""Clicks in records: what is kept of them, what is never kept, and which columns are recognised."""

from datetime import UTC, datetime

import pyarrow as pa
import pytest

from resa.collect.draft import Circumstances
from resa.collect.element import element, page
from resa.collect.judge import judge
from resa.collect.proposing.proposal import propose
from resa.collect.readers.raw import FileFormat, RawBatch
from resa.collect.spec import Click, Origin
from resa.collect.specfile import SpecError, spec_from_yaml, spec_to_yaml

SPEC = """
source: klick
time: at
identifiers: [{column: who, namespace: device}]
interactions:
- name: page
  channel: {constant: web}
  kind: {constant: click}
  click: {page: page, x: x, y: y, width: w, height: h, element: css}
"""


def batch(**columns) -> RawBatch:
    rows = pa.table({name: pa.array(told, pa.string()) for name, told in columns.items()})
    return RawBatch(rows, pa.array(range(rows.num_rows)).to_numpy(), ())


def judged(text: str, **columns):
    found = judge(
        batch(**columns), spec_from_yaml(text), circumstances=Circumstances(datetime(2026, 11, 1, tzinfo=UTC))
    )
    rows = found.yielded["interactions"].to_pylist()
    return found, [{**row, "properties": dict(row["properties"] or ())} for row in rows]


def test_a_click_is_kept_as_properties_and_the_page_names_the_touchpoint():
    found, rows = judged(
        SPEC,
        at=["2026-05-01T10:00:00Z"] * 2,
        who=["v1", "v2"],
        page=["https://fjallbo.example/kassa?mail=kim@x.example", "https://fjallbo.example/"],
        x=["700", "0.5"],
        y=["1200", "9"],
        w=["1440", "390"],
        h=["2400", ""],
        css=['input#q[value="Kims hemlighet"]', ""],
        campaign_code=["A", "B"],
    )
    assert [row["name"] for row in rows] == ["/kassa", "/"]
    assert rows[0]["properties"] == {
        "campaign_code": "A", "click_page": "/kassa", "click_element": "input#q[value]",
        "click_x": "700", "click_y": "1200", "click_width": "1440", "click_height": "2400",
    }  # fmt: skip
    assert rows[1]["properties"]["click_page"] == "/"
    assert "click_height" not in rows[1]["properties"]
    assert "kim@x.example" not in str(found.yielded)


def test_positions_outside_the_page_are_unknown_and_said():
    found, rows = judged(
        SPEC, at=["2026-05-01"] * 3, who=["a", "b", "c"], page=["/p"] * 3, x=["1500", "-1", "10"], y=["1", "1", "1"],
        w=["1440"] * 3, h=["900"] * 3, css=["a.b", "", "a.b"],
    )  # fmt: skip
    assert [row["properties"].get("click_x") for row in rows] == [None, None, "10"]
    assert rows[0]["properties"] == {"click_page": "/p", "click_element": "a.b"}
    assert rows[1]["properties"] == {}  # neither a position nor an element: it is no click
    assert any("2 positions of clicks" in note for note in found.notes)


def test_without_a_width_positions_are_shares():
    text = SPEC.replace(", width: w, height: h, element: css", "")
    _, rows = judged(text, at=["2026-05-01"] * 2, who=["a", "b"], page=["/p"] * 2, x=["0.25", "25"], y=["1", "1"])
    assert [row["properties"].get("click_x") for row in rows] == ["0.25", None]


def test_coarser_steps_are_multiplied():
    _, rows = judged(
        SPEC.replace("height: h, element: css", "scale: s"),
        at=["2026-05-01"] * 2, who=["a", "b"], page=["/p"] * 2, x=["45", "45"], y=["120", "120"], w=["90", "90"],
        s=["16", ""],
    )  # fmt: skip
    told = [{name: one["properties"].get(name) for name in ("click_x", "click_y", "click_width")} for one in rows]
    assert told == [
        {"click_x": "720", "click_y": "1920", "click_width": "1440"},
        {"click_x": None, "click_y": None, "click_width": None},
    ]


def test_texts_of_people_never_become_elements():
    _, rows = judged(
        SPEC, at=["2026-05-01"], who=["a"], page=["/p"], x=["1"], y=["1"], w=["9"], h=["9"],
        css=["Jag är mycket missnöjd med er leverans och vill ha mina pengar tillbaka"],
    )  # fmt: skip
    assert "click_element" not in rows[0]["properties"]


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("button.buy", "button.buy"),
        ("Lägg i varukorgen", "Lägg i varukorgen"),
        ("[data-testid='add-to-cart']", "[data-testid='add-to-cart']"),
        ('<input id="q" value="Kim Larsen">Kim</input>', 'input[id="q"]'),
        ('a[href="mailto:kim@x.example"]', "a[href]"),
        ("textarea#note text=jag vill ha pengarna tillbaka", "textarea#note text=…"),
        ('//button[text()="Kim"]', "//button[text()=(…)]"),
        ("#row-4f9a8c7e6b5d4a3f2e1d > td", "#row-… > td"),
        ("kim@x.example", None),
        ('button.buy:attr__id="pay"nth-child="2"text="Betala, Kim";div.row:nth-child="1"', "button#pay.buy"),
        ('a:attr__data-attr="to-cart"href="/x?mail=kim@x.example"text="Till \\"kassan\\""', 'a[data-attr="to-cart"]'),
        ('svg:nth-child="1";span:nth-child="1"text="Kim";button.x:nth-child="1";div#a:nth-child="1"', "button.x svg"),
        ('a:href="/villkor"nth-child="3"text="Villkor"', "a"),
    ],
)
def test_what_is_left_of_an_element(told, kept):
    assert element(told) == kept


def test_pages_lose_what_one_visit_brought():
    assert [page(one) for one in ("https://x.example/a/?q=kim#b", "x.example/s?q=1", "/order/10023411", "Kassan")] == [
        "/a", "x.example/s", "/order/…", "Kassan",
    ]  # fmt: skip


def test_a_click_needs_a_position_or_an_element():
    with pytest.raises(ValueError, match="both x and y, or an element"):
        Click(x=Origin(column="x"))
    with pytest.raises(SpecError):
        spec_from_yaml(SPEC.replace("x: x, y: y, width: w, height: h, element: css", "width: w"))
    spec = spec_from_yaml(SPEC)
    assert spec_from_yaml(spec_to_yaml(spec)) == spec


def proposed(**columns):
    many = {name: list(told) for name, told in columns.items()}
    return propose("export.csv", FileFormat("csv"), [batch(**many)]).spec


N = 40
BASE = {
    "event_time": [f"2026-05-01T10:00:{at:02d}Z" for at in range(N)],
    "visitor_id": [f"v{at % 7}.abcdefgh" for at in range(N)],
}
XY = {"pageX": [str(10 * at) for at in range(N)], "pageY": [str(20 * at) for at in range(N)]}


def test_usual_columns_of_clicks_are_recognised():
    spec = proposed(
        **BASE, **XY, page_url=["/cart", "/"] * (N // 2), documentWidth=["1440"] * N, documentHeight=["2400"] * N,
        **{"data-testid": ["pay-now", "logo"] * (N // 2)},
    )  # fmt: skip
    [rule] = spec.interactions
    assert rule.click == Click(
        *(Origin(column=one) for one in ("page_url", "pageX", "pageY", "documentWidth", "documentHeight")),
        Origin(column="data-testid"),
    )
    assert (rule.name.column, rule.kind) == ("page_url", Origin(constant="click"))


def test_the_height_of_a_window_is_not_the_height_of_a_page():
    spec = proposed(**BASE, **XY, viewport_width=["1440"] * N, viewport_height=["900"] * N, page=["a", "b"] * (N // 2))
    assert spec.interactions[0].click.height is None


def test_events_keep_their_names_and_have_clicks_among_them():
    spec = proposed(**BASE, event_name=["buy", "page_view"] * (N // 2), css_selector=["a.buy", ""] * (N // 2))
    assert spec.interactions[0].name.column == "event_name"
    assert spec.interactions[0].click == Click(element=Origin(column="css_selector"))


def test_clicks_and_views_are_steps_on_pages():
    events, selectors = ["click", "page_view"] * (N // 2), ["a.buy", ""] * (N // 2)
    spec = proposed(**BASE, event_type=events, css_selector=selectors, page_url=["/cart", "/"] * (N // 2))
    [rule] = spec.interactions
    assert (rule.name, rule.kind) == (Origin(column="page_url"), Origin(column="event_type"))


def test_other_columns_called_x_or_target_are_no_clicks():
    store_grid = proposed(**BASE, x=[str(at) for at in range(N)], y=["3", "5"] * (N // 2))
    ads = proposed(**BASE, target=["Women 30 to 40", "Runners"] * (N // 2))
    assert [spec.interactions[0].click for spec in (store_grid, ads)] == [None, None]


@pytest.mark.parametrize(
    "columns",
    [
        {"Element": ["button.buy", "a.help"], "Clicks": ["120", "60"], "% of clicks": ["66.7", "33.3"]},
        {
            "selector": ["#main > a", "button.buy"],
            "offset_x": ["500", "9"],
            "offset_y": ["3", "4"],
            "value": ["2", "3"],
        },
        {"count": ["5", "9"], "pointer_y": ["120", "820"], "pointer_relative_x": ["0.52", "0.1"]},
    ],
)
def test_sums_of_clicks_are_kept_for_lookups_and_said_to_be_sums(columns):
    found = propose("heat.csv", FileFormat("csv"), [batch(**columns)])
    assert found.spec.is_reference
    assert any("clicks are told as sums" in note for note in found.notes)


def test_other_lists_of_figures_are_no_sums_of_clicks():
    found = propose("goals.csv", FileFormat("csv"), [batch(target=["Q1 sales", "Q2 sales"], value=["100", "200"])])
    assert found.spec.is_reference
    assert not any("clicks" in note for note in found.notes)


def test_an_export_without_one_of_its_columns_is_told_by_its_name():
    columns = {"event": ["$pageview"] * 3, "distinct_id": list("abc"), "timestamp": ["2026-03-04T10:00:00Z"] * 3}
    found = propose("events.csv", FileFormat("csv"), [batch(**columns)])
    (note,) = [one for one in found.notes if "much like" in one]
    assert note.startswith(
        "the file is much like PostHog: events with clicks (batch export, API or table), but without"
    )
    assert "resa presets posthog_events" in note
