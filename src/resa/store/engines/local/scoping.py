"""From the scope of a question to the units and interactions of a partition that belong to it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from resa.kernels.cut import cut
from resa.kernels.partition import Partition
from resa.kernels.select import select
from resa.kernels.selection import Criterion, Selection
from resa.kernels.summary import Selecting, Summary
from resa.model.condition import (
    CUSTOMER_PREFIX,
    And,
    Comparison,
    Condition,
    Has,
    Not,
    Or,
    comparisons,
)
from resa.store.comparison import CUSTOMER_FIELDS, PLACE_FIELDS, instants
from resa.store.port import Scope

_SECOND = 1_000_000

Flags = NDArray[np.bool_]


class Lookup(Protocol):
    """Answers comparisons for everything that partitions refer to by code or number."""

    def places(self, comparison: Comparison) -> Flags:
        """Returns by place code whether the comparison holds."""

    def customers(self, comparison: Comparison) -> Flags:
        """Returns by customer code whether the comparison holds."""

    def rows(self, comparison: Comparison) -> Flags:
        """Returns by row number whether the comparison holds."""


class Scoped:
    """The units of a scope, cut already, and what of them is kept; written out only when somebody asks for it."""

    def __init__(self, pieces: Partition, selection: Selection) -> None:
        self._pieces = pieces
        self._selection = selection

    @cached_property
    def partition(self) -> Partition:
        """The units and interactions kept."""
        return select(self._pieces, self._selection) if self._pieces.units else self._pieces

    def counts(self, summary: Summary[Any]) -> Any:
        """Returns the summary's counts of what is kept."""
        is_written = self._selection.is_open or not self._pieces.units or "partition" in self.__dict__
        if not is_written and isinstance(summary, Selecting):
            return summary.of_selected(self._pieces, self._selection)
        return summary.of(self.partition)


def scoped(partition: Partition, *, scope: Scope, lookup: Lookup) -> Scoped:
    """Returns the units of the scope: cut first, then filtered."""
    gap_seconds = scope.rules.gap_seconds(scope.unit)
    pieces = partition if gap_seconds is None or not partition.units else cut(partition, gap_seconds=gap_seconds)
    if scope.where is None:
        return Scoped(pieces, Selection())
    return Scoped(pieces, selection_of(scope.where, partition=pieces, lookup=lookup))


def selection_of(where: Condition, *, partition: Partition, lookup: Lookup) -> Selection:
    """Returns the selection that keeps what the condition keeps.

    The parts of a conjunction that ask about places, one stretch of time, rows, customers or `has(…)` become tables;
    what mixes them in other ways is judged interaction by interaction.
    """
    selection = Selection()
    left = []
    for part in _conjuncts(where):
        match part:
            case Has(inner) if _is_about_interactions(inner):
                has = _criterion(inner, partition=partition, lookup=lookup)
                selection = replace(selection, has=(*selection.has, has))
            case Not(Has(inner)) if _is_about_interactions(inner):
                has_not = _criterion(inner, partition=partition, lookup=lookup)
                selection = replace(selection, has_not=(*selection.has_not, has_not))
            case _ if all(map(_is_about_customer, comparisons(part))) and not _has_has(part):
                flags = _combined(part, lookup.customers)
                both = flags if selection.customers is None else selection.customers & flags
                selection = replace(selection, customers=both)
            case _:
                left.append(part)
    if not left:
        return selection
    return replace(selection, keep=_criterion(And(tuple(left)), partition=partition, lookup=lookup))


def _conjuncts(where: Condition) -> tuple[Condition, ...]:
    if isinstance(where, And):
        return tuple(inner for part in where.parts for inner in _conjuncts(part))
    return (where,)


def _is_about_customer(comparison: Comparison) -> bool:
    return comparison.field in CUSTOMER_FIELDS or comparison.field.startswith(CUSTOMER_PREFIX)


def _is_about_place(comparison: Comparison) -> bool:
    return comparison.field in PLACE_FIELDS


def _has_has(where: Condition) -> bool:
    match where:
        case Comparison():
            return False
        case Has():
            return True
        case Not(inner):
            return _has_has(inner)
        case And(parts) | Or(parts):
            return any(map(_has_has, parts))


def _is_about_interactions(where: Condition) -> bool:
    return not _has_has(where) and not any(map(_is_about_customer, comparisons(where)))


