"""What happened, written down while the year is lived: one table per system, columns of arrays."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from resa.examples.retail.clock import Seconds, Year
from resa.examples.retail.people import People

Columns = dict[str, NDArray[Any]]


@dataclass(slots=True)
class Ledger:
    """Tables that grow while the year is lived. Every table has `time` and `who`, the person's place."""

    year: Year
    pieces: dict[str, list[Columns]] = field(default_factory=dict)
    orders: int = 0
    receipts: int = 0

    def add(self, table: str, *, time: Seconds, **columns: ArrayLike) -> None:
        """Writes down rows of a table; single figures and texts stand for the whole column."""
        arrays = {name: np.broadcast_to(np.asarray(column), time.shape) for name, column in columns.items()}
        self.pieces.setdefault(table, []).append({"time": time, **arrays})

    def new_orders(self, number: int) -> NDArray[np.int64]:
        """Returns numbers that no order has yet."""
        self.orders += number
        return np.arange(self.orders - number, self.orders)

    def new_receipts(self, number: int) -> NDArray[np.int64]:
        """Returns numbers that no receipt has yet."""
        self.receipts += number
        return np.arange(self.receipts - number, self.receipts)

    def table(self, name: str) -> Columns:
        """Returns a table in time order, ties as written; what lies outside the year has not happened."""
        pieces = self.pieces.get(name, [])
        if not pieces:
            raise KeyError(f"nothing was written down in {name!r}; tables: {', '.join(sorted(self.pieces))}")
        columns = {column: np.concatenate([piece[column] for piece in pieces]) for column in pieces[0]}
        time = columns["time"]
        order = np.argsort(time, kind="stable")
        kept = order[(time[order] >= self.year.start) & (time[order] < self.year.end)]
        return {column: array[kept] for column, array in columns.items()}


@dataclass(frozen=True, slots=True)
class World:
    """All that a stage of the year needs: who, when, chance, and where to write down."""

    people: People
    year: Year
    rng: np.random.Generator
    ledger: Ledger

    def chance(self, probability: ArrayLike, size: int) -> NDArray[np.bool_]:
        """Returns True with the given probability, for each of `size`."""
        return self.rng.random(size) < np.asarray(probability)

    def days(self, low: float, high: float, size: int) -> Seconds:
        """Returns whole seconds between `low` and `high` days."""
        return (self.rng.uniform(low, high, size) * 86_400).astype(np.int64)
