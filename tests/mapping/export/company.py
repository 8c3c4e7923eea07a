"""An invented Nordic home and garden retailer, and the map of what its customers did.

`sample_map(Company())` is believable: invented customers walk through the stages, and every figure of the river is
counted from their walks.
"""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from math import sqrt

from resa.model.measurement import Base, Interval, Measurement, Provenance
from resa.model.period import Period
from resa.model.resolvedmap import (
    AssertedCard,
    ChannelGroup,
    Coverage,
    FeelingPoint,
    FigureCell,
    FigureRow,
    Flow,
    Link,
    MessageMark,
    PainMark,
    PathCount,
    Quote,
    ResolvedMap,
    SourceFreshness,
    StageColumn,
    TouchpointMark,
)

FRESH = datetime(2026, 10, 31, 4, 10, tzinfo=UTC)
YEAR = Period(datetime(2025, 11, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC))
DEFAULT_STAGES = ("awareness", "consideration", "purchase", "retention", "advocacy")
OWN_STAGES = ("Drömma", "Leta", "Jämföra", "Prøve i butikken", "Köpa", "Få hem", "Använda", "Råda andra")
GROUPS = (
    ChannelGroup("search_social", ("search", "social")),
    ChannelGroup("web_app", ("web", "app")),
    ChannelGroup("messaging", ("email", "sms", "whatsapp", "chat")),
    ChannelGroup("in_person", ("store", "phone", "parcel", "catalogue")),
)
GROUP_SHARES = ((46, 30, 10, 14), (12, 56, 14, 18), (2, 55, 9, 34), (3, 30, 30, 37), (12, 34, 28, 26))
MONTHS = tuple(f"2025-{month:02}" for month in (11, 12)) + tuple(f"2026-{month:02}" for month in range(1, 11))
# name, channel, stage number, customers in percent of the stage
TOUCHPOINTS = (
    ("Search result", "search", 0, 44), ("Garden reel", "social", 0, 27), ("Front page", "web", 0, 51),
    ("Shop window", "store", 0, 13), ("Spring catalogue", "catalogue", 0, 9), ("Welcome letter", "email", 0, 21),
    ("Product page", "web", 1, 66), ("Room planner", "web", 1, 17), ("Wish list", "app", 1, 19),
    ("Try the sofa", "store", 1, 23), ("Ask about size", "chat", 1, 8), ("Weekly letter", "email", 1, 19),
    ("Fabric sample", "parcel", 1, 6), ("Brand search", "search", 1, 12), ("Back in stock", "sms", 1, 5),
    ("Checkout", "web", 2, 61), ("Checkout", "app", 2, 14), ("Till", "store", 2, 26),
    ("Receipt", "email", 2, 63), ("Cart reminder", "whatsapp", 2, 6), ("Order by phone", "phone", 2, 3),
    ("Delivery", "parcel", 3, 58), ("Track parcel", "app", 3, 33), ("Order page", "web", 3, 38),
    ("Where is it?", "chat", 3, 15), ("Care advice", "email", 3, 41), ("Customer service", "phone", 3, 19),
    ("Return desk", "store", 3, 12), ("Delivery day", "sms", 3, 36), ("Return parcel", "parcel", 3, 9),
    ("Season letter", "email", 4, 58), ("Club page", "app", 4, 37), ("Review", "web", 4, 11),
    ("Spare parts", "store", 4, 14), ("Shares a photo", "social", 4, 8), ("Club call", "phone", 4, 3),
)  # fmt: skip
CHANNELS = (
    "search", "social", "web", "app", "store", "chat", "email", "parcel", "sms", "whatsapp", "phone", "catalogue",
)  # fmt: skip
PHYSICAL = {"store", "parcel", "catalogue"}


def counted(count: int, *, unit: str = "count") -> Measurement:
    """Return a plain count."""
    return Measurement(count, unit, "count", count, period=YEAR, fresh_at=FRESH, is_small_sample=count < 30)


