"""Customers who have to ask again, elsewhere, or in vain."""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from resa.model.resolvedmap import PathCount
from resa.understand import figure
from resa.understand.comparison import share_difference
from resa.understand.facet import Counted, Traits, property_facets
from resa.understand.finding import LEAST, Finding, command
from resa.understand.material import Material
from resa.understand.observation import share_of
from resa.understand.repeat import Chain, grouped, is_contact

UNANSWERED = frozenset({
    "abandoned", "unanswered", "no answer", "no_answer", "not answered", "missed", "hang", "hang up", "hung up", "lost",
    "obesvarat", "tappat", "övergivet", "ubesvaret", "tabt", "ubesvart", "mistet", "no reply", "none",
})  # fmt: skip
"""Outcomes that say nobody answered."""

SWITCH_DAYS = 7
SETTLED_DAYS = 7
"""A contact that old will not be answered any more."""


def repeated_matters(seen: Material, *, chains: Sequence[Chain]) -> Iterator[Finding]:
    """Returns the ways through channels that many had to take with one matter."""
    contacts = is_contact(seen.history)
    askers = len(np.unique(seen.history.customer[contacts]))
    for (topic, channels), (customers, count) in grouped(list(chains)).items():
        mine = [chain for chain in chains if (chain.topic, chain.channels) == (topic, channels)]
        place = Counter(chain.touchpoints[-1] for chain in mine).most_common(1)[0][0]
        stage = int(seen.stage_of_touchpoint[place])
        if customers < LEAST or stage < 0:
            continue
        names = seen.history.dictionary.touchpoints
        ways = Counter(chain.touchpoints for chain in mine)
        yield Finding(
            cause="repeat",
            title_key="pain.repeat",
            stage=seen.catalogue.stages[stage].id,
            touchpoint=names[place],
            params={"matter": topic or "", "channels": " → ".join(channels), "customers": customers, "count": count},
            customers=customers,
            effect=figure.share(customers, whole=askers, variant="repeat_share", grounds=seen.grounds),
            compared_with=None,
            chance=0.0,  # counted, not compared
            weight=customers * len(channels) * 1.5,  # each further channel is the whole story told again
            evidence=(command("repeats"),),
            paths=tuple(PathCount(tuple(names[code] for code in way), times) for way, times in ways.most_common(3)),
        )


def channel_switches(seen: Material) -> Iterator[Finding]:
    """Returns pairs of channels between which more switch with their questions within a week than between others."""
    at = np.flatnonzero(is_contact(seen.history))
    if len(at) < LEAST:
        return
    unit, channel, seconds = seen.history.unit[at], seen.channel[at], seen.history.seconds[at]
    near = seconds[1:] - seconds[:-1] <= SWITCH_DAYS * 86_400
    is_next = (unit[1:] == unit[:-1]) & near & (channel[1:] != channel[:-1])
    askers = {code: len(np.unique(unit[channel == code])) for code in np.unique(channel).tolist()}
    switched: dict[tuple[int, int], int] = {}
    for start in askers:
        for end in askers:
            mine = is_next & (channel[:-1] == start) & (channel[1:] == end)
            switched[start, end] = len(np.unique(unit[1:][mine])) if mine.any() else 0
    everyone, every_switch = sum(askers.values()) * max(1, len(askers) - 1), sum(switched.values())
    for (start, end), customers in switched.items():
        whole = askers[start]
        peers_part, peers_whole = every_switch - customers, everyone - whole
        if customers < LEAST or peers_whole <= 0 or customers / whole < 1.15 * peers_part / peers_whole:
            continue
        here = is_next & (channel[:-1] == start) & (channel[1:] == end)
        arrivals = at[1:][here]
        placed = seen.stage[arrivals][seen.stage[arrivals] >= 0]
        if not len(placed):
            continue
        params: dict[str, str | int | float] = {
            "from": seen.channels[start],
            "to": seen.channels[end],
            "customers": customers,
            "share": customers / whole,
        }
        yield Finding(
            cause="channel_switch",
            title_key="pain.channel_switch",
            stage=seen.catalogue.stages[int(np.bincount(placed).argmax())].id,
            touchpoint=None,
            params=params,
            customers=customers,
            effect=figure.share(customers, whole=whole, variant="switched_share", grounds=seen.grounds),
            compared_with=figure.share(peers_part, whole=peers_whole, variant="switched_share", grounds=seen.grounds),
            chance=share_difference(customers, whole=whole, other_part=peers_part, other_whole=peers_whole),
            weight=customers * 0.4,
            counted=_switching(seen, at, start, units=np.unique(unit[1:][here])),
            evidence=(f'resa show transitions --by channel --where "channel in ({params["from"]}, {params["to"]})"',),
        )


