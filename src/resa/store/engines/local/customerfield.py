"""Which customers satisfy a comparison: by profile, by name, by segment."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from resa.model.condition import CUSTOMER_PREFIX, Comparison
from resa.store.assignment import Assignment
from resa.store.engines.local.rowfield import text_mask
from resa.store.manifest import Segment
from resa.store.plain import segment_members
from resa.store.port import Scope
from resa.store.segment import read
from resa.store.who import resolved
from resa.store.workspace import Workspace

UNTIMED = -(1 << 62)

Flags = NDArray[np.bool_]


def satisfying_customers(
    comparison: Comparison, *, texts: pa.ChunkedArray | None, assignment: Assignment, scope: Scope, customers: int
) -> Flags:
    """Returns by customer code (of `customers` codes) whether the comparison holds.

    `texts` are the `profile_texts` of its field; only comparisons of profiles need them.
    """
    found = np.zeros(customers, np.bool_)
    if comparison.field == "customer":
        return _flagged(found, _named(comparison, assignment=assignment), is_negated=comparison.operator == "!=")
    if comparison.field == "segment":
        members = sorted(segment_members(comparison, segments=scope.segments))
        return _flagged(found, np.array(members, np.int64), is_negated=comparison.operator == "!=")
    return text_mask(pa.chunked_array([pa.nulls(customers, pa.string())]) if texts is None else texts, comparison)


_FEW = 10_000
"""A field with so many different texts is judged by its words, not customer by customer."""


def profile_texts(name: str, *, words: pa.Table, customers: int) -> pa.ChunkedArray:
    """Returns what is known at last of one field, by customer code; as codes where there are few different texts."""
    told = profile_column(name.removeprefix(CUSTOMER_PREFIX), words=words)
    if not told.num_rows:
        return pa.chunked_array([pa.nulls(customers, pa.string())])
    position = np.full(customers, -1, np.int64)
    owner = told["customer"].to_numpy()
    inside = owner < customers
    position[owner[inside]] = np.flatnonzero(inside)
    encoded = pc.dictionary_encode(told["text"].combine_chunks())
    texts = encoded if len(encoded.dictionary) <= _FEW else told["text"].combine_chunks()
    return pa.chunked_array([texts.take(pa.array(position, mask=position < 0))])


def _flagged(found: Flags, members: NDArray[np.int64], *, is_negated: bool) -> Flags:
    found[members[members < len(found)]] = True
    return ~found if is_negated else found


def _named(comparison: Comparison, *, assignment: Assignment) -> NDArray[np.int64]:
    table = assignment.tables.get("identifiers")
    if table is None:
        return np.empty(0, np.int64)
    texts = table["text"].cast(pa.string())
    labels = pc.binary_join_element_wise(table["namespace"].cast(pa.string()), texts, ":")
    wanted = pa.array(comparison.operands, pa.string())
    mine = pc.or_(pc.is_in(texts, value_set=wanted), pc.is_in(labels, value_set=wanted))
    return np.asarray(table["customer"].filter(mine).drop_null().to_numpy(), np.int64)


def profile_column(name: str, *, words: pa.Table) -> pa.Table:
    """Returns what is known at last of one field: `customer`, each once, ascending, and `text`."""
    values = pc.map_lookup(words["properties"], name, "last") if words.num_rows else pa.chunked_array([], pa.string())
    is_filled = pc.fill_null(pc.not_equal(values, ""), False)
    kept = words.append_column("text", values).filter(is_filled).select(["customer", "text"])
    owner = kept["customer"].to_numpy()
    is_last = np.ones(len(owner), np.bool_)
    is_last[:-1] = owner[1:] != owner[:-1]
    return kept.filter(pa.array(is_last))


def profile_words(workspace: Workspace, segments: Sequence[Segment], *, assignment: Assignment) -> pa.Table:
    """Returns all that was told of customers: `customer` and `properties`, in the canonical order within a customer."""
    tables: list[pa.Table] = []
    ranks: list[NDArray[Any]] = []
    sources = {source: rank for rank, source in enumerate(sorted({segment.source for segment in segments}))}
    for segment in segments:
        file = segment.tables.get("profiles")
        if file is None or segment.records is None:
            continue
        table = read(workspace, file)
        records = read(workspace, segment.records, columns=["_position", "_key_high", "_key_low"])
        chosen = records.take(table["record"])
        instant = pc.fill_null(table["time"].cast(pa.int64()), UNTIMED).to_numpy()
        customer = resolved(assignment, subject=table["subject"].to_numpy(), instant=instant)
        tables.append(pa.table({"customer": customer, "properties": table["properties"]}))
        halves = [chosen[half].to_numpy().astype(np.uint64) for half in ("_key_high", "_key_low")]
        position = chosen["_position"].to_numpy()
        part = table["part"].to_numpy()
        source = np.full(table.num_rows, sources[segment.source])
        ranks.append(_stacked(part, source, halves[1], halves[0], position, instant, customer))
    if not tables:
        kind = pa.map_(pa.string(), pa.string())
        return pa.table({"customer": pa.array([], pa.int32()), "properties": pa.array([], kind)})
    rank = np.concatenate(ranks)
    order = np.lexsort([rank[name] for name in rank.dtype.names or ()])
    whole = pa.concat_tables(tables).take(pa.array(order))
    return whole.filter(pc.greater_equal(whole["customer"], 0))


_RANK = np.dtype(
    [("part", "u1"), ("source", "i8"), ("low", "u8"), ("high", "u8"), ("position", "i8"), ("instant", "i8"),
     ("customer", "i4")]
)  # fmt: skip


def _stacked(*columns: NDArray[Any]) -> NDArray[np.void]:
    rank = np.empty(len(columns[0]), _RANK)
    for name, column in zip(_RANK.names or (), columns, strict=True):
        rank[name] = column
    return rank
