"""The reference says what the code says today."""

from pathlib import Path

from tools.reference.pages import pages

REFERENCE = Path(__file__).parents[2] / "docs/reference"


def test_the_reference_is_up_to_date() -> None:
    kept = {page.relative_to(REFERENCE).as_posix(): page for page in REFERENCE.rglob("*.md")}
    written = {name: page.read_text(encoding="utf-8") for name, page in kept.items()}
    stale = [name for name, text in pages().items() if written.pop(name, None) != text]
    assert stale == [], "run `make reference`"
    assert written == {}, "pages that nothing writes any more"
