"""Which touchpoint directly follows which, with Retentioneering: its own counts, without the steps it adds at both ends."""

import os
from collections.abc import Callable
from pathlib import Path

os.environ["RETENTIONEERING_NO_TRACK"] = "1"  # it would tell its makers what is called

import numpy as np
import pandas as pd
from retentioneering import Eventstream

from benchmarks.question import Frame, Question


def read(path: Path, _: Frame) -> Eventstream:
    rows = pd.read_parquet(path, columns=["customer", "time", "touchpoint"])
    events = pd.DataFrame(
        {
            "user_id": rows["customer"],
            "event": rows["touchpoint"].astype(str),
            "timestamp": pd.to_datetime(rows["time"], unit="us"),
        }
    )
    return Eventstream(events, schema={"path_cols": ["user_id"], "event_col": "event", "timestamp_col": "timestamp"})


def ways(events: Eventstream, _: Frame) -> dict[str, list[Callable[[Question], np.ndarray]]]:
    return {"transitions": [lambda _: _pairs(events)]}


def _pairs(events: Eventstream) -> np.ndarray:
    matrix = events.transition_graph_data(edge_weight="count")
    counts = matrix.stack()
    pairs = [(start, end, count) for (start, end), count in counts.items() if count]
    inner = [(int(start), int(end), count) for start, end, count in pairs if start.isdigit() and end.isdigit()]
    return np.array(sorted(inner), np.float64)
