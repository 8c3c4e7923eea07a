"""What is known of single interactions beyond partitions, laid out by row number: gathered once a revision.

Every figure of a map under any filter is then counted in walks over the partitions that the filter leaves.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from resa.kernels.calendar import local_hours
from resa.kernels.meeting import CART, CONTACT, DONE, GOAL, NO_HOUR
from resa.kernels.messaging import OUTCOMES
from resa.kernels.partition import Dictionary, Place
from resa.mapping.catalogue import Catalogue
from resa.model.channel import channel_of
from resa.model.goal import Goal
from resa.store.port import Engine, Scope
from resa.understand.array import Codes
from resa.understand.conversion import goal_rows
from resa.understand.history import FieldSource, Texts, numbers, text_codes
from resa.understand.message import STEPS, outcome_step, step_of
from resa.understand.observation import is_cart, is_done
from resa.understand.order import priced
from resa.understand.reach import UNMET_KINDS, dictionary_of, stage_numbers
from resa.understand.repeat import is_contact_place
from resa.understand.told import Answers, answers

GROUPS = ("search_social", "web_app", "messaging", "in_person", "other")

_DAY, _NO_OFFSET = 1440, -(1 << 14)  # minutes


@dataclass(frozen=True, slots=True, eq=False)
class Orders:
    """What is known of the rows that reach the goal."""

    slot_of_row: NDArray[np.int32]
    order: Texts
    money: NDArray[np.float64]
    currency: Texts

    def at(self, rows: Codes) -> tuple[Texts, NDArray[np.float64], Texts]:
        """Returns order, money in minor units and currency of these rows, all of which are known."""
        slots = self.slot_of_row[rows].astype(np.int64)
        return self.order.taken(slots), self.money[slots], self.currency.taken(slots)


@dataclass(frozen=True, slots=True, eq=False)
class Contacts:
    """What is known of the rows in which customers say something to the company.

    `waits_ascending` are all waits for an answer in seconds, `rank_of_slot` says which is whose, -1 where unknown.
    `matter` numbers what each is about; None where tickets decide, for these count where several contacts name them.
    """

    slot_of_row: NDArray[np.int32]
    rank_of_slot: NDArray[np.int32]
    waits_ascending: NDArray[np.float64]
    topic: Codes
    ticket: Codes
    order: Codes
    sizes: tuple[int, int]  # how many topics and tickets there are
    matter: Codes | None


@dataclass(frozen=True, slots=True, eq=False)
class MessageKinds:
    """The kinds of messages: their names and channels, and by row the kind and what the outcome tells."""

    names: tuple[str, ...]
    channels: Codes
    mark_of_row: NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class RowFacts:
    """Everything that a map's figures need beside partitions, at one revision and for one goal.

    Tables by place: the channel as a place in `channels`, the channel group as a place in `groups`, whether the
    customer takes part, and the roles of `kernels.meeting`. `mark_of_row` is that of `kernels.meeting`.
    """

    catalogue: Catalogue
    goal: Goal | None
    dictionary: Dictionary
    stage_of_touchpoint: Codes
    channels: tuple[str, ...]
    groups: tuple[str, ...]
    channel_of_place: Codes
    group_of_place: Codes
    takes_part: NDArray[np.bool_]
    role_of_place: NDArray[np.uint8]
    step_of_place: Codes
    mark_of_row: NDArray[np.uint8]
    orders: Orders
    contacts: Contacts
    messages: MessageKinds
    answers: Answers


def row_facts(
    engine: Engine, source: FieldSource, *, whole: Scope, catalogue: Catalogue, goal: Goal | None
) -> RowFacts:
    """Returns the facts of everything in the workspace; takes about a second and 100 MB for two million interactions.

    `whole` is the scope of everybody; whether there are any rows that reach the goal is asked again of each filter.
    """
    dictionary = dictionary_of(engine, scope=whole)
    places = dictionary.places
    channels = tuple(sorted(set(dictionary.channels)))
    seen = {channel_of(channel).group for channel in dictionary.channels}
    groups = tuple(group for group in GROUPS if group in seen)
    steps = np.array([step_of(place) for place in places], np.int64)
    roles = np.array([_role(place) for place in places], np.uint8)
    channel = np.array([channels.index(one) for one in dictionary.channels], np.int64)
    kept = _rows_of(engine, whole, roles=roles, steps=steps)
    size = int(kept.highest) + 1
    reached = goal_rows(engine, scope=whole, goal=goal) if goal else np.zeros(0, np.bool_)
    facts = RowFacts(
        catalogue=catalogue,
        goal=goal,
        dictionary=dictionary,
        stage_of_touchpoint=stage_numbers(dictionary, catalogue=catalogue),
        channels=channels,
        groups=groups,
        channel_of_place=channel,
        group_of_place=np.array([groups.index(channel_of(one).group) for one in dictionary.channels], np.int64),
        takes_part=np.array([place.kind not in UNMET_KINDS for place in places], np.bool_),
        role_of_place=roles,
        step_of_place=steps,
        mark_of_row=_marks(engine, source, whole, size=size, reached=reached),
        orders=_orders(source, np.flatnonzero(reached), size=size),
        contacts=_contacts(source, kept.contacts, size=size),
        messages=MessageKinds((), np.zeros(0, np.int64), np.zeros(0, np.int32)),
        answers=answers(source, catalogue=catalogue),
    )
    return replace(facts, messages=_messages(source, facts, kept, size=size)) if len(kept.messages) else facts


def _role(place: Place) -> int:
    name, kind = place.name.casefold(), place.kind
    return CONTACT * is_contact_place(place) + CART * is_cart(name, kind) + DONE * is_done(name, kind)


@dataclass(frozen=True, slots=True, eq=False)
class _Kept:
    contacts: Codes
    messages: Codes
    message_places: Codes
    highest: int


def _rows_of(engine: Engine, whole: Scope, *, roles: NDArray[np.uint8], steps: Codes) -> _Kept:
    """Returns the sorted rows of contacts, and the rows and places of messages."""
    contacts, messages, places, highest = [], [], [], -1
    talks = (roles & CONTACT) > 0
    for partition in engine.partitions(whole):
        highest = max(highest, int(partition.row.max(initial=-1)))
        if talks.any():
            contacts.append(np.asarray(partition.row[talks[partition.place]]))
        if (steps >= 0).any():
            mine = (steps >= 0)[partition.place]
            messages.append(np.asarray(partition.row[mine]))
            places.append(partition.place[mine].astype(np.int64))
    nothing = np.zeros(0, np.int64)
    joined = [np.concatenate([nothing, *found]) for found in (contacts, messages, places)]
    return _Kept(np.sort(joined[0]), joined[1], joined[2], highest)


def _marks(
    engine: Engine, source: FieldSource, whole: Scope, *, size: int, reached: NDArray[np.bool_]
) -> NDArray[np.uint8]:
    """Returns the mark of each row: the customer's hour, and whether it reaches the goal; empty where nothing tells."""
    table = source.fields(np.arange(size), names=("offset_minutes", "is_date"))
    offset = numbers(table["offset_minutes"])
    knows = ~np.isnan(offset) & ~np.asarray(pc.fill_null(table["is_date"], True)).astype(np.bool_)
    if not knows.any() and not reached.any():
        return np.zeros(0, np.uint8)
    minutes = np.where(knows, np.clip(np.nan_to_num(offset), -_DAY, _DAY), _NO_OFFSET).astype(np.int16)
    found = np.full(size, NO_HOUR, np.uint8)
    for partition in engine.partitions(whole):
        local_hours(partition, offset_of_row=minutes, unknown=NO_HOUR, hour_of_row=found)
    found[np.flatnonzero(reached)] |= GOAL
    return found


