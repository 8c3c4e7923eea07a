"""From the data to a journey map: structure and figures joined into all that drawing and export take."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from resa.kernels.code import membership
from resa.kernels.selection import Criterion, Selection
from resa.mapping.catalogue import Catalogue
from resa.mapping.goals import goal_named
from resa.model.condition import parse
from resa.model.goal import Goal
from resa.model.journey import JourneyRules
from resa.model.measurement import Measurement
from resa.model.resolvedmap import Coverage, MapView, ResolvedMap, SourceFreshness
from resa.store.port import Engine, Scope
from resa.understand import figure
from resa.understand.conversion import profile_texts
from resa.understand.encounter import channel_groups, encounters, links, touchpoint_marks
from resa.understand.facet import Traits
from resa.understand.feeling import feeling_points
from resa.understand.history import FieldSource, Flags, Texts
from resa.understand.kpi import figure_rows
from resa.understand.material import Material, material, month_labels, part_of
from resa.understand.message import message_marks
from resa.understand.observation import observations
from resa.understand.pain import pain_marks
from resa.understand.repeat import repeat_chains
from resa.understand.river import flows, river, stage_columns
from resa.understand.told import UNTIMED, answer_field

MOST_VIEWS = 14
MOST_CHANNEL_VIEWS = 5
MOST_PERIOD_VIEWS = 4
LEAST_SHARE = 0.01  # of all interactions, that a view is worth preparing
STALE_DAYS = 30


@dataclass(frozen=True, slots=True)
class Sources:
    """What a workspace's maps are made from: the engine, the fields beyond partitions, and what people said.

    `newest` gives the newest instant and the number of interactions of each source; `interactions` counts everything
    stored, those of nobody known included.
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


@dataclass(frozen=True, slots=True)
class _Asked:
    """One map that is wanted, with everything it is made from."""

    sources: Sources
    where: str | None
    goal: str | None
    now: datetime


def discover_map(sources: Sources, *, now: datetime, where: str | None = None, goal: str | None = None) -> ResolvedMap:
    """Returns the map of all customers, or of those and that which the filter `where` keeps.

    `goal` names one of the goals, the first one for None. Takes about a second and 200 MB for a million interactions.
    """
    asked = _Asked(sources, where, goal, now)
    whole = _material(asked)
    return _resolved(whole, asked=asked, traits=Traits(sources.further, whole), map_id="map")


def prepared_views(
    sources: Sources, *, now: datetime, where: str | None = None, goal: str | None = None
) -> tuple[MapView, ...]:
    """Returns the whole map first, then the same map by channel, by period and by one profile field; at most 14.

    Channels and values with less than a hundredth of the interactions are left out. Periods are quarters, or months
    where there are no two quarters. The profile field is the one with two to eight values that most customers have.
    """
    asked = _Asked(sources, where, goal, now)
    whole = _material(asked)
    traits = Traits(sources.further, whole)
    views = [MapView("all", "all", None, None, _resolved(whole, asked=asked, traits=traits, map_id="map"))]
    for part in _parts(whole, asked):
        seen = part_of(whole, selection=part.selection, kept=part.answers)
        narrowed = _Asked(sources, _joined(where, part.where), goal, now)
        drawn = _resolved(seen, asked=narrowed, traits=traits, map_id=part.id)
        views.append(MapView(part.id, part.kind, part.label, part.field, drawn))
    return tuple(views)


def _material(asked: _Asked) -> Material:
    sources = asked.sources
    stages = {touchpoint.id: touchpoint.placement.stage for touchpoint in sources.catalogue.touchpoints}
    condition = parse(asked.where) if asked.where else None
    scope = Scope(where=condition, rules=sources.rules, stages=stages)
    wanted = goal_named(asked.goal, goals=sources.goals) if sources.goals else None
    return material(sources.engine, sources.further, scope=scope, catalogue=sources.catalogue, goal=wanted)


