"""What leads to a touchpoint and what follows it: directly, and at any time."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from resa.kernels.around import Around, AroundCounts
from resa.mapping.catalogue import Catalogue
from resa.model.errors import UsageError
from resa.model.table import Measure, Table
from resa.store.port import Engine, Scope
from resa.understand import figure
from resa.understand.answer import Answered, marked, revision_of, units_measure, with_interval
from resa.understand.extent import Extents
from resa.understand.lens import Seen, lens
from resa.understand.reach import dictionary_of
from resa.understand.stepflow import DROP_OFF, START
from resa.understand.stepname import origin_at

SIDES = ("before", "after")


def around(
    engine: Engine,
    *,
    scope: Scope,
    now: datetime,
    at: str | None,
    visit: str = "first",
    by: str = "touchpoint",
    catalogue: Catalogue | None = None,
) -> Table:
    """Returns a row for each thing that comes before or after a step, by the first or last visit of each customer.

    `direct` came just before or after that visit: with *(start)* and *(drop-off)*, for those with nothing there, it
    adds up to everybody who visited. `eventual` came at any time before or after it. `elsewhere_share` is the share of
    those who never visited that have it at all: what leads to a step is worth a look where the two shares differ.
    """
    if at is None:
        raise UsageError("expected a step to look around, got none; name one: --at 'home page'")
    seen = lens(by, dictionary=dictionary_of(engine, scope=scope), catalogue=catalogue)
    origin = origin_at(at, names=seen.names, visit=visit)
    found, extent = engine.fold([Seen(Around(origin), seen), Extents()], scope=scope)
    rows = sorted(_rows(found, names=seen.names), key=lambda row: (row["side"] == "after", *_rank(row)))
    visited, others = found.units.tolist()
    return Answered(scope, extent, now, revision_of(engine)).table(
        "around",
        columns=("side", "step", "direct", "direct_share", "eventual", "eventual_share", "elsewhere_share"),
        rows=rows,
        measures={
            "direct": units_measure(scope),
            "direct_share": Measure("share", f"next_to_{visit}_visit"),
            "eventual": units_measure(scope),
            "eventual_share": Measure("share", f"ever_on_that_side_of_{visit}_visit"),
            "elsewhere_share": Measure("share", "ever_among_those_without_a_visit"),
        },
        notes=[f"{visited} visited {at!r}, {others} never did; the {visit} visit of each counts"],
    )


def _rank(row: dict[str, Any]) -> tuple[int, int, str]:
    return -row["direct"], -(row["eventual"] or 0), row["step"]


def _rows(found: AroundCounts, *, names: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    visited, others = found.units.tolist()
    for side, direct, ever in zip(SIDES, found.direct.tolist(), found.ever.tolist(), strict=True):
        for code, name in enumerate([*names, START if side == "before" else DROP_OFF]):
            is_nothing = code == len(names)
            if not direct[code] and not ever[code]:
                continue
            yield marked(
                {
                    "side": side,
                    "step": name,
                    "direct": direct[code],
                    **_share("direct_share", direct[code], whole=visited),
                    "eventual": None if is_nothing else ever[code],
                    **({"eventual_share": None} if is_nothing else _share("eventual_share", ever[code], whole=visited)),
                    "elsewhere_share": None if is_nothing or not others else int(found.without[code]) / others,
                },
                n=visited,
            )


def _share(name: str, part: int, *, whole: int) -> dict[str, Any]:
    return with_interval(name, figure.share(part, whole=whole))
