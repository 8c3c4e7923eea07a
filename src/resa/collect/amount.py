"""Numbers, amounts of money and durations as people write them, read a column at a time."""

import re
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from resa.collect.shape import number_at, shapes

_MINOR_DIGITS = {
    **dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split(), 0),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
}
_PLAIN = r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,2})?$"
_CLOCK = re.compile(r"(?:(?P<d>\d+)[ .d]+)?(?P<h>\d{1,4}):(?P<m>\d{2})(?::(?P<s>\d{2})(?:[.,](?P<f>\d{1,6}))?)?\Z")


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers aligned with their texts, NaN where there was no text or it could not be read; the latter `is_fault`."""

    numbers: NDArray[np.float64]
    is_fault: NDArray[np.bool_]


def numbers(column: pa.Array, *, decimal: str = ".") -> Numbers:
    """Returns the numbers of a column; currency signs, thousands separators and accounting brackets are understood.

    >>> numbers(pa.array(["1 234,50 kr", "(12)", "x", None]), decimal=",").numbers.tolist()
    [1234.5, -12.0, nan, nan]
    """
    if pa.types.is_integer(column.type) or pa.types.is_floating(column.type) or pa.types.is_decimal(column.type):
        read = np.asarray(pc.fill_null(pc.cast(column, pa.float64(), safe=False), np.nan), dtype=np.float64)
        return Numbers(read, np.zeros(len(column), bool))
    texts = pc.cast(column, pa.string())
    plain = (
        pc.match_substring_regex(texts, _PLAIN) if decimal == "." else pc.match_substring_regex(texts, r"^[+-]?\d+$")
    )
    if pc.all(plain, min_count=0).as_py() is not False:
        read = pc.cast(texts, pa.float64())
    else:
        cleaned = _cleaned(texts, decimal)
        read = pc.cast(pc.if_else(pc.match_substring_regex(cleaned, _PLAIN), cleaned, None), pa.float64())
    faults = np.asarray(pc.is_valid(texts)) & np.asarray(pc.is_null(read))
    return Numbers(np.asarray(pc.fill_null(read, np.nan), dtype=np.float64), faults)


def _cleaned(texts: pa.Array, decimal: str) -> pa.Array:
    """Leaves digits, one point and a leading minus; anything that is still odd stays odd and is not read."""
    thousands = "." if decimal == "," else ","
    cleaned = pc.replace_substring_regex(
        texts, r"^\s*(?:[A-Za-z]{1,3}\.?|\p{Sc})?\s*|\s*(?:[A-Za-z]{1,3}\.?|\p{Sc}|:-)?\s*$", ""
    )
    cleaned = pc.replace_substring_regex(cleaned, r"^\((.*)\)$", r"-\1")
    cleaned = pc.replace_substring_regex(cleaned, r"^(.*\d)\s*[-−]$", r"-\1")
    cleaned = pc.replace_substring_regex(cleaned, "^[−–]", "-")
    cleaned = pc.replace_substring_regex(cleaned, rf"(\d)[{thousands}'’ \x{{a0}}\x{{202f}}](\d{{3}})", r"\1\2")
    cleaned = pc.replace_substring_regex(cleaned, rf"(\d)[{thousands}'’ \x{{a0}}\x{{202f}}](\d{{3}})", r"\1\2")
    cleaned = pc.replace_substring_regex(cleaned, r"^(-?)\s*\p{Sc}\s*", r"\1")
    return pc.replace_substring(cleaned, ",", ".") if decimal == "," else cleaned


def minor_digits(currency: str) -> int:
    """Returns how many decimals the currency's minor unit has.

    >>> minor_digits("SEK"), minor_digits("JPY")
    (2, 0)
    """
    return _MINOR_DIGITS.get(currency.upper(), 2)


def in_minor(amounts: NDArray[np.float64], *, digits: NDArray[np.int64] | int) -> pa.Array:
    """Returns whole minor units, null where the amount is unknown; halves are rounded away from zero."""
    scaled = amounts * np.power(10.0, digits)
    whole = np.where(np.isnan(scaled), 0.0, np.sign(scaled) * np.floor(np.abs(scaled) + 0.5 + 1e-6))
    return pa.array(whole.astype(np.int64), mask=np.isnan(scaled))


def seconds(column: pa.Array, *, form: str) -> Numbers:
    """Returns durations in seconds; `form` is "seconds", "minutes" or "clock" (`hh:mm`, `hh:mm:ss`, `d hh:mm:ss`).

    >>> seconds(pa.array(["00:06:12", "-01:05"]), form="clock").numbers.tolist()
    [372.0, nan]
    """
    if form != "clock":
        read = numbers(column)
        return Numbers(read.numbers * (60 if form == "minutes" else 1), read.is_fault)
    texts = pc.cast(column, pa.string())
    read = Numbers(np.full(len(texts), np.nan), np.asarray(pc.is_valid(texts)).copy())
    for rows, letters, shape in shapes(texts):
        found = _CLOCK.match(shape)
        if found is None:
            continue
        part = {name: number_at(letters, *found.span(name)) if found[name] else 0 for name in "dhmsf"}
        fraction = part["f"] / 10 ** len(found["f"] or "")
        good = (part["m"] < 60) & (part["s"] < 60)
        total = part["d"] * 86_400 + part["h"] * 3600 + part["m"] * 60 + part["s"] + fraction
        read.numbers[rows] = np.where(good, total, np.nan)
        read.is_fault[rows] = ~np.broadcast_to(good, len(rows))
    return read
