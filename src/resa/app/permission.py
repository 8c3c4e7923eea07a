"""Who may do what: one table of acts and roles, and the one function that holds it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from resa.model.errors import UsageError


class Role(StrEnum):
    """What a person is in a workspace."""

    OWNER = "owner"
    EDITOR = "editor"
    COMMENTER = "commenter"
    VIEWER = "viewer"


class Act(StrEnum):
    """What somebody can want to do in a workspace."""

    SEE_SELF = "see themselves"
    SEE_MAPS = "see maps and their figures"
    SEE_CUSTOMERS = "see single customers and their records"
    COMMENT = "comment and vote"
    EDIT_MAPS = "edit maps and the library"
    DELETE_MAPS = "delete maps"
    APPROVE_MAPS = "approve maps"
    SHARE_MAPS = "share maps by link"
    SEE_SOURCES = "see sources, touchpoints and stages"
    CHANGE_DATA = "import data and arrange it"
    SEE_PEOPLE = "see who works here"
    MANAGE_PEOPLE = "invite people and change their roles"
    SEE_AUDIT = "see who did what"
    CHANGE_WORKSPACE = "name the workspace and set its rhythm"


_O, _E, _C, _V = Role.OWNER, Role.EDITOR, Role.COMMENTER, Role.VIEWER

ALLOWED: dict[Act, frozenset[Role]] = {
    Act.SEE_SELF: frozenset({_O, _E, _C, _V}),
    Act.SEE_MAPS: frozenset({_O, _E, _C, _V}),
    Act.SEE_CUSTOMERS: frozenset({_O, _E}),
    Act.COMMENT: frozenset({_O, _E, _C}),
    Act.EDIT_MAPS: frozenset({_O, _E}),
    Act.DELETE_MAPS: frozenset({_O, _E}),
    Act.APPROVE_MAPS: frozenset({_O}),
    Act.SHARE_MAPS: frozenset({_O, _E}),
    Act.SEE_SOURCES: frozenset({_O, _E, _C, _V}),
    Act.CHANGE_DATA: frozenset({_O, _E}),
    Act.SEE_PEOPLE: frozenset({_O, _E, _C, _V}),
    Act.MANAGE_PEOPLE: frozenset({_O}),
    Act.SEE_AUDIT: frozenset({_O}),
    Act.CHANGE_WORKSPACE: frozenset({_O}),
}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works in this workspace, as known at the time of one request."""

    id: str
    name: str
    email: str
    role: Role
    language: str = "en"


class NotAllowedError(UsageError):
    """A person asked for what their role does not allow."""

    code: ClassVar[str] = "not_allowed"


def may(person: Person, act: Act) -> bool:
    """Returns whether the person's role allows the act.

    >>> may(Person("1", "Åsa", "asa@example.com", Role.VIEWER), Act.COMMENT)
    False
    """
    return person.role in ALLOWED[act]


def require(person: Person, act: Act) -> None:
    """Raises `NotAllowedError` where the person's role does not allow the act."""
    if not may(person, act):
        roles = ", ".join(role for role in Role if role in ALLOWED[act])
        raise NotAllowedError(
            f"expected a role that may {act} ({roles}), {person.name} is {person.role}; ask an owner to change it"
        )
