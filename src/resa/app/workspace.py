"""An open workspace: the engine on its folder, what people said about it, and the catalogue that follows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from resa.app.keptgroups import KEPT_FIT, KEPT_TYPES, GroupSegments
from resa.app.knowledge import Knowledge, read_knowledge
from resa.app.profilefield import profile_fields, require_profile_fields
from resa.app.remarks import Remarks, read_remarks
from resa.app.wiring import Engine, engine_in
from resa.mapping.catalogue import Catalogue, catalogue, grouping, observed_places
from resa.mapping.export.localtime import in_zone
from resa.model.condition import CUSTOMER_PREFIX, And, Comparison, Condition, comparisons, parse
from resa.model.errors import UsageError
from resa.model.journey import Unit
from resa.model.measurement import Base
from resa.model.touchpoint import Placement
from resa.store.further import FurtherFields
from resa.store.keptreading import finished_mark
from resa.store.labelfile import labels_mark
from resa.store.port import Scope
from resa.understand.clickfacts import ClickFacts, click_facts
from resa.understand.extent import Extent, Extents
from resa.understand.journeytype.histories import histories
from resa.understand.journeytype.kept import TypedCustomers, typed
from resa.understand.persona.feature import Known
from resa.understand.persona.gathering import Gathering, known_customers
from resa.understand.persona.living import Living, living
from resa.understand.position import goal_positions
from resa.understand.reach import dictionary_of, met


@dataclass(eq=False)
class Workspace:
    """What every question starts from. It answers at the revision at which it was opened or last refreshed."""

    folder: Path
    engine: Engine
    _stood: tuple[object, ...] | None = field(default=None, init=False)  # what all rested on when it was last refreshed

    @cached_property
    def knowledge(self) -> Knowledge:
        """What the settings say."""
        return read_knowledge(self.folder)

    @cached_property
    def remarks(self) -> Remarks:
        """What people say about answers."""
        return read_remarks(self.folder)

    @cached_property
    def catalogue(self) -> Catalogue:
        """Every touchpoint with its stage."""
        return self._catalogue()

    @cached_property
    def further(self) -> FurtherFields:
        """What partitions don't carry, at the engine's revision."""
        return self.engine.further()

    @cached_property
    def clicks(self) -> ClickFacts:
        """What records say of clicks on pages, at the engine's revision."""
        return click_facts(self.further, rows=self.further.rows)

    @cached_property
    def profile_fields(self) -> frozenset[str]:
        """What is known of any customer, as filters write it: "profile.country"."""
        return profile_fields(self.further.table("profiles"))

    @cached_property
    def personas(self) -> Living:
        """Who the customers are: the kept personas as they are now, or new ones; takes seconds the first time."""
        made = self.now().isoformat(timespec="seconds")
        return living(self.described, fit=KEPT_FIT.of(self.folder), described=self.knowledge.personas, made=made)

    @cached_property
    def described(self) -> Known:
        """Everybody who can be described, with all that is known of them."""
        scope = Scope(rules=self.knowledge.rules)
        goal = next(iter(self.knowledge.goals), None)
        year = self.now().year
        return known_customers(Gathering(self.engine, self.further, self.catalogue, goal, scope, year))

    @cached_property
    def typed(self) -> TypedCustomers | None:
        """The type of journey of every customer by the kept types, None where none are kept."""
        kept = KEPT_TYPES.of(self.folder)
        if kept is None:
            return None
        scope = Scope(unit=Unit.CUSTOMER, rules=self.knowledge.rules)
        seen = met(scope, dictionary=dictionary_of(self.engine, scope=scope))
        return typed(kept, histories(self.engine, scope=seen, by=kept.by, catalogue=self.catalogue))

    @cached_property
    def segments(self) -> GroupSegments:
        """The customers of each persona and of each type of journey, for filters that name one."""
        return GroupSegments(lambda: self.personas, lambda: self.typed)

    @cached_property
    def base(self) -> Base:
        """Everybody in the workspace whose paths are known: what answers that filter nobody rest on."""
        extent: Extent = self.engine.fold([Extents()], scope=Scope())[0]
        return in_zone(replace(extent.base(), interactions=self.further.interactions), self.zone)

    @property
    def zone(self) -> ZoneInfo:
        """The company's own clock, by which days are told."""
        return ZoneInfo(self.knowledge.defaults.zone)

    @cached_property
    def heard_mark(self) -> tuple[str, str]:
        """What changes when texts are read or labelled anew."""
        return finished_mark(self.folder), labels_mark(self.folder)

    def now(self) -> datetime:
        """Reads the clock."""
        return datetime.now(UTC)

    def refresh(self) -> None:
        """Moves to the newest revision and reads the settings anew; what rests on neither stays as it was counted."""
        self.hear_anew()
        self.engine.refresh()
        self.forget_personas()
        self.forget_types()
        before, self._stood = self._stood, self._standing()
        if before is not None and before == self._stood:
            return
        for name in ("catalogue", "further", "clicks", "profile_fields", "described", "base"):
            self.__dict__.pop(name, None)

    def hear_anew(self) -> None:
        """Lets answers rest on what was read, labelled and said of them by now; everything else stays."""
        for name in ("heard_mark", "remarks"):
            self.__dict__.pop(name, None)

    def _standing(self) -> tuple[object, ...] | None:
        """Returns what everything but personas rests on; None where settings can't be read, as questions then tell."""
        try:
            return self.engine.revision, self.engine.current().catalogue, replace(self.knowledge, personas=())
        except UsageError:
            return None

    def forget_personas(self) -> None:
        """Reads anew what is kept and said of personas; what is known of the customers stays."""
        for name in ("knowledge", "personas", "segments"):
            self.__dict__.pop(name, None)

    def forget_types(self) -> None:
        """Reads anew which types of journeys are kept."""
        for name in ("knowledge", "typed", "segments"):
            self.__dict__.pop(name, None)

    def regroup(self) -> None:
        """Hands the catalogue to the engine where it groups places otherwise than the engine does."""
        places = {place.named for place in self.engine.dictionary().places}
        wanted = grouping(places, said=self.knowledge.said)
        if wanted != self.engine.current().catalogue:
            self.engine.group(wanted)
            self.refresh()

    def scope(
        self, where: str | None = None, *, per: str = "customer", start: str | None = None, end: str | None = None
    ) -> Scope:
        """Returns the scope that words describe; `start` is included, `end` excluded."""
        parts = [parse(where)] if where else []
        parts += [Comparison("time", ">=", (start,))] if start else []
        parts += [Comparison("time", "<", (end,))] if end else []
        condition: Condition | None = None if not parts else parts[0] if len(parts) == 1 else And(tuple(parts))
        self.require_fields(one.field for part in parts for one in comparisons(part))
        return Scope(condition, unit_named(per), self.knowledge.rules, stages=self.stage_of, segments=self.segments)

    def require_fields(self, named: Iterable[str]) -> None:
        """Raises `UnknownNameError` where a profile field is named that nobody has."""
        profile = [name for name in named if name.startswith(CUSTOMER_PREFIX)]
        if profile:
            require_profile_fields(profile, known=self.profile_fields)

    @property
    def stage_of(self) -> Mapping[str, str]:
        """The stage of each touchpoint id."""
        return {one.id: one.placement.stage for one in self.catalogue.touchpoints}

    def _catalogue(self) -> Catalogue:
        known = self.knowledge
        observed = observed_places(self.engine.dictionary().places)
        first = catalogue(observed, said=known.said, stages=known.stages)
        if all(_is_certain(one.placement) for one in first.touchpoints):
            return first
        positions = goal_positions(self.engine, rules=known.rules, goal=known.goals[0])
        placed = [replace(one, position=positions.get(one.place)) for one in observed]
        return catalogue(placed, said=known.said, stages=known.stages)


def _is_certain(placement: Placement) -> bool:
    return placement.rule in ("person", "words")


def unit_named(per: str) -> Unit:
    """Returns the unit of that name; raises `UsageError` for others."""
    try:
        return Unit(per)
    except ValueError as error:
        raise UsageError(f"expected --per {', '.join(Unit)}, got {per!r}") from error


def open_workspace(folder: Path, *, create: bool = False) -> Workspace:
    """Returns the workspace in a folder; with `create`, makes it when it is absent."""
    return Workspace(folder, engine_in(folder, create=create))