def shared(part: int, whole: int, *, variant: str = "share") -> Measurement:
    """Return a share with its Wilson interval."""
    if whole == 0:
        return Measurement(None, "share", variant, 0)
    share, z = min(part, whole) / whole, 1.96
    middle = (share + z * z / (2 * whole)) / (1 + z * z / whole)
    half = z * sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole)) / (1 + z * z / whole)
    interval = Interval(max(0.0, middle - half), min(1.0, middle + half))
    return Measurement(share, "share", variant, whole, interval, YEAR, is_small_sample=whole < 30, fresh_at=FRESH)


def around(
    figure: float, half: float, n: int, *, unit: str, variant: str, provenance: Provenance = Provenance.MEASURED
) -> Measurement:
    """Return a figure with a symmetric interval."""
    interval = Interval(figure - half, figure + half)
    return Measurement(
        figure, unit, variant, n, interval, YEAR, is_small_sample=n < 30, fresh_at=FRESH, provenance=provenance
    )


@dataclass(frozen=True, slots=True)
class Walk:
    """What one invented customer did: stages in order, with the channel group met first in each."""

    stages: tuple[int, ...]
    groups: tuple[str, ...]
    ending: str  # "leave" or "stay"
    returns: tuple[tuple[int, int], ...]


def walks(count: int, *, stages: int, rng: random.Random, scale: float = 1.0) -> list[Walk]:
    """Return invented customers who start early, skip now and then, leave or stay."""
    return [_walk(stages, rng, scale) for _ in range(count)]


def _walk(stages: int, rng: random.Random, scale: float) -> Walk:
    last = stages - 1
    at = rng.choices(range(min(stages, 3)), weights=(80, 15, 5)[: min(stages, 3)])[0]
    visited, returns = [at], []
    move_on = 0.5 ** (1.9 / stages) * scale
    while at < last and rng.random() < move_on - 0.13 * (at % 5 == 1) + 0.03 * (at % 5 == 2):
        skip = 2 if at + 2 <= last and rng.random() < 0.06 else 1
        at += skip
        visited.append(at)
        if len(visited) > 1 and rng.random() < (0.12, 0.1, 0.02, 0.12, 0.3)[at % 5]:
            returns.append((at, max(0, at - rng.choice((1, 1, 2)))))
    ending = "stay" if at == last or rng.random() < 0.08 else "leave"
    groups = tuple(rng.choices([g.id for g in GROUPS], weights=GROUP_SHARES[_place(s, stages)])[0] for s in visited)
    return Walk(tuple(visited), groups, ending, tuple(returns))


def _place(stage: int, stages: int) -> int:
    return min(4, round(stage * 4 / max(1, stages - 1)))


def stage_columns(customers: Sequence[Walk], *, names: Sequence[str | None], ids: Sequence[str]) -> list[StageColumn]:
    """Return the stages with reach and tints counted from the walks."""
    waits = (6.2, 11.4, 2.1, 74.0, None)
    columns = []
    for number, identity in enumerate(ids):
        tints = Counter(g for w in customers for s, g in zip(w.stages, w.groups, strict=True) if s == number)
        reach = sum(tints.values())
        days = waits[_place(number, len(ids))] if number < len(ids) - 1 else None
        wait = None
        if days is not None:
            wait = around(days * 86400, days * 4000, reach, unit="seconds", variant="median")
        columns.append(
            StageColumn(identity, names[number], counted(reach), shared(reach, len(customers)), wait, dict(tints))
        )
    return columns


