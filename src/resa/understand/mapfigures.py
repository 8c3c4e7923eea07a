"""The figures of a map from its counts: the river, the touchpoints and links, the lanes of KPIs, the messages."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from resa.kernels.meeting import POSITION_BINS
from resa.model.channel import channel_of
from resa.model.measurement import Measurement, Provenance
from resa.model.resolvedmap import (
    ChannelGroup,
    Coverage,
    FeelingPoint,
    Flow,
    Link,
    MessageMark,
    StageColumn,
    TouchpointMark,
)
from resa.model.stage import UNPLACED
from resa.understand import figure, interval
from resa.understand.feeling import feeling_points
from resa.understand.mapcount import MapCount, medians
from resa.understand.message import (
    STEPS,
    biggest,
    message_mark,
    reached_steps,
    stage_spoken_of,
    told_fate,
)
from resa.understand.score import mean_feeling

Counts = NDArray[np.int64]

MOST_LINKS = 160


def channel_groups(counted: MapCount) -> tuple[ChannelGroup, ...]:
    """Returns the channel groups with any interaction, and their channels."""
    facts, by_place = counted.facts, counted.met("by_place")
    mine = np.bincount(facts.channel_of_place, weights=by_place[: len(facts.channel_of_place)])
    met = [name for name, times in zip(facts.channels, mine, strict=True) if times]
    groups = [(group, tuple(one for one in met if channel_of(one).group == group)) for group in facts.groups]
    return tuple(ChannelGroup(group, channels) for group, channels in groups if channels)


def stage_columns(counted: MapCount) -> tuple[StageColumn, ...]:
    """Returns the stages, in order, with their reach; tints of a stage add up to its reach."""
    arrivals, grounds = counted.arrivals, counted.grounds
    columns = []
    for at, stage in enumerate(counted.facts.catalogue.stages):
        reach = int(arrivals.reached[at].sum())
        columns.append(
            StageColumn(
                id=stage.id,
                name=stage.name,
                reach=figure.counted(reach, grounds=grounds),
                share=figure.share(reach, whole=counted.units, grounds=grounds),
                wait_to_next=counted.river_waits.get(at),
                tints=_tints(counted, arrivals.reached[at]),
            )
        )
    return tuple(columns)


def flows(counted: MapCount) -> tuple[Flow, ...]:
    """Returns every flow that anybody took: enter, forward, leave, stay, then loops."""
    stages, square = counted.stages, counted.stages**2
    waits = {group: wait for group, wait in counted.river_waits.items() if group >= stages}
    onward = {divmod(group - stages, stages): wait for group, wait in waits.items() if group < stages + square}
    back = {divmod(group - stages - square, stages): wait for group, wait in waits.items() if group >= stages + square}
    return (*_entries(counted), *_onward(counted, onward), *_loops(counted, back))


def _entries(counted: MapCount) -> Iterator[Flow]:
    for at, stage in enumerate(_ids(counted)):
        mine = counted.arrivals.entered[at]
        if mine.any():
            yield _flow(counted, f"flow:enter::{stage}", ("enter", None, stage), mine, whole=counted.units)


def _onward(counted: MapCount, waits: Mapping[tuple[int, int], Measurement]) -> Iterator[Flow]:
    ids, arrivals = _ids(counted), counted.arrivals
    ended, _ = counted.ends
    for at, stage in enumerate(ids):
        reach = int(arrivals.reached[at].sum())
        for further in range(at + 1, len(ids)):
            mine = arrivals.forward[at, further]
            if mine.any():
                way = ("forward", stage, ids[further])
                name = f"flow:forward:{stage}:{ids[further]}"
                yield _flow(counted, name, way, mine, whole=reach, wait=waits.get((at, further)))
        for kind, mine in zip(("leave", "stay"), ended[at], strict=True):
            if mine.any():
                yield _flow(counted, f"flow:{kind}:{stage}:", (kind, stage, None), mine, whole=reach)


def _loops(counted: MapCount, waits: Mapping[tuple[int, int], Measurement]) -> Iterator[Flow]:
    ids, arrivals = _ids(counted), counted.arrivals
    for start, end in np.argwhere(arrivals.loops.any(axis=2)).tolist():
        visited = int(arrivals.reached[start].sum())
        way = ("loop", ids[start], ids[end])
        name, mine = f"flow:loop:{ids[start]}:{ids[end]}", arrivals.loops[start, end]
        yield _flow(counted, name, way, mine, whole=visited, wait=waits.get((start, end)))


def _flow(
    counted: MapCount,
    name: str,
    way: tuple[str, str | None, str | None],
    by_tint: Counts,
    *,
    whole: int,
    wait: Measurement | None = None,
) -> Flow:
    customers = int(by_tint.sum())
    share = figure.share(customers, whole=whole, grounds=counted.grounds)
    return Flow(name, *way, customers, share, wait, _tints(counted, by_tint))


def _tints(counted: MapCount, by_tint: Counts) -> dict[str, int]:
    return {group: int(count) for group, count in zip(counted.facts.groups, by_tint, strict=False) if count}


def _ids(counted: MapCount) -> list[str]:
    return [stage.id for stage in counted.facts.catalogue.stages]


def touchpoint_marks(counted: MapCount) -> tuple[TouchpointMark, ...]:
    """Returns every touchpoint that anybody met, biggest first; `importance` only where there is a goal."""
    facts, grounds = counted.facts, counted.grounds
    customers, interactions, squares, helped = counted.met("by_touchpoint")
    trends, hours = counted.met("by_month"), counted.met("hours")
    positions, feelings = middle_positions(counted.met("positions")), _feelings(counted)
    converted = int(counted.met("first_month")[:, 2].sum())
    known = {one.id: one for one in facts.catalogue.touchpoints}
    marks = []
    for code in np.flatnonzero(customers).tolist():
        name = facts.dictionary.touchpoints[code]
        entry = known.get(name)
        channel = entry.channel if entry else "unknown"
        placed = entry is not None and entry.placement.stage != UNPLACED
        people, times = int(customers[code]), int(interactions[code])
        around = interval.mean_from_sums(times, squares=float(squares[code]), n=people)
        marks.append(
            TouchpointMark(
                id=name,
                name=entry.name if entry else name,
                channel=channel,
                stage=entry.placement.stage if entry and placed else None,
                is_physical=entry.is_physical if entry else channel_of(channel).is_physical,
                customers=people,
                interactions=times,
                reach=figure.share(people, whole=counted.units, grounds=grounds),
                per_customer=figure.measurement(
                    times / people, unit="score", variant="mean", n=people, around=around, grounds=grounds
                ),
                importance=figure.share(int(helped[code]), whole=converted, grounds=grounds) if converted else None,
                quality=feelings.get(name),
                placement=entry.placement.provenance if entry else Provenance.INFERRED,
                placement_confidence=entry.placement.confidence if entry else None,
                trend=tuple(float(count) for count in trends[code]),
                median_position_share=float(positions[code]),
                hours=tuple(hours[code].tolist()) if hours[code].any() else (),
            )
        )
    return tuple(sorted(marks, key=lambda mark: (-mark.customers, -mark.interactions, mark.id)))


def middle_positions(counted: NDArray[np.int64]) -> NDArray[np.float64]:
    """Returns the middle of the bin that holds each row's median interaction, 0 to 1."""
    through = np.cumsum(counted, axis=1)
    middle = (through < (through[:, -1:] + 1) / 2).sum(axis=1)
    found: NDArray[np.float64] = (np.minimum(middle, POSITION_BINS - 1) + 0.5) / POSITION_BINS
    return found


