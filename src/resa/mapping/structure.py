"""A found map as a document: stages, steps, lanes and cells that carry their saved query and what it gave."""

from collections.abc import Iterator
from typing import Any

from resa.model.journeymap import FIELDS, JourneyMap, MapField, MapRecord, RecordKind
from resa.model.measurement import Measurement, Provenance
from resa.model.resolvedmap import FigureRow, PainMark, ResolvedMap, TouchpointMark

REACH = "reach"
TOUCHPOINTS = "touchpoints"
FEELING = "feeling"
FINDINGS = "findings"
MESSAGES = "messages"

MOST_LINKS = 60
MOST_STEPS = 400


def structure(found: ResolvedMap) -> JourneyMap:
    """Returns the document of a found map; equal maps give equal documents, with the same ids.

    A measured cell holds the query that gave it (`what`, `where`, `kpi`) and the figure with its base, so that it can
    be asked again and the change seen in a diff. People's cards are kept as they are.
    """
    records = [
        _map(found),
        *_stages(found),
        *_steps(found),
        *_lanes(found),
        *_reach_cells(found),
        *_figure_cells(found),
        *_feeling_cells(found),
        *_message_cells(found),
        *_finding_cards(found),
        *_asserted_cards(found),
        *_links(found),
    ]
    return JourneyMap.of(records)


def measurement(measured: Measurement) -> dict[str, Any]:
    """Returns a measurement as a document writes it; what is absent is left out."""
    content: dict[str, Any] = {
        "figure": _tidy(measured.figure),
        "unit": measured.unit,
        "variant": measured.variant,
        "n": measured.n,
    }
    if measured.interval is not None:
        content["interval"] = [_tidy(measured.interval.low), _tidy(measured.interval.high)]
    flags = {
        "small_sample": measured.is_small_sample,
        "withheld": measured.is_withheld,
        "approximate": not measured.is_exact,
    }
    content |= {name: True for name, is_so in flags.items() if is_so}
    if measured.fresh_at is not None:
        content["fresh_at"] = measured.fresh_at.isoformat()
    return content


_Told = dict[str, tuple[Any, Provenance]]
"""Contents by field, and how each came to be known."""


def _tidy(number: float | None) -> float | int | None:
    """Six significant digits: more would fill every diff with noise."""
    if number is None:
        return None
    short = float(f"{number:.6g}")
    return int(short) if short.is_integer() and abs(short) < 1e15 else short


def _record(
    record_id: str, kind: RecordKind, provenances: dict[str, tuple[Any, Provenance]], *evidence: str
) -> MapRecord:
    fields = {
        name: MapField(content, provenance, evidence if name == "measurement" else ())
        for name in FIELDS[kind]
        if name in provenances
        for content, provenance in (provenances[name],)
        if content is not None
    }
    return MapRecord(record_id, kind, fields)


def _measured(**contents: Any) -> dict[str, tuple[Any, Provenance]]:
    return {name: (content, Provenance.MEASURED) for name, content in contents.items()}


def _map(found: ResolvedMap) -> MapRecord:
    base: dict[str, Any] = {"customers": found.base.customers, "interactions": found.base.interactions}
    period = found.period
    contents = _measured(
        title=found.title,
        goal=found.goal,
        where=found.where,
        is_planned=False,
        period={"from": period.start.isoformat(), "to": period.end.isoformat()} if period else None,
        base=base,
    )
    return _record("map", RecordKind.MAP, contents)


def _stages(found: ResolvedMap) -> Iterator[MapRecord]:
    for position, stage in enumerate(found.stages):
        contents = {"name": (stage.name, Provenance.ASSERTED), "position": (position, Provenance.ASSERTED)}
        yield _record(_stage_id(stage.id), RecordKind.STAGE, contents)


def _steps(found: ResolvedMap) -> Iterator[MapRecord]:
    """One step a placed touchpoint, in order of where it lies in its stage."""
    placed = [mark for mark in found.touchpoints[:MOST_STEPS] if mark.stage is not None]
    by_stage: dict[str, list[TouchpointMark]] = {}
    for mark in placed:
        by_stage.setdefault(mark.stage or "", []).append(mark)
    for stage, marks in by_stage.items():
        marks.sort(key=lambda mark: (mark.median_position_share, mark.id))
        for position, mark in enumerate(marks):
            contents = {
                **_measured(
                    name=mark.name,
                    position=position,
                    touchpoint=mark.id,
                    channel=mark.channel,
                    is_physical=mark.is_physical,
                ),
                "stage": (_stage_id(stage), mark.placement),
            }
            yield _record(_step_id(mark.id), RecordKind.STEP, contents)


def _lanes(found: ResolvedMap) -> Iterator[MapRecord]:
    figures = [row.id for row in found.figures]
    people = dict.fromkeys(card.lane for card in found.cards)
    shown = [REACH, FEELING, FINDINGS, TOUCHPOINTS, *figures, MESSAGES, *people]
    for position, what in enumerate(shown):
        contents = {"shows": (what, Provenance.ASSERTED), "position": (position, Provenance.ASSERTED)}
        yield _record(_lane_id(what), RecordKind.LANE, contents)


