"""How a report was counted and what it can't say: definitions, provenance, tests, coverage, records and sources."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from resa.app.ledger import sources
from resa.app.report.state import left_out, told_filter
from resa.app.report.words import Teller
from resa.app.workspace import Workspace
from resa.mapping.export.discretion import LEAST
from resa.mapping.export.reportsheet import Chapter, Fact, Grid
from resa.mapping.goals import DEFAULT_GOAL
from resa.model.journeymap import JourneyMap
from resa.model.measurement import Provenance
from resa.model.resolvedmap import ResolvedMap, SourceFreshness
from resa.model.stage import UNPLACED
from resa.model.table import Table

_ENDS = ("received", "stored", "duplicates", "rejected", "suppressed", "erased")
_SHOWN = ("received", "stored", "duplicates", "rejected")


@dataclass(frozen=True, slots=True)
class Making:
    """When a report was made, in the company's own zone, and what of people it may hold."""

    at: datetime
    zone: str
    has_quotes: bool = False
    has_evidence: bool = False

    def withholds(self, found: ResolvedMap) -> bool:
        """Says whether a map is of so few customers that nothing may be told of them."""
        return 0 < found.base.customers < LEAST and not self.has_evidence


def method_chapter(
    workspace: Workspace, found: ResolvedMap, *, teller: Teller, making: Making, document: JourneyMap | None = None
) -> Chapter:
    """Returns the chapter on method and limits."""
    ledger = sources(workspace)
    terms = (
        Fact(teller.tell("term.people"), teller.tell("method.people")),
        Fact(teller.tell("term.stages"), _stages(workspace, found, teller)),
        Fact(teller.tell("term.goals"), _goals(workspace, teller, is_open=making.has_evidence)),
        Fact(teller.tell("term.units"), _units(workspace, teller)),
        Fact(teller.tell("term.provenance"), " ".join(_provenance(document, teller))),
        Fact(teller.tell("term.intervals"), teller.tell("method.intervals")),
        Fact(teller.tell("term.many"), teller.tell("method.many")),
        *_money(found, teller, is_withheld=making.withholds(found)),
        *_coverage(found, teller, is_withheld=making.withholds(found)),
        Fact(teller.tell("term.records"), teller.tell("method.records", **_totals(ledger))),
        Fact(teller.tell("term.cause"), teller.tell("method.cause")),
        Fact(teller.tell("term.privacy"), " ".join(_privacy(making, teller))),
        Fact(teller.tell("term.made"), made(workspace, teller, making=making)),
    )
    grid = _sources(ledger, found.sources, teller)
    return Chapter(teller.tell("head.method"), (), terms, (grid,) if grid.rows else ())


def made(workspace: Workspace, teller: Teller, *, making: Making, word: str = "made") -> str:
    """Returns when the report was made, and from which revision; `word` "foot" says it in short."""
    return teller.tell(
        f"method.{word}",
        day=making.at,
        clock=f"{making.at:%H:%M}",
        zone=making.zone,
        revision=str(workspace.engine.revision),
    )


def _stages(workspace: Workspace, found: ResolvedMap, teller: Teller) -> str:
    placed = [one.placement for one in workspace.catalogue.touchpoints]
    known = [one for one in placed if one.stage != UNPLACED]
    return teller.tell(
        "method.stages",
        stages=len(found.stages),
        all=len(placed),
        inferred=sum(one.provenance is not Provenance.ASSERTED for one in known),
        asserted=sum(one.provenance is Provenance.ASSERTED for one in known),
        unplaced=len(placed) - len(known),
    )


def _goals(workspace: Workspace, teller: Teller, *, is_open: bool) -> str:
    goals = [
        teller.tell(
            "method.default_goal" if goal == DEFAULT_GOAL else "method.goal",
            goal=teller.speaker.goal(goal.id),
            where=told_filter(goal.where, teller=teller, is_open=is_open),
        )
        for goal in workspace.knowledge.goals
    ]
    return "; ".join(goals) if goals else teller.tell("method.no_goals")


def _units(workspace: Workspace, teller: Teller) -> str:
    rules = workspace.knowledge.rules
    return teller.tell("method.units", days=rules.gap_days, minutes=rules.session_minutes)


def _provenance(document: JourneyMap | None, teller: Teller) -> Iterator[str]:
    yield teller.tell("method.provenance")
    written = [] if document is None else list(document.records.values())
    asserted = sum(any(one.provenance is Provenance.ASSERTED for one in record.fields.values()) for record in written)
    if asserted:
        yield teller.tell("method.asserted", n=asserted)


def _money(found: ResolvedMap, teller: Teller, *, is_withheld: bool) -> Iterator[Fact]:
    """Yields which orders the figures of money do not hold."""
    rows = [row for row in found.figures if row.left_out is not None and not is_withheld]
    told = [
        teller.tell(
            "method.money",
            kpi=teller.speaker.kpi(row.id),
            currency=row.unit,
            left_out=left_out(row, teller.speaker),
        )
        for row in rows
    ]
    if told:
        yield Fact(teller.tell("term.money"), " ".join(told))


def _coverage(found: ResolvedMap, teller: Teller, *, is_withheld: bool) -> Iterator[Fact]:
    covered = found.coverage
    placed, known = covered.placed_share.figure, covered.known_customer_share.figure
    if is_withheld or placed is None or not found.base.customers:
        return
    told = [teller.tell("method.coverage", n=covered.interactions, placed=placed, known=known)]
    if covered.largest_unmapped is not None:
        name, n = covered.largest_unmapped, covered.largest_unmapped_count
        told.append(teller.tell("method.unmapped", name=name, n=n))
    yield Fact(teller.tell("term.coverage"), " ".join(told))


def _totals(ledger: Table) -> dict[str, int]:
    return {end: sum(int(row[end]) for row in ledger.rows) for end in _ENDS}


def _privacy(making: Making, teller: Teller) -> Iterator[str]:
    yield teller.tell("method.small" if making.has_evidence else "method.privacy")
    yield teller.tell("method.words" if making.has_quotes else "method.no_words")


def _sources(ledger: Table, fresh: tuple[SourceFreshness, ...], teller: Teller) -> Grid:
    stale = {one.source for one in fresh if one.is_stale}
    newest = {one.source: one.newest for one in fresh}
    heads = tuple(teller.tell(f"column.{name}") for name in ("source", *_SHOWN, "newest"))
    rows = []
    for row in ledger.rows:
        day = newest.get(row["source"])
        told = teller.speaker.say("{day:date}", day=day) if day else "–"
        counts = (teller.speaker.unit(row[end], "count") for end in _SHOWN)
        rows.append((str(row["source"]), *counts, f"{told} *" if row["source"] in stale else told))
    note = f"* {teller.speaker.say('legend.stale')}" if stale else ""
    return Grid(teller.tell("head.sources"), heads, tuple(rows), (False, *(True,) * 5), note)
