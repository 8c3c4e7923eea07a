"""The append log: every record received, and the account of what became of each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from resa.model.errors import UsageError
from resa.store.batch import Batch
from resa.store.durable import DamagedFileError, digest_of, remove
from resa.store.manifest import Change, Manifest, Segment, StoredFile
from resa.store.schema import YIELDED
from resa.store.segment import (
    KEY_COLUMNS,
    RECORDS,
    REJECTED_TABLE,
    check_records,
    fitting,
    keys,
    read,
    rejected_count,
    table_schemas,
    without_leftovers,
    write_tables,
)
from resa.store.workspace import Workspace

Keys = tuple[NDArray[np.uint64], NDArray[np.uint64]]


class UnknownSegmentError(UsageError):
    """There is no segment of that number."""

    code = "unknown_segment"


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """What became of the records of one source in one delivery, counted again from the stored files.

    `faults` says where the files disagree with what was written down when they were stored.
    """

    source: str
    delivery: str
    received: int
    stored: int
    duplicates: int
    rejected: int
    suppressed: int
    erased: int
    yielded: Mapping[str, int]
    faults: tuple[str, ...] = ()

    @property
    def is_balanced(self) -> bool:
        """True where every record received ended in exactly one place."""
        ends = self.stored + self.duplicates + self.rejected + self.suppressed + self.erased
        return self.received == ends and not self.faults


class Log:
    """Keeps batches as segments of a workspace; the renamed manifest is the moment a batch exists."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def append(self, batch: Batch) -> Manifest:
        """Keeps a batch durably and returns the revision that shows it. A crash leaves all of it or nothing."""
        tables = _judged(batch.yielded, rejected=batch.rejected)
        check_records(batch.records)
        with self.workspace.writing() as manifest:
            revision = manifest.revision + 1
            folder = f"segments/{manifest.next_segment:06d}-{revision}"
            remove(self.workspace.path(folder))
            files = write_tables(self.workspace, folder, {RECORDS: batch.records, **tables})
            segment = _segment(batch, manifest=manifest, files=files, tables=tables)
            return self.workspace.publish(
                replace(
                    manifest,
                    revision=revision,
                    next_segment=segment.id + 1,
                    next_row=segment.first_row + segment.interactions,
                    segments=(*manifest.segments, segment),
                )
            )

    def known_keys(self, source: str) -> Iterator[Keys]:
        """Yields the keys (high, low halves) of the source's stored records, one segment at a time."""
        for segment in self.workspace.read().segments:
            if segment.source == source and segment.records:
                yield keys(self.workspace, segment)

    def erased_keys(self, source: str) -> Keys:
        """Returns the keys of the source's erased records: when they come again, they are suppressed."""
        path = self.workspace.read().erased_keys.get(source)
        if path is None:
            return np.empty(0, np.uint64), np.empty(0, np.uint64)
        table = pq.read_table(self.workspace.path(path), partitioning=None)
        return table["_key_high"].to_numpy(), table["_key_low"].to_numpy()

    def records(self, segment: int) -> pa.Table:
        """Returns the raw records of a segment as they were received."""
        found = self._segment(segment, manifest=self.workspace.read())
        return read(self.workspace, found.records) if found.records else pa.table({})

    def rejudge(self, segment: int, *, yielded: Mapping[str, pa.Table], rejected: pa.Table) -> Manifest:
        """Replaces what a segment's records yield, under a new revision; the records stay as they are."""
        tables = _judged(yielded, rejected=rejected)
        with self.workspace.writing() as manifest:
            old = self._segment(segment, manifest=manifest)
            revision = manifest.revision + 1
            files = write_tables(self.workspace, f"segments/{segment:06d}-{revision}", tables)
            refused = rejected_count(tables.get(REJECTED_TABLE))
            records = old.records.rows if old.records else 0
            new = replace(
                old,
                revision=revision,
                first_row=manifest.next_row,
                stored=records - refused,
                rejected=refused,
                tables=files,
                has_sequence=_has_sequence(tables),
            )
            published = self.workspace.publish(
                replace(
                    manifest,
                    revision=revision,
                    next_row=new.first_row + new.interactions,
                    segments=tuple(new if one.id == segment else one for one in manifest.segments),
                    changes=(*manifest.changes, Change(revision, "rejudge")),
                )
            )
            for file in old.tables.values():
                remove(self.workspace.path(file.path))
            return published

    def _segment(self, number: int, *, manifest: Manifest) -> Segment:
        for segment in manifest.segments:
            if segment.id == number:
                return segment
        raise UnknownSegmentError(f"expected one of {len(manifest.segments)} segments, got number {number}")

    def ledger(self) -> tuple[LedgerLine, ...]:
        """Returns a line for each source and delivery, recounted from the files. Reads one column of each."""
        lines: dict[tuple[str, str], LedgerLine] = {}
        for segment in self.workspace.read().segments:
            line = self._recounted(segment)
            at = (line.source, line.delivery)
            lines[at] = _joined(lines[at], line) if at in lines else line
        return tuple(lines.values())

    def _recounted(self, segment: Segment) -> LedgerLine:
        faults: list[str] = []
        records = self._rows(segment.records, faults=faults)
        yielded = {name: self._rows(file, faults=faults) for name, file in segment.tables.items() if name in YIELDED}
        rejected = self._rejected(segment, faults=faults)
        if segment.erased < 0 or records - rejected != segment.stored:
            faults.append(f"segment {segment.id}: expected {segment.stored} stored records, got {records - rejected}")
        return LedgerLine(
            segment.source,
            segment.delivery,
            segment.received,
            records - rejected,
            segment.duplicates,
            rejected,
            segment.suppressed,
            segment.erased,
            yielded,
            tuple(faults),
        )

    def _rows(self, file: StoredFile | None, *, faults: list[str]) -> int:
        if file is None:
            return 0
        try:
            return int(pq.read_metadata(self.workspace.path(file.path)).num_rows)
        except (OSError, pa.ArrowException):
            faults.append(f"expected {file.rows} rows in {file.path}, the file can't be read")
            return 0

    def _rejected(self, segment: Segment, *, faults: list[str]) -> int:
        file = segment.tables.get(REJECTED_TABLE)
        if file is None:
            return 0
        try:
            return rejected_count(read(self.workspace, file, columns=["record"]))
        except (OSError, DamagedFileError):
            faults.append(f"expected {file.rows} rows in {file.path}, the file can't be read")
            return 0

    def verify(self) -> tuple[str, ...]:
        """Returns a sentence for every file that is missing or damaged; reads every byte.

        Damaged projections can be made again: judge `records` anew and hand the outcome to `rejudge`.
        """
        return tuple(fault for segment in self.workspace.read().segments for fault in self.damaged(segment))

    def damaged(self, segment: Segment) -> tuple[str, ...]:
        """Returns a sentence for every file of the segment that is missing or damaged, with the remedy."""
        return tuple(fault for file in segment.files for fault in self._faults(file, is_raw=file is segment.records))

    def _faults(self, file: StoredFile, *, is_raw: bool) -> list[str]:
        path = self.workspace.path(file.path)
        remedy = "restore it from a backup" if is_raw else "run `resa replay` to make it again"
        if not path.exists():
            return [f"expected the file {path}, it is missing; {remedy}"]
        if digest_of(path) != file.digest:
            return [f"expected the {file.bytes} bytes once written to {path}, got others; {remedy}"]
        return []

    def erase(self, records: Mapping[int, NDArray[np.int64]], *, manifest: Manifest) -> Manifest:
        """Returns a manifest without these records of each segment, rewritten files included.

        The caller holds the writer's lock, publishes the manifest and cleans: only then the old files are gone.
        """
        revision = manifest.revision + 1
        rewritten = {}
        gone: dict[str, list[pa.Table]] = {}
        row = manifest.next_row
        for segment in manifest.segments:
            drop = records.get(segment.id)
            if drop is None or not len(drop) or segment.records is None:
                continue
            rewritten[segment.id], lost = self._without(segment, drop=drop, revision=revision, first_row=row)
            gone.setdefault(segment.source, []).append(lost)
            row += rewritten[segment.id].interactions
        return replace(
            manifest,
            revision=revision,
            next_row=row,
            segments=tuple(rewritten.get(segment.id, segment) for segment in manifest.segments),
            erased_keys=self._with_erased(gone, manifest=manifest, revision=revision),
        )

    def _without(
        self, segment: Segment, *, drop: NDArray[np.int64], revision: int, first_row: int
    ) -> tuple[Segment, pa.Table]:
        assert segment.records is not None
        records = read(self.workspace, segment.records)
        keep = np.ones(records.num_rows, np.bool_)
        keep[drop] = False
        renumbered = np.cumsum(keep) - 1
        tables = {RECORDS: records.filter(pa.array(keep))}
        for name, file in segment.tables.items():
            table = read(self.workspace, file)
            mine = keep[table["record"].to_numpy()]
            kept = table.filter(pa.array(mine))
            numbers = pa.array(renumbered[kept["record"].to_numpy()], pa.int64())
            tables[name] = kept.set_column(0, table.schema.field("record"), numbers)
        tables = {name: without_leftovers(table) for name, table in tables.items()}
        files = write_tables(self.workspace, f"segments/{segment.id:06d}-{revision}", tables)
        refused = rejected_count(tables.get(REJECTED_TABLE))
        kept_records = tables[RECORDS].num_rows
        new = replace(
            segment,
            revision=revision,
            first_row=first_row,
            stored=kept_records - refused,
            rejected=refused,
            erased=segment.erased + len(np.unique(drop)),
            records=files.pop(RECORDS, None),
            tables=files,
        )
        return new, records.filter(pa.array(~keep)).select(list(KEY_COLUMNS))

    def _with_erased(self, gone: Mapping[str, list[pa.Table]], *, manifest: Manifest, revision: int) -> dict[str, str]:
        paths = dict(manifest.erased_keys)
        for number, (source, tables) in enumerate(sorted(gone.items())):
            before = [pq.read_table(self.workspace.path(paths[source]), partitioning=None)] if source in paths else []
            path = f"erased/{revision:06d}-{number}.parquet"
            self.workspace.path(path).parent.mkdir(exist_ok=True)
            pq.write_table(pa.concat_tables([*before, *tables]), self.workspace.path(path))
            paths[source] = path
        return paths


