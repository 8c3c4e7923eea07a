"""Where customers leave more often than elsewhere, fill carts in vain, and which touchpoints decide."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from resa.model.measurement import Measurement
from resa.understand import figure
from resa.understand.array import Flags
from resa.understand.comparison import share_difference
from resa.understand.encounter import Encounters
from resa.understand.facet import Counted
from resa.understand.figure import Grounds
from resa.understand.finding import LEAST, Finding, command, spoken, touchpoint_is
from resa.understand.material import Material
from resa.understand.message import message_steps
from resa.understand.observation import Observations, cart_places, share_of
from resa.understand.river import River

_LEAST_RATIO = 1.15  # of a share to that of its peers
_LEAST_LEAVING = 5  # one customer who left is no pain of a place, however few left elsewhere
_LEAST_DECISIVE = 0.05  # difference of conversion shares


@dataclass(frozen=True, slots=True)
class _Left:
    """How many customers left for good, of those who came."""

    left: int
    came: int

    @property
    def share(self) -> float:
        return self.left / self.came

    def measured(self, grounds: Grounds) -> Measurement:
        return figure.share(self.left, whole=self.came, variant="left_after_share", grounds=grounds)

    def is_worse_than(self, peers: "_Left") -> bool:
        if self.left < _LEAST_LEAVING or not peers.came:
            return False
        return self.left * peers.came >= _LEAST_RATIO * max(1, peers.left) * self.came


@dataclass(frozen=True, slots=True, eq=False)
class _Partings:
    """After which interaction of their own each unit left for good: `last` of the units `gone`.

    `is_journey` are the units seen more than once: who was seen once has not left anywhere.
    """

    met: Encounters
    is_journey: Flags
    last: NDArray[np.int64]
    gone: NDArray[np.int64]

    def counts(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Returns by touchpoint how many left after it, and how many came to it."""
        met = self.met
        left = np.bincount(met.seen.history.touchpoint[self.last[self.gone]], minlength=met.size)
        return left, np.bincount(met.touchpoint[self.is_journey[met.unit]], minlength=met.size)


def drop_offs(met: Encounters, *, found: River) -> Iterator[Finding]:
    """Returns touchpoints after which more leave for good than after others of their stage.

    A customer left after the touchpoint that was their last; those who reached the goal, or were here so lately that
    they may still go on, did not leave. What the company sends is never anybody's reason to leave, and does not count.
    """
    seen, partings = met.seen, _partings(met, found)
    left, came = partings.counts()
    for stage in range(len(seen.catalogue.stages) - 1):
        codes = np.flatnonzero((seen.stage_of_touchpoint == stage) & (came >= LEAST))
        whole = _Left(int(left[codes].sum()), int(came[codes].sum()))
        for code in codes.tolist():
            here = _Left(int(left[code]), int(came[code]))
            peers = _Left(whole.left - here.left, whole.came - here.came)
            if here.is_worse_than(peers):
                yield _drop_off(partings, code, here=here, peers=peers)


def _partings(met: Encounters, found: River) -> _Partings:
    seen = met.seen
    own = np.flatnonzero(message_steps(seen) < 0)
    last = np.full(seen.units, -1, np.int64)
    last[seen.history.unit[own]] = own  # later ones overwrite
    is_journey = np.bincount(seen.history.unit[own], minlength=seen.units) > 1
    gone = np.flatnonzero(is_journey & ~found.is_recent & (seen.first_goal < 0))
    return _Partings(met, is_journey, last, gone)


def _drop_off(partings: _Partings, code: int, *, here: _Left, peers: _Left) -> Finding:
    seen = partings.met.seen
    name = seen.history.dictionary.touchpoints[code]
    stage = seen.catalogue.stages[int(seen.stage_of_touchpoint[code])].id
    return Finding(
        cause="drop_off",
        title_key="pain.drop_off",
        stage=stage,
        touchpoint=name,
        params={"stage": stage, "touchpoint": spoken(seen, name), "customers": here.left, "share": here.share},
        customers=here.left,
        effect=here.measured(seen.grounds),
        compared_with=peers.measured(seen.grounds),
        chance=share_difference(here.left, whole=here.came, other_part=peers.left, other_whole=peers.came),
        weight=here.left * (here.share - peers.share),
        evidence=(command("variants", f"has({touchpoint_is(name)})"), command("transitions", None)),
        counted=_leaving(partings, code),
    )


def _leaving(partings: _Partings, code: int) -> Counted:
    """Returns whether each who met the touchpoint left after it, as of when they first met it."""
    met, seen = partings.met, partings.met.seen
    mine = np.flatnonzero((met.touchpoint == code) & partings.is_journey[met.unit])
    gone_here = seen.history.touchpoint[partings.last[partings.gone]] == code
    has_left = np.zeros(seen.units, np.bool_)
    has_left[partings.gone[gone_here]] = True
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
