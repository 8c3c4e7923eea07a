"""The local engine: one workspace, seen at one revision after another."""

import os
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from threading import RLock, Thread
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from resa.kernels.partition import Dictionary, Partition
from resa.kernels.summary import Summary
from resa.model.condition import Condition, comparisons
from resa.model.errors import ResaError
from resa.model.journey import JourneyRules, Unit
from resa.store.assignment import Assignment
from resa.store.batch import Batch
from resa.store.comparison import CUSTOMER_FIELDS
from resa.store.durable import DamagedFileError
from resa.store.engines.local.compaction import build_store, compacted
from resa.store.engines.local.counting import Counting, Question
from resa.store.engines.local.erasing import records_of
from resa.store.engines.local.histories import empty_partition
from resa.store.engines.local.identity import (
    damaged_tables,
    read_assignment,
    read_codes,
    read_touched,
    write_assignment,
    write_catalogue,
    write_touched,
)
from resa.store.engines.local.journeystore import regrouped
from resa.store.engines.local.profiles import profile_maps
from resa.store.engines.local.query import RunningQuery, query
from resa.store.engines.local.revision import Revision, advanced, first_revision
from resa.store.engines.local.rowfield import RowFields
from resa.store.engines.local.scoping import Lookup, scoped
from resa.store.engines.local.state import grouped_places
from resa.store.engines.local.viewsql import labels_of
from resa.store.forgetting import without_customers
from resa.store.further import FurtherFields
from resa.store.keptreading import KeptReadings
from resa.store.labelfile import forget_labels
from resa.store.log import LedgerLine, Log
from resa.store.manifest import Change, Manifest
from resa.store.port import Scope
from resa.store.segment import read
from resa.store.who import changed_subjects, customers_of, distinct, resolved
from resa.store.words import unsaid
from resa.store.workspace import Workspace

R = TypeVar("R")

_MOST_CHANGES = 256
_COUNTED_AGAIN = 8


