"""Every question has a picture, in the reader's language down to its notes, of a shop that fits in the head."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from tests.flows.conftest import Resa
from tests.flows.smallshop import BASKET, plan_of, small_shop

import resa as library
from resa.app.answerfile.words import in_words
from resa.app.answerfile.write import answer_file
from resa.app.asking import Question
from resa.app.show import show
from resa.app.understanding import ANSWERS
from resa.app.workspace import open_workspace
from resa.mapping.export.answerpicture import draw_answer, has_picture
from resa.model.table import Table

pytestmark = pytest.mark.flow

ASKED = {
    "around": {"at": BASKET},
    "flow": {"at": BASKET, "side": "before"},
    "funnel": {"steps": ("home", "till"), "within": "7d", "depth": 3},
    "comparison": {"where": "time < 2026-01-02", "versus": "channel = store"},
}


@pytest.fixture
def shop(resa: Resa, tmp_path: Path) -> Resa:
    return small_shop(resa, tmp_path)


def answers(shop: Resa, plan: Path) -> list[Table]:
    """Returns the answer to every question."""
    options = {**ASKED, "conformance": {"map": str(plan)}}
    workspace = open_workspace(shop.workspace, create=False)
    return [show(workspace, Question(what=what, **options.get(what, {}))) for what in ANSWERS]


def words_of(svg: str) -> str:
    return " ".join(" ".join(ElementTree.fromstring(svg).itertext()).replace("\u00a0", " ").split())


def test_every_question_has_a_picture_without_a_word_of_english(shop: Resa, tmp_path: Path) -> None:
    told = answers(shop, plan_of(tmp_path, "home", "nowhere"))
    assert [table.what for table in told if not has_picture(table.what)] == []
    for table in told:
        words = words_of(draw_answer(table, language="sv", has_typeface=False))
        assert [note for note in table.notes if note in words] == [], table.what
        assert not {" the ", " of ", " with ", " and "} & {f" {word} " for word in words.split()}, words


def test_a_notebook_shows_every_answer(shop: Resa) -> None:
    workspace = library.open(shop.workspace)
    for what in ANSWERS.keys() - {"conformance"}:
        assert workspace.show(what, **ASKED.get(what, {}))._repr_html_().startswith("<svg"), what


def test_every_answer_is_taken_along_as_a_file(shop: Resa, tmp_path: Path) -> None:
    for table in answers(shop, plan_of(tmp_path, "home", "nowhere")):
        for form in (".csv", ".xlsx", ".parquet", ".json", ".svg", ".pptx"):
            assert answer_file(table, form, language="da").content, (table.what, form)
        columns, _ = in_words(table, language="da")
        assert [one.name for one in columns if "_" in one.head or one.head == one.name] == [], table.what


def test_the_command_line_and_python_write_the_same_files(shop: Resa, tmp_path: Path) -> None:
    told = shop("show", "stages", "--out", tmp_path / "stages.csv").out
    assert told.startswith(f"{tmp_path / 'stages.csv'}  ")
    assert told.endswith(" bytes, 5 rows\n")
    saved = library.open(shop.workspace).show("stages").save(tmp_path / "again.csv")
    assert saved.read_bytes() == (tmp_path / "stages.csv").read_bytes()
    shop("show", "stages", "--out", tmp_path / "stages.png", "--lang", "nb", "--theme", "dark")
    assert (tmp_path / "stages.png").read_bytes().startswith(b"\x89PNG")
    shop("query", "SELECT name FROM interactions ORDER BY time", "--out", tmp_path / "names.csv")
    lines = (tmp_path / "names.csv").read_text("utf-8-sig").splitlines()
    assert (lines[0], len(lines), f'"{BASKET}"' in lines) == ('"name"', 9, True)


def test_an_ending_that_is_no_form_names_those_there_are(shop: Resa, tmp_path: Path) -> None:
    refused = shop("show", "stages", "--out", tmp_path / "stages.docx", code=2).err
    assert "expected a file that ends in .csv, .xlsx, .parquet, .json, .svg, .png, .pdf, .pptx" in refused
    assert "query has no picture" in shop("query", "SELECT 1", "--out", tmp_path / "a.svg", code=2).err
    assert not list(tmp_path.glob("*.docx"))
