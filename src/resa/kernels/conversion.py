"""Which units reach a goal, how long it takes them, and what they met before."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from resa.kernels.arithmetic import Counts
from resa.kernels.compilation import Array, compiled
from resa.kernels.draw import NOTHING_WANTED, counted, grown
from resa.kernels.partition import Partition
from resa.kernels.quantile import BinnedSeconds
from resa.kernels.tally import Tally
from resa.kernels.thread import per_range
from resa.kernels.waitbin import BINS


@dataclass(frozen=True, slots=True)
class ConversionFigures:
    """Units, and how many reached the goal; `met` and `met_converted` (touchpoints,) say who met what before.

    Units that reached the goal met what came before the first time; the others, all they have.
    """

    units: int
    converted: int
    customers: int
    customers_converted: int
    median_seconds: float | None
    met: NDArray[np.int64]
    met_converted: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class ConversionCounts(Counts):
    """`totals`: units, converted units, customers, converted customers; `met`: all, converted, by touchpoint."""

    totals: NDArray[np.int64]  # (4,)
    met: NDArray[np.int64]
    seconds: BinnedSeconds

    def finish(self) -> ConversionFigures:
        """Returns the figures, with the exact median time from a unit's first interaction to its first goal."""
        median = self.seconds.quantiles((0.5,))
        units, converted, customers, customers_converted = (int(total) for total in self.totals)
        seconds = float(median[0, 0]) if len(median) else None
        return ConversionFigures(units, converted, customers, customers_converted, seconds, self.met[0], self.met[1])


@dataclass(frozen=True, slots=True, eq=False)
class Conversion:
    """Units with an interaction of a goal: at one of these places (by place code), or in these rows (by row)."""

    places: NDArray[np.bool_] | None = None
    rows: NDArray[np.bool_] | None = None

    def of(self, partition: Partition) -> ConversionCounts:
        """Returns the counts of these units."""
        parts = self._walked(partition, wanted=NOTHING_WANTED)
        return ConversionCounts(
            totals=np.sum([totals for _, totals, _, _ in parts], axis=0),
            met=np.sum([met for _, _, met, _ in parts], axis=0),
            seconds=BinnedSeconds.of(
                Tally.of_dense([bins for _, _, _, bins in parts]), partition=partition, draw=self._draw
            ),
        )

    def _draw(self, partition: Partition, wanted: NDArray[np.uint8]) -> NDArray[np.uint64]:
        return np.concatenate([drawn for drawn, _, _, _ in self._walked(partition, wanted=wanted)])

    def _walked(self, partition: Partition, *, wanted: NDArray[np.uint8]) -> list[tuple[Array, Array, Array, Array]]:
        nothing = np.zeros(0, np.bool_)
        places = np.zeros(max(1, len(partition.dictionary.places)), np.bool_) if self.places is None else self.places
        rows = nothing if self.rows is None else self.rows
        given = (partition.offsets, partition.customer, partition.touchpoint, partition.time, partition.place)

        def work(first: int, last: int) -> tuple[Array, Array, Array, Array]:
            totals, bins = np.zeros(4, np.int64), np.zeros(BINS, np.uint32)
            met = np.zeros((2, len(partition.dictionary.touchpoints)), np.int64)
            drawn = _walk(first, last, *given, partition.row, places, rows, wanted, totals, met, bins)
            return drawn, totals, met, bins

        return per_range(partition.offsets, work, together=partition.customer)


@compiled(writes=3)
def _walk(
    first: int,
    last: int,
    offsets: Array,
    customer: Array,
    touchpoint: Array,
    time: Array,
    place: Array,
    row: Array,
    places: Array,
    rows: Array,
    wanted: Array,
    totals: Array,
    met: Array,
    bins: Array,
) -> Array:
    """Counts units and what they met; returns the wanted times to the goal."""
    drawn, many = np.empty(1 << 12, np.uint64), 0
    by_row = len(rows) > 0
    latest = np.full(met.shape[1], -1, np.int64)  # the unit that met the touchpoint last
    before = np.empty(met.shape[1], np.int64)
    customer_converted = False
    for unit in range(first, last):
        fresh = unit == first or customer[unit] != customer[unit - 1]
        customer_converted = customer_converted and not fresh
        begin, count, converted = offsets[unit], 0, 0
        at = begin
        while at < offsets[unit + 1]:
            if places[place[at]] or (by_row and rows[row[at]]):
                converted = 1
                break
            code = touchpoint[at]
            if latest[code] != unit:
                latest[code] = unit
                before[count] = code
                count += 1
            at += 1
        for number in range(count):
            met[0, before[number]] += 1
            met[1, before[number]] += converted
        totals[0] += 1
        totals[1] += converted
        totals[2] += fresh
        if converted:
            totals[3] += not customer_converted
            customer_converted = True
            seconds = np.int64(time[at]) - np.int64(time[begin])
            if counted(seconds, 0, wanted, bins):
                drawn = grown(drawn, many + 1)
                drawn[many] = np.uint64(seconds)
                many += 1
    return drawn[:many]