class LocalEngine:
    """Keeps what was received in a workspace folder and answers from whole histories.

    Many processes may hold one on the same folder. Each answers at the revision that it saw last: `refresh` moves to
    the newest, and so does everything that it writes itself. Threads may share one.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.log = Log(workspace)
        self._manifest = workspace.read()
        self._revision: Revision | None = None
        self._rows = RowFields(workspace)
        self._counting = Counting()
        self._lock = RLock()
        self._scratch: tempfile.TemporaryDirectory[str] | None = None
        self._behind: Thread | None = None
        self._built: _Built | None = None
        self._erasures = 0

    @classmethod
    def open(cls, folder: str | Path, *, create: bool = False) -> "LocalEngine":
        """Returns an engine on the workspace in that folder."""
        return cls(Workspace.open(folder, create=create))

    @property
    def revision(self) -> int:
        """The revision at which it answers."""
        return self._manifest.revision

    def refresh(self) -> int:
        """Moves to the newest revision and returns it."""
        with self._lock:
            self._manifest = self.workspace.read()
            return self._manifest.revision

    def append(self, batch: Batch) -> int:
        """Keeps a batch durably and returns the revision at which it is visible."""
        with self._lock:
            self._manifest = self.log.append(batch)
            return self._manifest.revision

    def rejudge(self, segment: int, *, yielded: Mapping[str, pa.Table], rejected: pa.Table) -> int:
        """Replaces what a segment's records yield and returns the new revision."""
        with self._lock:
            self._manifest = self.log.rejudge(segment, yielded=yielded, rejected=rejected)
            return self._manifest.revision

    def assign(self, assignment: Assignment) -> None:
        """Takes over who is who; every figure follows."""
        with self._lock, self.workspace.writing() as manifest:
            before = read_codes(self.workspace, manifest.assignment)
            subjects = changed_subjects(before, assignment)
            touched = distinct(customers_of(before, subjects), customers_of(assignment, subjects))
            revision = manifest.revision + 1
            path = write_assignment(self.workspace, assignment, revision=revision)
            change = self._change("assign", touched, revision=revision)
            self._publish(_with_change(replace(manifest, assignment=path), change))

    def group(self, touchpoints: Mapping[tuple[str, str], str]) -> None:
        """Takes over the catalogue: (channel, name) to touchpoint id; absent places are their own touchpoint."""
        with self._lock:
            current = self._current()
            before = current.catalogue
            moved = grouped_places(current.state.dictionary, before=before, after=touchpoints)
            owners = [_owners(partition, places=moved) for partition in current.state.living()]
            touched = distinct(*owners)
            with self.workspace.writing() as manifest:
                revision = manifest.revision + 1
                path = write_catalogue(self.workspace, touchpoints, revision=revision)
                change = self._change("group", touched, revision=revision)
                self._publish(_with_change(replace(manifest, catalogue=path), change))
                self._publish(replace(self._manifest, journeys=self._regrouped()))

    def erase(self, customers: Collection[int]) -> None:
        """Forgets everything about these customers, raw records and the journey store included.

        Rewrites the segments that hold them, and costs a rebuild of the journey store at the next question.
        """
        gone = np.array(sorted(customers), np.int32)
        with self._lock, self.workspace.writing() as manifest:
            assignment = read_assignment(self.workspace, manifest.assignment)
            records = records_of(self.workspace, manifest.segments, assignment=assignment, customers=gone)
            left = without_customers(assignment, customers=frozenset(gone.tolist()))
            self._forget_words(unsaid(self.workspace, manifest.segments, records=records))
            rewritten = self.log.erase(records, manifest=manifest)
            path = write_assignment(self.workspace, left, revision=rewritten.revision)
            change = self._change("erase", gone, revision=rewritten.revision)
            kept = replace(rewritten, journeys=None, assignment=path, revision=manifest.revision)
            self._publish(_with_change(kept, change))
            self._revision, self._built = None, None
            self._erasures += 1
            self._rows = RowFields(self.workspace)
            self._drop_scratch()
            self.workspace.clean(self._manifest)

    def _forget_words(self, texts: frozenset[str]) -> None:
        """Lets go of what was read in texts, and of what people said of them."""
        if texts:
            KeptReadings(self.workspace.folder).forget(texts)
            forget_labels(self.workspace.folder, texts)

    def compact(self) -> None:
        """Builds the journey store anew from everything kept, so that the next process opens it at once."""
        with self._lock:
            if self._manifest.segments:
                self._rebuild()

    def rebuilt(self, folder: Path) -> "LocalEngine":
        """Returns an engine at this revision that answers from a journey store built afresh in the folder.

        Nothing is published. The folder is the caller's to keep for as long as the engine is used.
        """
        fresh = type(self)(self.workspace)
        fresh._manifest = manifest = self._manifest
        built = folder / "journeys"
        build_store(self.workspace, manifest, folder=built)
        fresh._revision = first_revision(manifest, workspace=self.workspace, journeys=built)
        return fresh

    def close(self) -> None:
        """Lets go of what the engine holds, once compaction has ended; files that others may use stay."""
        if self._behind:
            self._behind.join()
        with self._lock:
            self._revision = None
            self._drop_scratch()

    def touched(self, since: int) -> frozenset[int]:
        """Returns the codes of the customers whose histories changed after that revision."""
        manifest = self._manifest
        known_from = manifest.changes_from
        changes = [change for change in manifest.changes if change.revision > since]
        if since < known_from or any(change.touched is None for change in changes):
            return frozenset(int(code) for part in self._current().state.living() for code in part.customer)
        assignment = read_codes(self.workspace, manifest.assignment)
        found = [read_touched(self.workspace, change.touched) for change in changes if change.touched]
        for segment in manifest.segments:
            if segment.revision > since and segment.interactions:
                table = read(self.workspace, segment.tables["interactions"], columns=["subject", "time"])
                instant = table["time"].cast(pa.int64()).to_numpy()
                found.append(resolved(assignment, subject=table["subject"].to_numpy(), instant=instant))
        codes = np.unique(np.concatenate([np.empty(0, np.int32), *found]))
        return frozenset(codes[codes >= 0].tolist())

    def partitions(self, scope: Scope) -> Iterator[Partition]:
        """Hands out whole-customer partitions, the journey store first, what came since after it."""
        current = self._answering(self._current)
        lookup = current.lookup(scope, rows=self._rows)
        living = list(current.state.living()) or [empty_partition(current.state.dictionary)]
        for partition in living:
            yield self._answering(partial(_written, partition, scope=scope, lookup=lookup))

    def fold(self, summaries: Sequence[Summary[Any]], *, scope: Scope) -> list[Any]:
        """Returns the finished answer of each summary.

        Counts that can be subtracted are carried on from the last answer to the same question, so that late arrivals
        cost what they touch.
        """
        return [counts.finish() for counts in self._answering(lambda: self._counts(summaries, scope=scope))]

    def _counts(self, summaries: Sequence[Summary[Any]], *, scope: Scope) -> list[Any]:
        question = _question(self._current(), scope=scope, rows=self._rows)
        key = _scope_key(scope)
        return [self._counting.counts(summary, question=question, scope=key) for summary in summaries]

    def dictionary(self) -> Dictionary:
        """Returns what the codes of partitions and folds stand for."""
        return self._answering(lambda: self._current().state.dictionary)

    def assignment(self) -> Assignment:
        """Returns who is who."""
        return self._answering(lambda: self._current().assignment)

    def query(self, sql: str, *, stages: Mapping[str, str] | None = None) -> pa.Table:
        """Returns what one SELECT finds in the views of `store.view`; `stages` gives the stage of a touchpoint id."""
        return self._answering(lambda: query(sql, revision=self._current(), stages=stages or {}))

    def running_query(self, sql: str, *, stages: Mapping[str, str] | None = None) -> RunningQuery:
        """Returns the same in batches, for what is larger than memory; to be closed."""
        return self._answering(lambda: RunningQuery(sql, revision=self._current(), stages=stages or {}))

    def further(self) -> FurtherFields:
        """Returns what partitions don't carry, at the revision at which it answers."""
        current = self.current()
        return FurtherFields(self.workspace, manifest=current.manifest, assignment=current.assignment)

    def customer_labels(self, customers: Collection[int]) -> dict[int, str]:
        """Returns how each of these customers is shown: by the best identifier, else by number."""
        labels = labels_of(self.assignment())
        mine = labels.filter(pc.is_in(labels["owner"], value_set=pa.array(list(customers), pa.int32())))
        known = dict(zip(mine["owner"].to_pylist(), mine["label"].to_pylist(), strict=True))
        return {customer: known.get(customer, f"customer:{customer}") for customer in customers}

    def profiles(self) -> pa.Table:
        """Returns `owner`, the customer code, and `profile`: the newest filled text of every field, as a map."""
        current = self.current()
        return profile_maps(current.told.words(current))

    def ledger(self) -> tuple[LedgerLine, ...]:
        """Returns what became of every record received, counted again from the files."""
        return self.log.ledger()

    def damaged(self) -> tuple[str, ...]:
        """Returns a sentence for every file of the log, and of who is who, that is missing or damaged; reads them all.

        What is derived from these is built anew where it is damaged, and needs no look.
        """
        return (*self.log.verify(), *damaged_tables(self.workspace, self._manifest.assignment))

    def current(self) -> Revision:
        """Returns the revision at which it answers, whole; for the other parts of this engine."""
        return self._answering(self._current)

    def _answering(self, answer: Callable[[], R]) -> R:
        """Returns the answer; where an erasure or compaction took files away meanwhile, that of the newest revision."""
        for _ in range(3):
            try:
                return answer()
            except FileNotFoundError:
                with self._lock:
                    self._revision = None
                    self.refresh()
        try:
            return answer()
        except FileNotFoundError as error:
            missing = error.filename or error
            raise DamagedFileError(f"expected the file {missing}, it is missing; run `resa check`") from error

    def _current(self) -> Revision:
        with self._lock:
            self._take_over()
            if self._revision is None:
                self._revision = self._opened()
                is_urgent = True  # a process that has just begun gains more from a journey store than it waits
            elif self._revision.manifest is not self._manifest:
                self._revision = advanced(self._revision, self._manifest, workspace=self.workspace)
                is_urgent = not self._revision.state.base_interactions
            else:
                return self._revision
            if self._revision.is_worth_compacting:
                self._compact(is_urgent=is_urgent)
            return self._revision

    def _take_over(self) -> None:
        """Goes on from the journey store that was built beside the questions, and from what was counted on it."""
        built, self._built = self._built, None
        if built and built.revision.leads_to(self._manifest):
            self._manifest = replace(self._manifest, journeys=built.revision.manifest.journeys)
            self._revision, self._counting = built.revision, built.counting

    def _regrouped(self) -> str | None:
        """Keeps a journey store over which nothing stands in step with the catalogue; others wait for compaction."""
        current, old = self._current(), self._manifest.journeys
        if old is None or len(current.state.layers) > 1 or current.state.layers[0].dead is not None:
            return old
        path = f"journeys/{self._manifest.revision:06d}-{os.getpid()}-{id(self) & 0xFFFF:04x}-g"
        partition = current.state.layers[0].histories.partition
        regrouped(
            self.workspace.path(old), folder=self.workspace.path(path), partition=partition, catalogue=current.catalogue
        )
        return path

    def _opened(self) -> Revision:
        try:
            return first_revision(self._manifest, workspace=self.workspace)
        except DamagedFileError:
            self._manifest = replace(self._manifest, journeys=None)
            return first_revision(self._manifest, workspace=self.workspace)

    def _compact(self, *, is_urgent: bool) -> None:
        if is_urgent:
            self._rebuild()
        elif self._behind is None or not self._behind.is_alive():
            self._behind = Thread(target=self._rebuild_behind, args=(self._manifest,), name="resa-compaction")
            self._behind.start()

    def _rebuild_behind(self, manifest: Manifest) -> None:
        """Builds beside the questions; where that fails, the overlay goes on answering and a later one tries again.

        What was asked lately is counted on the new store too, so that the next late arrival need not wait for that.
        """
        erasures = self._erasures
        try:
            path = compacted(self.workspace, manifest, builder=id(self))
            if path is None:
                return
            revision = first_revision(replace(self._manifest, journeys=path), workspace=self.workspace)
            built = _Built(revision, self._counted_again(revision))
        except (OSError, ResaError):
            return
        with self._lock:
            if self._erasures == erasures:
                self._built = built

    def _counted_again(self, revision: Revision) -> Counting:
        counting = Counting()
        for summary, scope in self._counting.carried(most=_COUNTED_AGAIN):
            asked = Scope(where=scope.where, unit=scope.unit, rules=scope.rules, stages=dict(scope.stages))
            question = _question(revision, scope=asked, rows=self._rows)
            counting.counts(summary, question=question, scope=scope).finish()
        return counting

    def _rebuild(self) -> None:
        """Builds a journey store now; where the folder can't be written to, in a temporary place."""
        manifest = self._manifest
        try:
            path = compacted(self.workspace, manifest, builder=id(self))
        except PermissionError:
            self._drop_scratch()
            self._scratch = tempfile.TemporaryDirectory(prefix="resa-journeys-", ignore_cleanup_errors=True)
            built = Path(self._scratch.name) / "store"
            build_store(self.workspace, manifest, folder=built)
            self._revision = first_revision(manifest, workspace=self.workspace, journeys=built)
            return
        self._manifest = self.workspace.read() if path is None else replace(manifest, journeys=path)
        self._revision = first_revision(self._manifest, workspace=self.workspace)

    def _drop_scratch(self) -> None:
        if self._scratch:
            self._scratch.cleanup()
            self._scratch = None

    def _change(self, kind: str, touched: NDArray[np.int32], *, revision: int) -> Change:
        return Change(revision, kind, write_touched(self.workspace, touched, revision=revision))

    def _publish(self, manifest: Manifest) -> None:
        self._manifest = self.workspace.publish(manifest)


