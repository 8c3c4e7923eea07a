"""The state of the journeys in a paragraph: how many, how far they get, where they leave, how it feels."""

from collections.abc import Iterator

from resa.app.report.words import Teller
from resa.mapping.export.discretion import LEAST, names_customer
from resa.mapping.export.speaker import Speaker
from resa.model.measurement import Provenance
from resa.model.resolvedmap import FeelingPoint, FigureRow, ResolvedMap

MOST_FIGURES = 5
_LEAST_CUSTOMERS = 30


def state_lines(
    found: ResolvedMap, *, teller: Teller, where: str | None = None, is_open: bool = False
) -> tuple[str, ...]:
    """Returns the sentences of the state; `where` is the filter besides the period.

    `is_open` names fewer than five customers too, and what a filter says of single ones.
    """
    return tuple(_lines(found, where, teller=teller, is_open=is_open))


def told_filter(where: str, *, teller: Teller, is_open: bool) -> str:
    """Returns a filter as it may be told: one that names customers is not shown."""
    return where if is_open or not names_customer(where) else teller.tell("state.hidden_filter")


def _lines(found: ResolvedMap, where: str | None, *, teller: Teller, is_open: bool) -> Iterator[str]:
    tell, speaker, customers = teller.tell, teller.speaker, found.base.customers
    if not customers:
        yield tell("state.nobody" if found.where else "state.empty")
        return
    if customers < LEAST and not is_open:
        yield tell("state.fewer")
        return
    channels = len({mark.channel for mark in found.touchpoints})
    period = speaker.period(found.period) if found.period else speaker.say("sentence.no_period")
    yield tell(
        "state.people", customers=customers, interactions=found.base.interactions, channels=channels, period=period
    )
    if where:
        who = speaker.say("sentence.some_customers", where=told_filter(where, teller=teller, is_open=is_open))
        yield tell("state.filter", who=who)
    if customers < _LEAST_CUSTOMERS:
        yield tell("state.few", n=customers)
    yield from _journey(found, teller)
    yield from _feelings(found, teller)
    figures = ", ".join(_figures(found, teller))
    if figures:
        yield tell("state.figures", figures=figures)
    placed, known = found.coverage.placed_share.figure, found.coverage.known_customer_share.figure
    if placed is not None and known is not None:
        yield tell("state.coverage", share=placed, known=known)
    if len({source.source for source in found.sources if source.records}) == 1:
        yield tell("state.one_source")


def _journey(found: ResolvedMap, teller: Teller) -> Iterator[str]:
    tell, speaker = teller.tell, teller.speaker
    reached = [one for one in found.stages if one.share.figure is not None]
    if any(one.share.figure for one in reached):
        first, *rest = [(speaker.figure(one.share), speaker.stage(one)) for one in reached]
        more = "".join(f", {share} {stage}" for share, stage in rest)
        yield tell("state.reach", share=first[0], stage=first[1], more=more)
    leaving = [one for one in found.flows if one.kind == "leave" and one.share.figure is not None and one.customers]
    if leaving:
        most = max(leaving, key=lambda one: (one.share.figure or 0.0, one.id))
        stage = next(one for one in found.stages if one.id == most.from_stage)
        yield tell(
            "state.leave",
            stage=speaker.stage(stage),
            customers=most.customers,
            of=most.share.n,
            share=speaker.figure(most.share),
            half=speaker.half(most.share),
        )
    reach = found.conversion
    if found.goal and reach is not None and reach.figure is not None:
        told = {"share": speaker.figure(reach), "half": speaker.half(reach)}
        yield tell("state.goal", goal=speaker.goal(found.goal), n=reach.n, **told)
    elif found.goal is None:
        yield tell("state.no_goal")


def _feelings(found: ResolvedMap, teller: Teller) -> Iterator[str]:
    told = [one for one in found.feelings if one.feeling.provenance is Provenance.MEASURED]
    felt = [one for one in told if one.feeling.figure is not None]
    if not felt:
        return
    ranked = sorted(felt, key=lambda one: (one.feeling.figure or 0.0, one.id))
    best = _feeling(ranked[-1], found, teller, "best", "high")
    if len(ranked) == 1:
        yield teller.tell("state.one_feeling", **best)
        return
    yield teller.tell("state.feeling", **best, **_feeling(ranked[0], found, teller, "worst", "low"))


def _feeling(point: FeelingPoint, found: ResolvedMap, teller: Teller, place: str, figure: str) -> dict[str, str | int]:
    names = teller.speaker.names(found)
    stages = {one.id: teller.speaker.stage(one) for one in found.stages}
    spoken = point.id.removeprefix("feeling:")
    return {
        place: names.get(point.touchpoint or "", stages.get(spoken, spoken)),
        figure: teller.speaker.figure(point.feeling),
        f"{figure}_half": teller.speaker.half(point.feeling),
        f"{figure}_n": point.feeling.n,
    }


def _figures(found: ResolvedMap, teller: Teller) -> Iterator[str]:
    """Yields the first KPIs over the whole map, each with its interval and what it rests on."""
    speaker = teller.speaker
    told = [(row, cell.measurement) for row in found.figures for cell in row.cells if cell.stage is None]
    known = [(row, measured) for row, measured in told if measured.figure is not None and row.id != "conversion_share"]
    for row, measured in known[:MOST_FIGURES]:
        rests = speaker.say("word.answers", n=measured.n).replace(" ", "\N{NO-BREAK SPACE}")
        rests = "; ".join(part for part in (rests, left_out(row, speaker)) if part)
        yield " ".join(
            part for part in (speaker.kpi(row.id), speaker.figure(measured), speaker.half(measured)) if part
        ) + (f" ({rests})")


def left_out(row: FigureRow, speaker: Speaker) -> str:
    """Returns which orders a figure of money does not hold, as the map says it; empty where it holds all."""
    if row.left_out is None:
        return ""
    currencies = ", ".join(one or speaker.say("figure.no_currency") for one in row.left_out.currencies)
    key = "figure.left_out_few" if row.left_out.orders is None else "figure.left_out"
    return speaker.say(key, n=row.left_out.orders, currencies=currencies)
