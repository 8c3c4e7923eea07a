"""A presentation opens, is made of shapes that people can move and words that they can change, and says what it is."""

import sys
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import edited
import pytest
import sample
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.enum.text import MSO_AUTO_SIZE

from resa.mapping.export.drawingthread import DrawingExtraMissingError
from resa.mapping.export.slides import Slide, map_slides, write_slides
from resa.mapping.export.svg import UnknownThemeError
from resa.model.resolvedmap import MapPage

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
HOSTILE = "<script>alert(1)</script>&\"'\x00\x0b=1+1"
DASHES = {
    "paper": "F7F8F5",
    "width": 100,
    "height": 50,
    "full": [],
    "shapes": [
        {
            "kind": "outline",
            "runs": [{"start": [0, 0], "segments": [[10, 0, 20, 10, 20, 20]], "isClosed": False}],
            "fill": None,
            "line": {"colour": "17211F", "width": 2, "dash": [4, 6], "isRound": True},
        }
    ],
}


def deck_of(page: MapPage, **look: Any) -> Any:
    slides = map_slides(page, **look)
    return Presentation(BytesIO(write_slides(slides, title="Å & <b>", language=page.language, now=NOW)))


def every(shapes: Any) -> list[Any]:
    return [found for one in shapes for found in (one, *(every(one.shapes) if hasattr(one, "shapes") else ()))]


def words_of(slide: Any) -> list[str]:
    return [one.text_frame.text for one in every(slide.shapes) if one.has_text_frame and one.text_frame.text]


def test_a_map_is_slides_of_sixteen_by_nine_with_shapes_of_their_own() -> None:
    deck = deck_of(sample.sample_page())
    assert (deck.slide_width, deck.slide_height) == (12_192_000, 6_858_000)
    kinds = {one.shape_type for slide in deck.slides for one in every(slide.shapes)}
    assert {MSO_SHAPE_TYPE.GROUP, MSO_SHAPE_TYPE.FREEFORM, MSO_SHAPE_TYPE.TEXT_BOX, MSO_SHAPE_TYPE.LINE} <= kinds
    assert MSO_SHAPE_TYPE.PICTURE not in kinds
    words = [words for slide in deck.slides for words in words_of(slide)]
    assert {"Furnishing a home and garden", "Awareness", "8,930", "1,537 left"} <= {
        one.replace("\xa0", " ") for one in words
    }


def test_curves_stay_curves_and_lanes_are_groups_that_say_what_they_hold() -> None:
    deck = deck_of(sample.sample_page())
    first = deck.slides[0]
    assert "cubicBezTo" in "".join(one._element.xml for one in first.shapes)
    named = {one.name: one for slide in deck.slides for one in slide.shapes if one.shape_type == MSO_SHAPE_TYPE.GROUP}
    assert {"Customers", "Feeling", "Touchpoints", "Numbers", "Messages"} <= set(named)
    told = [
        one._element.xpath("./p:nvGrpSpPr/p:cNvPr/@descr")
        for one in every(named["Touchpoints"].shapes)
        if hasattr(one, "shapes")
    ]
    assert any("Front page" in descr[0] for descr in told if descr)


def test_every_slide_has_a_title_and_notes_that_say_what_it_rests_on() -> None:
    deck = deck_of(sample.sample_page(language="sv"))
    for slide in deck.slides:
        assert slide.shapes.title.text_frame.text.startswith("Furnishing a home")
        notes = slide.notes_slide.notes_text_frame.text
        assert "8\xa0930 kunder" in notes
        assert "1\xa0nov. 2025" in notes or "1 nov. 2025" in notes
    told = deck.core_properties
    assert (told.title, told.language, told.author) == ("Å & <b>", "sv", "Resa")


def test_nothing_of_the_librarys_own_stays_behind() -> None:
    content = write_slides(map_slides(sample.empty_page()), title="x", language="en", now=NOW)
    with zipfile.ZipFile(BytesIO(content)) as parts:
        names = parts.namelist()
        theme = parts.read("ppt/theme/theme1.xml").decode()
    assert not [name for name in names if "printer" in name or "thumbnail" in name]
    assert len([name for name in names if name.startswith("ppt/slideLayouts/slideLayout")]) == 1
    assert '<a:latin typeface="Inter"/>' in theme


def test_a_picture_on_a_map_is_a_picture_on_its_slide_and_one_from_elsewhere_is_not_asked_for() -> None:
    deck = deck_of(edited.edited_page())
    assert any(one.shape_type == MSO_SHAPE_TYPE.PICTURE for slide in deck.slides for one in every(slide.shapes))
    hrefs = [rel.target_ref for slide in deck.slides for rel in slide.part.rels.values() if rel.is_external]
    assert hrefs == []


def test_hostile_names_stay_words() -> None:
    deck = deck_of(sample.renamed(sample.small_page(), lambda name: HOSTILE + name[:4]))
    words = [words for slide in deck.slides for words in words_of(slide)]
    assert any("<script>" in one or "alert(1)" in one for one in words)
    for slide in deck.slides:
        assert {one.tag.rsplit("}", 1)[-1] for one in slide.element.iter() if isinstance(one.tag, str)}.isdisjoint(
            {"script", "hlinkClick", "oleObj"}
        )


def test_a_paragraph_is_one_text_that_can_be_written_on() -> None:
    (quote,) = [
        one
        for slide in deck_of(sample.sample_page()).slides
        for one in every(slide.shapes)
        if one.has_text_frame and "fire dage" in one.text_frame.text
    ]
    assert quote.text_frame.text == "»Jeg ventede fire dage på svar om\vmin reklamation.«"
    assert quote.text_frame.auto_size == MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE  # in a wider typeface it shrinks
    (paragraph,) = quote.text_frame.paragraphs
    assert paragraph.line_spacing == pytest.approx(23 / (18 * 1.21), abs=0.001)  # lines 23 pixels apart
    assert 18 * 0.75 * 0.8 < paragraph.runs[0].font.size.pt <= 18 * 0.75


def test_dashes_are_told_in_widths_of_their_line() -> None:
    content = write_slides([Slide(DASHES, ("a note",))], title="x", language="en", now=NOW)
    (shape,) = Presentation(BytesIO(content)).slides[0].shapes
    (dash,) = shape._element.xpath(".//a:ds")
    assert (dash.get("d"), dash.get("sp")) == ("200000", "300000")
    assert shape._element.xpath(".//a:ln/@cap") == ["rnd"]


def test_identifiers_of_shapes_are_unique_on_their_slide() -> None:
    for slide in deck_of(sample.crowded_page()).slides:
        ids = slide.element.xpath(".//p:cNvPr/@id")
        assert len(ids) == len(set(ids))


def test_an_unknown_theme_and_a_missing_library_say_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnknownThemeError, match="'sepia'"):
        map_slides(sample.empty_page(), theme="sepia")
    monkeypatch.setitem(sys.modules, "pptx", None)
    with pytest.raises(DrawingExtraMissingError, match=r"resa\[export\]"):
        write_slides((), title="x", language="en", now=NOW)
