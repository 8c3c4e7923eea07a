"""Traits from what is told of customers themselves: words as they are, numbers, ages and days as figures."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np
import pyarrow as pa

from resa.understand.conversion import profile_texts
from resa.understand.history import FieldSource, Texts
from resa.understand.persona.feature import Trait
from resa.understand.persona.mixture import Codes, Floats

_BIRTH = re.compile(r"birth|född|föd|fød|born", re.IGNORECASE)
_AGE = re.compile(r"(^|[^a-zåäöæø])(age|ålder|alder)", re.IGNORECASE)
_DAY = re.compile(r"(?:(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)|(?P<d2>\d\d?)\.(?P<m2>\d\d?)\.(?P<y2>\d{4}))\b")
_FEW = 12
"""A field with so few different texts is told by its words, numbers too."""

_OLDEST = 110


def profiled(source: FieldSource) -> Codes:
    """Returns the customers of whom anything is told."""
    owner = np.unique(source.table("profiles")["customer"].to_numpy()).astype(np.int64)
    return np.asarray(owner[owner >= 0], np.int64)


def profile_traits(source: FieldSource, customers: Codes, *, year: int) -> Iterator[Trait]:
    """Yields a trait for each field that tells customers apart; years of birth become ages in `year`."""
    for name in _names(source.table("profiles")):
        trait = _field(name, profile_texts(source, name=name, customer=customers), year=year)
        if trait is not None:
            yield trait


def _names(table: pa.Table) -> list[str]:
    found: set[str] = set()
    for chunk in table["properties"].chunks:
        found |= {key for key in chunk.keys.unique().to_pylist() if key}
    return sorted(found)


def _field(name: str, texts: Texts, *, year: int) -> Trait | None:
    used = np.unique(texts.codes[texts.codes >= 0])
    words = [texts.names[at] for at in used]
    if len(used) <= _FEW:
        return Trait(f"profile:{name}", "demographics", words=texts) if len(used) > 1 else None
    figures = _numbers(words)
    unit = "" if figures is not None else "days"
    figures = _days(words) if figures is None else figures
    if figures is None:
        return Trait(f"profile:{name}", "demographics", words=texts)
    if unit == "" and _BIRTH.search(name):
        figures, unit = year - figures, "years"
        figures[(figures < 0) | (figures > _OLDEST)] = np.nan
    elif _AGE.search(name):
        unit = "years"
    by_code = np.full(len(texts.names) + 1, np.nan)
    by_code[used] = figures
    return Trait(f"profile:{name}", "demographics", unit, by_code[texts.codes])


def _numbers(words: Sequence[str]) -> Floats | None:
    """Returns the words as numbers, NaN where one is none; None where more than one in twenty is none."""
    found = np.full(len(words), np.nan)
    for at, word in enumerate(words):
        try:
            found[at] = float(word.replace("\u00a0", "").replace(" ", "").replace(",", "."))
        except ValueError:
            continue
    found[~np.isfinite(found)] = np.nan
    return found if np.isnan(found).mean() <= 0.05 else None


def _days(words: Sequence[str]) -> Floats | None:
    """Returns how many days before the newest each day lies; None where more than one in twenty is no day."""
    found = np.array([_ordinal(word) for word in words], np.float64)
    return np.nanmax(found) - found if np.isnan(found).mean() <= 0.05 else None


def _ordinal(word: str) -> float:
    told = _DAY.match(word)
    if not told:
        return float("nan")
    parts = told.groupdict()
    try:
        return float(date(*(int(parts[one] or parts[f"{one}2"] or 0) for one in ("y", "m", "d"))).toordinal())
    except ValueError:
        return float("nan")
