"""The KPI lanes of a map from its counts: each figure over all and stage by stage, with its trend."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from resa.model.measurement import Measurement
from resa.model.resolvedmap import FigureCell, FigureRow
from resa.understand import figure, interval
from resa.understand.array import Floats
from resa.understand.kpi import LANES, figure_row
from resa.understand.mapcount import MapCount
from resa.understand.observation import WORSE_HIGH, Observations, answered, mean_worth
from resa.understand.order import order_values

Counts = NDArray[np.int64]


def figure_rows(counted: MapCount) -> tuple[FigureRow, ...]:
    """Returns each KPI that the data can give, in the order of lanes."""
    waits = _answer_waits(counted)
    rows = [*_observed(counted), *_shares(counted), *([waits] if waits else [])]
    return tuple(sorted(rows, key=lambda row: LANES.index(row.id)))


def _observed(counted: MapCount) -> Iterator[FigureRow]:
    every = [
        *answered(counted.said, months=counted.months, zone=counted.zone),
        *([worth] if (worth := _order_values(counted)) else []),
    ]
    stages = [stage.id for stage in counted.facts.catalogue.stages]
    for one in every:
        if one.kpi in LANES and len(one.figures):
            yield figure_row(one, stages=stages, months=len(counted.months), grounds=counted.grounds)


def _answer_waits(counted: MapCount) -> FigureRow | None:
    """The lane of waits for an answer; only the few around the middle of each are sorted."""
    if counted.contacts is None:
        return None
    sizes = counted.contacts.waits.sizes()
    if not sizes[-1]:
        return None
    bounds = np.array([interval.median_ranks(n) or (-1, -1) for n in sizes.tolist()])
    middle = np.stack([(sizes - 1) // 2, sizes // 2], axis=1)
    ranks = np.stack([bounds[:, 0], middle[:, 0], middle[:, 1], bounds[:, 1]], axis=1)
    ranks[bounds[:, 0] < 0, 0], ranks[bounds[:, 0] < 0, 3] = middle[bounds[:, 0] < 0].T  # no interval: any will do
    waits = counted.contacts.waits.at_ranks(ranks)
    cells = tuple(_wait_cells(counted, waits, sizes))
    return FigureRow("answer_wait_median", "seconds", "answer_wait_median", False, cells)


def _wait_cells(counted: MapCount, waits: Floats, sizes: Counts) -> Iterator[FigureCell]:
    """Yields the median of all waits, then each stage's, from the waits at the ranks of `kernels.ranked` groups."""
    stages, months = [stage.id for stage in counted.facts.catalogue.stages], len(counted.months)
    rows, columns = counted.stages + 1, months + 1
    medians = ((waits[:, 1] + waits[:, 2]) / 2).tolist()
    first_row = rows * columns
    whole = (None, len(sizes) - 1, first_row + rows)
    for stage, group, first in [whole, *((one, first_row + at, at * columns) for at, one in enumerate(stages))]:
        n = int(sizes[group])
        if not n:
            continue
        low, lower, upper, high = waits[group].tolist()
        measured = figure.median_at((lower, upper, low, high), n=n, unit="seconds", grounds=counted.grounds)
        by_month = range(first, first + months)
        yield FigureCell(
            id=f"figure:answer_wait_median:{stage or 'all'}",
            stage=stage,
            measurement=replace(measured, variant="answer_wait_median"),
            trend=tuple(medians[at] if sizes[at] else None for at in by_month),
            trend_n=tuple(sizes[first : first + months].tolist()),
        )


def _order_values(counted: MapCount) -> Observations | None:
    spots = counted.goals
    if not len(spots.row):
        return None
    order, money, currency = counted.facts.orders.at(spots.row)
    found = order_values(orders=order, money=money, currency=currency)
    if found is None:
        return None
    stage, month = spots.stage[found.at], counted.month_of(spots.seconds[found.at])
    measure = mean_worth(found.currency)
    return Observations(
        "order_value_mean",
        found.currency,
        True,
        measure,
        found.amounts,
        stage,
        month,
        "interaction",
        found.at,
        left_out=found.left_out,
    )


def _shares(counted: MapCount) -> Iterator[FigureRow]:
    """Yields the KPIs that are shares of what was counted: (stages + 1, months + 1, 2) each, all and hits."""
    tables = {
        "conversion_share": _converted(counted),
        "move_on_share": _moved_on(counted),
        "retention_share": _returned(counted),
        "cart_abandonment_share": counted.by_began(counted.met("carts")),
        "open_share": _opened(counted),
        "repeat_share": _repeated(counted),
    }
    for kpi, table in tables.items():
        if table is not None and table[..., 0].any():
            yield FigureRow(kpi, "share", kpi, kpi not in WORSE_HIGH, tuple(_cells(counted, kpi, table)))


def _cells(counted: MapCount, kpi: str, table: Counts) -> Iterator[FigureCell]:
    stages = [stage.id for stage in counted.facts.catalogue.stages]
    for stage, mine in [(None, table.sum(axis=0)), *zip(stages, table, strict=False)]:
        if not mine[:, 0].any():
            continue
        whole, hits = mine.sum(axis=0).tolist()
        by_month = mine[: len(counted.months)].tolist()
        yield FigureCell(
            id=f"figure:{kpi}:{stage or 'all'}",
            stage=stage,
            measurement=_share(counted, kpi, hits, whole=whole),
            trend=tuple(part / every if every else None for every, part in by_month),
            trend_n=tuple(every for every, _ in by_month),
        )


def _share(counted: MapCount, kpi: str, part: int, *, whole: int) -> Measurement:
    return figure.share(part, whole=whole, variant=kpi, grounds=counted.grounds)


def _nowhere(counted: MapCount, by_month: Counts) -> Counts:
    """Returns a table of what belongs to no stage (m + 1, 2)."""
    found = np.zeros((counted.stages + 1, *by_month.shape), np.int64)
    found[-1] = by_month
    return found


def _converted(counted: MapCount) -> Counts | None:
    if not counted.has_goal:
        return None
    return _nowhere(counted, counted.by_began(counted.met("first_month"))[:, [0, 2]])


def _returned(counted: MapCount) -> Counts | None:
    """Those whose first month is the newest one could not come back yet."""
    if not counted.units:
        return None
    table = counted.met("first_month").copy()
    newest = int(np.searchsorted(counted.calendar.starts, counted.occurrences.last, side="right")) - 1
    table[newest:] = 0
    return _nowhere(counted, counted.by_began(table)[:, [0, 1]])


def _moved_on(counted: MapCount) -> Counts:
    """Those who may still go on have not decided yet, and are left out."""
    arrivals, stages, months = counted.arrivals, counted.stages, len(counted.months)
    found = np.zeros((stages + 1, months + 1, 2), np.int64)
    found[:stages, :, 0] = found[:stages, :, 1] = arrivals.moved
    _, stopped = counted.ends
    found[:stages, :, 0] += stopped
    return found


def _opened(counted: MapCount) -> Counts | None:
    told = counted.messages
    if told is None or not told.opened.any():
        return None
    arrivals: Counts = told.arrivals[:, told.opened > 0].sum(axis=1)
    delivered: Counts = arrivals[0]
    sent: Counts = arrivals[1]
    return delivered if delivered[..., 0].any() else sent


def _repeated(counted: MapCount) -> Counts | None:
    return None if counted.contacts is None else counted.by_began(counted.contacts.units)
