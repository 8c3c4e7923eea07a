"""The file that everybody reads, and what they need to know of it: written by a process of its own, for its memory."""

import json
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet

from benchmarks.question import Frame
from resa.examples.histories import histories

ROWS, FRAME = "rows.parquet", "frame.json"


def main() -> None:
    write(Path(sys.argv[1]), interactions=int(sys.argv[2]))


def write(folder: Path, *, interactions: int) -> None:
    """Writes rows in the order they happened: customer and touchpoint as numbers, so that nobody reads text."""
    raw = histories(interactions)
    touchpoints, channels = (raw[name].combine_chunks() for name in ("touchpoint", "channel"))
    codes, of_row = touchpoints.indices.to_numpy().astype(np.uint8), channels.indices.to_numpy().astype(np.uint8)
    customer = raw["customer"].to_numpy()
    customer = (customer - customer.min()).astype(np.int32)
    time = raw["time"].combine_chunks().view("int64").to_numpy() + np.arange(interactions) % 1000  # no two are equal
    country = np.zeros(int(customer.max()) + 1, np.int8)
    country[customer] = raw["country"].combine_chunks().indices.to_numpy()
    del raw
    table = pa.table({"customer": customer, "time": time, "touchpoint": codes, "channel": of_row})
    pa.parquet.write_table(table, folder / ROWS)
    np.save(folder / "country.npy", country)
    names = touchpoints.dictionary.to_pylist()
    channel_of = np.zeros(len(names), np.int64)
    channel_of[codes] = of_row
    popular = np.argsort(-np.bincount(codes, minlength=len(names)))
    (folder / FRAME).write_text(
        json.dumps(
            {
                "interactions": interactions,
                "touchpoints": names,
                "channels": channels.dictionary.to_pylist(),
                "channel_of_touchpoint": channel_of.tolist(),
                "rare": popular[-3:].tolist(),
                "steps": popular[[3, 1, 6, 10]].tolist(),
                **_months(int(time.min()) // 1_000_000, last=int(time.max()) // 1_000_000),
            }
        )
    )


def _months(origin: int, *, last: int) -> dict[str, object]:
    first, end = (np.datetime64(second, "s").astype("datetime64[M]") for second in (origin, last))
    starts = np.arange(first, end + 1).astype("datetime64[s]").astype(np.int64) - origin
    return {"origin": origin, "month_starts": starts.tolist()}


def frame_of(folder: Path) -> tuple[dict, Frame]:
    told = json.loads((folder / FRAME).read_text())
    return told, Frame(tuple(told["steps"]), np.array(told["month_starts"], np.int64), told["origin"])


if __name__ == "__main__":
    main()
