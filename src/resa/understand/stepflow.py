"""The ways of everybody, step by step, as flows that add up: into what is frequent, into the rest, and out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from resa.kernels.origin import Origin
from resa.kernels.stepflow import StepFlow, StepNodes
from resa.mapping.catalogue import Catalogue
from resa.model.errors import UsageError
from resa.model.table import Measure, Table
from resa.store.port import Engine, Scope
from resa.understand import figure
from resa.understand.answer import Answered, revision_of, units_measure, with_interval
from resa.understand.extent import Extents
from resa.understand.lens import Lens, Seen, lens
from resa.understand.reach import dictionary_of
from resa.understand.stepname import origin_at

OTHER = "(other)"
DROP_OFF = "(drop-off)"
START = "(start)"
MOST_STEPS = 50
MOST_NAMED = 100


@dataclass(frozen=True, slots=True)
class Way:
    """Which steps are followed: so many, from `at` on or up to it, the `most` frequent of each step by name.

    Without `at`, side "after" begins with everybody's first step and "before" ends with their last one. `visit` says
    which visit to `at` counts, the "first" or the "last".
    """

    depth: int = 5
    most: int = 6
    at: str | None = None
    side: str = "after"
    visit: str = "first"

    def __post_init__(self) -> None:
        if not 1 <= self.depth <= MOST_STEPS:
            raise UsageError(f"expected --depth from 1 to {MOST_STEPS} steps, got {self.depth}")
        if not 1 <= self.most <= MOST_NAMED:
            raise UsageError(f"expected --most from 1 to {MOST_NAMED} names a step, got {self.most}")


def stepflow(
    engine: Engine,
    *,
    scope: Scope,
    now: datetime,
    way: Way | None = None,
    by: str = "touchpoint",
    catalogue: Catalogue | None = None,
) -> Table:
    """Returns a row for each flow from a step to the next one, in the order of the path.

    Step 1 flows out of nothing (`from` is None). *(other)* holds what is not among the most frequent of its step,
    *(drop-off)* those whose path ended; both stay in the picture, so the flows of every step add up to everybody who
    has a path, and what flows into a node flows out of it again. Backwards, the end of a path is *(start)*. `share` is
    of everybody who has a path.
    """
    asked = way or Way()
    seen = lens(by, dictionary=dictionary_of(engine, scope=scope), catalogue=catalogue)
    origin = origin_at(asked.at, names=seen.names, side=asked.side, visit=asked.visit)
    counts, columns, extent = _counted(engine, asked, seen, scope=scope, origin=origin)
    started = int(counts[0].sum())
    end = START if origin.is_before else DROP_OFF
    rows = [
        {**flow, **with_interval("share", figure.share(flow["customers"], whole=started))}
        for flow in _flows(counts, [[seen.names[code] for code in column] for column in columns], end=end)
    ]
    return Answered(scope, extent, now, revision_of(engine)).table(
        "flow",
        columns=("step", "from", "to", "customers", "share"),
        rows=rows,
        measures={"customers": units_measure(scope), "share": Measure("share", _share_of(origin))},
        notes=[f"{started} of {extent.units} have a path" + (f" at {asked.at!r}" if asked.at else "")],
    )


def _share_of(origin: Origin) -> str:
    """Returns what shares are of; it tells pictures which way the steps are to be read."""
    return "of_all_paths_backwards" if origin.is_before else "of_all_paths"


def _counted(
    engine: Engine, way: Way, seen: Lens, *, scope: Scope, origin: Origin
) -> tuple[NDArray[np.int64], list[list[int]], Any]:
    """Returns the flows between nodes, the touchpoints that are nodes at each step, and who was looked at."""
    (met,) = engine.fold([Seen(StepNodes(way.depth, origin), seen)], scope=scope)
    columns = [_frequent(counts, names=seen.names, most=way.most) for counts in met[:, :, 0].tolist()]
    nodes = []
    for column in columns:
        number = {code: at for at, code in enumerate(column)}
        nodes.append(tuple(number.get(code, way.most) for code in range(len(seen.names))))
    flow = StepFlow(tuple(nodes), way.most + 1, origin)
    counts, extent = engine.fold([Seen(flow, seen), Extents()], scope=scope)
    return counts, columns, extent


def _frequent(counts: Sequence[int], *, names: Sequence[str], most: int) -> list[int]:
    """Returns the most frequent codes, most frequent first, equals by name."""
    found = [code for code, count in enumerate(counts) if count]
    return sorted(found, key=lambda code: (-counts[code], names[code]))[:most]


def _flows(counts: NDArray[np.int64], columns: Sequence[Sequence[str]], *, end: str) -> Iterator[dict[str, Any]]:
    other = counts.shape[1] - 2
    for step, column in enumerate(columns):
        before = columns[step - 1] if step else ()
        for start, stop in np.argwhere(counts[step]).tolist():
            yield {
                "step": step + 1,
                "from": None if step == 0 else _name(start, before, other=other, end=end),
                "to": _name(stop, column, other=other, end=end),
                "customers": int(counts[step, start, stop]),
            }


def _name(node: int, column: Sequence[str], *, other: int, end: str) -> str:
    if node > other:
        return end
    return OTHER if node == other else column[node]
