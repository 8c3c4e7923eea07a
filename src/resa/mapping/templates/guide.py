"""Guided methods: steps towards a finished map, and the rules by which a page sees what of them is done.

The rules are data, followed in one place: the page that shows the map, where they are counted as people edit.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from resa.mapping.templates.story import StoryError, told
from resa.mapping.templates.words import said
from resa.model.journeymap import FIELDS, LANES_FOUND, LANES_WRITTEN, RecordKind

IN_EACH = ("stage",)
FOUND = ("touchpoints", "feelings", "pains", "quotes", "figures")
"""What the data may have found that counts like a record that somebody wrote."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How many records of a kind there must be, on the whole map or in every stage.

    `shows` narrows it to lanes that show one of these, `has` to records in which all these fields are filled,
    `is_measured` to records that were measured or ask the data. What the data `found` counts as well.
    """

    says: str
    count: RecordKind
    at_least: int
    shows: tuple[str, ...] = ()
    has: tuple[str, ...] = ()
    is_measured: bool = False
    in_each: str | None = None
    found: str | None = None


@dataclass(frozen=True, slots=True)
class NextAction:
    """What is done next, in words, and where that leads: a panel, a view, "lane:pain" for a lane."""

    text: str
    does: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a method."""

    id: str
    title: str
    what: str
    why: str
    next: NextAction
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """A method in one language."""

    id: str
    title: str
    text: str
    steps: tuple[Step, ...]


def guides(language: str) -> tuple[Guide, ...]:
    """Returns the methods in one language, the shortest first."""
    read = (_guide(name, said(found, language)) for name, found in _told().items())
    return tuple(sorted(read, key=lambda guide: len(guide.steps)))


@cache
def _told() -> Mapping[str, Mapping[str, Any]]:
    return MappingProxyType(dict(told("guides")))


def _guide(name: str, found: Mapping[str, Any]) -> Guide:
    steps = tuple(_step(step) for step in found["steps"])
    return Guide(name, found["title"], found["text"], steps)


def _step(found: Mapping[str, Any]) -> Step:
    rules = tuple(_rule(rule) for rule in found["rules"])
    next_action = NextAction(found["next"], found["does"])
    return Step(found["id"], found["title"], found["what"], found["why"], next_action, rules)


def _rule(found: Mapping[str, Any]) -> Rule:
    rule = Rule(
        says=found["says"],
        count=RecordKind(found["count"]),
        at_least=found["at_least"],
        shows=tuple(found.get("shows", ())),
        has=tuple(found.get("has", ())),
        is_measured=found.get("is_measured", False),
        in_each=found.get("in_each"),
        found=found.get("found"),
    )
    unknown = {*rule.has} - FIELDS[rule.count].keys() | {*rule.shows} - {*LANES_FOUND, *LANES_WRITTEN}
    if unknown or rule.in_each not in (None, *IN_EACH) or rule.found not in (None, *FOUND):
        raise StoryError(f"expected a rule that can be followed, got {found!r}")
    return rule
