"""Where visits end on the way to the goal: steps at which many more give up in some part than in the rest."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from resa.understand import figure
from resa.understand.comparison import share_difference
from resa.understand.concentration import Concentration, concentrations
from resa.understand.facet import LEAST, Counted, Traits
from resa.understand.finding import Finding, command, spoken, touchpoint_is
from resa.understand.material import Material
from resa.understand.observation import share_of
from resa.understand.visiting import visit_steps

_FALSE_SHARE = 0.01
_LEAST_POINTS = 0.05


def visit_ends(seen: Material, *, traits: Traits) -> Iterator[Finding]:
    """Returns the steps of the goal's stage, on web or app, that end far more visits in some part than in the rest.

    Looking into the basket ends many visits and need not hurt; that the same step ends many more on one device does.
    """
    at, has_ended = _steps(seen)
    code = seen.history.touchpoint[at]
    for one in np.unique(code).tolist():
        mine = code == one
        counted = Counted(
            "share", has_ended[mine], at[mine], seen.history.customer[at[mine]], share_of("ended_visit_share")
        )
        [found] = concentrations([counted], seen=seen, traits=traits, false_share=_FALSE_SHARE)
        if found.slices:
            yield from _finding(seen, counted, found, code=one)


def _finding(seen: Material, counted: Counted, found: Concentration, *, code: int) -> Iterator[Finding]:
    own, rest = counted.figures[found.inside], counted.figures[~found.inside]
    share, other = float(own.mean()), float(rest.mean())
    if min(len(own), len(rest)) < LEAST or share - other < _LEAST_POINTS:
        return
    ended = found.inside & (counted.figures > 0)
    customers = len(np.unique(seen.history.unit[counted.at[ended]]))
    name = seen.history.dictionary.touchpoints[code]
    yield Finding(
        cause="visit_end",
        title_key="pain.visit_end",
        stage=seen.catalogue.stages[int(seen.stage_of_touchpoint[code])].id,
        touchpoint=name,
        params={"touchpoint": spoken(seen, name), "share": share, "peers_share": other, "customers": customers},
        customers=customers,
        effect=counted.measured(found.inside, seen.grounds),
        compared_with=figure.share(int(rest.sum()), whole=len(rest), variant="ended_visit_share", grounds=seen.grounds),
        chance=max(
            found.chance,
            share_difference(int(own.sum()), whole=len(own), other_part=int(rest.sum()), other_whole=len(rest)),
        ),
        weight=customers * (share - other),
        evidence=(command("transitions", f"has({touchpoint_is(name)})"),),
        slices=found.slices,
        counted=counted,
    )


def _steps(seen: Material) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Returns the steps of the goal's stage on web and app that buy nothing yet, and whether the visit ended there."""
    reached = seen.first_goal[seen.first_goal >= 0]
    stages = seen.stage[reached][seen.stage[reached] >= 0]
    if not len(stages):
        return np.zeros(0, np.int64), np.zeros(0, np.float64)
    stage = int(np.bincount(stages).argmax())
    at, goes_on = visit_steps(seen)
    wanted = seen.stage[at] == stage
    return at[wanted], (~goes_on[wanted]).astype(np.float64)
