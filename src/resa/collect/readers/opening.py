"""Opens a file as plain bytes, whatever it is packed in, with limits that a bomb can't pass."""

import bz2
import contextlib
import gzip
import io
import lzma
import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, ClassVar, cast

import pyarrow as pa

from resa.collect.readers.raw import ReadError

MOST_RATIO = 500  # text rarely packs better than 1:100; deflate can't do better than 1:1032
FREE_BYTES = 256 << 20  # below this no ratio is looked at
_BROKEN = (EOFError, OSError, zlib.error, lzma.LZMAError, zipfile.BadZipFile)
_MAGIC = (
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
)


def _zstd(raw: IO[bytes], _mode: str) -> IO[bytes]:
    """Returns the unpacked bytes of Zstandard, a piece at a time; closing it closes `raw` too."""
    return cast("IO[bytes]", io.BufferedReader(_Unpacked(pa.CompressedInputStream(raw, "zstd")), 1 << 20))


class _Unpacked(io.RawIOBase):
    """A stream of Arrow as Python's own buffered streams know it."""

    def __init__(self, stream: pa.CompressedInputStream) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, room: memoryview) -> int:  # type: ignore[override] # what BufferedReader hands over
        block = self._stream.read(len(room))
        room[: len(block)] = block
        return len(block)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()


_OPENERS: dict[str | None, Callable[..., IO[bytes]]] = {
    "gzip": cast("Callable[..., IO[bytes]]", gzip.open),
    "bzip2": cast("Callable[..., IO[bytes]]", bz2.open),
    "xz": cast("Callable[..., IO[bytes]]", lzma.open),
    "zstd": _zstd,
}
_BOOKS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")


class BombError(ReadError):
    """A packed file that grows beyond all reason."""

    code: ClassVar[str] = "packed_too_tightly"


class NoSuchMemberError(ReadError):
    """An archive without the member that was asked for."""

    code: ClassVar[str] = "no_such_member"


class CannotOpenError(ReadError):
    """A file that the system does not let us read."""

    code: ClassVar[str] = "cannot_open"


@dataclass(frozen=True, slots=True)
class InputFile:
    """One thing to read: a file, or a member of an archive.

    `problem` says why it can't be read, and is None for what can. `size` is what it takes on the disk, packed.
    """

    path: Path
    member: str | None = None
    size: int = 0
    problem: str | None = None

    @property
    def name(self) -> str:
        """What people call it: the file's name, with the member's behind a colon."""
        name = self.path.name if self.member is None else f"{self.path.name}: {self.member}"
        return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")  # a name may hold other bytes


class Opened:
    """Bytes being read, the share read so far, and what broke on the way.

    A packed file that ends early or is damaged reads as if it ended there; `broken` then says so.
    """

    def __init__(self, stream: IO[bytes], *, name: str, packed: int, measured: IO[bytes] | None, whole: int) -> None:
        self._stream, self._measured, self._packed, self._whole = stream, measured, packed, whole
        self._given, self.name, self.broken = 0, name, ""

    def read(self, size: int) -> bytes:
        """Returns up to `size` bytes, fewer only at the end."""
        parts: list[bytes] = []
        left = size
        while left and not self.broken:
            try:
                block = self._stream.read1(left)  # type: ignore[attr-defined] # all streams opened here are buffered
            except _BROKEN as error:
                self.broken = f"expected the file to go on, but it breaks off or is damaged here ({error})"
                break
            if not block:
                break
            parts.append(block)
            left -= len(block)
        self._given += size - left
        if self._given > FREE_BYTES:
            self._check_ratio()
        return b"".join(parts)

    def _check_ratio(self) -> None:
        if self._given > MOST_RATIO * max(self._packed, 1):
            raise BombError(
                f"expected a packed file that grows at most {MOST_RATIO} times, but {self.name} ({self._packed:,} "
                f"bytes) gave {self._given:,} already; unpack it yourself if you trust it, and import the result"
            )

    @property
    def consumed(self) -> float | None:
        """The share (0 to 1) of the file that has been read; None where its size is unknown."""
        done = self._given if self._measured is None else self._measured.tell()
        return min(1.0, done / self._whole) if self._whole else None


def as_input(path: str | Path | InputFile) -> InputFile:
    """Returns the input that a path names; one with a member in it is kept."""
    if isinstance(path, InputFile):
        return path
    place = Path(path)
    with _open(place) as raw:
        return InputFile(place, size=raw.seek(0, 2))


@contextlib.contextmanager
def opened(file: InputFile) -> Iterator[Opened]:
    """Gives the unpacked bytes of `file`, closing everything behind itself."""
    with contextlib.ExitStack() as closing:
        raw = closing.enter_context(_open(file.path))
        packing, size = packing_of(raw), file.path.stat().st_size
        if packing == "zip" and not is_workbook(raw):
            yield _member(closing.enter_context(_archive(raw, file.path)), file, closing)
            return
        stream = raw
        if packing in _OPENERS:
            stream = closing.enter_context(_OPENERS[packing](raw, "rb"))
        yield Opened(stream, name=file.name, packed=size, measured=raw, whole=size)


