"""Map documents: canonical, lossless, described by their schema, and changed without loss."""

import json
from pathlib import Path

import hypothesis.strategies as st
import jsonschema
import pytest
import yaml
from hypothesis import given, settings

from resa.mapping.document import plain, read, write_json, write_yaml
from resa.mapping.schema import json_schema
from resa.model.journeymap import FIELDS, InvalidMapError, JourneyMap, MapField, MapRecord, RecordKind
from resa.model.mapchange import StaleChangeError, applied, difference, joined, reversed_changes
from resa.model.measurement import Provenance

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12)
"""Any letters; control characters have no place on a map."""
NUMBERS = st.integers(-1000, 1000) | st.floats(-1e6, 1e6).map(lambda number: round(number, 3))
CONTENTS = {
    "text": TEXTS,
    "prose": TEXTS,
    "number": NUMBERS,
    "yes_no": st.booleans(),
    "texts": st.lists(TEXTS, max_size=2),
    "mapping": st.dictionaries(TEXTS, NUMBERS | TEXTS | st.none() | st.lists(NUMBERS, max_size=2), max_size=3),
}


@st.composite
def maps(draw: st.DrawFn) -> JourneyMap:
    """Draws maps in which every reference leads somewhere."""
    records: list[MapRecord] = []
    for kind in RecordKind:
        for number in range(draw(st.integers(0, 2 if kind is not RecordKind.COMMENT else 1))):
            record = _drawn_record(draw, kind, f"{kind}:{number}{draw(st.sampled_from(['', ' å', ': x']))}", records)
            if record is not None:
                records.append(record)
    return JourneyMap.of(records)


def _drawn_record(draw: st.DrawFn, kind: RecordKind, record_id: str, records: list[MapRecord]) -> MapRecord | None:
    fields = {}
    for name, spec in FIELDS[kind].items():
        wanted = [one.id for one in records if one.kind is spec.refers_to]
        refers = spec.refers_to is not None
        if refers and not wanted:
            if spec.is_required:
                return None
            continue
        if not spec.is_required and draw(st.booleans()):
            continue
        content = draw(st.sampled_from(wanted) if refers else CONTENTS[spec.shape])
        evidence = tuple(draw(st.lists(TEXTS, max_size=1)))
        fields[name] = MapField(content, draw(st.sampled_from(Provenance)), evidence)
    return MapRecord(record_id, kind, fields)


@settings(max_examples=40)
@given(maps())
def test_yaml_and_json_come_back_without_loss_and_satisfy_the_schema(drawn: JourneyMap) -> None:
    assert read(write_yaml(drawn)) == drawn
    assert read(write_json(drawn)) == drawn
    assert write_yaml(read(write_json(drawn))) == write_yaml(drawn)
    jsonschema.validate(json.loads(write_json(drawn)), json_schema())


@settings(max_examples=40)
@given(maps(), maps())
def test_changes_lead_there_and_back(one: JourneyMap, other: JourneyMap) -> None:
    changes = difference(one, after=other)
    assert applied(one, changes=changes) == other
    assert applied(other, changes=reversed_changes(changes)) == one


@settings(max_examples=20)
@given(maps(), maps())
def test_joining_with_somebody_who_changed_nothing_is_ones_own_work(one: JourneyMap, other: JourneyMap) -> None:
    assert joined(one, ours=other, theirs=one).map.records.items() >= other.records.items()
    assert joined(one, ours=one, theirs=other).conflicts == ()


def _stage(title: str, *, position: int = 0) -> MapRecord:
    return MapRecord("s", RecordKind.STAGE, {"name": MapField(title), "position": MapField(position)})


def test_two_people_on_different_fields_do_not_disturb_each_other() -> None:
    before = JourneyMap.of([_stage("Buy")])
    both = joined(before, ours=JourneyMap.of([_stage("Köpa")]), theirs=JourneyMap.of([_stage("Buy", position=3)]))
    assert both.map == JourneyMap.of([_stage("Köpa", position=3)])
    assert both.conflicts == ()


def test_the_same_field_keeps_ours_and_says_so() -> None:
    before = JourneyMap.of([_stage("Buy")])
    both = joined(before, ours=JourneyMap.of([_stage("Köpa")]), theirs=JourneyMap.of([_stage("Kjøpe")]))
    assert both.map == JourneyMap.of([_stage("Köpa")])
    [conflict] = both.conflicts
    assert (conflict.field, conflict.theirs) == ("name", MapField("Kjøpe"))


def test_what_one_removes_while_the_other_builds_on_it_stays() -> None:
    before = JourneyMap.of([_stage("Buy")])
    step = MapRecord("t", RecordKind.STEP, {"name": MapField("Till"), "stage": MapField("s"), "position": MapField(0)})
    both = joined(before, ours=JourneyMap.of([]), theirs=JourneyMap.of([_stage("Buy"), step]))
    assert set(both.map.records) == {"s", "t"}


def test_a_change_made_to_another_state_is_refused() -> None:
    changes = difference(JourneyMap.of([_stage("Buy")]), after=JourneyMap.of([_stage("Köpa")]))
    with pytest.raises(StaleChangeError, match="name"):
        applied(JourneyMap.of([_stage("Kjøpe")]), changes=changes)


def test_every_fault_is_named_at_once() -> None:
    text = """
resa: journeymap
version: 1
boxes: {}
stages:
  s: {position: first, colour: red}
steps:
  t: {name: Till, stage: nowhere, position: 1}
cells:
  c: 5
cards:
  k: {lane: l, provenance: guessed}
"""
    with pytest.raises(InvalidMapError) as caught:
        read(text)
    faults = "\n".join(caught.value.faults)
    for part in ("boxes", "cell 'c'", "guessed"):
        assert part in faults
    with pytest.raises(InvalidMapError) as caught:
        read(
            text.replace("boxes: {}", "").replace("c: 5", "").replace("cells:", "").replace(", provenance: guessed", "")
        )
    faults = "\n".join(caught.value.faults)
    for part in ("first", "colour", "nowhere", "'l'"):
        assert part in faults


def test_a_document_of_another_version_says_so() -> None:
    with pytest.raises(InvalidMapError, match="version"):
        read("resa: journeymap\nversion: 99\n")


def test_the_written_form_is_made_for_diffs() -> None:
    cell = MapRecord(
        "cell:csat:s",
        RecordKind.CELL,
        {
            "lane": MapField("lane:csat"),
            "measurement": MapField({"figure": 4.1, "n": 88}, Provenance.MEASURED, ("resa show kpis",)),
        },
    )
    lane = MapRecord("lane:csat", RecordKind.LANE, {"shows": MapField("csat_mean"), "position": MapField(0)})
    assert yaml.safe_load(write_yaml(JourneyMap.of([cell, lane]))) == plain(JourneyMap.of([lane, cell]))
    assert (
        write_yaml(JourneyMap.of([cell, lane]))
        == """resa: journeymap
version: 1
lanes:
  lane:csat:
    shows: csat_mean
    position: 0
    provenance: asserted
cells:
  cell:csat:s:
    lane: lane:csat
    measurement:
      figure: 4.1
      n: 88
    provenance:
      lane: asserted
      measurement: measured
    evidence:
      measurement:
      - resa show kpis
"""
    )


def test_the_published_schema_is_the_one_of_the_code() -> None:
    published = Path(__file__).parents[2] / "docs/reference/journeymap.schema.json"
    assert json.loads(published.read_text(encoding="utf-8")) == json_schema()