def stage_flows(customers: Sequence[Walk], *, ids: Sequence[str]) -> list[Flow]:
    """Return the flows, counted from the walks so that they add up."""
    tints: dict[tuple[str, int | None, int | None], Counter[str]] = {}
    for walk in customers:
        hops = list(zip(walk.stages, walk.stages[1:], strict=False))
        keys: list[tuple[str, int | None, int | None]] = [("enter", None, walk.stages[0])]
        keys += [("forward", a, b) for a, b in hops]
        keys += [(walk.ending, walk.stages[-1], None)]
        keys += [("loop", a, b) for a, b in dict.fromkeys(walk.returns)]
        for key in keys:
            stage = key[1] if key[1] is not None else key[2]
            group = walk.groups[walk.stages.index(stage)] if stage in walk.stages else "web_app"
            tints.setdefault(key, Counter())[group] += 1
    reach = Counter(stage for walk in customers for stage in walk.stages)
    flows = []
    for (kind, start, end), tint in sorted(tints.items(), key=lambda entry: str(entry[0])):
        count = sum(tint.values())
        whole = len(customers) if start is None else reach[start]
        from_stage = None if start is None else ids[start]
        to_stage = None if end is None else ids[end]
        wait = around(86400 * 9.0, 30000, count, unit="seconds", variant="median") if kind == "loop" else None
        name = f"flow:{kind}:{from_stage}:{to_stage}"
        flows.append(Flow(name, kind, from_stage, to_stage, count, shared(count, whole), wait, dict(tint)))
    return flows


