"""Which columns a spec reads, and which of a source's columns are kept beside its fields."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from resa.collect.spec import (
    AnswerRule,
    Click,
    InteractionRule,
    LineRule,
    Money,
    OrderRule,
    Origin,
    ProfileRule,
    Score,
    SourceSpec,
    TimeRule,
    Wait,
    When,
)

_NAMING = ("column", "times", "quantity", "region_column")


def columns_of(spec: SourceSpec) -> tuple[str, ...]:
    """Returns every column that the spec's fields read, in the order of the spec, each once.

    Columns that lookups bring are among them; `lookups` themselves count with their own keys.
    """
    found: dict[str, None] = dict.fromkeys(spec.record + spec.sequence)
    parts = "time received offset identifiers interactions profile consents orders answers company"
    for name in parts.split():
        found.update(dict.fromkeys(_columns(getattr(spec, name))))
    for lookup in spec.lookups:
        found.update(dict.fromkeys(ours for ours, _ in lookup.on))
    return tuple(found)


def _columns(part: Any) -> Iterator[str]:
    match part:
        case tuple():
            for one in part:
                yield from _columns(one)
        case Origin():
            yield from part.columns()
        case TimeRule():
            yield from part.told_in()
        case ProfileRule():
            yield from (column for column, _ in part.columns)
            yield from _columns(part.time)
        case _ if is_dataclass(part):
            for field in fields(part):
                yield from _of_field(field.name, getattr(part, field.name))


def _of_field(name: str, inner: Any) -> Iterator[str]:
    """Yields the columns that a field of a rule means: some name one, some hold further rules."""
    if name in _NAMING and isinstance(inner, str):
        yield inner
    elif name == "once_per":
        yield from inner
    elif not isinstance(inner, str) and not _is_texts(inner):
        yield from _columns(inner)


def _is_texts(part: Any) -> bool:
    return isinstance(part, tuple) and bool(part) and isinstance(part[0], str)


def property_columns(spec: SourceSpec, names: tuple[str, ...]) -> tuple[str, ...]:
    """Returns the columns kept as properties: those the spec lists, else all whose content is in no field.

    A column that is only translated, counted once per, waited on or asked about in a claim stays a property.
    """
    if spec.properties is not None:
        return tuple(name for name in spec.properties if name in names)
    spent = {identifier.column for identifier in spec.identifiers}
    spent.update(
        _spent((spec.time, spec.received, spec.offset, spec.interactions, spec.profile, spec.orders, spec.answers))
    )
    return tuple(name for name in names if name not in spent)


def _spent(part: Any) -> Iterator[str]:
    match part:
        case When() | Wait() | None:
            return
        case Origin(column=str(), translate=(), otherwise=None):
            yield from part.columns()
        case TimeRule() | ProfileRule():
            yield from _columns(part)
        case Money() | Score():
            yield from _columns(part)
        case AnswerRule():
            yield part.column
            yield from _spent((part.text, part.time))
        case tuple():
            for one in part:
                yield from _spent(one)
        case LineRule():
            yield from _spent((part.product, part.price, part.money))
            yield from (part.quantity,) if part.quantity else ()
        case InteractionRule() | OrderRule() | Click():
            for field in fields(part):
                if field.name not in ("when", "once_per", "status"):
                    yield from _spent(getattr(part, field.name))
