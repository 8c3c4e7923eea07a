"""Which files there are behind paths, folders, globs and archives; what can't be read is listed with its reason."""

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import ClassVar

from resa.collect.readers.opening import InputFile, members, packing_of_path
from resa.collect.readers.raw import ReadError

MOST_FILES = 100_000
_FOREIGN = {
    b"%PDF": "a PDF document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"7z\xbc\xaf": "a 7z archive: unpack it first",
    b"Rar!": "a rar archive: unpack it first",
}


class NothingFoundError(ReadError):
    """Paths behind which there is no file at all."""

    code: ClassVar[str] = "nothing_found"


def find_files(paths: Iterable[str | Path] | str | Path) -> tuple[InputFile, ...]:
    """Returns every file behind `paths`, in the order given and by name within a folder or glob, each once.

    Folders are searched to the bottom, links to folders and loops included once; hidden files are listed with a reason.
    A zip archive gives one entry a member. What can't be read has a `problem`; nothing is left out silently.
    """
    wanted = [paths] if isinstance(paths, str | Path) else list(paths)
    found: dict[tuple[str, str | None], InputFile] = {}
    faults = []
    for path in wanted:
        files = list(_behind(Path(path)))
        if not files:
            faults.append(f"{path}: nothing there")
        for file in files:
            found.setdefault((os.path.realpath(file.path), file.member), file)
    if faults:
        raise NothingFoundError(
            "expected files, folders or globs that match something, got some that don't; check the spelling and the "
            "folder you are in",
            faults=faults,
        )
    return tuple(found.values())


def _behind(path: Path) -> Iterator[InputFile]:
    if path.is_dir():
        yield from _in_folder(path)
    elif path.exists() or path.is_symlink():
        yield from _one(path)
    elif glob.has_magic(str(path)):
        for match in sorted(glob.glob(str(path), recursive=True)):
            yield from _behind(Path(match))


def _in_folder(folder: Path) -> Iterator[InputFile]:
    count = 0
    for path in _walked(folder):
        count += 1
        if count > MOST_FILES:
            yield InputFile(folder, problem=f"more than {MOST_FILES:,} files: name a folder further down")
            return
        if path.name.startswith((".", "~$")):
            yield InputFile(path, problem="hidden: name it yourself to read it")
        else:
            yield from _one(path)
    if count == 0:
        yield InputFile(folder, problem="an empty folder")


def _walked(folder: Path) -> Iterator[Path]:
    """Yields the files below a folder and its hidden folders; a folder met again through a link is passed over."""
    been: set[str] = set()
    for place, folders, names in os.walk(folder, followlinks=True):
        real = os.path.realpath(place)
        if real in been:
            folders.clear()
            continue
        been.add(real)
        hidden = [name for name in folders if name.startswith(".")]
        folders[:] = sorted(name for name in folders if name not in hidden)
        yield from (Path(place) / name for name in sorted([*names, *hidden]))


def _one(path: Path) -> Iterator[InputFile]:
    try:
        size = path.stat().st_size
        problem = _problem(path)
        if problem is None and packing_of_path(path) == "zip":
            inside = members(path)
            yield from inside or (InputFile(path, size=size, problem="an empty archive"),)
            return
    except OSError as error:
        yield InputFile(path, problem=f"the system says: {error.strerror}")
        return
    yield InputFile(path, size=size, problem=problem)


def _problem(path: Path) -> str | None:
    if not path.is_file():
        return "not a regular file"
    with open(path, "rb") as raw:
        head = raw.read(512)
    foreign = next((what for magic, what in _FOREIGN.items() if head.startswith(magic)), None)
    if foreign:
        return f"expected a table, JSON or an event log, got {foreign}"
    return "a tar archive: unpack it first" if head[257:262] == b"ustar" else None
