"""Opportunities stand by what they bring at the least: money, then goals, then feelings, then what is only counted."""

from typing import Any

from resa.model.measurement import Interval, Measurement
from resa.understand.improving.chance import Opportunity
from resa.understand.improving.ranking import ranked


def effect(low: float, figure: float, *, unit: str = "count") -> Measurement:
    return Measurement(figure, unit, "x", 50, Interval(low, 2 * figure - low), None)


def one(name: str, customers: int = 100, **effects: Any) -> Opportunity:
    return Opportunity("service", name, "x", None, customers, (), **effects)


def test_less_that_is_sure_stands_before_more_that_is_not() -> None:
    """Expected 8.7 million, perhaps 0.1; expected 0.5 million, at least 0.4."""
    rows = ranked([
        one("vague", money=effect(100_000, 8_700_000, unit="SEK"), goal_effect=effect(30, 2_300)),
        one("sure", money=effect(400_000, 500_000, unit="SEK"), goal_effect=effect(100, 130)),
    ])  # fmt: skip
    assert [(each.opportunity.proposal, each.by, each.least) for each in rows] == [
        ("sure", "money", 400_000), ("vague", "money", 100_000),
    ]  # fmt: skip


def test_money_then_goals_then_feelings_then_counts() -> None:
    saving = Measurement(9_000.0, "SEK", "x", 90, None, None)
    rows = ranked([
        one("many", 900), one("saved", 5, saving=saving), one("chance", 80, money=effect(-3, 900_000, unit="SEK")),
        one("felt by few", 10, feeling_effect=effect(0.5, 0.9)), one("felt", 100, feeling_effect=effect(0.2, 0.3)),
        one("goal", goal_effect=effect(20, 40)), one("money", money=effect(1, 2, unit="SEK")),
    ])  # fmt: skip
    assert [(each.opportunity.proposal, each.by) for each in rows] == [
        ("money", "money"), ("goal", "goal"), ("felt", "feeling"), ("felt by few", "feeling"), ("saved", "saving"),
        ("many", "customers"), ("chance", "customers"),
    ]  # fmt: skip
    assert [each.least for each in rows] == [1, 20, 100 * 0.2, 10 * 0.5, 9_000, 900, 80]
