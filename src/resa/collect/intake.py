"""Taking a source in: records become keyed, judged and identified batches, each committed whole.

While a batch is judged the next one is read and the last one written. So memory is bounded by three batches, some 50
bytes for each record key of the source, and the files that lookups join. A kill between two commits loses nothing: the
same files again find their records known and go on behind them.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from resa.collect.ahead import ahead
from resa.collect.draft import Circumstances
from resa.collect.instant import UNKNOWN, utc
from resa.collect.judge import Judged, judge
from resa.collect.key import Keyring, Keys
from resa.collect.once import Once
from resa.collect.pick import stands_in
from resa.collect.readers.raw import RawBatch
from resa.collect.spec import SourceSpec
from resa.collect.speccolumn import columns_of
from resa.model.errors import UsageError, nearest
from resa.model.intake import ImportCounts, SourceReport
from resa.model.period import Period
from resa.store.batch import Batch
from resa.store.schema import RECORD_COLUMNS, TEXTS, YIELDED

_OWN = frozenset(RECORD_COLUMNS.names)
_LOOSE = (
    "json",
    "jsonl",
    "xes",
    "ocel",
)  # kinds whose records name their own fields, so that one absent everywhere is no fault


class Log(Protocol):
    """Where batches are kept, and what was kept before."""

    def append(self, batch: Batch) -> object:
        """Keeps a batch durably, all of it or nothing."""

    def known_keys(self, source: str) -> Iterator[Keys]:
        """Yields the keys of the source's records, rejected ones included."""

    def erased_keys(self, source: str) -> Keys:
        """Returns the keys of the source's erased records."""


class Book(Protocol):
    """Who is who."""

    def subjects(
        self, identifiers: Sequence[tuple[str, pa.Array]], *, times_us: NDArray[np.int64], source: str
    ) -> NDArray[np.int32]:
        """Returns the subject of each row, -1 where it has no identifier."""


class MissingColumnError(UsageError):
    """A source lacks columns that its spec reads."""

    code = "missing_column"


@dataclass(frozen=True, slots=True)
class Piece:
    """A raw batch, and the name of the file it comes from."""

    batch: RawBatch
    file: str


@dataclass(frozen=True, slots=True)
class _Written:
    """A batch on its way to the disk."""

    piece: Piece
    batch: Batch
    judged: Judged
    commit: Future[object]


