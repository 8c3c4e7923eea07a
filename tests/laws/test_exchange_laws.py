"""Laws of exchange: what a form can hold comes back the same, and what it can't hold it names."""

import json
from collections.abc import Sequence
from typing import Any

import hypothesis.strategies as st
from hypothesis import given, settings

from resa.mapping.document import write_json, write_yaml
from resa.mapping.export.cjml import write_cjml
from resa.mapping.export.mermaid import write_mermaid
from resa.mapping.export.sketch import Sketch, sketch_of
from resa.mapping.export.workbook import write_workbook
from resa.mapping.reading.door import read_map
from resa.mapping.recordtable import map_of, rows_of
from resa.model.journeymap import FIELDS, LANES_WRITTEN, JourneyMap, MapField, MapRecord, RecordKind
from resa.model.measurement import Provenance

ODD = (
    "=1+1",
    "@SUM(1)",
    " +45",
    "\t",
    "a\r\nb",
    "_x0041_",
    "'",
    "\x01",
    "\x85",
    "\u2028",
    "\ufeff",
    "true",
    "1e3",
    "{}",
    '"',
    "]]>",
    "å\u0301",
    "🛋",
)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=8) | st.sampled_from(ODD)
NUMBERS = st.integers(-1000, 1000) | st.floats(-1e6, 1e6).map(lambda number: round(number, 3))
CONTENTS: dict[str, st.SearchStrategy[Any]] = {
    "text": TEXTS,
    "prose": TEXTS,
    "number": NUMBERS,
    "yes_no": st.booleans(),
    "texts": st.lists(TEXTS, max_size=2),
    "mapping": st.dictionaries(TEXTS, NUMBERS | TEXTS | st.none() | st.lists(NUMBERS, max_size=2), max_size=3),
}


@st.composite
def maps(draw: st.DrawFn) -> JourneyMap:
    """Draws maps of any contents in which every reference leads somewhere."""
    records: list[MapRecord] = []
    for kind in RecordKind:
        for number in range(draw(st.integers(0, 2))):
            name = f"{kind}:{number}{draw(st.sampled_from(['', ' å', ': 🛋', '=1', chr(1) + 'x']))}"
            record = _drawn(draw, kind, name, records)
            records += [record] if record else []
    return JourneyMap.of(records)


def _drawn(draw: st.DrawFn, kind: RecordKind, record_id: str, records: Sequence[MapRecord]) -> MapRecord | None:
    fields = {}
    for name, spec in FIELDS[kind].items():
        wanted = [one.id for one in records if one.kind is spec.refers_to]
        if spec.refers_to is not None and not wanted:
            if spec.is_required:
                return None
            continue
        if not spec.is_required and draw(st.booleans()):
            continue
        content = draw(st.sampled_from(wanted) if spec.refers_to is not None else CONTENTS[spec.shape])
        evidence = tuple(draw(st.lists(TEXTS, max_size=2)))
        fields[name] = MapField(content, draw(st.sampled_from(Provenance)), evidence)
    return MapRecord(record_id, kind, fields, draw(st.sampled_from([1, 1, 2])))


@settings(max_examples=60)
@given(maps())
def test_a_table_of_records_holds_any_map(drawn: JourneyMap) -> None:
    assert map_of(rows_of(drawn)) == drawn


@settings(max_examples=40)
@given(maps(), st.sampled_from(["en", "sv", "da", "nb"]))
def test_a_workbook_holds_any_map(drawn: JourneyMap, language: str) -> None:
    found = read_map("map.xlsx", write_workbook(drawn, language=language, title="=A1"))
    assert found.map == drawn
    assert found.report.left_out == ()


@settings(max_examples=60)
@given(maps())
def test_json_and_yaml_hold_any_map(drawn: JourneyMap) -> None:
    assert read_map("map.json", write_json(drawn).encode()).map == drawn
    assert read_map("map.yaml", write_yaml(drawn).encode()).map == drawn


TRAPS = (
    *("a: 5; #35; <b>", "section x", "end", "- x", "%%{init}%%", 'say "hi"', "a, b", "x --> y"),
    *("]]> <!-- --", "title", "`a`", "&amp;", "\\"),
)
NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=12)
NAMES |= st.sampled_from(TRAPS)


