"""What a finding costs or wins: how those whom it touched went on and felt, held against the others there.

Of each customer the first observation counts. Who reaches the goal within `WITHIN_DAYS` of it, and how the next answer
feels, is compared between those it touched and those it did not. Customers who were touched so lately that the time is
not over yet are left out of both sides.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from resa.kernels.calendar import DAY
from resa.model.measurement import Interval, Measurement
from resa.model.resolvedmap import PainWorth
from resa.model.worth import Worth
from resa.understand import figure
from resa.understand.array import Codes, Flags
from resa.understand.comparison import Sample, mean_around, share_gap
from resa.understand.distribution import normal_quantile
from resa.understand.facet import Counted
from resa.understand.finding import LEAST, Finding
from resa.understand.interval import LEVEL
from resa.understand.material import Material, month_places
from resa.understand.order import order_values
from resa.understand.told import UNTIMED

WITHIN_DAYS = 90
AS_SAID = "customers_times_effect_times_value_as_said"
NOTHING_SAID = Worth()
_LEAST_A_MONTH = 5  # of fewer, a month tells of single people


@dataclass(frozen=True, eq=False)
class Aftermath:
    """When customers reached the goal and what they said, so that findings can look at what came after them."""

    seen: Material
    said: Worth = NOTHING_SAID

    @cached_property
    def newest(self) -> int:
        """The second of the newest interaction."""
        return int(self.seen.history.seconds.max(initial=0))

    @cached_property
    def unit_of_customer(self) -> Codes:
        """The unit of each customer code, -1 where they have none."""
        owners = self.seen.history.partition.customer.astype(np.int64)
        found = np.full(int(owners.max(initial=-1)) + 1, -1, np.int64)
        found[owners] = np.arange(len(owners))
        return found

    @cached_property
    def _goals(self) -> tuple[Codes, Codes]:
        at = np.flatnonzero(self.seen.is_goal)
        return self.seen.history.unit[at], self.seen.history.seconds[at]

    @cached_property
    def _answers(self) -> tuple[Codes, Codes, NDArray[np.float64]]:
        said = self.seen.answers
        unit = self.units(said.customer)
        at = np.flatnonzero((unit >= 0) & ~np.isnan(said.feelings) & (said.microseconds != UNTIMED))
        seconds = said.microseconds[at] // 1_000_000
        order = np.lexsort([seconds, unit[at]])
        return unit[at][order], seconds[order], said.feelings[at][order]

    @cached_property
    def order_value(self) -> Measurement | None:
        """What an order that reaches the goal is worth on average; None where no source tells."""
        fields = self.seen.fields
        at = self.seen.history.origin_at[np.flatnonzero(self.seen.is_goal)]
        worth = order_values(orders=fields.order.taken(at), money=fields.money[at], currency=fields.currency.taken(at))
        return worth.mean(grounds=self.seen.grounds) if worth else None

    def worth(self, customers: Measurement | None) -> Measurement | None:
        """Returns what so many customers would be worth: as people said, else if each placed one more order."""
        if self.said.customer is not None and customers is not None and customers.figure is not None:
            return _valued(customers, self.said)
        value = self.order_value
        return _product(customers, value, unit=value.unit) if value else None

    def units(self, customer: Codes) -> Codes:
        """Returns the unit of each of these customers, -1 where unknown."""
        known = (customer >= 0) & (customer < len(self.unit_of_customer))
        return np.where(known, self.unit_of_customer[np.where(known, customer, 0)], -1)

    def reaches(self, unit: Codes, seconds: Codes) -> Flags:
        """Says who reaches the goal within the days after an instant."""
        if not len(self._goals[0]):
            return np.zeros(len(unit), np.bool_)
        later = _next(self._goals, unit, seconds)
        return np.asarray((later >= 0) & (self._goals[1][np.maximum(later, 0)] - seconds <= WITHIN_DAYS * DAY))

    def feels(self, unit: Codes, seconds: Codes) -> NDArray[np.float64]:
        """Returns how the next answer within the days after an instant feels, NaN where there is none."""
        units, when, felt = self._answers
        if not len(units):
            return np.full(len(unit), np.nan)
        later = _next((units, when), unit, seconds)
        is_near = (later >= 0) & (when[np.maximum(later, 0)] - seconds <= WITHIN_DAYS * DAY)
        return np.where(is_near, felt[np.maximum(later, 0)], np.nan)


def worth_of(found: Finding, *, after: Aftermath) -> PainWorth:
    """Returns what is known of a finding beyond its figure; gaps only where both sides have enough customers."""
    seen, counted = after.seen, found.counted
    if counted is None:
        return PainWorth(found.chance)
    trend = () if counted.is_final else _trend(counted, seen)
    if found.kind != "pain":
        return PainWorth(found.chance, trend)
    touched, unit, seconds = _first_each(counted, found, after)
    if counted.is_final:
        gap, regained = _stayed(found, touched, after.reaches(unit, seconds)), _excess_leaving(found)
        regained = _product(regained, gap)
    else:
        gap = _goal_gap(touched, unit, seconds, after)
        regained = _times(_excess(found, touched, after), gap)
    return PainWorth(
        chance=found.chance,
        trend=trend,
        goal_gap=gap,
        feeling_gap=_feeling_gap(found, touched, unit, seconds, after),
        regained=regained,
        money=after.worth(regained),
    )


def worths(after: Aftermath) -> Callable[[Finding], PainWorth]:
    """Returns what tells the worth of each finding."""
    return lambda found: worth_of(found, after=after)


def _first_each(counted: Counted, found: Finding, after: Aftermath) -> tuple[Flags, Codes, Codes]:
    """Returns whether each customer was touched at the first observation, the unit, and when."""
    hurt = _is_hurt(counted, found)
    unit, seconds = after.units(counted.customer), _seconds(counted, after.seen)
    order = np.lexsort([seconds, unit])
    order = order[unit[order] >= 0]
    first = order[np.flatnonzero(np.diff(unit[order], prepend=-1))]
    return hurt[first], unit[first], seconds[first]


def _is_hurt(counted: Counted, found: Finding) -> Flags:
    if counted.kind == "share":
        return counted.figures > 0
    usual = found.compared_with.figure if found.compared_with else None
    limit = float(np.median(counted.figures)) if usual is None else usual
    return counted.figures > limit if counted.is_high_bad else counted.figures < limit


def _seconds(counted: Counted, seen: Material) -> Codes:
    if counted.of == "answer":
        return seen.answers.microseconds[counted.at] // 1_000_000
    return seen.history.seconds[counted.at]


def _trend(counted: Counted, seen: Material) -> tuple[float | None, ...]:
    seconds = _seconds(counted, seen)
    if not seen.months:
        return ()
    place = month_places(seconds, months=seen.months, zone=seen.zone)
    inside = [place == month for month in range(len(seen.months))]
    return tuple(
        counted.measured(mine, seen.grounds).figure if int(mine.sum()) >= _LEAST_A_MONTH else None for mine in inside
    )


def _goal_gap(touched: Flags, unit: Codes, seconds: Codes, after: Aftermath) -> Measurement | None:
    is_over = seconds <= after.newest - WITHIN_DAYS * DAY
    mine, others = touched & is_over, ~touched & is_over
    if min(int(mine.sum()), int(others.sum())) < LEAST or after.seen.goal is None:
        return None
    reached = after.reaches(unit, seconds)
    counts = [int((reached & side).sum()) for side in (others, mine)]
    n = [int(side.sum()) for side in (others, mine)]
    around = share_gap(counts[0], whole=n[0], other_part=counts[1], other_whole=n[1])
    gap = counts[0] / n[0] - counts[1] / n[1]
    return figure.measurement(gap, unit="share", variant=f"reach_goal_within_{WITHIN_DAYS}_days", n=n[1], around=around)


def _feeling_gap(found: Finding, touched: Flags, unit: Codes, seconds: Codes, after: Aftermath) -> Measurement | None:
    if found.counted is not None and found.counted.of == "answer":
        felt = after.seen.answers.feelings
        at = found.counted.at
        own = felt[at][~np.isnan(felt[at])]
        rest = np.delete(felt, at)
        return mean_gap(rest[~np.isnan(rest)], own=own)
    felt = after.feels(unit, seconds)
    known = ~np.isnan(felt)
    return mean_gap(felt[known & ~touched], own=felt[known & touched])


def mean_gap(others: NDArray[np.float64], *, own: NDArray[np.float64]) -> Measurement | None:
    """Returns how much better the others feel than one's own, with Welch's interval; None where either are few."""
    if min(len(own), len(others)) < LEAST:
        return None
    one, other = Sample.of(others), Sample.of(own)
    around = mean_around(one, other=other)
    gap = one.mean - other.mean
    return figure.measurement(gap, unit="score", variant="feeling_of_next_answer", n=len(own), around=around)


def _stayed(found: Finding, touched: Flags, reached: Flags) -> Measurement | None:
    """Returns the share of those who did not leave that reached the goal: none of those who left did."""
    others = int((~touched).sum())
    if others < LEAST or found.compared_with is None:
        return None
    part = int((reached & ~touched).sum())
    return figure.share(part, whole=others, variant="of_those_who_went_on")


def _excess(found: Finding, touched: Flags, after: Aftermath) -> float:
    """Returns how many customers were touched who would not have been if it were here as it is elsewhere.

    Half of the others wait longer than their median; of answers as low, others give as many as they give.
    """
    counted = found.counted
    assert counted is not None, "only what was counted is held against others"
    if counted.kind == "share":
        own, peers = found.effect.figure or 0.0, found.compared_with.figure if found.compared_with else 0.0
        return found.customers * max(0.0, 1 - (peers or 0.0) / own) if own else 0.0
    if counted.kind == "median":
        return max(0.0, float(touched.sum()) - float((~touched).sum())) / 2
    said, at = after.seen.answers, counted.at
    others = np.flatnonzero(said.of_metric(said.metric.names[int(said.metric.codes[at[0]])]))
    others = others[~np.isin(others, at)]
    usual = found.compared_with.figure if found.compared_with else None
    low = float((said.score[others] < usual).mean()) if len(others) and usual is not None else 1.0
    return len(touched) * max(0.0, float(touched.mean()) - low)


def _excess_leaving(found: Finding) -> Measurement | None:
    """Returns how many more customers left than would have left elsewhere."""
    own, peers = found.effect, found.compared_with
    if peers is None or own.figure is None or peers.figure is None or own.unit != "share":
        return None
    counts = {
        "part": round(own.figure * own.n), "whole": own.n,
        "other_part": round(peers.figure * peers.n), "other_whole": peers.n,
    }  # fmt: skip
    around = share_gap(counts.pop("part"), **counts)
    gap = (own.figure - peers.figure) * own.n
    inside = Interval(around.low * own.n, around.high * own.n) if around else None
    return figure.measurement(gap, unit="count", variant="more_than_elsewhere", n=own.n, around=inside)


def _times(customers: float, gap: Measurement | None) -> Measurement | None:
    if gap is None or gap.figure is None or gap.interval is None:
        return None
    around = Interval(gap.interval.low * customers, gap.interval.high * customers)
    told = "customers_who_would_reach_the_goal"
    return figure.measurement(gap.figure * customers, unit="count", variant=told, n=round(customers), around=around)


def _product(one: Measurement | None, other: Measurement | None, *, unit: str = "count") -> Measurement | None:
    """Returns the product of two figures that are known apart, its interval by the squares of their errors."""
    if one is None or other is None or one.figure is None or other.figure is None:
        return None
    error = np.hypot(other.figure * _error(one), one.figure * _error(other))
    half = float(error) * normal_quantile(LEVEL)
    product = one.figure * other.figure
    around = Interval(product - half, product + half)
    told = "customers_times_effect_times_value" if unit != "count" else "customers_who_would_reach_the_goal"
    return figure.measurement(product, unit=unit, variant=told, n=one.n, around=around)


def _valued(customers: Measurement, said: Worth) -> Measurement:
    """Returns what so many customers are worth as people said, its interval that of their number."""
    each, ends = said.customer or 0.0, customers.interval
    around = Interval(ends.low * each, ends.high * each) if ends else None
    figured = (customers.figure or 0.0) * each
    return figure.measurement(figured, unit=said.currency, variant=AS_SAID, n=customers.n, around=around)


def _error(one: Measurement) -> float:
    return (one.interval.high - one.interval.low) / 2 / normal_quantile(LEVEL) if one.interval else 0.0


def _next(every: tuple[Codes, Codes], unit: Codes, seconds: Codes) -> Codes:
    """Returns for each instant of a unit the place of its first event after it, -1 where there is none."""
    units, when = every
    if not len(units):
        return np.full(len(unit), -1, np.int64)
    span = int(max(when.max(), seconds.max(initial=0))) + 2
    keys = units * span + np.maximum(when, 0)
    place = np.searchsorted(keys, unit * span + np.maximum(seconds, 0), side="right")
    inside = np.minimum(place, len(units) - 1)
    return np.where((place < len(units)) & (units[inside] == unit), inside, -1)
