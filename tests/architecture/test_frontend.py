"""The front end's layers: document below canvas below ui and app, and no files that import each other in a circle."""

import re
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parents[2] / "frontend" / "packages"
BELOW = {
    "generated": set[str](),
    "document": {"generated"},
    "canvas": {"generated", "document"},
    "ui": {"generated", "document", "canvas"},
    "app": {"generated", "document", "canvas", "ui"},
}
IMPORT = re.compile(r"""(?:from|import)\s*\(?\s*['"](\.[^'"]+)['"]""")


def _imports() -> dict[Path, set[Path]]:
    files = [path for path in ROOT.rglob("*") if path.suffix in {".ts", ".svelte"} and "node_modules" not in path.parts]
    found = {path: IMPORT.findall(path.read_text(encoding="utf-8")) for path in files}
    return {path: {(path.parent / one).resolve() for one in named} & found.keys() for path, named in found.items()}


def test_packages_import_downwards() -> None:
    upwards = [
        f"{path.relative_to(ROOT)} takes {other.relative_to(ROOT)}"
        for path, others in _imports().items()
        for other in others
        if (mine := path.relative_to(ROOT).parts[0]) != (theirs := other.relative_to(ROOT).parts[0])
        and theirs not in BELOW[mine]
    ]
    assert upwards == []


def test_no_files_import_each_other_in_a_circle() -> None:
    try:
        TopologicalSorter(_imports()).prepare()
    except CycleError as circle:
        told = " -> ".join(str(path.relative_to(ROOT)) for path in circle.args[1])
        raise AssertionError(f"expected no circle, got {told}") from circle