@dataclass(slots=True)
class Intake:
    """One import of one source: `take` pieces in order, then ask for the `report`.

    `earlier` gives the source's raw records of earlier imports, oldest first; it is read only when the spec yields
    something once for several records. `progress` is called after each commit with the rows received so far and the
    share of the file, if known.
    """

    spec: SourceSpec
    log: Log
    book: Book
    circumstances: Circumstances
    delivery: str = ""
    earlier: Callable[[], Iterable[pa.Table]] | None = None
    progress: Callable[[int, float | None], None] | None = None
    counts: ImportCounts = field(default_factory=ImportCounts)
    reasons: Counter[str] = field(default_factory=Counter)
    refused: Counter[tuple[str, str]] = field(default_factory=Counter)
    notes: dict[str, int] = field(default_factory=dict)
    _keys: Keyring | None = None
    _once: Once | None = None
    _from_us: int = UNKNOWN
    _to_us: int = UNKNOWN

    def take(self, pieces: Iterable[Piece]) -> SourceReport:
        """Takes in every piece, one commit each in their order, and returns what became of them."""
        with ThreadPoolExecutor(1, thread_name_prefix="resa-writing") as writer:
            written: _Written | None = None
            for piece in ahead(iter(pieces)):
                ready = self._judged(piece)
                self._account(written)
                written = None if ready is None else _Written(*ready, writer.submit(self.log.append, ready[1]))
            self._account(written)
        return self.report()

    def _judged(self, given: Piece) -> tuple[Piece, Batch, Judged] | None:
        piece = replace(given, batch=_as_named(given.batch, self.spec))
        if self.spec.format is None or self.spec.format.kind not in _LOOSE:
            check_columns(self.spec, piece.batch.rows.column_names, where=piece.file)
        if not piece.batch.rows.num_rows and not piece.batch.damaged:
            self._remark(piece.batch.notes)
            return None
        keys = self._keyring().take(piece)
        fresh = _only(piece.batch, keys.is_fresh)
        judged = judge(
            fresh,
            self.spec,
            circumstances=self.circumstances,
            once=self._seen_once(),
            where=piece.file,
            trimmed=keys.trimmed if fresh.rows is piece.batch.rows else None,
        )
        batch = self._batch(piece, fresh, keys.fresh, judged)
        return piece, replace(batch, duplicates=keys.duplicates, suppressed=keys.suppressed), judged

    def _account(self, written: _Written | None) -> None:
        """Counts a batch as soon as it is durable."""
        if written is None:
            return
        written.commit.result()
        batch = written.piece.batch
        self._count(written.batch, written.judged)
        self._remark((*batch.notes, *written.judged.notes))
        if self.progress is not None:
            self.progress(self.counts.received, batch.consumed)

    def _remark(self, notes: Iterable[str]) -> None:
        for note in notes:
            self.notes[note] = self.notes.get(note, 0) + 1

    def _keyring(self) -> Keyring:
        if self._keys is None:
            self._keys = Keyring(self.spec)
            for known in self.log.known_keys(self.spec.source):
                self._keys.know(known)
            self._keys.suppress(self.log.erased_keys(self.spec.source))
        return self._keys

    def _seen_once(self) -> Once:
        if self._once is None:
            self._once = Once()
            if self.earlier is not None and yields_once(self.spec):
                for records in self.earlier():
                    judge(raw_again(records), self.spec, circumstances=self.circumstances, once=self._once)
        return self._once

    def _batch(self, piece: Piece, fresh: RawBatch, keys: Keys, judged: Judged) -> Batch:
        subjects = self.book.subjects(judged.identifiers, times_us=judged.times, source=self.spec.source)
        received = piece.batch.rows.num_rows + len(piece.batch.damaged)
        return Batch(
            source=self.spec.source,
            records=_records(fresh, keys, file=piece.file),
            yielded={kind: with_subjects(table, subjects, kind=kind) for kind, table in judged.yielded.items()},
            rejected=judged.rejected,
            received=received,
            delivery=self.delivery,
        )

    def _count(self, batch: Batch, judged: Judged) -> None:
        rejected = pc.count_distinct(judged.rejected["record"]).as_py() if judged.rejected.num_rows else 0
        self.counts += ImportCounts(
            batch.received,
            batch.records.num_rows - rejected,
            batch.duplicates,
            rejected,
            batch.suppressed,
            {kind: table.num_rows for kind, table in judged.yielded.items()},
        )
        self.refused += judged.refused
        for one in pc.value_counts(judged.rejected["reason"].cast(pa.string())).to_pylist():
            self.reasons[one["values"]] += one["counts"]
        happened = judged.yielded.get("interactions")
        if happened is not None and happened.num_rows:
            ends = pc.min_max(happened["time"].cast(pa.int64())).as_py()
            self._from_us = ends["min"] if self._from_us == UNKNOWN else min(self._from_us, ends["min"])
            self._to_us = max(self._to_us, ends["max"])

    def report(self) -> SourceReport:
        """Returns what became of everything taken so far."""
        period = None if self._from_us == UNKNOWN else Period(utc(self._from_us), utc(self._to_us + 1))
        notes = (*self.notes, *_refusals(self.refused))
        return SourceReport(self.spec.source, self.counts, period, notes, (), dict(self.reasons))


def rejudged(
    records: Iterable[tuple[int, pa.Table]],
    spec: SourceSpec,
    *,
    book: Book,
    circumstances: Circumstances,
    earlier: Iterable[pa.Table] = (),
) -> Iterator[tuple[int, dict[str, pa.Table], pa.Table]]:
    """Yields (segment, yielded, rejected) of a source's raw records judged afresh, after its spec was mended.

    `records` are its segments in order, `earlier` the records of those before them, which are only asked what they have
    yielded once already; damaged records stay rejected, since their fields were never known.
    """
    once = Once()
    for table in earlier if yields_once(spec) else ():
        judge(raw_again(table), spec, circumstances=circumstances, once=once)
    for segment, table in records:
        again = raw_again(table)
        where = str(table["_file"][0].as_py()) if table.num_rows else ""
        judged = judge(again, spec, circumstances=circumstances, once=once, where=where)
        subjects = book.subjects(judged.identifiers, times_us=judged.times, source=spec.source)
        rows = np.flatnonzero(np.asarray(pc.is_null(_one(table["_damaged"]))))
        yielded = {
            kind: with_subjects(_at(one, rows), subjects, kind=kind, was=rows) for kind, one in judged.yielded.items()
        }
        yield segment, yielded, _with_damaged(_at(judged.rejected, rows), table)


def raw_again(records: pa.Table) -> RawBatch:
    """Returns stored raw records as a reader gave them, damaged ones left out."""
    whole = records.filter(pc.is_null(records["_damaged"]))
    return RawBatch(
        whole.select([name for name in whole.column_names if name not in _OWN]), whole["_position"].to_numpy()
    )


