"""A lead writes the report for Monday: its figures are those of the map, in four languages, and nobody is named."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

import resa
from resa.app.demo import demo
from resa.app.newmap import NewMap, create_map
from resa.app.permission import Person, Role
from resa.app.report.change import Asked
from resa.app.report.write import ReportWish, write_report
from resa.app.serving import ServedWorkspace
from resa.app.workspace import Workspace, open_workspace
from resa.cli.program import run
from resa.mapping.export.speaker import Speaker
from resa.model.resolvedmap import ResolvedMap

pytestmark = pytest.mark.flow

CUSTOMERS = 500
OWNER = Person("p1", "Åsa", "asa@example.com", Role.OWNER)
HEADS = {
    "en": ("How it is", "What to do next", "How this was counted"),
    "sv": ("Så är läget", "Nästa steg", "Så är det räknat"),
    "da": ("Sådan står det til", "Næste skridt", "Sådan er det talt"),
    "nb": ("Slik er det", "Neste skritt", "Slik er det talt"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("retailer") / "workspace"
    return demo(made, customers=CUSTOMERS, progress=lambda *_: None).workspace


@pytest.fixture(scope="module")
def workspace(folder: Path) -> Workspace:
    return open_workspace(folder)


@pytest.fixture(scope="module")
def drawn(folder: Path) -> ResolvedMap:
    return resa.open(folder).map()


@pytest.fixture(scope="module")
def english(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    out = tmp_path_factory.mktemp("out") / "report.pdf"
    assert run(["report", "--workspace", str(folder), "--out", str(out)]) == 0
    return read_pdf(out)


def read_pdf(path: Path) -> str:
    pages = pypdf.PdfReader(BytesIO(path.read_bytes())).pages
    return plain("\n".join(page.extract_text() for page in pages))


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u200b", ""))


def read_html(path: Path) -> str:
    page = re.sub(r"<(style|svg).*?</\1>", " ", path.read_text("utf-8"), flags=re.DOTALL)
    return plain(re.sub(r"<[^>]+>", " ", page)).replace("&#x27;", "'").replace("&quot;", '"').replace("&gt;", ">")


def test_its_figures_are_those_of_the_map(english: str, drawn: ResolvedMap) -> None:
    speaker = Speaker("en")
    pains = sorted((one for one in drawn.pains if one.kind == "pain"), key=lambda one: one.rank)
    assert len(pains) >= 3
    for pain in pains[:5]:
        for figure in (pain.effect, pain.compared_with, *(part.figure for part in pain.slices)):
            if figure is not None:
                assert plain(f"{speaker.figure(figure)} {speaker.half(figure)}").strip() in english
                assert plain(speaker.say("word.answers", n=figure.n)) in english
    assert f"{drawn.base.customers:,} customers and {drawn.base.interactions:,} interactions" in english
    for stage in drawn.stages:
        assert speaker.figure(stage.share) in english


def test_it_says_which_orders_its_money_does_not_hold(english: str, drawn: ResolvedMap) -> None:
    (left_out,) = [row.left_out for row in drawn.figures if row.left_out is not None]
    assert f"Order value in SEK, without {left_out.orders:,} orders in {', '.join(left_out.currencies)}" in english


def test_its_figures_are_those_that_show_gives(english: str, folder: Path) -> None:
    asked, speaker = resa.open(folder), Speaker("en")
    conversion = next(row for row in asked.show("kpis").rows if row["kpi"] == "conversion_share")
    assert f"is reached by {speaker.unit(conversion['value'], 'share')}" in english
    for row in asked.show("stages").rows:
        assert speaker.unit(row["share"], "share") in english
    sources = [row["source"] for row in asked.query("SELECT DISTINCT source FROM interactions").rows]
    assert all(source in english for source in sources)


@pytest.mark.parametrize(("language", "form"), [("en", ".html"), ("sv", ".html"), ("da", ".pdf"), ("nb", ".html")])
def test_it_speaks_four_languages(workspace: Workspace, tmp_path: Path, language: str, form: str) -> None:
    out = tmp_path / f"report{form}"
    write_report(workspace, out, wish=ReportWish(language=language))
    told = read_pdf(out) if form == ".pdf" else read_html(out)
    for head in HEADS[language]:
        assert head in told
    others = [head for name, heads in HEADS.items() if name != language for head in heads]
    assert not [head for head in others if head in told and head not in HEADS[language]]
    assert not re.search(r"\{\w+[:}]", told), "a blank was left open"
    assert "undefined" not in told


def test_as_a_presentation_each_finding_has_its_slide(folder: Path, drawn: ResolvedMap, tmp_path: Path) -> None:
    out, speaker = tmp_path / "report.pptx", Speaker("sv")
    assert run(["report", "--workspace", str(folder), "--out", str(out), "--lang", "sv"]) == 0
    slides = [plain(words_on(slide)) for slide in Presentation(BytesIO(out.read_bytes())).slides]
    assert slides[0].startswith(speaker.title(drawn)), "the map comes first"
    assert "Så är läget" in slides[1]
    pains = sorted((one for one in drawn.pains if one.kind == "pain"), key=lambda one: one.rank)[:5]
    for at, pain in enumerate(pains, start=2):
        assert plain(speaker.figure(pain.effect)) in slides[at]
        assert "Nästa steg" in slides[at]
        assert "Så är det räknat" in slides[at]
    assert any("Hur det är räknat, och vad det inte säger" in one for one in slides)
    assert not [one for one in slides if re.search(r"\{\w+[:}]", one)]


def words_on(slide: Any) -> str:
    return " ".join(one.text_frame.text for one in shapes_of(slide.shapes) if one.has_text_frame)


def shapes_of(shapes: Any) -> Iterator[Any]:
    for one in shapes:
        yield from shapes_of(one.shapes) if one.shape_type == MSO_SHAPE_TYPE.GROUP else (one,)


def test_nobody_is_named(workspace: Workspace, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    write_report(workspace, out, wish=ReportWish())
    page = out.read_text("utf-8")
    named = resa.open(folder).query("SELECT DISTINCT text FROM identifiers ORDER BY hash(text) LIMIT 400").rows
    known = [row["text"] for row in named if len(str(row["text"])) > 6]
    assert len(known) > 100
    assert not [one for one in known if one in page]
    texts = resa.open(folder).query("SELECT text FROM answers WHERE length(text) > 20 LIMIT 300").rows
    assert not [row["text"] for row in texts if row["text"] in page]


def test_words_are_in_it_where_they_are_asked_for(workspace: Workspace, drawn: ResolvedMap, tmp_path: Path) -> None:
    quotes = [one.text for pain in drawn.pains for one in pain.quotes]
    out = tmp_path / "report.html"
    write_report(workspace, out, wish=ReportWish(has_quotes=True))
    told = read_html(out)
    assert "This report holds customers’ own words." in told
    assert any(plain(quote) in told for quote in quotes)


def test_a_period_looks_back_at_the_one_before(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "spring.html"
    resa.open(folder).report(out, where="channel = web", start="2026-03-01", end="2026-06-01", language="sv")
    told = read_html(out)
    assert "Bara kunder där kanalen är webbplats." in told
    assert "1 mars 2026 till 31 maj 2026, jämfört med 29 nov. 2025 till 28 feb. 2026" in told


def test_a_filter_that_leaves_a_handful_tells_nothing_of_them(folder: Path, tmp_path: Path) -> None:
    few = resa.open(folder).query("SELECT text FROM identifiers WHERE namespace = 'email' LIMIT 1").rows[0]["text"]
    out = tmp_path / "few.html"
    resa.open(folder).report(out, where=f"customer = 'email:{few}'")
    told = out.read_text("utf-8")
    assert "Fewer than five customers remain" in told or "keeps nobody" in told
    assert str(few) not in told
    assert "<article" not in told


def test_the_same_revision_gives_the_same_report_but_for_the_time(workspace: Workspace, tmp_path: Path) -> None:
    told = []
    for name in ("one", "other"):
        write_report(workspace, tmp_path / f"{name}.html", wish=ReportWish())
        told.append(re.sub(r"\d\d:\d\d", "", (tmp_path / f"{name}.html").read_text("utf-8")))
    assert told[0] == told[1]


def test_a_workspace_without_data_says_so(tmp_path: Path) -> None:
    resa.open(tmp_path / "w", create=True).report(tmp_path / "a.pdf", language="da")
    assert "Intet er læst ind endnu" in read_pdf(tmp_path / "a.pdf")


def test_a_map_of_the_app_is_reported_with_what_is_planned(folder: Path, drawn: ResolvedMap, tmp_path: Path) -> None:
    finding = min((one for one in drawn.pains if one.kind == "pain"), key=lambda one: one.rank).id
    content = f"""
