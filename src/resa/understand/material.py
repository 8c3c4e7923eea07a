"""Everything that a map is made from, loaded once and narrowed for each view."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from resa.kernels.calendar import month_numbers, month_starts
from resa.kernels.selection import Selection
from resa.mapping.catalogue import Catalogue
from resa.model.channel import channel_of
from resa.model.goal import Goal
from resa.model.touchpoint import Touchpoint
from resa.store.port import Engine, Scope
from resa.understand.array import Codes, Flags
from resa.understand.conversion import goal_rows
from resa.understand.figure import Grounds
from resa.understand.history import Fields, FieldSource, History, fields, history, narrowed
from resa.understand.order import priced
from resa.understand.reach import UNMET_KINDS, stage_numbers
from resa.understand.told import UNTIMED, Answers, answers, kept_answers

MOST_TREND_MONTHS = 24


@dataclass(frozen=True, eq=False)
class Material:
    """Histories, their fields, answers and the catalogue, all of one scope.

    `goal_by_row` says by the engine's row number which interactions reach the goal; None where nothing does. Months are
    those of the calendar of `zone`.
    """

    history: History
    fields: Fields
    answers: Answers
    catalogue: Catalogue
    goal: Goal | None
    goal_by_row: Flags | None
    months: tuple[int, ...]  # of the trends, since 1970
    zone: str = "UTC"

    @cached_property
    def grounds(self) -> Grounds:
        """When its figures were counted."""
        return self.history.extent.grounds()

    @cached_property
    def units(self) -> int:
        """How many customers, or journeys where histories were cut."""
        return self.history.partition.units

    @cached_property
    def stage_of_touchpoint(self) -> NDArray[np.int64]:
        """The 0-based stage of each touchpoint code, -1 where unplaced."""
        return stage_numbers(self.history.dictionary, catalogue=self.catalogue)

    @cached_property
    def touchpoints(self) -> tuple[Touchpoint | None, ...]:
        """The catalogue's entry of each touchpoint code."""
        known = {touchpoint.id: touchpoint for touchpoint in self.catalogue.touchpoints}
        return tuple(known.get(name) for name in self.history.dictionary.touchpoints)

    @cached_property
    def stage(self) -> Codes:
        """The stage of each interaction, -1 where unplaced."""
        if not len(self.stage_of_touchpoint):
            return np.zeros(0, np.int64)
        return self.stage_of_touchpoint[self.history.touchpoint]

    @cached_property
    def met_stage(self) -> Codes:
        """The stage of each interaction that the customer took part in, -1 where unplaced or we acted alone."""
        is_unmet = np.array([place.kind in UNMET_KINDS for place in self.history.dictionary.places], np.int64)
        return np.where(self.history.of_place(is_unmet) > 0, -1, self.stage)

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """The channel groups that occur, in a fixed order."""
        order = ("search_social", "web_app", "messaging", "in_person", "other")
        seen = {channel_of(channel).group for channel in self.history.dictionary.channels}
        return tuple(group for group in order if group in seen)

    @cached_property
    def group(self) -> Codes:
        """The channel group of each interaction."""
        number = {group: at for at, group in enumerate(self.groups)}
        channels = self.history.dictionary.channels
        return self.history.of_place(np.array([number[channel_of(one).group] for one in channels], np.int64))

    @cached_property
    def channels(self) -> tuple[str, ...]:
        """The channels that occur in the workspace."""
        return tuple(sorted(set(self.history.dictionary.channels)))

    @cached_property
    def channel(self) -> Codes:
        """The channel of each interaction, as a place in `channels`."""
        number = {channel: at for at, channel in enumerate(self.channels)}
        return self.history.of_place(np.array([number[one] for one in self.history.dictionary.channels], np.int64))

    @cached_property
    def month(self) -> Codes:
        """The month of each interaction as a place in `months`, -1 outside them."""
        return month_places(self.history.seconds, months=self.months, zone=self.zone)

    @cached_property
    def is_goal(self) -> Flags:
        """Which interactions reach the goal."""
        rows = self.history.partition.row
        found = np.zeros(len(rows), np.bool_)
        if self.goal_by_row is not None:
            inside = rows < len(self.goal_by_row)
            found[inside] = self.goal_by_row[rows[inside]]
        return found

    @cached_property
    def first_goal(self) -> NDArray[np.int64]:
        """The place of each unit's first interaction that reaches the goal, -1 where none does."""
        at = np.flatnonzero(self.is_goal)
        first = at[np.flatnonzero(np.diff(self.history.unit[at], prepend=-1))]
        found = np.full(self.units, -1, np.int64)
        found[self.history.unit[first]] = first
        return found


