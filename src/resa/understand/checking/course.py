"""Visits to site and app on their way to an order: on which kind of screen, over which steps, and where they end."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from resa.understand.array import Codes, Flags
from resa.understand.history import History
from resa.understand.observation import is_cart, is_done
from resa.understand.visiting import is_visit

PHONE, DESKTOP = 0, 1
"""Kinds of screens; -1 is any other, or not told."""

USUAL_SHARE = 0.4
"""A step belongs to the checkout when so many of the visits that order take it between basket and order."""

LEAST_ORDERS = 30
MOST_STEPS = 8

_PHONES = ("mobile", "mobil", "phone", "iphone", "android phone")
_DESKTOPS = ("desktop", "dator", "computer", "pc", "laptop", "mac", "windows")


@dataclass(frozen=True, eq=False)
class Course:
    """Visits side by side, in the order of `at` (m,), the places in the history of what people did on site and app.

    `visit` (m,) is the 0-based visit of each; `is_goal` (m,) says where the goal is reached, `is_done` where something
    is bought (a goal, or a step that says so), `is_cart` where something is in the basket.
    """

    history: History
    at: Codes
    visit: Codes
    is_goal: Flags
    is_done: Flags
    is_cart: Flags

    @cached_property
    def visits(self) -> int:
        """How many visits."""
        return int(self.visit[-1]) + 1 if len(self.visit) else 0

    @cached_property
    def begins(self) -> Codes:
        """The place in `at` of each visit's first step."""
        return np.flatnonzero(np.diff(self.visit, prepend=-1))

    @cached_property
    def touchpoint(self) -> Codes:
        """The touchpoint of each step."""
        return self.history.touchpoint[self.at]

    @cached_property
    def customer(self) -> Codes:
        """The unit of each visit."""
        return self.history.unit[self.at[self.begins]]

    @cached_property
    def screen(self) -> Codes:
        """The kind of screen of each visit, by its first step that tells."""
        kinds = np.array([_screen(place.device) for place in self.history.dictionary.places], np.int64)
        told = self.history.of_place(kinds)[self.at]
        known = np.flatnonzero(told >= 0)[::-1]
        found = np.full(self.visits, -1, np.int64)
        found[self.visit[known]] = told[known]  # earlier ones overwrite
        return found

    @cached_property
    def has_reached(self) -> Flags:
        """Which visits reach the goal."""
        return self.any(self.is_goal)

    def any(self, flags: Flags) -> Flags:
        """Returns which visits have any such step."""
        return np.asarray(np.bincount(self.visit[flags], minlength=self.visits) > 0)

    @cached_property
    def first_cart(self) -> Codes:
        """The place in `at` of each visit's first look into the basket, -1 without one."""
        return self._first(self.is_cart)

    @cached_property
    def first_done(self) -> Codes:
        """The place in `at` of each visit's first purchase after its basket, -1 without one."""
        after = (
            self.is_done & (self.first_cart[self.visit] >= 0) & (np.arange(len(self.at)) > self.first_cart[self.visit])
        )
        return self._first(after)

    def _first(self, flags: Flags) -> Codes:
        found = np.full(self.visits, -1, np.int64)
        where = np.flatnonzero(flags)[::-1]
        found[self.visit[where]] = where
        return found

    @cached_property
    def between(self) -> Flags:
        """Which steps lie between the basket and the order of a visit that orders, both included."""
        place = np.arange(len(self.at))
        first, last = self.first_cart[self.visit], self.first_done[self.visit]
        return (last >= 0) & (place >= first) & (place <= last)

    @cached_property
    def orders(self) -> Codes:
        """The visits that order after their basket."""
        return np.flatnonzero(self.first_done >= 0)

    @cached_property
    def steps(self) -> tuple[int, ...]:
        """The touchpoints of the checkout in their usual order; none where too few visits order."""
        if len(self.orders) < LEAST_ORDERS:
            return ()
        where = np.flatnonzero(self.between)
        size = len(self.history.dictionary.touchpoints)
        once, first = np.unique(self.visit[where] * size + self.touchpoint[where], return_index=True)
        met, position = once % size, where[first] - self.first_cart[once // size]
        often = np.flatnonzero(np.bincount(met, minlength=size) >= USUAL_SHARE * len(self.orders))
        middle = {int(one): float(np.median(position[met == one])) for one in often.tolist()}
        return tuple(sorted(middle, key=lambda one: (middle[one], one)))[:MOST_STEPS]

    def name(self, touchpoint: int) -> str:
        """Returns what the catalogue calls a touchpoint."""
        return self.history.dictionary.touchpoints[touchpoint]

    def ended(self, touchpoint: int) -> tuple[Codes, Flags]:
        """Returns the visits that come to a step, and which of them end there without having bought."""
        size = len(self.history.dictionary.touchpoints)
        met = np.unique(self.visit[self.touchpoint == touchpoint])
        last = np.append(self.begins[1:], len(self.at)) - 1
        bought = self.any(self.is_done)
        return met, (self.touchpoint[last[met]] == touchpoint) & ~bought[met] if size else np.zeros(0, np.bool_)

    def went_back(self, touchpoint: int) -> tuple[Codes, Flags]:
        """Returns the visits that come to a step, and which of them go from it straight back to an earlier one."""
        place = np.array([self.steps.index(one) if one in self.steps else -1 for one in range(self._size)], np.int64)
        mine = np.flatnonzero(self.touchpoint == touchpoint)
        goes_on = mine[mine + 1 < len(self.at)]
        goes_on = goes_on[self.visit[goes_on + 1] == self.visit[goes_on]]
        following = place[self.touchpoint[goes_on + 1]]
        back = goes_on[(following >= 0) & (following < place[touchpoint])]
        met = np.unique(self.visit[mine])
        return met, np.isin(met, self.visit[back])

    @property
    def _size(self) -> int:
        return len(self.history.dictionary.touchpoints)

    @cached_property
    def earlier_visits(self) -> Codes:
        """How many visits of the same customer lie before each."""
        begins = np.flatnonzero(np.diff(self.customer, prepend=-1))
        return np.arange(self.visits) - np.repeat(begins, np.diff(np.append(begins, self.visits)))

    @cached_property
    def had_reached(self) -> Flags:
        """Whether the customer of each visit reached the goal in an earlier one."""
        sums: Codes = np.cumsum(self.has_reached) - self.has_reached
        begins = np.flatnonzero(np.diff(self.customer, prepend=-1))
        base: Codes = np.repeat(sums[begins], np.diff(np.append(begins, self.visits)))
        return np.asarray(sums - base > 0)


def course(whole: History, *, goal_rows: Flags, pause_seconds: int) -> Course:
    """Returns the visits of a history of customers; `goal_rows` says by row number where the goal is reached."""
    places = whole.dictionary.places
    own = np.array([is_visit(place) for place in places], np.int64)
    at = np.flatnonzero(whole.of_place(own) == 1)
    pause = np.diff(whole.seconds[at], prepend=0) > pause_seconds
    visit = np.cumsum((np.diff(whole.unit[at], prepend=-1) != 0) | pause) - 1
    row = whole.partition.row[at].astype(np.int64)
    is_goal = np.append(goal_rows, False)[np.minimum(row, len(goal_rows))]
    cart, done = (_of(whole, at, test) for test in (is_cart, is_done))
    return Course(whole, at, visit, is_goal, is_goal | done, cart & ~is_goal & ~done)


def _of(whole: History, at: Codes, test: Callable[[str, str], bool]) -> NDArray[np.bool_]:
    claims = [bool(test(place.name.casefold(), place.kind)) for place in whole.dictionary.places]
    return np.asarray(whole.of_place(np.array(claims, np.int64))[at] == 1)


def _screen(device: str) -> int:
    """Returns the kind of screen that a source's word means.

    >>> _screen("Mobile"), _screen("Desktop (Windows)"), _screen("tablet"), _screen("")
    (0, 1, -1, -1)
    """
    words = device.casefold().replace("(", " ").replace(")", " ").replace("/", " ").replace("_", " ").split()
    if any(word in _PHONES or word.startswith(("smartphone", "iphone")) for word in words):
        return PHONE
    return DESKTOP if any(word in _DESKTOPS for word in words) else -1
