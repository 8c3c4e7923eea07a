"""Customers who are written to too often, and who therefore want no more of it."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from resa.kernels.lookup import places_in
from resa.understand import figure
from resa.understand.comparison import share_difference
from resa.understand.facet import Counted
from resa.understand.finding import LEAST, Finding, command
from resa.understand.material import Material
from resa.understand.message import MESSAGE_PREFIX, STEPS, message_steps
from resa.understand.observation import share_of

MANY_A_MONTH = 8
"""More messages than this in one month on one channel are many."""

UNSUBSCRIBED = frozenset({"unsubscribed", "unsubscribe", "opted_out", "optout"})


def many_messages(seen: Material) -> Iterator[Finding]:
    """Returns channels on which customers who get many messages in a month open fewer of them than others do."""
    step = message_steps(seen)
    months = len(seen.months)
    every_sent = np.flatnonzero((step == 0) & (seen.month >= 0))
    every_opened = np.flatnonzero((step == STEPS.index("opened")) & (seen.month >= 0))
    for code, name in enumerate(seen.channels):
        sent = every_sent[seen.channel[every_sent] == code]
        opened = every_opened[seen.channel[every_opened] == code]
        if not len(sent) or not len(opened):
            continue
        keys, got = np.unique(seen.history.unit[sent] * months + seen.month[sent], return_counts=True)
        told, read = np.unique(seen.history.unit[opened] * months + seen.month[opened], return_counts=True)
        read_here = np.minimum(np.append(read, 0)[places_in(told, keys)], got)
        yield from _too_many(seen, keys // months, got, read_here, name=name, sent=sent)


def _too_many(
    seen: Material,
    units: NDArray[np.int64],
    got: NDArray[np.int64],
    read: NDArray[np.int64],
    *,
    name: str,
    sent: NDArray[np.int64],
) -> Iterator[Finding]:
    """Holds customers' full months against the others: `got` and `read` messages, of `units`, one entry a month."""
    many = got > MANY_A_MONTH
    customers = len(np.unique(units[many]))
    part, whole = int(read[many].sum()), int(got[many].sum())
    other_part, other_whole = int(read[~many].sum()), int(got[~many].sum())
    placed = seen.stage[sent][seen.stage[sent] >= 0]
    if customers < LEAST or not other_whole or part / whole >= other_part / other_whole or not len(placed):
        return
    yield Finding(
        cause="messages",
        title_key="pain.messages",
        stage=seen.catalogue.stages[int(np.bincount(placed).argmax())].id,
        touchpoint=None,
        params={"channel": name, "customers": customers, "per_customer": float(got[many].mean())},
        customers=customers,
        effect=figure.share(part, whole=whole, variant="opened_of_sent", grounds=seen.grounds),
        compared_with=figure.share(other_part, whole=other_whole, variant="opened_of_sent", grounds=seen.grounds),
        chance=share_difference(part, whole=whole, other_part=other_part, other_whole=other_whole),
        weight=customers * 0.3,
        evidence=(command("kpis", f"channel = {name}"),),
    )


def unsubscribes(seen: Material) -> Iterator[Finding]:
    """Returns channels whose messages make more customers unsubscribe than those of the others.

    Each who unsubscribes does so because of the newest message before it on that channel.
    """
    step = message_steps(seen)
    every_sent = np.flatnonzero(step == 0)
    stopped = np.flatnonzero(seen.history.of_place(_stops(seen)) == 1)
    if not len(stopped):
        return
    is_blamed = np.zeros(len(every_sent), np.bool_)
    is_blamed[_before(seen, every_sent, stopped=stopped)] = True
    channel = seen.channel[every_sent]
    for code in np.unique(channel[is_blamed]).tolist():
        mine = channel == code
        part, whole = int(is_blamed[mine].sum()), int(mine.sum())
        other_part, other_whole = int(is_blamed[~mine].sum()), int((~mine).sum())
        at = every_sent[mine]
        placed = seen.stage[at][seen.stage[at] >= 0]
        if part < LEAST or not len(placed) or part * other_whole <= other_part * whole:
            continue
        customers = len(np.unique(seen.history.unit[at[is_blamed[mine]]]))
        told = "unsubscribed_of_sent"
        peers = figure.share(other_part, whole=other_whole, variant=told, grounds=seen.grounds)
        by_chance = share_difference(part, whole=whole, other_part=other_part, other_whole=other_whole)
        yield Finding(
            cause="messages",
            title_key="pain.unsubscribe",
            stage=seen.catalogue.stages[int(np.bincount(placed).argmax())].id,
            touchpoint=None,
            params={"channel": seen.channels[code], "customers": customers, "share": part / whole},
            customers=customers,
            effect=figure.share(part, whole=whole, variant=told, grounds=seen.grounds),
            compared_with=peers if other_whole else None,
            chance=by_chance if other_whole else 0.0,
            weight=customers * 1.0,  # they can't be written to again
            evidence=(command("touchpoints", f"channel = {seen.channels[code]}"),),
            counted=Counted("share", is_blamed[mine].astype(np.float64), at, seen.history.customer[at], share_of(told)),
        )


def _stops(seen: Material) -> NDArray[np.int64]:
    places = seen.history.dictionary.places
    return np.array([place.kind.casefold().removeprefix(MESSAGE_PREFIX) in UNSUBSCRIBED for place in places], np.int64)


def _before(seen: Material, sent: NDArray[np.int64], *, stopped: NDArray[np.int64]) -> NDArray[np.int64]:
    """Returns for each stop the place, among `sent`, of the newest message before it to the same unit and channel."""
    channels = len(seen.channels)
    span = len(seen.history.unit) + 1

    def keys(at: NDArray[np.int64]) -> NDArray[np.int64]:
        found: NDArray[np.int64] = (seen.history.unit[at] * channels + seen.channel[at]) * span + at
        return found

    order = np.argsort(keys(sent))
    place = np.searchsorted(keys(sent)[order], keys(stopped)) - 1
    found = order[np.maximum(place, 0)]
    same = (
        (place >= 0)
        & (seen.history.unit[sent[found]] == seen.history.unit[stopped])
        & (seen.channel[sent[found]] == seen.channel[stopped])
    )
    return np.unique(found[same])
