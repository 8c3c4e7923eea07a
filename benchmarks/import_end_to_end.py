"""How fast exports become histories, through the door that everybody uses: `resa.open(…).add(…)`.

Each import runs in a process of its own, whose peak memory is stated.
"""

import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet

from resa.examples.histories import histories

_READY = """
source: web
time: time
identifiers: [{column: customer, namespace: customer_number}]
interactions: [{name: touchpoint, channel: channel}]
properties: []
"""
_CONTACTS = """
source: contacts
time: time
region: SE
identifiers: [{column: email, namespace: email}, {column: phone, namespace: phone}]
interactions: [{name: touchpoint, channel: channel}]
properties: []
"""
_CHILD = """
import json, resource, sys, time
import resa
from pathlib import Path
path, spec, folder = sys.argv[1:]
begin = time.perf_counter()
workspace = resa.open(folder, create=True)
report = workspace.add(path, spec=spec)
seconds = time.perf_counter() - begin
stored = sum(one.counts.stored for one in report.sources)
told = Path("/proc/self/status")  # what the system tells otherwise begins with the memory of the parent process
lines = told.read_text().splitlines() if told.exists() else []
peak = next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")), 0)
used = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({"seconds": seconds, "cpu": used.ru_utime + used.ru_stime, "stored": stored, "peak_bytes": peak}))
"""


@dataclass(frozen=True, slots=True)
class Import:
    """One import; `peer_seconds` is DuckDB's read and sort of the same file, None where that says little."""

    what: str
    rows: int
    seconds: float
    cpu_seconds: float
    peak_bytes: int
    peer_seconds: float | None = None

    @property
    def rows_a_second(self) -> float:
        """How many rows were taken in each second."""
        return self.rows / self.seconds

    @property
    def times_slower(self) -> float | None:
        """How many times longer than the peer it took."""
        return None if self.peer_seconds is None else self.seconds / self.peer_seconds


def imports(rows: int) -> list[Import]:
    with tempfile.TemporaryDirectory() as folder:
        home, table = Path(folder), histories(rows)
        ready, contacts = home / "ready.parquet", home / "contacts.csv"
        pa.parquet.write_table(table, ready)
        pa.csv.write_csv(_with_contacts(table), contacts)
        return [
            _imported("Parquet, one ready identifier", ready, _READY, rows=rows, peer=_read_and_sorted(ready)),
            _imported("CSV, e-mail and phone", contacts, _CONTACTS, rows=rows),
        ]


def _with_contacts(table: pa.Table) -> pa.Table:
    """Everybody has an address and a number; an interaction shows one of them, or both."""
    customer = table["customer"].to_numpy()
    shows = np.random.default_rng(5).integers(0, 3, len(customer))
    text = pc.cast(table["customer"], pa.string())
    email = pc.binary_join_element_wise("Kund.", text, "@example.se", "")
    number = pa.array(np.char.zfill((customer % 10_000_000).astype("U7"), 7))
    phone = pc.binary_join_element_wise("070-", number, "")
    return pa.table(
        {
            "time": pc.strftime(table["time"], "%Y-%m-%dT%H:%M:%SZ"),
            "channel": table["channel"].cast(pa.string()),
            "touchpoint": table["touchpoint"].cast(pa.string()),
            "email": pc.if_else(pa.array(shows != 1), email, None),
            "phone": pc.if_else(pa.array(shows != 0), phone, None),
        }
    )


def _imported(what: str, path: Path, spec: str, *, rows: int, peer: float | None = None) -> Import:
    workspace = path.with_suffix(".workspace")
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, str(path), spec, str(workspace)], check=True, capture_output=True, text=True
    )
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["stored"] == rows, f"expected {rows} stored, got {found['stored']}"
    return Import(what, rows, found["seconds"], found["cpu"], found["peak_bytes"], peer)


def _read_and_sorted(path: Path) -> float:
    """Returns the seconds DuckDB takes to read the file into a table sorted by customer and time."""
    times = []
    for _ in range(3):
        connection = duckdb.connect()
        connection.execute("set threads = 2")
        begin = time.perf_counter()
        connection.execute(f"create table rows as select * from read_parquet('{path}') order by customer, time")
        times.append(time.perf_counter() - begin)
        connection.close()
    return min(times)
