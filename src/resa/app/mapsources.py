"""What the maps of a workspace are made from, and how fresh that is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from resa.mapping.catalogue import Catalogue
from resa.mapping.goals import goal_named
from resa.model.condition import parse
from resa.model.goal import Goal
from resa.model.journey import JourneyRules
from resa.model.resolvedmap import SourceFreshness
from resa.model.worth import Worth
from resa.store.port import Engine, Scope
from resa.understand.feedback.heard import Heard
from resa.understand.history import FieldSource

STALE_DAYS = 30


def _nothing_read() -> Heard | None:
    return None


@dataclass(frozen=True, slots=True)
class Sources:
    """What a workspace's maps are made from: the engine, the fields beyond partitions, and what people said.

    `newest` gives the newest instant and the number of interactions of each source; `interactions` counts everything
    stored, those of nobody known included. `segments` gives the customers of each persona. `words` gives what was read
    in texts before, None where nothing was. `zone` is whose calendar months follow. `said` is
    what people say that customers are worth.
    """

    engine: Engine
    further: FieldSource
    catalogue: Catalogue
    goals: tuple[Goal, ...]
    interactions: int
    revision: int = 0
    rules: JourneyRules = field(default_factory=JourneyRules)
    newest: Mapping[str, tuple[datetime | None, int]] = field(default_factory=dict)
    company: str | None = None
    is_demo: bool = False
    words: Callable[[], Heard | None] = _nothing_read
    segments: Mapping[str, frozenset[int]] = field(default_factory=dict)
    zone: str = "UTC"
    said: Worth = field(default_factory=Worth)

    def scope(self, where: str | None) -> Scope:
        """Returns the scope of a map under a filter."""
        stages = {one.id: one.placement.stage for one in self.catalogue.touchpoints}
        condition = parse(where) if where else None
        return Scope(where=condition, rules=self.rules, stages=stages, segments=self.segments)

    def goal(self, name: str | None) -> Goal | None:
        """Returns the goal of that name, the first one for None; None where there are no goals."""
        return goal_named(name, goals=self.goals) if self.goals else None


def source_freshness(sources: Sources, *, now: datetime) -> tuple[SourceFreshness, ...]:
    """Returns how old the newest record of each source is."""
    limit = now - timedelta(days=STALE_DAYS)
    return tuple(
        SourceFreshness(name, records, newest, newest is not None and newest < limit)
        for name, (newest, records) in sorted(sources.newest.items())
    )
