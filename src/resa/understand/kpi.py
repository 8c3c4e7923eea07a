"""KPIs as a table, whole or split by a field, and as the figure lanes of a map."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

import numpy as np

from resa.mapping.catalogue import Catalogue
from resa.model.condition import CUSTOMER_PREFIX
from resa.model.goal import Goal
from resa.model.resolvedmap import FigureCell, FigureRow
from resa.model.table import Measure, Table
from resa.store.port import Engine, Scope
from resa.understand.answer import Answered, revision_of, with_interval
from resa.understand.array import Codes, Floats
from resa.understand.conversion import profile_texts, unit_texts
from resa.understand.figure import Grounds
from resa.understand.history import FieldSource, Texts
from resa.understand.material import Material, material
from resa.understand.message import fates_by_channel
from resa.understand.observation import Observations, observations
from resa.understand.repeat import repeat_chains
from resa.understand.river import river
from resa.understand.score import net_promoter
from resa.understand.told import answer_field

LANES = (
    "csat_mean", "nps", "stars_mean", "csat_top2_share", "ces_mean", "move_on_share", "conversion_share",
    "answer_wait_median", "order_value_mean", "retention_share", "cart_abandonment_share", "open_share", "repeat_share",
)  # fmt: skip
"""The order of figure lanes on a map."""


def kpis(
    engine: Engine,
    *,
    scope: Scope,
    now: datetime,
    source: FieldSource,
    catalogue: Catalogue,
    goals: Sequence[Goal] = (),
    by: str | None = None,
    zone: str = "UTC",
) -> Table:
    """Returns a row for each KPI that the data can give, or for each KPI and value of `by`.

    `n` counts the observations behind a figure: answers, customers, orders, contacts or messages. Don't know is no
    answer. Conversions and order values are those of the first of `goals`. Rows of `nps` tell promoters, passives and
    detractors; `open_share` comes for all messages and by channel. `by` is any field, `profile.…` and `property.…`
    included; observations that know nothing of it stand under None. Months are those of the calendar of `zone`.
    """
    seen = material(engine, source, scope=scope, catalogue=catalogue, goal=goals[0] if goals else None, zone=zone)
    chains = repeat_chains(seen.history, seen.fields)
    rows: list[dict[str, Any]] = []
    notes: list[str] = []
    for one in observations(seen, found=river(seen), chains=chains):
        notes += one.notes
        if by is not None:
            rows += _split(seen, one, by=by, source=source)
        else:
            rows.append(_row(one, seen.grounds))
    if by is None:
        rows += _open_shares(seen)
    if left_out := int((~seen.answers.is_answer).sum()):
        notes.append(f"{left_out} blank, don't-know or not-applicable answers are not counted")
    return Answered(scope, seen.history.extent, now, revision_of(engine)).table(
        "kpis",
        columns=("kpi", *((by,) if by else ()), "value", "n", "unit", "variant"),
        rows=rows,
        measures={"value": Measure("see unit", "see variant"), "n": Measure("observations", "count")},
        notes=notes,
    )


def figure_row(one: Observations, *, stages: Sequence[str], months: int, grounds: Grounds) -> FigureRow:
    """Returns the lane of one KPI; `months` says over how many months its trends run."""
    cells = tuple(_cells(one, stages=stages, months=months, grounds=grounds))
    return FigureRow(one.kpi, one.unit, one.kpi, one.is_better_high, cells, one.left_out)


def _cells(one: Observations, *, stages: Sequence[str], months: int, grounds: Grounds) -> Iterator[FigureCell]:
    order = np.argsort((one.stage + 1).astype(np.uint16), kind="stable")  # those of no stage first
    bounds = np.cumsum(np.bincount(one.stage + 1, minlength=len(stages) + 1)).tolist()
    placed = one.figures[order], one.month[order]
    parts = [(stage, slice(*at)) for stage, at in zip(stages, pairwise(bounds), strict=False)]
    for stage, (every, months_of), mine in [
        (None, (one.figures, one.month), slice(None)),
        *((stage, placed, mine) for stage, mine in parts),
    ]:
        figures, month = every[mine], months_of[mine]
        if not len(figures):
            continue
        yield FigureCell(
            id=f"figure:{one.kpi}:{stage or 'all'}",
            stage=stage,
            measurement=one.measure(figures, grounds),
            trend=_trend(one, figures, month, months=months),
            trend_n=tuple(np.bincount(month[month >= 0], minlength=months).tolist()),
        )


def _trend(one: Observations, figures: Floats, month: Codes, *, months: int) -> tuple[float | None, ...]:
    """Returns the figure of each month, None where nothing was observed."""
    inside = month >= 0
    figures, month = figures[inside], month[inside]
    counts = np.bincount(month, minlength=months)
    if one.kpi.endswith("_median"):
        order = np.argsort(month.astype(np.int16), kind="stable")
        parts = np.split(figures[order], np.cumsum(counts)[:-1]) if months else []
        return tuple(float(np.median(part)) if len(part) else None for part in parts)
    if one.kpi == "nps":
        figures = 100.0 * (figures >= 9) - 100.0 * (figures < 7)
    sums = np.bincount(month, weights=figures, minlength=months).tolist()
    return tuple(total / count if count else None for total, count in zip(sums, counts.tolist(), strict=True))


def _row(one: Observations, grounds: Grounds) -> dict[str, Any]:
    measured = one.measure(one.figures, grounds)
    row = {
        "kpi": one.kpi,
        **with_interval("value", measured),
        "n": measured.n,
        "unit": measured.unit,
        "variant": measured.variant,
    }
    if one.kpi == "nps":
        groups = net_promoter(one.figures)
        row |= {"promoters": groups.promoters, "passives": groups.passives, "detractors": groups.detractors}
    return row


def _split(seen: Material, one: Observations, *, by: str, source: FieldSource) -> list[dict[str, Any]]:
    texts = _texts(seen, one, by=by, source=source)
    rows = []
    for code, name in [*enumerate(texts.names), (-1, None)]:
        mine = texts.codes == code
        if mine.any():
            part = Observations(
                one.kpi,
                one.unit,
                one.is_better_high,
                one.measure,
                one.figures[mine],
                one.stage[mine],
                one.month[mine],
                one.of,
                one.at[mine],
            )
            rows.append({**_row(part, seen.grounds), by: name})
    return rows


def _texts(seen: Material, one: Observations, *, by: str, source: FieldSource) -> Texts:
    """Returns the value of `by` of each observation; a unit has that of its first interaction."""
    if by == "stage":
        return Texts(tuple(stage.id for stage in seen.catalogue.stages), one.stage)
    if one.of == "answer":
        if by.startswith(CUSTOMER_PREFIX):
            owner = np.maximum(seen.answers.customer[one.at], 0)
            told = profile_texts(source, name=by.removeprefix(CUSTOMER_PREFIX), customer=owner)
            return Texts(told.names, np.where(seen.answers.customer[one.at] < 0, -1, told.codes))
        return answer_field(seen.answers, by).taken(one.at)
    texts = unit_texts(seen.history.partition, by=by, source=source)
    partition = seen.history.partition
    if by.startswith(CUSTOMER_PREFIX):
        return texts.taken(seen.history.unit[one.at] if one.of == "interaction" else one.at)
    return texts.taken(partition.offsets[:-1][one.at] if one.of == "unit" else one.at)


def _open_shares(seen: Material) -> list[dict[str, Any]]:
    rows = []
    for channel, fate in sorted(fates_by_channel(seen).items()):
        opened = fate.opened_share(grounds=seen.grounds)
        if opened is not None:
            figures = {**with_interval("value", opened), "n": opened.n, "unit": "share", "variant": opened.variant}
            rows.append({"kpi": "open_share", "channel": channel, **figures})
    return rows
