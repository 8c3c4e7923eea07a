"""Traits from what is told of customers themselves: words as they are, numbers, ages and days as figures."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np
import pyarrow as pa

from resa.understand.array import Codes, Floats
from resa.understand.conversion import profile_texts
from resa.understand.history import FieldSource, Texts
from resa.understand.persona.feature import Trait

_BIRTH = re.compile(r"birth|född|föd|fød|born", re.IGNORECASE)
_AGE = re.compile(r"(^|[^a-zåäöæø])(age|ålder|alder)", re.IGNORECASE)
_DAY = re.compile(r"(?:(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)|(?P<d2>\d\d?)\.(?P<m2>\d\d?)\.(?P<y2>\d{4}))\b")
_WORK = re.compile(r"occupation|profession|(^|[^a-z])job|yrke|sysselsättning|erhverv|stilling|beskæftigelse", re.I)
_LIKES = re.compile(r"interest|hobb|intress|interesse|fritid|leisure", re.IGNORECASE)
_SEVERAL = re.compile(r"\s*[;,|/]\s*")
_MOST_INTERESTS = 40
_LEAST_NAMED = 30
_LONGEST = 60
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
        texts = profile_texts(source, name=name, customer=customers)
        named = list(_interests(texts)) if _LIKES.search(name) else []
        if named:
            yield from named
            continue
        trait = _field(name, texts, year=year)
        if trait is not None:
            yield trait


def is_occupation(trait: str) -> bool:
    """Returns whether a trait tells what people do for a living.

    >>> is_occupation("profile:Yrke"), is_occupation("profile:Land")
    (True, False)
    """
    return trait.startswith("profile:") and _WORK.search(trait.removeprefix("profile:")) is not None


def _interests(texts: Texts) -> Iterator[Trait]:
    """Yields a trait for each interest that a column of lists names often: whether each customer has it."""
    parts = [{one.casefold() for one in _SEVERAL.split(text.strip()) if one} for text in texts.names]
    spoken = {one.casefold(): one for text in reversed(texts.names) for one in _SEVERAL.split(text.strip()) if one}
    counts = np.bincount(texts.codes[texts.codes >= 0], minlength=len(texts.names))
    often = Counter[str]()
    for words, count in zip(parts, counts.tolist(), strict=True):
        often.update(dict.fromkeys(words, count))
    for word, count in sorted(often.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST_INTERESTS]:
        if count >= _LEAST_NAMED and len(word) <= _LONGEST:
            has_it = np.array([*(float(word in words) for words in parts), np.nan])
            yield Trait(f"interest:{spoken[word]}", "interests", "", has_it[texts.codes])


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