def _criterion(where: Condition, *, partition: Partition, lookup: Lookup) -> Criterion:
    criterion = Criterion()
    for part in _conjuncts(where):
        criterion = _both(criterion, _one_criterion(part, partition=partition, lookup=lookup))
    return criterion


def _one_criterion(part: Condition, *, partition: Partition, lookup: Lookup) -> Criterion:
    asked = tuple(comparisons(part))
    is_simple = not _has_has(part)
    if is_simple and all(map(_is_about_place, asked)):
        return Criterion(places=_combined(part, lookup.places))
    if isinstance(part, Comparison) and part.field == "time" and (bounds := _whole_seconds(part)):
        return Criterion(start=bounds.start, end=bounds.end)
    if is_simple and not any(_is_about_place(one) or _is_about_customer(one) for one in asked):
        return Criterion(rows=_combined(part, lookup.rows))
    rows = np.zeros(int(partition.row.max(initial=-1)) + 1, np.bool_)
    rows[partition.row] = _judged(part, partition=partition, lookup=lookup)
    return Criterion(rows=rows)


@dataclass(frozen=True, slots=True)
class _Bounds:
    start: int | None
    end: int | None


def _whole_seconds(comparison: Comparison) -> _Bounds | None:
    stretches = instants(comparison).stretches
    bounds = [bound for stretch in stretches for bound in stretch if bound is not None]
    if len(stretches) != 1 or any(bound % _SECOND for bound in bounds):
        return None
    first, after = stretches[0]
    return _Bounds(None if first is None else first // _SECOND, None if after is None else after // _SECOND)


def _both(one: Criterion, other: Criterion) -> Criterion:
    return Criterion(
        places=_and(one.places, other.places),
        start=max((bound for bound in (one.start, other.start) if bound is not None), default=None),
        end=min((bound for bound in (one.end, other.end) if bound is not None), default=None),
        rows=_and(one.rows, other.rows),
    )


def _and(one: Flags | None, other: Flags | None) -> Flags | None:
    if one is None or other is None:
        return other if one is None else one
    length = min(len(one), len(other))
    return one[:length] & other[:length]


class _Judge(Protocol):
    def __call__(self, comparison: Comparison, /) -> Flags:
        """Returns flags for one comparison."""


def _combined(where: Condition, judge: _Judge) -> Flags:
    """Returns the flags of the whole condition from those of its comparisons; there is no `has(…)` inside."""
    match where:
        case Comparison():
            return judge(where)
        case Not(inner):
            return ~_combined(inner, judge)
        case And(parts):
            return _reduced(np.logical_and, parts, judge)
        case Or(parts):
            return _reduced(np.logical_or, parts, judge)
        case Has():
            raise AssertionError("has(…) is judged with its unit")


def _reduced(join: np.ufunc, parts: Sequence[Condition], judge: _Judge) -> Flags:
    found = _combined(parts[0], judge)
    for part in parts[1:]:
        found = join(found, _combined(part, judge))
    return found


def _judged(where: Condition, *, partition: Partition, lookup: Lookup) -> Flags:
    """Returns for every interaction of the partition whether the condition holds; works for any nesting."""
    match where:
        case Comparison():
            return _looked_up(where, partition=partition, lookup=lookup)
        case Not(inner):
            return ~_judged(inner, partition=partition, lookup=lookup)
        case Has(inner):
            inside = _judged(inner, partition=partition, lookup=lookup)
            return _spread(np.logical_or.reduceat(inside, partition.offsets[:-1]), partition=partition)
        case And(parts):
            judged = [_judged(part, partition=partition, lookup=lookup) for part in parts]
            return np.asarray(np.logical_and.reduce(judged), np.bool_)
        case Or(parts):
            judged = [_judged(part, partition=partition, lookup=lookup) for part in parts]
            return np.asarray(np.logical_or.reduce(judged), np.bool_)


def _looked_up(comparison: Comparison, *, partition: Partition, lookup: Lookup) -> Flags:
    if _is_about_place(comparison):
        return lookup.places(comparison)[partition.place]
    if _is_about_customer(comparison):
        return _spread(lookup.customers(comparison)[partition.customer], partition=partition)
    return lookup.rows(comparison)[partition.row]


def _spread(by_unit: Flags, *, partition: Partition) -> Flags:
    return np.repeat(by_unit, np.diff(partition.offsets))
