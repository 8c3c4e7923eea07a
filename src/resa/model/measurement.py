"""A number together with everything it rests on."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from resa.model.period import Period


class Provenance(StrEnum):
    """How a field came to be known."""

    MEASURED = "measured"  # counted in the data
    ASSERTED = "asserted"  # said by a person
    INFERRED = "inferred"  # concluded by a rule or a model


@dataclass(frozen=True, slots=True)
class Interval:
    """The range a figure plausibly lies in, both ends included, at 95 % unless said otherwise."""

    low: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.high:
            raise ValueError(f"an interval runs from low to high, got {self.low} to {self.high}")


@dataclass(frozen=True, slots=True)
class Base:
    """Who and what a figure is counted over."""

    customers: int
    interactions: int
    period: Period | None = None
    journeys: int | None = None


@dataclass(frozen=True, slots=True)
class Measurement:
    """One figure: its value, unit and variant, and what it rests on.

    `figure` is None where it is withheld (too few people) or does not exist. `n` counts the
    observations, customers or answers, behind it. A share is between 0 and 1.
    """

    figure: float | None
    unit: str  # "share", "seconds", "count", "points", "score", or a currency such as "SEK"
    variant: str  # which arithmetic, for example "nps", "csat_top2_share", "median"
    n: int
    interval: Interval | None = None
    period: Period | None = None
    is_exact: bool = True
    is_small_sample: bool = False
    is_withheld: bool = False
    fresh_at: datetime | None = None  # the newest interaction it saw
    provenance: Provenance = Provenance.MEASURED
