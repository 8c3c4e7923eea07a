"""Tables of other programs become maps; every part becomes something, or is said to be left out."""

from io import BytesIO
from typing import Any

import pytest
import xlsxwriter

from resa.mapping.reading.door import read_map
from resa.mapping.reading.report import ReadMap, UnreadableMapError
from resa.model.journeymap import MapRecord, RecordKind

Merge = tuple[int, int, int, int]


def workbook(*rows: list[Any], merges: tuple[Merge, ...] = ()) -> bytes:
    """Returns a workbook of these rows; of each merge the first cell is shown."""
    content = BytesIO()
    with xlsxwriter.Workbook(content) as book:
        page = book.add_worksheet("Journey")
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell is not None:
                    page.write(number, column, cell)
        for top, left, bottom, right in merges:
            page.merge_range(top, left, bottom, right, rows[top][left])
    return content.getvalue()


def told(found: ReadMap, kind: RecordKind) -> list[MapRecord]:
    return list(found.map.of_kind(kind))


def cards(found: ReadMap) -> list[tuple[Any, ...]]:
    lanes = {one.id: one.content("shows") for one in told(found, RecordKind.LANE)}
    names = {one.id: one.content("name") for one in found.map.records.values()}
    return [
        (
            lanes[one.content("lane")],
            *(names.get(one.content(field)) for field in ("stage", "to_stage", "step")),
            one.content("text"),
        )
        for one in told(found, RecordKind.CARD)
    ]


def test_merged_heads_are_stages_and_the_row_below_them_steps() -> None:
    content = workbook(
        ["Furnishing a flat"],
        ["Persona: Maja, Bo"],
        ["Phases", "Before", None, "After"],
        ["Steps", "Dream", "Compare", "Unpack"],
        ["User actions", "Looks", "Measures", "Lifts"],
        ["Emotions", 4, 2, 5],
        ["Pain points", "- Too many\n- Too dear", None, "No tools"],
        ["Backstage", "Buyers", None, None],
        ["Weather", None, None, "Rain"],
        merges=((2, 1, 2, 2), (7, 1, 7, 3)),
    )
    found = read_map("journey.xlsx", content)
    own = found.map.records["map"]
    assert own.content("title") == "Furnishing a flat"
    assert [one.content("name") for one in told(found, RecordKind.PERSONA)] == ["Maja", "Bo"]
    assert [one.content("name") for one in told(found, RecordKind.STAGE)] == ["Before", "After"]
    steps = {one.content("name"): one.content("stage") for one in told(found, RecordKind.STEP)}
    assert steps == {"Dream": "stage:1", "Compare": "stage:1", "Unpack": "stage:2"}
    assert [one.content("shows") for one in told(found, RecordKind.LANE)] == [
        "customer_action",
        "emotion",
        "pain",
        "people",
        "text",
    ]
    assert [one.content("level") for one in told(found, RecordKind.CELL)] == [1, -1, 2]
    assert sorted(cards(found), key=str) == sorted(
        [
            ("customer_action", "Before", None, "Dream", "Looks"),
            ("customer_action", "Before", None, "Compare", "Measures"),
            ("customer_action", "After", None, "Unpack", "Lifts"),
            ("pain", "Before", None, "Dream", "Too many"),
            ("pain", "Before", None, "Dream", "Too dear"),
            ("pain", "After", None, "Unpack", "No tools"),
            ("people", "Before", "After", None, "Buyers"),
            ("text", "After", None, "Unpack", "Rain"),
        ],
        key=str,
    )
    assert found.report.left_out == ()
    assert "lane 'Weather': text, 1 cards" in found.report.became


@pytest.mark.parametrize(
    ("names", "kinds"),
    [
        ("Doing, Thinking, Feeling, Opportunities", "customer_action, thought, feeling_word, opportunity"),
        ("Kundens handlingar, Tankar, Smärtpunkter, Ansvarig", "customer_action, thought, pain, owner"),
        ("Kundens handlinger, Tanker, Smertepunkter, Kanaler", "customer_action, thought, pain, channel"),
        ("Kundereise: aktiviteter, Behov, Sitater, Nøkkeltall", "customer_action, need, quote, kpi"),
    ],
)
def test_lanes_are_known_by_their_names_in_four_languages(names: str, kinds: str) -> None:
    rows = [["", "A", "B"], *([name, "x", "y"] for name in names.split(", "))]
    found = read_map("a.xlsx", workbook(*rows))
    assert ", ".join(one.content("shows") for one in told(found, RecordKind.LANE)) == kinds


def test_a_table_with_stages_down_is_turned() -> None:
    found = read_map(
        "a.csv", b"Stage;Actions of the customer;Pain points\nBuy;Pays;Queue\nBuy;Waits;\nUse;Sits;Noise\n"
    )
    assert [one.content("name") for one in told(found, RecordKind.STAGE)] == ["Buy", "Use"]
    assert cards(found)[0] == ("customer_action", "Buy", None, None, "Pays")
    assert len(cards(found)) == 5
    assert any("turned" in one for one in found.report.became)


def test_feelings_in_words_and_faces_are_points_of_a_curve() -> None:
    found = read_map("a.xlsx", workbook(["", "A", "B", "C"], ["Emotions", "😀", "neutral", "missnöjd"]))
    assert [one.content("level") for one in told(found, RecordKind.CELL)] == [2, 0, -1]


def test_lines_of_a_blueprint_stay_lines_and_headings_are_told() -> None:
    rows = [["", "A", "B"], ["Doing", "x", "y"], ["Line of visibility"], ["Research"], ["Systems", "CRM", None]]
    found = read_map("a.xlsx", workbook(*rows, merges=((3, 0, 3, 2),)))
    assert [one.content("shows") for one in told(found, RecordKind.LANE)] == [
        "customer_action",
        "line_of_visibility",
        "system",
    ]
    assert found.report.left_out == ("headings between lanes: 1 (Research)",)


def test_other_sheets_and_texts_above_are_told() -> None:
    content = BytesIO()
    with xlsxwriter.Workbook(content) as book:
        book.add_worksheet("Empty")
        page = book.add_worksheet("Map")
        for number, row in enumerate([["T"], ["Drawn by us"], ["", "A", "B"], ["Doing", "x", "y"]]):
            page.write_row(number, 0, row)
        book.add_worksheet("Legend").write(0, 0, "Colours")
    found = read_map("a.xlsx", content.getvalue())
    assert found.report.left_out == ("texts above the stages: 1 (Drawn by us)", "other sheets: 1 (Legend)")


@pytest.mark.parametrize("rows", [[], [["Only one cell"]], [[None, None], [None, "x"]]])
def test_a_sheet_without_stages_is_no_map(rows: list[list[Any]]) -> None:
    with pytest.raises(UnreadableMapError) as raised:
        read_map("a.xlsx", workbook(*rows))
    assert raised.value.faults