def _switching(seen: Material, contacts: NDArray[np.int64], start: int, *, units: NDArray[np.int64]) -> Counted:
    """Returns whether each who asked on a channel went on to another, as of their first contact there."""
    mine = contacts[seen.channel[contacts] == start]
    asker = seen.history.unit[mine]
    at = mine[np.flatnonzero(np.diff(asker, prepend=-1))]
    figures = np.isin(seen.history.unit[at], units).astype(np.float64)
    return Counted("share", figures, at, seen.history.customer[at], share_of("switched_share"))


def unanswered(seen: Material, *, traits: Traits) -> Iterator[Finding]:
    """Returns channels on which more contacts than elsewhere end without an answer."""
    at, is_lost = _fates(seen)
    channel = seen.channel[at]
    for code in np.unique(channel).tolist():
        mine = channel == code
        part, whole = int(is_lost[mine].sum()), int(mine.sum())
        other_part, other_whole = int(is_lost[~mine].sum()), int((~mine).sum())
        if part < LEAST or (other_whole and part / whole <= other_part / other_whole):
            continue
        placed = seen.stage[at[mine]][seen.stage[at[mine]] >= 0]
        if not len(placed):
            continue
        customers = len(np.unique(seen.history.unit[at[mine & is_lost]]))
        name = seen.channels[code]
        peers = figure.share(other_part, whole=other_whole, variant="unanswered_share", grounds=seen.grounds)
        by_chance = share_difference(part, whole=whole, other_part=other_part, other_whole=other_whole)
        yield Finding(
            cause="unanswered",
            title_key="pain.unanswered",
            stage=seen.catalogue.stages[int(np.bincount(placed).argmax())].id,
            touchpoint=None,
            params={"channel": name, "customers": customers, "share": part / whole},
            customers=customers,
            effect=figure.share(part, whole=whole, variant="unanswered_share", grounds=seen.grounds),
            compared_with=peers if other_whole else None,
            chance=by_chance if other_whole else 0.0,
            weight=customers * 0.6,
            evidence=(command("touchpoints", f"channel = {name}"),),
            counted=Counted(
                "share",
                is_lost[mine].astype(np.float64),
                at[mine],
                seen.history.customer[at[mine]],
                share_of("unanswered_share"),
                own=property_facets(traits.source, rows=seen.history.partition.row[at[mine]]),
            ),
        )


def _fates(seen: Material) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Returns the contacts whose fate is known, and which of them nobody answered.

    The outcome tells, or where a kind of contact has none, the time of the answer: those without one got none, unless
    they are so new that it may still come.
    """
    texts = seen.fields.outcome
    lost = np.array([name.casefold() in UNANSWERED for name in texts.names] + [False], np.bool_)
    at = np.flatnonzero(is_contact(seen.history))
    outcome = texts.codes[seen.history.origin_at[at]]
    is_told = outcome >= 0
    has_wait = ~np.isnan(seen.fields.wait[seen.history.origin_at[at]])
    place = seen.history.partition.place[at].astype(np.int64)
    places = len(seen.history.dictionary.places)
    waits, tolds = (np.bincount(place[one], minlength=places) for one in (has_wait, is_told))
    judged = (waits >= LEAST) & (tolds == 0)
    is_settled = seen.history.seconds[at] < seen.history.seconds.max(initial=0) - SETTLED_DAYS * 86_400
    known = is_told | (judged[place] & (has_wait | is_settled))
    is_lost = np.where(is_told, lost[outcome], ~has_wait)
    return at[known], is_lost[known]
