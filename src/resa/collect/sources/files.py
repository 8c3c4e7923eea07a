"""Files as sources: found, sniffed and read."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from resa.collect.readers.find import find_files
from resa.collect.readers.opening import InputFile, opened
from resa.collect.readers.raw import FileFormat, RawBatch, ReadError
from resa.collect.readers.read import read
from resa.collect.readers.sniff import EMPTY, sniff

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class FileSource:
    """A file, or a member of an archive, whose format is known."""

    file: InputFile
    format: FileFormat

    @property
    def name(self) -> str:
        """The file's name, with the member's behind a colon."""
        return self.file.name

    def fingerprint(self) -> str:
        """Returns a hash of the unpacked bytes; reads the file once, about a second a gigabyte."""
        digest = hashlib.blake2b(digest_size=20)
        with opened(self.file) as source:
            while block := source.read(_BLOCK):
                digest.update(block)
        return digest.hexdigest()

    def batches(self, *, start_at: int = 0) -> Iterator[RawBatch]:
        """Yields the records from position `start_at` on."""
        return read(self.file, self.format, start_at=start_at)


@dataclass(frozen=True, slots=True)
class FoundSources:
    """What stands behind some paths: the sources that can be read, and the files that can't, with their `problem`."""

    sources: tuple[FileSource, ...]
    unreadable: tuple[InputFile, ...]


def file_sources(paths: Iterable[str | Path] | str | Path, *, file_format: FileFormat | None = None) -> FoundSources:
    """Returns a source for each file behind files, folders, globs and archives, and every file that can't be read.

    Each file is sniffed, save where `file_format` says how all of them are written.
    """
    sources: list[FileSource] = []
    unreadable: list[InputFile] = []
    for file in find_files(paths):
        if file.problem:
            unreadable.append(file)
            continue
        try:
            found = file_format or sniff(file)
        except ReadError as error:
            unreadable.append(replace(file, problem=error.sentence))
            continue
        if EMPTY in found.notes or not file.size:
            unreadable.append(replace(file, problem="an empty file: export it anew"))
        else:
            sources.append(FileSource(file, found))
    return FoundSources(tuple(sources), tuple(unreadable))
