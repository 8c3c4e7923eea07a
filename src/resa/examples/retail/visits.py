"""Awareness and consideration: how people come to the site or the app, and what they look at."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from resa.examples.retail.clock import WAKING, Seconds, at_hours
from resa.examples.retail.goods import Codes, Flags, wanted
from resa.examples.retail.ledger import World

DESKTOP, MOBILE, APP = 0, 1, 2
DIRECT, SEARCH, AD, SOCIAL, NEWSLETTER = range(5)
NO_GOAL, ONLINE, STORE = 0, 1, 2

EVENTS = (
    "direct visit",
    "organic search click",
    "social ad click",
    "profile link click",
    "newsletter landing",
    "home page",
    "category page",
    "product page",
    "reviews read",
    "size guide",
    "stock in store",
    "added to basket",
    "basket",
    "checkout delivery",
    "checkout payment",
    "order placed",
    "logged in",
    "parcel tracking",
    "return started",
    "newsletter sign-up",
    "app opened",
)
EVENT = {name: code for code, name in enumerate(EVENTS)}
NOBODY_SPECIAL, TABLET = 0, 1

_SLOTS: tuple[tuple[str, float], ...] = (
    ("home page", 0.22),
    ("category page", 0.4),
    ("product page", 1.0),
    ("reviews read", 0.22),
    ("size guide", 0.28),
    ("product page", 0.28),
    ("stock in store", 0.08),
    ("newsletter sign-up", 0.02),
    ("added to basket", 0.10),
)
_SLOT_CODES = np.array([EVENT[name] for name, _ in _SLOTS])
_SLOT_CHANCES = np.array([chance for _, chance in _SLOTS])
_ABOUT_AN_ARTICLE = [EVENT[name] for name in ("product page", "reviews read", "size guide", "added to basket")]


@dataclass(frozen=True, slots=True)
class Considered:
    """What came out of looking around, one row per person that did."""

    who: Codes
    time: Seconds  # the end of the last visit
    medium: Codes
    goal: Codes
    article: Codes
    used_size_guide: Flags

    def only(self, chosen: Flags) -> "Considered":
        """Returns the chosen rows."""
        return Considered(
            self.who[chosen],
            self.time[chosen],
            self.medium[chosen],
            self.goal[chosen],
            self.article[chosen],
            self.used_size_guide[chosen],
        )


def considered(world: World, *, who: Codes, start: Seconds, is_customer: Flags) -> Considered:
    """Lets people look around, one to five visits each, and returns what they then mean to do."""
    number = len(who)
    visits = np.minimum(world.rng.geometric(0.7, number), 5)
    goal = _goals(world, is_customer)
    article = wanted(number, rng=world.rng)
    time, medium = start.copy(), np.zeros(number, np.int64)
    used_size_guide = np.zeros(number, np.bool_)
    for visit in range(5):
        going = np.flatnonzero(visits > visit)
        if visit:
            time[going] = at_hours(time[going] + world.days(1, 6, len(going)), WAKING, rng=world.rng)
        medium[going] = _media(world, who[going])
        is_last = (visits[going] == visit + 1) & (goal[going] == ONLINE)
        time[going], looked = _visit(
            world,
            who=who[going],
            start=time[going],
            medium=medium[going],
            article=article[going],
            is_customer=is_customer[going],
            puts_in_basket=is_last,
        )
        used_size_guide[going] |= looked
    return Considered(who, time, medium, goal, article, used_size_guide)


def write_events(
    world: World, *, who: Codes, time: Seconds, medium: Codes, **columns: NDArray[np.generic] | int
) -> None:
    """Writes down page and app events in the table of the medium they happened on."""
    on_app = medium == APP
    for table, chosen in (("app", on_app), ("web", ~on_app)):
        picked = {name: np.broadcast_to(np.asarray(column), who.shape)[chosen] for name, column in columns.items()}
        picked.setdefault("order", np.full(int(chosen.sum()), -1))
        picked.setdefault("special", np.full(int(chosen.sum()), NOBODY_SPECIAL))
        world.ledger.add(table, time=time[chosen], who=who[chosen], medium=medium[chosen], **picked)


def _goals(world: World, is_customer: Flags) -> Codes:
    draw = world.rng.random(len(is_customer))
    online, store = np.where(is_customer, 0.58, 0.42), np.where(is_customer, 0.26, 0.2)
    return np.where(draw < online, ONLINE, np.where(draw < online + store, STORE, NO_GOAL))


def _media(world: World, who: Codes) -> Codes:
    uses_app = world.people.uses_app[who] & world.chance(0.55, len(who))
    return np.where(uses_app, APP, np.where(world.chance(0.62, len(who)), MOBILE, DESKTOP))


def _entries(world: World, *, who: Codes, is_customer: Flags, medium: Codes) -> Codes:
    """Returns how the visit began: newcomers by search and advertisement, customers directly and by e-mail."""
    new = np.cumsum([0.16, 0.40, 0.27, 0.15, 0.02])
    known = np.cumsum([0.41, 0.25, 0.10, 0.07, 0.17])
    draw = world.rng.random(len(medium))[:, None]
    entry = (draw > np.where(is_customer[:, None], known, new)).sum(axis=1).clip(max=NEWSLETTER)
    is_told = is_customer & world.people.consents[who, 0]
    return np.where((medium == APP) | (entry == NEWSLETTER) & ~is_told, DIRECT, entry)


def _visit(
    world: World,
    *,
    who: Codes,
    start: Seconds,
    medium: Codes,
    article: Codes,
    is_customer: Flags,
    puts_in_basket: Flags,
) -> tuple[Seconds, Flags]:
    """Writes down one visit each; returns when it ended and whether the size guide was opened."""
    number, rng = len(who), world.rng
    entry = _entries(world, who=who, is_customer=is_customer, medium=medium)
    seen = rng.random((number, len(_SLOTS))) < _SLOT_CHANCES
    seen[:, -1] |= puts_in_basket
    seen[:, -2] &= ~is_customer
    _bounce(world, seen, chosen=~puts_in_basket, is_customer=is_customer)
    came = np.where(medium == APP, EVENT["app opened"], entry)
    codes = np.column_stack([came, np.broadcast_to(_SLOT_CODES, seen.shape)])
    happened = np.column_stack([(entry != DIRECT) | (medium == APP), seen])
    gaps = rng.exponential(55, happened.shape).clip(3, 1500).astype(np.int64) * happened
    gaps[:, 0] = 0
    times = start[:, None] + np.cumsum(gaps, axis=1)
    articles = np.broadcast_to(article[:, None], codes.shape).copy()
    articles[:, 6] = wanted(number, rng=rng)
    articles[~np.isin(codes, _ABOUT_AN_ARTICLE)] = -1
    logged_in = is_customer & world.chance(np.where(medium == APP, 0.9, 0.3), number)
    row = np.nonzero(happened)[0]
    write_events(
        world,
        who=who[row],
        time=times[happened],
        medium=medium[row],
        event=codes[happened],
        article=articles[happened],
        entry=entry[row],
        logged_in=logged_in[row] | (codes[happened] == EVENT["newsletter sign-up"]),
    )
    _newsletters_behind(world, who=who, start=start, chosen=entry == NEWSLETTER)
    return times[:, -1], seen[:, 4]


def _bounce(world: World, seen: Flags, *, chosen: Flags, is_customer: Flags) -> None:
    """Lets some visits end before any product was looked at: newcomers three times as often."""
    leaves = chosen & world.chance(np.where(is_customer, 0.12, 0.36), len(seen))
    seen[leaves, 2:] = False
    seen[leaves, 0] = True


def _newsletters_behind(world: World, *, who: Codes, start: Seconds, chosen: Flags) -> None:
    """Writes down the newsletter that was clicked on for each visit that began with one."""
    clicked = start[chosen] - 1
    opened = clicked - world.rng.integers(5, 240, len(clicked))
    sent = opened - world.rng.integers(300, 20 * 3600, len(clicked))
    world.ledger.add(
        "sends", time=sent, who=who[chosen], channel=0, campaign=0, is_service=False, order=-1,
        delivered=sent + 4, opened=opened, clicked=clicked, answered=-1, unsubscribed=-1, failed=False,
    )  # fmt: skip
