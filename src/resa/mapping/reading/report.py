"""What reading made of a file: everything in it either became something or was left out, and the report says which."""

from dataclasses import dataclass, field
from typing import ClassVar

from resa.mapping.export.loss import LossList
from resa.model.errors import UsageError
from resa.model.journeymap import JourneyMap


class UnreadableMapError(UsageError):
    """A file that can't be read as a map; `faults` says where and why, all at once."""

    code: ClassVar[str] = "unreadable_map"


@dataclass(frozen=True, slots=True)
class ReadingReport:
    """How a file was understood. `became` says which part of it became what, `left_out` what is not on the map."""

    form: str
    became: tuple[str, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadMap:
    """The map that a file holds, and how it was understood."""

    map: JourneyMap
    report: ReadingReport


@dataclass(slots=True)
class Reading:
    """Gathers, while a file is read, what became of its parts; faults are raised together at the end."""

    form: str
    name: str
    became: list[str] = field(default_factory=list)
    left_out: LossList = field(default_factory=LossList)
    faults: list[str] = field(default_factory=list)

    def check(self) -> None:
        """Raises `UnreadableMapError` where there are faults."""
        if self.faults:
            raise UnreadableMapError(
                f"expected {self.form} that makes a map in {self.name}, got {len(self.faults)} faults",
                faults=self.faults,
            )

    def done(self, journey_map: JourneyMap) -> ReadMap:
        """Returns the map with the report."""
        self.check()
        return ReadMap(journey_map, ReadingReport(self.form, tuple(self.became), self.left_out.told().sentences))