def yields_once(spec: SourceSpec) -> bool:
    """Returns whether several records together may yield one thing."""
    return spec.orders is not None or any(rule.once_per for rule in spec.interactions)


def _as_named(batch: RawBatch, spec: SourceSpec) -> RawBatch:
    """Returns a batch whose columns are called as the spec calls them."""
    names = batch.rows.column_names
    meant = _meant(spec, names)
    return replace(batch, rows=batch.rows.rename_columns([meant.get(name, name) for name in names])) if meant else batch


def _meant(spec: SourceSpec, names: Sequence[str]) -> dict[str, str]:
    """Returns what the spec calls the columns that it names with other blanks around them, or with none."""
    bare = {name.strip(): name for name in names}
    return {bare[name.strip()]: name for name in columns_of(spec) if name not in names and name.strip() in bare}


def check_columns(spec: SourceSpec, names: Sequence[str], *, where: str) -> None:
    """Raises `MissingColumnError` with every column that the spec reads and the source does not have."""
    brought = {ours for lookup in spec.lookups for _, ours in lookup.columns}
    known = set(names) | brought | set(_meant(spec, names).values())
    missing = [name for name in columns_of(spec) if stands_in(name, known) is None]
    if missing:
        faults = [f"{name!r}; nearest: {', '.join(nearest(name, known=known, most=3))}" for name in missing]
        raise MissingColumnError(
            f"expected columns in {where} that the spec of {spec.source!r} reads, but {len(missing)} are missing: "
            "mend the spec, or name another one with --spec",
            faults=faults,
        )


def with_subjects(
    table: pa.Table, subjects: NDArray[np.int32], *, kind: str, was: NDArray[np.int64] | None = None
) -> pa.Table:
    """Returns a yielded table with the subject of each record, in the schema's order."""
    record = table["record"].to_numpy()
    at = record if was is None else np.searchsorted(was, record)
    filled = table.append_column("subject", pa.array(subjects[at].astype(np.int32)))
    return filled.select(YIELDED[kind].names)


def _at(table: pa.Table, rows: NDArray[np.int64]) -> pa.Table:
    return table.set_column(0, table.schema.field(0), pa.array(rows[table["record"].to_numpy()]))


def _with_damaged(rejected: pa.Table, records: pa.Table) -> pa.Table:
    damaged = np.flatnonzero(np.asarray(pc.is_valid(_one(records["_damaged"]))))
    if not len(damaged):
        return rejected
    texts = records["_damaged"].take(pa.array(damaged)).to_pylist()
    sentence = "expected a record that can be cut into fields, got a damaged one; mend the file and import it again"
    more = {
        "record": damaged.tolist(),
        "reason": ["damaged"] * len(damaged),
        "field": [""] * len(damaged),
        "found": [text[:200] for text in texts],
        "sentence": [sentence] * len(damaged),
    }
    return pa.concat_tables([rejected, pa.table(more).cast(rejected.schema)]).sort_by("record")


def _one(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _only(batch: RawBatch, is_fresh: NDArray[np.bool_]) -> RawBatch:
    rows = is_fresh[: batch.rows.num_rows]
    damaged = tuple(one for one, keep in zip(batch.damaged, is_fresh[batch.rows.num_rows :], strict=True) if keep)
    if rows.all():
        return RawBatch(batch.rows, batch.position, damaged)
    return RawBatch(batch.rows.filter(pa.array(rows)), batch.position[rows], damaged)


def _records(batch: RawBatch, keys: Keys, *, file: str) -> pa.Table:
    n, cut = batch.rows.num_rows, len(batch.damaged)
    own = {
        "_key_high": pa.array(keys[0]),
        "_key_low": pa.array(keys[1]),
        "_position": pa.array(
            np.concatenate([batch.position, [one.position for one in batch.damaged]]).astype(np.int64)
        ),
        "_file": pa.DictionaryArray.from_arrays(pa.array(np.zeros(n + cut, np.int32)), pa.array([file])).cast(TEXTS),
        "_damaged": pa.concat_arrays(
            [pa.nulls(n, pa.string()), pa.array([one.text for one in batch.damaged], pa.string())]
        ),
    }
    empty = {one.name: pa.nulls(cut, one.type) for one in batch.rows.schema}
    rows = batch.rows if not cut else pa.concat_tables([batch.rows, pa.table(empty)])
    return pa.table({**{name: rows.column(name) for name in rows.column_names}, **own})


def _refusals(refused: Counter[tuple[str, str]]) -> list[str]:
    return [
        f"{count:,} records have {text!r} where a {namespace} was expected: it names nobody and was not used"
        for (namespace, text), count in refused.most_common(5)
    ]
