"""The single observations behind each KPI, with where and when each was made: one measure gives every cell of a map."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from resa.kernels.calendar import month_numbers
from resa.kernels.lookup import places_in
from resa.model.measurement import Measurement
from resa.model.resolvedmap import LeftOutOrders
from resa.understand import figure, score
from resa.understand.array import Codes, Floats
from resa.understand.figure import Grounds
from resa.understand.material import Material, answer_months
from resa.understand.message import STEPS, message_steps
from resa.understand.order import order_values
from resa.understand.repeat import Chain, is_contact
from resa.understand.river import River
from resa.understand.told import Answers

Measure = Callable[[Floats, Grounds], Measurement]

CART_WORDS = ("cart", "basket", "varukorg", "kundvagn", "kurv", "handlevogn", "handlekorg")
REMINDER_WORDS = ("remind", "abandon", "påminn", "påmind", "överg", "forlatt", "forladt", "efterladt", "glömt")
WORSE_HIGH = ("cart_abandonment_share", "repeat_share", "answer_wait_median")
"""KPIs that are better when they are low."""

DONE_KINDS = frozenset({"order", "purchase", "receipt", "payment"})
DONE_WORDS = re.compile(
    r"(pay|paid|order|purchase|köp|betal|beställ|køb|bestil|kjøp|ordre).*"
    r"(done|complete|success|placed|confirm|accept|genomf|klar|lagd|lagt|gennemf|fuldf|gjennomf|fullf)"
)


@dataclass(frozen=True, slots=True, eq=False)
class Observations:
    """What one KPI is computed from, one entry an observation.

    `stage` is -1 where an observation belongs to none, `month` a place in the material's months or -1. `at` says what
    was observed: the number of an answer, an interaction or a unit, as `of` tells. `notes` say what was left out, and
    `left_out` of orders.
    """

    kpi: str
    unit: str
    is_better_high: bool
    measure: Measure
    figures: Floats
    stage: Codes
    month: Codes
    of: Literal["answer", "interaction", "unit"]
    at: Codes
    notes: tuple[str, ...] = ()
    left_out: LeftOutOrders | None = None


def observations(seen: Material, *, found: River, chains: Sequence[Chain]) -> list[Observations]:
    """Returns the observations of every KPI that the data can give, in the order in which maps show them."""
    every = [
        *answered(seen.answers, months=seen.months, zone=seen.zone),
        _converted(seen),
        _moved_on(found),
        answer_waits(seen),
        _order_values(seen),
        _returned(seen),
        abandoned(seen),
        _opened(seen),
        _repeated(seen, chains),
    ]
    return [one for one in every if one is not None and len(one.figures)]


def share_of(variant: str) -> Measure:
    """Returns the measure that gives the share of ones among ones and zeros."""
    return lambda figures, grounds: figure.share(
        int(figures.sum()), whole=len(figures), variant=variant, grounds=grounds
    )


def answered(said: Answers, *, months: Sequence[int], zone: str = "UTC") -> list[Observations]:
    """Returns the observations of every KPI that people's answers give."""

    def of_metric(kpi: str, *metrics: str, unit: str = "score") -> Observations:
        at = np.flatnonzero(said.of_metric(*metrics))
        figures = said.score[at]
        if kpi == "csat_top2_share":
            figures = (figures >= said.high[at] - 1).astype(np.float64)
        if kpi == "nps":
            at, figures = at[figures <= 10], figures[figures <= 10]
        stages, month = said.stage.codes[at], months_told[at]
        scale = score.scale_of(said.score[at], low=said.low[at], high=said.high[at])
        return Observations(kpi, unit, True, _measure(kpi, scale), figures, stages, month, "answer", at)

    months_told = answer_months(said, months=months, zone=zone)

    return [
        of_metric("nps", "nps", unit="points"),
        of_metric("csat_mean", "csat"),
        of_metric("csat_top2_share", "csat", unit="share"),
        of_metric("ces_mean", "ces"),
        of_metric("stars_mean", "stars"),
    ]


