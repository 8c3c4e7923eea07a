"""A year at Fjällbo: round after round, people look around, buy, wait, ask, judge, and come back or not."""

from dataclasses import dataclass

import numpy as np

from resa.examples.retail.care import SOLVED, TOPIC, Contact, contact
from resa.examples.retail.clock import DAY, OPENING, WAKING, Seconds, Year, at_hours
from resa.examples.retail.delivery import KEPT, WRONG_SIZE, Received, received
from resa.examples.retail.goods import Codes, Flags, wanted
from resa.examples.retail.ledger import Ledger, World
from resa.examples.retail.loyalty import SUBJECT, Lived, feeling_after, judged, repaired
from resa.examples.retail.messages import campaigns
from resa.examples.retail.people import People
from resa.examples.retail.purchase import Bought, bought, ordered
from resa.examples.retail.season import instants, shares
from resa.examples.retail.visits import DIRECT, EVENT, MOBILE, TABLET, Considered, considered, write_events

_ROUNDS = 7
_KNOWN_GAP, _NEW_GAP = 0.29, 0.47
"""Years until customers, and those who only looked, come by again, on average."""
FAIR_DAYS = (111, 196)
FAIRS = ("Friluftsmässan Göteborg", "Outdoor Days København")


@dataclass(frozen=True, slots=True)
class YearLived:
    """The year, written down, and what is left of the consents at its end (people x channels)."""

    ledger: Ledger
    consents: Flags


def lived_year(people: People, *, year: Year, rng: np.random.Generator) -> YearLived:
    """Returns everything that happened to these people in that year."""
    world = World(people, year, rng, Ledger(year))
    start = _first_starts(world)
    since = np.where(people.was_customer, year.start, year.end)
    for _ in range(_ROUNDS):
        who = np.flatnonzero(start < year.end)
        if not len(who):
            break
        start = _round(world, who=who, start=start, since=since)
    _tablet(world)
    _sign_ups(world, since=since)
    return YearLived(world.ledger, campaigns(world, since=since))


def _first_starts(world: World) -> Seconds:
    """Returns when each first comes by in this year; some meet us at a fair before."""
    number, rng = len(world.people), world.rng
    share = np.where(world.people.was_customer, rng.exponential(1.2 * _KNOWN_GAP, number), rng.random(number))
    start = at_hours(instants(share, year=world.year), WAKING, rng=rng)
    leads = np.flatnonzero(~world.people.was_customer & world.chance(0.05, len(start)))
    fair = world.rng.integers(0, len(FAIRS), len(leads))
    met = world.year.start + np.array(FAIR_DAYS)[fair] * DAY + world.days(0, 2, len(leads))
    met = at_hours(met, OPENING, rng=world.rng)
    world.ledger.add("fair", time=met, who=leads, fair=fair, interest=wanted(len(leads), rng=world.rng))
    start[leads] = at_hours(met + world.days(1, 20, len(leads)), WAKING, rng=world.rng)
    return start


def _round(world: World, *, who: Codes, start: Seconds, since: Seconds) -> Seconds:
    """Lives one round of looking, buying and what follows; returns the next starts, notes new customers in `since`."""
    looked = considered(world, who=who, start=start[who], is_customer=since[who] < world.year.end)
    _ask_before(world, looked)
    orders = received(world, ordered(world, looked))
    purchases = bought(world, looked)
    buyers = np.concatenate([orders.ordered.who, purchases.who])
    when = np.concatenate([orders.time, purchases.time])
    lived = (
        _lived_order(world, orders),
        _lived_shop(world, purchases),
        _lived_return(world, orders),
        *_asked_after(world, orders),
        repaired(world, who=buyers, time=when),
    )
    for each in lived:
        judged(world, each)
    np.minimum.at(since, buyers, when)
    begun = np.full(len(start), world.year.end)
    begun[who] = looked.time
    begun[buyers] = when
    feeling = feeling_after(lived, people=len(start))
    return _next_starts(world, begun=begun, feeling=feeling, is_customer=since < world.year.end)


def _next_starts(world: World, *, begun: Seconds, feeling: np.ndarray, is_customer: Flags) -> Seconds:
    """Returns when each comes by again: the happy sooner, the unhappy perhaps never."""
    number = len(begun)
    gap = world.rng.exponential(np.where(is_customer, _KNOWN_GAP, _NEW_GAP) * np.exp(-0.3 * feeling)) + 0.015
    leaves = world.chance(1 / (1 + np.exp(2.3 + 1.3 * feeling)) + 0.35 * ~is_customer, number)
    then = instants(shares(begun, year=world.year) + gap, year=world.year)
    again = at_hours(np.maximum(then, begun + 2 * DAY), WAKING, rng=world.rng)
    return np.where(leaves, world.year.end, again)


