"""The findings of a map as a list to work through: each with its cause, its size, its doubt, and where it is worst.

The figures are those of the map's marks; nothing is counted again. What a finding costs is inferred from how those it
touched went on, held against the others there, and says so by its variant and interval.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from resa.model.measurement import Measurement
from resa.model.resolvedmap import PainMark, PainSlice, ResolvedMap
from resa.model.table import Measure, Table
from resa.model.worth import Worth
from resa.understand.answer import CUSTOMERS, unmarked
from resa.understand.comparison import figure_gap
from resa.understand.finding import slice_is
from resa.understand.improving.worth import AS_SAID, NOTHING_SAID

CAUSES = ("product", "service", "delivery", "process", "policy")
KINDS = ("pain", "delight", "moment_of_truth")

_BY_KEY = {
    "pain.drop_off": "process", "pain.cart": "process", "pain.visit_end": "process", "pain.worse_exit": "process",
    "pain.answer_wait": "service", "pain.unanswered": "service", "pain.repeat": "service",
    "pain.worse_repeat": "service", "pain.channel_switch": "process", "pain.wait": "delivery",
    "pain.delivery_wait": "delivery", "pain.messages": "policy", "pain.unsubscribe": "policy",
    "pain.returns": "product", "moment.decisive": "process", "delight.better_exit": "process",
    "delight.better_repeat": "service",
}  # fmt: skip
_BY_CHANNEL = {
    "parcel": "delivery", "pickup": "delivery", "phone": "service", "chat": "service", "chatbot": "service",
    "email": "service", "store": "service", "social": "service", "voice": "service", "messenger": "service",
    "web": "process", "app": "process",
}  # fmt: skip


def pain_list(found: ResolvedMap, *, now: datetime, kinds: Sequence[str] = KINDS, said: Worth = NOTHING_SAID) -> Table:
    """Returns a row for each finding of a map: pains first, then delights and moments of truth, each by its rank.

    `difference` is the figure less that of its peers, or of the months before; `p` how likely chance alone would
    show as much. `lost` are the customers who would reach the goal besides if it were as elsewhere, `money` what they
    would be worth on average, or as people said (`money_basis` "asserted"); both are inferred. `feeling_gap` is how
    much better the next answer of the others feels, on the scale from -2 to 2. `worst` are filters of the parts in
    which it is worst, `evidence` a command that shows it, `trend` the figure by month.
    """
    ranked = sorted(
        (one for one in found.pains if one.kind in kinds), key=lambda one: (KINDS.index(one.kind), one.rank)
    )
    rows = tuple(_row(one, found) for one in ranked)
    currency = next((row["currency"] for row in rows if row.get("currency")), "")
    return Table(
        what="pains",
        columns=(
            "rank", "kind", "finding", "place", "stage", "cause", "customers", "figure", "unit", "against",
            "difference", "p", "lost", "money", "feeling_gap", "worst", "evidence",
        ),
        rows=rows,
        base=found.base,
        as_of=now,
        revision=found.revision,
        measures={
            "customers": CUSTOMERS,
            "figure": Measure("", "of_the_finding"),
            "against": Measure("", "of_peers_or_of_the_months_before"),
            "difference": Measure("", "figure_less_against"),
            "p": Measure("probability", "benjamini_hochberg_5_percent"),
            "lost": Measure("count", "inferred_customers_who_would_reach_the_goal"),
            "money": Measure(currency, "inferred_customers_times_effect_times_value"),
            "feeling_gap": Measure("score", "feeling_of_next_answer_others_less_touched"),
        },
        notes=(*_notes(found, rows), *said.notes),
    )  # fmt: skip


def cause_of(one: PainMark, channel: str | None) -> str:
    """Returns what a finding comes from: product, service, delivery, process or policy."""
    if one.title_key in _BY_KEY:
        return _BY_KEY[one.title_key]
    if "return" in str(one.touchpoint or one.params.get("touchpoint") or "").casefold():
        return "policy"
    return _BY_CHANNEL.get(channel or "", "product" if channel == "review" else "service")


def place_of(one: PainMark) -> str:
    """Returns where a finding is, as the data call it: a touchpoint, a product, a way through channels, a stage."""
    told = one.params
    if "from" in told and "to" in told:
        return f"{told['from']} → {told['to']}"
    for name in ("product", "channels", "touchpoint", "channel"):
        if told.get(name):
            return str(told[name])
    return one.stage


def _row(one: PainMark, found: ResolvedMap) -> dict[str, Any]:
    channel = next((mark.channel for mark in found.touchpoints if mark.id == one.touchpoint), None)
    worth, other = one.worth, one.compared_with
    gap = figure_gap(one.effect, other=other) if other else None
    difference = None if other is None else _less(one.effect, other)
    money = worth.money if worth else None
    return {
        "id": one.id,
        "rank": one.rank,
        "kind": one.kind,
        "finding": one.title_key.split(".", 1)[1],
        "place": place_of(one),
        "stage": one.stage,
        "cause": cause_of(one, channel),
        "customers": one.size.figure,
        "figure": one.effect.figure,
        "unit": one.effect.unit,
        "against": other.figure if other else None,
        "difference": difference,
        **({"difference_interval": [gap.low, gap.high]} if gap else {}),
        "p": worth.chance if worth else None,
        **unmarked("lost", worth.regained if worth else None),
        **unmarked("money", money),
        **({"currency": money.unit} if money else {}),
        **({"money_basis": "asserted"} if money and money.variant == AS_SAID else {}),
        **unmarked("feeling_gap", worth.feeling_gap if worth else None),
        "worst": [_part(part) for part in one.slices],
        "evidence": one.evidence[-1] if one.slices else one.evidence[0],
        "trend": _trend(found, worth.trend) if worth else [],
    }


def _trend(found: ResolvedMap, trend: tuple[float | None, ...]) -> list[list[Any]]:
    """Returns the months in which the figure is known, each with it."""
    months = zip(found.trend_months, trend, strict=False)
    return [[month, figure] for month, figure in months if figure is not None]


def _part(one: PainSlice) -> str:
    return slice_is(one) or f"{one.field} {one.label}"


def _less(one: Measurement, other: Measurement) -> float | None:
    return None if one.figure is None or other.figure is None else one.figure - other.figure


def _notes(found: ResolvedMap, rows: tuple[Mapping[str, Any], ...]) -> tuple[str, ...]:
    if not rows:
        return ("nothing stands out that chance would not explain",)
    notes = ["of all that was looked for, at most one in twenty findings is expected to be chance"]
    if any(row["lost"] is not None for row in rows):
        notes.append(
            "what is lost is inferred: those a finding touched are held against the others there, "
            "who may differ in other ways"
        )
    if not found.goal:
        notes.append("no goal is reached in scope, so what is lost is not told")
    return tuple(notes)
