"""How fast and how large at many interactions, next to all tools that install: `python -m benchmarks.scale --keep`.

Each side runs in a process of its own, one after the other, on the same file, and must give the same answers. Peers are
looked for here and in every `--python`; the table says which were not found, and how to install them.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.scaletable import told
from benchmarks.sides import COUNTERS, OURS, PEERS, Side

HERE = Path(__file__).parent
RESULTS = HERE / "results"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--interactions", type=int, default=50_000_000)
    parser.add_argument(
        "--counts-at", type=int, default=10_000_000, help="interactions for who only counts; 0 for none"
    )
    parser.add_argument("--python", action="append", default=[], help="an interpreter that has peers; may be repeated")
    parser.add_argument("--peers", help="only these, with commas between; by default all that are found")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--filters", type=int, default=60)
    parser.add_argument("--folder", help="where the file of interactions is put meanwhile")
    parser.add_argument("--keep", action="store_true", help="write the figures to benchmarks/results")
    given = parser.parse_args()
    known = [side.name for side in (*PEERS, *COUNTERS)]
    odd = [name for name in (given.peers or "").split(",") if name and name not in known]
    if odd:
        parser.error(f"expected peers out of {', '.join(known)}, got {', '.join(odd)}")
    begin = time.perf_counter()
    _run([sys.executable, "-m", "resa.kernels.warmup"])  # in a process of its own: compiling takes memory
    found = {"interactions": given.interactions, "runs": given.runs, "load_average": [os.getloadavg()[0]]}
    found["sides"] = list(_sides(given, interactions=given.interactions, peers=PEERS))
    if given.counts_at:
        counts = list(_sides(given, interactions=given.counts_at, peers=COUNTERS, counts_only=True))
        found["counts"] = {"interactions": given.counts_at, "sides": counts}
    found["load_average"].append(os.getloadavg()[0])
    found["seconds"] = time.perf_counter() - begin
    text = told(found)
    print(text)
    if given.keep:
        name = f"scale-{given.interactions // 1_000_000}m"
        (RESULTS / f"{name}.md").write_text(text)
        (RESULTS / f"{name}.json").write_text(json.dumps(found, indent=1) + "\n")


def _sides(
    given: argparse.Namespace, *, interactions: int, peers: tuple[Side, ...], counts_only: bool = False
) -> Iterator[dict]:
    """Yields what each side found, ours first, for the others are held against it."""
    wanted = None if given.peers is None else given.peers.split(",")
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        _run([sys.executable, "-m", "benchmarks.file_of_history", folder, str(interactions)])
        for side in (OURS, *peers):
            if side is not OURS and wanted is not None and side.name not in wanted:
                continue
            python = _python_with(side, given.python)
            if python is None:
                yield {"side": side.name, "missing": f"pip install {side.package}"}
                continue
            print(f"{side.name} at {interactions:,}", flush=True)
            asked = [side.name, folder, "--runs", str(given.runs), "--filters", str(given.filters)]
            done = _run([python, "-m", "benchmarks.side", *asked, *(["--counts-only"] if counts_only else [])])
            yield json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 else _failed(side, done)


def _failed(side: Side, done: subprocess.CompletedProcess[str]) -> dict:
    print(done.stderr, file=sys.stderr)
    if side is OURS:
        raise SystemExit("our own side did not finish, so there is nothing to hold the others against")
    lines = done.stderr.strip().splitlines()
    if any(line.startswith("AssertionError") for line in lines):
        return {"side": side.name, "failed": "its answers differ from ours"}
    return {"side": side.name, "failed": lines[-1] if lines else f"ended with {done.returncode}"}


def _python_with(side: Side, pythons: list[str]) -> str | None:
    if side is OURS:
        return sys.executable
    ask = f"import importlib.util, sys; sys.exit(importlib.util.find_spec({side.package!r}) is None)"
    return next((one for one in (sys.executable, *pythons) if _run([one, "-c", ask]).returncode == 0), None)


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(HERE.parent), str(HERE.parent / "src")])
    environment = os.environ | {"PYTHONPATH": path, "POLARS_MAX_THREADS": "2"}
    return subprocess.run(command, check=False, env=environment, capture_output=True, text=True)


if __name__ == "__main__":
    main()
