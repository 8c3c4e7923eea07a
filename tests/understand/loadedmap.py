"""The figures of a map found in loaded histories: the plain twin of what `understand.mapfigures` counts in walks."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from resa.model.channel import channel_of
from resa.model.measurement import Measurement, Provenance
from resa.model.resolvedmap import ChannelGroup, FigureRow, Flow, Link, MessageMark, StageColumn, TouchpointMark
from resa.model.stage import UNPLACED
from resa.understand import figure, interval
from resa.understand.encounter import Encounters
from resa.understand.history import FieldSource, text_codes
from resa.understand.kpi import LANES, figure_row
from resa.understand.mapcount import LATER_VISIT_SECONDS
from resa.understand.mapfigures import MOST_LINKS, middle_positions
from resa.understand.material import Material
from resa.understand.message import MOST_MARKS, biggest, fate_of, message_mark, message_steps, stage_spoken_of
from resa.understand.observation import Observations
from resa.understand.river import NEVER, River
from resa.understand.score import FEELING_SCALE

_POSITION_BINS = 64


def stage_columns(found: River) -> tuple[StageColumn, ...]:
    """Returns the stages, in order, with their reach; tints of a stage add up to its reach."""
    grounds, columns = found.seen.grounds, []
    for at, stage in enumerate(found.seen.catalogue.stages):
        mine = found.reached[:, at]
        reach = int(mine.sum())
        waits = found.waits(at)
        wait = figure.median(waits, unit="seconds", grounds=grounds) if len(waits) else None
        columns.append(
            StageColumn(
                id=stage.id,
                name=stage.name,
                reach=figure.counted(reach, grounds=grounds),
                share=figure.share(reach, whole=found.seen.units, grounds=grounds),
                wait_to_next=wait,
                tints=_tints(found, mine, at),
            )
        )
    return tuple(columns)


def flows(found: River) -> tuple[Flow, ...]:
    """Returns every flow that anybody took: enter, forward, leave, stay, then loops."""
    return (*_entries(found), *_onward(found), *_loops(found))


def _entries(found: River) -> Iterator[Flow]:
    ids = [stage.id for stage in found.seen.catalogue.stages]
    has_any = found.reached.any(axis=1)
    first = np.where(has_any, found.reached.argmax(axis=1), -1) if found.seen.units else np.zeros(0, np.int64)
    for at, stage in enumerate(ids):
        mine = first == at
        if mine.any():
            share = _share(found, int(mine.sum()), whole=found.seen.units)
            yield Flow(
                f"flow:enter::{stage}", "enter", None, stage, int(mine.sum()), share, None, _tints(found, mine, at)
            )


def _onward(found: River) -> Iterator[Flow]:
    ids = [stage.id for stage in found.seen.catalogue.stages]
    last = len(ids) - 1
    for at, stage in enumerate(ids):
        here = found.reached[:, at]
        reach, target = int(here.sum()), found.next_stage[:, at]
        for further in range(at + 1, len(ids)):
            mine = here & (target == further)
            if mine.any():
                waits = _waits_to(found, at, further)
                wait = figure.median(waits, unit="seconds", grounds=found.seen.grounds) if len(waits) else None
                name = f"flow:forward:{stage}:{ids[further]}"
                share = _share(found, int(mine.sum()), whole=reach)
                yield Flow(name, "forward", stage, ids[further], int(mine.sum()), share, wait, _tints(found, mine, at))
        ended = here & (target < 0)
        staying = ended if at == last else ended & found.is_recent
        for kind, mine in (("leave", ended & ~staying), ("stay", staying)):
            if mine.any():
                share = _share(found, int(mine.sum()), whole=reach)
                yield Flow(
                    f"flow:{kind}:{stage}:", kind, stage, None, int(mine.sum()), share, None, _tints(found, mine, at)
                )


def _loops(found: River) -> Iterator[Flow]:
    seen = found.seen
    ids = [stage.id for stage in seen.catalogue.stages]
    placed = np.flatnonzero(seen.met_stage >= 0)
    before, after = placed[:-1], placed[1:]
    seconds = seen.history.seconds
    is_back = (seen.history.unit[before] == seen.history.unit[after]) & (seen.met_stage[after] < seen.met_stage[before])
    is_back &= seconds[after] - seconds[before] > LATER_VISIT_SECONDS
    before, after = before[is_back], after[is_back]
    pair = seen.met_stage[before] * len(ids) + seen.met_stage[after]
    for key in np.unique(pair).tolist():
        start, end = divmod(key, len(ids))
        mine = np.flatnonzero(pair == key)
        units, first = np.unique(seen.history.unit[before[mine]], return_index=True)
        waits = seen.history.seconds[after[mine]] - seen.history.seconds[before[mine]]
        tints = np.bincount(seen.group[before[mine][first]], minlength=len(seen.groups))
        visited = int((found.arrival[:, start] != NEVER).sum())
        yield Flow(
            f"flow:loop:{ids[start]}:{ids[end]}",
            "loop",
            ids[start],
            ids[end],
            len(units),
            _share(found, len(units), whole=visited),
            figure.median(waits, unit="seconds", grounds=seen.grounds),
            {group: int(count) for group, count in zip(seen.groups, tints, strict=True) if count},
        )


def _waits_to(found: River, stage: int, further: int) -> NDArray[np.int64]:
    """Returns the seconds from a stage to another one, of the units that came to them in this order."""
    mine = np.flatnonzero(found.next_stage[:, stage] == further)
    mine = mine[found.arrival[mine, further] > found.arrival[mine, stage]]
    between: NDArray[np.int64] = found.seconds[mine, further] - found.seconds[mine, stage]
    return between


def _tints(found: River, mine: NDArray[np.bool_], stage: int) -> dict[str, int]:
    codes = found.seen.group[found.arrival[mine, stage]] if mine.any() else np.zeros(0, np.int64)
    counts = np.bincount(codes[codes >= 0], minlength=len(found.seen.groups))
    return {group: int(count) for group, count in zip(found.seen.groups, counts, strict=True) if count}


def _share(found: River, part: int, *, whole: int) -> Measurement:
    return figure.share(part, whole=whole, grounds=found.seen.grounds)


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
                interactions=int(met.times[met.touchpoint == code].sum()),
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
    keys, edge = np.arange(size * size), code[at - 1] * size + code[at]
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


def _per_customer(met: Encounters, code: int) -> Measurement:
    times = met.times[met.touchpoint == code]
    customers, total = len(times), int(times.sum())
    around = interval.mean_from_sums(total, squares=float((times**2).sum()), n=customers)
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


def _feelings(met: Encounters) -> dict[str, Measurement]:
    """Returns the mean feeling at each touchpoint that answers are about."""
    said = met.seen.answers
    felt = said.feelings
    found = {}
    for code, name in enumerate(said.touchpoint.names):
        mine = felt[(said.touchpoint.codes == code) & ~np.isnan(felt)]
        if len(mine):
            found[name] = figure.mean_on_scale(mine, scale=FEELING_SCALE, unit="feeling", grounds=met.seen.grounds)
    return found


def message_marks(seen: Material, *, source: FieldSource, most: int = MOST_MARKS) -> tuple[MessageMark, ...]:
    """Returns what was sent, by campaign (else touchpoint) and channel, in order of stage, biggest first."""
    step = message_steps(seen)
    at = np.flatnonzero(step >= 0)
    names, label = _labels(seen, at, source=source)
    channel = seen.channel[at]
    key = label * len(seen.channels) + channel
    marks = []
    for one in np.unique(key).tolist():
        mine = at[key == one]
        fate = fate_of(seen, mine, step=step[mine])
        name, sender = names[one // len(seen.channels)], seen.channels[one % len(seen.channels)]
        stage = _stage(seen, name, sender, at=mine)
        if not fate.sent or stage is None:
            continue
        customers = len(np.unique(seen.history.unit[mine]))
        marks.append(
            message_mark(fate, name=name, channel=sender, stage=stage, customers=customers, grounds=seen.grounds)
        )
    return biggest(marks, catalogue=seen.catalogue, most=most)


def _stage(seen: Material, name: str, channel: str, *, at: NDArray[np.int64]) -> str | None:
    """Returns the stage that a campaign's own words speak of; where they don't, the one its touchpoint stands in."""
    stages = np.bincount(seen.stage[at][seen.stage[at] >= 0], minlength=1)
    return stage_spoken_of(name, channel, counts=stages, catalogue=seen.catalogue)


def _labels(seen: Material, at: NDArray[np.int64], *, source: FieldSource) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """Returns the campaign of each message, else its touchpoint's name, as codes."""
    campaign = text_codes(source.fields(seen.history.partition.row[at], names=("campaign",))["campaign"])
    mine = campaign.codes
    entries = zip(seen.touchpoints, seen.history.dictionary.touchpoints, strict=True)
    names = tuple(entry.name if entry else touchpoint for entry, touchpoint in entries)
    return (*campaign.names, *names), np.where(mine >= 0, mine, len(campaign.names) + seen.history.touchpoint[at])


def figure_rows(seen: Material, *, every: Sequence[Observations]) -> tuple[FigureRow, ...]:
    """Returns the figure lanes of a map: each KPI over all and for each stage with observations, with its trend."""
    lanes = sorted((one for one in every if one.kpi in LANES), key=lambda one: LANES.index(one.kpi))
    stages = [stage.id for stage in seen.catalogue.stages]
    return tuple(figure_row(one, stages=stages, months=len(seen.months), grounds=seen.grounds) for one in lanes)
