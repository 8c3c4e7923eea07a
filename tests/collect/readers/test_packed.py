"""Workbooks, Parquet, event logs and packed files."""

import bz2
import datetime as dt
import gzip
import lzma
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from resa.collect.readers import opening
from resa.collect.readers.encoding import UnknownEncodingError
from resa.collect.readers.find import NothingFoundError, find_files
from resa.collect.readers.opening import BombError, InputFile, NoSuchMemberError
from resa.collect.readers.parquet import ParquetError
from resa.collect.readers.raw import FileFormat
from resa.collect.readers.read import UnknownKindError, read
from resa.collect.readers.sniff import sniff
from resa.collect.readers.workbook import WorkbookError
from resa.collect.readers.xes import EntitiesError

LOG = """<?xml version="1.0" encoding="UTF-8"?>
<log xmlns="http://www.xes-standard.org/" xes.version="2.0">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <global scope="event"><string key="concept:name" value="none"/></global>
  <trace>
    <string key="concept:name" value="Kund 1"/>
    <event>
      <string key="concept:name" value="Öppnade"/>
      <date key="time:timestamp" value="2024-01-05T10:00:00+01:00"/>
      <string key="lifecycle:transition" value="complete"/>
      <list key="items"><values><string key="sku" value="A"/><string key="sku" value="B"/></values></list>
    </event>
    <event><string key="concept:name" value="Köpte"/><int key="cost" value="0010"/></event>
    <string key="region" value="Skåne"/>
  </trace>
  <trace><event><string key="concept:name" value="Ringde"/></event></trace>
</log>
"""


def test_events_carry_what_their_trace_says(reading):
    found = reading(LOG, "log.xes")
    assert found.format.kind == "xes"
    first, second, third = found.rows
    assert first["concept:name"] == "Öppnade"
    assert first["time:timestamp"] == "2024-01-05T10:00:00+01:00"
    assert (first["case:concept:name"], second["case:region"]) == ("Kund 1", "Skåne")
    assert (first["items.sku"], first["items.sku (2)"]) == ("A", "B")
    assert second["cost"] == "0010"
    assert third["case:concept:name"] is None
    assert found.positions == [0, 1, 2]


def test_an_event_log_that_breaks_off_gives_its_whole_events(reading):
    found = reading(LOG[: LOG.index('<event><string key="concept:name" value="Ringde')], "log.xes")
    assert [row["concept:name"] for row in found.rows] == ["Öppnade", "Köpte"]
    assert [r.reason for r in found.damaged] == ["cut_off"]


@pytest.mark.parametrize(
    "doctype",
    ['<!DOCTYPE log [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>', '<!DOCTYPE log SYSTEM "file:///etc/passwd">'],
)
def test_a_document_type_is_refused(reading, doctype):
    with pytest.raises(EntitiesError, match="without a document type"):
        reading(LOG.replace("<log ", doctype + "<log ", 1), "log.xes")


def _zst(text: bytes) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as stream:
        stream.write(text)
    return sink.getvalue().to_pybytes()


PACKED = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress, "zst": _zst}


@pytest.mark.parametrize("ending", PACKED)
def test_every_reader_reads_through_every_packing(ending, tmp_path, reading):
    parquet = pa.BufferOutputStream()
    pq.write_table(pa.table({"id": ["1", "2"]}), parquet)
    texts = {
        "a.csv": b"id,city\n1,Lund\n2,Vara\n",
        "a.jsonl": b'{"id": "1"}\n{"id": "2"}\n',
        "a.json": b'[{"id": "1"}, {"id": "2"}]',
        "a.parquet": parquet.getvalue().to_pybytes(),
    }
    for name, text in texts.items():
        path = tmp_path / f"{name}.{ending}"
        path.write_bytes(PACKED[ending](text))
        assert [row["id"] for row in reading.read(path).rows] == ["1", "2"], name


