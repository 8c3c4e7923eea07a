"""Files from outside are believed in nothing: what is broken is told with its place, what is hostile does no harm."""

import io
import time
import zipfile

import pytest

from resa.mapping.export.workbook import RECORDS, write_workbook
from resa.mapping.reading.door import read_map
from resa.mapping.reading.report import UnreadableMapError
from resa.model.errors import UsageError
from resa.model.journeymap import InvalidMapError, JourneyMap, MapField, MapRecord, RecordKind

LAUGHS = (
    b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><CJML>&b;</CJML>"""
)
OUTSIDE = b"""<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><CJML><actualJourney><journeyTitle>&a;</journeyTitle></actualJourney></CJML>"""
YAML_LAUGHS = b"a: &a [x, x]\nb: &b [*a, *a]\nresa: journeymap\nversion: 1\nmaps: {map: {note: *b}}\n"


def bomb() -> bytes:
    """Returns a workbook of a few kilobytes that unpacks to 300 MB."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as book,
        book.open("xl/a.xml", "w") as part,
    ):
        for _ in range(300):
            part.write(bytes(1 << 20))
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.cjml", LAUGHS),
        ("a.xml", OUTSIDE),
        ("a.xml", b"<a>" * 100_000),
        ("a.cjml", b"<CJML><actualJourney></CJML>"),
        ("a.cjml", b""),
        ("a.yaml", YAML_LAUGHS),
        ("a.yaml", b"[" * 50_000),
        ("a.json", b'{"a":' * 50_000),
        ("a.json", b'{"resa": "journeymap", "version": 1, "maps": {"map": {"note": NaN}}}'),
        ("a.yaml", b"resa: journeymap\nversion: 1\nmaps: [1]\n"),
        ("a.yaml", b"\xff\x00\xff"),
        ("a.xlsx", b"PK\x03\x04 not a workbook"),
        ("a.xlsx", b""),
        ("a.csv", b'"' * 100),
        ("a.mmd", b"pie\n  a : 4\n"),
        ("a.mmd", b"journey\n  section A\n    Buy: many: Maja\n    : 5\n"),
        ("a.mmd", b"flowchart LR\n  a[[[[[[ --> ]]]]\n" + b"(" * 1_900),
        ("a.mmd", b"journey\n" + b"x" * 3_000),
        ("noname", b"\x00\x01\x02"),
    ],
)
def test_broken_and_hostile_files_are_refused_in_good_time(name: str, content: bytes) -> None:
    start = time.process_time()
    with pytest.raises(UsageError) as raised:
        read_map(name, content)
    assert time.process_time() - start < 5
    assert raised.value.sentence
    assert "root:" not in str(raised.value)


def test_a_workbook_that_unpacks_to_too_much_is_refused() -> None:
    with pytest.raises(UnreadableMapError, match="200 MB unpacked"):
        read_map("a.xlsx", bomb())


def test_all_faults_are_told_at_once_with_their_places() -> None:
    with pytest.raises(UnreadableMapError) as raised:
        read_map("a.mmd", b"journey\n  section A\n    Buy: many\n    Wait: 9: Bo\n    Sit: 4\n")
    assert [one.split(":")[0] for one in raised.value.faults] == ["line 3", "line 4"]
    with pytest.raises(InvalidMapError) as invalid:
        read_map(
            "a.yaml", b"resa: journeymap\nversion: 1\nstages: {stage:a: {name: 4}}\ncards: {card:a: {lane: lane:x}}\n"
        )
    assert len(invalid.value.faults) == 3


def test_broken_records_of_a_workbook_are_told_by_row() -> None:
    from openpyxl import load_workbook

    made = JourneyMap.of([MapRecord("stage:a", RecordKind.STAGE, {"name": MapField("A"), "position": MapField(0)})])
    book = load_workbook(io.BytesIO(write_workbook(made, language="en")))
    page = book[RECORDS]
    page.cell(2, 2, "box")
    page.cell(3, 7, "[not json")
    changed = io.BytesIO()
    book.save(changed)
    with pytest.raises(InvalidMapError) as raised:
        read_map("a.xlsx", changed.getvalue())
    assert [one for one in raised.value.faults if one.startswith("row 2")]
    assert [one for one in raised.value.faults if "position" in one]


def test_changes_of_the_first_sheet_are_told_and_not_lost_in_silence() -> None:
    from openpyxl import load_workbook

    made = JourneyMap.of([MapRecord("stage:a", RecordKind.STAGE, {"name": MapField("A"), "position": MapField(0)})])
    book = load_workbook(io.BytesIO(write_workbook(made, language="en", title="T")))
    book.worksheets[0].cell(2, 2, "Another name")
    changed = io.BytesIO()
    book.save(changed)
    found = read_map("a.xlsx", changed.getvalue())
    assert found.map == made
    assert any("changes of the first sheet" in one for one in found.report.left_out)


def test_a_file_is_known_by_its_first_bytes_where_its_name_says_nothing() -> None:
    assert read_map("map", b"flowchart LR\n a --> b\n").report.form == "Mermaid"
    assert read_map("map", b"resa: journeymap\nversion: 1\n").report.form == "a map document"
