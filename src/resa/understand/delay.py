"""Waits that are long beside those of their peers: for an answer, and on the way from one touchpoint to the next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from resa.model.resolvedmap import Link, PathCount
from resa.understand import figure
from resa.understand.comparison import rank_difference
from resa.understand.encounter import Encounters
from resa.understand.finding import LEAST, Finding, command, touchpoint_is
from resa.understand.observation import Observations

DELIVERY_KINDS = frozenset({"delivery", "delivered", "shipped", "repaired", "refund", "collected", "pickup", "answer"})

_LEAST_RATIO = 1.5  # of a median to that of its peers
_LEAST_SECONDS = 120.0
_MOST_COMPARED = 20_000  # waits a side; more change nothing


@dataclass(frozen=True, slots=True, eq=False)
class _Waits:
    """Waits of one kind, and whose they are."""

    seconds: NDArray[np.float64]
    units: NDArray[np.int64]


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
        own = _Waits(waits.figures[mine], seen.history.unit[waits.at[mine]])
        yield from _finding(met, own, waits.figures[peers], start=one, end=None)


def long_ways(met: Encounters, *, links: Sequence[Link]) -> Iterator[Finding]:
    """Returns moves after the goal that take half of the customers much longer than others into the same channel group.

    After the goal customers wait for us: for a parcel, an answer, a repair. Before it, time is theirs.
    """
    seen = met.seen
    code = {name: at for at, name in enumerate(seen.history.dictionary.touchpoints)}
    after_goal = _is_after_goal(met)
    unit, touchpoint, seconds = seen.history.unit, seen.history.touchpoint, seen.history.seconds
    at = np.flatnonzero((unit[1:] == unit[:-1]) & (touchpoint[1:] != touchpoint[:-1]) & after_goal[1:]) + 1
    if not len(at):
        return
    size = max(1, met.size)
    edge = touchpoint[at - 1] * size + touchpoint[at]
    wait = (seconds[at] - seconds[at - 1]).astype(np.float64)
    wanted = {code[link.from_touchpoint] * size + code[link.to_touchpoint] for link in links}
    group = seen.group[at]
    for one in sorted(wanted & set(np.unique(edge).tolist())):
        mine = edge == one
        start, end = divmod(one, size)
        if not _is_delivery(met, end) or mine.sum() < LEAST:
            continue
        peers = ~mine & (group == group[mine][0]) & (touchpoint[at] == end)
        if peers.sum() >= LEAST:
            yield from _finding(met, _Waits(wait[mine], unit[at[mine]]), wait[peers], start=start, end=end)


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
    customers = len(np.unique(own.units))
    yield Finding(
        cause="wait",
        title_key="pain.answer_wait" if end is None else "pain.wait",
        stage=seen.catalogue.stages[stage].id,
        touchpoint=names[start],
        to_touchpoint=None if end is None else names[end],
        params={
            **_spoken(met, start=start, end=end),
            "median_seconds": middle,
            "p90_seconds": float(np.quantile(own.seconds, 0.9)),
            "customers": customers,
        },
        customers=customers,
        effect=figure.median(own.seconds, unit="seconds", grounds=seen.grounds),
        compared_with=figure.median(peers, unit="seconds", grounds=seen.grounds),
        chance=rank_difference(own.seconds[:_MOST_COMPARED], other=peers[:_MOST_COMPARED]),
        weight=customers * min(1.0, (middle - usual) / max(middle, 1.0)) * 0.5,
        evidence=(command("waits", f"has({touchpoint_is(names[start])})"),),
        paths=() if end is None else (PathCount((names[start], names[end]), len(own.seconds)),),
    )


def _spoken(met: Encounters, *, start: int, end: int | None) -> dict[str, str]:
    names = met.seen.history.dictionary.touchpoints
    entries = met.seen.touchpoints

    def name(code: int) -> str:
        entry = entries[code]
        return entry.name if entry else names[code]

    return {"touchpoint": name(start)} if end is None else {"from": name(start), "to": name(end)}


def _is_after_goal(met: Encounters) -> NDArray[np.bool_]:
    seen = met.seen
    goal = seen.first_goal[seen.history.unit]
    found: NDArray[np.bool_] = (goal >= 0) & (np.arange(len(goal)) > goal)
    return found


def _is_delivery(met: Encounters, code: int) -> bool:
    """Says whether customers wait for a touchpoint: what we bring or hand out; messages nobody waits for."""
    dictionary = met.seen.history.dictionary
    mine = [dictionary.places[place] for place in np.flatnonzero(dictionary.touchpoint_of_place == code).tolist()]
    return any(place[1] in ("parcel", "pickup") or place[3] in DELIVERY_KINDS for place in mine)
