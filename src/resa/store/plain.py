"""The meaning of a filter, told one interaction at a time: slow, and easy to check."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from resa.kernels.partition import Dictionary
from resa.model.condition import (
    CUSTOMER_PREFIX,
    PROPERTY_PREFIX,
    TYPE_PREFIX,
    And,
    Comparison,
    Condition,
    Has,
    Not,
    Or,
)
from resa.model.errors import UnknownNameError
from resa.model.money import minor_digits
from resa.store.comparison import (
    CLOCK_FIELDS,
    NUMBER_FIELDS,
    PLACE_FIELDS,
    clock_test,
    instants,
    number_test,
    text_test,
)
from resa.store.placefield import satisfying_places

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Happening:
    """One interaction with everything a filter may ask. `fields` follows `schema.INTERACTIONS`."""

    place: int
    instant: int
    customer: int
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What conditions look up beside the interaction. `names` gives every identifier of a customer."""

    dictionary: Dictionary
    stages: Mapping[str, str]
    segments: Mapping[str, frozenset[int]]
    profiles: Mapping[int, Mapping[str, str]]
    names: Mapping[int, frozenset[str]]
    sources: frozenset[str] = frozenset()


def kept(unit: Sequence[Happening], *, where: Condition, around: Surroundings) -> list[Happening]:
    """Returns the interactions of one unit that the condition keeps."""
    claims = _claims(unit, where, around)
    return [one for one, is_kept in zip(unit, claims, strict=True) if is_kept]


def _claims(unit: Sequence[Happening], where: Condition, around: Surroundings) -> list[bool]:
    match where:
        case Has(inner):
            return [any(_claims(unit, inner, around))] * len(unit)
        case Not(inner):
            return [not claim for claim in _claims(unit, inner, around)]
        case And(parts):
            return [all(claims) for claims in zip(*(_claims(unit, part, around) for part in parts), strict=True)]
        case Or(parts):
            return [any(claims) for claims in zip(*(_claims(unit, part, around) for part in parts), strict=True)]
        case Comparison():
            holds = claim_of(where, around=around)
            return [holds(one) for one in unit]


def claim_of(comparison: Comparison, *, around: Surroundings) -> Callable[[Happening], bool]:
    """Returns what the comparison says of one interaction."""
    name = comparison.field
    if name in ("customer", "segment") or name.startswith(CUSTOMER_PREFIX):
        return _customer_claim(comparison, around=around)
    if name in PLACE_FIELDS:
        satisfying = satisfying_places(
            comparison, dictionary=around.dictionary, stages=around.stages, sources=around.sources
        )
        return lambda one: bool(satisfying[one.place])
    if name == "time":
        wanted = instants(comparison)
        return lambda one: one.instant in wanted
    return _row_claim(comparison)


def _row_claim(comparison: Comparison) -> Callable[[Happening], bool]:
    name = comparison.field
    if name in CLOCK_FIELDS:
        clock = clock_test(comparison)
        return lambda one: clock(getattr(_clock(one), name))
    if name in NUMBER_FIELDS:
        number = number_test(comparison)
        return lambda one: number(_number(one, name))
    text = text_test(comparison)
    if name.startswith(PROPERTY_PREFIX):
        column = name.removeprefix(PROPERTY_PREFIX)
        return lambda one: text(dict(one.fields["properties"] or ()).get(column) or "")
    return lambda one: text(one.fields[name] or "")


def _customer_claim(comparison: Comparison, *, around: Surroundings) -> Callable[[Happening], bool]:
    is_negated = comparison.operator == "!="
    if comparison.field == "customer":
        return lambda one: any(name in comparison.operands for name in around.names.get(one.customer, ())) != is_negated
    if comparison.field == "segment":
        members = segment_members(comparison, segments=around.segments)
        return lambda one: (one.customer in members) != is_negated
    text = text_test(comparison)
    column = comparison.field.removeprefix(CUSTOMER_PREFIX)
    return lambda one: text(around.profiles.get(one.customer, {}).get(column, ""))


def segment_members(comparison: Comparison, *, segments: Mapping[str, frozenset[int]]) -> frozenset[int]:
    """Returns the customers of the segments that the comparison names."""
    for name in comparison.operands:
        if name not in segments:
            kind, bare = ("type", name[len(TYPE_PREFIX) :]) if name.startswith(TYPE_PREFIX) else ("segment", name)
            before = TYPE_PREFIX if kind == "type" else ""
            known = [one[len(before) :] for one in segments if one.startswith(TYPE_PREFIX) == bool(before)]
            raise UnknownNameError(kind, bare, known=known)
    return frozenset[int]().union(*(segments[name] for name in comparison.operands))


@dataclass(frozen=True, slots=True)
class _Clock:
    weekday: int
    hour: int
    month: int


def _clock(one: Happening) -> _Clock:
    """The customer's own clock where the offset is known, else UTC."""
    local = _EPOCH + timedelta(microseconds=one.instant, minutes=one.fields["offset_minutes"] or 0)
    return _Clock(local.isoweekday(), local.hour, local.month)


def _number(one: Happening, name: str) -> float | None:
    if name != "money":
        return one.fields[name]  # type: ignore[no-any-return]  # the schema says float or None
    minor = one.fields["money_minor"]
    return None if minor is None else float(np.float64(minor) / 10 ** minor_digits(one.fields["currency"]))
