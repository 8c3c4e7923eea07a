"""How customers were served across channels before a day, how busy they were, and whether they came back after it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from resa.kernels.calendar import DAY
from resa.understand.array import Codes, Flags
from resa.understand.history import Fields, History
from resa.understand.repeat import repeat_chains

EARLIER_DAYS = 180
LATER_DAYS = 90
SEVERAL = 3
"""From so many channels on, a customer is met across channels."""


@dataclass(frozen=True, slots=True, eq=False)
class Handling:
    """Of each customer with at least two visits in the earlier days: how they were served, and what came after.

    `channels` (n,) is on how many of them they did something, `visits` how often they came, `idle_days` how long they
    had been away on the day, `told_twice` whether they raised one matter on two channels, `moved` whether they went
    from one channel to another, `came_back` whether they did anything in the later days, `had_reached` whether they
    reached the goal in the earlier ones. `day` is the epoch second between both.
    """

    channels: Codes
    visits: Codes
    idle_days: Codes
    told_twice: Flags
    moved: Flags
    came_back: Flags
    had_reached: Flags
    day: int


def handling(whole: History, further: Fields, *, reached: Flags, pause_seconds: int) -> Handling:
    """Returns how each customer was served up to 90 days before the newest interaction, and who came after that.

    `whole` holds customers, not parts of them. Only what customers did themselves counts. `reached` says by row
    number which interactions reach the goal.
    """
    is_out = np.array([place.direction == "out" for place in whole.dictionary.places], np.int64)
    own = whole.of_place(is_out) == 0
    newest = int(whole.seconds.max(initial=0))
    day = newest + 1 - LATER_DAYS * DAY
    earlier = own & (whole.seconds < day) & (whole.seconds >= day - EARLIER_DAYS * DAY)
    later = own & (whole.seconds >= day)
    at, units = np.flatnonzero(earlier), whole.partition.units
    unit, seconds = whole.unit[at], whole.seconds[at]
    begins = (np.diff(unit, prepend=-1) != 0) | (np.diff(seconds, prepend=0) > pause_seconds)
    visits = np.bincount(unit[begins], minlength=units)
    last = np.zeros(units, np.int64)
    last[unit] = seconds  # in order: the last one stays
    chosen = np.flatnonzero(visits >= 2)
    chains = repeat_chains(whole, further)
    twice = {one.customer for one in chains if day - EARLIER_DAYS * DAY <= one.first_seconds < day}
    customer = whole.partition.customer.astype(np.int64)
    channels = _channels(whole, at)
    return Handling(
        channels=channels[chosen],
        visits=visits[chosen],
        idle_days=((day - last) // DAY)[chosen],
        told_twice=np.isin(customer[chosen], np.array(sorted(twice), np.int64)),
        moved=(channels > 1)[chosen],
        had_reached=_reached(whole, at, reached)[chosen],
        came_back=(np.bincount(whole.unit[later], minlength=units) > 0)[chosen],
        day=day,
    )


def _reached(whole: History, at: NDArray[np.int64], reached: Flags) -> Flags:
    """Returns whether each unit reached the goal with one of these interactions."""
    row = whole.partition.row[at]
    inside = row < len(reached)
    hit = at[inside][reached[row[inside]]]
    return np.asarray(np.bincount(whole.unit[hit], minlength=whole.partition.units) > 0)


def _channels(whole: History, at: NDArray[np.int64]) -> Codes:
    """Returns on how many channels each unit did these interactions."""
    names = sorted(set(whole.dictionary.channels))
    code = np.array([names.index(one) for one in whole.dictionary.channels], np.int64)
    pairs = np.unique(whole.unit[at] * len(names) + whole.of_place(code)[at])
    return np.bincount(pairs // len(names), minlength=whole.partition.units)