def _measure(kpi: str, scale: tuple[float, float] | None) -> Measure:
    """Returns what gives a KPI of answers; `scale` is from where to where they go, where that is known."""
    if kpi == "nps":
        return lambda figures, grounds: score.nps(figures, grounds=grounds)
    if kpi == "csat_top2_share":
        return share_of(kpi)
    return lambda figures, grounds: score.mean_score(figures, variant=kpi, scale=scale, grounds=grounds)


def _of_units(seen: Material, kpi: str, units: Codes, hits: NDArray[np.bool_], *, stage: Codes) -> Observations:
    """One observation a unit, in the month of the unit's first interaction."""
    first = seen.history.partition.offsets[:-1][units]
    month = seen.month[first] if len(seen.month) else np.zeros(0, np.int64)
    return Observations(
        kpi, "share", kpi not in WORSE_HIGH, share_of(kpi), hits.astype(np.float64), stage, month, "unit", units
    )


def _converted(seen: Material) -> Observations | None:
    if seen.goal is None:
        return None
    units = np.arange(seen.units)
    return _of_units(seen, "conversion_share", units, seen.first_goal >= 0, stage=np.full(seen.units, -1))


def _moved_on(found: River) -> Observations:
    """Those who may still go on have not decided yet, and are left out."""
    seen = found.seen
    last = len(seen.catalogue.stages) - 1
    units, stage = np.nonzero(found.reached)
    moved = found.next_stage[units, stage] >= 0
    counts = (stage < last) & (moved | ~found.is_recent[units])
    units, stage, moved = units[counts], stage[counts], moved[counts]
    month = seen.month[found.arrival[units, stage]] if len(units) else units
    measure = share_of("move_on_share")
    return Observations("move_on_share", "share", True, measure, moved.astype(np.float64), stage, month, "unit", units)


def answer_wait(waits: Floats, grounds: Grounds) -> Measurement:
    """Returns the median wait for an answer."""
    return figure.median(waits, unit="seconds", variant="answer_wait_median", grounds=grounds)


def mean_worth(currency: str) -> Measure:
    """Returns the measure that gives the mean worth of an order."""
    return lambda figures, grounds: figure.mean(figures, unit=currency, variant="order_value_mean", grounds=grounds)


def answer_waits(seen: Material) -> Observations:
    """What sources call the wait for an answer, on contacts; elsewhere a wait is for a delivery or a page."""
    wait = seen.fields.wait[seen.history.origin_at]
    at = np.flatnonzero(~np.isnan(wait) & is_contact(seen.history))
    return Observations(
        "answer_wait_median",
        "seconds",
        False,
        answer_wait,
        wait[at],
        seen.stage[at],
        seen.month[at],
        "interaction",
        at,
    )


def _order_values(seen: Material) -> Observations | None:
    """One observation an order: its goal interaction with the largest amount, in the most frequent currency."""
    at = np.flatnonzero(seen.is_goal)
    origin = seen.history.origin_at[at]
    money, currency, orders = (
        seen.fields.money[origin],
        seen.fields.currency.taken(origin),
        seen.fields.order.taken(origin),
    )
    found = order_values(orders=orders, money=money, currency=currency)
    if found is None:
        return None
    at, amounts = at[found.at], found.amounts
    return Observations(
        "order_value_mean",
        found.currency,
        True,
        mean_worth(found.currency),
        amounts,
        seen.stage[at],
        seen.month[at],
        "interaction",
        at,
        tuple(found.notes()),
        found.left_out,
    )


def _returned(seen: Material) -> Observations | None:
    """Whether customers came back in a later month than their first; those of the newest month could not yet."""
    if not seen.units:
        return None
    seconds, offsets = seen.history.seconds, seen.history.partition.offsets
    first, last = (month_numbers(seconds[one], zone=seen.zone) for one in (offsets[:-1], offsets[1:] - 1))
    could = np.flatnonzero(first < last.max())
    return _of_units(seen, "retention_share", could, (last > first)[could], stage=np.full(len(could), -1))


