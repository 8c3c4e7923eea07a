"""Customer care: chats, calls and e-mails, with their waits; and what people ask about."""

from dataclasses import dataclass

import numpy as np

from resa.examples.retail.clock import DAY, OFFICE, Seconds, at_hours, weekday
from resa.examples.retail.goods import Codes, Flags
from resa.examples.retail.ledger import World

TOPICS = (
    "Where is my parcel",
    "Return and refund",
    "Size and fit",
    "Payment",
    "Product advice",
    "Repair",
    "Delivery price",
    "Membership",
)
TOPIC = {name: code for code, name in enumerate(TOPICS)}
SOLVED, UNSOLVED, LEFT = range(3)

QUEUE_SECONDS = {"Monday": 900.0, "other": 170.0}
"""Median wait on the phone: Mondays are far too long, a planted pain."""

_SOLVED_BY = {"chat": 0.62, "phone": 0.74, "email": 0.8}


@dataclass(frozen=True, slots=True)
class Contact:
    """Contacts of one kind. `wait` is in seconds until somebody answered, or until the customer gave up."""

    by: str
    who: Codes
    time: Seconds
    order: Codes
    wait: Codes
    outcome: Codes

    @property
    def is_open(self) -> Flags:
        """Whether the question is still unanswered."""
        is_open: Flags = self.outcome != SOLVED
        return is_open


def contact(world: World, *, by: str, who: Codes, time: Seconds, topic: Codes | str, order: Codes) -> Contact:
    """Writes down contacts by "chat", "phone" or "email" in office hours, and returns how they went."""
    code = np.full(len(who), TOPIC[topic]) if isinstance(topic, str) else topic
    when = _opening(world, by=by, time=time)
    wait, outcome = {"chat": _chat, "phone": _call, "email": _email}[by](world, when)
    world.ledger.add(
        by, time=when, who=who, wait=wait, outcome=outcome, topic=code, order=order,
        lasted=np.where(outcome == LEFT, 0, world.rng.gamma(2.2, 170, len(who)).astype(np.int64) + 20),
    )  # fmt: skip
    return Contact(by, who, when, order, wait, outcome)


def chased(world: World, *, who: Codes, time: Seconds, order: Codes) -> tuple[Contact, ...]:
    """Lets people ask where their late parcel is: by chat, then by phone, then by e-mail, about the same order."""
    asks = world.chance(0.7, len(who))
    chat = contact(world, by="chat", who=who[asks], time=time[asks], topic="Where is my parcel", order=order[asks])
    calls = (chat.outcome != SOLVED) | world.chance(0.55, len(chat.who))
    call = contact(
        world, by="phone", who=chat.who[calls], time=chat.time[calls] + world.days(0.9, 2.2, int(calls.sum())),
        topic="Where is my parcel", order=chat.order[calls],
    )  # fmt: skip
    writes = call.is_open | world.chance(0.45, len(call.who))
    email = contact(
        world, by="email", who=call.who[writes], time=call.time[writes] + world.days(0.1, 2.0, int(writes.sum())),
        topic="Where is my parcel", order=call.order[writes],
    )  # fmt: skip
    return chat, call, email


def _opening(world: World, *, by: str, time: Seconds) -> Seconds:
    """Returns when somebody is there: e-mail always, chat every day, the phone from Monday to Friday."""
    if by == "email":
        return time
    closed = np.where(weekday(time) > 4, 7 - weekday(time), 0) if by == "phone" else 0
    return at_hours(time + DAY * closed, OFFICE, rng=world.rng)


def _chat(world: World, when: Seconds) -> tuple[Codes, Codes]:
    wait = world.rng.lognormal(np.log(65), 0.9, len(when)).astype(np.int64) + 3
    gives_up = world.chance(np.minimum(0.6, wait / 1500), len(when))
    return wait, _outcome(world, by="chat", gives_up=gives_up)


def _call(world: World, when: Seconds) -> tuple[Codes, Codes]:
    median = np.where(weekday(when) == 0, QUEUE_SECONDS["Monday"], QUEUE_SECONDS["other"])
    wait = (median * world.rng.lognormal(0, 0.55, len(when))).astype(np.int64) + 5
    gives_up = world.chance(np.minimum(0.55, wait / 2600), len(when))
    wait = np.where(gives_up, (wait * world.rng.uniform(0.5, 1.0, len(when))).astype(np.int64), wait)
    return wait, _outcome(world, by="phone", gives_up=gives_up)


def _email(world: World, when: Seconds) -> tuple[Codes, Codes]:
    wait = world.rng.lognormal(np.log(11 * 3600), 0.8, len(when)).astype(np.int64) + 600
    return wait, _outcome(world, by="email", gives_up=np.zeros(len(when), np.bool_))


def _outcome(world: World, *, by: str, gives_up: Flags) -> Codes:
    solved = world.chance(_SOLVED_BY[by], len(gives_up))
    return np.where(gives_up, LEFT, np.where(solved, SOLVED, UNSOLVED))
