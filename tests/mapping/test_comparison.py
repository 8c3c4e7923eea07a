"""The readable difference of two maps, on maps that one can compare by eye."""

from typing import Any

from resa.mapping.comparison import What, as_text, compare
from resa.model.journeymap import JourneyMap, MapField, MapRecord, RecordKind


def record(record_id: str, kind: RecordKind, **contents: Any) -> MapRecord:
    return MapRecord(record_id, kind, {name: MapField(content) for name, content in contents.items()})


def stage(name: str, position: float, record_id: str | None = None) -> MapRecord:
    return record(record_id or f"stage:{name}", RecordKind.STAGE, name=name, position=position)


def card(record_id: str, text: str, at: str = "stage:buy", position: float = 0) -> MapRecord:
    return record(record_id, RecordKind.CARD, lane="lane:pain", stage=at, text=text, position=position)


LANE = record("lane:pain", RecordKind.LANE, shows="pain", position=0)
TITLE = record("map", RecordKind.MAP, title="Moving in")
BEFORE = JourneyMap.of(
    [TITLE, LANE, stage("plan", 0), stage("buy", 1), card("card:1", "the queue is long"), card("card:2", "no prices")]
)


def after(*changed: MapRecord, without: tuple[str, ...] = ()) -> JourneyMap:
    records = {**BEFORE.records, **{one.id: one for one in changed}}
    return JourneyMap.of(one for record_id, one in records.items() if record_id not in without)


def kinds(found: Any) -> list[tuple[str, str]]:
    return [(one.what, one.id) for one in found.differences]


def test_equal_maps_differ_in_nothing() -> None:
    assert compare(BEFORE, after=BEFORE).groups == ()
    assert as_text(compare(BEFORE, after=BEFORE)) == "nothing differs\n"


def test_words_that_changed_are_told_one_by_one() -> None:
    found = compare(BEFORE, after=after(card("card:1", "the queue is very short")))
    (field,) = found.differences[0].fields
    assert [(piece.what, piece.words) for piece in field.pieces] == [
        ("same", "the queue is "),
        ("gone", "long"),
        ("new", "very short"),
    ]


def test_added_removed_and_moved_stand_by_stage_and_lane() -> None:
    later = after(card("card:2", "no prices", at="stage:plan"), card("card:3", "wrong colour"), without=("card:1",))
    found = compare(BEFORE, after=later)
    assert [(group.stage_name, group.lane_name) for group in found.groups] == [("plan", "pain"), ("buy", "pain")]
    assert kinds(found) == [("moved", "card:2"), ("added", "card:3"), ("removed", "card:1")]
    assert as_text(found).splitlines() == [
        "1 added, 1 removed, 1 moved",
        "",
        "plan / pain",
        '  moved card "no prices"',
        '    stage: "stage:buy" -> "stage:plan"',
        "",
        "buy / pain",
        '  added card "wrong colour"',
        '  removed card "the queue is long"',
    ]


def test_only_what_left_its_place_has_moved() -> None:
    stages = [stage(name, place) for place, name in enumerate("abcd")]
    before = JourneyMap.of(stages)
    renumbered = JourneyMap.of(stage(name, place * 10) for place, name in enumerate("abcd"))
    assert compare(before, after=renumbered).groups == ()
    last = JourneyMap.of([*stages[1:], stage("a", 9)])
    assert kinds(compare(before, after=last)) == [("moved", "stage:a")]


def test_a_map_of_its_own_is_matched_by_names() -> None:
    other = JourneyMap.of(
        [
            TITLE,
            record("lane:x", RecordKind.LANE, shows="pain", position=0),
            stage("Plan", 0, "stage:p"),
            stage("buy", 1, "stage:b"),
            record(
                "card:x", RecordKind.CARD, lane="lane:x", stage="stage:b", text="No prices", position=0, owner="Eva"
            ),
        ]
    )
    found = compare(BEFORE, after=other, matches_names=True)
    told = {(one.what, one.name, one.was) for one in found.differences}
    assert told == {
        (What.CHANGED, "Plan", "stage:plan"),  # another capital letter
        (What.CHANGED, "No prices", "card:2"),
        (What.REMOVED, "the queue is long", None),
    }
    owner = next(field for one in found.differences for field in one.fields if field.field == "owner")
    assert (owner.before, owner.after) == (None, "Eva")
    assert compare(BEFORE, after=other).count(What.ADDED) == 4


def test_figures_are_told_with_their_base() -> None:
    def cell(figure: float, n: int) -> MapRecord:
        measured = {"figure": figure, "unit": "share", "n": n}
        return record("cell:1", RecordKind.CELL, lane="lane:pain", stage="stage:buy", measurement=measured)

    found = compare(after(cell(0.4, 90)), after=after(cell(0.35, 120)))
    assert "measurement: 0.4 share (n 90) -> 0.35 share (n 120)" in as_text(found)
