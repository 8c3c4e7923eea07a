"""Known attack corpora through every way in and every way out: nothing breaks, no row is lost, no letter obeyed."""

import csv
import json
import os
import zipfile
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.sax.saxutils import quoteattr

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml
from lxml import etree
from openpyxl.utils.escape import unescape
from pptx import Presentation

import resa as library
from resa.examples.retail.spreadsheet import write_xlsx

pytestmark = [pytest.mark.flow, pytest.mark.data]

COLUMNS = ("id", "at", "customer", "name", "channel", "text", "segment")
SPEC = """
source: {source}
record: [id]
time: {{columns: [at], format: iso}}
identifiers: [{{column: customer, namespace: customer_number}}]
profile: {{columns: {{segment: segment}}}}
properties: [name, text]
interactions:
- name: {{column: name}}
  channel: {{column: channel}}
  text: {{column: text}}
"""
WRITERS = ("csv", "semicolon", "tsv", "json", "jsonl", "parquet", "xlsx", "xes")
NO_XML = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF))


@pytest.fixture(scope="session")
def corpora() -> Path:
    place = os.environ.get("RESA_TEST_DATA")
    folder = Path(place).parent / "corpora" if place else None
    if folder is None or not folder.is_dir():
        pytest.skip("RESA_TEST_DATA is not set: the corpora beside it are read at test time only")
    return folder


@pytest.fixture(scope="session")
def texts(corpora: Path) -> tuple[str, ...]:
    """Every naughty string, script and formula, each once, and some that the corpora lack."""
    found = json.loads((corpora / "blns/blns.json").read_text(encoding="utf-8"))
    found += [one["payload"] for one in json.loads((corpora / "dompurify/xss.json").read_text(encoding="utf-8"))]
    for file in sorted((corpora / "web-payloads").rglob("*.txt")):
        found += file.read_text(encoding="utf-8", errors="replace").splitlines()
    formulas = (corpora / "web-payloads/CSV Injection/README.md").read_text(encoding="utf-8").splitlines()
    found += [line.strip() for line in formulas if line.strip().startswith(("=", "+", "-", "@", "DDE"))]
    found += ["\x1b]0;title\x07\x1b[31mred\x1b[0m", "bell\x07", "nul\x00inside", "\u202eright to left", "\ufeffmark"]
    found += ["a\rb", "a\r\nb", "a\nb", "a\tb", "a\u2028b", "a\x85b", "a\x0bb", 'quo"te', "it's", "x,y;z|w", "\\", '"']
    assert len(found) > 4000
    return tuple(dict.fromkeys(found))


def rows_of(texts: Sequence[str]) -> list[tuple[str, ...]]:
    """A hostile row, and a good one beside it."""
    rows = []
    for at, text in enumerate(texts):
        time = f"2026-01-{1 + at % 28:02d}T{at % 24:02d}:{at % 60:02d}:00Z"
        rows.append((f"h{at}", time, f"C{at}", text, "web", text, text))
        rows.append((f"g{at}", time, f"C{at}", "good day", "phone", "all is well", "quiet"))
    return rows


def write(kind: str, path: Path, rows: Sequence[Sequence[str]]) -> None:
    records = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    match kind:
        case "csv" | "semicolon" | "tsv":
            mark = {"csv": ",", "semicolon": ";", "tsv": "\t"}[kind]
            with path.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file, delimiter=mark).writerows([COLUMNS, *rows])
        case "json":
            path.write_text(json.dumps(records), encoding="utf-8")
        case "jsonl":
            path.write_text("".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in records), encoding="utf-8")
        case "parquet":
            pq.write_table(pa.Table.from_pylist(records), path)
        case "xlsx":
            write_xlsx(path, sheet="events", header=COLUMNS, rows=rows)
        case "xes":
            path.write_text(event_log(records), encoding="utf-8")


