"""The order of opportunities in a sentence: what each brings at the least, money first, then goals, then feelings.

What chance may explain brings nothing at the least. What is left is only counted: contacts that could be saved at most,
then customers.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from resa.model.measurement import Measurement
from resa.understand.improving.chance import Opportunity

ORDERS = ("money", "goal", "feeling", "saving", "customers")
"""What opportunities are ordered by, the first of these that is known of each; all of the first come first."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """An opportunity with what it is ordered by, one of `ORDERS`.

    `least` is the lower end of what it brings: money, customers who reach the goal, or customers times the feeling on
    the scale from -2 to 2; of what is only counted, the sum saved at most, or the customers.
    """

    opportunity: Opportunity
    by: str
    least: float


def ranked(found: Iterable[Opportunity]) -> list[Ranked]:
    """Returns the opportunities in their order, the most promising first; ties by customers, proposal and place."""
    every = [_ranked(one) for one in found]
    return sorted(every, key=lambda one: (ORDERS.index(one.by), -one.least, *_tie(one.opportunity)))


def _ranked(one: Opportunity) -> Ranked:
    if _least(one.money) > 0:
        return Ranked(one, "money", _least(one.money))
    if _least(one.goal_effect) > 0:
        return Ranked(one, "goal", _least(one.goal_effect))
    if _least(one.feeling_effect) > 0:
        return Ranked(one, "feeling", one.customers * _least(one.feeling_effect))
    if one.saving is not None and one.saving.figure:
        return Ranked(one, "saving", one.saving.figure)
    return Ranked(one, "customers", float(one.customers))


def _least(effect: Measurement | None) -> float:
    return effect.interval.low if effect is not None and effect.interval is not None else 0.0


def _tie(one: Opportunity) -> tuple[int, str, str]:
    return (-one.customers, one.proposal, one.place)