def touchpoint_marks(
    wanted: Sequence[tuple[str, str, int, int]], *, stages: Sequence[StageColumn], total: int, rng: random.Random
) -> list[TouchpointMark]:
    """Return the touchpoints, biggest first."""
    marks = []
    for number, (name, channel, stage, percent) in enumerate(wanted):
        column = stages[min(stage, len(stages) - 1)]
        reached = int(column.reach.figure or 0)
        customers = max(3, round(reached * (percent + rng.random()) / 100))
        times = 1.2 + 2.6 * rng.random()
        level = customers * times / 12
        marks.append(
            TouchpointMark(
                f"tp{number}", name, channel, column.id, channel in PHYSICAL, customers, round(customers * times),
                shared(customers, total), around(times, 0.05, customers, unit="score", variant="mean"),
                shared(round(customers * 0.4), customers) if stage < 3 else None,
                around(rng.uniform(-1, 1.4), 0.15, customers // 9, unit="feeling", variant="mean"),
                Provenance.INFERRED if number % 7 == 5 else Provenance.MEASURED, 0.8 if number % 7 == 5 else None,
                tuple(round(level * rng.uniform(0.7, 1.3)) for _ in MONTHS), rng.random(),
                tuple(round(9 * max(0.0, 1 - abs(hour - 17) / 8) * rng.uniform(0.6, 1.4)) for hour in range(24)),
            )
        )  # fmt: skip
    return sorted(marks, key=lambda mark: (-mark.customers, mark.id))


def links_between(marks: Sequence[TouchpointMark], *, ids: Sequence[str], rng: random.Random) -> list[Link]:
    """Return customers who went straight from one touchpoint to another, biggest first."""
    place = {identity: number for number, identity in enumerate(ids)}
    links = []
    for start in marks:
        for end in marks:
            distance = place[end.stage or ids[0]] - place[start.stage or ids[0]]
            if start.id == end.id or distance not in (-1, 0, 1, 2):
                continue
            near = {-1: 0.03, 0: 0.12, 1: 0.5, 2: 0.04}[distance] * (2.2 if start.channel == end.channel else 0.8)
            count = round(min(start.customers, end.customers) * near * rng.random() ** 2)
            if count >= 20:
                wait = around(86400 * 3 * rng.random() + 900, 600, count, unit="seconds", variant="median")
                links.append(Link(f"ln{start.id}-{end.id}", start.id, end.id, count, round(count * 1.2), wait))
    return sorted(links, key=lambda link: (-link.customers, link.id))


QUOTES = {
    (1, 1): Quote("Rumsplaneraren visade att soffan fick plats, på två minuter.", "sv", "web", None),
    (2, 1): Quote("I could not see the delivery price until the very last step.", "en", "web", None),
    (3, 1): Quote("Jeg ventede fire dage på svar om min reklamation.", "da", "chat", datetime(2026, 8, 21, tzinfo=UTC)),
    (4, 1): Quote("De fant den ødelagte delen og sendte en ny gratis.", "nb", "store", None),
}  # fmt: skip
FEELINGS = (
    (0.25, 312),
    (0.4, 288),
    (1.05, 505),
    (-0.25, 164),
    (0.5, 641),
    (-0.1, 236),
    (-1.4, 417),
    (0.3, 88),
    (1.2, 96),
)
SHAPE = ((0, 0.3), (0, 0.8), (1, 0.3), (1, 0.8), (2, 0.25), (2, 0.75), (3, 0.35), (3, 0.8), (4, 0.4))


def feeling_points(stages: Sequence[StageColumn], *, marks: Sequence[TouchpointMark]) -> list[FeelingPoint]:
    """Return the feeling where it was measured, with a few real words."""
    points = []
    for number, ((stage, position), (level, n)) in enumerate(zip(SHAPE, FEELINGS, strict=True)):
        if stage >= len(stages):
            break
        provenance = Provenance.INFERRED if number == 7 else Provenance.MEASURED
        half = 2.1 / sqrt(n)
        at = next((mark.id for mark in marks if mark.stage == stages[stage].id), None)
        quote = {2: QUOTES[1, 1], 3: QUOTES[2, 1], 6: QUOTES[3, 1], 8: QUOTES[4, 1]}.get(number)
        measured = around(level, half, n, unit="feeling", variant="mean", provenance=provenance)
        points.append(FeelingPoint(f"fp{number}", stages[stage].id, at, position, measured, quote, 14 if quote else 0))
    return points


def _named(marks: Sequence[TouchpointMark], name: str) -> TouchpointMark:
    return next((mark for mark in marks if mark.name == name), marks[0])


def pain_marks(stages: Sequence[StageColumn], *, marks: Sequence[TouchpointMark], rng: random.Random) -> list[PainMark]:
    """Return findings of every cause, with paths and words behind them."""
    if not marks or len(stages) < 5:
        return []
    reach = [int(stage.reach.figure or 0) for stage in stages]
    chat, phone, page = (_named(marks, name) for name in ("Where is it?", "Customer service", "Product page"))
    planner, delivery, checkout = (_named(marks, name) for name in ("Room planner", "Delivery", "Checkout"))
    quotes = tuple(QUOTES.values())
    paths = (
        PathCount((delivery.id, chat.id, phone.id), 318), PathCount((chat.id, chat.id, phone.id), 204),
        PathCount((checkout.id, delivery.id, chat.id), 122),
    )  # fmt: skip
    wanted: list[tuple[str, str, int, TouchpointMark, str, dict[str, str | int | float], int, Measurement]] = [
        ("pain", "wait", 3, chat, "pain.wait",
         {"from": chat.name, "to": phone.name, "median_seconds": 190000, "p90_seconds": 510000, "customers": 611},
         611, around(190000, 9000, 611, unit="seconds", variant="median")),
        ("pain", "drop_off", 1, page, "pain.drop_off",
         {"stage": stages[1].id, "touchpoint": page.name, "customers": 1630, "share": 0.31}, 1630,
         shared(1630, reach[1])),
        ("pain", "repeat", 3, phone, "pain.repeat",
         {"matter": "", "channels": "chat → phone", "customers": 318, "count": 402}, 318, shared(318, reach[3])),
        ("pain", "cart", 2, checkout, "pain.cart", {"share": 0.34, "customers": 902}, 902, shared(902, 2650)),
        ("pain", "low_score", 3, delivery, "pain.low_score",
         {"touchpoint": delivery.name, "score": 2.9, "peers_score": 4.0, "n": 417}, 417,
         around(2.9, 0.1, 417, unit="score", variant="mean")),
        ("delight", "high_score", 1, planner, "delight.high_score",
         {"touchpoint": planner.name, "score": 4.6, "peers_score": 3.9, "n": 505}, 505,
         around(4.6, 0.1, 505, unit="score", variant="mean")),
        ("delight", "high_score", 4, _named(marks, "Spare parts"), "delight.high_score",
         {"touchpoint": "Spare parts", "score": 4.7, "peers_score": 4.0, "n": 96}, 96,
         around(4.7, 0.2, 96, unit="score", variant="mean")),
        ("moment_of_truth", "decisive", 1, _named(marks, "Try the sofa"), "moment.decisive",
         {"touchpoint": "Try the sofa", "with_share": 0.61, "without_share": 0.42, "customers": 1190}, 1190,
         shared(726, 1190)),
        ("pain", "messages", 0, _named(marks, "Welcome letter"), "pain.messages",
         {"channel": "email", "customers": 240, "per_customer": 9.4}, 240,
         around(9.4, 0.4, 240, unit="score", variant="mean")),
        ("pain", "channel_switch", 2, _named(marks, "Till"), "pain.channel_switch",
         {"from": "web", "to": "store", "customers": 356, "share": 0.12}, 356, shared(356, reach[2])),
    ]  # fmt: skip
    return [
        PainMark(
            f"pain{number}", kind, cause, stages[stage].id, mark.id, phone.id if cause == "wait" else None, key, params,
            counted(size), effect, shared(round(reach[stage] * 0.2), reach[stage]) if cause == "drop_off" else None,
            number + 1, Provenance.MEASURED, (f"resa show waits --where 'stage = {stages[stage].id}' --json",),
            paths, quotes[:3] if cause in ("wait", "low_score") else (),
        )
        for number, (kind, cause, stage, mark, key, params, size, effect) in enumerate(wanted)
    ]  # fmt: skip


KPIS: tuple[tuple[str, str, bool, float | None, tuple[float | None, ...], float], ...] = (
    ("csat_mean", "score", True, 4.2, (3.9, 3.7, 4.1, 2.9, 4.4), 0.1),
    ("nps", "points", True, 30, (None, None, 34.0, -6.0, 48.0), 5.0),
    ("move_on_share", "share", True, None, (0.86, 0.66, 0.81, 0.55, None), 0.012),
    ("answer_wait_median", "seconds", False, 86400, (None, 11000.0, None, 187000.0, 68000.0), 9000.0),
    ("order_value_mean", "SEK", True, None, (None, None, 2480.0, None, 1690.0), 65.0),
)


def figure_rows(stages: Sequence[StageColumn], *, rng: random.Random) -> list[FigureRow]:
    """Return KPI lanes with twelve months of trend."""
    rows = []
    for kpi, unit, is_better, target, levels, half in KPIS:
        cells = []
        for stage, level in zip(stages, levels, strict=False):
            if level is None:
                continue
            n = rng.randint(60, 900)
            drift = [
                level + half * (rng.gauss(0, 1.6) + (month - 11) * rng.choice((0.1, -0.25))) for month in range(12)
            ]
            drift = [max(month, level * 0.4) if unit == "seconds" else month for month in drift]
            trend = tuple(None if kpi == "nps" and month < 2 else value for month, value in enumerate(drift))
            measured = around(level, half, n, unit=unit, variant=kpi)
            cells.append(FigureCell(f"fig:{kpi}:{stage.id}", stage.id, measured, trend, (n // 12,) * 12, target))
        if kpi in ("csat_mean", "nps"):
            whole = around(3.8 if kpi == "csat_mean" else 21, half / 2, 2747, unit=unit, variant=kpi)
            cells.append(FigureCell(f"fig:{kpi}", None, whole, (), (), target))
        rows.append(FigureRow(kpi, unit, kpi, is_better, tuple(cells)))
    return rows


def message_marks(stages: Sequence[StageColumn]) -> list[MessageMark]:
    """Return what the company sent."""
    wanted = (
        ("Spring opening", "email", 0, 4120, 0.97, 0.41, None), ("Your size is back", "sms", 1, 1320, 0.99, None, 0.09),
        ("Weekly letter", "email", 1, 2980, 0.96, 0.33, None),
        ("Cart is waiting", "whatsapp", 2, 610, 0.93, 0.78, 0.31),
        ("Delivery day", "sms", 3, 1180, 0.99, None, 0.22), ("Care advice", "email", 3, 1410, 0.95, 0.37, None),
        ("Time to oil the wood", "email", 4, 980, 0.96, 0.52, 0.04),
    )  # fmt: skip
    marks = []
    for number, (name, channel, stage, customers, delivered, opened, answered) in enumerate(wanted):
        if stage >= len(stages):
            continue
        sent = round(customers * 1.4)
        parts = [None if p is None else shared(round(sent * p), sent) for p in (delivered, opened, answered)]
        marks.append(MessageMark(f"msg{number}", stages[stage].id, channel, name, customers, sent, *parts))
    return marks


def cards(stages: Sequence[StageColumn]) -> list[AssertedCard]:
    """Return what people wrote beside the figures."""
    wanted = (
        ("action", 1, "Show the delivery price on the product page", "by 15 Jan"),
        ("action", 3, "Answer complaints within a day", "by 1 Feb"), ("owner", 0, "Elin Berg", "brand"),
        ("owner", 1, "Liv Haugen", "e-commerce"), ("owner", 2, "Jonas Lindqvist", "sales"),
        ("owner", 3, "Signe Møller", "care"), ("owner", 4, "Aino Salmela", "club"),
        ("people", 1, "Store staff", "84"), ("people", 3, "Customer care", "9, two vacant"),
        ("system", 2, "Checkout, stock", None), ("system", 3, "Case system", "not linked"),
        ("policy", 2, "Free delivery over SEK 900", None), ("policy", 3, "Return within 60 days", None),
    )  # fmt: skip
    kept = [entry for entry in wanted if entry[1] < len(stages)]
    return [
        AssertedCard(f"card{number}", lane, stages[stage].id, text, note)
        for number, (lane, stage, text, note) in enumerate(kept)
    ]


@dataclass(frozen=True, slots=True)
class Company:
    """What one sample map is drawn from."""

    customers: int = 8930
    stage_ids: tuple[str, ...] = DEFAULT_STAGES
    stage_names: tuple[str | None, ...] = (None,) * 5
    touchpoints: tuple[tuple[str, str, int, int], ...] = TOUCHPOINTS
    has_feelings: bool = True
    has_cards: bool = True
    scale: float = 1.0
    seed: int = 11
    title: str | None = "Furnishing a home and garden"
    where: str | None = None


@cache
def sample_map(company: Company) -> ResolvedMap:
    """Return the map of an invented company."""
    rng = random.Random(company.seed)
    people = walks(company.customers, stages=len(company.stage_ids), rng=rng, scale=company.scale)
    stages = stage_columns(people, names=company.stage_names, ids=company.stage_ids)
    marks = touchpoint_marks(company.touchpoints, stages=stages, total=company.customers, rng=rng)
    interactions = sum(mark.interactions for mark in marks)
    base = Base(company.customers, interactions, YEAR, round(company.customers * 1.2))
    return ResolvedMap(
        id="map", title=company.title, company="Lövholm", where=company.where, goal="purchase", base=base, period=YEAR,
        fresh_at=FRESH, revision=48, stages=tuple(stages), channel_groups=GROUPS,
        flows=tuple(stage_flows(people, ids=company.stage_ids)), touchpoints=tuple(marks),
        links=tuple(links_between(marks, ids=company.stage_ids, rng=rng)),
        feelings=tuple(feeling_points(stages, marks=marks)) if company.has_feelings else (),
        pains=tuple(pain_marks(stages, marks=marks, rng=rng)), figures=tuple(figure_rows(stages, rng=rng)),
        messages=tuple(message_marks(stages)), cards=tuple(cards(stages)) if company.has_cards else (),
        coverage=_coverage(interactions),
        sources=(
            SourceFreshness("orders", 31200, FRESH, False),
            SourceFreshness("carrier", 8800, datetime(2026, 8, 12, tzinfo=UTC), True),
        ),
        trend_months=MONTHS, conversion=shared(2412, company.customers), is_demo=True,
    )  # fmt: skip


def _coverage(interactions: int) -> Coverage:
    seen = interactions + 9000
    return Coverage(seen, shared(interactions, seen), shared(82, 100), "Kiosk", 2140)