resa: journeymap
version: 1
maps: {{map: {{title: "Köpa jacka", form: current_state}}}}
stages: {{"stage:purchase": {{name: Köpet, position: 0, follows: purchase}}}}
lanes: {{"lane:a": {{shows: action, position: 0}}, "lane:f": {{shows: findings, position: 1}}}}
cards:
  card:1: {{lane: lane:a, stage: stage:purchase, text: Ny kassa, owner: Åsa, due: 2026-12-24, about: {finding!r}}}
"""
    served = ServedWorkspace(folder)
    try:
        create_map(OWNER, served, NewMap("file", title="Köpa jacka", file="a.yaml", content=content, language="sv"))
    finally:
        served.close()
    out = tmp_path / "map.html"
    assert run(["report", "--workspace", str(folder), "--map", "Köpa jacka", "--out", str(out)]) == 0
    told = read_html(out)
    assert "Redan planerat Ny kassa, Åsa, senast 24 dec. 2026" in told
    assert "skrivna av människor" in told


def test_wrong_wishes_are_told(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["report", "--workspace", str(folder), "--out"]
    assert run([*asked, str(tmp_path / "a.docx")]) == 2
    assert ".pdf, .html" in capsys.readouterr().err
    assert run([*asked, str(tmp_path / "a.pdf"), "--where", "profile.nowhere = 1"]) == 2
    assert run([*asked, str(tmp_path / "a.pdf"), "--goal", "nothing"]) == 2
    assert run([*asked, str(tmp_path / "a.pdf"), "--lang", "fr"]) == 2


def test_asked_joins_filter_and_period() -> None:
    assert Asked("a = 1", None, "2026-01-01").whole == "(a = 1) and (time < '2026-01-01')"
