"""The ways customers go: what follows what, and how long that takes."""

from datetime import datetime
from typing import Any

from resa.kernels.summary import Summary
from resa.kernels.transition import TransitionCustomers, TransitionWaits
from resa.kernels.variant import PathVariants
from resa.kernels.waitspread import TransitionSpread
from resa.mapping.catalogue import Catalogue
from resa.model.table import Measure, Table
from resa.store.port import Engine, Scope
from resa.understand import figure
from resa.understand.answer import (
    COUNT,
    CUSTOMERS,
    MEDIAN_SECONDS,
    SHARE,
    Answered,
    marked,
    revision_of,
    with_interval,
)
from resa.understand.extent import Extents
from resa.understand.lens import Seen, lens
from resa.understand.reach import dictionary_of

MOST_VARIANTS = 1000


def transitions(
    engine: Engine, *, scope: Scope, now: datetime, by: str = "touchpoint", catalogue: Catalogue | None = None
) -> Table:
    """Returns a row for each pair of direct neighbours, most frequent first.

    `by` names what a step is: "touchpoint", "channel", "stage" and the like. `median_wait_seconds` is exact.
    """
    seen = lens(by, dictionary=dictionary_of(engine, scope=scope), catalogue=catalogue)
    asked: list[Summary[Any]] = [Seen(TransitionWaits(), seen), Seen(TransitionCustomers(), seen), Extents()]
    waits, customers, extent = engine.fold(asked, scope=scope)
    people = {
        (start, end): count
        for start, end, count in zip(
            customers.start.tolist(), customers.end.tolist(), customers.count.tolist(), strict=True
        )
    }
    columns = (waits.start.tolist(), waits.end.tolist(), waits.count.tolist(), waits.seconds[:, 0].tolist())
    rows = [
        {
            "from": seen.names[start],
            "to": seen.names[end],
            "count": count,
            "customers": people[start, end],
            "median_wait_seconds": seconds,
        }
        for start, end, count, seconds in zip(*columns, strict=True)
    ]
    return Answered(scope, extent, now, revision_of(engine)).table(
        "transitions",
        columns=("from", "to", "count", "customers", "median_wait_seconds"),
        rows=sorted(rows, key=lambda row: (-row["count"], row["from"], row["to"])),
        measures={"count": COUNT, "customers": CUSTOMERS, "median_wait_seconds": MEDIAN_SECONDS},
    )


def variants(
    engine: Engine,
    *,
    scope: Scope,
    now: datetime,
    by: str = "touchpoint",
    catalogue: Catalogue | None = None,
    most: int = MOST_VARIANTS,
) -> Table:
    """Returns the `most` frequent exact paths, most frequent first; `share` is of all units.

    The last row, with `path` None, holds all other paths together, so that counts add up to the units.
    """
    seen = lens(by, dictionary=dictionary_of(engine, scope=scope), catalogue=catalogue)
    found, extent = engine.fold([Seen(PathVariants(most), seen), Extents()], scope=scope)
    rows: list[dict[str, Any]] = []
    for path, count in zip(found.paths, found.counts.tolist(), strict=True):
        share = figure.share(count, whole=found.units)
        rows.append({"path": [seen.names[code] for code in path], "count": count, **with_interval("share", share)})
    others = found.units - sum(found.counts.tolist())
    if others:
        rest = with_interval("share", figure.share(others, whole=found.units))
        rows.append({"path": None, "count": others, **rest, "variants": found.variants - len(found.paths)})
    return Answered(scope, extent, now, revision_of(engine)).table(
        "variants",
        columns=("path", "count", "share"),
        rows=rows,
        measures={"count": Measure("units", "count"), "share": SHARE},
        notes=[f"{found.variants} different paths of {found.units} units"],
    )


def waits_between(
    engine: Engine, *, scope: Scope, now: datetime, by: str = "touchpoint", catalogue: Catalogue | None = None
) -> Table:
    """Returns how long it takes from each step to the next one, the most frequent first.

    `distribution` counts the waits over half-open spans of seconds, `[low, high, count]`, four spans to a doubling.
    """
    seen = lens(by, dictionary=dictionary_of(engine, scope=scope), catalogue=catalogue)
    found, extent = engine.fold([Seen(TransitionSpread((0.5, 0.9)), seen), Extents()], scope=scope)
    edges = found.edges
    columns = (edges.start.tolist(), edges.end.tolist(), edges.count.tolist(), edges.seconds.tolist())
    rows: list[dict[str, Any]] = [
        marked(
            {
                "from": seen.names[start],
                "to": seen.names[end],
                "n": count,
                "median_seconds": median,
                "p90_seconds": ninth,
                "distribution": spans,
            },
            n=count,
        )
        for start, end, count, (median, ninth), spans in zip(*columns, found.spans.of_groups(), strict=True)
    ]
    return Answered(scope, extent, now, revision_of(engine)).table(
        "waits",
        columns=("from", "to", "n", "median_seconds", "p90_seconds"),
        rows=sorted(rows, key=lambda row: (-row["n"], row["from"], row["to"])),
        measures={
            "n": COUNT,
            "median_seconds": MEDIAN_SECONDS,
            "p90_seconds": Measure("seconds", "p90"),
            "distribution": Measure("seconds", "counts_over_spans"),
        },
    )
