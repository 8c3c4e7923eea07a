"""A stretch of time, half open."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Period:
    """From `start`, included, to `end`, excluded; both are aware instants.

    >>> from datetime import UTC
    >>> may = Period(datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC))
    >>> datetime(2026, 6, 1, tzinfo=UTC) in may
    False
    """

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.start.tzinfo is None or self.end.tzinfo is None:
            raise ValueError(f"a period needs instants with a time zone, got {self.start} to {self.end}")
        if self.end < self.start:
            raise ValueError(f"a period ends after it starts, got {self.start} to {self.end}")

    def __contains__(self, instant: datetime) -> bool:
        return self.start <= instant < self.end