@st.composite
def sketched(draw: st.DrawFn) -> JourneyMap:
    """Draws maps of stages, steps, feelings and personas, with cards that simple forms can't hold."""
    tidy = NAMES.map(lambda text: " ".join(text.split())).filter(lambda text: text.isprintable() and bool(text))
    records = [MapRecord("map", RecordKind.MAP, _fields({"title": draw(tidy)}))]
    names = draw(st.lists(tidy, max_size=3, unique=True))
    records += [
        MapRecord(f"persona:{n}", RecordKind.PERSONA, _fields({"name": name, "position": n}))
        for n, name in enumerate(names)
    ]
    lanes = [("lane:e", "emotion"), ("lane:x", draw(st.sampled_from(LANES_WRITTEN)))]
    records += [MapRecord(one, RecordKind.LANE, _fields({"shows": shows, "position": 0})) for one, shows in lanes]
    for stage in range(draw(st.integers(1, 3))):
        records.append(MapRecord(f"stage:{stage}", RecordKind.STAGE, _fields({"name": draw(tidy), "position": stage})))
        for step in range(draw(st.integers(0, 3))):
            at = {"stage": f"stage:{stage}", "position": step, "name": draw(tidy)}
            channel = draw(st.sampled_from([None, "web", "store & more"]))
            records.append(MapRecord(f"step:{stage}{step}", RecordKind.STEP, _fields({**at, "channel": channel})))
            level = draw(st.none() | st.sampled_from([-2, -1.5, 0, 1, 2]))
            own = (
                draw(st.sampled_from([None, *(f"persona:{n}" for n in range(len(names)))])) if len(names) > 1 else None
            )
            if level is not None:
                cell = {"lane": "lane:e", "step": f"step:{stage}{step}", "persona": own, "level": level}
                records.append(MapRecord(f"cell:{stage}{step}", RecordKind.CELL, _fields(cell)))
    if draw(st.booleans()):
        text = "Kept elsewhere" + draw(st.sampled_from(["", " -- >", "\x01\x00", " %%{init: {}}%%", "\u2028"]))
        records.append(MapRecord("card:1", RecordKind.CARD, _fields({"lane": "lane:x", "text": text})))
    return JourneyMap.of(records)


def _fields(contents: dict[str, Any]) -> dict[str, MapField]:
    return {name: MapField(content) for name, content in contents.items() if content is not None}


def _steps(sketch: Sketch) -> list[Any]:
    return [(stage.name, [step.name for step in stage.steps]) for stage in sketch.stages]


def _levels(sketch: Sketch) -> list[Any]:
    return [
        (step.name, [(one.level, sketch.personas.get(str(one.persona))) for one in step.feelings])
        for stage in sketch.stages
        for step in stage.steps
    ]


@settings(max_examples=80)
@given(sketched())
def test_a_mermaid_journey_comes_back_as_far_as_it_holds_a_map(drawn: JourneyMap) -> None:
    text, losses = write_mermaid(drawn)
    found = sketch_of(read_map("map.mmd", text.encode()).map, language="en")
    was = sketch_of(drawn, language="en")
    assert (found.title, _steps(found), _levels(found)) == (was.title, _steps(was), _levels(was))
    if any(stage.steps for stage in was.stages):
        assert sorted(found.personas.values()) == sorted(was.personas.values())
    assert any("Kept elsewhere" in one for one in losses.sentences) == ("card:1" in drawn.records)


@settings(max_examples=80)
@given(sketched())
def test_a_flowchart_comes_back_as_far_as_it_holds_a_map(drawn: JourneyMap) -> None:
    was = sketch_of(drawn, language="en")
    if not any(stage.steps for stage in was.stages):
        return
    found = sketch_of(read_map("map.mmd", write_mermaid(drawn, diagram="flowchart")[0].encode()).map, language="en")
    assert (found.title, _steps(found)) == (was.title, _steps(was))


@settings(max_examples=80)
@given(sketched())
def test_cjml_comes_back_as_far_as_it_holds_a_map(drawn: JourneyMap) -> None:
    text, losses = write_cjml(drawn)
    found_map = read_map("map.cjml", text.encode()).map
    found, was = sketch_of(found_map, language="en"), sketch_of(drawn, language="en")
    assert (found.title, _steps(found)) == (was.title, _steps(was))
    assert [[level for level, _ in one] for _, one in _levels(found)] == [
        [level for level, _ in one] for _, one in _levels(was)
    ]
    assert sorted(found.personas.values()) == sorted(was.personas.values())
    channels = [[one.content("channel") for one in of.of_kind(RecordKind.STEP)] for of in (drawn, found_map)]
    assert sorted(map(json.dumps, channels[0])) == sorted(map(json.dumps, channels[1]))
    assert any("Kept elsewhere" in one for one in losses.sentences) == ("card:1" in drawn.records)
