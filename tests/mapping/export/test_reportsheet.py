"""A report is set on paper and on the screen from the same words; no text from the data is anything but text."""

import re
from datetime import UTC, datetime
from io import BytesIO

import pypdf
import pytest

from resa.mapping.export.reportchart import WIDTH, bar_svg
from resa.mapping.export.reporthtml import report_html
from resa.mapping.export.reportpdf import report_pdf
from resa.mapping.export.reportsheet import (
    LONGEST,
    Bar,
    Chapter,
    Chart,
    Drawing,
    Fact,
    FindingSheet,
    Grid,
    Part,
    ReportSheet,
    Said,
    Way,
    Ways,
    printable,
)

NOW = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)
DRAWING = Drawing('<svg xmlns="http://www.w3.org/2000/svg" width="600" height="400"><text>Köp</text></svg>', 600, 400)
NOTHING = Part("", ())
HOSTILE = (
    "<script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    '#panic("out") $x$ *bold* _it_ `raw` @ref <lbl> \\u{41}',
    "=1+1",
    "Smörgåsbordsleveransförseningskompensationsansökningsformulär",
    "日本語 العربية 😀",
)


def finding(name: str) -> FindingSheet:
    return FindingSheet(
        id="finding:1",
        place="Fynd 1 av 1",
        kicker="Problem, Köp",
        title=name,
        sentence=f"{name}.",
        figure="41,4 %",
        half="±0,8",
        tone="bad",
        facts=(Fact("Räknat på", "16 056 kunder"),),
        chart=Chart("Där det är värst", (Bar(name, "41 %", "±1", "n 9", 0.5, 0.4, 0.6, "bad"),), "Från 0"),
        ways=Ways("Vägarna", (Way(name, "12 kunder"),)),
        words=(Said(name, "sv", "Enkät"),),
        words_title="Med egna ord",
        steps=Part("Nästa steg", (name,)),
        planned=NOTHING,
        counted=Part("Så är det räknat", ("Andelen",)),
        again=Part("Fråga igen", ("resa show kpis",)),
    )


def sheet(name: str = "Ærlig kø", *, drawing: Drawing | None = DRAWING) -> ReportSheet:
    return ReportSheet(
        language="sv",
        kicker="Rapport",
        title=name,
        made="2 nov. 2026",
        page="Sida {n} av {of}",
        map_title="Kartan",
        warnings=(name,),
        state=Part("Så är läget", (name,)),
        summary=Part("Det som sticker ut", (name,)),
        poster=drawing,
        poster_note="",
        drawing=drawing,
        pages=(),
        findings_title="Det som sticker ut",
        findings_intro="Ett fynd.",
        findings=(finding(name),),
        others=Grid("Mer", ("Fynd", "n"), ((name, "7"),), (False, True)),
        chapters=(Chapter("Metod", ("Rad",), (Fact("Mål", name),), (Grid("", ("Källa",), ((name,),), (False,)),)),),
    )


def text_of(content: bytes) -> str:
    pages = pypdf.PdfReader(BytesIO(content)).pages
    return "\n".join(page.extract_text() for page in pages).replace("\u200b", "")


def test_paper_holds_the_words_on_pages_of_one_shape() -> None:
    content = report_pdf(sheet(), made_at=NOW)
    read = pypdf.PdfReader(BytesIO(content))
    shapes = {round(float(page.mediabox.width) / float(page.mediabox.height), 2) for page in read.pages}
    assert shapes == {1.41}
    told = text_of(content)
    for words in ("Ærlig kø", "41,4 %", "±0,8", "16 056 kunder", "Nästa steg", f"Sida 1 av {len(read.pages)}", "Köp"):
        assert words in told, words


def test_the_same_report_is_the_same_file() -> None:
    assert report_pdf(sheet(), made_at=NOW) == report_pdf(sheet(), made_at=NOW)
    assert report_html(sheet()) == report_html(sheet())


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_only_text(name: str) -> None:
    first = name.split(maxsplit=1)[0][:20]
    assert first in text_of(report_pdf(sheet(name), made_at=NOW)).replace("\n", "")
    page = report_html(sheet(name))
    assert "<script" not in page
    assert "onerror=alert" not in re.sub(r"&lt;img[^<]*", "", page)


def test_the_page_asks_nobody_and_runs_nothing() -> None:
    page = report_html(sheet())
    [policy] = re.findall(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "script-src" not in policy
    assert " style=" not in page  # the policy allows none
    assert not re.findall(r"(?:src|href)=\"(?!#)", page)


def test_what_is_withheld_is_not_drawn() -> None:
    assert "<text>" not in report_html(sheet(drawing=None))
    assert "Köp" not in text_of(report_pdf(sheet(drawing=None), made_at=NOW)).replace("Problem, Köp", "")


def test_texts_can_be_set() -> None:
    assert printable("a\u202eb\x00c\nd") == "abc d"
    assert len(printable("x" * 5000)) == LONGEST
    assert printable(DRAWING) is DRAWING
    assert printable("one two", broken=str.upper) == "ONE TWO"


def test_a_bar_stays_inside_its_chart() -> None:
    ends = re.findall(r"(?:cx=\"|M|H)([\d.]+)", bar_svg(Bar("", "", "", "", 1.0, 0.0, 1.0, "plain")))
    assert all(0 <= float(end) <= WIDTH for end in ends)
