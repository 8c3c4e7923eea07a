"""Which adapters Resa runs with: the only place that names them."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from resa.collect.readers.layout import with_layout
from resa.collect.readers.raw import FileFormat
from resa.collect.readers.source import Source
from resa.collect.sources.files import FileSource, FoundSources, file_sources
from resa.collect.sources.frames import frame_source
from resa.store.engines.local.engine import LocalEngine

Engine = LocalEngine
"""The engine every workspace on this machine runs with."""


def engine_in(folder: Path, *, create: bool) -> LocalEngine:
    """Returns the engine on the workspace in that folder."""
    return LocalEngine.open(folder, create=create)


def sources_behind(paths: Iterable[Path], *, file_format: FileFormat | None = None) -> FoundSources:
    """Returns a source for every file behind the paths, and the files that can't be read."""
    return file_sources(paths, file_format=file_format)


def written_as(source: Source, file_format: FileFormat | None) -> Source:
    """Returns the file as a source that is read in this format; the source itself for None."""
    return replace(source, format=file_format) if file_format and isinstance(source, FileSource) else source


def laid_as(source: Source, told: FileFormat | None) -> Source:
    """Returns the file as a source with the layout that its spec's format tells: further headings, lists as records."""
    return written_as(source, with_layout(source.format, told)) if told is not None else source


def path_of(source: Source) -> Path | None:
    """Returns the file that a source is read from, None where it is none."""
    return source.file.path if isinstance(source, FileSource) else None


def source_of(frame: Any, *, name: str) -> Source:
    """Returns a source over a frame that a program holds."""
    return frame_source(frame, name=name)
