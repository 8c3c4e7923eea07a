"""Which rows satisfy a comparison of a field that partitions don't carry: read from the segments, and remembered."""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from resa.model.condition import PROPERTY_PREFIX, Comparison
from resa.model.money import minor_digits
from resa.store.comparison import (
    CLOCK_FIELDS,
    NUMBER,
    NUMBER_FIELDS,
    clock_test,
    instants,
    number_test,
    numbers,
    text_test,
)
from resa.store.manifest import Segment, StoredFile
from resa.store.propertycolumn import property_columns
from resa.store.segment import read
from resa.store.workspace import Workspace

_REMEMBERED = 512
_FEW_SHARE = 0.1  # of the rows; with fewer different texts each is looked at once

Flags = NDArray[np.bool_]


class RowFields:
    """Answers comparisons for every row of a workspace. Masks of single segments are kept, as segments never change."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._masks: OrderedDict[tuple[Comparison, str], Flags] = OrderedDict()
        self._lock = Lock()

    def satisfying(self, comparison: Comparison, *, segments: Sequence[Segment], rows: int) -> Flags:
        """Returns by row number (of `rows` numbers) whether the comparison holds."""
        found = np.zeros(rows, np.bool_)
        for segment in segments:
            if segment.interactions:
                found[segment.first_row : segment.first_row + segment.interactions] = self._of(comparison, segment)
        return found

    def _of(self, comparison: Comparison, segment: Segment) -> Flags:
        file = segment.tables["interactions"]
        key = (comparison, file.path)
        with self._lock:
            if key in self._masks:
                self._masks.move_to_end(key)
                return self._masks[key]
        mask = self._read(comparison, file)
        with self._lock:
            self._masks[key] = mask
            while len(self._masks) > _REMEMBERED:
                self._masks.popitem(last=False)
        return mask

    def _read(self, comparison: Comparison, file: StoredFile) -> Flags:
        if not comparison.field.startswith(PROPERTY_PREFIX):
            return row_mask(read(self._workspace, file, columns=columns_of(comparison)), comparison)
        name = comparison.field.removeprefix(PROPERTY_PREFIX)
        column = property_columns(self._workspace, file, names=(name,))[name]
        different = sum(len(chunk.dictionary) for chunk in column.chunks)
        return text_mask(column if different < _FEW_SHARE * len(column) else column.cast(pa.string()), comparison)


def columns_of(comparison: Comparison) -> tuple[str, ...]:
    """Returns the columns of `schema.INTERACTIONS` that the comparison of a field other than a property reads."""
    name = comparison.field
    if name in CLOCK_FIELDS:
        return ("time", "offset_minutes")
    return ("money_minor", "currency") if name == "money" else (name,)


def row_mask(table: pa.Table, comparison: Comparison) -> Flags:
    """Returns for each row of an interactions table whether the comparison holds."""
    name = comparison.field
    if name == "time":
        return _time_mask(table["time"].cast(pa.int64()).to_numpy(), comparison)
    if name in CLOCK_FIELDS:
        return _clock_mask(table, comparison)
    if name in NUMBER_FIELDS:
        return _number_mask(_money(table) if name == "money" else table[name], comparison)
    return text_mask(table[name], comparison)


def text_mask(column: pa.ChunkedArray, comparison: Comparison) -> Flags:
    """Returns for each text, null being "", whether the comparison holds."""
    if pa.types.is_dictionary(column.type):
        return np.concatenate([np.empty(0, np.bool_), *(_worded(chunk, comparison) for chunk in column.chunks)])
    texts = pc.fill_null(column, "")
    wanted = comparison.operands
    match comparison.operator:
        case "=" | "in":
            found = pc.is_in(texts, value_set=pa.array(wanted, pa.string()))
        case "!=":
            found = pc.invert(pc.is_in(texts, value_set=pa.array(wanted, pa.string())))
        case "contains":
            found = pc.match_substring(pc.utf8_lower(texts), wanted[0].lower())
        case _ if NUMBER.fullmatch(wanted[0]):
            return _numeric_text_mask(texts, comparison)
        case sign:
            compare = {"<": pc.less, "<=": pc.less_equal, ">": pc.greater, ">=": pc.greater_equal}[sign]
            found = pc.and_(compare(texts, wanted[0]), pc.not_equal(texts, ""))
    return _flags(found)


def _worded(chunk: pa.DictionaryArray, comparison: Comparison) -> Flags:
    test = text_test(comparison)
    claims = np.array([*(test(word or "") for word in chunk.dictionary.to_pylist()), test("")], np.bool_)
    codes = chunk.indices.fill_null(len(claims) - 1).to_numpy(zero_copy_only=False)
    return np.asarray(claims[codes], np.bool_)


def _numeric_text_mask(texts: pa.ChunkedArray, comparison: Comparison) -> Flags:
    is_number = pc.match_substring_regex(texts, f"^(?:{NUMBER.pattern})$")
    read_numbers = pc.cast(pc.if_else(is_number, texts, None), pa.float64())
    return _number_mask(read_numbers, comparison)


def _number_mask(column: pa.ChunkedArray, comparison: Comparison) -> Flags:
    number_test(comparison)  # speaks up where the operands are no numbers
    is_known = _flags(pc.is_valid(column))
    found = pc.fill_null(pc.cast(column, pa.float64(), safe=False), 0.0).to_numpy()
    wanted = numbers(comparison)
    match comparison.operator:
        case "=" | "in" | "!=":
            among = is_known & np.isin(found, [one for one in wanted if one is not None])
            among |= ~is_known & (None in wanted)
            return ~among if comparison.operator == "!=" else among
        case sign:
            compare = {"<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal}[sign]
            return np.asarray(is_known & compare(found, float(wanted[0] or 0)), np.bool_)


def _money(table: pa.Table) -> pa.ChunkedArray:
    currencies = table["currency"].cast(pa.string())
    scale = np.full(table.num_rows, 100, np.int64)
    for currency in pc.unique(currencies).to_pylist():
        if minor_digits(currency) != 2:
            scale[_flags(pc.fill_null(pc.equal(currencies, currency), False))] = 10 ** minor_digits(currency)
    minor = table["money_minor"]
    major = pc.fill_null(minor, 0).to_numpy().astype(np.float64) / scale
    return pa.chunked_array([pa.array(major, mask=_flags(pc.is_null(minor)))])


def _time_mask(instant: NDArray[np.int64], comparison: Comparison) -> Flags:
    found = np.zeros(len(instant), np.bool_)
    for first, after in instants(comparison).stretches:
        inside = np.ones(len(instant), np.bool_) if first is None else instant >= first
        found |= inside if after is None else inside & (instant < after)
    return found


_HOUR_US = 3_600_000_000


def _clock_mask(table: pa.Table, comparison: Comparison) -> Flags:
    """By the customer's own clock where the offset is known, else by UTC."""
    offset = pc.fill_null(table["offset_minutes"], 0).to_numpy().astype(np.int64) * 60_000_000
    local = table["time"].cast(pa.int64()).to_numpy() + offset
    if comparison.field == "hour":
        parts, most = local // _HOUR_US % 24, 24
    elif comparison.field == "weekday":
        parts, most = (local // (24 * _HOUR_US) + 3) % 7 + 1, 8  # the epoch began on a Thursday
    else:
        parts, most = local.astype("datetime64[us]").astype("datetime64[M]").astype(np.int64) % 12 + 1, 13
    test = clock_test(comparison)
    return np.asarray(np.array([test(part) for part in range(most)], np.bool_)[parts])


def _flags(column: pa.Array | pa.ChunkedArray) -> Flags:
    found = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    return np.asarray(found.to_numpy(zero_copy_only=False), np.bool_)
