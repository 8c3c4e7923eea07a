"""The tutorial of the app calls buttons and places what the page calls them, word for word."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WORDS = [
    *sorted((ROOT / "frontend/packages/app/src/words").glob("**/en.ts")),
    ROOT / "frontend/packages/canvas/src/words/en.ts",
]
PAGE = (ROOT / "docs/tutorial/in-the-app.md").read_text(encoding="utf-8")
NAMED = sorted({" ".join(name.split()) for name in re.findall(r"(?<![*\w])\*([^*]+)\*(?![*\w])", PAGE)})


@pytest.fixture(scope="module")
def said() -> set[str]:
    """Return every text that the page says in English, lowercase."""
    texts = "\n".join(path.read_text(encoding="utf-8") for path in WORDS)
    return {text.lower() for text in re.findall(r"'[\w.:]+': '([^'\n]*)'", texts)}


@pytest.mark.parametrize("name", NAMED)
def test_what_the_tutorial_names_is_on_the_page(name: str, said: set[str]) -> None:
    assert name.lower() in said


def test_the_tutorial_names_buttons() -> None:
    assert len(NAMED) > 20
