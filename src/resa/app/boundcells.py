"""What the cells and cards of a map that are bound to a query show: each a figure with what it rests on."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from resa.app.passage import passage_of
from resa.app.savedquery import InvalidQueryError, SavedQuery, joined, saved_query
from resa.app.workspace import Workspace
from resa.model.condition import quoted
from resa.model.errors import ResaError
from resa.model.journeymap import JourneyMap, MapRecord, RecordKind
from resa.model.measurement import Measurement, Provenance
from resa.model.resolvedmap import BoundCell, FigureCell, ResolvedMap, StageColumn, TouchpointMark
from resa.understand import figure

Figures = Callable[[str | None], ResolvedMap]
"""Gives the figures of everybody whom a filter keeps."""

_LAST_COMPARISON = re.compile(
    r"""(?:touchpoint = (?:'(?P<plain>[^']*)'|"(?P<double>[^"]*)")|channel = (?P<channel>[\w-]+))$"""
)


@dataclass(frozen=True, slots=True)
class Asking:
    """Where answers come from: the workspace, its figures by filter, and the filter that holds for everything."""

    workspace: Workspace
    figures: Figures
    findings: Figures  # the same with pains, delights and moments of truth, which take longer
    where: str | None = None  # the map's own filter and the filter bar
    own_where: str | None = None  # the map's own filter alone


@dataclass(frozen=True, slots=True)
class Answer:
    """A figure, and how it went month by month."""

    measurement: Measurement | None
    trend: tuple[float | None, ...] = ()
    trend_n: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class BoundCells:
    """What every bound record shows, by its id; and of the queries that can't be asked, why."""

    cells: Mapping[str, BoundCell]
    faults: Mapping[str, tuple[str, ...]]


def bound_cells(document: JourneyMap, *, library: JourneyMap | None, asking: Asking) -> BoundCells:
    """Returns the figure of every cell, card and persona of a map that asks for one."""
    cells: dict[str, BoundCell] = {}
    faults: dict[str, tuple[str, ...]] = {}
    for record in document.records.values():
        query = _query_of(record, library)
        if query is None:
            continue
        try:
            cells[record.id] = _bound(record, query, document=document, asking=asking)
        except ResaError as error:
            faults[record.id] = error.faults or (error.sentence,)
    return BoundCells(cells, faults)


def answered(written: Any, *, asking: Asking) -> Answer:
    """Returns the answer to a query as a document holds it; raises `InvalidQueryError` with every fault."""
    query = saved_query(written, workspace=asking.workspace)
    return _answer(query, asking=asking)


def _query_of(record: MapRecord, library: JourneyMap | None) -> Any:
    """Returns what a record asks: its own query, else that of the library's entry that it shows."""
    entry = library.records.get(str(record.content("of"))) if library and record.content("of") else None
    if record.kind is RecordKind.PERSONA:
        segment = record.content("segment") or (entry.content("segment") if entry else None)
        return {"what": "customers", "where": segment} if segment else None
    if record.kind not in (RecordKind.CELL, RecordKind.CARD):
        return None
    return record.content("query") or (entry.content("query") if entry else None)


def _bound(record: MapRecord, written: Any, *, document: JourneyMap, asking: Asking) -> BoundCell:
    query = _placed(
        saved_query(written, workspace=asking.workspace), record, document=document, own_where=asking.own_where
    )
    answer = _answer(query, asking=asking)
    target = record.content("target") if record.kind is RecordKind.CELL else None
    text = record.content("text")
    return BoundCell(
        id=record.id,
        lane=str(record.content("lane") or ""),
        stage=record.content("stage"),
        step=record.content("step"),
        to_stage=record.content("to_stage"),
        text=text if isinstance(text, str) else None,
        measurement=answer.measurement,
        trend=answer.trend,
        trend_n=answer.trend_n,
        target=float(target) if target is not None else None,
        provenance=Provenance.MEASURED,
    )


def _placed(query: SavedQuery, record: MapRecord, *, document: JourneyMap, own_where: str | None) -> SavedQuery:
    """Returns the query with what its place on the map says: a stage's cell asks about its stage, a step's its own."""
    if query.what == "touchpoints" and query.at is None:
        return _placed_touchpoint(query, record, document=document, own_where=own_where)
    if query.at is not None or query.what not in ("stages", "kpis"):
        return query
    stage = document.records.get(str(record.content("stage")))
    follows = None if stage is None else stage.content("follows") or stage.id.removeprefix("stage:")
    if query.what == "stages" or query.by == "stage":
        return replace(query, at=follows)
    return query


def _placed_touchpoint(
    query: SavedQuery, record: MapRecord, *, document: JourneyMap, own_where: str | None
) -> SavedQuery:
    """Reads what found maps write: the filter names the touchpoint; a message's cell names its channel."""
    lane = document.records.get(str(record.content("lane")))
    asked = _LAST_COMPARISON.search(query.where or "")
    rest = (query.where or "")[: asked.start()].removesuffix(" and ") if asked else query.where
    where = None if rest in ("", f"({own_where})") else rest
    if asked and asked["channel"] and lane and lane.content("shows") == "messages":
        return SavedQuery("messages", where=where, channel=asked["channel"], name=record.content("text"))
    if asked and not asked["channel"]:
        return replace(query, at=asked["plain"] or asked["double"], where=where)
    step = document.records.get(str(record.content("step")))
    return replace(query, at=step.content("touchpoint") if step else None)


