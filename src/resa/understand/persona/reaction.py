"""What customers do after a message from us: whether they come within three days, by the channel it came on."""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from resa.kernels.lookup import places_in
from resa.kernels.partition import Partition
from resa.store.port import Engine, Scope
from resa.understand.array import Codes, Floats
from resa.understand.persona.choosing import is_chosen
from resa.understand.persona.feature import Trait

WITHIN_SECONDS = 3 * 86_400
LEAST_SENT = 100
"""A channel on which fewer customers got anything tells nothing."""

_SENT = "message_sent"
_ONLY_SEEN = frozenset({"message_opened", "message_read", "message_unsubscribed"})


def reactions(engine: Engine, scope: Scope, customers: Codes) -> Iterator[Trait]:
    """Yields for each channel of messages after what share of them each customer clicked, answered or came to us.

    Who came within three days might have come anyway.
    """
    if not len(customers):
        return
    sent: dict[str, Floats] = defaultdict(lambda: np.zeros(len(customers)))
    came: dict[str, Floats] = defaultdict(lambda: np.zeros(len(customers)))
    for partition in engine.partitions(scope):
        at = places_in(customers, partition.customer)
        for channel, place, is_followed in _followed(partition):
            who = at[place]
            sent[channel] += np.bincount(who[who >= 0], minlength=len(customers))
            came[channel] += np.bincount(who[who >= 0], is_followed[who >= 0], len(customers))
    for channel in sorted(sent):
        if np.count_nonzero(sent[channel]) >= LEAST_SENT:
            share = np.divide(
                came[channel], sent[channel], out=np.full(len(customers), np.nan), where=sent[channel] > 0
            )
            yield Trait(f"reacts:{channel}", "reacts", "share", share)


def _followed(partition: Partition) -> Iterator[tuple[str, Codes, Floats]]:
    """Yields of each channel the unit of each message and whether an act of the customer's own came soon after."""
    places = partition.dictionary.places
    acts = np.array([is_chosen(place) and place.kind not in _ONLY_SEEN for place in places], np.bool_)
    is_act = acts[partition.place]
    seconds = partition.time.astype(np.int64)
    unit = np.repeat(np.arange(partition.units), np.diff(partition.offsets))
    never = len(seconds)
    following = np.minimum.accumulate(np.where(is_act, np.arange(never), never)[::-1])[::-1]
    for channel in sorted({place.channel for place in places if place.kind == _SENT}):
        mine = np.array([place.channel == channel and place.kind == _SENT for place in places], np.bool_)
        at = np.flatnonzero(mine[partition.place])
        nearest = np.minimum(following[at], never - 1)
        is_followed = (following[at] < never) & (unit[nearest] == unit[at])
        is_followed &= seconds[nearest] - seconds[at] <= WITHIN_SECONDS
        yield channel, unit[at], is_followed.astype(np.float64)
