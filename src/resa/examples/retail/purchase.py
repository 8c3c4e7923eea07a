"""Purchase: checkout on the site and in the app, and the till in the shop."""

from dataclasses import dataclass

import numpy as np

from resa.examples.retail.clock import OPENING, WAKING, Seconds, at_hours
from resa.examples.retail.goods import Codes, Flags, local_price, wanted
from resa.examples.retail.ledger import World
from resa.examples.retail.visits import APP, DESKTOP, DIRECT, EVENT, MOBILE, ONLINE, STORE, Considered, write_events

BUYS, RETURNS, FITS, REPAIRS, COLLECTS = range(5)
TILL_EVENTS = ("Köp", "Retur", "Provning", "Verkstad", "Hämtning")

PAYMENT_REACHED = {DESKTOP: 0.82, MOBILE: 0.50, APP: 0.86}
"""Share that goes on from the delivery step: on a mobile the delivery price appears only there, a planted pain."""

_STEPS = tuple(EVENT[name] for name in ("basket", "checkout delivery", "checkout payment", "order placed"))


@dataclass(frozen=True, slots=True)
class Ordered:
    """Orders placed online, one row each."""

    order: Codes
    who: Codes
    time: Seconds
    article: Codes
    used_size_guide: Flags
    is_collected: Flags
    amount: Codes
    lines: Codes


@dataclass(frozen=True, slots=True)
class Bought:
    """Purchases at a till."""

    who: Codes
    time: Seconds
    was_fitted: Flags


def ordered(world: World, considered: Considered) -> Ordered:
    """Lets those who mean to buy online go through checkout, some after a reminder; returns their orders."""
    first, left = _checkout(world, considered.only(considered.goal == ONLINE))
    again, _ = _checkout(world, _reminded(world, left))
    who = np.concatenate([first.who, again.who])
    time = np.concatenate([first.time, again.time])
    article = np.concatenate([first.article, again.article])
    looked = np.concatenate([first.used_size_guide, again.used_size_guide])
    order = world.ledger.new_orders(len(who))
    medium = np.concatenate([first.medium, again.medium])
    write_events(
        world, who=who, time=time, medium=medium, event=EVENT["order placed"], article=-1, entry=DIRECT,
        logged_in=np.ones(len(who), np.bool_), order=order,
    )  # fmt: skip
    lines, amount = _order_lines(world, order=order, who=who, time=time, article=article)
    return Ordered(order, who, time, article, looked, world.chance(0.18, len(who)), amount, lines)


def bought(world: World, considered: Considered) -> Bought:
    """Lets those who mean to come to a shop; most buy, a third after being fitted. Returns the purchases."""
    coming = considered.only(considered.goal == STORE)
    time = at_hours(coming.time + world.days(1, 4, len(coming.who)), OPENING, rng=world.rng)
    was_fitted = world.chance(0.34, len(time))
    buys = world.chance(np.where(was_fitted, 0.86, 0.66), len(time))
    till(world, who=coming.who[was_fitted], time=time[was_fitted], event=FITS)
    time = time + 900 + world.rng.integers(0, 1800, len(time))
    who, article, when = coming.who[buys], coming.article[buys], time[buys]
    extra = world.rng.integers(0, 3, len(who))
    receipt = till(world, who=who, time=when, event=BUYS, article=article)
    for line in range(2):
        more = extra > line
        till(
            world, who=who[more], time=when[more], event=BUYS,
            article=wanted(int(more.sum()), rng=world.rng), receipt=receipt[more],
        )  # fmt: skip
    return Bought(who, when, was_fitted[buys])


def till(
    world: World,
    *,
    who: Codes,
    time: Seconds,
    event: int,
    article: Codes | None = None,
    receipt: Codes | None = None,
    order: Codes | None = None,
) -> Codes:
    """Writes down lines of the till, and returns their receipt numbers."""
    number = len(who)
    country = world.people.country[who]
    receipts = world.ledger.new_receipts(number) if receipt is None else receipt
    price = np.zeros(number, np.int64) if article is None else local_price(article, country=country)
    world.ledger.add(
        "till", time=time, who=who, receipt=receipts, event=event, order=-1 if order is None else order,
        article=-1 if article is None else article, amount=-price if event == RETURNS else price,
    )  # fmt: skip
    return receipts


def _checkout(world: World, buyers: Considered) -> tuple[Considered, Considered]:
    """Writes down the steps of checkout; returns who is about to order, and who left on the way."""
    number = len(buyers.who)
    payment = np.array([PAYMENT_REACHED[medium] for medium in (DESKTOP, MOBILE, APP)])[buyers.medium]
    passes = np.column_stack([np.full(number, 0.9), np.full(number, 0.88), payment, np.full(number, 0.94)])
    reached = np.cumprod(world.rng.random((number, 4)) < passes, axis=1).astype(np.bool_)
    times = buyers.time[:, None] + np.cumsum(world.rng.integers(15, 160, (number, 4)), axis=1)
    shown = reached[:, :3]
    row = np.nonzero(shown)[0]
    write_events(
        world, who=buyers.who[row], time=times[:, :3][shown], medium=buyers.medium[row],
        event=np.broadcast_to(_STEPS[:3], shown.shape)[shown], article=-1, entry=DIRECT,
        logged_in=(np.nonzero(shown)[1] == 2) | (buyers.medium[row] == APP),
    )  # fmt: skip
    orders = reached[:, 3]
    ending = Considered(buyers.who, times[:, 3], buyers.medium, buyers.goal, buyers.article, buyers.used_size_guide)
    return ending.only(orders), ending.only(~orders & reached[:, 0])


def _reminded(world: World, left: Considered) -> Considered:
    """Sends a basket reminder to those who left and may be written to; returns who comes back."""
    told = left.only(world.people.consents[left.who, 0] & world.chance(0.75, len(left.who)))
    number = len(told.who)
    sent = told.time + world.rng.integers(4 * 3600, 9 * 3600, number)
    opened = world.chance(0.52, number)
    clicked = opened & world.chance(0.42, number)
    open_time = at_hours(sent + world.days(0.6, 1.2, number), WAKING, rng=world.rng)
    world.ledger.add(
        "sends", time=sent, who=told.who, channel=0, campaign=1, is_service=False, order=-1, delivered=sent + 5,
        opened=np.where(opened, open_time, -1), clicked=np.where(clicked, open_time + 30, -1), answered=-1,
        unsubscribed=-1, failed=False,
    )  # fmt: skip
    back = told.only(clicked)
    return Considered(back.who, open_time[clicked] + 60, back.medium, back.goal, back.article, back.used_size_guide)


def _order_lines(world: World, *, order: Codes, who: Codes, time: Seconds, article: Codes) -> tuple[Codes, Codes]:
    """Writes down one to four lines an order; returns how many, and the orders' amounts in local currency."""
    lines = np.minimum(world.rng.geometric(0.6, len(order)), 4)
    amount = np.zeros(len(order), np.int64)
    country = world.people.country[who]
    for line in range(4):
        has = np.flatnonzero(lines > line)
        chosen = article[has] if line == 0 else wanted(len(has), rng=world.rng)
        price = local_price(chosen, country=country[has])
        quantity = 1 + world.chance(0.06, len(has)).astype(np.int64)
        amount[has] += price * quantity
        world.ledger.add(
            "lines", time=time[has], who=who[has], order=order[has], line=line + 1, article=chosen,
            size=world.rng.choice(5, len(has), p=[0.1, 0.24, 0.3, 0.24, 0.12]), quantity=quantity, price=price,
        )  # fmt: skip
    return lines, amount