def _judged(yielded: Mapping[str, pa.Table], *, rejected: pa.Table) -> dict[str, pa.Table]:
    unknown = set(yielded) - set(YIELDED)
    if unknown:
        raise UnknownSegmentError(f"expected tables named {', '.join(YIELDED)}, got {', '.join(sorted(unknown))}")
    schemas = table_schemas()
    named = {**yielded, REJECTED_TABLE: rejected}
    return {name: fitting(table, schema=schemas[name], name=name) for name, table in named.items() if table.num_rows}


def _has_sequence(tables: Mapping[str, pa.Table]) -> bool:
    interactions = tables.get("interactions")
    return interactions is not None and interactions["sequence"].null_count < interactions.num_rows


def _segment(
    batch: Batch, *, manifest: Manifest, files: Mapping[str, StoredFile], tables: Mapping[str, pa.Table]
) -> Segment:
    refused = rejected_count(tables.get(REJECTED_TABLE))
    return Segment(
        id=manifest.next_segment,
        source=batch.source,
        delivery=batch.delivery,
        revision=manifest.revision + 1,
        first_row=manifest.next_row,
        received=batch.received,
        stored=batch.records.num_rows - refused,
        duplicates=batch.duplicates,
        rejected=refused,
        suppressed=batch.suppressed,
        erased=0,
        records=files.get(RECORDS),
        tables={name: file for name, file in files.items() if name != RECORDS},
        has_sequence=_has_sequence(tables),
    )


def _joined(one: LedgerLine, other: LedgerLine) -> LedgerLine:
    names = dict.fromkeys((*one.yielded, *other.yielded))
    return LedgerLine(
        one.source,
        one.delivery,
        one.received + other.received,
        one.stored + other.stored,
        one.duplicates + other.duplicates,
        one.rejected + other.rejected,
        one.suppressed + other.suppressed,
        one.erased + other.erased,
        {name: one.yielded.get(name, 0) + other.yielded.get(name, 0) for name in names},
        one.faults + other.faults,
    )
