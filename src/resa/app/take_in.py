"""Taking exports in: each file finds its spec, or one is proposed; records are judged, identified and kept.

One import at a time writes to a workspace. It may be killed at any moment: what was committed stays, and the same
command again goes on from there.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from resa.app.specs import Specs, as_spec
from resa.app.who import Who
from resa.app.wiring import laid_as, path_of, source_of, sources_behind, written_as
from resa.app.workspace import Workspace
from resa.collect.answering import completed, source_in
from resa.collect.draft import Circumstances
from resa.collect.intake import Intake, MissingColumnError, Piece, check_columns, rejudged
from resa.collect.lookup import reference_table
from resa.collect.readers.raw import FileFormat, ReadError
from resa.collect.readers.source import Source
from resa.collect.spec import SourceSpec
from resa.model.intake import ImportCounts, ImportReport, OpenQuestions, SourceReport
from resa.store.lock import exclusive

IMPORT_LOCK = "import.lock"
NAMED_ONCE = ("csv", "xlsx", "frame")
"""Formats that name their columns once, and whose names can be trusted before the file is read."""

Progress = Callable[[str, float | None], None]


Counted = Callable[[str, ImportCounts], None]
"""Told what became of the records of a source so far, after each batch that is on the disk."""


def _silent(_step: str, _done_share: float | None) -> None:
    """Shows no progress."""


def _uncounted(_source: str, _counts: ImportCounts) -> None:
    """Tells nobody."""


@dataclass(frozen=True, slots=True)
class Choice:
    """How somebody wants one file read; `format` where it was found to be written otherwise than it looks."""

    spec: SourceSpec
    format: FileFormat | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """What to import and how: paths or a frame; a spec (file, text or mapping) and a source name where given.

    With `chosen`, only the files that it names are read, each as it says.
    """

    paths: Sequence[Path] = ()
    chosen: Mapping[str, Choice] | None = None
    frame: Any = None
    spec: Any = None
    source: str | None = None
    accepts_defaults: bool = False
    is_strict: bool = False


@dataclass(frozen=True, slots=True)
class _Delivery:
    """Sources that are read with the same spec, and what was noticed when it was found."""

    spec: SourceSpec
    sources: tuple[Source, ...]
    notes: tuple[str, ...] = ()


def take_in(
    workspace: Workspace, request: Request, *, progress: Progress = _silent, counted: Counted = _uncounted
) -> ImportReport:
    """Imports everything that is asked for and returns what became of every record.

    Raises `OpenQuestions` before anything is stored where a source can't be read without an answer.
    """
    with exclusive(workspace.folder / IMPORT_LOCK):
        workspace.refresh()
        specs = Specs(workspace.folder, region=workspace.knowledge.defaults.region)
        found, unreadable = _sources(request)
        deliveries = _deliveries(found, request, specs=specs, unreadable=unreadable)
        taking = _Taking(workspace, specs, [source for one in deliveries for source in one.sources], progress, counted)
        reports = [taking.take(one) for one in deliveries]
        taking.finish()
        return ImportReport(tuple(_joined([*reports, *unreadable])), request.is_strict)


def answer(workspace: Workspace, asked: OpenQuestions, answers: Sequence[tuple[str, str, str]]) -> None:
    """Keeps the proposed specs, completed with (source, field, answer), so that the same import goes on.

    An answer to the field "identifiers.namespace" goes with one that names a column. Raises `SpecError` with every
    place that is still open or does not hold.
    """
    specs = Specs(workspace.folder)
    found = []
    for text in asked.spec.split("---\n"):
        source = source_in(text)
        mine = [(field, told) for about, field, told in answers if about == source]
        found.append(as_spec(completed(text, answers=mine)))
    for spec in found:
        specs.keep(spec)


def replay(workspace: Workspace, *, source: str | None = None, progress: Progress = _silent) -> ImportReport:
    """Judges the rejected records of a source (of all) again under its spec of today; returns what became of them."""
    with exclusive(workspace.folder / IMPORT_LOCK):
        workspace.refresh()
        specs = Specs(workspace.folder)
        taking = _Taking(workspace, specs, [], progress)
        names = [source] if source else specs.names()
        reports = [taking.judge_again(specs.named(name)) for name in names]
        taking.finish()
        return ImportReport(tuple(report for report in reports if report is not None))


def circumstances(workspace: Workspace, spec: SourceSpec, *, beside: Sequence[Source] = ()) -> Circumstances:
    """Returns what judging the records of that spec depends on; `beside` are the files that come with it."""
    return _Taking(workspace, Specs(workspace.folder), beside, _silent).circumstances(spec)


def _sources(request: Request) -> tuple[list[Source], list[SourceReport]]:
    if request.frame is not None:
        return [source_of(request.frame, name=request.source or "frame")], []
    if request.chosen is not None:
        known = {one.name: one for one in sources_behind(request.paths).sources}
        return [written_as(known[name], choice.format) for name, choice in request.chosen.items() if name in known], []
    file_format = as_spec(request.spec).format if request.spec is not None else None
    behind = sources_behind(request.paths, file_format=file_format)
    return list(behind.sources), [_unread(file.name, f"not read: {file.problem}") for file in behind.unreadable]


def _unread(name: str, note: str) -> SourceReport:
    return SourceReport(name, notes=(note,), is_unread=True)


def _deliveries(
    sources: Iterable[Source], request: Request, *, specs: Specs, unreadable: list[SourceReport]
) -> list[_Delivery]:
    """Returns the sources with their specs, customer masters first; asks every open question at once.

    Files that break within their first records are added to `unreadable`.
    """
    found: dict[str, _Delivery] = {}
    questions: list[OpenQuestions] = []
    for source in sources:
        choice = (request.chosen or {}).get(source.name)
        given = choice.spec if choice else request.spec
        try:
            one = specs.delivery_spec(source, given, name=request.source, accepts=request.accepts_defaults)
        except OpenQuestions as open_questions:
            questions.append(open_questions)
            continue
        except ReadError as error:
            unreadable.append(_unread(source.name, f"not read: {error.sentence}"))
            continue
        known = found.get(one.spec.source)
        before = known.sources if known else ()
        notes = tuple(dict.fromkeys([*(known.notes if known else ()), *one.notes]))
        laid = laid_as(source, one.spec.format)
        found[one.spec.source] = _Delivery(known.spec if known else one.spec, (*before, laid), notes)
    if questions:
        drafts = [str(specs.draft(asked.questions[0].source, asked.spec)) for asked in questions]
        raise OpenQuestions.together(questions, drafts=drafts)
    _check_columns(found.values())
    return sorted(found.values(), key=lambda one: not one.spec.is_reference)


def _check_columns(deliveries: Iterable[_Delivery]) -> None:
    """Raises what is missing in all files together, before anything is stored."""
    misfits: list[MissingColumnError] = []
    for delivery in deliveries:
        for source in delivery.sources:
            written = source.format
            is_laid_out = bool(written.headings or written.each or written.opens)
            if written.kind not in NAMED_ONCE or not written.columns or is_laid_out:
                continue
            try:
                check_columns(delivery.spec, written.columns, where=source.name)
            except MissingColumnError as misfit:
                misfits.append(misfit)
    if len(misfits) > 1:
        faults = [f"{one.sentence} {fault}" for one in misfits for fault in one.faults]
        raise MissingColumnError(
            f"expected files that fit their specs, but {len(misfits)} lack columns; nothing was stored", faults=faults
        )
    if misfits:
        raise misfits[0]


@dataclass(slots=True)
class _Taking:
    """One import on its way."""

    workspace: Workspace
    specs: Specs
    beside: Sequence[Source]
    progress: Progress
    counted: Counted = _uncounted
    _who: Who | None = None
    _references: dict[str, pa.Table] = field(default_factory=dict)

    def take(self, delivery: _Delivery) -> SourceReport:
        """Takes all sources of a delivery in, and keeps its spec."""
        spec, engine = delivery.spec, self.workspace.engine
        self.specs.keep(spec)

        def tell(_rows: int, share: float | None) -> None:
            self.counted(spec.source, intake.counts)
            self.progress(spec.source, share)

        intake = Intake(
            spec,
            log=engine.log,
            book=self.who().book,
            circumstances=self.circumstances(spec),
            delivery=datetime.now(UTC).isoformat(timespec="microseconds"),
            earlier=lambda: self._earlier(spec.source),
            progress=tell,
        )
        stopped: list[str] = []
        report = intake.take(self._pieces(delivery.sources, stopped))
        self.progress(spec.source, 1.0)
        return replace(report, notes=(*delivery.notes, *report.notes, *stopped), is_unread=bool(stopped))

    def judge_again(self, spec: SourceSpec) -> SourceReport | None:
        """Judges the segments of a source again where any holds rejected records, or a damaged file made from them."""
        engine = self.workspace.engine
        segments = [one for one in engine.current().manifest.segments if one.source == spec.source and one.records]
        if not any(one.rejected or engine.log.damaged(one) for one in segments):
            return None
        before = sum(one.rejected for one in segments)
        records = ((one.id, engine.log.records(one.id)) for one in segments)
        for number, yielded, rejected in rejudged(
            records, spec, book=self.who().book, circumstances=self.circumstances(spec)
        ):
            engine.rejudge(number, yielded=yielded, rejected=rejected)
        after = sum(one.rejected for one in engine.current().manifest.segments if one.source == spec.source)
        return SourceReport(spec.source, ImportCounts(before, before - after, rejected=after))

    def finish(self) -> None:
        """Settles who is who and where touchpoints stand, and builds what questions read."""
        if self._who is None:
            return
        self.progress("who is who", None)
        self.workspace.engine.refresh()
        self._who.settle()
        self._who = None  # all of it is kept by now, and its memory is wanted for the journeys
        self.progress("journeys", None)
        self.workspace.engine.compact()
        self.workspace.refresh()
        self.workspace.regroup()
        self.progress("who is who", 1.0)
        self.progress("journeys", 1.0)

    def who(self) -> Who:
        """Returns the identity book, brought up to date when it is first needed."""
        if self._who is None:
            self._who = Who(self.workspace)
            circumstances = self.circumstances(None)
            self._who.catch_up(self.specs.all(), circumstances=circumstances)
        return self._who

    def circumstances(self, spec: SourceSpec | None) -> Circumstances:
        """Returns what judging depends on besides the records."""
        defaults = self.workspace.knowledge.defaults
        wanted = [spec] if spec else self.specs.all()
        references = {look.file: self._reference(look.file) for one in wanted for look in one.lookups}
        known = {name: table for name, table in references.items() if table is not None}
        return Circumstances(self.workspace.now(), defaults.zone, defaults.region, known)

    def _reference(self, name: str) -> pa.Table | None:
        if name not in self._references:
            found = self._reference_beside(name)
            if found is None:
                found = self._reference_kept(name)
            if found is None:
                return None
            self._references[name] = found
        return self._references[name]

    def _reference_beside(self, name: str) -> pa.Table | None:
        for source in self.beside:
            path = path_of(source)
            if path is None:
                continue
            if source.name.endswith(name):
                return reference_table(source.batches())
            if (path.parent / name).exists():
                return _whole_file(path.parent / name)
        near = self.specs.folder / name
        return _whole_file(near) if near.exists() else None

    def _reference_kept(self, name: str) -> pa.Table | None:
        """Returns the records of an earlier import of that file."""
        engine = self.workspace.engine
        spec = self.specs.of_file(name)
        kept = [
            one.id for one in engine.current().manifest.segments if spec and one.source == spec.source and one.records
        ]
        tables = [engine.log.records(number) for number in kept]
        return pa.concat_tables(tables, promote_options="permissive") if tables else None

    def _earlier(self, source: str) -> Iterator[pa.Table]:
        engine = self.workspace.engine
        for segment in engine.current().manifest.segments:
            if segment.source == source and segment.records:
                yield engine.log.records(segment.id)

    def _pieces(self, sources: Iterable[Source], stopped: list[str]) -> Iterator[Piece]:
        """Yields what can be read; a file that breaks is told in `stopped` and keeps nobody else waiting."""
        for source in sources:
            try:
                for batch in source.batches():
                    yield Piece(batch, source.name)
            except ReadError as error:
                stopped.append(f"reading stopped, what came before is stored: {error.sentence}")
            except OSError as error:
                stopped.append(
                    f"expected to read {source.name} to its end, got: {error.strerror or error}; what came before is "
                    "stored, import it again when it can be read"
                )


def _whole_file(path: Path) -> pa.Table:
    return reference_table(sources_behind([path]).sources[0].batches())


def _joined(reports: Iterable[SourceReport]) -> list[SourceReport]:
    """Returns one report a source, in order."""
    found: dict[str, SourceReport] = {}
    for report in reports:
        known = found.get(report.source)
        found[report.source] = report if known is None else _both(known, report)
    return list(found.values())


def _both(one: SourceReport, other: SourceReport) -> SourceReport:
    """Returns the report of a source and that of a file by the same name which was not read."""
    notes = (*one.notes, *other.notes)
    return replace(one, counts=one.counts + other.counts, notes=notes, is_unread=one.is_unread or other.is_unread)
