"""Every command, file and Python snippet of the documents works, and prints what the document shows."""

from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HOW_TO = [page for page in sorted((ROOT / "docs/how-to").glob("*.md")) if page.name != "README.md"]


@pytest.mark.flow
def test_the_tutorial(elsewhere: Path, follow: Callable[[Path], None]) -> None:
    follow(ROOT / "docs/tutorial/first-map.md")
    assert (elsewhere / "map.html").stat().st_size > 100_000


@pytest.mark.flow
def test_the_tutorial_of_the_app(elsewhere: Path, follow: Callable[[Path], None]) -> None:
    follow(ROOT / "docs/tutorial/in-the-app.md")
    exports = elsewhere / "resa-demo" / "retailer" / "exports"
    assert all((exports / name).is_file() for name in ("kundregister.csv", "ordrar.csv", "enkatsvar.csv", "samtal.csv"))


@pytest.mark.flow
@pytest.mark.parametrize("page", HOW_TO, ids=lambda page: page.stem)
def test_a_how_to(page: Path, reader: Path, follow: Callable[[Path], None]) -> None:
    follow(page)


@pytest.mark.flow
def test_the_readme(reader: Path, follow: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch) -> None:
    pd = pytest.importorskip("pandas")
    calls = pd.DataFrame({"call": ["1", "2"], "email": ["a@x.se", "b@x.se"], "at": ["2026-01-05T10:00:00Z"] * 2})
    monkeypatch.setattr("builtins.calls", calls, raising=False)
    follow(ROOT / "README.md")
