"""Counts that are carried from one state to the next instead of being counted again."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import Any

import numpy as np

from resa.kernels.partition import Partition
from resa.kernels.select import take
from resa.kernels.summary import Subtractable, Summary
from resa.store.engines.local.scoping import Scoped
from resa.store.engines.local.state import Epoch, State

_REMEMBERED = 64

_MOST_STEPS = 64
"""After so many steps counting starts afresh: some counts grow a little with every step."""


_Key = tuple[Summary[Any], Hashable]


class Question:
    """A state seen through a scope; each part is cut and filtered once, however many summaries ask."""

    def __init__(self, state: State, *, scoped: Callable[[Partition], Scoped]) -> None:
        self.state = state
        self._scoped = scoped

    @cached_property
    def signed(self) -> Sequence[tuple[int, Scoped]]:
        """Partitions to add (1) and to subtract (-1) that together are every unit once; never empty."""
        return [(sign, self._scoped(partition)) for sign, partition in self.state.signed()]

    @cached_property
    def living(self) -> Sequence[Scoped]:
        """Partitions that together are every unit once; never empty."""
        nobody = take(self.state.layers[0].histories.partition, np.empty(0, np.int64))
        return [self._scoped(partition) for partition in self.state.living()] or [self._scoped(nobody)]

    @cached_property
    def deltas(self) -> Sequence[tuple[Scoped, Scoped]]:
        """The steps since the epoch began: customers as they were, and as they are."""
        return [(self._scoped(delta.before), self._scoped(delta.after)) for delta in self.state.deltas]

    def since(self, step: int) -> Sequence[tuple[Scoped, Scoped]]:
        """Returns the steps after the first `step` ones."""
        if step == len(self.state.deltas):
            return ()
        if step == len(self.state.deltas) - 1:
            return (self._last,)
        return self.deltas[step:]

    @cached_property
    def _last(self) -> tuple[Scoped, Scoped]:
        delta = self.state.deltas[-1]
        return self._scoped(delta.before), self._scoped(delta.after)


@dataclass(frozen=True, slots=True)
class _Known:
    """Counts after `step` steps of an epoch, counted afresh after `begun`."""

    epoch: Epoch
    begun: int
    step: int
    counts: Any


class Counting:
    """Counts summaries over states, and remembers the counts that can be carried on."""

    def __init__(self) -> None:
        self._known: OrderedDict[_Key, _Known] = OrderedDict()
        self._lock = Lock()

    def counts(self, summary: Summary[Any], *, question: Question, scope: Hashable) -> Any:
        """Returns the counts of all units. `scope` tells scopes apart; None where counts must not be carried on."""
        state = question.state
        key = _key(summary, scope)
        known = self._get(key, state=state)
        counted = known.counts if known else _afresh(summary, question=question)
        for before, after in question.since(known.step) if known else ():
            counted = counted - before.counts(summary) + after.counts(summary)
        if key is not None and isinstance(counted, Subtractable):
            begun = known.begun if known else len(state.deltas)
            self._put(key, _Known(state.epoch, begun, len(state.deltas), counted))
        return counted

    def carried(self, *, most: int) -> Sequence[tuple[Summary[Any], Any]]:
        """Returns the summaries and scopes asked last of those that are carried on."""
        with self._lock:
            return list(self._known)[-most:]

    def _get(self, key: _Key | None, *, state: State) -> _Known | None:
        with self._lock:
            known = None if key is None else self._known.get(key)
        if known is None or known.epoch is not state.epoch or known.step > len(state.deltas):
            return None
        return known if len(state.deltas) - known.begun <= _MOST_STEPS else None

    def _put(self, key: _Key, known: _Known) -> None:
        with self._lock:
            self._known[key] = known
            self._known.move_to_end(key)
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)


def _key(summary: Summary[Any], scope: Hashable) -> _Key | None:
    """Returns what tells the question apart, None where it can't be compared with others."""
    if scope is None:
        return None
    try:
        hash((summary, scope))
    except TypeError:
        return None
    return summary, scope


def _afresh(summary: Summary[Any], *, question: Question) -> Any:
    (_, first), *others = question.signed
    total = first.counts(summary)
    if not isinstance(total, Subtractable):
        return _added(summary, question.living)
    for sign, scoped in others:
        part = scoped.counts(summary)
        total = total + part if sign > 0 else total - part
    return total


def _added(summary: Summary[Any], parts: Sequence[Scoped]) -> Any:
    total = parts[0].counts(summary)
    for part in parts[1:]:
        total = total + part.counts(summary)
    return total
