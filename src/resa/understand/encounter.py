"""What happens at each touchpoint: whom it reaches, how often, when, and what comes next."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from resa.model.channel import channel_of
from resa.model.measurement import Measurement, Provenance
from resa.model.resolvedmap import ChannelGroup, Link, TouchpointMark
from resa.model.stage import UNPLACED
from resa.understand import figure, interval
from resa.understand.material import Material

MOST_LINKS = 160
_MOST_PAIRS = 1 << 22
_POSITION_BINS = 64


@dataclass(frozen=True, eq=False)
class Encounters:
    """Each (unit, touchpoint) pair once: how many `times` they met, and the place of the `first` interaction."""

    seen: Material
    unit: NDArray[np.int64]
    touchpoint: NDArray[np.int64]
    times: NDArray[np.int64]
    first: NDArray[np.int64]

    @cached_property
    def customers(self) -> NDArray[np.int64]:
        """Units by touchpoint."""
        return np.bincount(self.touchpoint, minlength=self.size).astype(np.int64)

    @cached_property
    def interactions(self) -> NDArray[np.int64]:
        """Interactions by touchpoint."""
        return np.bincount(self.touchpoint, weights=self.times, minlength=self.size).astype(np.int64)

    @cached_property
    def squares(self) -> NDArray[np.int64]:
        """Sums of squared times by touchpoint."""
        return np.bincount(self.touchpoint, weights=self.times.astype(np.float64) ** 2, minlength=self.size).astype(
            np.int64
        )

    @cached_property
    def met_before_goal(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """By touchpoint: units that met it before their goal, or at all where they reached none; of them converted."""
        goal = self.seen.first_goal[self.unit]
        counts = (goal < 0) | (self.first < goal)
        both = [np.bincount(self.touchpoint[one], minlength=self.size) for one in (counts, counts & (goal >= 0))]
        return both[0].astype(np.int64), both[1].astype(np.int64)

    @property
    def size(self) -> int:
        """How many touchpoint codes there are."""
        return len(self.seen.history.dictionary.touchpoints)


def encounters(seen: Material) -> Encounters:
    """Returns who met what, how often, and where first."""
    size = max(1, len(seen.history.dictionary.touchpoints))
    key = seen.history.unit * size + seen.history.touchpoint
    if seen.units * size <= 4 * len(key) + (1 << 22):
        return _by_table(seen, key, size=size)
    pairs, first, times = np.unique(key, return_index=True, return_counts=True)
    return Encounters(seen, pairs // size, pairs % size, times.astype(np.int64), first.astype(np.int64))


def _by_table(seen: Material, key: NDArray[np.int64], *, size: int) -> Encounters:
    """The same by marking a table instead of sorting."""
    cells = seen.units * size
    times = np.bincount(key, minlength=cells)
    first = np.empty(cells, np.int64)
    first[key[::-1]] = np.arange(len(key) - 1, -1, -1)  # earlier places overwrite later ones
    pairs = np.flatnonzero(times)
    return Encounters(seen, pairs // size, pairs % size, times[pairs].astype(np.int64), first[pairs])


def touchpoint_marks(met: Encounters) -> tuple[TouchpointMark, ...]:
    """Returns every touchpoint that anybody met, biggest first; `importance` only where there is a goal."""
    seen = met.seen
    trends, hours = _trends(seen, size=met.size), _hours(seen, size=met.size)
    positions, feelings = _positions(seen, size=met.size), _feelings(met)
    converted = int((seen.first_goal >= 0).sum())
    marks = []
    for code in np.flatnonzero(met.customers).tolist():
        entry = seen.touchpoints[code]
        name = seen.history.dictionary.touchpoints[code]
        channel = entry.channel if entry else "unknown"
        placed = entry is not None and entry.placement.stage != UNPLACED
        customers = int(met.customers[code])
        helped = int(met.met_before_goal[1][code])
        importance = figure.share(helped, whole=converted, grounds=seen.grounds) if converted else None
        marks.append(
            TouchpointMark(
                id=name,
                name=entry.name if entry else name,
                channel=channel,
                stage=entry.placement.stage if entry and placed else None,
                is_physical=entry.is_physical if entry else channel_of(channel).is_physical,
                customers=customers,
                interactions=int(met.interactions[code]),
                reach=figure.share(customers, whole=seen.units, grounds=seen.grounds),
                per_customer=_per_customer(met, code),
                importance=importance,
                quality=feelings.get(name),
                placement=entry.placement.provenance if entry else Provenance.INFERRED,
                placement_confidence=entry.placement.confidence if entry else None,
                trend=tuple(float(count) for count in trends[code]),
                median_position_share=float(positions[code]),
                hours=tuple(hours[code].tolist()) if hours[code].any() else (),
            )
        )
    return tuple(sorted(marks, key=lambda mark: (-mark.customers, -mark.interactions, mark.id)))


def channel_groups(seen: Material) -> tuple[ChannelGroup, ...]:
    """Returns the channel groups with any interaction, and their channels."""
    count = np.bincount(seen.channel, minlength=len(seen.channels))
    met = [channel for channel, times in zip(seen.channels, count, strict=True) if times]
    groups = [(group, tuple(one for one in met if channel_of(one).group == group)) for group in seen.groups]
    return tuple(ChannelGroup(group, channels) for group, channels in groups if channels)


def links(seen: Material, *, most: int = MOST_LINKS) -> tuple[Link, ...]:
    """Returns the `most` frequent direct moves between two different touchpoints, biggest first."""
    names = seen.history.dictionary.touchpoints
    size = max(1, len(names))
    unit, code = seen.history.unit, seen.history.touchpoint
    at = np.flatnonzero((unit[1:] == unit[:-1]) & (code[1:] != code[:-1])) + 1
    keys, edge = _numbered(code[at - 1] * size + code[at], size=size)
    counts = np.bincount(edge, minlength=1)
    found = np.flatnonzero(counts)
    chosen = found[np.lexsort([found, -counts[found]])][:most]
    place = np.full(len(counts), -1, np.int64)
    place[chosen] = np.arange(len(chosen))
    number = place[edge]
    at, number = at[number >= 0], number[number >= 0]
    order = np.argsort(number, kind="stable")
    at, number = at[order], number[order]
    begins = np.searchsorted(number, np.arange(len(chosen) + 1))
    made = []
    for one, key in enumerate(keys[chosen].tolist()):
        mine = at[begins[one] : begins[one + 1]]
        customers = 1 + int(np.count_nonzero(np.diff(unit[mine])))
        waits = seen.history.seconds[mine] - seen.history.seconds[mine - 1]
        start, end = names[key // size], names[key % size]
        wait = figure.median(waits, unit="seconds", grounds=seen.grounds)
        made.append(Link(f"link:{start}:{end}", start, end, customers, len(mine), wait))
    return tuple(sorted(made, key=lambda link: (-link.customers, -link.count, link.id)))


def _numbered(edge: NDArray[np.int64], *, size: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Returns the keys of moves and the place of each move among them; a table of all pairs only where it is small."""
    if size * size <= _MOST_PAIRS:
        return np.arange(size * size), edge
    keys, places = np.unique(edge, return_inverse=True)
    return keys, places


