"""From the data to a journey map: figures and findings joined into all that drawing and export take."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from resa.app.mapsources import Sources
from resa.app.measured_map import MapMeasurer
from resa.kernels.calendar import month_numbers, month_starts
from resa.kernels.code import membership
from resa.kernels.selection import Criterion, Selection
from resa.model.condition import quoted
from resa.model.resolvedmap import MapView, PainMark, ResolvedMap
from resa.model.worth import Worth
from resa.understand.array import Flags
from resa.understand.conversion import profile_texts
from resa.understand.encounter import encounters
from resa.understand.facet import Traits
from resa.understand.history import FieldSource, Texts
from resa.understand.material import Material, begin_text, material, part_of
from resa.understand.pain import pain_marks
from resa.understand.repeat import repeat_chains
from resa.understand.river import river
from resa.understand.told import UNTIMED, answer_field

MOST_VIEWS = 14
MOST_CHANNEL_VIEWS = 5
MOST_PERIOD_VIEWS = 4
LEAST_SHARE = 0.01  # of all interactions, that a view is worth preparing


def discover_map(sources: Sources, *, now: datetime, where: str | None = None, goal: str | None = None) -> ResolvedMap:
    """Returns the map of all customers, or of those and that which the filter `where` keeps.

    `goal` names one of the goals, the first one for None. Takes about a second and 200 MB for a million interactions.
    """
    measured = MapMeasurer(sources).measured(now=now, where=where, goal=goal)
    return replace(measured, pains=found_pains(sources, where=where, goal=goal))


def found_pains(sources: Sources, *, where: str | None = None, goal: str | None = None) -> tuple[PainMark, ...]:
    """Returns the findings of a map, for which histories are loaded: they look at single units side by side."""
    whole = _material(sources, where=where, goal=goal)
    return _pains(whole, traits=Traits(sources.further, whole), said=sources.said)


def prepared_views(
    sources: Sources, *, now: datetime, where: str | None = None, goal: str | None = None
) -> tuple[MapView, ...]:
    """Returns the whole map first, then the same map by channel, by period and by one profile field; at most 14.

    Channels and values with less than a hundredth of the interactions are left out. Periods are quarters, or months
    where there are no two quarters. The profile field is the one with two to eight values that most customers have.
    """
    measurer = MapMeasurer(sources)
    measured = measurer.measured(now=now, where=where, goal=goal)
    whole = _material(sources, where=where, goal=goal)
    traits = Traits(sources.further, whole)
    views = [
        MapView("all", "all", None, None, replace(measured, pains=_pains(whole, traits=traits, said=sources.said)))
    ]
    for part in _parts(whole, sources):
        seen = part_of(whole, selection=part.selection, kept=part.answers)
        both = _joined(where, part.where)
        narrowed = measurer.measured(now=now, where=both, goal=goal, months=whole.months)
        drawn = replace(narrowed, id=part.id, pains=_pains(seen, traits=traits, said=sources.said))
        views.append(MapView(part.id, part.kind, part.label, part.field, drawn))
    return tuple(views)


def _material(sources: Sources, *, where: str | None, goal: str | None) -> Material:
    scope, wanted = sources.scope(where), sources.goal(goal)
    engine, catalogue, zone = sources.engine, sources.catalogue, sources.zone
    return material(engine, sources.further, scope=scope, catalogue=catalogue, goal=wanted, zone=zone)


def _pains(seen: Material, *, traits: Traits, said: Worth) -> tuple[PainMark, ...]:
    chains = repeat_chains(seen.history, seen.fields)
    return pain_marks(encounters(seen), found=river(seen), chains=chains, traits=traits, said=said)


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


def _parts(whole: Material, sources: Sources) -> Iterator[_Part]:
    chosen = [*_channels(whole)[:MOST_CHANNEL_VIEWS], *_periods(whole)[:MOST_PERIOD_VIEWS]]
    yield from chosen
    yield from _profile_values(whole, sources)[: MOST_VIEWS - 1 - len(chosen)]


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
                f"channel = {quoted(name)}",
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
        at = month_numbers(whole.history.seconds, zone=whole.zone) // length
        periods, counts = np.unique(at, return_counts=True)
        worth = [period for period, count in zip(periods.tolist(), counts, strict=True) if _is_worth(count, whole)]
        if len(worth) >= 2:
            return [_period(whole, period, length=length, label=label(period)) for period in worth[-MOST_PERIOD_VIEWS:]]
    return []


def _period(whole: Material, period: int, *, length: int, label: str) -> _Part:
    start, *_, end = month_starts(period * length, (period + 1) * length, zone=whole.zone).tolist()
    instant = whole.answers.microseconds
    inside = (instant != UNTIMED) & (instant >= start * 1_000_000) & (instant < end * 1_000_000)
    where = f"time >= {begin_text(start, zone=whole.zone)} and time < {begin_text(end, zone=whole.zone)}"
    return _Part(f"period:{label}", "period", label, None, where, Selection(Criterion(start=start, end=end)), inside)


def _quarter(number: int) -> str:
    """Returns the name of a quarter since 1970."""
    return f"{1970 + number // 4}-Q{number % 4 + 1}"


def _month(number: int) -> str:
    return str(np.datetime64(number, "M"))


def _profile_values(whole: Material, sources: Sources) -> list[_Part]:
    best = _best_profile_field(whole, sources.further)
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
                f"profile.{name} = {quoted(label)}",
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


def _joined(where: str | None, more: str) -> str:
    return more if not where else f"({where}) and {more}"
