"""What a written page may hold of people: no words, no small counts, unless somebody asked for them."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from resa.model.journeymap import JourneyMap, MapField, MapRecord, RecordKind, with_fields
from resa.model.measurement import Measurement
from resa.model.resolvedmap import (
    BoundCell,
    ComparedFigure,
    Flow,
    LeftOutOrders,
    Link,
    MapComparison,
    PainMark,
    PathCount,
    ResolvedMap,
)

LEAST = 5
"""Counts of fewer people than this are withheld."""


def discreet(found: ResolvedMap, *, has_quotes: bool = False, has_evidence: bool = False) -> ResolvedMap:
    """Returns the map as it may be handed on.

    Without `has_quotes` nobody's words are in it. Without `has_evidence` figures of fewer than five people are
    withheld, what fewer than five people touched is left out, and no command that could name a customer is given.
    """
    kept = found if has_quotes else _without_quotes(found)
    return kept if has_evidence else _without_small(kept)


def discreet_document(document: JourneyMap, *, has_evidence: bool = False) -> JourneyMap:
    """Returns a document as it may be handed on: what it wrote down of fewer than five people is withheld.

    Filters and commands that name a customer are left out, and links that fewer than five took. What people wrote
    themselves stays. With `has_evidence` all of it stays.
    """
    if has_evidence:
        return document
    kept = (one for one in document.records.values() if one.kind is not RecordKind.LINK or _is_counted(one))
    return JourneyMap.of(_discreet_record(one) for one in kept)


def discreet_cells(cells: Mapping[str, BoundCell], *, has_evidence: bool = False) -> dict[str, BoundCell]:
    """Returns what bound records show, without figures and months of fewer than five people."""
    return dict(cells) if has_evidence else {name: _discreet_cell(cell) for name, cell in cells.items()}


def _discreet_cell(cell: BoundCell) -> BoundCell:
    measured = cell.measurement
    if measured is not None and 0 < measured.n < LEAST:
        return replace(cell, measurement=_hidden(measured), trend=(), trend_n=())
    counts = cell.trend_n or (LEAST,) * len(cell.trend)
    trend = tuple(one if not 0 < n < LEAST else None for one, n in zip(cell.trend, counts, strict=True))
    return replace(cell, trend=trend)


def _is_counted(link: MapRecord) -> bool:
    """Returns whether a link was drawn by people, or is one that enough customers took."""
    measured = link.content("measurement")
    customers = measured.get("customers") if isinstance(measured, dict) else None
    return not isinstance(customers, int | float) or customers >= LEAST


def _discreet_record(record: MapRecord) -> MapRecord:
    changed: dict[str, MapField | None] = {}
    for name, entry in record.fields.items():
        if name in ("query", "segment", "where") and names_customer(entry.content):
            changed[name] = None
            continue
        content = _withheld(entry.content) if name == "measurement" else entry.content
        evidence = tuple(one for one in entry.evidence if not names_customer(one))
        changed[name] = MapField(content, entry.provenance, evidence)
    return with_fields(record, changed)


def names_customer(content: Any) -> bool:
    """Returns whether a filter, or any text inside a query, could name a customer.

    >>> names_customer({"what": "kpis", "where": "customer = 'email:a@example.com'"}), names_customer("channel = web")
    (True, False)
    """
    match content:
        case str():
            return any(sign in content.casefold() for sign in ("customer", "order_id", "@"))
        case Mapping():
            return any(names_customer(one) for name, one in content.items() if name != "what")
        case list() | tuple():
            return any(names_customer(one) for one in content)
        case _:
            return False


def _withheld(measured: Any) -> Any:
    """Returns a figure as a document writes it, withheld where it rests on fewer than five, at any depth."""
    if not isinstance(measured, Mapping):
        return measured
    inside = {name: _withheld(one) for name, one in measured.items()}
    base = measured.get("n", measured.get("customers"))
    if isinstance(base, int | float) and 0 < base < LEAST:
        kept = {name: one for name, one in inside.items() if name not in ("interval", "sent", "customers", "count")}
        return {**kept, "figure": None, "withheld": True}
    return inside


def _without_quotes(found: ResolvedMap) -> ResolvedMap:
    feelings = tuple(replace(one, quote=None) for one in found.feelings)
    pains = tuple(replace(one, quotes=()) for one in found.pains)
    return replace(found, feelings=feelings, pains=pains)


def _without_small(found: ResolvedMap) -> ResolvedMap:
    shown = {one.id for one in found.touchpoints if one.customers >= LEAST} | _only_there(found)
    smaller = replace(
        found,
        flows=tuple(_flow(one) for one in found.flows if one.kind != "loop" or one.customers >= LEAST),
        touchpoints=tuple(one for one in found.touchpoints if one.id in shown),
        links=tuple(one for one in found.links if one.customers >= LEAST and _ends(one) <= shown),
        messages=tuple(one for one in found.messages if one.customers >= LEAST),
        feelings=tuple(one for one in found.feelings if one.touchpoint is None or one.touchpoint in shown),
        pains=tuple(_pain(one, shown=shown) for one in found.pains if _is_large(one, shown=shown)),
    )
    withheld: ResolvedMap = _with_withheld(smaller)
    return replace(withheld, compared=_comparison(withheld, before=found)) if found.compared else withheld


def _comparison(shown: ResolvedMap, *, before: ResolvedMap) -> MapComparison | None:
    """Returns what the map is held against, without what would tell of fewer than five people on either side."""
    if before.compared is None:
        return None
    told = {one.id for one in shown.touchpoints} | {one.id for one in shown.feelings}
    small = {one.id for one in before.flows if 0 < one.customers < LEAST}
    small |= {cell.id for row in before.figures for cell in row.cells if 0 < cell.measurement.n < LEAST}
    figures = tuple(
        _held(one, is_small=one.id in small)
        for one in before.compared.figures
        if one.id in told or one.aspect not in ("touchpoint", "feeling")
    )
    return replace(before.compared, figures=figures)


def _held(found: ComparedFigure, *, is_small: bool) -> ComparedFigure:
    """Returns a comparison without its figures where one of them stands for fewer than five people."""
    versus = found.versus
    people = round(versus.figure * versus.n) if versus.unit == "share" and versus.figure is not None else versus.n
    if not (is_small or 0 < people < LEAST or 0 < versus.n < LEAST):
        return found
    return replace(found, versus=_hidden(versus), difference=None, interval=None, p=None, differs=None)


def _only_there(found: ResolvedMap) -> set[str]:
    """Returns the touchpoints that nobody of the map met, and enough of those it is held against."""
    nobody = {one.id for one in found.touchpoints if one.customers == 0}
    held = found.compared.figures if found.compared else ()
    return {one.id for one in held if one.id in nobody and (one.versus.figure or 0) * one.versus.n >= LEAST}


def _ends(link: Link) -> set[str]:
    return {link.from_touchpoint, link.to_touchpoint}


def _flow(flow: Flow) -> Flow:
    """Small flows are drawn as nobody; the stage's reach still says how many there were."""
    if flow.customers >= LEAST or not flow.customers:
        return flow
    return replace(flow, customers=0, share=_hidden(flow.share), wait=None, tints={})


