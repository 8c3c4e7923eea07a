"""Answers to open questions, put in the open places of a proposed spec."""

from collections.abc import Iterator, Sequence
from typing import Any

import yaml

from resa.collect.spec import OPEN

NAMESPACE = "identifiers.namespace"
"""The field of an open namespace: it has no question of its own, since it depends on the column."""


def open_fields(text: str) -> tuple[str, ...]:
    """Returns the open places of a spec's YAML, in order, as names of fields without the places in lists.

    >>> open_fields("time: {columns: [at], format: '?'}")
    ('time.format',)
    """
    return tuple(field for field, _, _ in _open(yaml.safe_load(text)))


def source_in(text: str) -> str:
    """Returns the source that a spec's YAML is about."""
    return str(yaml.safe_load(text)["source"])


def completed(text: str, *, answers: Sequence[tuple[str, str]]) -> str:
    """Returns the YAML with each answer, a (field, answer) pair, in the open places that its field means.

    A field that is answered several times takes its open places in their order; one that is answered once, all.

    >>> open_fields(completed("time: {columns: [at], format: '?'}", answers=[("time.format", "%d/%m/%Y")]))
    ()
    """
    content = yaml.safe_load(text)
    fields = [field for field, _ in answers]
    for field, answer in answers:
        fitting = [(holder, at) for place, holder, at in _open(content) if _means(field, place)]
        for holder, at in fitting[:1] if fields.count(field) > 1 else fitting:
            holder[at] = answer
    return yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=110, default_flow_style=None)


def _open(part: Any, field: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Yields (field, what holds it, where in that) of every open place."""
    inside = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for at, content in inside:
        place = field if isinstance(part, list) else f"{field}.{at}" if field else str(at)
        if content == OPEN:
            yield place, part, at
        else:
            yield from _open(content, place)


def _means(field: str, place: str) -> bool:
    """Says whether a question's field is this place: "money.currency" means "interactions.money.currency" too."""
    if place.endswith(".namespace") and field != NAMESPACE:
        return False
    names = iter(place.split("."))
    return all(name in names for name in field.split("."))
