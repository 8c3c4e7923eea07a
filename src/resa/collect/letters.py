"""Loops over the letters of whole columns, where the library's own ways make many copies."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from resa.kernels.compilation import Array, Whole, compiled

_TICKS = {"s": 1, "ms": 1_000, "us": 1_000_000, "ns": 1_000_000_000}
_DAY_SECONDS = 86_400
_YEARS = (-62_167_219_200, 253_402_300_800)  # seconds from the year 0 to the year 10000: four digits each
_BARE = 19  # letters of "2026-01-31 23:59:59"


def text_bounds(texts: pa.Array) -> tuple[NDArray[np.int32], NDArray[np.uint8]]:
    """Returns the bounds (n + 1) and the letters of a column of strings; what is null has any bounds."""
    _, ends, content = texts.buffers()
    bounds = np.frombuffer(ends, np.int32)[texts.offset : texts.offset + len(texts) + 1] if ends else np.zeros(1)
    return bounds.astype(np.int32, copy=False), np.frombuffer(content or b"\0", np.uint8)


def are_tidy(texts: pa.Array) -> bool:
    r"""Returns whether every text is surely as trimming would leave it; none is empty, `NULL` or `\N`.

    Texts beginning or ending with a letter that might be a rare kind of space are not sure. A null is tidy.

    >>> are_tidy(pa.array(["a b", None, "Åsa"])), are_tidy(pa.array(["a "])), are_tidy(pa.array([""]))
    (True, False, False)
    """
    if not pa.types.is_string(texts.type):
        return False
    if not len(texts) or texts.null_count == len(texts):
        return True
    bounds, letters = text_bounds(texts)
    known = np.ones(1, np.bool_) if not texts.null_count else np.asarray(pc.is_valid(texts))
    return bool(_are_tidy(bounds, letters, known))


@compiled()
def _are_tidy(bounds: Array, letters: Array, known: Array) -> bool:
    everywhere = len(known) == 1
    for row in range(len(bounds) - 1):
        if not known[0 if everywhere else row]:
            continue
        begin, end = bounds[row], bounds[row + 1]
        if begin == end or _may_be_space(letters[begin]):
            return False
        last = end - 1
        while last > begin and letters[last] & 0xC0 == 0x80:  # back to the first byte of a letter
            last -= 1
        if _may_be_space(letters[last]):
            return False
        if end - begin == 2 and letters[begin] == 92 and letters[begin + 1] == 78:
            return False
        if end - begin == 4 and letters[begin] == 78 and letters[begin + 1] == 85 and letters[begin + 2] == 76:
            return False
    return True


@compiled()
def _may_be_space(first: Whole) -> bool:
    """Says whether a letter that begins with this byte may be white space: U+0085, U+00A0, U+1680, U+2000 …, U+3000."""
    return bool(first <= 32 or first == 127 or 0xE1 <= first <= 0xE3 or first == 0xC2 or 0x80 <= first < 0xC0)


def instant_texts(instants: pa.Array) -> pa.Array | None:
    """Returns timestamps as Arrow writes them, those of UTC with a Z; None outside the years 0 to 9999.

    >>> instant_texts(pa.array([1_700_000_000], pa.timestamp("ms", tz="UTC"))).to_pylist()
    ['1970-01-20 16:13:20.000Z']
    """
    ticks = np.asarray(pc.fill_null(instants.cast(pa.int64()), 0))
    unit = _TICKS[instants.type.unit]
    if len(ticks) and not _YEARS[0] * unit <= int(ticks.min()) <= int(ticks.max()) < _YEARS[1] * unit:
        return None
    digits = len(str(unit)) - 1
    width = _BARE + (digits + 1 if digits else 0) + (instants.type.tz is not None)
    if width * len(ticks) > np.iinfo(np.int32).max:
        return None
    letters = np.empty((len(ticks), width), np.uint8)
    _write(ticks, unit, digits, letters)
    bounds = np.arange(len(ticks) + 1, dtype=np.int32) * np.int32(width)
    known = None if not instants.null_count else pc.is_valid(instants).buffers()[1]
    return pa.StringArray.from_buffers(len(ticks), pa.py_buffer(bounds), pa.py_buffer(letters), known)


@compiled(writes=1)
def _write(ticks: Array, unit: Whole, digits: Whole, letters: Array) -> None:
    day, width = np.int64(-(1 << 62)), letters.shape[1]
    for row in range(len(ticks)):
        seconds = ticks[row] // unit
        here = seconds // _DAY_SECONDS
        if here != day or row == 0:
            day = here
            year, month, date = _civil(day)
        second = np.uint32(seconds - day * _DAY_SECONDS)  # small and unsigned, since division is what takes the time
        hour, minute = second // np.uint32(3600), second // np.uint32(60)
        line = letters[row]
        _put(line, 0, 4, year)
        _put(line, 5, 2, month)
        _put(line, 8, 2, date)
        _put(line, 11, 2, hour)
        _put(line, 14, 2, minute - hour * np.uint32(60))
        _put(line, 17, 2, second - minute * np.uint32(60))
        line[4], line[7], line[10], line[13], line[16] = 45, 45, 32, 58, 58
        if digits:
            line[19] = 46
            _put(line, 20, digits, np.uint32(ticks[row] - seconds * unit))
        if width == 20 or width == 21 + digits:
            line[width - 1] = 90


@compiled()
def _civil(day: Whole) -> tuple[Whole, Whole, Whole]:
    """Returns year, month and day of a number of days since 1970. Source: Hinnant, chrono-compatible dates, 2013."""
    shifted = day + 719_468
    era = shifted // 146_097
    of_era = shifted - era * 146_097
    year = (of_era - of_era // 1460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    month = (5 * of_year + 2) // 153
    date = of_year - (153 * month + 2) // 5 + 1
    month = month + 3 if month < 10 else month - 9
    return year + era * 400 + (1 if month <= 2 else 0), month, date


@compiled(writes=1)
def _put(line: Array, at: Whole, digits: Whole, number: Whole) -> None:
    left = np.uint32(number)
    for place in range(at + digits - 1, at - 1, -1):
        rest = left // np.uint32(10)
        line[place] = 48 + (left - rest * np.uint32(10))
        left = rest
