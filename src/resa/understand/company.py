"""How our answers compare with what people say of other companies, which is kept apart from all other figures."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from resa.mapping.catalogue import Catalogue
from resa.model.table import Measure, Table
from resa.store.port import Engine, Scope
from resa.understand import figure
from resa.understand.answer import Answered, revision_of, with_interval
from resa.understand.history import FieldSource
from resa.understand.material import material

METRICS = ("nps", "csat", "ces", "stars", "other")


def companies(engine: Engine, *, scope: Scope, now: datetime, source: FieldSource, catalogue: Catalogue) -> Table:
    """Returns the mean score of each metric, ours first (`company` None), then that of each other company.

    Scores of different scales stand apart. `n` counts answers; don't know is no answer. A filter holds for ours only,
    since nothing but answers is known of the others.
    """
    seen = material(engine, source, scope=scope, catalogue=catalogue, goal=None)
    rows = [*_rows(seen.answers.table, company=None)]
    others = source.table("competitors")
    for company in sorted(set(others["company"].cast(pa.string()).to_pylist())):
        rows += _rows(others.filter(pc.equal(others["company"].cast(pa.string()), company)), company=company)
    notes = ("the filter holds for our own answers only",) if scope.where is not None else ()
    return Answered(scope, seen.history.extent, now, revision_of(engine)).table(
        "companies",
        columns=("company", "metric", "low", "high", "mean", "n"),
        rows=rows,
        measures={"mean": Measure("score", "mean"), "n": Measure("answers", "count")},
        notes=notes,
    )


def _rows(answers: pa.Table, *, company: str | None) -> Iterator[dict[str, Any]]:
    known = answers.filter(pc.and_(answers["is_answer"], pc.is_valid(answers["score"])))
    metric = np.array(known["metric"].cast(pa.string()).to_pylist(), dtype=object)
    low, high, score = (_floats(known[name]) for name in ("score_low", "score_high", "score"))
    for name in METRICS:
        for bottom, top in sorted(set(zip(low[metric == name], high[metric == name], strict=True))):
            mine = score[(metric == name) & (low == bottom) & (high == top)]
            scale = {"low": float(bottom), "high": float(top)} if bottom < top else {"low": None, "high": None}
            told = with_interval("mean", figure.mean(mine, unit="score"))
            yield {"company": company, "metric": name, **scale, **told, "n": len(mine)}


def _floats(column: pa.ChunkedArray) -> NDArray[np.float64]:
    """Returns a column as numbers; an end of a scale that nobody told is 0 at both ends."""
    return np.asarray(pc.fill_null(column.cast(pa.float64()), 0.0).to_numpy(), dtype=np.float64)