def _reach_cells(found: ResolvedMap) -> Iterator[MapRecord]:
    for stage in found.stages:
        yield _cell(REACH, stage.id, {"what": "stages", **_where(found)}, stage.reach, evidence=_show("stages", found))
        steps = [mark for mark in found.touchpoints[:MOST_STEPS] if mark.stage == stage.id]
        for mark in steps:
            query = {"what": "touchpoints", "where": _narrowed(found, f"touchpoint = '{mark.id}'")}
            fields = _measured(
                lane=_lane_id(TOUCHPOINTS), step=_step_id(mark.id), query=query, measurement=measurement(mark.reach)
            )
            yield _record(f"cell:{TOUCHPOINTS}:{mark.id}", RecordKind.CELL, fields)


def _figure_cells(found: ResolvedMap) -> Iterator[MapRecord]:
    for row in found.figures:
        for cell in row.cells:
            yield _figure_cell(found, row, cell.stage, cell.measurement)


def _figure_cell(found: ResolvedMap, row: FigureRow, stage: str | None, measured: Measurement) -> MapRecord:
    by_stage = {"by": "stage", "at": stage} if stage else {}
    query = {"what": "kpis", "kpi": row.id, **by_stage, **_where(found)}
    evidence = _show("kpis", found) + (" --by stage" if stage else "")
    return _cell(row.id, stage, query, measured, evidence=evidence)


def _feeling_cells(found: ResolvedMap) -> Iterator[MapRecord]:
    placed = {mark.id for mark in found.touchpoints[:MOST_STEPS] if mark.stage is not None}
    for point in found.feelings:
        fields = _measured(
            lane=_lane_id(FEELING),
            stage=_stage_id(point.stage),
            step=_step_id(point.touchpoint) if point.touchpoint in placed else None,
            query={"what": "kpis", "by": "touchpoint", "at": point.id.removeprefix("feeling:"), **_where(found)},
            measurement=measurement(point.feeling),
        )
        evidence = _show("kpis", found) + " --by touchpoint"
        yield _record(f"cell:{point.id}", RecordKind.CELL, fields, evidence)


def _message_cells(found: ResolvedMap) -> Iterator[MapRecord]:
    for mark in found.messages:
        content = {"sent": mark.sent, "customers": mark.customers}
        parts = {"delivered": mark.delivered, "opened": mark.opened, "answered": mark.answered}
        content |= {name: measurement(part) for name, part in parts.items() if part is not None}  # type: ignore[misc]  # JSON content
        fields = _measured(
            lane=_lane_id(MESSAGES),
            stage=_stage_id(mark.stage),
            query={"what": "touchpoints", "where": _narrowed(found, f"channel = {mark.channel}")},
            measurement=content,
            text=mark.name,
        )
        yield _record(f"cell:{mark.id}", RecordKind.CELL, fields)


def _finding_cards(found: ResolvedMap) -> Iterator[MapRecord]:
    for pain in found.pains:
        yield _finding_card(pain)


def _finding_card(pain: PainMark) -> MapRecord:
    effect = {"size": measurement(pain.size), "effect": measurement(pain.effect)}
    if pain.compared_with is not None:
        effect["compared_with"] = measurement(pain.compared_with)
    params = {name: _tidy(told) if isinstance(told, float) else told for name, told in pain.params.items()}
    fields = _measured(
        lane=_lane_id(FINDINGS),
        stage=_stage_id(pain.stage),
        title_key=pain.title_key,
        params=params,
        measurement=effect,
        position=pain.rank,
    )
    return _record(pain.id, RecordKind.CARD, fields, *pain.evidence)


def _asserted_cards(found: ResolvedMap) -> Iterator[MapRecord]:
    for card in found.cards:
        text = card.text if card.note is None else f"{card.text}\n{card.note}"
        contents = {
            name: (content, card.provenance)
            for name, content in {"lane": _lane_id(card.lane), "stage": _stage_id(card.stage), "text": text}.items()
        }
        yield _record(card.id, RecordKind.CARD, contents)


def _links(found: ResolvedMap) -> Iterator[MapRecord]:
    placed = {mark.id for mark in found.touchpoints[:MOST_STEPS] if mark.stage is not None}
    shown = [link for link in found.links if {link.from_touchpoint, link.to_touchpoint} <= placed]
    for link in shown[:MOST_LINKS]:
        content: dict[str, Any] = {"customers": link.customers, "count": link.count}
        if link.wait is not None:
            content["wait"] = measurement(link.wait)
        ends = {"from": _step_id(link.from_touchpoint), "to": _step_id(link.to_touchpoint)}
        yield _record(link.id, RecordKind.LINK, _measured(**ends, measurement=content), _show("transitions", found))


def _cell(lane: str, stage: str | None, query: dict[str, Any], measured: Measurement, *, evidence: str) -> MapRecord:
    fields = _measured(
        lane=_lane_id(lane),
        stage=_stage_id(stage) if stage else None,
        query=query,
        measurement=measurement(measured),
    )
    return _record(f"cell:{lane}:{stage or 'all'}", RecordKind.CELL, fields, evidence)


def _stage_id(stage: str) -> str:
    return f"stage:{stage}"


def _step_id(touchpoint: str) -> str:
    return f"step:{touchpoint}"


def _lane_id(what: str) -> str:
    return f"lane:{what}"


def _where(found: ResolvedMap) -> dict[str, str]:
    return {"where": found.where} if found.where else {}


def _narrowed(found: ResolvedMap, more: str) -> str:
    return f"({found.where}) and {more}" if found.where else more


def _show(what: str, found: ResolvedMap) -> str:
    return _command(what, found.where)


def _command(what: str, where: str | None) -> str:
    return f"resa show {what}" + (f' --where "{where}"' if where else "")
