"""The identity book of a workspace: restored, brought up to date after a crash, and kept with who is who."""

from collections.abc import Iterable, Sequence

import pyarrow as pa

from resa.app.workspace import Workspace
from resa.collect.draft import Circumstances
from resa.collect.identity.book import IdentityBook
from resa.collect.identity.resolve import Resolver
from resa.collect.intake import rejudged
from resa.collect.spec import SourceSpec
from resa.store.assignment import Assignment
from resa.store.manifest import Segment

_PREFIX = "book_"
_COVERAGE = "book_coverage"


class Who:
    """Says whose record is whose, for one writer at a time.

    The book numbers subjects; interactions are stored with these numbers. It is kept with every assignment, together
    with the revision it covers. Segments beyond that (an import was killed) are judged once more when the book is next
    opened, and stored anew with the numbers they get then.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        tables = workspace.engine.assignment().tables
        state = {name.removeprefix(_PREFIX): table for name, table in tables.items() if name.startswith(_PREFIX)}
        coverage = state.pop(_COVERAGE.removeprefix(_PREFIX), None)
        self.covered = int(coverage["revision"][0].as_py()) if coverage is not None else -1
        self.book = IdentityBook.restore(state) if state else IdentityBook()
        self._resolver = Resolver(self.book)

    def uncovered(self) -> tuple[Segment, ...]:
        """Returns the segments that came, or were judged anew, after the book was kept."""
        segments = self.workspace.engine.current().manifest.segments
        return tuple(segment for segment in segments if segment.revision > self.covered)

    def catch_up(self, specs: Iterable[SourceSpec], *, circumstances: Circumstances) -> int:
        """Judges uncovered segments once more, source by source, and returns how many there were."""
        behind = self.uncovered()
        for spec in specs:
            mine = [one for one in behind if one.source == spec.source and one.records]
            if mine:
                self._judge_again(mine, spec, circumstances=circumstances)
        return len(behind)

    def _judge_again(self, segments: Sequence[Segment], spec: SourceSpec, *, circumstances: Circumstances) -> None:
        engine = self.workspace.engine
        numbers = {one.id for one in segments}
        every = [one for one in engine.current().manifest.segments if one.source == spec.source and one.records]
        judged = rejudged(
            ((one.id, engine.log.records(one.id)) for one in segments),
            spec,
            book=self.book,
            circumstances=circumstances,
            earlier=(engine.log.records(one.id) for one in every if one.id not in numbers),
        )
        for number, yielded, rejected in judged:
            engine.rejudge(number, yielded=yielded, rejected=rejected)

    def settle(self) -> None:
        """Works out who is who from everything known, and hands it to the engine together with the book."""
        found = self._resolver.resolve(self.workspace.knowledge.decisions)
        revision = self.workspace.engine.revision
        kept = {f"{_PREFIX}{name}": table for name, table in self.book.state().items()}
        kept[_COVERAGE] = pa.table({"revision": pa.array([revision], pa.int64())})
        self.workspace.engine.assign(
            Assignment(
                customer=found.customer,
                handover_subject=found.handover_subject,
                handover_time=found.handover_time,
                handover_customer=found.handover_customer,
                tables={**found.tables, **kept},
            )
        )
        self.covered = revision
        self.workspace.refresh()