def abandoned(seen: Material) -> Observations | None:
    """Units that put something in a cart, and whether they bought nothing after it."""
    cart = cart_places(seen)
    if not cart.any():
        return None
    at = np.flatnonzero(seen.history.of_place(cart.astype(np.int64)) == 1)
    first = at[np.flatnonzero(np.diff(seen.history.unit[at], prepend=-1))]
    units = seen.history.unit[first]
    done = np.flatnonzero(seen.is_goal | (seen.history.of_place(done_places(seen).astype(np.int64)) == 1))
    last_done = np.full(seen.units, -1, np.int64)
    last_done[seen.history.unit[done]] = done  # later ones overwrite
    return _of_units(seen, "cart_abandonment_share", units, last_done[units] < first, stage=seen.stage[first])


def cart_places(seen: Material) -> NDArray[np.bool_]:
    """Returns which places are putting something into a cart, or looking into it; reminders are not."""
    return np.array([is_cart(place.name.casefold(), place.kind) for place in seen.history.dictionary.places], np.bool_)


def done_places(seen: Material) -> NDArray[np.bool_]:
    """Returns which places mean that something was bought."""
    places = seen.history.dictionary.places
    return np.array([is_done(place.name.casefold(), place.kind) for place in places], np.bool_)


def is_done(name: str, kind: str) -> bool:
    """Says whether a place of this name, folded, and kind means that something was bought."""
    return kind in DONE_KINDS or bool(DONE_WORDS.search(name))


def is_cart(name: str, kind: str) -> bool:
    """Says whether a place of this name, folded, and kind is a cart."""
    if kind.startswith("message") or any(word in name for word in REMINDER_WORDS):
        return False
    return kind in ("cart", "basket", "add_to_cart") or any(word in name for word in CART_WORDS)


def _opened(seen: Material) -> Observations | None:
    """One observation a delivered message (a sent one where deliveries are unknown): whether it was opened."""
    step = message_steps(seen)
    opened = np.flatnonzero(step == STEPS.index("opened"))
    if not len(opened):
        return None
    channels = np.unique(seen.channel[opened])
    arrived = np.flatnonzero(np.isin(seen.channel, channels) & (step == STEPS.index("delivered")))
    if not len(arrived):
        arrived = np.flatnonzero(np.isin(seen.channel, channels) & (step == STEPS.index("sent")))
    hits = _matched(seen, arrived, opened=opened)
    return Observations(
        "open_share",
        "share",
        True,
        share_of("open_share"),
        hits.astype(np.float64),
        seen.stage[arrived],
        seen.month[arrived],
        "interaction",
        arrived,
    )


def _matched(seen: Material, arrived: Codes, *, opened: Codes) -> NDArray[np.bool_]:
    """Says which arrivals were opened: the k-th of a unit, channel and stage with k below its number of openings.

    Totals are exact; which single message it was, sources seldom tell.
    """
    stages = len(seen.catalogue.stages) + 1

    def keys(at: Codes) -> Codes:
        return (seen.history.unit[at] * len(seen.channels) + seen.channel[at]) * stages + seen.stage[at] + 1

    many, times = np.unique(keys(opened), return_counts=True)
    key = keys(arrived)
    order = np.argsort(key, kind="stable")
    ranked = key[order]
    begins = np.flatnonzero(np.diff(ranked, prepend=-1))
    sizes = np.diff(np.append(begins, len(ranked)))
    rank = np.arange(len(ranked)) - np.repeat(begins, sizes)
    found = np.zeros(len(arrived), np.bool_)
    found[order] = rank < np.append(times, 0)[places_in(many, ranked)]
    return found


def _repeated(seen: Material, chains: Sequence[Chain]) -> Observations | None:
    """One observation a unit that contacted us: whether it had to raise the same matter on another channel."""
    at = np.flatnonzero(is_contact(seen.history))
    if not len(at):
        return None
    first = at[np.flatnonzero(np.diff(seen.history.unit[at], prepend=-1))]
    repeated = np.array(sorted({chain.customer for chain in chains}), np.int64)
    owner = seen.history.customer[first]
    hits = np.isin(owner, repeated)
    return _of_units(seen, "repeat_share", seen.history.unit[first], hits, stage=seen.stage[first])
