"""What comes in and what it costs: revenue, what goals are worth, contacts, messages, and matters settled without one.

Revenue is measured. What a contact costs and a lead is worth is as people said, and stands beside what was counted.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import numpy as np

from resa.kernels.calendar import DAY
from resa.mapping.catalogue import Catalogue
from resa.model.goal import Goal
from resa.model.table import Measure, Table
from resa.model.worth import Worth
from resa.store.port import Engine, Scope
from resa.understand import figure
from resa.understand.answer import Answered, marked, revision_of, with_interval
from resa.understand.array import Codes, Floats
from resa.understand.conversion import goal_rows
from resa.understand.distribution import normal_quantile
from resa.understand.history import FieldSource
from resa.understand.improving.settled import settled_matters
from resa.understand.interval import LEVEL
from resa.understand.material import Material, material
from resa.understand.message import message_steps
from resa.understand.order import order_values
from resa.understand.repeat import is_contact

SPAN_DAYS = 90
LEAST = 10
"""In each of two spans, for the change between them."""


@dataclass(frozen=True, slots=True, eq=False)
class Stream:
    """What happened again and again, and the amount of each; None where nobody said what one is worth."""

    part: str  # "revenue" "goal" "contacts" "messages" "self_service"
    place: str | None
    seconds: Codes
    amounts: Floats | None
    each: float | None = None  # as said; else the mean is told

    @property
    def total(self) -> float:
        """What all of it amounts to."""
        return 0.0 if self.amounts is None else float(self.amounts.sum())


def economy(
    engine: Engine,
    *,
    scope: Scope,
    now: datetime,
    source: FieldSource,
    catalogue: Catalogue,
    goals: Sequence[Goal],
    worth: Worth,
) -> Table:
    """Returns what comes in and goes out: orders, goals without money of their own, contacts, messages, self-service.

    `each` is the mean order value, or what one costs or is worth as people said (`basis` "asserted"); `money` is
    `count` times that. `self_service` are matters looked up without a contact within 7 days, at what contacts cost on
    average: so much was saved if each of them had called otherwise. `net` takes contacts and messages from revenue and
    goals, and `return_share` divides it by their cost. `newest` holds the newest 90 days (or the newer half) against
    the span `before`, in money where it is known.
    """
    earning = next((one for one in goals if one.money), goals[0] if goals else None)
    seen = material(engine, source, scope=scope, catalogue=catalogue, goal=earning)
    orders, currency, notes = _revenue(seen)
    streams = [*orders, *_goals(engine, seen, scope=scope, goals=goals, worth=worth), *_talked(seen, worth)]
    streams += _settled(seen, streams)
    is_mixed = bool(currency) and worth.is_said and worth.currency != currency
    rows = [_row(one, seen, currency=currency if one.part == "revenue" else worth.currency) for one in streams]
    if is_mixed:
        notes.append(f"orders are in {currency} and costs in {worth.currency}, so nothing is taken together")
    elif any(one.part in ("contacts", "messages") and one.amounts is not None for one in streams):
        rows.append(_net(streams, currency=worth.currency))
        notes.append("revenue is what customers paid, not profit: only the costs named here are taken from it")
    if any(one.part == "self_service" and one.amounts is not None for one in streams):
        notes.append("self-service saved so much at most: if each matter had been a contact otherwise")
    if not worth.contacts:
        notes.append("nobody has said what a contact costs: resa worth set phone=85 --currency SEK")
    return Answered(scope, seen.history.extent, now, revision_of(engine)).table(
        "economy",
        columns=("part", "place", "count", "each", "money", "newest", "before", "change", "return_share", "basis"),
        rows=rows,
        measures={
            "count": Measure("count", "count"),
            "each": Measure("currency", "mean_or_as_said"),
            "money": Measure("currency", "total"),
            "newest": Measure("see unit", "of_the_newest_span"),
            "before": Measure("see unit", "of_the_span_before"),
            "change": Measure("share", "newest_by_before_less_one"),
            "return_share": Measure("share", "net_by_cost"),
        },
        notes=[*notes, *worth.notes],
    )


def _revenue(seen: Material) -> tuple[list[Stream], str, list[str]]:
    """Returns the orders, their currency, and what is left out."""
    at = np.flatnonzero(seen.is_goal)
    origin = seen.history.origin_at[at]
    fields = seen.fields
    found = order_values(
        orders=fields.order.taken(origin), money=fields.money[origin], currency=fields.currency.taken(origin)
    )
    if found is None:
        return [], "", []
    stream = Stream("revenue", None, seen.history.seconds[at[found.at]], found.amounts)
    return [stream], found.currency, found.notes()


def _goals(engine: Engine, seen: Material, *, scope: Scope, goals: Sequence[Goal], worth: Worth) -> Iterator[Stream]:
    """Yields the goals that bring no money of their own, each at its first reaching by a customer."""
    for goal in goals:
        if goal.money is not None:
            continue
        reached = replace(seen, goal_by_row=goal_rows(engine, scope=scope, goal=goal)).first_goal
        seconds = seen.history.seconds[reached[reached >= 0]]
        if len(seconds):
            yield _priced("goal", goal.id, seconds, each=worth.goals.get(goal.id))


def _talked(seen: Material, worth: Worth) -> Iterator[Stream]:
    """Yields the contacts of each channel, then the messages that we sent on it."""
    contacts, messages = is_contact(seen.history), message_steps(seen) == 0
    for part, mine, costs in (("contacts", contacts, worth.contacts), ("messages", messages, worth.messages)):
        for code, channel in enumerate(seen.channels):
            seconds = seen.history.seconds[np.flatnonzero(mine & (seen.channel == code))]
            if len(seconds):
                yield _priced(part, channel, seconds, each=costs.get(channel))


def _settled(seen: Material, streams: Sequence[Stream]) -> Iterator[Stream]:
    each = contact_cost(streams)
    for one in settled_matters(seen):
        name = seen.history.dictionary.touchpoints[one.code]
        yield _priced("self_service", name, seen.history.seconds[one.at[one.is_settled]], each=each)


def contact_cost(streams: Sequence[Stream]) -> float | None:
    """Returns what a contact costs on average, over the channels whose cost is known."""
    known = [one for one in streams if one.part == "contacts" and one.amounts is not None]
    count = sum(len(one.seconds) for one in known)
    return sum(one.total for one in known) / count if count else None


def _priced(part: str, place: str, seconds: Codes, *, each: float | None) -> Stream:
    return Stream(part, place, seconds, None if each is None else np.full(len(seconds), each), each)


def _row(one: Stream, seen: Material, *, currency: str) -> dict[str, Any]:
    is_known = one.amounts is not None
    each: Mapping[str, Any] = {"each": one.each}
    if one.each is None and one.amounts is not None:
        each = with_interval("each", figure.mean(one.amounts, unit=currency))
    row = {
        "part": one.part,
        "place": one.place,
        "count": len(one.seconds),
        **each,
        "money": one.total if is_known else None,
        **({"currency": currency} if is_known else {}),
        "unit": currency if is_known else "count",
        **_changed(one, seen),
        "return_share": None,
        "basis": "asserted" if one.each is not None else "measured",
    }
    return marked(row, n=len(one.seconds))


def _changed(one: Stream, seen: Material) -> dict[str, Any]:
    """Returns the newest span beside the one before it, and the change with the interval of two such sums."""
    seconds = seen.history.seconds
    after = int(seconds.max(initial=0)) + 1
    length = min(SPAN_DAYS * DAY, (after - int(seconds.min(initial=after))) // 2)
    amounts = np.ones(len(one.seconds)) if one.amounts is None else one.amounts
    newest = amounts[one.seconds >= after - length]
    before = amounts[(one.seconds >= after - 2 * length) & (one.seconds < after - length)]
    told: dict[str, Any] = {"newest": float(newest.sum()), "before": float(before.sum()), "change": None}
    if min(len(newest), len(before)) < LEAST or min(told["newest"], told["before"]) <= 0:
        return told
    error = np.sqrt(sum(float((side**2).sum()) / float(side.sum()) ** 2 for side in (newest, before)))
    ratio, half = told["newest"] / told["before"], float(np.exp(normal_quantile(LEVEL) * error))
    return {**told, "change": ratio - 1, "change_interval": [ratio / half - 1, ratio * half - 1]}


def _net(streams: Sequence[Stream], *, currency: str) -> dict[str, Any]:
    income = sum(one.total for one in streams if one.part in ("revenue", "goal"))
    cost = sum(one.total for one in streams if one.part in ("contacts", "messages"))
    return {
        "part": "net",
        "place": None,
        "count": None,
        "each": None,
        "money": income - cost,
        "currency": currency,
        "unit": currency,
        "newest": None,
        "before": None,
        "change": None,
        "return_share": (income - cost) / cost if cost else None,
        "basis": "asserted",
    }