@pytest.mark.parametrize("ending", PACKED)
def test_packed_bytes_that_end_early_give_the_records_before(ending, tmp_path, reading):
    packed = PACKED[ending](b"id,city\n" + b"".join(b"%d,Lund%d\n" % (n, n * 7919) for n in range(60_000)))
    path = tmp_path / f"a.csv.{ending}"
    path.write_bytes(packed[: len(packed) // 2])
    found = reading.read(path, batch_rows=100_000)
    assert [record.reason for record in found.damaged][-1:] == ["cut_off"]


def test_zstandard_frames_one_after_another_are_one_file(tmp_path, reading):
    path = tmp_path / "a.csv.zst"
    path.write_bytes(_zst(b"id,city\n1,Lund\n") + _zst(b"2,Vara\n"))
    assert [row["id"] for row in reading.read(path).rows] == ["1", "2"]


def test_gzip_bzip2_and_zip(tmp_path, reading):
    text = "id,city\n1,Malmö\n2,Lund\n".encode()
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(text))
    (tmp_path / "a.csv.bz2").write_bytes(bz2.compress(text))
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("inside/a.csv", text)
    for name in ("a.csv.gz", "a.csv.bz2", "a.zip"):
        found = reading.read(tmp_path / name)
        assert [row["city"] for row in found.rows] == ["Malmö", "Lund"]


def test_a_gzip_file_that_breaks_off_gives_what_came_before(tmp_path, reading):
    text = "id,city\n" + "".join(f"{n},Malmö {n * 7919}\n" for n in range(50_000))
    packed = gzip.compress(text.encode())
    (tmp_path / "a.csv.gz").write_bytes(packed[: len(packed) // 2])
    found = reading.read(tmp_path / "a.csv.gz", batch_rows=10_000)
    assert len(found.rows) > 10_000
    assert found.damaged[-1].reason == "cut_off"
    assert found.damaged[-1].position == found.positions[-1] + 1 + (found.damaged[0].reason == "ragged")


def test_members_of_an_archive_are_listed_one_by_one(tmp_path):
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        archive.writestr("crm/customers.csv", "id\n1\n")
        archive.writestr("../../etc/shop.json", "[]")
        archive.writestr("old/inner.zip", b"PK")
        link = zipfile.ZipInfo("link.csv")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    found = find_files(tmp_path / "export.zip")
    assert [file.member for file in found if file.problem is None] == ["crm/customers.csv", "../../etc/shop.json"]
    assert {file.member: file.problem for file in found if file.problem} == {
        "old/inner.zip": "an archive inside an archive: unpack it first",
        "link.csv": "a symbolic link inside an archive is not followed",
    }
    assert [batch.rows.num_rows for batch in read(found[0], sniff(found[0]))] == [1]


def test_an_archive_of_several_asks_for_the_member(tmp_path):
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        archive.writestr("a.csv", "id\n1\n")
        archive.writestr("b.csv", "id\n1\n")
    with pytest.raises(NoSuchMemberError, match="holds 2"):
        sniff(tmp_path / "export.zip")
    with pytest.raises(NoSuchMemberError, match=r"expected 'c\.csv'"):
        sniff(InputFile(tmp_path / "export.zip", member="c.csv"))


def test_a_bomb_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(opening, "FREE_BYTES", 1 << 20)
    (tmp_path / "bomb.csv.gz").write_bytes(gzip.compress(b"id,city\n" + b"1,x\n" * 4_000_000))
    with pytest.raises(BombError, match="unpack it yourself"):
        list(read(tmp_path / "bomb.csv.gz", FileFormat("csv", encoding="utf-8", delimiter=",", header_row=0)))
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", b"0" * 20_000_000)
    (only,) = find_files(tmp_path / "bomb.zip")
    assert only.problem is not None
    assert "claims to hold 20,000,000 bytes" in only.problem


def test_folders_globs_links_and_strangers(tmp_path):
    (tmp_path / "a.csv").write_text("id\n1\n")
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "b.csv").write_text("id\n1\n")
    (tmp_path / "below" / "loop").symlink_to(tmp_path)
    (tmp_path / ".hidden").write_text("x")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n")
    (tmp_path / "gone.csv").symlink_to(tmp_path / "nowhere")
    found = find_files([tmp_path, tmp_path / "*.csv"])
    assert sorted(file.name for file in found if file.problem is None) == ["a.csv", "b.csv"]
    problems = {file.name: file.problem for file in found if file.problem}
    assert problems[".hidden"] == "hidden: name it yourself to read it"
    assert problems["picture.png"] == "expected a table, JSON or an event log, got a picture"
    assert "No such file" in (problems["gone.csv"] or "")


def test_paths_without_anything_are_all_named(tmp_path):
    with pytest.raises(NothingFoundError) as caught:
        find_files([tmp_path / "a.csv", tmp_path / "*.json"])
    assert len(caught.value.faults) == 2


def test_parquet_is_typed_and_flat_and_can_be_read_on(tmp_path, reading):
    struct = pa.array([{"email": "a@b.se", "at": {"city": "Lund"}}] * 10)
    table = pa.table({"id": list(range(10)), "customer": struct, "tags": [["x"]] * 10})
    pq.write_table(table, tmp_path / "t.parquet", row_group_size=3)
    found = reading.read(tmp_path / "t.parquet")
    assert found.format.columns == ("id", "customer.email", "customer.at.city", "tags")
    assert found.rows[9] == {"id": 9, "customer.email": "a@b.se", "customer.at.city": "Lund", "tags": ["x"]}
    rest = reading.read(tmp_path / "t.parquet", start_at=4)
    assert [row["id"] for row in rest.rows] == rest.positions == [4, 5, 6, 7, 8, 9]
    assert reading.read(tmp_path / "t.parquet", start_at=10).rows == []


def test_broken_parquet_says_so(tmp_path):
    (tmp_path / "t.parquet").write_bytes(b"PAR1 nothing more")
    with pytest.raises(ParquetError, match=r"whole Parquet file in t\.parquet"):
        sniff(tmp_path / "t.parquet")


def test_workbooks(tmp_path, reading):
    path = tmp_path / "book.xlsx"
    _write_workbook(
        path,
        {
            "Leads": [
                ["Report of 2024"],
                [],
                ["id", "when", "amount", "ok"],
                [1, dt.datetime(2024, 1, 5, 10, 30), 12.5, True],  # noqa: DTZ001 -- a cell has no zone
                [2, dt.date(2024, 1, 6), 3.0, False],
                [],
                [3, None, "x", None, "too far"],
            ],
            "Notes": [["a"], ["b"]],
        },
    )
    found = reading.read(path)
    assert (found.format.kind, found.format.sheet, found.format.header_row) == ("xlsx", "Leads", 2)
    assert found.rows[:2] == [
        {"id": "1", "when": "2024-01-05T10:30:00", "amount": "12.5", "ok": "true", "column 5": None},
        {"id": "2", "when": "2024-01-06", "amount": "3", "ok": "false", "column 5": None},
    ]
    assert found.rows[2] == {"id": "3", "when": None, "amount": "x", "ok": None, "column 5": "too far"}
    narrow = reading.read(path, columns=("id", "when", "amount", "ok"))
    assert narrow.positions == [0, 1]
    assert [(r.position, r.line, r.reason) for r in narrow.damaged] == [(2, 7, "ragged")]
    assert "another sheet: Notes" in found.notes
    assert reading.read(path, sheet="Notes", header_row=0).rows == [{"a": "b"}]


def test_a_sheet_that_is_not_there(tmp_path):
    path = tmp_path / "book.xlsx"
    _write_workbook(path, {"Leads": [["id"], [1]]})
    with pytest.raises(WorkbookError, match="which has Leads"):
        list(read(path, FileFormat("xlsx", sheet="Orders", header_row=0)))


def test_one_far_off_cell_does_not_fill_the_memory(tmp_path):
    path = tmp_path / "book.xlsx"
    _write_workbook(path, {"Leads": [["id"], [1]]})
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, body in parts.items():
            archive.writestr(name, body.replace(b'r="A2"', b'r="XFD1048576"'))
    with pytest.raises(WorkbookError, match="delete the stray cells"):
        sniff(path)


def test_a_sheet_of_broken_xml_says_so(tmp_path):
    path = tmp_path / "book.xlsx"
    _write_workbook(path, {"Leads": [["id"], ["<oops"]]})
    with pytest.raises(WorkbookError, match="expected sheet 'Leads' of"):
        sniff(path)


def test_an_unknown_kind(tmp_path):
    (tmp_path / "a.csv").write_text("id\n1\n")
    with pytest.raises(UnknownKindError, match="got 'sas'"):
        list(read(tmp_path / "a.csv", FileFormat("sas")))


def test_an_unknown_encoding(tmp_path):
    (tmp_path / "a.csv").write_text("id\n1\n")
    with pytest.raises(UnknownEncodingError, match="got 'klingon'"):
        list(read(tmp_path / "a.csv", FileFormat("csv", encoding="klingon", delimiter=",", header_row=0)))


@pytest.mark.data
def test_attack_payloads_cost_nothing_but_themselves(corpora, reading):
    count = 0
    for file in find_files(corpora / "web-payloads"):
        if file.problem:
            continue
        try:
            found = reading.read(file)  # type: ignore[arg-type] # the fixture takes whatever read takes
        except opening.ReadError:
            continue
        count += 1
        assert len(found.rows) + len(found.damaged) > 0
    assert count > 20


def _write_workbook(path, sheets):
    """Writes the few XML parts that a workbook needs: numbers, inline texts, booleans, dates by style."""
    epoch = dt.datetime(1899, 12, 30)  # noqa: DTZ001 -- a workbook's day zero has no zone
    names = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(sheets, 1))
    targets = "".join(
        f'<Relationship Id="r{n}" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
        )
        archive.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="w" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>{names}</sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{targets}'
            f'<Relationship Id="s" Type="{_RELATIONS}/styles" Target="styles.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/styles.xml",
            f'<styleSheet xmlns="{_MAIN}"><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/>'
            "</cellXfs></styleSheet>",
        )
        for n, rows in enumerate(sheets.values(), 1):
            body = "".join(
                f'<row r="{r}">'
                + "".join(_cell(f"{chr(65 + c)}{r}", cell, epoch) for c, cell in enumerate(row))
                + "</row>"
                for r, row in enumerate(rows, 1)
            )
            archive.writestr(
                f"xl/worksheets/sheet{n}.xml", f'<worksheet xmlns="{_MAIN}"><sheetData>{body}</sheetData></worksheet>'
            )


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _cell(place, cell, epoch):
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return f'<c r="{place}" t="b"><v>{int(cell)}</v></c>'
    if isinstance(cell, dt.datetime):
        return f'<c r="{place}" s="2"><v>{(cell - epoch) / dt.timedelta(days=1)}</v></c>'
    if isinstance(cell, dt.date):
        return f'<c r="{place}" s="1"><v>{(cell - epoch.date()).days}</v></c>'
    if isinstance(cell, int | float):
        return f'<c r="{place}"><v>{cell}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{cell}</t></is></c>'