def _resolved(seen: Material, *, asked: _Asked, traits: Traits, map_id: str) -> ResolvedMap:
    met, found, chains = encounters(seen), river(seen), repeat_chains(seen.history, seen.fields)
    marks, moves = touchpoint_marks(met), links(seen)
    observed = observations(seen, found=found, chains=chains)
    extent, sources = seen.history.extent, asked.sources
    return ResolvedMap(
        id=map_id,
        title=None,
        company=sources.company,
        where=asked.where,
        goal=seen.goal.id if seen.goal else None,
        base=extent.base(),
        period=extent.period(),
        fresh_at=seen.grounds.fresh_at,
        revision=sources.revision,
        stages=stage_columns(found),
        channel_groups=channel_groups(seen),
        flows=flows(found),
        touchpoints=marks,
        links=moves,
        feelings=feeling_points(
            seen.answers,
            catalogue=seen.catalogue,
            grounds=seen.grounds,
            positions={mark.id: mark.median_position_share for mark in marks},
        ),
        pains=pain_marks(met, found=found, observed=observed, chains=chains, traits=traits),
        figures=figure_rows(seen, every=observed),
        messages=message_marks(seen),
        cards=(),
        coverage=_coverage(seen, asked=asked),
        sources=source_freshness(asked.sources, now=asked.now),
        trend_months=month_labels(seen.months),
        conversion=_conversion(seen),
        is_demo=sources.is_demo,
    )


def _conversion(seen: Material) -> Measurement | None:
    if seen.goal is None:
        return None
    converted = int((seen.first_goal >= 0).sum())
    return figure.share(converted, whole=seen.units, variant="converted_share", grounds=seen.grounds)


def _coverage(seen: Material, *, asked: _Asked) -> Coverage:
    """Says how much of what is in the histories stands on the map; without a filter, also how much is in histories."""
    known = seen.history.partition.interactions
    every = known if asked.where else max(known, asked.sources.interactions)
    placed = seen.stage >= 0
    unmapped = np.bincount(seen.history.touchpoint[~placed], minlength=1)
    largest = int(unmapped.argmax())
    names = seen.history.dictionary.touchpoints
    return Coverage(
        interactions=every,
        placed_share=figure.share(int(placed.sum()), whole=every, variant="placed_share", grounds=seen.grounds),
        known_customer_share=figure.share(known, whole=every, variant="known_share", grounds=seen.grounds),
        largest_unmapped=names[largest] if unmapped[largest] else None,
        largest_unmapped_count=int(unmapped[largest]),
    )


