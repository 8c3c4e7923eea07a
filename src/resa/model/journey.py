"""Journeys: one customer's ordered steps, and the units a history can be cut into."""

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """What a figure is counted per."""

    CUSTOMER = "customer"  # the whole history
    JOURNEY = "journey"  # a gap longer than `JourneyRules.gap_days` starts a new one
    SESSION = "session"  # a gap longer than `JourneyRules.session_minutes` starts a new one


@dataclass(frozen=True, slots=True)
class JourneyRules:
    """How histories are cut. A gap exactly as long as the limit does not cut."""

    gap_days: float = 90.0
    session_minutes: float = 30.0

    def __post_init__(self) -> None:
        if self.gap_days <= 0 or self.session_minutes <= 0:
            raise ValueError(f"gaps are longer than zero, got {self.gap_days} days and {self.session_minutes} minutes")

    def gap_seconds(self, unit: Unit) -> int | None:
        """Returns the gap that cuts, in seconds; None where nothing is cut."""
        match unit:
            case Unit.CUSTOMER:
                return None
            case Unit.JOURNEY:
                return round(self.gap_days * 86_400)
            case Unit.SESSION:
                return round(self.session_minutes * 60)
