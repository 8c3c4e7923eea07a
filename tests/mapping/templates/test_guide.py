"""The rules of both methods, in every language; the page follows them, so what they count is tried there."""

import pytest

from resa.mapping.templates.guide import Rule, guides
from resa.mapping.templates.words import LANGUAGES
from resa.model.journeymap import RecordKind


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_methods_are_told_in_every_language(language: str) -> None:
    four, seven = guides(language)
    assert (four.id, len(four.steps)) == ("four", 4)
    assert [step.id for step in seven.steps] == [
        "data", "personas", "touchpoints", "pains", "opportunities", "teams", "iteration",
    ]  # fmt: skip
    for step in (*four.steps, *seven.steps):
        assert step.what.endswith(".")
        assert step.why.endswith(".")
        assert step.rules
        assert all(rule.says and rule.at_least > 0 for rule in step.rules)


def test_no_two_steps_share_a_name_so_that_a_tick_belongs_to_one() -> None:
    names = [step.id for guide in guides("en") for step in guide.steps]
    assert len({*names}) == len(names)


def test_a_rule_says_what_it_counts() -> None:
    owned = guides("en")[0].steps[3].rules[0]
    assert owned == Rule(
        "Three actions with owner and day", RecordKind.CARD, 3, shows=("action",), has=("owner", "due")
    )