def source_freshness(sources: Sources, *, now: datetime) -> tuple[SourceFreshness, ...]:
    """Returns how old the newest record of each source is."""
    limit = now - timedelta(days=STALE_DAYS)
    return tuple(
        SourceFreshness(name, records, newest, newest is not None and newest < limit)
        for name, (newest, records) in sorted(sources.newest.items())
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """One view that is worth preparing: which interactions and answers it keeps, and the filter that says the same."""

    id: str
    kind: str
    label: str
    field: str | None
    where: str
    selection: Selection
    answers: Flags


def _parts(whole: Material, asked: _Asked) -> Iterator[_Part]:
    chosen = [*_channels(whole)[:MOST_CHANNEL_VIEWS], *_periods(whole)[:MOST_PERIOD_VIEWS]]
    yield from chosen
    yield from _profile_values(whole, asked)[: MOST_VIEWS - 1 - len(chosen)]


def _channels(whole: Material) -> list[_Part]:
    counts = np.bincount(whole.channel, minlength=len(whole.channels))
    worth = [at for at in np.lexsort([np.arange(len(counts)), -counts]).tolist() if _is_worth(counts[at], whole)]
    if len(worth) < 2:
        return []
    parts = []
    said = answer_field(whole.answers, "channel")
    for at in worth:
        name = whole.channels[at]
        places = np.array([channel == name for channel in whole.history.dictionary.channels], np.bool_)
        mine = [code for code, spoken in enumerate(said.names) if spoken == name]
        parts.append(
            _Part(
                f"channel:{name}",
                "channel",
                name,
                None,
                f"channel = {_quoted(name)}",
                Selection(Criterion(places=places)),
                np.isin(said.codes, mine),
            )
        )
    return parts


def _periods(whole: Material) -> list[_Part]:
    """Returns the newest quarters, oldest first; months where the data spans no two quarters."""
    if not len(whole.history.seconds):
        return []
    for length, label in ((3, _quarter), (1, _month)):
        at = whole.history.seconds.astype("datetime64[s]").astype("datetime64[M]").astype(np.int64) // length
        periods, counts = np.unique(at, return_counts=True)
        worth = [period for period, count in zip(periods.tolist(), counts, strict=True) if _is_worth(count, whole)]
        if len(worth) >= 2:
            return [_period(whole, period, length=length, label=label(period)) for period in worth[-MOST_PERIOD_VIEWS:]]
    return []


def _period(whole: Material, period: int, *, length: int, label: str) -> _Part:
    bounds = np.array([period * length, (period + 1) * length]).astype("datetime64[M]")
    start, end = bounds.astype("datetime64[s]").astype(np.int64).tolist()
    instant = whole.answers.microseconds
    inside = (instant != UNTIMED) & (instant >= start * 1_000_000) & (instant < end * 1_000_000)
    where = f"time >= {bounds[0]}-01 and time < {bounds[1]}-01"
    return _Part(f"period:{label}", "period", label, None, where, Selection(Criterion(start=start, end=end)), inside)


def _quarter(number: int) -> str:
    """Returns the name of a quarter since 1970."""
    return f"{1970 + number // 4}-Q{number % 4 + 1}"


def _month(number: int) -> str:
    return str(np.datetime64(number, "M"))


def _profile_values(whole: Material, asked: _Asked) -> list[_Part]:
    best = _best_profile_field(whole, asked.sources.further)
    if best is None:
        return []
    name, texts = best
    owners = whole.history.partition.customer.astype(np.int64)
    counts = np.bincount(texts.codes[texts.codes >= 0], minlength=len(texts.names))
    size = int(owners.max(initial=0)) + 1
    parts = []
    for code in np.lexsort([np.arange(len(counts)), -counts]).tolist():
        if counts[code] < max(1, LEAST_SHARE * len(owners)):
            continue
        label = texts.names[code]
        mine = membership(set(owners[texts.codes == code].tolist()), size=size)
        known = (whole.answers.customer >= 0) & (whole.answers.customer < size)
        parts.append(
            _Part(
                f"profile:{label}",
                "profile",
                label,
                name,
                f"profile.{name} = {_quoted(label)}",
                Selection(customers=mine),
                known & mine[np.where(known, whole.answers.customer, 0)],
            )
        )
    return parts


def _best_profile_field(whole: Material, further: FieldSource) -> tuple[str, Texts] | None:
    """Returns the field with two to eight values that most customers of the map have, and each one's value."""
    owners = whole.history.partition.customer.astype(np.int64)
    found: list[tuple[int, str, Texts]] = []
    for name in profile_fields(further):
        texts = profile_texts(further, name=name, customer=owners)
        filled = texts.codes[texts.codes >= 0]
        values = len(np.unique(filled))
        if 2 <= values <= 8:
            found.append((len(filled), name, texts))
    if not found:
        return None
    _, name, texts = min(found, key=lambda one: (-one[0], one[1]))
    return name, texts


def profile_fields(further: FieldSource) -> list[str]:
    """Returns the names of all profile fields that a sample of profiles tells of."""
    properties = further.table("profiles")["properties"]
    names: set[str] = set()
    for told in properties.slice(0, 2000).to_pylist():
        names |= {key for key, text in told or () if text}
    return sorted(names)


def _is_worth(count: NDArray[np.int64] | int, whole: Material) -> bool:
    return bool(count >= max(1, LEAST_SHARE * whole.history.partition.interactions))


def _quoted(text: str) -> str:
    return f"'{text}'" if "'" not in text else f'"{text}"'


def _joined(where: str | None, more: str) -> str:
    return more if not where else f"({where}) and {more}"
