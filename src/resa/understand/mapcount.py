"""Everything that a map counts under a filter, in a few walks over what the filter leaves.

Nothing is loaded beside the partitions: what records say beyond them was laid out by row before (`rowfacts`). A law in
the tests holds the figures to those that their plain twin finds in loaded histories.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from resa.kernels.arrival import Arrival, ArrivalCounts
from resa.kernels.calendar import Calendar, Months, Occurrences, calendar, occurrences
from resa.kernels.contact import ContactCounts, Contacting
from resa.kernels.meeting import CONTACT, Meeting, MeetingCounts
from resa.kernels.messaging import MessageCounts, Messaging
from resa.kernels.partition import Partition
from resa.kernels.quantile import BinnedSeconds
from resa.kernels.transition import EdgeCounts, EdgeWaitCounts, TransitionCustomers, TransitionWaits
from resa.model.measurement import Measurement
from resa.understand import figure, interval
from resa.understand.array import Codes
from resa.understand.extent import Extent
from resa.understand.figure import Grounds
from resa.understand.material import worth_showing
from resa.understand.repeat import WINDOW_DAYS
from resa.understand.river import LONGEST_REACH_DAYS, SHORTEST_REACH_DAYS
from resa.understand.rowfacts import RowFacts, numbered_matters
from resa.understand.told import Answers

LATER_VISIT_SECONDS = 1_800
"""Who goes back sooner than that is looking around, not coming back."""


@dataclass(frozen=True, slots=True, eq=False)
class Spots:
    """Single interactions that matter by themselves: their unit, row, stage (-1 for none) and epoch second."""

    unit: Codes
    row: Codes
    stage: Codes
    seconds: Codes


@dataclass(frozen=True, eq=False)
class MapCount:
    """The partitions of one filter, what is known of their rows, and the answers that the filter keeps.

    Months are those of the calendar of `zone`.
    """

    partitions: Sequence[Partition]
    facts: RowFacts
    said: Answers
    shown: tuple[int, ...] | None = None  # the months of trends, where others than its own
    zone: str = "UTC"

    @cached_property
    def extent(self) -> Extent:
        """Who and what was counted."""
        customers = sum(int(np.count_nonzero(np.diff(one.customer, prepend=-1))) for one in self.partitions)
        interactions, seen, origin = int(self.occurrences.counts.sum()), self.occurrences, self.origin
        if not interactions:
            return Extent()
        return Extent(customers, self.units, interactions, origin + seen.first, origin + seen.last)

    @cached_property
    def grounds(self) -> Grounds:
        """When its figures were counted."""
        return self.extent.grounds()

    @cached_property
    def units(self) -> int:
        """How many customers, or journeys where histories were cut."""
        return sum(one.units for one in self.partitions)

    @property
    def origin(self) -> int:
        """The epoch second from which partitions count."""
        return self.partitions[0].origin

    @cached_property
    def occurrences(self) -> Occurrences:
        """Interactions by month."""
        first, *others = [occurrences(one, self.calendar) for one in self.partitions]
        return sum(others, start=first)

    @cached_property
    def calendar(self) -> Calendar:
        """The months of the partitions' clock."""
        return calendar(self.origin, zone=self.zone)

    @cached_property
    def months(self) -> tuple[int, ...]:
        """The months of trends, since 1970."""
        if self.shown is not None:
            return self.shown
        occurring = np.flatnonzero(self.occurrences.counts)
        return worth_showing(occurring + self.calendar.first, self.occurrences.counts[occurring])

    def place_of_month(self, months: Codes) -> Codes:
        """Returns the place of months since 1970 among those of trends, -1 for others."""
        if not self.months:
            return np.full(len(months), -1, np.int64)
        at = months - self.months[0]
        return np.where((at >= 0) & (at < len(self.months)), at, -1)

    def month_of(self, seconds: Codes) -> Codes:
        """Returns the place of each epoch second's month among those of trends, -1 for others."""
        return self.place_of_month(self.calendar.months(seconds - self.origin))

    @cached_property
    def clock(self) -> Months:
        """The months of the partitions' clock, and which of them trends show."""
        place = self.place_of_month(np.arange(self.calendar.since) + self.calendar.first)
        return Months(self.calendar, np.where(place < 0, len(self.months), place), len(self.months))

    @cached_property
    def stages(self) -> int:
        """How many stages there are."""
        return len(self.facts.catalogue.stages)

    @cached_property
    def arrivals(self) -> ArrivalCounts:
        """When units first were in stages."""
        facts = self.facts
        asked = Arrival(
            stages=self.stages,
            tints=max(1, len(facts.groups)),
            months=self.clock,
            stage_of_touchpoint=facts.stage_of_touchpoint,
            takes_part=facts.takes_part,
            tint_of_place=facts.group_of_place,
            later_seconds=LATER_VISIT_SECONDS,
        )
        first, *others = [asked.of(one) for one in self.partitions]
        return sum(others, start=first)

    @cached_property
    def river_waits(self) -> dict[int, Measurement]:
        """The median wait of each group of `ArrivalCounts.waits`."""
        return medians(self.arrivals.waits, grounds=self.grounds)

    @cached_property
    def ends(self) -> tuple[Codes, Codes]:
        """Who left and who may still go on, by stage and tint; who left, by stage and month (`ArrivalCounts.ends`).

        Who was seen lately may still go on: nine of ten who go on take no longer.
        """
        day, onward = 86_400, self.arrivals.onward
        ninth = float(LONGEST_REACH_DAYS * day)
        _, sizes = onward.groups()
        if len(sizes):
            exact = (int(sizes[0]) - 1) * 0.9
            rank = int(exact)
            around = onward.ranked(np.array([[rank, min(rank + 1, int(sizes[0]) - 1)]]))[0]
            ninth = float(np.quantile(around, exact - rank))
        reach = min(max(ninth, SHORTEST_REACH_DAYS * day), LONGEST_REACH_DAYS * day)
        return self.arrivals.ends(recent_after=self.occurrences.last - reach)

    @cached_property
    def meetings(self) -> tuple[MeetingCounts, ...]:
        """What units met, by partition."""
        facts = self.facts
        asked = Meeting(
            stages=self.stages,
            months=self.clock,
            stage_of_touchpoint=facts.stage_of_touchpoint,
            role_of_place=facts.role_of_place,
            mark_of_row=facts.mark_of_row,
        )
        return tuple(asked.of(one) for one in self.partitions)

    def met(self, name: str) -> NDArray[np.int64]:
        """Returns one table of `kernels.meeting`, over all partitions."""
        first, *others = (getattr(one, name) for one in self.meetings)
        total: NDArray[np.int64] = sum(others, start=first)
        return total

    def by_began(self, table: NDArray[np.int64]) -> NDArray[np.int64]:
        """Returns counts by the month units began in (…, a, k) as counts by month of trends (…, m + 1, k)."""
        months = len(self.months)
        into = self.clock.place
        found = np.zeros((*table.shape[:-2], months + 1, table.shape[-1]), np.int64)
        for at in np.flatnonzero(table.any(axis=(*range(table.ndim - 2), table.ndim - 1))).tolist():
            found[..., into[at], :] += table[..., at, :]
        return found

    @cached_property
    def goals(self) -> Spots:
        """Every interaction that reaches the goal."""
        parts, before = [], 0
        stage_of = np.append(self.facts.stage_of_touchpoint, -1)
        for partition, found in zip(self.partitions, self.meetings, strict=True):
            at, unit = found.goals.T
            seconds = partition.time[at].astype(np.int64) + partition.origin
            stage = stage_of[partition.touchpoint[at].astype(np.int64)]
            parts.append((unit + before, partition.row[at], stage, seconds))
            before += partition.units
        return Spots(*(np.concatenate([part[fact] for part in parts]) for fact in range(4)))

    @cached_property
    def has_goal(self) -> bool:
        """Whether anything reaches the goal."""
        return len(self.goals.row) > 0

    @cached_property
    def contacts(self) -> ContactCounts | None:
        """How contacts went, None where there never were any."""
        facts, told = self.facts, self.facts.contacts
        if not len(told.rank_of_slot):
            return None
        asked = Contacting(
            stages=self.stages,
            months=self.clock,
            stage_of_touchpoint=facts.stage_of_touchpoint,
            is_contact=(facts.role_of_place & CONTACT) > 0,
            way_of_place=facts.channel_of_place,
            slot_of_row=told.slot_of_row,
            rank_of_slot=told.rank_of_slot,
            matter_of_slot=told.topic if told.matter is None else told.matter,
            waits_ascending=told.waits_ascending,
            within=round(WINDOW_DAYS * 86_400),
        )
        if told.matter is None:
            asked = replace(asked, matter_of_slot=self._matters(asked))
        first, *others = [asked.of(one) for one in self.partitions]
        return sum(others, start=first)

    def _matters(self, asked: Contacting) -> Codes:
        """Returns the matter of each slot: its order, else a ticket that several contacts name, else its topic."""
        told = self.facts.contacts
        topics, tickets = told.sizes
        parts = [asked.times(one, code_of_slot=told.ticket, size=tickets + 1) for one in self.partitions]
        is_shared = (told.ticket >= 0) & (np.sum(parts, axis=0)[np.maximum(told.ticket, 0)] > 1)
        return numbered_matters(np.where(is_shared, topics + told.ticket, told.topic), told.order, sizes=told.sizes)

    @cached_property
    def waits(self) -> EdgeWaitCounts:
        """Waits by direct moves between touchpoints."""
        first, *others = [TransitionWaits().of(one) for one in self.partitions]
        return sum(others, start=first)

    @cached_property
    def movers(self) -> EdgeCounts:
        """Customers by direct moves between touchpoints."""
        first, *others = [TransitionCustomers().of(one) for one in self.partitions]
        return sum(others, start=first)

    @cached_property
    def messages(self) -> MessageCounts | None:
        """What became of messages, None where there never were any."""
        facts = self.facts
        if not facts.messages.names:
            return None
        asked = Messaging(
            kinds=len(facts.messages.names),
            channels=len(facts.channels),
            stages=self.stages,
            months=self.clock,
            step_of_place=facts.step_of_place,
            channel_of_place=facts.channel_of_place,
            stage_of_touchpoint=facts.stage_of_touchpoint,
            mark_of_row=facts.messages.mark_of_row,
        )
        first, *others = [asked.of(one) for one in self.partitions]
        return sum(others, start=first)


def medians(waits: BinnedSeconds, *, grounds: Grounds, groups: Sequence[int] | None = None) -> dict[int, Measurement]:
    """Returns the median wait of each group, or each of these that has any, with its interval."""
    known, sizes = waits.groups()
    wanted = np.ones(len(known), np.bool_) if groups is None else np.isin(known, np.asarray(groups))
    if not wanted.any():
        return {}
    bounds = [interval.median_ranks(size) or (0, 0) for size in sizes[wanted].tolist()]
    ranks = np.zeros((len(known), 4), np.int64)
    ranks[wanted, 0], ranks[wanted, 1] = (sizes[wanted] - 1) // 2, sizes[wanted] // 2
    ranks[wanted, 2:] = bounds
    found = waits.ranked(ranks)[wanted].tolist()
    return {
        group: figure.median_at((one[0], one[1], one[2], one[3]), n=n, unit="seconds", grounds=grounds)
        for group, n, one in zip(known[wanted].tolist(), sizes[wanted].tolist(), found, strict=True)
    }
