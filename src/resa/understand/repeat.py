"""The same matter raised again on another channel: customers who had to tell it twice."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from resa.kernels.partition import Place
from resa.model.table import Table
from resa.store.port import Engine, Scope
from resa.understand.answer import COUNT, CUSTOMERS, Answered, revision_of
from resa.understand.history import Fields, FieldSource, History, Texts, fields, history

WINDOW_DAYS = 30.0
"""How long after the first contact the same matter still counts as the same."""

CONTACT_KINDS = frozenset({
    "call", "ticket", "chat", "complaint", "question", "contact", "message_received", "message_answered", "email",
    "mention", "comment", "case", "claim",
})  # fmt: skip
CONTACT_CHANNELS = frozenset({"phone", "chat", "chatbot", "voice", "fax", "messenger"})
"""A contact: the customer says something to the company. Its kind tells, else a channel on which people talk."""


@dataclass(frozen=True, slots=True)
class Chain:
    """One customer's contacts about one matter: the channels in the order in which they came in."""

    customer: int
    topic: str | None
    channels: tuple[str, ...]  # each once, in order of first use
    contacts: int
    touchpoints: tuple[int, ...]  # codes, in order
    first_seconds: int


def repeats(
    engine: Engine, *, scope: Scope, now: datetime, source: FieldSource, window_days: float = WINDOW_DAYS
) -> Table:
    """Returns a row for each topic and way through channels: customers, and how many matters (`count`) took it.

    A matter is a ticket, an order or, where the source names neither, a topic; it counts where the same customer
    raised it on at least two channels within `window_days` of the first contact.
    """
    whole = history(engine, scope=scope)
    found = repeat_chains(whole, fields(source, whole), window_days=window_days)
    rows = [
        {"matter": topic, "channels": " → ".join(channels), "customers": customers, "count": count}
        for (topic, channels), (customers, count) in grouped(found).items()
    ]
    return Answered(scope, whole.extent, now, revision_of(engine)).table(
        "repeats",
        columns=("matter", "channels", "customers", "count"),
        rows=sorted(rows, key=lambda row: (-row["count"], str(row["matter"]), row["channels"])),
        measures={"customers": CUSTOMERS, "count": COUNT},
        notes=[f"the same matter on at least two channels within {window_days:g} days of the first contact"],
    )


def grouped(chains: list[Chain]) -> dict[tuple[str | None, tuple[str, ...]], tuple[int, int]]:
    """Returns customers and matters by topic and way through channels."""
    customers: dict[tuple[str | None, tuple[str, ...]], set[int]] = defaultdict(set)
    count: Counter[tuple[str | None, tuple[str, ...]]] = Counter()
    for chain in chains:
        customers[chain.topic, chain.channels].add(chain.customer)
        count[chain.topic, chain.channels] += 1
    return {key: (len(customers[key]), number) for key, number in count.items()}


def repeat_chains(whole: History, further: Fields, *, window_days: float = WINDOW_DAYS) -> list[Chain]:
    """Returns every matter that a customer raised on at least two channels within the window, in order of time."""
    at = np.flatnonzero(is_contact(whole))
    matter = _matters(further, whole.origin_at[at])
    at, matter = at[matter >= 0], matter[matter >= 0]
    order = np.lexsort([at, matter, whole.customer[at]])
    at, matter = at[order], matter[order]
    owner = whole.customer[at]
    begins = np.flatnonzero((np.diff(owner, prepend=-1) != 0) | (np.diff(matter, prepend=-1) != 0))
    ends = np.append(begins[1:], len(at))
    many = np.flatnonzero(ends - begins > 1)
    limit = round(window_days * 86_400)
    found: list[Chain] = []
    for begin, end in zip(begins[many].tolist(), ends[many].tolist(), strict=True):
        found += _chains(whole, further, at[begin:end], limit=limit)
    return sorted(found, key=lambda chain: (chain.first_seconds, chain.customer, chain.channels))


def is_contact(whole: History) -> NDArray[np.bool_]:
    """Returns which interactions are the customer saying something to the company."""
    by_place = np.array([is_contact_place(place) for place in whole.dictionary.places], np.int64)
    found: NDArray[np.bool_] = whole.of_place(by_place) == 1
    return found


def is_contact_place(place: Place) -> bool:
    """Says whether a place is one at which the customer says something to the company."""
    is_said = place.kind in CONTACT_KINDS or (not place.kind and place.channel in CONTACT_CHANNELS)
    return is_said and place.direction != "out"


def _matters(further: Fields, origin_at: NDArray[np.int64]) -> NDArray[np.int64]:
    """Returns one number a matter: of its order where one is named, else of its ticket, else of its topic."""
    topic, ticket, order = (texts.codes[origin_at] for texts in (further.topic, further.matter, further.order))
    tickets, orders = len(further.topic.names), len(further.topic.names) + len(further.matter.names)
    named = np.where(_is_shared(further.matter, ticket), tickets + ticket, topic)
    return np.where(order >= 0, orders + order, named)


def _is_shared(matter: Texts, ticket: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Says which tickets occur more than once: a number used once can't tie two contacts together, its topic can."""
    times = np.bincount(ticket[ticket >= 0], minlength=len(matter.names) + 1)
    found: NDArray[np.bool_] = (ticket >= 0) & (times[np.maximum(ticket, 0)] > 1)
    return found


def _chains(whole: History, further: Fields, at: NDArray[np.int64], *, limit: int) -> list[Chain]:
    """Cuts the contacts about one matter into windows; keeps those with two channels or more."""
    found: list[Chain] = []
    start = 0
    seconds = whole.seconds[at]
    while start < len(at):
        end = int(np.searchsorted(seconds, seconds[start] + limit, side="right"))
        mine = at[start:end]
        channels = [whole.dictionary.places[place].channel for place in whole.partition.place[mine].tolist()]
        if len(set(channels)) > 1:
            topics = Counter(further.topic.codes[whole.origin_at[mine]].tolist())
            topic = min((code for code in topics if code >= 0), key=lambda code: (-topics[code], code), default=None)
            found.append(_chain(whole, mine, channels, None if topic is None else further.topic.names[topic]))
        start = end
    return found


def _chain(whole: History, mine: NDArray[np.int64], channels: list[str], topic: str | None) -> Chain:
    arguments: dict[str, Any] = {
        "customer": int(whole.customer[mine[0]]),
        "topic": topic,
        "channels": tuple(dict.fromkeys(channels)),
        "contacts": len(mine),
        "touchpoints": tuple(whole.touchpoint[mine].tolist()),
        "first_seconds": int(whole.seconds[mine[0]]),
    }
    return Chain(**arguments)
