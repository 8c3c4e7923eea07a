"""The numbers of a map without its findings: what a filter change asks for, counted in a few walks."""

import threading
from dataclasses import dataclass
from datetime import datetime

from resa.app.mapsources import Sources, source_freshness
from resa.model.resolvedmap import FeelingPoint, ResolvedMap, TouchpointMark
from resa.understand import mapfigures
from resa.understand.feedback.line import line_with_words
from resa.understand.figurelane import figure_rows
from resa.understand.mapcount import MapCount
from resa.understand.material import month_labels
from resa.understand.rowfacts import RowFacts, row_facts
from resa.understand.told import kept_answers


@dataclass(eq=False)
class MapMeasurer:
    """Measures maps of one revision; what records say beyond partitions is gathered once for each goal."""

    sources: Sources

    def __post_init__(self) -> None:
        self._facts: dict[str | None, RowFacts] = {}
        self._lock = threading.Lock()

    def measured(
        self,
        *,
        now: datetime,
        where: str | None = None,
        goal: str | None = None,
        months: tuple[int, ...] | None = None,
    ) -> ResolvedMap:
        """Returns the map of those and that which the filter keeps, with every exact number and without findings.

        `months`, since 1970, are those of trends; without them, what the filter keeps decides.
        """
        facts, scope = self._facts_of(goal), self.sources.scope(where)
        engine = self.sources.engine
        said = kept_answers(facts.answers, engine=engine, scope=scope)
        counted = MapCount(list(engine.partitions(scope)), facts, said, shown=months, zone=self.sources.zone)
        return _resolved(counted, sources=self.sources, where=where, now=now)

    def _facts_of(self, name: str | None) -> RowFacts:
        with self._lock:  # whoever comes second would only gather the same again
            if name not in self._facts:
                sources = self.sources
                whole, goal = sources.scope(None), sources.goal(name)
                self._facts[name] = row_facts(
                    sources.engine, sources.further, whole=whole, catalogue=sources.catalogue, goal=goal
                )
            return self._facts[name]


def _resolved(counted: MapCount, *, sources: Sources, where: str | None, now: datetime) -> ResolvedMap:
    marks = mapfigures.touchpoint_marks(counted)
    goal = counted.facts.goal if counted.has_goal else None
    return ResolvedMap(
        id="map",
        title=None,
        company=sources.company,
        where=where,
        goal=goal.id if goal else None,
        base=counted.extent.base(),
        period=counted.extent.period(),
        fresh_at=counted.grounds.fresh_at,
        revision=sources.revision,
        stages=mapfigures.stage_columns(counted),
        channel_groups=mapfigures.channel_groups(counted),
        flows=mapfigures.flows(counted),
        touchpoints=marks,
        links=mapfigures.links(counted),
        feelings=_feelings(counted, marks, sources=sources, where=where),
        pains=(),
        figures=figure_rows(counted),
        messages=mapfigures.message_marks(counted),
        cards=(),
        coverage=mapfigures.coverage(counted, every=0 if where else sources.interactions),
        sources=source_freshness(sources, now=now),
        trend_months=month_labels(counted.months),
        conversion=mapfigures.conversion(counted),
        is_demo=sources.is_demo,
    )


def _feelings(
    counted: MapCount, marks: tuple[TouchpointMark, ...], *, sources: Sources, where: str | None
) -> tuple[FeelingPoint, ...]:
    """Returns the feeling line: what scores report, and where there are none what words let infer."""
    points, found = mapfigures.feelings_told(counted, marks), sources.words()
    if found is None:
        return points
    kept = found.within(engine=sources.engine, scope=sources.scope(where))
    positions = {mark.id: mark.median_position_share for mark in marks}
    return line_with_words(points, kept=kept, catalogue=sources.catalogue, positions=positions)