def _feelings(counted: MapCount) -> dict[str, Measurement]:
    felt = counted.said.feelings
    return {name: mean_feeling(felt[mine], grounds=counted.grounds) for name, mine in counted.said.by_touchpoint}


def links(counted: MapCount, *, most: int = MOST_LINKS) -> tuple[Link, ...]:
    """Returns the `most` frequent direct moves between two different touchpoints, biggest first."""
    names, waits = counted.facts.dictionary.touchpoints, counted.waits.waits
    size = max(1, len(names))
    keys, counts = waits.groups()
    is_move = keys // size != keys % size
    keys, counts = keys[is_move], counts[is_move]
    chosen = np.lexsort([keys, -counts])[:most]
    keys, counts = keys[chosen], counts[chosen]
    customers = counted.movers.edges.at(keys)
    found = medians(waits, grounds=counted.grounds, groups=keys.tolist())
    made = []
    for key, people, count in zip(keys.tolist(), customers.tolist(), counts.tolist(), strict=True):
        start, end = names[key // size], names[key % size]
        made.append(Link(f"link:{start}:{end}", start, end, people, count, found[key]))
    return tuple(sorted(made, key=lambda link: (-link.customers, -link.count, link.id)))


def feelings_told(counted: MapCount, marks: Sequence[TouchpointMark]) -> tuple[FeelingPoint, ...]:
    """Returns a point for each place that answers are about."""
    positions = {mark.id: mark.median_position_share for mark in marks}
    catalogue = counted.facts.catalogue
    return feeling_points(counted.said, catalogue=catalogue, grounds=counted.grounds, positions=positions)


def message_marks(counted: MapCount) -> tuple[MessageMark, ...]:
    """Returns what was sent, by campaign (else touchpoint) and channel, in order of stage, biggest first."""
    told, facts, marks = counted.messages, counted.facts, []
    if told is None:
        return ()
    for kind in np.flatnonzero(told.units).tolist():
        outcomes = reached_steps(told.outcomes[kind, : len(STEPS)].tolist())
        fate = told_fate(told.steps[kind].tolist(), outcomes=outcomes)
        name, channel = facts.messages.names[kind], facts.channels[int(facts.messages.channels[kind])]
        if not fate.sent:
            continue
        stage = stage_spoken_of(name, channel, counts=told.stages[kind, :-1], catalogue=facts.catalogue)
        if stage is not None:
            customers, grounds = int(told.units[kind]), counted.grounds
            marks.append(
                message_mark(fate, name=name, channel=channel, stage=stage, customers=customers, grounds=grounds)
            )
    return biggest(marks, catalogue=facts.catalogue)


def conversion(counted: MapCount) -> Measurement | None:
    """Returns the share that reaches the goal, None where nothing does."""
    if not counted.has_goal:
        return None
    converted = int(counted.met("first_month")[:, 2].sum())
    return figure.share(converted, whole=counted.units, variant="converted_share", grounds=counted.grounds)


def coverage(counted: MapCount, *, every: int) -> Coverage:
    """Says how much of what is in the histories stands on the map, and of `every` interaction is in histories."""
    known, grounds = counted.extent.interactions, counted.grounds
    names, interactions = counted.facts.dictionary.touchpoints, counted.met("by_touchpoint")[1]
    is_placed = counted.facts.stage_of_touchpoint >= 0
    by_touchpoint = interactions[: len(is_placed)]
    unmapped = np.where(is_placed, 0, by_touchpoint) if len(names) else np.zeros(1, np.int64)
    largest = int(unmapped.argmax())
    whole = max(known, every)
    placed = int(by_touchpoint[is_placed].sum())
    return Coverage(
        interactions=whole,
        placed_share=figure.share(placed, whole=whole, variant="placed_share", grounds=grounds),
        known_customer_share=figure.share(known, whole=whole, variant="known_share", grounds=grounds),
        largest_unmapped=names[largest] if unmapped[largest] else None,
        largest_unmapped_count=int(unmapped[largest]),
    )
