"""How customers move between channels, devices or other grains: a matrix of moves."""

from collections import Counter
from datetime import datetime

from resa.mapping.catalogue import Catalogue
from resa.model.table import Measure, Table
from resa.store.port import Engine, Scope
from resa.understand import figure
from resa.understand.answer import COUNT, CUSTOMERS, MEDIAN_SECONDS, with_interval
from resa.understand.path import transitions


def switches(
    engine: Engine, *, scope: Scope, now: datetime, by: str = "channel", catalogue: Catalogue | None = None
) -> Table:
    """Returns a row for each filled cell of the matrix of moves: from where to where, how often and how soon.

    A move is from one interaction to the next of the same unit. `share` is of the `moves` out of `from`, staying where
    one is included, so each line of the matrix adds up to 1.
    """
    told = transitions(engine, scope=scope, now=now, by=by, catalogue=catalogue)
    out: Counter[str] = Counter()
    for row in told.rows:
        out[row["from"]] += row["count"]
    rows = [
        {
            "from": row["from"],
            "to": row["to"],
            "count": row["count"],
            "moves": out[row["from"]],
            **with_interval("share", figure.share(row["count"], whole=out[row["from"]])),
            "customers": row["customers"],
            "median_wait_seconds": row["median_wait_seconds"],
        }
        for row in told.rows
    ]
    away = sum(row["count"] for row in told.rows if row["from"] != row["to"])
    return Table(
        what="switches",
        columns=("from", "to", "count", "moves", "share", "customers", "median_wait_seconds"),
        rows=tuple(sorted(rows, key=lambda row: (-row["moves"], row["from"], -row["count"], row["to"]))),
        base=told.base,
        as_of=told.as_of,
        revision=told.revision,
        per=told.per,
        measures={
            "count": COUNT,
            "moves": Measure("count", "all_out_of_from"),
            "share": Measure("share", "of_moves_out_of_from"),
            "customers": CUSTOMERS,
            "median_wait_seconds": MEDIAN_SECONDS,
        },
        notes=(f"{away} of {out.total()} moves go to another {by}",),
    )
