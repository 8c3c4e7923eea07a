"""Drawings as PNG and PDF: as large as they say, with words that can be selected."""

import struct
import sys
from io import BytesIO

import pypdf
import pytest
import sample

from resa.mapping.export import svg
from resa.mapping.export.drawingthread import DrawingExtraMissingError
from resa.mapping.export.picture import UnknownPaperError, paged_pdf_of, pdf_of, png_of, sheet_of, size_of
from resa.mapping.export.svg import draw_pages, draw_svg

MILLIMETRE = 72 / 25.4


def drawn(**look: object) -> str:
    return draw_svg(sample.small_page(), has_typeface=False, **look)  # type: ignore[arg-type] # as the test says


@pytest.mark.parametrize("scale", [0.5, 1.0])
def test_a_png_is_as_large_as_the_drawing_times_its_scale(scale: float) -> None:
    picture, size = png_of(drawn(), scale=scale), size_of(drawn())
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", picture[16:24])
    assert abs(width - size.width * scale) <= 1
    assert abs(height - size.height * scale) <= 1


def test_no_side_of_a_png_grows_beyond_what_programs_open() -> None:
    tall = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="40000" viewBox="0 0 100 40000"></svg>'
    assert struct.unpack(">II", png_of(tall, scale=2)[16:24])[1] == 16_000


def test_a_pdf_says_its_title_and_its_words_can_be_selected() -> None:
    found = pypdf.PdfReader(BytesIO(pdf_of(drawn(), title="Å & <b>", language="sv")))
    assert found.metadata is not None
    assert found.metadata.title == "Å & <b>"
    text = " ".join(found.pages[0].extract_text().split())
    assert "Awareness" in text
    assert "/Font" in str(found.pages[0]["/Resources"])


@pytest.mark.parametrize(("paper", "is_a3"), [("a3", True), ("fit", False)])
def test_a_page_is_a3_or_as_large_as_the_drawing(paper: str, is_a3: bool) -> None:
    box = pypdf.PdfReader(BytesIO(pdf_of(drawn(), title="x", language="en", paper=paper))).pages[0].mediabox
    a3 = (round(420 * MILLIMETRE), round(297 * MILLIMETRE))
    assert ((round(float(box.width)), round(float(box.height))) == a3) is is_a3


def test_an_unknown_paper_says_which_there_are() -> None:
    with pytest.raises(UnknownPaperError, match="auto, a3, fit, got 'a9'"):
        pdf_of(drawn(), title="x", language="en", paper="a9")


@pytest.mark.parametrize(("paper", "millimetres"), [("a4-pages", (297, 210)), ("a3-pages", (420, 297))])
def test_pages_repeat_heads_and_lane_names_and_say_which_they_are(paper: str, millimetres: tuple[int, int]) -> None:
    sheet = sheet_of(paper)
    drawings = draw_pages(sample.own_stages_page(), width=sheet.width, height=sheet.height)
    found = pypdf.PdfReader(BytesIO(paged_pdf_of(drawings, title="x", language="en", paper=paper)))
    assert len(found.pages) == len(drawings) > 1
    box = found.pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == tuple(
        round(side * MILLIMETRE) for side in millimetres
    )
    for number, page in enumerate(found.pages, start=1):
        words = " ".join(page.extract_text().split())
        assert f"sida {number} av {len(drawings)}" in words


@pytest.mark.parametrize("library", ["resvg_py", "typst"])
def test_without_the_extra_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    picture = drawn()
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(DrawingExtraMissingError, match=r"pip install 'resa\[export\]'"):
        png_of(picture) if library == "resvg_py" else pdf_of(picture, title="x", language="en")


def test_letters_of_other_languages_are_drawn_with_the_typeface_that_comes_along() -> None:
    assert svg.bundle_text("INTER-LICENSE")
    text = '<text x="4" y="40" font-size="32">{}</text>'
    head = 'xmlns="http://www.w3.org/2000/svg" width="300" height="60" viewBox="0 0 300 60" font-family="Inter"'
    frame = f"<svg {head}>{{}}</svg>"
    pictures = {png_of(frame.format(text.format(words)), scale=1) for words in ("Łódź", "Ωμέγα", "жук", "")}
    assert len(pictures) == 4
