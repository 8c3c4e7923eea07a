"""Where observed journeys leave a planned map: steps skipped, taken out of order or too late, and what came besides.

A step counts by the first time a customer is at its touchpoint. Skipped is a step that was never reached by somebody
who reached a later one. Of the steps somebody reached, the most that follow each other as planned are in order, and
the others out of order; touchpoints that no step names are extra. These are the moves of an alignment with a plan that
is one sequence.

Source: A. Adriansyah, "Aligning observed and modeled behavior", 2014 (moves in the log, in the model, and in both).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from resa.kernels.plan import Plan
from resa.mapping.catalogue import Catalogue
from resa.model.measurement import Measurement
from resa.store.port import Engine, Scope
from resa.understand import figure
from resa.understand.extent import Extents
from resa.understand.figure import Grounds
from resa.understand.passage import passages
from resa.understand.reach import dictionary_of

MOST_EXTRA = 40


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step of the plan, in its place; `touchpoint` is None where nobody has said what it is in the data."""

    id: str
    name: str
    touchpoint: str | None


@dataclass(frozen=True, slots=True)
class PlannedWait:
    """How long it may take from one place to another ("touchpoint:…", "stage:…" or "channel:…")."""

    id: str
    start: str
    end: str
    seconds: float


@dataclass(frozen=True, slots=True)
class StepDeviation:
    """What became of one planned step.

    `reached` is of all customers, `skipped` of those who reached this step or a later one, `out_of_order` of those who
    reached it. `is_measured` is False where the step names no touchpoint that the data has, or one that an earlier step
    names already.
    """

    id: str
    name: str
    touchpoint: str | None
    is_measured: bool
    reached: Measurement
    skipped: Measurement
    out_of_order: Measurement


@dataclass(frozen=True, slots=True)
class ExtraTouchpoint:
    """A touchpoint that journeys pass and the plan does not name."""

    touchpoint: str
    name: str
    customers: Measurement
    interactions: int


@dataclass(frozen=True, slots=True)
class LateWait:
    """How many ways from one place to another took longer than planned."""

    id: str
    start: str
    end: str
    planned_seconds: float
    late: Measurement
    median: Measurement


@dataclass(frozen=True, slots=True)
class Deviations:
    """Planned against actual. `as_planned` is the share of customers with several steps who took all in order."""

    steps: tuple[StepDeviation, ...]
    extra: tuple[ExtraTouchpoint, ...]
    late: tuple[LateWait, ...]
    as_planned: Measurement
    complete: Measurement
    customers: int
    method: str


METHOD = (
    "first arrivals; the longest chain of steps in planned order is in order (Schensted 1961); "
    "moves as in alignments (Adriansyah 2014)"
)


def deviations(
    engine: Engine,
    *,
    scope: Scope,
    catalogue: Catalogue,
    steps: Sequence[PlannedStep],
    waits: Sequence[PlannedWait] = (),
) -> Deviations:
    """Returns where the journeys in scope leave the planned steps, which are given in their order."""
    codes = {name: code for code, name in enumerate(dictionary_of(engine, scope=scope).touchpoints)}
    measured: dict[str, int] = {}
    for step in steps:
        if step.touchpoint in codes and step.touchpoint not in measured:
            measured[str(step.touchpoint)] = len(measured)
    step_of = tuple(measured.get(name, -1) for name in codes)
    found, extent = engine.fold([Plan(len(measured), step_of), Extents()], scope=scope)
    grounds, everybody = extent.grounds(), int(found.units[0])
    told, seen = [], set[str]()
    for step in steps:
        number = None if step.touchpoint in seen else measured.get(step.touchpoint or "")
        seen.add(step.touchpoint or "")
        told.append(_step(step, number, found.steps, everybody=everybody, grounds=grounds))
    several = int(found.units[2]), int(found.units[1])
    return Deviations(
        steps=tuple(told),
        extra=_extra(found.extra, list(codes), catalogue=catalogue, whole=everybody, grounds=grounds),
        late=tuple(_late(engine, one, scope=scope, catalogue=catalogue) for one in waits),
        as_planned=figure.share(several[0], whole=several[1], variant="in_planned_order_share", grounds=grounds),
        complete=figure.share(int(found.units[3]), whole=everybody, variant="complete_share", grounds=grounds),
        customers=everybody,
        method=METHOD,
    )


def _step(
    step: PlannedStep, number: int | None, counts: np.ndarray, *, everybody: int, grounds: Grounds
) -> StepDeviation:
    reached, skipped, out_of_order = (0, 0, 0) if number is None else counts[:, number].tolist()
    return StepDeviation(
        id=step.id,
        name=step.name,
        touchpoint=step.touchpoint,
        is_measured=number is not None,
        reached=figure.share(reached, whole=everybody, variant="reach_share", grounds=grounds),
        skipped=figure.share(skipped, whole=reached + skipped, variant="skipped_share", grounds=grounds),
        out_of_order=figure.share(out_of_order, whole=reached, variant="out_of_order_share", grounds=grounds),
    )


def _extra(
    counts: np.ndarray, ids: Sequence[str], *, catalogue: Catalogue, whole: int, grounds: Grounds
) -> tuple[ExtraTouchpoint, ...]:
    names = {one.id: one.name for one in catalogue.touchpoints}
    customers, interactions = counts.tolist()
    order = sorted(range(len(ids)), key=lambda code: (-customers[code], -interactions[code], ids[code]))
    return tuple(
        ExtraTouchpoint(
            ids[code],
            names.get(ids[code], ids[code]),
            figure.share(customers[code], whole=whole, variant="reach_share", grounds=grounds),
            interactions[code],
        )
        for code in order[:MOST_EXTRA]
        if customers[code]
    )


def _late(engine: Engine, planned: PlannedWait, *, scope: Scope, catalogue: Catalogue) -> LateWait:
    found, extent = passages(engine, scope=scope, catalogue=catalogue, start=planned.start, end=planned.end)
    late, grounds = int((found.seconds > planned.seconds).sum()), extent.grounds()
    return LateWait(
        planned.id,
        planned.start,
        planned.end,
        planned.seconds,
        figure.share(late, whole=len(found.seconds), variant="late_share", grounds=grounds),
        figure.median(found.seconds, unit="seconds", grounds=grounds),
    )
