"""The reference says what the code says today."""

import importlib.util
from pathlib import Path

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs/reference"


def test_the_reference_is_up_to_date() -> None:
    made = importlib.util.spec_from_file_location("reference", ROOT / "tools/reference.py")
    assert made is not None
    assert made.loader is not None
    reference = importlib.util.module_from_spec(made)
    made.loader.exec_module(reference)
    pages = {page.relative_to(REFERENCE).as_posix(): page for page in REFERENCE.rglob("*.md")}
    written = {name: page.read_text(encoding="utf-8") for name, page in pages.items()}
    stale = [name for name, text in reference.pages().items() if written.pop(name, None) != text]
    assert stale == [], "run `make reference`"
    assert written == {}, "pages that nothing writes any more"
