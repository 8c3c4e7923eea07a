"""Daily series side by side: what is watched, and what was seen of it each day."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from resa.understand.array import Flags, Floats

Kind = Literal["count", "share", "wait"]
COUNT, SHARE, WAIT = 0, 1, 2
_CODES: dict[Kind, int] = {"count": COUNT, "share": SHARE, "wait": WAIT}


@dataclass(frozen=True, slots=True)
class Subject:
    """What one series tells: a figure at a place. A sign of trouble is a rise, a fall, or either.

    `home` is the touchpoint at which most of it happens, where the place is a wider one.
    """

    figure: str
    kind: Kind
    trouble: Literal["rise", "fall", "either"] = "rise"
    source: str | None = None
    channel: str | None = None
    touchpoint: str | None = None
    stage: str | None = None
    topic: str | None = None
    home: str | None = None

    @property
    def key(self) -> str:
        """A name that stays the same from day to day."""
        parts = (self.source, self.channel, self.touchpoint, self.topic)
        return ":".join([self.figure, *(part or "" for part in parts)])


@dataclass(frozen=True, eq=False)
class Panel:
    """k series over t days; `first_day` counts local days since 1970.

    `sums` (k, t) is what was seen: interactions, hits among `sizes`, or waits times `sizes`. `sizes` (k, t) is of how
    many: 1 a day for counts, else observations. `noise` (k,) is the variance of one observation's logarithm, for waits.
    `is_judged` (t,) leaves out public holidays. A series begins with the first day on which anything is seen.
    """

    subjects: tuple[Subject, ...]
    first_day: int
    sums: Floats
    sizes: Floats
    noise: Floats
    is_judged: Flags

    @cached_property
    def kinds(self) -> NDArray[np.int64]:
        """The code of each series' kind."""
        return np.array([_CODES[one.kind] for one in self.subjects], np.int64)

    @property
    def days(self) -> int:
        """How many days."""
        return int(self.sums.shape[1])

    @cached_property
    def begins(self) -> NDArray[np.int64]:
        """The first day of each series on which anything was seen; `days` where nothing ever was."""
        seen = (self.sums > 0) | ((self.sizes > 0) & (self.kinds != COUNT)[:, None])
        return np.where(seen.any(axis=1), seen.argmax(axis=1), self.days).astype(np.int64)

    def taken(self, at: NDArray[np.int64]) -> "Panel":
        """Returns the series at these places."""
        names = tuple(self.subjects[place] for place in at.tolist())
        return Panel(names, self.first_day, self.sums[at], self.sizes[at], self.noise[at], self.is_judged)
