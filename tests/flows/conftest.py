"""Runs the `resa` command inside the test's own process, as a user would type it."""

import io
import json
import os
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from resa.cli.program import run


@dataclass(frozen=True, slots=True)
class Done:
    """What a command printed, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def rows(self) -> list[dict[str, Any]]:
        return self.json["rows"]


class Resa:
    """The command with its workspace already named."""

    def __init__(self, workspace: Path) -> None:
        self.workspace = workspace

    def __call__(self, *arguments: str | Path, code: int | None = 0) -> Done:
        out, err = io.StringIO(), io.StringIO()
        words = [str(word) for word in arguments]
        with redirect_stdout(out), redirect_stderr(err):
            ended = run([*words, "--workspace", str(self.workspace)])
        assert code is None or ended == code, (
            f"resa {' '.join(words)} ended with {ended}\n{err.getvalue()}\n{out.getvalue()}"
        )
        return Done(ended, out.getvalue(), err.getvalue())

    def rows(self, *arguments: str) -> list[dict[str, Any]]:
        """Returns the rows that a command prints with --json."""
        return self(*arguments, "--json").rows

    def one(self, sql: str) -> Any:
        """Returns the single figure that a query gives."""
        (row,) = self.rows("query", sql)
        (figure,) = row.values()
        return figure

    def pairs(self, sql: str) -> dict[str, Any]:
        """Returns what a query of two columns gives, the second by the first."""
        rows = (tuple(row.values()) for row in self.rows("query", sql))
        return {str(key): figure for key, figure in rows}


def alike(found: Any, expected: Any) -> bool:
    """Says whether both are the same, numbers to as many decimals as the expected one is written with."""
    if isinstance(expected, dict):
        return (
            isinstance(found, dict)
            and found.keys() == expected.keys()
            and all(alike(found[key], expected[key]) for key in expected)
        )
    if isinstance(expected, list | tuple):
        return len(found) == len(expected) and all(alike(*pair) for pair in zip(found, expected, strict=True))
    if isinstance(expected, float):
        decimals = max(2, len(repr(expected).partition(".")[2]))
        return isinstance(found, int | float) and abs(found - expected) <= 0.5 * 10**-decimals + 1e-9
    return bool(found == expected)


SPECS = Path(__file__).parent.parent / "data_specs"


@dataclass(frozen=True, slots=True)
class SharedData:
    """The shared data sets, and workspaces that are filled from them once a session."""

    folder: Path
    make: Callable[[str], Resa]
    specs: Path = SPECS

    def expected(self, name: str) -> dict[str, Any]:
        """Returns the figures that an independent calculation gave, by the path of their file."""
        found: dict[str, Any] = json.loads((self.folder / name).read_text(encoding="utf-8"))
        return found

    def check(self, name: str, figure: str, found: Any) -> None:
        """Holds a figure against the expected one."""
        expected = self.expected(name)[figure]
        assert alike(found, expected), f"{figure}: expected {expected}, got {found}"

    def filled(self, name: str, files: dict[str, str]) -> Resa:
        """Returns a workspace into which each file was imported with its spec; every record is stored."""
        resa = self.make(name)
        for spec, file in files.items():
            (report,) = resa("import", self.folder / file, "--spec", SPECS / f"{spec}.yaml", "--json").json["sources"]
            assert report["received"] == report["stored"], report
        return resa


@pytest.fixture
def resa(tmp_path: Path) -> Resa:
    return Resa(tmp_path / "workspace")


@pytest.fixture(scope="session")
def test_data() -> Path:
    folder = os.environ.get("RESA_TEST_DATA")
    if not folder or not Path(folder).is_dir():
        pytest.skip("RESA_TEST_DATA does not point at the data sets")
    return Path(folder)


@pytest.fixture(scope="session")
def workspace_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Resa]:
    """Returns a maker of workspaces that live as long as the session."""

    def make(name: str) -> Resa:
        return Resa(tmp_path_factory.mktemp(name) / "workspace")

    return make


@pytest.fixture(scope="session")
def shared(test_data: Path, workspace_of: Callable[[str], Resa]) -> SharedData:
    return SharedData(test_data, workspace_of)
