"""Where observed journeys leave a planned map: steps skipped, taken out of order or too late, and what came besides.

Every history is aligned with the plan, which is one sequence of steps, so that as much as possible of both fits.
Skipped is a step that was never reached by somebody who reached a later one. A step that somebody was at, and that the
optimal alignment leaves out, is out of order; touchpoints that no step names are extra, and coming back to a step is.

Source: A. Adriansyah, "Aligning observed and modeled behavior", 2014 (moves in the log, in the model, and in both).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from resa.kernels.alignment import Alignment, Alignments
from resa.mapping.catalogue import Catalogue
from resa.model.measurement import Measurement
from resa.model.table import Measure, Table
from resa.store.port import Engine, Scope
from resa.understand import figure
from resa.understand.answer import Answered, revision_of, units_measure, with_interval
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
    reached it; `repeated` is how often one came back to it. `is_measured` is False where the step names no touchpoint
    that the data has, or one that an earlier step names already.
    """

    id: str
    name: str
    touchpoint: str | None
    is_measured: bool
    reached: Measurement
    skipped: Measurement
    out_of_order: Measurement
    repeated: int


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
    """Planned against actual. `as_planned` is the share of customers with several steps who took all in order.

    `cost` is the mean number of moves of a customer that do not fit: a step left out, or an interaction that no step
    takes. `fitness` is how much of the highest cost there could be (nothing fits) is spared, 0 to 1. `variants` is how
    many different paths over the steps were aligned.
    """

    steps: tuple[StepDeviation, ...]
    extra: tuple[ExtraTouchpoint, ...]
    late: tuple[LateWait, ...]
    as_planned: Measurement
    complete: Measurement
    cost: Measurement
    fitness: Measurement
    variants: int
    customers: int
    method: str


