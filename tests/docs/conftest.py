"""Runs what the documents say, page by page and block by block, as a reader would who follows along."""

import difflib
import io
import os
import re
import shlex
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

from resa.cli.program import run

ROOT = Path(__file__).parents[2]
IS_UPDATE = bool(os.environ.get("RESA_DOCS_UPDATE"))
"""With RESA_DOCS_UPDATE=1 lines of output that changed are written anew, instead of failing."""

CUSTOMERS = "500"
_FENCE = re.compile(r"^```(\S*) ?(.*)\n((?:.*\n)*?)```$", flags=re.MULTILINE)
_INDENTED = re.compile(r"^    (?:\.venv/bin/)?(resa .+)$", flags=re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block: its language, what else its first line says, its text, and the line it begins on."""

    language: str
    remark: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Ended:
    """What a command printed, on both streams together, and how it ended."""

    code: int
    told: str


def blocks(page: Path) -> list[Block]:
    """Returns the fenced blocks of a page, in order."""
    text = page.read_text(encoding="utf-8")
    return [
        Block(found[1], found[2].strip(), found[3], text.count("\n", 0, found.start()) + 1)
        for found in _FENCE.finditer(text)
    ]


def indented_commands(page: Path) -> list[str]:
    """Returns the commands that stand indented, outside of fences."""
    text = _FENCE.sub("", page.read_text(encoding="utf-8"))
    return _INDENTED.findall(text)


def told(command: str) -> Ended:
    """Runs one `resa …` command in this process."""
    words = shlex.split(command)
    assert words[0] == "resa", command
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(out):
        code = run(words[1:])
    return Ended(code, out.getvalue())


def squeezed(line: str) -> str:
    """Returns a line without what only makes it pretty: widths of columns and rules."""
    return re.sub(r"\s+", " ", line.replace("─", "")).strip()


def missing_lines(expected: list[str], *, told: str) -> list[str]:
    """Returns the lines of a document that the output does not have, in that order; `…` stands for any lines."""
    actual = [squeezed(line) for line in told.splitlines()]
    at, missing = 0, []
    for line in expected:
        wanted = squeezed(line)
        if wanted in ("", "…"):
            continue
        head, is_cut, _ = wanted.partition(" …")
        fitting = [n for n in range(at, len(actual)) if actual[n] == wanted or (is_cut and actual[n].startswith(head))]
        if fitting:
            at = fitting[0] + 1
        else:
            missing.append(line)
    return missing


def mended(text: str, *, missing: list[str], told: str) -> str:
    """Returns a page with each missing line replaced by the one of the output that looks most like it."""
    lines = [line.rstrip() for line in told.splitlines() if squeezed(line)]
    for line in missing:
        words = len(line.removesuffix("…").split())
        shown = [_first(words, line=one) + " …" for one in lines] if line.endswith(" …") else lines
        nearest = difflib.get_close_matches(line, shown, n=1, cutoff=0.3)
        if nearest:
            text = text.replace(f"\n{line}\n", f"\n{nearest[0]}\n", 1)
    return text


def _first(words: int, *, line: str) -> str:
    """Returns a line up to the end of that many words, spaces as they are."""
    found = re.match(rf"\s*(?:\S+\s+){{0,{max(0, words - 1)}}}\S+", line)
    return found[0] if found else line


@dataclass(frozen=True, slots=True)
class Follower:
    """Does what a page says, in the folder one is in."""

    page: Path

    def follow(self) -> None:
        """Carries out every block: writes files, runs commands, runs Python."""
        names: dict[str, object] = {}
        for block in blocks(self.page):
            if block.language == "console":
                self._commands(block)
            elif block.language == "python":
                exec(compile(block.text, f"{self.page.name}:{block.line}", "exec"), names)
            elif block.remark:
                self._write(Path(block.remark), block.text)
        for command in indented_commands(self.page):
            ended = told(command)
            assert ended.code == 0, f"{self.page.name}: {command}\n{ended.told}"

    def _write(self, path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def _commands(self, block: Block) -> None:
        for part in re.split(r"^(?=\$ )", block.text, flags=re.MULTILINE):
            command, *expected = part.splitlines() or [""]
            if not command.startswith("$ resa"):
                continue
            ended = told(command.removeprefix("$ "))
            code = next((int(line.removeprefix("exit code ")) for line in expected if line.startswith("exit code ")), 0)
            where = f"{self.page.relative_to(ROOT)}, line {block.line}: {command}"
            assert ended.code == code, f"{where} ended with {ended.code}\n{ended.told}"
            missing = missing_lines([one for one in expected if not one.startswith("exit code ")], told=ended.told)
            if missing and IS_UPDATE:
                text = self.page.read_text(encoding="utf-8")
                self.page.write_text(mended(text, missing=missing, told=ended.told), encoding="utf-8")
            else:
                assert not missing, f"{where} does not print\n" + "\n".join(missing) + f"\n\nbut\n{ended.told}"


@contextmanager
def _inside(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


@pytest.fixture(scope="session")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a reader who has the made-up retailer: its exports, and a workspace that holds them."""
    folder = tmp_path_factory.mktemp("reader")
    with _inside(folder):
        ended = told(f"resa demo --no-open --customers {CUSTOMERS}")
    assert ended.code == 0, ended.told
    copytree(folder / "resa-demo", folder / "resa-workspace", ignore=ignore_patterns("retailer", "map.html"))
    copytree(folder / "resa-demo/retailer/exports", folder / "exports")
    return folder


@pytest.fixture
def reader(made_up: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh copy of that folder, to be in, with nothing set in the environment."""
    folder = tmp_path / "reader"
    copytree(made_up, folder)
    monkeypatch.chdir(folder)
    monkeypatch.delenv("RESA_WORKSPACE", raising=False)
    return folder


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, to be in, with nothing set in the environment."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("RESA_WORKSPACE", raising=False)
    return tmp_path


@pytest.fixture(scope="session")
def follow() -> Callable[[Path], None]:
    """Returns what carries out a page in the folder one is in."""
    return lambda page: Follower(page).follow()


@pytest.fixture(scope="session")
def say() -> Callable[[str], Ended]:
    """Returns what runs one command as a reader would type it."""
    return told