def _is_large(pain: PainMark, *, shown: set[str]) -> bool:
    places = {one for one in (pain.touchpoint, pain.to_touchpoint) if one}
    return pain.size.n >= LEAST and places <= shown


def _pain(pain: PainMark, *, shown: set[str]) -> PainMark:
    paths = tuple(one for one in pain.paths if _is_path_large(one, shown=shown))
    evidence = tuple(one for one in pain.evidence if "customer" not in one)
    return replace(pain, paths=paths, evidence=evidence)


def _is_path_large(path: PathCount, *, shown: set[str]) -> bool:
    return path.count >= LEAST and set(path.touchpoints) <= shown


def _with_withheld(part: Any) -> Any:
    """Returns a part of the map in which every figure of fewer than five is withheld, at any depth."""
    if isinstance(part, Measurement):
        return _hidden(part) if 0 < part.n < LEAST else part
    if isinstance(part, LeftOutOrders):
        return replace(part, orders=None) if (part.orders or 0) < LEAST else part
    if isinstance(part, tuple):
        return tuple(_with_withheld(one) for one in part)
    if is_dataclass(part) and not isinstance(part, type):
        changed = {field.name: _with_withheld(getattr(part, field.name)) for field in fields(part)}
        return replace(part, **changed)
    return part


def _hidden(measurement: Measurement) -> Measurement:
    return replace(measurement, figure=None, interval=None, is_withheld=True)
