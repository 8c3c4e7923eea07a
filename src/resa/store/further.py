"""What partitions don't carry: further fields of interactions by row, and the other tables with their customers."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from resa.model.condition import PROPERTY_PREFIX
from resa.model.errors import UnknownNameError
from resa.store.assignment import Assignment
from resa.store.manifest import Manifest, Segment
from resa.store.propertycolumn import property_columns
from resa.store.schema import INTERACTIONS, TEXTS, YIELDED
from resa.store.segment import read
from resa.store.who import resolved
from resa.store.words import spoken_rows
from resa.store.workspace import Workspace

UNTIMED = -(1 << 62)
CLOCK_FORMS = {"month": "%Y-%m", "weekday": "%u", "hour": "%H"}
"""What a clock says of an instant; weekdays count from 1, Monday."""


class FurtherFields:
    """Reads the segments of one revision. Columns that were read once are remembered."""

    def __init__(self, workspace: Workspace, *, manifest: Manifest, assignment: Assignment) -> None:
        self._workspace = workspace
        self._segments = [segment for segment in manifest.segments if segment.records is not None]
        self._assignment = assignment
        self._columns: dict[str, pa.ChunkedArray] = {}

    @property
    def interactions(self) -> int:
        """How many interactions there are, those of nobody known included."""
        return sum(segment.interactions for segment in self._segments)

    @property
    def rows(self) -> int:
        """One more than the greatest row number."""
        return len(self._place_of_row)

    def fields(self, rows: NDArray[np.int64], *, names: Sequence[str]) -> pa.Table:
        """Returns these columns of the interactions with these row numbers, in this order.

        A name is a column of `schema.INTERACTIONS`, `source`, `month`, `weekday` or `hour` on the customer's own clock
        (UTC where it is unknown), or `property.` and a column of the record. Others raise `UnknownNameError`.
        """
        known = (*INTERACTIONS.names, "source", *CLOCK_FORMS)
        for name in names:
            if name not in known and not name.startswith(PROPERTY_PREFIX):
                raise UnknownNameError("field of an interaction", name, known=known)
        self._load([name for name in names if name not in self._columns])
        at = pa.array(self._place_of_row[rows]) if len(rows) else pa.array([], pa.int64())
        return pa.table({name: self._columns[name].take(at) for name in names})

    def table(self, name: str) -> pa.Table:
        """Returns a yielded table with `customer` (-1 where unknown), `source` and `segment_id`."""
        kinds = YIELDED[name]
        tables = [self._with_customer(segment, name) for segment in self._segments if name in segment.tables]
        if tables:
            return pa.concat_tables(tables, promote_options="permissive").unify_dictionaries()
        return (
            kinds.empty_table()
            .append_column("customer", pa.array([], pa.int32()))
            .append_column("source", pa.array([], pa.string()))
            .append_column("segment_id", pa.array([], pa.int64()))
        )

    def spoken(self) -> pa.Table:
        """Returns the interactions in which customers say something in words, as `table` returns a yielded one."""
        parts = [(segment, spoken_rows(self._workspace, segment.tables["interactions"])) for segment in self._filled]
        found = [self._told_of(segment, table) for segment, table in parts if table is not None]
        return (
            pa.concat_tables(found).unify_dictionaries() if found else self._told_of(None, INTERACTIONS.empty_table())
        )

    def anonymous_places(self) -> pa.Table:
        """Returns how many interactions of nobody known each place has: `channel`, `name`, `interactions`."""
        found = []
        for segment in self._filled:
            table = read(
                self._workspace, segment.tables["interactions"], columns=["subject", "time", "channel", "name"]
            )
            nobody = pa.array(self._customers(table) < 0)
            found.append(table.filter(nobody).select(["channel", "name"]))
        if not found:
            return pa.table({"channel": pa.array([], pa.string()), "name": [], "interactions": []})
        whole = pa.concat_tables(found).unify_dictionaries()
        plain = pa.table({name: whole[name].cast(pa.string()) for name in ("channel", "name")})
        counted = plain.group_by(["channel", "name"]).aggregate([([], "count_all")])
        return counted.rename_columns(["channel", "name", "interactions"])

    @cached_property
    def _filled(self) -> list[Segment]:
        return [segment for segment in self._segments if segment.interactions]

    @cached_property
    def _place_of_row(self) -> NDArray[np.int64]:
        """Where each row number stands among the rows of all segments."""
        last = max((segment.first_row + segment.interactions for segment in self._filled), default=0)
        found = np.zeros(last, np.int64)
        before = 0
        for segment in self._filled:
            found[segment.first_row : segment.first_row + segment.interactions] = before + np.arange(
                segment.interactions
            )
            before += segment.interactions
        return found

    def _load(self, names: Sequence[str]) -> None:
        if not names:
            return
        pieces: dict[str, list[pa.ChunkedArray]] = {name: [] for name in names}
        told = [name.removeprefix(PROPERTY_PREFIX) for name in names if name.startswith(PROPERTY_PREFIX)]
        own = [name for name in names if not name.startswith(PROPERTY_PREFIX)]
        stored = sorted({column for name in own for column in _stored(name)} - {"source"})
        for file, segment in ((one.tables["interactions"], one) for one in self._filled):
            table = read(self._workspace, file, columns=stored or ["part"] if own else [])
            for name in own:
                pieces[name].append(_column(table, name, segment=segment))
            for name, column in property_columns(self._workspace, file, names=told).items() if told else ():
                pieces[PROPERTY_PREFIX + name].append(column)
        for name, found in pieces.items():
            self._columns[name] = _joined(found) if found else pa.chunked_array([], _kind(name))

    def _with_customer(self, segment: Segment, name: str) -> pa.Table:
        return self._told_of(segment, read(self._workspace, segment.tables[name]))

    def _told_of(self, segment: Segment | None, table: pa.Table) -> pa.Table:
        zeros, names = np.zeros(table.num_rows, np.int32), [segment.source if segment else ""]
        source = pa.DictionaryArray.from_arrays(pa.array(zeros), names)
        number = pa.array(np.full(table.num_rows, segment.id if segment else -1, np.int64))
        who = table.append_column("customer", pa.array(self._customers(table)))
        return who.append_column("source", source).append_column("segment_id", number)

    def _customers(self, table: pa.Table) -> NDArray[np.int32]:
        instant = pc.fill_null(table["time"].cast(pa.int64()), UNTIMED).to_numpy()
        return resolved(self._assignment, subject=table["subject"].to_numpy(), instant=instant)


def _stored(name: str) -> tuple[str, ...]:
    return ("time", "offset_minutes") if name in CLOCK_FORMS else (name,)


def _column(table: pa.Table, name: str, *, segment: Segment) -> pa.ChunkedArray:
    if name == "source":
        return pa.chunked_array([pa.array([segment.source] * table.num_rows, pa.string())])
    if name in CLOCK_FORMS:
        minutes = pc.fill_null(table["offset_minutes"], 0).cast(pa.int64())
        local = pc.add(table["time"].cast(pa.int64()), pc.multiply(minutes, 60_000_000))
        return pc.strftime(local.cast(pa.timestamp("us")), format=CLOCK_FORMS[name])
    return table[name]


def _kind(name: str) -> pa.DataType:
    if name.startswith(PROPERTY_PREFIX):
        return TEXTS
    return INTERACTIONS.field(name).type if name in INTERACTIONS.names else pa.string()


def _joined(pieces: Sequence[pa.ChunkedArray]) -> pa.ChunkedArray:
    kind = pieces[0].type
    chunks = [chunk for piece in pieces for chunk in piece.chunks]
    whole = pa.chunked_array(chunks, kind)
    if pa.types.is_dictionary(kind):
        return whole.unify_dictionaries()
    return whole
