"""Tables from rows: the envelope that every question shares."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from resa.model.journey import Unit
from resa.model.measurement import Interval, Measurement
from resa.model.table import Measure, Table
from resa.store.port import Scope
from resa.understand.extent import Extent
from resa.understand.figure import SMALL_SAMPLE

Row = Mapping[str, Any]

COUNT = Measure("count", "count")
CUSTOMERS = Measure("customers", "count")
SHARE = Measure("share", "share")
MEDIAN_SECONDS = Measure("seconds", "median")


def units_measure(scope: Scope) -> Measure:
    """Returns what a column `customers` counts: the units that histories are cut into."""
    return CUSTOMERS if scope.unit is Unit.CUSTOMER else Measure(f"{scope.unit}s", "count")


@dataclass(frozen=True, slots=True)
class Answered:
    """What every answer says about itself: whose histories, cut how, seen when and at which revision."""

    scope: Scope
    extent: Extent
    now: datetime
    revision: int

    def table(
        self,
        what: str,
        *,
        columns: Sequence[str],
        rows: Iterable[Row],
        measures: Mapping[str, Measure],
        notes: Sequence[str] = (),
    ) -> Table:
        """Returns the rows as a table with its base, measures and notes."""
        return Table(
            what=what,
            columns=tuple(columns),
            rows=tuple(rows),
            base=self.extent.base(self.scope.unit),
            as_of=self.now,
            revision=self.revision,
            per=str(self.scope.unit),
            measures=dict(measures),
            notes=tuple(notes),
        )


def with_interval(name: str, measurement: Measurement) -> dict[str, Any]:
    """Returns a figure as columns: itself, its interval where it has one, and the mark of a small sample.

    >>> from resa.understand.figure import share
    >>> with_interval("share", share(1, whole=4))["small_sample"]
    True
    """
    found = unmarked(name, measurement)
    return {**found, "small_sample": True} if measurement.is_small_sample else found


def unmarked(name: str, measurement: Measurement | None) -> dict[str, Any]:
    """Returns one of several figures of a row as columns, itself and its interval; the row says if it rests on few.

    >>> unmarked("lost", None)
    {'lost': None}
    """
    if measurement is None:
        return {name: None}
    around = measurement.interval
    return {name: measurement.figure, **({f"{name}_interval": ends(around)} if around else {})}


def ends(interval: Interval) -> list[float]:
    """Returns an interval as JSON writes it."""
    return [interval.low, interval.high]


def marked(row: dict[str, Any], *, n: int) -> dict[str, Any]:
    """Returns the row with the mark of a small sample where fewer than 30 stand behind it."""
    return {**row, "small_sample": True} if n < SMALL_SAMPLE else row


def revision_of(engine: object) -> int:
    """Returns the revision that an engine answers from, 0 where it keeps none."""
    found = getattr(engine, "revision", 0)
    return int(found() if callable(found) else found)