def _with_change(manifest: Manifest, change: Change) -> Manifest:
    """Returns the manifest at the change's revision; the oldest changes are forgotten."""
    changes = (*manifest.changes, change)
    forgotten, kept = changes[:-_MOST_CHANGES], changes[-_MOST_CHANGES:]
    known_from = forgotten[-1].revision if forgotten else manifest.changes_from
    return replace(manifest, revision=change.revision, changes=kept, changes_from=known_from)


def _owners(partition: Partition, *, places: NDArray[np.bool_]) -> NDArray[np.int32]:
    if places.all():
        return partition.customer[np.diff(partition.offsets) > 0]
    before = np.concatenate([np.zeros(1, np.int64), np.cumsum(places[partition.place])])
    return partition.customer[np.diff(before[partition.offsets]) > 0]


def _written(partition: Partition, *, scope: Scope, lookup: Lookup) -> Partition:
    return scoped(partition, scope=scope, lookup=lookup).partition


def _question(revision: Revision, *, scope: Scope, rows: RowFields) -> Question:
    lookup = revision.lookup(scope, rows=rows)
    return Question(revision.state, scoped=partial(scoped, scope=scope, lookup=lookup))


@dataclass(frozen=True, slots=True)
class _Built:
    """A revision on a new journey store, and what was counted on it already."""

    revision: Revision
    counting: Counting


@dataclass(frozen=True, slots=True)
class _ScopeKey:
    """What tells scopes apart whose counts can be carried on."""

    where: Condition | None
    unit: Unit
    rules: JourneyRules
    stages: tuple[tuple[str, str], ...]


def _scope_key(scope: Scope) -> _ScopeKey | None:
    """Returns the key; None where what is known of customers decides, for that changes without their histories."""
    asked = () if scope.where is None else tuple(comparisons(scope.where))
    if any(one.field in CUSTOMER_FIELDS or one.field.startswith("profile.") for one in asked):
        return None
    return _ScopeKey(scope.where, scope.unit, scope.rules, tuple(sorted(scope.stages.items())))