def _orders(source: FieldSource, rows: Codes, *, size: int) -> Orders:
    table = source.fields(rows, names=("order_id", "money_minor", "currency"))
    order = text_codes(table["order_id"])
    told = text_codes(table["currency"])
    money, currency = priced(source, orders=order, money=numbers(table["money_minor"]), currency=told)
    return Orders(_slots(rows, size=size), order, money, currency)


def _slots(rows: Codes, *, size: int) -> NDArray[np.int32]:
    """Returns by row number its place among `rows`; what it says of others means nothing."""
    found = np.zeros(size if len(rows) else 0, np.int32)
    found[rows] = np.arange(len(rows))
    return found


def _contacts(source: FieldSource, rows: Codes, *, size: int) -> Contacts:
    table = source.fields(rows, names=("wait_seconds", "topic", "matter", "order_id"))
    topic, ticket, order = (text_codes(table[name]) for name in ("topic", "matter", "order_id"))
    sizes = (len(topic.names), len(ticket.names))
    wait = numbers(table["wait_seconds"])
    known = np.flatnonzero(~np.isnan(wait))
    by_wait = known[np.argsort(wait[known], kind="stable")]
    rank = np.full(len(rows), -1, np.int32)
    rank[by_wait] = np.arange(len(by_wait))
    slots = _slots(rows, size=size)
    matter = None if sizes[1] else numbered_matters(topic.codes, order.codes, sizes=sizes)
    return Contacts(slots, rank, wait[by_wait], topic.codes, ticket.codes, order.codes, sizes, matter)


def numbered_matters(named: Codes, order: Codes, *, sizes: tuple[int, int]) -> Codes:
    """Returns one number a matter: of its order where one is named, else of its topic or ticket; -1 for none."""
    return np.where(order >= 0, sum(sizes) + order, named)


def _messages(source: FieldSource, facts: RowFacts, kept: _Kept, *, size: int) -> MessageKinds:
    """Numbers the kinds of messages: what their campaign, else their touchpoint, is called, and their channel."""
    table = source.fields(kept.messages, names=("campaign", "outcome"))
    campaign, outcome = text_codes(table["campaign"]), text_codes(table["outcome"])
    touchpoint = facts.dictionary.touchpoint_of_place.astype(np.int64)[kept.message_places]
    label = np.where(campaign.codes >= 0, campaign.codes, len(campaign.names) + touchpoint)
    keys, kind = np.unique(
        label * len(facts.channels) + facts.channel_of_place[kept.message_places], return_inverse=True
    )
    told = np.array([*(outcome_step(name) for name in outcome.names), 0], np.int64)[outcome.codes]
    marks = np.zeros(size, np.int32)
    marks[kept.messages] = kind.reshape(-1) * OUTCOMES + told
    every = (*campaign.names, *touchpoint_names(facts.dictionary, catalogue=facts.catalogue))
    names, channels = np.divmod(keys, len(facts.channels))
    return MessageKinds(tuple(every[at] for at in names.tolist()), channels, marks)


def touchpoint_names(dictionary: Dictionary, *, catalogue: Catalogue) -> Sequence[str]:
    """Returns the name of each touchpoint code, its id where the catalogue lacks it."""
    known = {one.id: one.name for one in catalogue.touchpoints}
    return [known.get(name, name) for name in dictionary.touchpoints]


assert len(STEPS) < OUTCOMES