def _per_customer(met: Encounters, code: int) -> Measurement:
    customers, total = int(met.customers[code]), int(met.interactions[code])
    around = interval.mean_from_sums(total, squares=float(met.squares[code]), n=customers)
    return figure.measurement(
        total / customers, unit="score", variant="mean", n=customers, around=around, grounds=met.seen.grounds
    )


def _trends(seen: Material, *, size: int) -> NDArray[np.int64]:
    months = max(1, len(seen.months))
    inside = seen.month >= 0
    counted = np.bincount(seen.history.touchpoint[inside] * months + seen.month[inside], minlength=size * months)
    return counted.reshape(size, months)[:, : len(seen.months)]


def _hours(seen: Material, *, size: int) -> NDArray[np.int64]:
    hour = seen.fields.hour[seen.history.origin_at]
    known = hour >= 0
    counted = np.bincount(seen.history.touchpoint[known] * 24 + hour[known], minlength=size * 24)
    return counted.reshape(size, 24)


def _positions(seen: Material, *, size: int) -> NDArray[np.float64]:
    """Returns where each touchpoint's median interaction lies among its unit's interactions in the stage, 0 to 1."""
    stages = len(seen.catalogue.stages) + 1
    group = seen.history.unit * stages + np.where(seen.stage < 0, stages - 1, seen.stage)
    order = np.argsort(group, kind="stable")
    ranked = group[order]
    begins = np.flatnonzero(np.diff(ranked, prepend=-1))
    sizes = np.diff(np.append(begins, len(ranked)))
    within = (np.arange(len(ranked)) - np.repeat(begins, sizes) + 0.5) / np.repeat(sizes, sizes)
    bins = np.minimum((within * _POSITION_BINS).astype(np.int64), _POSITION_BINS - 1)
    code = seen.history.touchpoint[order]
    counted = np.bincount(code * _POSITION_BINS + bins, minlength=size * _POSITION_BINS).reshape(size, _POSITION_BINS)
    return middle_positions(counted)


def middle_positions(counted: NDArray[np.int64]) -> NDArray[np.float64]:
    """Returns the middle of the bin that holds each row's median interaction, 0 to 1."""
    through = np.cumsum(counted, axis=1)
    middle = (through < (through[:, -1:] + 1) / 2).sum(axis=1)
    found: NDArray[np.float64] = (np.minimum(middle, _POSITION_BINS - 1) + 0.5) / _POSITION_BINS
    return found


def _feelings(met: Encounters) -> dict[str, Measurement]:
    """Returns the mean feeling at each touchpoint that answers are about."""
    said = met.seen.answers
    felt = said.feelings
    found = {}
    for code, name in enumerate(said.touchpoint.names):
        mine = felt[(said.touchpoint.codes == code) & ~np.isnan(felt)]
        if len(mine):
            found[name] = figure.mean(mine, unit="feeling", variant="mean", grounds=met.seen.grounds)
    return found
