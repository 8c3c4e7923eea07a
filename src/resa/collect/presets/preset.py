"""A preset: the spec for the exports of one tool, and the columns by which they are known."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from resa.collect.presets.fitting import fitted
from resa.collect.spec import SourceSpec, columns_of
from resa.collect.specfile import rule_from_yaml

BASES = ("seen", "documented")
"""What a preset rests on: real exports, or the columns that the tool's maker documents and nobody here saw live."""


@dataclass(frozen=True, slots=True)
class Preset:
    """How the exports of one tool are read.

    `columns` are those by which an export is known: all must be there. `also` pairs other names that a column goes by
    (older versions, other languages) with the name that the spec uses. What the spec reads beyond `columns` is left out
    of it where a file lacks it. `how` says how to get the export, `remark` what a reader should know about it.
    """

    tool: str
    export: str
    basis: str
    how: str
    columns: tuple[str, ...]
    spec: SourceSpec
    also: tuple[tuple[str, str], ...] = ()
    remark: str = ""

    def __post_init__(self) -> None:
        if self.basis not in BASES:
            raise ValueError(f"expected a basis of {', '.join(BASES)}, got {self.basis!r}")
        read = set(columns_of(self.spec)) | set(self.columns)
        lost = [name for _, name in self.also if name not in read]
        if lost:
            raise ValueError(f"expected other names for columns that are read, got some for {', '.join(lost)}")

    @property
    def name(self) -> str:
        """What the preset is called: the name of its file."""
        return self.spec.source

    @property
    def title(self) -> str:
        """The tool and its export, as people say it."""
        return f"{self.tool}: {self.export}"

    def spec_for(self, names: Iterable[str]) -> SourceSpec | None:
        """Returns the spec for a file with these columns, in the file's own names; None where it is another's file."""
        called = self._called(names)
        return fitted(self.spec, called) if all(name in called for name in self.columns) else None

    def _called(self, names: Iterable[str]) -> Mapping[str, str]:
        """Returns what the file calls each column that the preset reads."""
        there = {_plain(name): name for name in reversed(list(names))}
        known = [(name, name) for name in (*self.columns, *columns_of(self.spec))]
        wanted = [*known, *((ours, other) for other, ours in self.also)]
        return {ours: there[_plain(name)] for ours, name in reversed(wanted) if _plain(name) in there}


@cache
def presets() -> tuple[Preset, ...]:
    """Returns every preset that is shipped, by name."""
    folder = files(__package__) / "shipped"
    texts = {one.name: one.read_text(encoding="utf-8") for one in folder.iterdir() if one.name.endswith(".yaml")}
    return tuple(rule_from_yaml(texts[name], Preset, where=name) for name in sorted(texts))


def recognised(names: Iterable[str]) -> tuple[Preset, SourceSpec] | None:
    """Returns the preset that knows a file with these columns best, and its spec for them; None where none does."""
    columns = tuple(names)
    fitting = [(one, spec) for one in presets() if (spec := one.spec_for(columns)) is not None]
    return max(fitting, key=lambda found: len(found[0].columns), default=None)


def _plain(name: str) -> str:
    """Returns a column's name without what differs between versions of an export: case, gaps and signs."""
    return re.sub(r"[\W_]+", " ", name).strip().casefold()
