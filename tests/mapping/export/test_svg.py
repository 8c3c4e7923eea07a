"""The picture is well-formed, complete, and made by the same code as the page."""

import sys
from xml.etree import ElementTree

import edited
import pytest
import sample

from resa.mapping.export import bundlescript, svg
from resa.mapping.export.drawingthread import DrawingExtraMissingError
from resa.mapping.export.svg import UnknownThemeError, draw_svg

HOSTILE = "<script>alert(1)</script>&\"'\x00\x0b\ud800"


def test_it_holds_the_title_and_every_stage() -> None:
    words = "".join(ElementTree.fromstring(draw_svg(sample.sample_page())).itertext())
    for name in ("Furnishing a home and garden", "Awareness", "Purchase", "Loyalty", "8,930"):
        assert name in words


@pytest.mark.parametrize("theme", svg.THEMES)
def test_every_theme_is_drawn_with_its_own_paper(theme: str) -> None:
    papers = {"light": "#F7F8F5", "dark": "#121816", "print": "#FFFFFF"}
    assert f'fill="{papers[theme]}"' in draw_svg(sample.small_page(), theme=theme)


def test_hostile_names_stay_text() -> None:
    drawn = draw_svg(sample.renamed(sample.small_page(), lambda name: HOSTILE.replace("\ud800", "") + name[:4]))
    tags = {element.tag.rsplit("}", 1)[-1] for element in ElementTree.fromstring(drawn).iter()}
    assert "script" not in tags


def test_an_unknown_theme_says_which_there_are() -> None:
    with pytest.raises(UnknownThemeError, match="light, dark, print, got 'sepia'"):
        draw_svg(sample.small_page(), theme="sepia")


def test_without_the_extra_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "py_mini_racer", None)
    monkeypatch.setattr(bundlescript, "_engine", bundlescript._engine.__wrapped__)
    with pytest.raises(DrawingExtraMissingError, match=r"resa\[export\]"):
        draw_svg(sample.small_page())


def test_paper_shows_arrows_where_they_are_asked_for() -> None:
    page = edited.edited_page()
    bare, asked = (draw_svg(page, has_typeface=False, has_arrows=has_arrows) for has_arrows in (False, True))
    assert asked.count("<path") - bare.count("<path") == 4  # a line and a head: an action to its pain, a step to a step
