"""Which touchpoint directly follows which, with pm4py: its own counts, from a data frame in the form it asks for."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pm4py

from benchmarks.question import Frame, Question


def read(path: Path, _: Frame) -> pd.DataFrame:
    rows = pd.read_parquet(path, columns=["customer", "time", "touchpoint"])
    rows = rows.sort_values(["customer", "time"], ignore_index=True)
    return pd.DataFrame(
        {
            "case:concept:name": rows["customer"].astype(str),
            "concept:name": rows["touchpoint"].astype(str),
            "time:timestamp": pd.to_datetime(rows["time"], unit="us", utc=True),
        }
    )


def ways(rows: pd.DataFrame, _: Frame) -> dict[str, list[Callable[[Question], np.ndarray]]]:
    return {"transitions": [lambda _: _pairs(rows)]}


def _pairs(rows: pd.DataFrame) -> np.ndarray:
    edges, _, _ = pm4py.discover_dfg(rows)
    return np.array(sorted((int(start), int(end), count) for (start, end), count in edges.items()), np.float64)
