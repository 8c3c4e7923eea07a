"""Where customers leave more often than elsewhere, fill carts in vain, and which touchpoints decide."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from resa.understand import figure
from resa.understand.array import Flags
from resa.understand.comparison import share_difference
from resa.understand.encounter import Encounters
from resa.understand.facet import Counted
from resa.understand.finding import LEAST, Finding, command, spoken, touchpoint_is
from resa.understand.material import Material
from resa.understand.message import message_steps
from resa.understand.observation import Observations, cart_places, share_of
from resa.understand.river import River

_LEAST_RATIO = 1.15  # of a share to that of its peers
_LEAST_LEAVING = 5  # one customer who left is no pain of a place, however few left elsewhere
_LEAST_DECISIVE = 0.05  # difference of conversion shares


def drop_offs(met: Encounters, *, found: River) -> Iterator[Finding]:
    """Returns touchpoints after which more leave for good than after others of their stage.

    A customer left after the touchpoint that was their last; those who reached the goal, or were here so lately that
    they may still go on, did not leave. What the company sends is never anybody's reason to leave, and does not count.
    """
    seen = met.seen
    stages = len(seen.catalogue.stages)
    own = np.flatnonzero(message_steps(seen) < 0)
    last = np.full(seen.units, -1, np.int64)
    last[seen.history.unit[own]] = own  # later ones overwrite
    steps = np.bincount(seen.history.unit[own], minlength=seen.units)
    is_journey = steps > 1  # who was seen once has not left anywhere
    gone = np.flatnonzero(is_journey & ~found.is_recent & (seen.first_goal < 0))
    left = np.bincount(seen.history.touchpoint[last[gone]], minlength=met.size)
    came = np.bincount(met.touchpoint[is_journey[met.unit]], minlength=met.size)
    final = stages - 1
    for stage in range(final):
        codes = np.flatnonzero((seen.stage_of_touchpoint == stage) & (came >= LEAST))
        total_left, total_met = int(left[codes].sum()), int(came[codes].sum())
        for code in codes.tolist():
            gone_here, met_here = int(left[code]), int(came[code])
            peers_left, peers_met = total_left - gone_here, total_met - met_here
            if gone_here < _LEAST_LEAVING or not peers_met:
                continue
            if gone_here * peers_met < _LEAST_RATIO * max(1, peers_left) * met_here:
                continue
            name = seen.history.dictionary.touchpoints[code]
            share, peers = gone_here / met_here, peers_left / peers_met
            yield Finding(
                cause="drop_off",
                title_key="pain.drop_off",
                stage=seen.catalogue.stages[stage].id,
                touchpoint=name,
                params={
                    "stage": seen.catalogue.stages[stage].id,
                    "touchpoint": spoken(seen, name),
                    "customers": gone_here,
                    "share": share,
                },
                customers=gone_here,
                effect=figure.share(gone_here, whole=met_here, variant="left_after_share", grounds=seen.grounds),
                compared_with=figure.share(
                    peers_left, whole=peers_met, variant="left_after_share", grounds=seen.grounds
                ),
                chance=share_difference(gone_here, whole=met_here, other_part=peers_left, other_whole=peers_met),
                weight=gone_here * (share - peers),
                evidence=(command("variants", f"has({touchpoint_is(name)})"), command("transitions", None)),
                counted=_leaving(met, code, is_journey=is_journey, last=last, gone=gone),
            )


def _leaving(
    met: Encounters, code: int, *, is_journey: Flags, last: NDArray[np.int64], gone: NDArray[np.int64]
) -> Counted:
    """Returns whether each who met the touchpoint left after it, as of when they first met it."""
    seen = met.seen
    mine = np.flatnonzero((met.touchpoint == code) & is_journey[met.unit])
    has_left = np.zeros(seen.units, np.bool_)
    has_left[gone[seen.history.touchpoint[last[gone]] == code]] = True
    at = met.first[mine]
    figures = has_left[met.unit[mine]].astype(np.float64)
    return Counted("share", figures, at, seen.history.customer[at], share_of("left_after_share"), is_final=True)


def abandoned_carts(carts: Observations | None, *, met: Encounters) -> Iterator[Finding]:
    """Returns the customers who filled a cart and bought nothing after it, where they are many."""
    if carts is None or len(carts.figures) < LEAST:
        return
    seen = met.seen
    customers = int(carts.figures.sum())
    effect = carts.measure(carts.figures, seen.grounds)
    placed = carts.stage[carts.stage >= 0]
    if not len(placed) or effect.interval is None:
        return
    stage = seen.catalogue.stages[int(np.bincount(placed).argmax())].id
    yield Finding(
        cause="cart",
        title_key="pain.cart",
        stage=stage,
        touchpoint=None,
        params={"share": effect.figure or 0.0, "customers": customers},
        customers=customers,
        effect=effect,
        compared_with=None,
        chance=0.0 if effect.interval.low > 0.2 else 1.0,  # a fifth is what no shop gets below
        weight=customers * 0.1,
        evidence=(command("kpis"),),
        counted=_filled_carts(seen, carts),
    )


def _filled_carts(seen: Material, carts: Observations) -> Counted:
    """Returns the same observations as of when each customer first put something into a cart."""
    at = np.flatnonzero(seen.history.of_place(cart_places(seen).astype(np.int64)) == 1)
    first = np.full(seen.units, -1, np.int64)
    first[seen.history.unit[at[::-1]]] = at[::-1]  # earlier ones overwrite
    filled = first[carts.at]
    return Counted("share", carts.figures, filled, seen.history.customer[filled], carts.measure, is_final=True)


def decisive(met: Encounters) -> Iterator[Finding]:
    """Returns early touchpoints after which more reach the goal than without them.

    It is a difference between customers, not proof of a cause: those who meet a touchpoint may differ in other ways.
    """
    seen = met.seen
    if seen.goal is None:
        return
    converted = int((seen.first_goal >= 0).sum())
    goal_stages = seen.stage[seen.first_goal[seen.first_goal >= 0]]
    placed = goal_stages[goal_stages >= 0]
    before = int(np.bincount(placed).argmax()) if len(placed) else len(seen.catalogue.stages)
    with_all, with_goal = met.met_before_goal
    for code in np.flatnonzero((seen.stage_of_touchpoint >= 0) & (seen.stage_of_touchpoint < before)).tolist():
        many, hits = int(with_all[code]), int(with_goal[code])
        others, other_hits = seen.units - many, converted - hits
        if min(many, others) < LEAST or hits / many - other_hits / others < _LEAST_DECISIVE:
            continue
        name = seen.history.dictionary.touchpoints[code]
        with_share, without_share = hits / many, other_hits / others
        yield Finding(
            cause="decisive",
            title_key="moment.decisive",
            kind="moment_of_truth",
            stage=seen.catalogue.stages[int(seen.stage_of_touchpoint[code])].id,
            touchpoint=name,
            params={
                "touchpoint": spoken(seen, name),
                "with_share": with_share,
                "without_share": without_share,
                "customers": many,
            },
            customers=many,
            effect=figure.share(hits, whole=many, variant="converted_share", grounds=seen.grounds),
            compared_with=figure.share(other_hits, whole=others, variant="converted_share", grounds=seen.grounds),
            chance=share_difference(hits, whole=many, other_part=other_hits, other_whole=others),
            weight=many * (with_share - without_share),
            evidence=(command("conversions", f"has({touchpoint_is(name)})"), command("conversions")),
        )
