"""A preset: the spec for the exports of one tool, and the columns by which they are known."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from resa.collect.pick import picked
from resa.collect.presets.fitting import fitted
from resa.collect.readers.raw import FileFormat
from resa.collect.spec import SourceSpec
from resa.collect.speccolumn import columns_of
from resa.collect.specfile import SpecError, rule_from_yaml

BASES = ("seen", "documented", "remembered")
"""What a preset rests on: real exports, or the columns that the tool's maker documents and nobody here saw live."""

LEFT = ("answers",)
"""What a preset may leave to the general rules: the questions of a survey are everybody's own."""

LEAST_SHARED, CLOSE_SHARE = 3, 0.75
"""So many columns, and such a share of them, a file has in common with the export that it nearly is."""

Texts = Callable[[str], Sequence[str]]
"""A few different texts of a column, by its name."""


@dataclass(frozen=True, slots=True)
class Preset:
    """How the exports of one tool are read.

    `columns` are those by which an export is known: all must be there; `shows` are patterns that the texts of a column
    must follow, where names alone could be anybody's; `asks` says that some other column must read like a question.
    `also` pairs other names that a column goes by (older versions, other languages) with the name that the spec uses.
    What the spec reads beyond `columns` is left out of it where a file lacks it, and what stands in `leaves` is read by
    the general rules. `headings`, `each` and `opens` tell the layout, as in a file's format. `how` says how to get the
    export, `remark` what a reader should know about it.
    """

    tool: str
    export: str
    basis: str
    how: str
    columns: tuple[str, ...]
    spec: SourceSpec
    also: tuple[tuple[str, str], ...] = ()
    shows: tuple[tuple[str, str], ...] = ()
    asks: bool = False
    leaves: tuple[str, ...] = ()
    headings: int = 0
    each: str | None = None
    opens: tuple[str, ...] = ()
    remark: str = ""

    def __post_init__(self) -> None:
        if self.basis not in BASES:
            raise ValueError(f"expected a basis of {', '.join(BASES)}, got {self.basis!r}")
        odd = [one for one in self.leaves if one not in LEFT]
        if odd:
            raise ValueError(f"expected {', '.join(LEFT)} among what is left to the general rules, got {odd[0]!r}")
        read = {*columns_of(self.spec), *self.columns}
        lost = [name for _, name in self.also if name not in read]
        if lost:
            raise ValueError(f"expected other names for columns that are read, got some for {', '.join(lost)}")
        for name, pattern in self.shows:
            if name not in self.columns:
                raise ValueError(f"expected patterns for columns that must be there, got one for {name!r}")
            re.compile(pattern)

    @property
    def name(self) -> str:
        """What the preset is called: the name of its file."""
        return self.spec.source

    @property
    def layout(self) -> FileFormat:
        """How its records lie in a file, whatever kind of file it is."""
        return FileFormat("", headings=self.headings, each=self.each, opens=self.opens or None)

    @property
    def title(self) -> str:
        """The tool and its export, as people say it."""
        return f"{self.tool}: {self.export}"

    def knows(self, names: Iterable[str], *, texts: Texts | None = None) -> bool:
        """Returns whether a file with these columns, and these texts in them, is an export of the tool."""
        there = list(names)
        if self.lacks(there):
            return False
        called = self._called(there)
        if self.asks and not any(_is_question(name) for name in there if name not in called.values()):
            return False
        return texts is None or all(_follow(texts(called[name]), pattern) for name, pattern in self.shows)

    def lacks(self, names: Iterable[str]) -> tuple[str, ...]:
        """Returns the columns by which an export is known and that a file with these columns has not."""
        called = self._called(list(names))
        return tuple(name for name in self.columns if name not in called)

    def spec_for(self, names: Iterable[str]) -> SourceSpec | None:
        """Returns the spec for a file with these columns, in the file's own names; None where nothing is left of it."""
        return fitted(self.spec, self._called(list(names)))

    def _called(self, names: Sequence[str]) -> Mapping[str, str]:
        """Returns what the file calls each column that the preset reads."""
        there = {_plain(name): name for name in reversed(names)}
        own = dict.fromkeys([*self.columns, *columns_of(self.spec)])
        known = [*((name, name) for name in own), *((ours, other) for other, ours in self.also)]
        found = {ours: there[_plain(name)] for ours, name in reversed(known) if _plain(name) in there}
        for name in own:
            entry = picked(name)
            if name not in found and entry is not None and _plain(entry[0]) in there:
                found[name] = f"{there[_plain(entry[0])]}[{entry[1]}]"
        return found


@cache
def presets() -> tuple[Preset, ...]:
    """Returns every preset that is shipped and can be followed, by name; `faults` tells of the others."""
    return tuple(one for one in _read().values() if isinstance(one, Preset))


def faults() -> tuple[str, ...]:
    """Returns what is wrong with shipped presets: a broken one is passed over, an import never fails by it."""
    return tuple(one for one in _read().values() if isinstance(one, str))


def recognised(names: Iterable[str], *, texts: Texts | None = None) -> Preset | None:
    """Returns the preset that knows a file with these columns best, None where none does.

    The one that asks for most wins: columns first, then patterns; of equal ones the first by name.
    """
    columns = tuple(names)
    fitting = [one for one in presets() if one.knows(columns, texts=texts)]
    return max(fitting, key=lambda one: (len(one.columns), len(one.shows)), default=None)


def nearly(names: Iterable[str]) -> tuple[Preset, tuple[str, ...]] | None:
    """Returns the preset that a file which none knows comes closest to by its columns, and those that it lacks.

    None where no preset has three quarters of its columns there, and three at the least.
    """
    columns = tuple(names)
    found = [(one, one.lacks(columns)) for one in presets()]
    close = [
        (one, lacking)
        for one, lacking in found
        if lacking and len(one.columns) - len(lacking) >= max(LEAST_SHARED, CLOSE_SHARE * len(one.columns))
    ]
    return max(close, key=lambda pair: (len(pair[0].columns) - len(pair[1]), -len(pair[1])), default=None)


@cache
def _read() -> Mapping[str, Preset | str]:
    folder = files(__package__) / "shipped"
    found: dict[str, Preset | str] = {}
    for one in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if one.name.endswith(".yaml"):
            found[one.name] = preset_from_yaml(one.read_text(encoding="utf-8"), where=one.name)
    return found


def preset_from_yaml(text: str, *, where: str) -> Preset | str:
    """Returns the preset that a YAML text says, or what is wrong with it."""
    try:
        return rule_from_yaml(text, Preset, where=where)
    except SpecError as error:
        return "; ".join([error.sentence, *error.faults])


def _follow(texts: Sequence[str], pattern: str) -> bool:
    """Returns whether there are texts and all of them follow the pattern."""
    return bool(texts) and all(re.fullmatch(pattern, text) for text in texts)


def _is_question(name: str) -> bool:
    """Returns whether a column is headed by a question, as forms do: a sentence of several words or a question mark."""
    return name.rstrip(" *").endswith("?") or len(name.split()) >= 4


@cache
def _plain(name: str) -> str:
    """Returns a column's name without what differs between versions of an export: case, gaps and signs."""
    return re.sub(r"[\W_]+", " ", name).strip().casefold()
