"""The source specs of a workspace: found by a file's name, proposed where there is none, kept for the next time."""

import fnmatch
from dataclasses import dataclass, replace
from hashlib import blake2b
from itertools import islice
from os import PathLike
from pathlib import Path
from typing import Any

import yaml

from resa.collect.proposing.proposal import propose
from resa.collect.readers.source import Source
from resa.collect.spec import SourceSpec
from resa.collect.specfile import read_spec, spec_from_yaml, spec_to_yaml
from resa.model.errors import UnknownNameError
from resa.store.durable import replace_file

FOLDER = "sources"
DRAFTS = "drafts"
LONGEST_NAME = 120  # bytes; file systems take 255 with the ending


@dataclass(frozen=True, slots=True)
class Found:
    """The spec a source is read with, and what to tell about how it was found."""

    spec: SourceSpec
    notes: tuple[str, ...] = ()


class Specs:
    """The folder of spec files in a workspace."""

    def __init__(self, workspace: Path, *, region: str | None = None) -> None:
        self.region = region
        self.folder = workspace / FOLDER
        self._kept: dict[str, SourceSpec] | None = None

    def all(self) -> tuple[SourceSpec, ...]:
        """Returns every spec kept, by source name."""
        if self._kept is None:
            read = (read_spec(path) for path in sorted(self.folder.glob("*.yaml")))
            self._kept = {spec.source: spec for spec in read}
        return tuple(self._kept.values())

    def names(self) -> list[str]:
        """Returns the names of the sources."""
        return [spec.source for spec in self.all()]

    def named(self, name: str) -> SourceSpec:
        """Returns the spec of a source; raises `UnknownNameError` with the nearest ones."""
        for spec in self.all():
            if spec.source == name:
                return spec
        raise UnknownNameError("source", name, known=self.names())

    def of_file(self, name: str) -> SourceSpec | None:
        """Returns the spec kept for files of that name, None where there is none."""
        plain = name.rsplit(": ", 1)[-1].rsplit("/", 1)[-1]
        fitting = (spec for spec in self.all() if spec.files and fnmatch.fnmatch(plain, spec.files))
        return next(fitting, None)

    def keep(self, spec: SourceSpec) -> None:
        """Keeps a spec; one that says the same already is left as people wrote it."""
        path = self._path(spec.source)
        if path.exists() and read_spec(path) == spec:
            return
        replace_file(path, spec_to_yaml(spec).encode())
        self._kept = None

    def _path(self, source: str) -> Path:
        """Returns where a source's spec lies; names that differ only in signs unfit for files stay apart."""
        path = self.folder / f"{_file_name(source)}.yaml"
        if path.exists() and read_spec(path).source != source:
            return self.folder / f"{_file_name(source)}-{_mark(source)}.yaml"
        return path

    def draft(self, source: str, text: str) -> Path:
        """Writes a spec that has to be completed beside the others, and returns where."""
        path = self.folder / DRAFTS / f"{_file_name(source)}.yaml"
        replace_file(path, text.encode())
        return path

    def delivery_spec(self, source: Source, given: Any, *, name: str | None, accepts: bool) -> Found:
        """Returns how a source is read: as given, as kept, or as proposed from a sample of it.

        Raises `OpenQuestions` where the sample does not prove everything, and where nobody accepted the proposal.
        """
        if given is not None:
            spec = as_spec(given)
            return Found(replace(spec, source=name) if name else spec)
        kept = self._kept_for(source, name=name)
        if kept is not None:
            return Found(kept)
        sample = list(islice(source.batches(), 1))
        proposal = propose(source.name, source.format, sample, name=name, region=self.region)
        return Found(proposal.accepted(allows_defaults=accepts), proposal.notes)

    def _kept_for(self, source: Source, *, name: str | None) -> SourceSpec | None:
        if name is not None:
            return next((spec for spec in self.all() if spec.source == name), None)
        if source.format.kind == "frame":
            return next((spec for spec in self.all() if spec.source == source.name), None)
        return self.of_file(source.name)


def as_spec(given: Any) -> SourceSpec:
    """Returns the spec that a file, a text, a mapping or a spec itself says."""
    if isinstance(given, SourceSpec):
        return given
    if isinstance(given, PathLike) or (isinstance(given, str) and "\n" not in given):
        return read_spec(Path(given))
    return spec_from_yaml(
        given if isinstance(given, str) else yaml.safe_dump(given, sort_keys=False, allow_unicode=True)
    )


def _file_name(source: str) -> str:
    """Returns a file name that says the source's name without anything a file system might mind."""
    name = "".join(sign if sign.isalnum() or sign in "-_." else "_" for sign in source).strip(".") or "source"
    is_short = len(name.encode()) <= LONGEST_NAME
    return name if is_short else f"{name.encode()[:LONGEST_NAME].decode(errors='ignore')}-{_mark(source)}"


def _mark(source: str) -> str:
    return blake2b(source.encode(errors="replace"), digest_size=4).hexdigest()
