"""Own stages and goals as settings files."""

import pytest

from resa.mapping.goals import DEFAULT_GOAL, goal_named, read_goals, write_goals
from resa.mapping.settings import SettingsError
from resa.mapping.stages import read_stages, write_stages
from resa.model.errors import UnknownNameError
from resa.model.goal import Goal
from resa.model.stage import DEFAULT_STAGES, Stage


def test_without_a_list_the_five_default_stages_hold() -> None:
    assert read_stages("") == DEFAULT_STAGES


def test_own_stages_keep_names_and_order_through_the_file() -> None:
    own = (Stage("drömma", "Drömma"), Stage("use"), Stage("buy", "Köpa"))
    assert read_stages(write_stages(own)) == own


def test_faults_of_stages_are_named_at_once() -> None:
    with pytest.raises(SettingsError) as caught:
        read_stages("stages: [{id: Dream}, {id: use}, {id: use}, {name: x}, {id: unplaced}]")
    assert len(caught.value.faults) == 4


def test_text_that_is_no_yaml_says_where() -> None:
    with pytest.raises(SettingsError, match=r"stages\.yaml"):
        read_stages("stages: [")
    with pytest.raises(SettingsError, match="list"):
        read_stages("- a")


def test_without_goals_an_order_id_or_an_amount_counts() -> None:
    assert read_goals("") == (DEFAULT_GOAL,)


def test_goals_keep_their_content_and_main_ones_come_first() -> None:
    goals = (
        Goal("purchase", "kind = order", money="order_value"),
        Goal("sign up", 'touchpoint = "newsletter sign-up"', leads_to="purchase"),
    )
    assert read_goals(write_goals(goals[::-1])) == goals
    assert [goal.is_micro for goal in goals] == [False, True]


def test_faults_of_goals_are_named_at_once() -> None:
    text = """
a: {where: "chanel = web"}
b: {where: "kind =", leads_to: c}
c: {when: x}
d: {where: kind = lead, leads_to: nowhere, worth: 5}
"""
    with pytest.raises(SettingsError) as caught:
        read_goals(text)
    faults = "\n".join(caught.value.faults)
    for part in ("chanel", "b: expected", "c: expected", "nowhere", "worth"):
        assert part in faults


def test_a_goal_is_found_by_name_and_the_first_is_the_default() -> None:
    goals = (Goal("purchase", "kind = order"), Goal("lead", "kind = lead"))
    assert goal_named("lead", goals=goals).id == "lead"
    assert goal_named(None, goals=goals).id == "purchase"
    with pytest.raises(UnknownNameError, match="purchase"):
        goal_named("purchas", goals=goals)
