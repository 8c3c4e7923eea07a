"""Columns from another file, joined to a batch by key."""

from collections.abc import Iterable, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from resa.collect.readers.raw import RawBatch
from resa.collect.sheet import Sheet, joined
from resa.collect.spec import Lookup
from resa.collect.trimmed import as_texts
from resa.model.errors import UsageError


class LookupFileError(UsageError):
    """A file that a lookup names can't be joined."""

    code = "lookup"


def reference_table(batches: Iterable[RawBatch]) -> pa.Table:
    """Returns a whole reference file as texts; it is held in memory, so it should be small beside the source."""
    tables = [
        pa.table({name: as_texts(_whole(batch.rows.column(name))) for name in batch.rows.column_names})
        for batch in batches
    ]
    return pa.concat_tables(tables, promote_options="default") if tables else pa.table({})


def looked_up(
    rows: pa.Table, lookups: tuple[Lookup, ...], *, references: Mapping[str, pa.Table]
) -> dict[str, pa.Array]:
    """Returns the columns that lookups bring, aligned with the rows; null where the key is not found.

    Where a key stands several times in the reference, its first row counts. A later lookup may use the columns of an
    earlier one.
    """
    found: dict[str, pa.Array] = {}
    for lookup in lookups:
        reference = references.get(lookup.file)
        _check(lookup, reference, references)
        assert reference is not None
        sheet = Sheet(rows, extra=found)
        place = pc.index_in(
            joined([sheet.text(ours) for ours, _ in lookup.on]),
            value_set=joined([_whole(reference.column(theirs)) for _, theirs in lookup.on]),
        )
        found |= {ours: _whole(reference.column(theirs)).take(place) for theirs, ours in lookup.columns}
    return found


def _check(lookup: Lookup, reference: pa.Table | None, references: Mapping[str, pa.Table]) -> None:
    if reference is None:
        known = ", ".join(references) or "none"
        raise LookupFileError(
            f"expected the file {lookup.file!r} beside the source for a lookup, got {known}; add it, or mend the spec"
        )
    wanted = [theirs for _, theirs in lookup.on] + [theirs for theirs, _ in lookup.columns]
    missing = [name for name in wanted if name not in reference.column_names]
    if missing:
        has = ", ".join(reference.column_names)
        raise LookupFileError(
            f"expected the columns {', '.join(missing)} in {lookup.file!r}, got {has}; mend the spec's lookup"
        )


def _whole(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()
