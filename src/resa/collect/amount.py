"""Numbers, amounts of money and durations as people write them, read a column at a time."""

import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from resa.collect.shape import number_at, shapes

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
        typed = np.asarray(pc.fill_null(pc.cast(column, pa.float64(), safe=False), np.nan), dtype=np.float64)
        return Numbers(typed, np.zeros(len(column), bool))
    texts = pc.cast(column, pa.string())
    read = Numbers(np.full(len(texts), np.nan), np.asarray(pc.is_valid(texts)).copy())
    pattern = _pattern(decimal)
    for rows, letters, shape in shapes(texts):
        found = pattern.match(shape)
        if found is not None:
            read.numbers[rows] = _spelled(letters, found)
            read.is_fault[rows] = False
    return read


def _spelled(letters: NDArray[np.uint8], found: re.Match[str]) -> NDArray[np.float64]:
    """Returns the numbers of texts of one shape, digit by digit."""
    whole: NDArray[np.float64] = np.zeros(len(letters))
    fraction = found["fraction"] or ""
    for at in range(*found.span("whole")):
        if found.string[at] == "0":
            whole = whole * 10 + (letters[:, at] - 48.0)
    for at in range(found.start("fraction"), found.end("fraction")) if fraction else ():
        whole = whole * 10 + (letters[:, at] - 48.0)
    number = whole / 10.0 ** len(fraction)
    if found["power"]:
        number = number * np.power(10.0, _power(letters, found))
    is_negative = any(found[name] not in (None, "", "+") for name in ("minus", "second", "behind", "bracket"))
    return np.asarray(-number if is_negative else number)


def _power(letters: NDArray[np.uint8], found: re.Match[str]) -> NDArray[np.float64]:
    start, end = found.span("power")
    digits = number_at(letters, end - (end - start - 1 - (found["power"][1] in "+-")), end)
    return np.asarray(digits * (-1.0 if found["power"][1] == "-" else 1.0), dtype=np.float64)


@lru_cache(maxsize=8)
def _pattern(decimal: str) -> re.Pattern[str]:
    """Returns what shapes of numbers look like; a letter outside ASCII is several signs there, one a byte."""
    thousands = r"\." if decimal == "," else ","
    space = "(?: |\xc2\xa0|\xe2\x80\xaf|\xe2\x80\x89)"
    minus = "(?:-|\xe2\x88\x92|\xe2\x80\x93)"
    unit = "(?:[A-Za-z]{1,3}\\.?|US\\$|[$]|\xe2\x82\xac|\xc2[\xa3\xa5])"
    point = re.escape(decimal)
    return re.compile(
        rf"(?P<bracket>\()?{space}*(?P<minus>{minus}|\+(?=[0]))?{space}*(?:{unit}{space}*)?(?:(?P<second>{minus}){space}*)?"
        rf"(?P<whole>0{{1,3}}(?:(?:{thousands}|['’]|{space})000)+|0+|(?={point}0))(?:{point}(?P<fraction>0+))?{point}?"
        rf"(?P<power>[eE][+-]?0{{1,2}})?(?::-|,-)?{space}*(?P<behind>{minus})?{space}*{unit}?{space}*\)?\Z"
    )


def in_minor(amounts: NDArray[np.float64], *, digits: NDArray[np.int64] | int) -> pa.Array:
    """Returns whole minor units, null where the amount is unknown; halves are rounded away from zero."""
    scaled = amounts * np.power(10.0, digits)
    whole = np.where(np.isnan(scaled), 0.0, np.sign(scaled) * np.floor(np.abs(scaled) + 0.5 + 1e-6))
    return pa.array(whole.astype(np.int64), mask=np.isnan(scaled))


_SECONDS = {"milliseconds": 0.001, "seconds": 1.0, "minutes": 60.0}
"""How long each unit is that durations are written in."""


def seconds(column: pa.Array, *, form: str) -> Numbers:
    """Returns durations in seconds; `form` is one of `_SECONDS`, or "clock" (`hh:mm`, `hh:mm:ss`, `d hh:mm:ss`).

    >>> seconds(pa.array(["00:06:12", "-01:05"]), form="clock").numbers.tolist()
    [372.0, nan]
    """
    if form != "clock":
        read = numbers(column)
        return Numbers(read.numbers * _SECONDS[form], read.is_fault)
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