def _answer(query: SavedQuery, *, asking: Asking) -> Answer:
    own = None if query.where == asking.own_where else query.where
    where = joined(asking.where, own)
    if query.what in ("waits", "transitions", "conversions"):
        return Answer(passage_of(query, workspace=asking.workspace, where=where))
    if query.what == "retention":
        query = replace(query, kpi="retention_share")
    return _ANSWERS[query.what](asking, where, query)


def _customers(asking: Asking, where: str | None, _: SavedQuery) -> Answer:
    """The share of a persona's customers among those of the map."""
    narrowed, whole = asking.figures(where), asking.figures(asking.where)
    part, every = narrowed.base.customers, whole.base.customers
    grounds = figure.Grounds(whole.period, whole.fresh_at)
    return Answer(figure.share(part, whole=every, variant="customers_share", grounds=grounds))


def _stage(asking: Asking, where: str | None, query: SavedQuery) -> Answer:
    found = asking.figures(where)
    column = next((one for one in found.stages if one.id == query.at), None)
    if column is None:
        raise InvalidQueryError(f"expected one of {', '.join(one.id for one in found.stages)}, got {query.at!r}")
    return Answer(_stage_figure(found, column, query.measure or "reach"))


def _stage_figure(found: ResolvedMap, column: StageColumn, measure: str) -> Measurement | None:
    match measure:
        case "reach":
            return column.reach
        case "share":
            return column.share
        case "wait_to_next":
            return column.wait_to_next
    left = next((one for one in found.flows if one.kind == "leave" and one.from_stage == column.id), None)
    if left is not None:
        return replace(left.share, variant="drop_off_share")
    grounds = figure.Grounds(found.period, found.fresh_at)
    return figure.share(0, whole=int(column.reach.figure or 0), variant="drop_off_share", grounds=grounds)


def _touchpoint(asking: Asking, where: str | None, query: SavedQuery) -> Answer:
    found = asking.figures(where)
    mark = next((one for one in found.touchpoints if one.id == query.at), None)
    if mark is None:
        grounds = figure.Grounds(found.period, found.fresh_at)
        nobody = figure.share(0, whole=found.base.customers, grounds=grounds)
        return Answer(nobody if query.measure in (None, "share") else figure.counted(0, grounds=grounds))
    is_count = (query.measure or "share") in ("interactions", "customers")
    return Answer(_touchpoint_figure(found, mark, query.measure or "share"), mark.trend if is_count else ())


def _touchpoint_figure(found: ResolvedMap, mark: TouchpointMark, measure: str) -> Measurement | None:
    grounds = figure.Grounds(found.period, found.fresh_at)
    match measure:
        case "customers":
            return figure.counted(mark.customers, grounds=grounds)
        case "interactions":
            return figure.counted(mark.interactions, grounds=grounds)
        case "per_customer":
            return mark.per_customer
        case "importance":
            return mark.importance
        case "quality":
            return mark.quality
    return mark.reach


def _channel(asking: Asking, where: str | None, query: SavedQuery) -> Answer:
    whole = asking.figures(where)
    mine = asking.figures(joined(where, f"channel = {quoted(query.at)}")) if query.at else whole
    grounds = figure.Grounds(whole.period, whole.fresh_at)
    match query.measure:
        case "customers":
            return Answer(figure.counted(mine.base.customers, grounds=grounds))
        case "interactions":
            return Answer(figure.counted(mine.base.interactions, grounds=grounds))
    share = figure.share(mine.base.customers, whole=whole.base.customers, variant="reach_share", grounds=grounds)
    return Answer(share)


def _messages(asking: Asking, where: str | None, query: SavedQuery) -> Answer:
    found = asking.figures(where)
    mine = [
        one
        for one in found.messages
        if (query.channel in (None, one.channel)) and (query.name is None or one.name == query.name)
    ]
    measure, grounds = query.measure or "sent", figure.Grounds(found.period, found.fresh_at)
    if measure in ("sent", "customers"):
        return Answer(figure.counted(sum(getattr(one, measure) for one in mine), grounds=grounds))
    told = [one for one in (getattr(mark, measure) for mark in mine) if one is not None]
    if len(told) == 1:
        return Answer(told[0])
    hits = round(sum((one.figure or 0.0) * one.n for one in told))
    variant = told[0].variant if told else f"{measure}_share"
    return Answer(figure.share(hits, whole=sum(one.n for one in told), variant=variant, grounds=grounds))


def _kpi(asking: Asking, where: str | None, query: SavedQuery) -> Answer:
    if query.by == "touchpoint":
        if query.kpi is None:
            return _feeling(asking.figures(where), query)
        found = asking.figures(joined(where, f"touchpoint = {quoted(query.at or '')}"))
    elif query.by == "channel":
        found = asking.figures(joined(where, f"channel = {quoted(query.at or '')}"))
    else:
        found = asking.figures(where)
    stage = None if query.by in ("touchpoint", "channel") else query.at
    row = next((one for one in found.figures if one.id == query.kpi), None)
    cell = next((one for one in row.cells if one.stage == stage), None) if row else None
    return _of_cell(cell)


def _of_cell(cell: FigureCell | None) -> Answer:
    return Answer(cell.measurement, cell.trend, cell.trend_n) if cell else Answer(None)


def _feeling(found: ResolvedMap, query: SavedQuery) -> Answer:
    point = next((one for one in found.feelings if one.id == f"feeling:{query.at}"), None)
    return Answer(point.feeling if point else None)


_ANSWERS: Mapping[str, Callable[[Asking, str | None, SavedQuery], Answer]] = {
    "customers": _customers,
    "stages": _stage,
    "touchpoints": _touchpoint,
    "channels": _channel,
    "messages": _messages,
    "kpis": _kpi,
    "retention": _kpi,
}
