"""Files of a form, written to the disk as they arrive, however large they are."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import IO, ClassVar

from fastapi import Request
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.concurrency import run_in_threadpool

from resa.app.uploads import Receiving, Upload
from resa.model.errors import FailureError, UsageError

SPARE_BYTES = 64 << 20
"""What stays free on the disk beside an upload."""

MOST_HEAD_BYTES = 16 << 10
"""What a part of a form says of itself; it is held in memory, unlike the part."""


class WrongFormError(UsageError):
    """A request that should bring files is not written as forms with files are."""

    code: ClassVar[str] = "wrong_form"


class FullDiskError(FailureError):
    """An upload does not fit on the disk."""

    code: ClassVar[str] = "full_disk"


async def received(request: Request, receiving: Receiving) -> Upload:
    """Returns the upload whose files a request brings; nothing of it stays where the request ends early."""
    try:
        await run_in_threadpool(_require_room, receiving.folder, request.headers.get("content-length", "0"))
        parts = _Parts(_boundary(request), place=receiving.file)
        try:
            async for piece in request.stream():
                await run_in_threadpool(parts.feed, piece)
            parts.require_end()
        finally:
            parts.close()
        return await run_in_threadpool(receiving.done)
    except BaseException:  # a line that breaks is no exception of ours, and leaves nothing behind either
        receiving.drop()
        raise


def _require_room(folder: Path, announced: str) -> None:
    free = shutil.disk_usage(folder).free
    if announced.isdigit() and int(announced) + SPARE_BYTES > free:
        raise FullDiskError(
            f"expected room for {int(announced):,} bytes, the disk has {free:,} left; make room, or send less at once"
        )


def _boundary(request: Request) -> bytes:
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    if kind != b"multipart/form-data" or b"boundary" not in options:
        raise WrongFormError(
            "expected files as multipart/form-data, got something else; send them in the field `files`"
        )
    return options[b"boundary"]


class _Parts:
    """The parts of a form; those that are files go to the place that `place` gives for their name."""

    def __init__(self, boundary: bytes, *, place: Callable[[str], Path]) -> None:
        self._place = place
        self._file: IO[bytes] | None = None
        self._name, self._content, self._heads = b"", b"", dict[bytes, bytes]()
        calls = (
            "part_begin",
            "part_data",
            "part_end",
            "header_field",
            "header_value",
            "header_end",
            "headers_finished",
            "end",
        )
        heard = {f"on_{name}": getattr(self, f"_{name}") for name in calls}
        self._head_bytes = 0
        self._is_whole = False
        try:
            self._parser = MultipartParser(boundary, heard)  # type: ignore[arg-type] # the names that it knows
        except FormParserError as error:
            raise WrongFormError(f"expected files as multipart/form-data, got {error}") from error

    def feed(self, piece: bytes) -> None:
        """Takes the next bytes of the request."""
        try:
            self._parser.write(piece)
        except FormParserError as error:
            raise WrongFormError(f"expected files as multipart/form-data, got {error}") from error
        except OSError as error:
            raise FullDiskError(f"expected to write the file down, got: {error.strerror or error}") from error

    def require_end(self) -> None:
        """Raises `WrongFormError` where the form ends before its last boundary: its last file is cut short."""
        if not self._is_whole:
            raise WrongFormError("expected the whole form, it ends before its last boundary; send the files again")

    def close(self) -> None:
        """Ends the file on its way."""
        if self._file:
            self._file.close()

    def _part_begin(self) -> None:
        self._heads, self._head_bytes = {}, 0

    def _header_field(self, piece: bytes, start: int, end: int) -> None:
        self._name += self._headed(piece[start:end])

    def _header_value(self, piece: bytes, start: int, end: int) -> None:
        self._content += self._headed(piece[start:end])

    def _headed(self, piece: bytes) -> bytes:
        self._head_bytes += len(piece)
        if self._head_bytes > MOST_HEAD_BYTES:
            raise WrongFormError(f"expected at most {MOST_HEAD_BYTES:,} bytes before each file, got more")
        return piece

    def _header_end(self) -> None:
        self._heads[self._name.lower()] = self._content
        self._name, self._content = b"", b""

    def _headers_finished(self) -> None:
        _, options = parse_options_header(self._heads.get(b"content-disposition", b""))
        name = options.get(b"filename", b"").decode("utf-8", "replace")
        self._file = self._place(name).open("xb") if name else None

    def _part_data(self, piece: bytes, start: int, end: int) -> None:
        if self._file:
            self._file.write(piece[start:end])

    def _end(self) -> None:
        self._is_whole = True

    def _part_end(self) -> None:
        self.close()
        self._file = None
