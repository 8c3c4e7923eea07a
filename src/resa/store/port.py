"""What an engine must do, in our words.

An engine keeps batches, hands out whole-customer partitions in order, folds summaries over them, and forgets
customers. It may answer a fold in its own way, but must give the same answer.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from resa.kernels.partition import Partition
from resa.kernels.summary import Summary
from resa.model.condition import Condition
from resa.model.journey import JourneyRules, Unit
from resa.store.assignment import Assignment
from resa.store.batch import Batch


@dataclass(frozen=True, slots=True)
class Scope:
    """Which histories are asked for, and cut into which units.

    Histories are cut first; `has(…)` then keeps whole units, other conditions keep interactions and link their
    neighbours anew; units left empty are dropped. `stages` gives the stage of a touchpoint id and `segments` the
    customer codes of a segment, for the conditions that name them.
    """

    where: Condition | None = None
    unit: Unit = Unit.CUSTOMER
    rules: JourneyRules = field(default_factory=JourneyRules)
    stages: Mapping[str, str] = field(default_factory=dict)
    segments: Mapping[str, frozenset[int]] = field(default_factory=dict)


class Engine(Protocol):
    """Keeps what was received and answers from whole histories."""

    def append(self, batch: Batch) -> int:
        """Keeps a batch durably and returns the revision at which it is visible."""

    def assign(self, assignment: Assignment) -> None:
        """Takes over who is who; every figure follows."""

    def group(self, touchpoints: Mapping[tuple[str, str], str]) -> None:
        """Takes over the catalogue: (channel, name) to touchpoint id; absent places are their own touchpoint."""

    def partitions(self, scope: Scope) -> Iterator[Partition]:
        """Hands out whole-customer partitions in the canonical order; kernels may not write to them."""

    def fold(self, summaries: Sequence[Summary[Any]], *, scope: Scope) -> list[Any]:
        """Returns the finished answer of each summary, all computed in one pass."""

    def touched(self, since: int) -> frozenset[int]:
        """Returns the codes of the customers whose histories changed after that revision."""

    def erase(self, customers: Collection[int]) -> None:
        """Forgets everything about these customers, log included."""