def material(
    engine: Engine,
    source: FieldSource,
    *,
    scope: Scope,
    catalogue: Catalogue,
    goal: Goal | None,
    zone: str = "UTC",
) -> Material:
    """Returns everything in scope; takes about 200 bytes an interaction."""
    whole = history(engine, scope=scope)
    reached = goal_rows(engine, scope=scope, goal=goal) if goal else None
    found = kept_answers(answers(source, catalogue=catalogue), engine=engine, scope=scope)
    has_goal = reached is not None and bool(reached.any())
    further = fields(source, whole)
    if has_goal:
        money, currency = priced(source, orders=further.order, money=further.money, currency=further.currency)
        further = replace(further, money=money, currency=currency)
    return Material(
        history=whole,
        fields=further,
        answers=found,
        catalogue=catalogue,
        goal=goal if has_goal else None,
        goal_by_row=reached if has_goal else None,
        months=trend_months(whole.seconds, zone=zone),
        zone=zone,
    )


def part_of(whole: Material, *, selection: Selection, kept: Flags) -> Material:
    """Returns the material of a view: the interactions that a selection keeps, and the answers in `kept`."""
    return replace(whole, history=narrowed(whole.history, selection=selection), answers=whole.answers.where(kept))


def trend_months(seconds: NDArray[np.int64], *, zone: str = "UTC") -> tuple[int, ...]:
    """Returns the months from the first to the last interaction, since 1970, the newest `MOST_TREND_MONTHS` of them.

    Months at either end with less than a thousandth of the interactions are left out: a stray date, or a zone's hour.
    """
    if not len(seconds):
        return ()
    months, counts = np.unique(month_numbers(seconds, zone=zone), return_counts=True)
    return worth_showing(months, counts)


def worth_showing(months: NDArray[np.int64], counts: NDArray[np.int64]) -> tuple[int, ...]:
    """Returns the months of trends from those that occur, sorted, and their interactions."""
    if not counts.sum():
        return ()
    worth = months[counts >= counts.sum() / 1000]
    return tuple(range(int(worth[0]), int(worth[-1]) + 1))[-MOST_TREND_MONTHS:]


def month_labels(months: Sequence[int]) -> tuple[str, ...]:
    """Returns the months as "2026-01".

    >>> month_labels([672])
    ('2026-01',)
    """
    return tuple(str(np.datetime64(month, "M")) for month in months)


def begin_text(second: int, *, zone: str = "UTC") -> str:
    """Returns how a filter says that midnight.

    >>> begin_text(0), begin_text(-3600, zone="Europe/Stockholm")
    ('1970-01-01', '1970-01-01T00:00+01:00')
    """
    local = datetime.fromtimestamp(second, ZoneInfo(zone))
    return str(local.date()) if zone == "UTC" else local.isoformat(timespec="minutes")


def month_places(seconds: NDArray[np.int64], *, months: Sequence[int], zone: str = "UTC") -> Codes:
    """Returns the place of each instant's month among `months`, -1 outside them."""
    if not months:
        return np.full(len(seconds), -1, np.int64)
    starts = month_starts(months[0], months[-1] + 1, zone=zone)
    at = np.searchsorted(starts, seconds, side="right") - 1
    return np.where((at >= 0) & (at < len(months)), at, -1)


def answer_months(found: Answers, *, months: Sequence[int], zone: str = "UTC") -> Codes:
    """Returns the place of each answer's month among `months`, -1 outside them or where its time is unknown."""
    at = month_places(found.microseconds // 1_000_000, months=months, zone=zone)
    return np.where(found.microseconds == UNTIMED, -1, at)
