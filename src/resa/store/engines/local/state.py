"""One revision in memory: the journey store, and over it what has come since."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from resa.kernels.join import concatenate
from resa.kernels.partition import Dictionary, Partition
from resa.kernels.select import take
from resa.store.assignment import Assignment
from resa.store.engines.local.histories import (
    Histories,
    Part,
    Rows,
    empty_partition,
    encoded,
    joined,
    joined_rows,
    renamed,
)
from resa.store.engines.local.tie import TieBreaks


@dataclass(frozen=True, slots=True)
class Layer:
    """Histories of which some units may be out of date; `dead` says which, None: none of them."""

    histories: Histories
    dead: NDArray[np.bool_] | None = None

    @property
    def interactions(self) -> int:
        """How many interactions it holds, dead ones included."""
        return self.histories.partition.interactions

    def units_of(self, customers: NDArray[np.int32]) -> NDArray[np.int64]:
        """Returns the living units of these customers."""
        units = self.histories.units_of(customers)
        return units if self.dead is None else units[~self.dead[units]]

    def without(self, units: NDArray[np.int64]) -> "Layer":
        """Returns the layer with these units dead."""
        if not len(units):
            return self
        dead = np.zeros(self.histories.partition.units, np.bool_) if self.dead is None else self.dead.copy()
        dead[units] = True
        return Layer(self.histories, dead)

    def living(self) -> Part:
        """Returns the units that hold."""
        dead = np.zeros(self.histories.partition.units, np.bool_) if self.dead is None else self.dead
        return Part(self.histories, np.flatnonzero(~dead))

    def living_partition(self) -> Partition:
        """Returns the partition of the units that hold."""
        partition = self.histories.partition
        return partition if self.dead is None else take(partition, np.flatnonzero(~self.dead))

    def dead_partition(self) -> Partition | None:
        """Returns the partition of the units that don't hold any more, None where there are none."""
        return None if self.dead is None else take(self.histories.partition, np.flatnonzero(self.dead))


@dataclass(frozen=True, slots=True)
class Delta:
    """Some customers as they were and as they are."""

    before: Partition
    after: Partition


class Epoch:
    """Between two epochs counts can't be carried over: the codes mean other things or the base was built anew."""


@dataclass(frozen=True, slots=True)
class State:
    """Every customer's history at one revision. Layer 0 is the base; a living unit stands in one layer only.

    `deltas` are the steps since the epoch began. Values never change: every step makes a new state.
    """

    layers: tuple[Layer, ...]
    dictionary: Dictionary
    deltas: tuple[Delta, ...]
    epoch: Epoch

    @property
    def overlay_interactions(self) -> int:
        """How many interactions stand over the base."""
        return sum(layer.interactions for layer in self.layers[1:])

    @property
    def base_interactions(self) -> int:
        """How many interactions the base holds."""
        return self.layers[0].interactions

    def living(self) -> Iterator[Partition]:
        """Yields partitions that together are every history once."""
        for layer in self.layers:
            partition = layer.living_partition()
            if partition.units:
                yield partition

    def signed(self) -> Iterator[tuple[int, Partition]]:
        """Yields partitions to add (1) and to subtract (-1) that together are every history once; copies little."""
        for layer in self.layers:
            yield 1, layer.histories.partition
            dead = layer.dead_partition()
            if dead is not None:
                yield -1, dead

    def stepped(self, *, touched: NDArray[np.int32], rows: Rows, assignment: Assignment, ties: TieBreaks) -> "State":
        """Returns the state in which the touched customers have these further rows and belong to the assignment.

        `touched` is sorted and holds every customer that these rows, or the rows of the touched, belong to now. The
        dictionary knows the places of all rows already.
        """
        dictionary = self.dictionary
        layers, taken = [], []
        for layer in self.layers:
            units = layer.units_of(touched)
            layers.append(layer.without(units))
            if len(units):
                taken.append(layer.histories.taking(units))
        together = joined_rows([*(histories.rows() for histories in taken), rows])
        after = encoded(together, assignment=assignment, dictionary=dictionary, ties=ties)
        nothing = empty_partition(dictionary)
        before = concatenate([nothing, *(histories.partition for histories in taken)])
        layers.append(Layer(after))
        return State(
            _merged(layers),
            dictionary,
            (*self.deltas, Delta(before, after.partition)),
            self.epoch,
        )

    def told(self, dictionary: Dictionary) -> "State":
        """Returns the state with a dictionary of more places or other names; encoded anew only where codes widen."""
        is_wider = (len(self.dictionary.touchpoints) <= 255) != (len(dictionary.touchpoints) <= 255)
        return self._with(dictionary, is_recoded=is_wider)

    def grouped(self, dictionary: Dictionary) -> "State":
        """Returns the state with places grouped anew: one pass over everything."""
        return self._with(dictionary, is_recoded=True)

    def _with(self, dictionary: Dictionary, *, is_recoded: bool) -> "State":
        def kept(partition: Partition) -> Partition:
            return (
                renamed(partition, dictionary=dictionary) if is_recoded else replace(partition, dictionary=dictionary)
            )

        layers = tuple(
            Layer(replace(layer.histories, partition=kept(layer.histories.partition)), layer.dead)
            for layer in self.layers
        )
        return State(layers, dictionary, (), Epoch())


def state_of(base: Histories, *, dictionary: Dictionary) -> State:
    """Returns the state that consists of a base alone."""
    return State((Layer(base),), dictionary, (), Epoch())


def no_histories(dictionary: Dictionary) -> Histories:
    """Returns histories of nobody."""
    return Histories(empty_partition(dictionary), np.empty(0, np.int64), np.empty(0, np.int32))


_TOGETHER = 4


def _merged(layers: Sequence[Layer]) -> tuple[Layer, ...]:
    """Puts small layers at the end together, so that there are few and each is copied a few times only."""
    sizes = [layer.interactions for layer in layers]
    while len(sizes) > _TOGETHER and sizes[-_TOGETHER] <= 2 * sizes[-1]:
        sizes[-_TOGETHER:] = [sum(sizes[-_TOGETHER:])]
    kept = len(sizes) - 1
    if len(layers) == len(sizes):
        return tuple(layers)
    return (*layers[:kept], Layer(joined([layer.living() for layer in layers[kept:]])))


def grouped_places(
    dictionary: Dictionary, *, before: Mapping[tuple[str, str], str], after: Mapping[tuple[str, str], str]
) -> NDArray[np.bool_]:
    """Returns by place code whether its touchpoint differs between two catalogues."""
    return np.array([before.get(one.named) != after.get(one.named) for one in dictionary.places], np.bool_)
