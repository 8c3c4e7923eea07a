"""Messages that Fjällbo sends: what became of each, and the campaigns of the year."""

import numpy as np

from resa.examples.retail.clock import DAY, NEVER, OPENING, Seconds, at_hours, month
from resa.examples.retail.goods import Codes, Flags
from resa.examples.retail.ledger import World
from resa.examples.retail.phrases import SUBJECTS

CAMPAIGNS = (
    "Newsletter",
    "Basket reminder",
    "Order confirmation",
    "Parcel on its way",
    "Parcel has arrived",
    "Weekend offer",
    "Member offer",
    "Survey invitation",
)
CAMPAIGN = {name: code for code, name in enumerate(CAMPAIGNS)}

TOO_MANY_TEXTS = SUBJECTS.index("too many texts")
MARCH_TEXTS, USUAL_TEXTS = 8, 1
"""Offers by SMS in a month: March has far too many, a planted pain."""

_DELIVERED = np.array([0.985, 0.965, 0.95, 0.93, 0.94])
_OPENED = np.array([0.36, 0.0, 0.78, 0.66, 0.62])  # an SMS does not say whether it was read
_CLICKED = np.array([0.0, 0.05, 0.09, 0.08, 0.06])
_ANSWERED = np.array([0.0, 0.008, 0.035, 0.02, 0.02])
_SERVICE_LIFT = 1.6


def serve(world: World, *, who: Codes, time: Seconds, campaign: str, order: Codes, channel: Codes | int) -> None:
    """Sends messages about an order or a visit, which need no consent to marketing."""
    _send(
        world, who=who, time=time, channel=np.broadcast_to(np.asarray(channel), who.shape),
        campaign=CAMPAIGN[campaign], is_service=True, order=order, leaves=np.zeros(len(who), np.bool_),
    )  # fmt: skip


def campaigns(world: World, *, since: Seconds) -> Flags:
    """Sends the year's newsletters and offers; returns the consents that are left, people x CONSENT_CHANNELS.

    Nobody is written to before `since`, the day they became a customer or signed up.
    """
    allowed = world.people.consents.copy()
    signed_up = since < world.year.end
    allowed[:, 0] |= signed_up & ~world.people.was_customer & world.chance(0.5, len(allowed))
    start = world.year.start
    for fortnight in range(26):
        _blast(
            world, allowed, since, channel=0, campaign="Newsletter", time=start + (14 * fortnight + 3) * DAY, share=0.06
        )
    for day in range(2, 364, 4):
        texts = MARCH_TEXTS if int(month(np.array([start + day * DAY]))[0]) == 3 else USUAL_TEXTS
        if texts == MARCH_TEXTS or day % 28 == 2:
            share = 0.26 if texts == MARCH_TEXTS else 0.12
            _blast(world, allowed, since, channel=1, campaign="Weekend offer", time=start + day * DAY, share=share)
    for channel in (2, 3, 4):
        for day in range(40 + 7 * channel, 360, 60):
            _blast(world, allowed, since, channel=channel, campaign="Member offer", time=start + day * DAY, share=0.22)
    return allowed


def _blast(
    world: World, allowed: Flags, since: Seconds, *, channel: int, campaign: str, time: int, share: float
) -> None:
    """Sends one offer to a share of those who allow it. Too many texts make people leave, more with each."""
    who = np.flatnonzero(allowed[:, channel] & (since < time) & world.chance(share, len(allowed)))
    when = at_hours(np.full(len(who), time), OPENING, rng=world.rng)
    tires = channel == 1 and int(month(np.array([time]))[0]) == 3
    leaves = world.chance(0.034 if tires else 0.0035, len(who))
    allowed[who[leaves], channel] = False
    if tires:
        _complain(world, who=who[leaves], time=when[leaves])
    _send(
        world, who=who, time=when, channel=np.full(len(who), channel), campaign=CAMPAIGN[campaign], is_service=False,
        order=np.full(len(who), -1), leaves=leaves,
    )  # fmt: skip


def _complain(world: World, *, who: Codes, time: Seconds) -> None:
    """Lets some of those who leave say so in public; nobody replies."""
    posts = world.chance(0.15, len(who))
    world.ledger.add(
        "mentions", time=time[posts] + 3600, who=who[posts], stars=1, subject=TOO_MANY_TEXTS, order=-1,
        is_complaint=True, answered=NEVER,
    )  # fmt: skip


def _send(
    world: World, *, who: Codes, time: Seconds, channel: Codes, campaign: int, is_service: bool, order: Codes,
    leaves: Flags,
) -> None:  # fmt: skip
    number, rng = len(who), world.rng
    lift = _SERVICE_LIFT if is_service else 1.0
    arrives = world.chance(_DELIVERED[channel], number) | leaves
    opens = arrives & world.chance(np.minimum(0.95, lift * _OPENED[channel]), number)
    acts = arrives & ((channel == 1) | opens)
    clicks, answers = (acts & world.chance(share[channel], number) for share in (_CLICKED, _ANSWERED))
    delivered = time + rng.integers(2, 40, number)
    opened = delivered + (rng.exponential(5400, number) + 20).astype(np.int64)
    later = opened + rng.integers(10, 900, number)
    world.ledger.add(
        "sends", time=time, who=who, channel=channel, campaign=campaign, is_service=is_service, order=order,
        delivered=np.where(arrives, delivered, NEVER), opened=np.where(opens, opened, NEVER),
        clicked=np.where(clicks, later, NEVER), answered=np.where(answers, later + 60, NEVER),
        unsubscribed=np.where(leaves, later + 20, NEVER), failed=~arrives,
    )  # fmt: skip
