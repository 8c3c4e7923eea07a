"""The shape of the code: contracts, sizes, public names, no machine's paths."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import resa

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "src/resa").rglob("*.py"))


def test_the_import_contracts_are_kept() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Contracts: 9 kept, 0 broken" in done.stdout, done.stdout + done.stderr


def test_no_file_is_longer_than_800_lines() -> None:
    assert [path.name for path in FILES if len(path.read_text(encoding="utf-8").splitlines()) > 800] == []


def test_every_package_opens_with_a_docstring() -> None:
    packages = [path for path in FILES if path.name == "__init__.py"]
    assert [str(path) for path in packages if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))] == []


def test_what_a_notebook_imports_is_listed() -> None:
    assert sorted(resa.__all__) == [
        "FailureError",
        "ImportReport",
        "ResaError",
        "ResolvedMap",
        "Table",
        "UsageError",
        "Workspace",
        "open",
    ]


@pytest.mark.parametrize("folder", ["src", "tests", "docs", "tools", "benchmarks", "frontend/packages"])
def test_no_machine_path_or_registry_address_is_written_down(folder: str) -> None:
    path_of_a_machine = re.compile(r"(?<![\w.<:/])/(?:work|root|home)/\w|pypi\.org|registry\.npmjs")
    guilty = [
        str(path)
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".md", ".ts", ".json", ".yaml", ".txt", ".toml"}
        and path != Path(__file__)
        and path_of_a_machine.search(path.read_text(encoding="utf-8"))
    ]
    assert guilty == []


def test_requirements_are_pinned_with_hashes_and_without_addresses() -> None:
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        pins = re.findall(r"^[\w.\[\]-]+==", text, flags=re.MULTILINE)
        assert pins, path.name
        assert "://" not in text, path.name
        assert text.count("--hash=sha256:") >= len(pins), path.name
