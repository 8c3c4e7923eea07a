"""Files that are either wholly there or not at all, whatever stops the machine."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from threading import get_ident

from resa.model.errors import FailureError

_CHUNK = 1 << 22


class DamagedFileError(FailureError):
    """A file of the workspace is missing or does not hold what was written to it."""

    code = "damaged_file"


def replace_file(path: Path, content: bytes) -> None:
    """Puts `content` in the place of the file; a crash leaves the old or the new content, never a mixture.

    Several threads may do so at once: the last one's content stays.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}-{get_ident()}.tmp")
    with beside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)
    sync_folder(path.parent)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Gives a file to write beside this one, which takes its place at the end; where something fails, none does."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}-{get_ident()}.tmp")
    try:
        yield beside
        sync_file(beside)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Returns once the file's bytes are on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(path: Path) -> None:
    """Returns once the folder's names are on the disk; folders can't be synced on Windows, which keeps them itself."""
    if os.name == "nt":
        return
    folder = os.open(path, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def digest_of(path: Path) -> str:
    """Returns the hash of a file's content; equal contents have equal digests.

    Raises `DamagedFileError` where the file can't be read.
    """
    digest = blake2b(digest_size=16)
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except OSError as error:
        raise DamagedFileError(f"expected a readable file at {path}, got {error.strerror}; run `resa check`") from error
    return digest.hexdigest()


def remove(path: Path) -> bool:
    """Removes a file or folder; returns False where a reader still holds it (it goes the next time)."""
    try:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    except PermissionError:
        return False
    return True