METHOD = (
    "optimal alignment of every path with the planned sequence of steps (Adriansyah 2014), each move at a cost of one"
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
    planned = _planned(engine, steps, scope=scope)
    found, extent = engine.fold([planned.alignments(), Extents()], scope=scope)
    grounds, everybody = extent.grounds(), int(found.units[0])
    told = [_step(one, planned.number(one), found.steps, everybody=everybody, grounds=grounds) for one in steps]
    several, in_order, complete = found.units[2:].tolist()
    return Deviations(
        steps=tuple(told),
        extra=_extra(found.extra, planned.touchpoints, catalogue=catalogue, whole=everybody, grounds=grounds),
        late=tuple(_late(engine, one, scope=scope, catalogue=catalogue) for one in waits),
        as_planned=figure.share(in_order, whole=several, variant="in_planned_order_share", grounds=grounds),
        complete=figure.share(complete, whole=everybody, variant="complete_share", grounds=grounds),
        cost=_cost(found, grounds=grounds),
        fitness=_fitness(found, planned, interactions=extent.interactions, grounds=grounds),
        variants=found.variants,
        customers=everybody,
        method=METHOD,
    )


@dataclass(frozen=True, slots=True)
class _Planned:
    """The steps that can be measured, by id with their number, and the step of each touchpoint code."""

    numbers: Mapping[str, int]
    step_of: tuple[int, ...]
    touchpoints: tuple[str, ...]

    def number(self, step: PlannedStep) -> int | None:
        """Returns the place of a step among those that can be measured; None where it is none of them."""
        return self.numbers.get(step.id)

    def alignments(self) -> Alignments:
        """Returns the summary that aligns histories with these steps."""
        return Alignments(len(self.numbers), self.step_of)


def _planned(engine: Engine, steps: Sequence[PlannedStep], *, scope: Scope) -> _Planned:
    names = dictionary_of(engine, scope=scope).touchpoints
    numbers: dict[str, int] = {}
    of_touchpoint: dict[str, int] = {}
    for step in steps:
        if step.touchpoint in names and step.touchpoint not in of_touchpoint:
            of_touchpoint[str(step.touchpoint)] = numbers[step.id] = len(numbers)
    return _Planned(numbers, tuple(of_touchpoint.get(name, -1) for name in names), names)


def _cost(found: Alignment, *, grounds: Grounds) -> Measurement:
    everybody = int(found.units[0])
    mean = found.cost / everybody if everybody else None
    return figure.measurement(
        mean, unit="moves", variant="alignment_cost_mean", n=everybody, around=None, grounds=grounds
    )


def _fitness(found: Alignment, planned: _Planned, *, interactions: int, grounds: Grounds) -> Measurement:
    everybody = int(found.units[0])
    worst = interactions + everybody * len(planned.numbers)
    share = 1 - found.cost / worst if worst else None
    return figure.measurement(
        share, unit="share", variant="alignment_fitness", n=everybody, around=None, grounds=grounds
    )


def _step(
    step: PlannedStep, number: int | None, counts: np.ndarray, *, everybody: int, grounds: Grounds
) -> StepDeviation:
    reached, skipped, out_of_order, visits = (0, 0, 0, 0) if number is None else counts[:, number].tolist()
    return StepDeviation(
        id=step.id,
        name=step.name,
        touchpoint=step.touchpoint,
        is_measured=number is not None,
        reached=figure.share(reached, whole=everybody, variant="reach_share", grounds=grounds),
        skipped=figure.share(skipped, whole=reached + skipped, variant="skipped_share", grounds=grounds),
        out_of_order=figure.share(out_of_order, whole=reached, variant="out_of_order_share", grounds=grounds),
        repeated=visits - reached,
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


def conformance(
    engine: Engine,
    *,
    scope: Scope,
    now: datetime,
    catalogue: Catalogue,
    steps: Sequence[PlannedStep],
    waits: Sequence[PlannedWait] = (),
    notes: Sequence[str] = (),
) -> Table:
    """Returns a row for each way in which journeys keep to a drawn map or leave it.

    Each step has four rows, `in_order`, `out_of_order`, `skipped` and `not_reached`, which add up to all customers.
    Then come the touchpoints that no step names (`extra`), and the waits that took longer than the map says (`late`,
    of all such waits). Histories are aligned with the steps at the least cost: one for each step left out, and one for
    each interaction that no step takes; the notes tell the mean cost and the fitness.
    """
    found = deviations(engine, scope=scope, catalogue=catalogue, steps=steps, waits=waits)
    (extent,) = engine.fold([Extents()], scope=scope)
    lost = [step.name for step in found.steps if not step.is_measured]
    told = [_sentence(found), *notes]
    if lost:
        told.append(f"not measured, since they name no touchpoint that the data has, or one twice: {', '.join(lost)}")
    return Answered(scope, extent, now, revision_of(engine)).table(
        "conformance",
        columns=("deviation", "step", "touchpoint", "customers", "of", "share"),
        rows=[row for part in (_step_rows(found), _extra_rows(found), _late_rows(found)) for row in part],
        measures={
            "customers": units_measure(scope),
            "of": units_measure(scope),
            "share": Measure("share", "of_all; late: of_such_waits"),
        },
        notes=told,
    )


def _sentence(found: Deviations) -> str:
    if not found.customers:
        return "nobody is in scope"
    parts = [f"alignment cost {found.cost.figure or 0:.2f} moves a customer, fitness {found.fitness.figure or 0:.3f}"]
    parts += [f"{found.variants} different paths over the steps aligned"]
    parts += [f"{_count(found.as_planned)} of {found.as_planned.n} with several steps took all in order"]
    return "; ".join(parts)


def _count(measured: Measurement) -> int:
    return round((measured.figure or 0) * measured.n)


def _step_rows(found: Deviations) -> Iterator[dict[str, Any]]:
    for step in found.steps:
        if not step.is_measured:
            continue
        reached, skipped, astray = (_count(one) for one in (step.reached, step.skipped, step.out_of_order))
        counts = {
            "in_order": reached - astray,
            "out_of_order": astray,
            "skipped": skipped,
            "not_reached": found.customers - reached - skipped,
        }
        for name, count in counts.items():
            yield _row(name, step.name, step.touchpoint, count, whole=found.customers)


def _extra_rows(found: Deviations) -> Iterator[dict[str, Any]]:
    for one in found.extra:
        row = _row("extra", None, one.touchpoint, _count(one.customers), whole=found.customers)
        yield {**row, "interactions": one.interactions}


def _late_rows(found: Deviations) -> Iterator[dict[str, Any]]:
    for one in found.late:
        row = _row("late", f"{one.start} → {one.end}", None, _count(one.late), whole=one.late.n)
        yield {**row, "planned_seconds": one.planned_seconds, "median_seconds": one.median.figure}


def _row(deviation: str, step: str | None, touchpoint: str | None, count: int, *, whole: int) -> dict[str, Any]:
    where = {"deviation": deviation, "step": step, "touchpoint": touchpoint, "customers": count, "of": whole}
    return {**where, **with_interval("share", figure.share(count, whole=whole))}
