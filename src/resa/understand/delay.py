"""Waits that are long beside those of their peers: for an answer, for what is delivered, and on the way there."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from resa.model.measurement import Measurement
from resa.model.resolvedmap import PathCount
from resa.understand import figure
from resa.understand.comparison import rank_difference
from resa.understand.concentration import Concentration, concentrations
from resa.understand.encounter import Encounters
from resa.understand.facet import Counted, Traits
from resa.understand.figure import Grounds
from resa.understand.finding import LEAST, Finding, command, spoken, touchpoint_is
from resa.understand.material import Material
from resa.understand.message import MESSAGE_PREFIX, message_steps
from resa.understand.observation import Observations
from resa.understand.repeat import is_contact

DELIVERY_KINDS = frozenset({"delivery", "delivered", "shipped", "repaired", "refund", "collected", "pickup", "answer"})

_LEAST_RATIO = 1.5  # of a median to that of its peers
_LEAST_SECONDS = 120.0
_MOST_COMPARED = 20_000  # waits a side; more change nothing
_FALSE_SHARE = 0.01  # of the slices that alone make a wait a finding


@dataclass(frozen=True, slots=True, eq=False)
class _Waits:
    """Waits of one kind, and the interactions at which they ended."""

    seconds: NDArray[np.float64]
    at: NDArray[np.int64]


def long_answers(waits: Observations | None, *, met: Encounters) -> Iterator[Finding]:
    """Returns touchpoints where half wait much longer for an answer than at the others with such waits.

    Channels differ in pace, so a touchpoint is held against those of its own channel group where there are any.
    """
    if waits is None:
        return
    seen = met.seen
    code = seen.history.touchpoint[waits.at]
    group = seen.group[waits.at]
    for one in np.unique(code).tolist():
        mine = code == one
        near = ~mine & np.isin(group, np.unique(group[mine]))
        peers = near if near.sum() >= LEAST else ~mine
        own = _Waits(waits.figures[mine], waits.at[mine])
        yield from _finding(met, own, waits.figures[peers], start=one, end=None)


def long_deliveries(seen: Material, *, traits: Traits) -> Iterator[Finding]:
    """Returns what customers wait for far longer in some country, month or weekday than in the rest.

    Sources tell the wait: from the order to the delivery, say. Deliveries have no peers, so only where some wait much
    longer than others for the same is there a finding, of those and held against the others.
    """
    at = _told(seen)
    code = seen.history.touchpoint[at]
    wait = seen.fields.wait[seen.history.origin_at[at]]
    for one in np.unique(code).tolist():
        own = _Waits(wait[code == one], at[code == one])
        ordered = seen.history.seconds[own.at] - own.seconds.astype(np.int64)
        counted = replace(_counted(seen, own), seconds=ordered)
        [found] = concentrations([counted], seen=seen, traits=traits, false_share=_FALSE_SHARE)
        if found.slices and seen.stage_of_touchpoint[one] >= 0:
            yield _localised(seen, own, found, counted=counted, code=one)


def _localised(seen: Material, every: _Waits, found: Concentration, *, counted: Counted, code: int) -> Finding:
    """Returns the finding of the waits inside the slices, held against those outside."""
    own, rest = every.seconds[found.inside], every.seconds[~found.inside]
    customers = len(np.unique(seen.history.unit[every.at[found.inside]]))
    name = seen.history.dictionary.touchpoints[code]
    middle, usual = float(np.median(own)), float(np.median(rest))
    return Finding(
        cause="wait",
        title_key="pain.delivery_wait",
        stage=seen.catalogue.stages[int(seen.stage_of_touchpoint[code])].id,
        touchpoint=name,
        params={
            "touchpoint": spoken(seen, name),
            "median_seconds": middle,
            "p90_seconds": float(np.quantile(own, 0.9)),
            "usual_seconds": usual,
            "customers": customers,
        },
        customers=customers,
        effect=figure.median(own, unit="seconds", grounds=seen.grounds),
        compared_with=figure.median(rest, unit="seconds", grounds=seen.grounds),
        chance=found.chance,
        weight=customers * min(1.0, (middle - usual) / max(middle, 1.0)) * 2,
        evidence=(command("waits", touchpoint_is(name)),),
        slices=found.slices,
        counted=counted,
    )


def _told(seen: Material) -> NDArray[np.int64]:
    """Returns the deliveries whose source tells how long they took."""
    kinds = np.array([place.kind in DELIVERY_KINDS for place in seen.history.dictionary.places], np.int64)
    wait = seen.fields.wait[seen.history.origin_at]
    return np.flatnonzero((seen.history.of_place(kinds) == 1) & ~np.isnan(wait) & ~is_contact(seen.history))


def long_ways(met: Encounters) -> Iterator[Finding]:
    """Returns moves after the goal that take half of the customers much longer than others into the same touchpoint.

    After the goal customers wait for us: for a parcel, an answer, a repair. Before it, time is theirs. A way begins
    with what the customer did: our own messages on it are no steps, since nobody waits from one of them for a parcel.
    """
    seen = met.seen
    own = np.flatnonzero((message_steps(seen) < 0) & ~_is_message(seen))
    unit, touchpoint, seconds = (
        column[own] for column in (seen.history.unit, seen.history.touchpoint, seen.history.seconds)
    )
    theirs = ~_is_ours(seen)[own]
    moved = (unit[1:] == unit[:-1]) & (touchpoint[1:] != touchpoint[:-1]) & theirs[:-1] & _is_after_goal(met)[own][1:]
    to = np.flatnonzero(moved) + 1
    size = max(1, met.size)
    start, end = touchpoint[to - 1], touchpoint[to]
    wait = (seconds[to] - seconds[to - 1]).astype(np.float64)
    is_told = np.isin(np.arange(size), np.unique(seen.history.touchpoint[_told(seen)]))
    for code in np.flatnonzero(np.bincount(end, minlength=size) >= LEAST).tolist():
        if is_told[code] or not _is_delivery(met, code):
            continue
        here = end == code
        for origin in np.unique(start[here]).tolist():
            mine, peers = here & (start == origin), here & (start != origin)
            if mine.sum() >= LEAST and peers.sum() >= LEAST:
                yield from _finding(met, _Waits(wait[mine], own[to[mine]]), wait[peers], start=origin, end=code)


def _finding(
    met: Encounters, own: _Waits, peers: NDArray[np.float64], *, start: int, end: int | None
) -> Iterator[Finding]:
    """Returns a finding where half wait long beside the peers; without an `end` the wait is for an answer."""
    if min(len(own.seconds), len(peers)) < LEAST:
        return
    middle, usual = float(np.median(own.seconds)), float(np.median(peers))
    if middle < max(_LEAST_SECONDS, _LEAST_RATIO * usual):
        return
    seen, names = met.seen, met.seen.history.dictionary.touchpoints
    stage = int(seen.stage_of_touchpoint[start if end is None or seen.stage_of_touchpoint[end] < 0 else end])
    if stage < 0:
        return
    customers = len(np.unique(seen.history.unit[own.at]))
    yield Finding(
        cause="wait",
        title_key="pain.answer_wait" if end is None else "pain.wait",
        stage=seen.catalogue.stages[stage].id,
        touchpoint=names[start],
        to_touchpoint=None if end is None else names[end],
        params={
            **_spoken(seen, start=names[start], end=None if end is None else names[end]),
            "median_seconds": middle,
            "p90_seconds": float(np.quantile(own.seconds, 0.9)),
            "customers": customers,
        },
        customers=customers,
        effect=figure.median(own.seconds, unit="seconds", grounds=seen.grounds),
        compared_with=figure.median(peers, unit="seconds", grounds=seen.grounds),
        chance=rank_difference(own.seconds[:_MOST_COMPARED], other=peers[:_MOST_COMPARED]),
        weight=customers * min(1.0, (middle - usual) / max(middle, 1.0)) * 0.5,
        evidence=(
            command("waits", touchpoint_is(names[start]) if end is None else f"has({touchpoint_is(names[start])})"),
        ),
        shown_by=("waits", touchpoint_is(names[start])) if end is None else None,
        paths=() if end is None else (PathCount((names[start], names[end]), len(own.seconds)),),
        counted=_counted(seen, own),
    )


def _counted(seen: Material, own: _Waits) -> Counted:
    def measure(figures: NDArray[np.float64], grounds: Grounds) -> Measurement:
        return figure.median(figures, unit="seconds", grounds=grounds)

    return Counted("median", own.seconds, own.at, seen.history.customer[own.at], measure)


def _spoken(seen: Material, *, start: str, end: str | None) -> dict[str, str]:
    if end is None:
        return {"touchpoint": spoken(seen, start)}
    return {"from": spoken(seen, start), "to": spoken(seen, end)}


def _is_after_goal(met: Encounters) -> NDArray[np.bool_]:
    seen = met.seen
    goal = seen.first_goal[seen.history.unit]
    found: NDArray[np.bool_] = (goal >= 0) & (np.arange(len(goal)) > goal)
    return found


def _is_delivery(met: Encounters, code: int) -> bool:
    """Says whether customers wait for a touchpoint: what we bring or hand out; messages nobody waits for."""
    dictionary = met.seen.history.dictionary
    mine = [dictionary.places[place] for place in np.flatnonzero(dictionary.touchpoint_of_place == code).tolist()]
    return any(place.channel in ("parcel", "pickup") or place.kind in DELIVERY_KINDS for place in mine)


def _is_message(seen: Material) -> NDArray[np.bool_]:
    kinds = np.array([place.kind.startswith(MESSAGE_PREFIX) for place in seen.history.dictionary.places], np.int64)
    found: NDArray[np.bool_] = seen.history.of_place(kinds) == 1
    return found


def _is_ours(seen: Material) -> NDArray[np.bool_]:
    """Says what the company did, a parcel sent off for example."""
    directions = np.array([place.direction == "out" for place in seen.history.dictionary.places], np.int64)
    found: NDArray[np.bool_] = seen.history.of_place(directions) == 1
    return found