def _ask_before(world: World, looked: Considered) -> None:
    """Lets some ask about sizes, products or payment before they buy."""
    for by, share, topics in (("chat", 0.05, ("Size and fit", "Product advice", "Delivery price")),
                              ("phone", 0.025, ("Product advice", "Payment", "Membership")),
                              ("email", 0.015, ("Product advice", "Membership"))):  # fmt: skip
        asks = np.flatnonzero(world.chance(share, len(looked.who)))
        topic = np.array([TOPIC[name] for name in topics])[world.rng.integers(0, len(topics), len(asks))]
        contact(
            world, by=by, who=looked.who[asks], time=looked.time[asks] - DAY // 2, topic=topic,
            order=np.full(len(asks), -1),
        )  # fmt: skip


def _lived_order(world: World, orders: Received) -> Lived:
    size, back = orders.reason == WRONG_SIZE, orders.reason != KEPT
    who = orders.ordered.who
    feeling = world.people.temper[who] + 0.4 - 2.5 * orders.is_late - 1.6 * size - 0.6 * (back & ~size)
    good = np.where(world.chance(0.5, len(who)), SUBJECT["delivery fast"], SUBJECT["quality good"])
    subject = np.where(feeling < 0.1, SUBJECT["plain"], good)
    subject = np.where((feeling < -0.9) & world.chance(0.35, len(who)), SUBJECT["delivery price"], subject)
    subject = np.where(size, SUBJECT["size wrong"], subject)
    subject = np.where(orders.is_late, SUBJECT["parcel late"], subject)
    return Lived(who, orders.time, "delivery", feeling, subject, orders.ordered.order)


def _lived_shop(world: World, purchases: Bought) -> Lived:
    who = purchases.who
    feeling = world.people.temper[who] + 0.3 + 1.2 * purchases.was_fitted
    subject = np.where(feeling > 0.6, SUBJECT["staff good"], SUBJECT["plain"])
    subject = np.where(purchases.was_fitted & (feeling > 0), SUBJECT["fitting good"], subject)
    return Lived(who, purchases.time, "store visit", feeling, subject, np.full(len(who), -1))


def _lived_return(world: World, orders: Received) -> Lived:
    """Returns how returning felt: it works, but those who were misled about the size would rather have kept it."""
    back = np.flatnonzero(orders.reason != KEPT)
    who, misled = orders.ordered.who[back], orders.reason[back] == WRONG_SIZE
    feeling = world.people.temper[who] + 0.1 - 0.7 * misled
    subject = np.where(misled, SUBJECT["size wrong"], SUBJECT["plain"])
    return Lived(who, orders.returned[back], "return", feeling, subject, orders.ordered.order[back])


def _asked_after(world: World, orders: Received) -> tuple[Lived, ...]:
    """Lets some ask about their return or payment; a question left open on the phone goes on by e-mail."""
    back = orders.reason != KEPT
    order, who = orders.ordered.order, orders.ordered.who
    lived = [_lived_care(world, made) for made in orders.chases]
    for by, share in (("chat", 0.05), ("phone", 0.05), ("email", 0.03)):
        asks = np.flatnonzero(world.chance(np.where(back, 4 * share, share / 2), len(who)))
        topic = np.where(back[asks], TOPIC["Return and refund"], TOPIC["Payment"])
        made = contact(
            world, by=by, who=who[asks], time=orders.time[asks] + world.days(1, 12, len(asks)), topic=topic,
            order=order[asks],
        )  # fmt: skip
        lived.append(_lived_care(world, made))
    return tuple(lived)


def _lived_care(world: World, made: Contact) -> Lived:
    """Returns how care felt: every minute in the queue and every open question pulls it down."""
    minutes = np.minimum(made.wait / 60, 30) if made.by != "email" else made.wait / 3600 / 4
    feeling = world.people.temper[made.who] + 0.6 - 0.1 * minutes - 0.9 * (made.outcome != SOLVED)
    slow = SUBJECT["phone queue"] if made.by == "phone" else SUBJECT["slow answer"]
    subject = np.where(
        (feeling < 0) & (minutes > 5), slow, np.where(feeling > 0, SUBJECT["care good"], SUBJECT["plain"])
    )
    return Lived(made.who, made.time, "customer care", feeling, subject, made.order)


def _sign_ups(world: World, *, since: Seconds) -> None:
    """Notes in `since` those who only signed up for the newsletter."""
    web = world.ledger.table("web")
    signs = web["event"] == EVENT["newsletter sign-up"]
    np.minimum.at(since, web["who"][signs], web["time"][signs])


def _tablet(world: World) -> None:
    """Lets customers log in on the tablet that stands in one shop, one after the other."""
    number = max(4, len(world.people) // 400)
    who = np.flatnonzero(world.people.was_customer)[:number]
    first = at_hours(world.year.start + world.days(5, 350, len(who)), OPENING, rng=world.rng)
    for place, event in enumerate(("logged in", "product page", "stock in store")):
        write_events(
            world, who=who, time=first + 40 * place, medium=np.full(len(who), MOBILE), event=EVENT[event], article=-1,
            entry=DIRECT, logged_in=np.ones(len(who), np.bool_), special=np.full(len(who), TABLET),
        )  # fmt: skip
