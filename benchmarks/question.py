"""What is asked, in words that all can answer."""

from dataclasses import dataclass, field

import numpy as np

from resa.kernels.partition import Partition

SESSION_SECONDS = 1800
FUNNEL_SECONDS = 7 * 86_400
STEPS = 10
TOP = 10


@dataclass(frozen=True, slots=True)
class Question:
    """One row of the table: how many times faster than the fastest peer we must be."""

    name: str
    factor: float
    factor_at_scale: float  # from 50 million interactions on
    column: str = ""  # keep only interactions with one of these codes here: "touchpoint" or "channel"
    codes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """What peers need to know of the data beside the table."""

    steps: tuple[int, ...]
    month_starts: np.ndarray = field(repr=False)  # in seconds since the origin, the first at or before 0
    origin: int = 0  # epoch second


def questions(rare: tuple[int, ...]) -> tuple[Question, ...]:
    return (
        Question("transitions", 6, 10),
        Question("transitions with exact medians", 5, 9),
        Question("variants", 14, 20),
        Question("funnel", 9, 14),
        Question("step matrix", 15, 15),
        Question("sessions", 4.5, 8),
        Question("Markov counts", 5, 5),
        Question("cohorts", 20, 20),
        Question("narrow filter, exact medians", 4, 3, column="touchpoint", codes=rare),
        Question("wide filter, exact medians", 3.5, 3, column="channel", codes=(0, 1, 2, 3, 4, 5, 6, 7)),
    )


def framed(partition: Partition, *, steps: tuple[int, ...]) -> Frame:
    origin = np.datetime64(partition.origin, "s")
    last = origin + np.timedelta64(int(partition.time.max()), "s")
    months = np.arange(origin.astype("datetime64[M]"), last.astype("datetime64[M]") + 1)
    return Frame(steps, (months.astype("datetime64[s]") - origin).astype(np.int64), partition.origin)
