"""How many get through a series of touchpoints."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from resa.kernels.funnel import Funnel, StepOrder
from resa.model.errors import UsageError
from resa.model.table import Measure, Table
from resa.store.port import Engine, Scope
from resa.understand import figure
from resa.understand.answer import Answered, revision_of, units_measure, with_interval
from resa.understand.extent import Extents
from resa.understand.reach import dictionary_of
from resa.understand.stepname import step_codes


class FunnelError(UsageError):
    """A funnel that can't be counted: no steps, or an order that does not exist."""

    code: ClassVar[str] = "funnel"


def funnel(
    engine: Engine,
    *,
    scope: Scope,
    now: datetime,
    steps: Sequence[str],
    order: str = "ordered",
    within_seconds: int | None = None,
) -> Table:
    """Returns a row for each step: how many units (customers, where nothing is cut) got that far.

    A step is a touchpoint by id or plain name; a plain name that several touchpoints share means any of them.
    `share` is of those who reached the first step. `within_seconds` counts from the first step on.
    """
    if order not in list(StepOrder):
        raise FunnelError(f"expected an order of {', '.join(StepOrder)}, got {order!r}")
    if not steps:
        raise FunnelError("expected the steps of a funnel, got none; name touchpoints: --steps A,B,C")
    dictionary = dictionary_of(engine, scope=scope)
    codes = tuple(step_codes(step, names=dictionary.touchpoints, where="the funnel's steps") for step in steps)
    reached, extent = engine.fold([Funnel(codes, StepOrder(order), within_seconds), Extents()], scope=scope)
    counts = [int(count) for count in reached[1:]]
    rows = [
        {
            "step": step,
            "customers": count,
            **with_interval("share", figure.share(count, whole=counts[0])),
            "step_share": count / before if before else None,
        }
        for step, count, before in zip(steps, counts, [counts[0], *counts], strict=False)
    ]
    variant = f"{order}" + (f"_within_{within_seconds}_seconds" if within_seconds is not None else "")
    return Answered(scope, extent, now, revision_of(engine)).table(
        "funnel",
        columns=("step", "customers", "share", "step_share"),
        rows=rows,
        measures={
            "customers": units_measure(scope),
            "share": Measure("share", f"{variant}_of_first_step"),
            "step_share": Measure("share", f"{variant}_of_step_before"),
        },
    )
