"""What every analysis is: counts of a partition that can be added up.

An analysis is a frozen value with its parameters (`Transitions(…)`, `Funnel(steps, …)`); `of(partition)` gives its
counts. Counts support `+`, and `-` where the arithmetic allows, and compare equal by content; `finish()` turns them
into the answer. Three laws, tested on every engine: the sum over partitions equals the whole; taking out the touched
units as they were and adding them as they are equals starting afresh; an engine's own way equals the fold.
"""

from typing import Any, Protocol, Self, TypeVar, runtime_checkable

from resa.kernels.partition import Partition
from resa.kernels.selection import Selection


class Counts(Protocol):
    """Counts of some units, which can be joined with the counts of other units."""

    def __add__(self, other: Self, /) -> Self:
        """Returns the counts of both sets of units together."""

    def finish(self) -> Any:
        """Returns the answer that the counts give."""


@runtime_checkable
class Subtractable(Protocol):
    """Counts from which the counts of some of their units can be taken out again."""

    def __sub__(self, other: Self, /) -> Self:
        """Returns the counts without those units."""


CountsType_co = TypeVar("CountsType_co", bound=Counts, covariant=True)


@runtime_checkable
class Selecting(Protocol):
    """A summary that can count what a selection keeps without having it written out first."""

    def of_selected(self, partition: Partition, selection: Selection, /) -> Any:
        """Returns the same counts as `of` for what `select` returns."""


class Summary(Protocol[CountsType_co]):
    """One analysis, ready to be computed over any partition."""

    def of(self, partition: Partition) -> CountsType_co:
        """Returns the counts of these units; an empty partition gives the neutral counts."""
