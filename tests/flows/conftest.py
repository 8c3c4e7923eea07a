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
        assert code is None or ended == code, f"resa {' '.join(words)} ended with {ended}\n{err.getvalue()}\n{out.getvalue()}"
        return Done(ended, out.getvalue(), err.getvalue())

    def rows(self, *arguments: str) -> list[dict[str, Any]]:
        """Returns the rows that a command prints with --json."""
        return self(*arguments, "--json").rows

    def one(self, sql: str) -> Any:
        """Returns the single figure that a query gives."""
        (row,) = self.rows("query", sql)
        (figure,) = row.values()
        return figure


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
