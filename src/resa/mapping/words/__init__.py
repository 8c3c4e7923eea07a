"""Which words speak of which stage, in English, Swedish, Danish and Norwegian (Bokmål).

Takes nothing; gives word stems read from one YAML file a language. Begin with `stems`.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the compiled one where it exists: ten times as fast

LANGUAGES = ("en", "sv", "da", "nb")


@dataclass(frozen=True, slots=True)
class Stem:
    """One sign of a stage: all of `parts` must occur. `strength` is 1 (weak) to 3 (strong)."""

    parts: tuple[str, ...]
    stage: str
    strength: int


@dataclass(frozen=True, slots=True)
class StemList:
    """The stems of one language; `has_compounds` says that its words grow together, so stems count anywhere in them."""

    language: str
    has_compounds: bool
    stems: tuple[Stem, ...]


@cache
def stems(language: str) -> StemList:
    """Returns the stems of one of `LANGUAGES`.

    >>> stems("sv").has_compounds
    True
    """
    text = files(__package__).joinpath(f"{language}.yaml").read_text(encoding="utf-8")
    read = yaml.load(text, Loader=_Loader)  # both are safe loaders
    has_compounds = read.pop("compounds")
    found = (
        Stem(tuple(entry.split()), stage, strength)
        for stage, by_strength in read.items()
        for strength, entries in by_strength.items()
        for entry in dict.fromkeys(entries)
    )
    return StemList(language, has_compounds, tuple(found))