def event_log(records: Sequence[dict[str, str]]) -> str:
    traces = "".join(
        f"<trace><event>{''.join(f'<string key={quoteattr(key)} value={_attribute(text)}/>' for key, text in one.items())}"  # noqa: E501 - one text of an attack, or one call, reads best whole
        "</event></trace>"
        for one in records
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><log xes.version="1.0">{traces}</log>'


def _attribute(text: str) -> str:
    return quoteattr(text, {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def take_in(resa: Any, path: Path, *, source: str) -> dict[str, Any]:
    spec = path.parent / "spec.yaml"
    spec.write_text(SPEC.format(source=json.dumps(source)), encoding="utf-8")
    (report,) = resa("import", path, "--spec", spec, "--json").json["sources"]
    assert report["received"] == report["stored"] + report["rejected"] + report["duplicates"] + report["suppressed"]
    return report


def kept(text: str) -> str | None:
    """What a field holds: the text without the spaces around it; nothing where there is none, or a database's null."""
    trimmed = text.strip()
    return None if trimmed in ("", "NULL", "\\N") else trimmed


@pytest.mark.parametrize("kind", WRITERS)
def test_every_text_comes_in_unchanged(resa: Any, tmp_path: Path, texts: tuple[str, ...], kind: str) -> None:
    texts = texts[WRITERS.index(kind) % 3 :: 3]  # CSV, JSON and binary tables see all of them between them
    if kind in ("xlsx", "xes"):
        texts = tuple(dict.fromkeys(text.translate(NO_XML).replace("\r\n", "\n").replace("\r", "\n") for text in texts))
    rows = rows_of(texts)
    ending = {"semicolon": "csv"}.get(kind, kind)
    write(kind, tmp_path / f"events.{ending}", rows)
    report = take_in(resa, tmp_path / f"events.{ending}", source="events")
    assert report["received"] == len(rows)
    good = resa.one("SELECT count(*) FROM interactions WHERE name = 'good day' AND text = 'all is well'")
    assert good == len(texts)
    found = resa.pairs("SELECT customer, text FROM interactions WHERE channel = 'web'")
    assert len(found) == report["stored"] - len(texts)
    differing = [
        (text, found[f"customer_number:C{at}"])
        for at, text in enumerate(texts)
        if f"customer_number:C{at}" in found and found[f"customer_number:C{at}"] != kept(text)
    ]
    assert differing == []
    nameless = [text for text in texts if kept(text) is None]
    assert report["rejected"] <= len(nameless)


@pytest.fixture(scope="module")
def hostile(workspace_of: Any, tmp_path_factory: pytest.TempPathFactory, texts: tuple[str, ...]) -> Any:
    """A workspace in which names, channels, profile values, a file, the company and the stages are hostile."""
    resa = workspace_of("hostile")
    folder = tmp_path_factory.mktemp("exports")
    rows = [(*row[:4], row[3] if row[3] != "good day" else "phone", *row[5:]) for row in rows_of(texts[::6])]
    path = folder / "<img src=x onerror=alert(1)>'\"&.jsonl"
    write("jsonl", path, rows)
    take_in(resa, path, source="<script>alert(1)</script>\x1b[31m")
    (resa.workspace / "workspace.yaml").write_text(
        yaml.safe_dump({"company": "</title><script>alert(document.domain)</script>\x1b[31m"}), encoding="utf-8"
    )
    return resa


ASKED = (
    ["sources"], ["rejected"], ["check"], ["touchpoints"], ["stages"], ["goals"], ["customer", "C0"], ["customer", "C6"],  # noqa: E501 - one text of an attack, or one call, reads best whole
    ["identity", "links"], ["identity", "merges"], ["identity", "conflicts"],
    *(["show", what] for what in ("channels", "touchpoints", "stages", "transitions", "variants", "sessions", "retention",  # noqa: E501 - one text of an attack, or one call, reads best whole
                                  "waits", "repeats", "conversions", "kpis")),
    ["show", "channels", "--by", "profile.segment"], ["query", "SELECT * FROM interactions"],
    ["query", "SELECT * FROM customers"], ["query", "SELECT 1 AS \"\x1b[31m\""],
)  # fmt: skip


@pytest.mark.parametrize("words", ASKED, ids=" ".join)
def test_no_answer_carries_a_sign_that_a_terminal_obeys(hostile: Any, words: list[str]) -> None:
    done = hostile(*words, code=None)
    assert done.code in (0, 1, 2), done.err
    assert "Traceback" not in done.err
    assert [sign for sign in done.out + done.err if not sign.isprintable() and sign != "\n"] == []
    answer = hostile(*words, "--json", code=done.code)
    assert json.loads(answer.out)
    assert "\x1b" not in answer.out


def test_texts_leave_as_they_came(hostile: Any, texts: tuple[str, ...]) -> None:
    chosen = [kept(text) for text in texts[::6]]
    rows = hostile.rows("query", "SELECT text, name, channel FROM interactions WHERE name <> 'good day'")
    assert {row["text"] for row in rows} - {None} == set(chosen) - {None}
    assert {row["name"] for row in rows} - {None, "unknown"} == set(chosen) - {None}


class Tags(HTMLParser):
    """Collects the elements and attributes that a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.elements: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.seen |= {tag, *(name for name, _ in attrs)}


def test_a_notebook_shows_texts_as_texts(hostile: Any) -> None:
    workspace = library.open(hostile.workspace)
    for table in (
        workspace.query("SELECT * FROM interactions"),
        workspace.show("transitions"),
        workspace.show("variants"),
    ):
        tags = Tags()
        tags.feed(table._repr_html_())
        drawn = {"svg", "title", "defs", "style", "pattern", "rect", "path", "circle", "g", "text"}
        rows = {"table", "caption", "thead", "tbody", "tr", "th", "td"}
        assert tags.elements <= drawn | rows
        assert not [name for name in tags.seen if name.startswith("on") or name in ("href", "src", "xlink:href")]


@pytest.mark.parametrize("form", ["json", "yaml", "svg", "html"])
def test_a_map_of_hostile_names_is_written_whole(hostile: Any, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"map.{form}"
    hostile("map", "--quotes", "--with-evidence", "--out", out)
    text = out.read_text(encoding="utf-8")
    if form == "svg":
        drawn = ElementTree.fromstring(text)
        names = {element.tag.rpartition("}")[2].lower() for element in drawn.iter()}
        assert not names & {"script", "foreignobject", "iframe", "a", "image", "animate", "set", "use"}
        assert not [key for element in drawn.iter() for key in element.attrib if key.lower().startswith("on")]
    elif form == "html":
        assert text.count("<script") == 2
    else:
        document = json.loads(text) if form == "json" else yaml.safe_load(text)
        assert document
    assert "\x1b" not in text


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet", "json"])
def test_files_of_a_query_hold_every_text_and_no_formula(
    hostile: Any, tmp_path: Path, texts: tuple[str, ...], form: str
) -> None:
    chosen = {kept(text) for text in texts[::6]} - {None}
    out = tmp_path / f"texts.{form}"
    hostile("query", "SELECT text, name FROM interactions WHERE name <> 'good day'", "--out", out)
    match form:
        case "csv":
            with out.open(encoding="utf-8-sig", newline="") as file:
                found = {row["text"] for row in csv.DictReader(file)}
            assert not [one for one in found if one.lstrip(" \ufeff\u00a0")[:1] in tuple("=+-@\t\r\n|%") and one]
            assert {one.removeprefix("'") for one in found} >= {one.removeprefix("'") for one in chosen}
        case "xlsx":
            book = openpyxl.load_workbook(out)
            cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
            assert {cell.data_type for cell in cells} <= {"s", "n", "d", "inlineStr"}
            assert not [cell for cell in cells if cell.hyperlink]
            written = {unescape(str(row[0].value or "")) for row in book["query"].iter_rows(min_row=2)}
            assert {plain(one) for one in chosen} <= {plain(one) for one in written}
        case "parquet":
            assert set(pq.read_table(out)["text"].to_pylist()) - {None} == chosen
        case _:
            assert {row["text"] for row in json.loads(out.read_bytes())["rows"]} - {None} == chosen


def plain(text: str) -> str:
    """A text as a workbook's reader gives it back: one kind of line end, no more letters than a cell holds."""
    return text.replace("\r\n", "\n").replace("\r", "\n")[:32_000]


@pytest.mark.parametrize("what", ["touchpoints", "transitions", "variants", "channels"])
def test_slides_of_hostile_answers_open_and_carry_nothing_out(hostile: Any, tmp_path: Path, what: str) -> None:
    out = tmp_path / f"{what}.pptx"
    hostile("show", what, "--out", out)
    harmless_slides(out)
    hostile("show", what, "--out", out.with_suffix(".xlsx"))
    book = openpyxl.load_workbook(out.with_suffix(".xlsx"))
    assert "f" not in {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}


def test_slides_of_a_hostile_map_open_and_carry_nothing_out(hostile: Any, tmp_path: Path) -> None:
    out = tmp_path / "map.pptx"
    hostile("map", "--quotes", "--with-evidence", "--out", out)
    harmless_slides(out)


def harmless_slides(path: Path) -> None:
    deck = Presentation(path)
    words = "".join(slide.element.xpath("string(.)") for slide in deck.slides)
    assert len(words) > 50
    elements = {
        element.tag.rpartition("}")[2] for slide in deck.slides for element in slide.element.iter(etree.Element)
    }
    assert not elements & {"hlinkClick", "hlinkHover", "oleObj", "control", "audioFile", "videoFile", "script", "img"}
    with zipfile.ZipFile(path) as parts:
        names = parts.namelist()
        assert not [name for name in names if name.endswith((".bin", ".vml")) or "activeX" in name]
        rels = "".join(parts.read(name).decode() for name in names if name.endswith(".rels"))
    assert 'TargetMode="External"' not in rels


def test_where_is_never_more_than_a_filter(hostile: Any, texts: tuple[str, ...]) -> None:
    attempts = [
        "1=1; DROP TABLE x",
        "name = 'a' OR 1=1 --",
        "channel = read_text(/etc/passwd)",
        "name in (SELECT 1)",
        *texts[::60],
    ]
    for text in attempts:
        done = hostile("show", "channels", "--where", f"{text}", code=None)
        assert done.code in (0, 2), (text, done.err)
        quoted = json.dumps(text, ensure_ascii=False)
        assert hostile("show", "channels", "--where", f"name = {quoted}", code=None).code in (0, 2)


def test_identifiers_asked_for_are_only_words(hostile: Any, texts: tuple[str, ...]) -> None:
    for text in texts[::60]:
        if text.startswith("-"):
            continue
        done = hostile("customer", text, code=None)
        assert done.code in (0, 2), (text, done.err)


SPECTRUM = """
source: spectrum
time: {template: '2026-01-01', format: iso}
interactions: [{name: {constant: row}, channel: {constant: web}}]
"""


def test_csv_spectrum_reads_as_its_authors_say(resa: Any, tmp_path: Path, corpora: Path) -> None:
    files = sorted((corpora / "csv-spectrum/csvs").glob("*.csv"))
    files = [file for file in files if file.stem != "location_coordinates"]  # its JSON names another telephone number
    assert len(files) == 11
    for file in files:
        spec = tmp_path / f"{file.stem}.yaml"
        spec.write_text(SPECTRUM.replace("spectrum", file.stem), encoding="utf-8")
        (report,) = resa("import", file, "--spec", spec, "--json").json["sources"]
        expected = json.loads((corpora / "csv-spectrum/json" / f"{file.stem}.json").read_text(encoding="utf-8"))
        expected = expected if isinstance(expected, list) else [expected]
        assert report["stored"] == len(expected), file.name
        found = resa.rows("query", f"SELECT properties FROM interactions WHERE source = '{file.stem}'")
        wanted = [{key: text.replace("\r\n", "\n") for key, text in row.items() if text.strip()} for row in expected]
        got = [{key: text.replace("\r\n", "\n") for key, text in row["properties"].items()} for row in found]
        assert sorted(map(str, got)) == sorted(map(str, wanted)), file.name


def test_every_json_of_the_suite_is_stored_or_rejected(resa: Any, tmp_path: Path, corpora: Path) -> None:
    files = sorted((corpora / "jsontestsuite/test_parsing").glob("*.json"))
    assert len(files) > 300
    done = resa("import", corpora / "jsontestsuite/test_parsing", "--yes", "--json", code=None)
    assert done.code in (0, 1, 2)
    spec = tmp_path / "suite.yaml"
    spec.write_text(SPECTRUM.replace("spectrum", "suite"), encoding="utf-8")
    done = resa("import", corpora / "jsontestsuite/test_parsing", "--spec", spec, "--json")
    suite = next(one for one in done.json["sources"] if one["source"] == "suite")
    assert suite["received"] == suite["stored"] + suite["rejected"] + suite["duplicates"]
    told = {note.partition(":")[0] for one in done.json["sources"] for note in one["notes"]}
    assert told
    assert all(row["holds"] for row in resa.rows("check"))


def test_good_json_is_never_lost_beside_bad_json(resa: Any, tmp_path: Path, corpora: Path) -> None:
    """Each broken text stands on a line of its own between two good ones."""
    broken = [file.read_bytes() for file in sorted((corpora / "jsontestsuite/test_parsing").glob("n_*.json"))]
    lines = [line for line in broken if b"\n" not in line and b"\r" not in line and line.strip() and len(line) < 2000]
    lines = [line for line in lines if not line.startswith((b"\xef", b"\xfe", b"\xff")) and b"\x00" not in line]
    assert len(lines) > 100
    (tmp_path / "mixed.jsonl").write_bytes(
        b"".join(b'{"good": "%d"}\n%s\n' % (at, line) for at, line in enumerate(lines)) + b'{"good": "last"}\n'
    )
    spec = tmp_path / "mixed.yaml"
    spec.write_text(SPECTRUM.replace("spectrum", "mixed"), encoding="utf-8")
    resa("import", tmp_path / "mixed.jsonl", "--spec", spec)
    good = resa.one("SELECT count(DISTINCT properties['good']) FROM interactions")
    assert good == len(lines) + 1


def test_entities_in_event_logs_read_nothing(resa: Any, tmp_path: Path, corpora: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret words", encoding="utf-8")
    for at, file in enumerate(_entity_files(corpora, secret)):
        path = tmp_path / f"log{at}.xes"
        path.write_bytes(file)
        done = resa("import", path, "--yes", code=None)
        assert done.code in ((1, 2) if file.lstrip().startswith(b"<") else (0, 1, 2)), (file[:80], done.out)
        assert "secret words" not in done.out + done.err
        assert "root:" not in done.out + done.err


def _entity_files(corpora: Path, secret: Path) -> Iterator[bytes]:
    for file in sorted((corpora / "web-payloads/XXE Injection/Files").iterdir()):
        yield file.read_bytes()
    event = '<trace><event><string key="concept:name" value="&x;"/><date key="time:timestamp" value="2026-01-01T00:00:00Z"/></event></trace>'  # noqa: E501 - one text of an attack, or one call, reads best whole
    for declared in (
        f'<!ENTITY x SYSTEM "{secret.as_uri()}">',
        '<!ENTITY x "y">',
        f'<!ENTITY % p SYSTEM "{secret.as_uri()}">%p;',
    ):
        yield f"<?xml version='1.0'?><!DOCTYPE log [{declared}]><log>{event}</log>".encode()
        yield f"<?xml version='1.0' encoding='UTF-16'?><!DOCTYPE log [{declared}]><log>{event}</log>".encode("utf-16")


def test_a_zip_bomb_is_refused_before_it_is_unpacked(resa: Any, tmp_path: Path) -> None:
    with (
        zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("bomb.csv", "w") as out,
    ):
        for _ in range(300):
            out.write(bytes(1 << 20))
    done = resa("import", tmp_path / "bomb.zip", "--yes", code=1)
    assert "the archive claims to hold" in done.out


def test_links_and_paths_inside_archives_lead_nowhere(resa: Any, tmp_path: Path, corpora: Path) -> None:
    done = resa("import", corpora / "web-payloads/Upload Insecure Files/CVE ZIP Symbolic Link", "--yes", code=1)
    assert "symbolic link" in done.out
    assert "root:" not in done.out
    with zipfile.ZipFile(tmp_path / "up.zip", "w") as archive:
        archive.writestr("../../escaped.csv", "at,customer_id\n2026-01-01T00:00:00Z,C1\n")
    resa("import", tmp_path / "up.zip", "--yes", code=None)
    assert not list(tmp_path.parent.parent.glob("escaped.csv"))