@contextlib.contextmanager
def seekable(file: InputFile) -> Iterator[IO[bytes]]:
    """Gives the unpacked bytes as a stream that can jump: the file itself, or a temporary copy of what is packed."""
    if file.member is None and packing_of_path(file.path) is None:
        with _open(file.path) as raw:
            yield raw
        return
    with opened(file) as source, tempfile.SpooledTemporaryFile(max_size=64 << 20) as copy:
        shutil.copyfileobj(cast("IO[bytes]", source), cast("IO[bytes]", copy), 1 << 20)
        copy.seek(0)
        yield cast("IO[bytes]", copy)


def packing_of(stream: IO[bytes]) -> str | None:
    """Returns "gzip", "bzip2", "xz", "zstd" or "zip" by the first bytes, None for anything else; the place is kept."""
    head = stream.read(6)
    stream.seek(0)
    return next((name for magic, name in _MAGIC if head.startswith(magic)), None)


def packing_of_path(path: Path) -> str | None:
    """Returns how the file at `path` is packed; a workbook (.xlsx, .ods) counts as not packed."""
    with _open(path) as raw:
        packing = packing_of(raw)
        return None if packing == "zip" and is_workbook(raw) else packing


def is_workbook(stream: IO[bytes]) -> bool:
    """Says whether a zip file is a workbook; the place in the stream is kept."""
    try:
        with zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile:
        return False
    finally:
        stream.seek(0)
    return any(book in names for book in _BOOKS)


def members(path: Path) -> tuple[InputFile, ...]:
    """Returns every member of a zip archive, those that can't be read with their reason; nothing is unpacked."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError) as error:
        problem = f"expected a zip archive, but it is damaged ({error}): fetch it anew"
        return (InputFile(path, size=path.stat().st_size, problem=problem),)
    total, packed = sum(entry.file_size for entry in entries), max(path.stat().st_size, 1)
    if total > FREE_BYTES and total > MOST_RATIO * packed:
        problem = f"the archive claims to hold {total:,} bytes in {packed:,}: unpack it yourself if you trust it"
        return (InputFile(path, size=packed, problem=problem),)
    return tuple(
        InputFile(path, member=entry.filename, size=entry.compress_size, problem=_member_problem(entry))
        for entry in entries
        if not entry.is_dir()
    )


def _member_problem(entry: zipfile.ZipInfo) -> str | None:
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "a symbolic link inside an archive is not followed"
    if entry.flag_bits & 0x1:
        return "encrypted: unpack it with its password first"
    if entry.filename.lower().endswith((".zip", ".tar", ".tgz", ".7z", ".rar")):
        return "an archive inside an archive: unpack it first"
    return None


def _open(path: Path) -> IO[bytes]:
    try:
        return open(path, "rb")
    except OSError as error:
        raise CannotOpenError(f"expected a readable file at {path}, but the system says: {error.strerror}") from error


def _archive(raw: IO[bytes], path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(raw)
    except zipfile.BadZipFile as error:
        raise CannotOpenError(f"expected a zip archive at {path}, but it is damaged ({error}): fetch it") from error


def _member(archive: zipfile.ZipFile, file: InputFile, closing: contextlib.ExitStack) -> Opened:
    name = file.member or _only_member(archive, file.path)
    try:
        entry = archive.getinfo(name)
        stream = closing.enter_context(archive.open(entry))
    except KeyError:
        raise NoSuchMemberError(f"expected {name!r} in {file.path.name}, which holds {_few(archive)}") from None
    except (RuntimeError, NotImplementedError, zipfile.BadZipFile) as error:
        raise CannotOpenError(
            f"expected a readable {name!r} in {file.path.name}, but: {error}; unpack it yourself and import the result"
        ) from error
    packing = packing_of(stream)
    if packing in _OPENERS:
        stream = closing.enter_context(_OPENERS[packing](stream, "rb"))
    return Opened(stream, name=file.name, packed=entry.compress_size, measured=None, whole=entry.file_size)


def _only_member(archive: zipfile.ZipFile, path: Path) -> str:
    names = [entry.filename for entry in archive.infolist() if not entry.is_dir()]
    if len(names) == 1:
        return names[0]
    raise NoSuchMemberError(
        f"expected one file in {path.name}, but it holds {len(names)} ({_few(archive)}); name the member to read"
    )


def _few(archive: zipfile.ZipFile) -> str:
    names = archive.namelist()
    return ", ".join(repr(name) for name in names[:5]) + (", …" if len(names) > 5 else "")
