"""After the order: parcels, delays, collecting in the shop, returns, and the messages about them."""

from dataclasses import dataclass

import numpy as np

from resa.examples.retail.care import Contact, chased
from resa.examples.retail.clock import NEVER, OPENING, Seconds, at_hours, month
from resa.examples.retail.goods import GOODS, Codes, Flags
from resa.examples.retail.ledger import World
from resa.examples.retail.messages import serve
from resa.examples.retail.people import COUNTRIES
from resa.examples.retail.purchase import COLLECTS, RETURNS, Ordered, till
from resa.examples.retail.visits import DIRECT, EVENT, MOBILE, write_events

LATE_COUNTRY, LATE_MONTHS, LATE_SHARE = "NO", (9, 10), 0.72
"""Parcels to Norway in September and October come a week late: a planted pain."""

WRONG_SIZE_SHARE, USUAL_RETURN_SHARE = 0.46, 0.09
"""How often an order comes back: misled by the size guide, or for the usual reasons; the first is a planted pain."""

KEPT, WRONG_SIZE, REGRETTED, DAMAGED = range(4)
REASONS = ("", "Storlek stämmer inte", "Ångrat köp", "Skadad vara")


@dataclass(frozen=True, slots=True)
class Received:
    """How each order ended for the customer, one row an order; `time` is when it was in their hands."""

    ordered: Ordered
    time: Seconds
    is_late: Flags
    reason: Codes
    returned: Seconds
    chases: tuple[Contact, ...]


def received(world: World, ordered: Ordered) -> Received:
    """Ships the orders, delivers them early or late, takes some back, and writes all of it down."""
    number = len(ordered.who)
    shipped = at_hours(ordered.time + world.days(1.0, 1.9, number), OPENING, rng=world.rng)
    is_late = _lateness(world, ordered)
    travel = world.days(1.0, 3.2, number) + is_late * world.days(4.5, 9.5, number)
    time = at_hours(shipped + travel, OPENING, rng=world.rng)
    reason = _reasons(world, ordered)
    returned = at_hours(time + world.days(2, 16, number), OPENING, rng=world.rng)
    world.ledger.add(
        "orders", time=ordered.time, who=ordered.who, order=ordered.order, amount=ordered.amount,
        is_collected=ordered.is_collected, shipped=shipped, delivered=time, is_late=is_late, reason=reason,
        returned=np.where(reason == KEPT, NEVER, returned), used_size_guide=ordered.used_size_guide,
        is_misleading=GOODS.is_misleading[ordered.article],
    )  # fmt: skip
    _tell(world, ordered, shipped=shipped, arrived=time)
    chases = _chase(world, ordered, is_late=is_late, shipped=shipped)
    _take_back(world, ordered, returned=returned, chosen=reason != KEPT)
    return Received(ordered, time, is_late, reason, returned, chases)


def _lateness(world: World, ordered: Ordered) -> Flags:
    is_north = world.people.country[ordered.who] == COUNTRIES.index(LATE_COUNTRY)
    is_autumn = np.isin(month(ordered.time), LATE_MONTHS)
    share = np.where(is_north & is_autumn, LATE_SHARE, 0.035)
    return ~ordered.is_collected & world.chance(share, len(ordered.who))


def _reasons(world: World, ordered: Ordered) -> Codes:
    number = len(ordered.who)
    misled = GOODS.is_misleading[ordered.article] & ordered.used_size_guide
    wrong_size = world.chance(np.where(misled, WRONG_SIZE_SHARE, USUAL_RETURN_SHARE / 2), number)
    other = world.rng.choice([REGRETTED, DAMAGED], number, p=[0.75, 0.25])
    return np.where(wrong_size, WRONG_SIZE, np.where(world.chance(USUAL_RETURN_SHARE / 2, number), other, KEPT))


def _tell(world: World, ordered: Ordered, *, shipped: Seconds, arrived: Seconds) -> None:
    serve(world, who=ordered.who, time=ordered.time + 20, campaign="Order confirmation", order=ordered.order, channel=0)
    serve(world, who=ordered.who, time=shipped + 60, campaign="Parcel on its way", order=ordered.order, channel=0)
    channel = 1 + world.people.messenger[ordered.who]
    serve(
        world, who=ordered.who, time=arrived - 3600, campaign="Parcel has arrived", order=ordered.order, channel=channel
    )
    mine = np.flatnonzero(ordered.is_collected)
    till(world, who=ordered.who[mine], time=arrived[mine], event=COLLECTS, order=ordered.order[mine])


def _chase(world: World, ordered: Ordered, *, is_late: Flags, shipped: Seconds) -> tuple[Contact, ...]:
    late = np.flatnonzero(is_late)
    asked = at_hours(shipped[late] + world.days(3.6, 5.2, len(late)), OPENING, rng=world.rng)
    chases = chased(world, who=ordered.who[late], time=asked, order=ordered.order[late])
    looks = np.concatenate([late, np.flatnonzero(world.chance(0.25, len(is_late)))])
    _events(
        world, who=ordered.who[looks], time=shipped[looks] + world.days(1.0, 3.0, len(looks)), event="parcel tracking"
    )
    return chases


def _take_back(world: World, ordered: Ordered, *, returned: Seconds, chosen: Flags) -> None:
    """Takes orders back: a third over the counter, the others by parcel."""
    back = np.flatnonzero(chosen)
    in_shop = world.chance(0.33, len(back))
    shop, parcel = back[in_shop], back[~in_shop]
    till(
        world, who=ordered.who[shop], time=returned[shop], event=RETURNS, article=ordered.article[shop],
        order=ordered.order[shop],
    )  # fmt: skip
    _events(
        world,
        who=ordered.who[parcel],
        time=returned[parcel] - world.days(0.5, 1.5, len(parcel)),
        event="return started",
    )


def _events(world: World, *, who: Codes, time: Seconds, event: str) -> None:
    write_events(
        world, who=who, time=time, medium=np.full(len(who), MOBILE), event=EVENT[event], article=-1, entry=DIRECT,
        logged_in=np.ones(len(who), np.bool_),
    )  # fmt: skip
