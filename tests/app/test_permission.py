"""The table of acts and roles, held by every function that a person asks."""

import ast
from itertools import pairwise
from pathlib import Path

import pytest

from resa.app.permission import ALLOWED, Act, NotAllowedError, Person, Role, may, require

APP = Path(__file__).parents[2] / "src/resa/app"
ASKED_ELSEWHERE = {
    "record": "writes down what others have allowed",
    "may": "is the table",
    "require": "is the table",
    "begin_session": "is how somebody becomes a person",
}


def somebody(role: Role) -> Person:
    return Person("p1", "Åsa", "asa@example.com", role)


def test_every_act_has_its_row() -> None:
    assert set(ALLOWED) == set(Act)


def test_owners_may_everything_and_each_role_what_the_next_may() -> None:
    order = (Role.VIEWER, Role.COMMENTER, Role.EDITOR, Role.OWNER)
    for lower, higher in pairwise(order):
        assert {act for act in Act if may(somebody(lower), act)} < {act for act in Act if may(somebody(higher), act)}
    assert all(may(somebody(Role.OWNER), act) for act in Act)


@pytest.mark.parametrize(
    ("role", "act", "is_allowed"),
    [
        (Role.VIEWER, Act.SEE_MAPS, True),
        (Role.VIEWER, Act.COMMENT, False),
        (Role.COMMENTER, Act.COMMENT, True),
        (Role.COMMENTER, Act.EDIT_MAPS, False),
        (Role.COMMENTER, Act.SEE_CUSTOMERS, False),
        (Role.EDITOR, Act.SHARE_MAPS, True),
        (Role.EDITOR, Act.MANAGE_PEOPLE, False),
        (Role.EDITOR, Act.SEE_AUDIT, False),
        (Role.OWNER, Act.MANAGE_PEOPLE, True),
    ],
)
def test_who_may_do_what(role: Role, act: Act, is_allowed: bool) -> None:
    assert may(somebody(role), act) is is_allowed
    if not is_allowed:
        with pytest.raises(NotAllowedError, match=role):
            require(somebody(role), act)


def test_every_function_that_a_person_asks_requires_an_act() -> None:
    """Roles are held in `app`, whatever the door does: what takes a person first asks the table, or who asks it."""
    functions = [node for path in sorted(APP.glob("*.py")) for node in functions_of(path)]
    asking = {"require", "check_change"}
    while more := {one.name for one in functions if one.name not in asking and hands_to(one, asking)}:
        asking |= more
    careless = [one.name for one in functions if takes_a_person_first(one) and one.name not in asking]
    assert [name for name in careless if name not in ASKED_ELSEWHERE] == []


def functions_of(path: Path) -> list[ast.FunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in tree.body if isinstance(node, ast.FunctionDef)]


def takes_a_person_first(node: ast.FunctionDef) -> bool:
    first = (node.args.args or [None])[0]
    return first is not None and first.arg == "person" and not node.name.startswith("_")


def hands_to(node: ast.FunctionDef, asking: set[str]) -> bool:
    """Returns whether the function hands its person to one of those."""
    calls = [one for one in ast.walk(node) if isinstance(one, ast.Call)]
    handing = [one for one in calls if any(isinstance(given, ast.Name) and given.id == "person" for given in one.args)]
    return bool({one.func.id for one in handing if isinstance(one.func, ast.Name)} & asking)
