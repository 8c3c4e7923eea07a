"""What people say of texts, one line of JSON each, by text: readable, and easy to compare between two versions."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

import orjson

from resa.store.durable import replace_file

FILE = "labels.jsonl"

Line = Mapping[str, Any]


def read_labels(folder: Path) -> tuple[list[Line], list[str]]:
    """Returns the lines that say something of a text, and a sentence for each line that can't be followed."""
    path = folder / FILE
    try:
        written = path.read_bytes()
    except FileNotFoundError:
        return [], []
    found: list[Line] = []
    faults = []
    for number, line in enumerate(written.splitlines(), start=1):
        if not line.strip():
            continue
        said = _line(line)
        if said is None:
            faults.append(
                f"{path} line {number}: expected an object with a text, got {line[:60].decode(errors='replace')}"
            )
        else:
            found.append(said)
    return found, faults


def labels_mark(folder: Path) -> str:
    """Returns what changes whenever somebody labels a text."""
    return _stamp(folder / FILE)


def count_labels(folder: Path) -> int:
    """Returns how many labels there are."""
    try:
        return (folder / FILE).read_bytes().count(b"\n")
    except FileNotFoundError:
        return 0


def write_labels(folder: Path, lines: Iterable[Line]) -> None:
    """Replaces what is said of texts at once, in the order of the texts."""
    ordered = sorted(lines, key=lambda one: str(one["text"]))
    replace_file(folder / FILE, b"".join(orjson.dumps(dict(one)) + b"\n" for one in ordered))


def forget_labels(folder: Path, texts: Collection[str]) -> None:
    """Lets go of what is said of these texts."""
    lines, faults = read_labels(folder)
    kept = [one for one in lines if one["text"] not in texts]
    if faults or len(kept) < len(lines):  # a line that can't be read may hold anybody's words
        write_labels(folder, kept)


def _stamp(path: Path) -> str:
    try:
        found = path.stat()
    except FileNotFoundError:
        return ""
    return f"{found.st_mtime_ns}-{found.st_size}"


def _line(written: bytes) -> Line | None:
    try:
        said = orjson.loads(written)
    except orjson.JSONDecodeError:
        return None
    return said if isinstance(said, dict) and isinstance(said.get("text"), str) and said["text"] else None
