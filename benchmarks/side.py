"""One side in a process of its own: `python -m benchmarks.side NAME FOLDER` reads, answers and prints figures as JSON.

The first side, ours, writes its answers into the folder; the others must give the same.
"""

import argparse
import json
import os
import time
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from pathlib import Path

os.environ.setdefault("POLARS_MAX_THREADS", "2")

import numpy as np

from benchmarks.file_of_history import ROWS, frame_of
from benchmarks.question import Question, questions
from benchmarks.sides import OURS, named
from resa.kernels.spare import give_back

_LONG = 20  # seconds; what takes longer is asked once


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("side")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--filters", type=int, default=60)
    parser.add_argument("--counts-only", action="store_true")
    given = parser.parse_args()
    side, (told, frame) = named(given.side), frame_of(given.folder)
    module = side.loaded()
    if side is OURS:
        module.warm_up()
    begin, used = time.perf_counter(), time.process_time()
    rows = module.read(given.folder / ROWS, frame)
    load = {"seconds": time.perf_counter() - begin, "cpu_seconds": time.process_time() - used}
    found = {"side": side.name, "version": "" if side is OURS else version(side.package)}
    found |= {"load": load, "load_peak_bytes": _peak()}
    if side is OURS and given.counts_only:
        rows = module.mapped(rows, given.folder)
    give_back()  # what reading left behind is nobody's need for answering
    _peak()
    asked = [one for one in questions(tuple(told["rare"])) if one.name == "transitions" or not given.counts_only]
    found["answers"] = _answers(module.ways(rows, frame), asked, given)
    if side is OURS:
        found["bare"] = _fastest(partial(module.histogram, rows), runs=given.runs)[0]
        found["filters"] = _filters(rows, filters=0 if given.counts_only else given.filters)
    found["answers_peak_bytes"] = _peak()
    print(json.dumps(found))


def _answers(ways: dict[str, list[Callable]], asked: list[Question], given: argparse.Namespace) -> dict[str, dict]:
    is_ours, found = given.side == OURS.name, {}
    for question in asked:
        kept = given.folder / f"{question.name}.npy"
        took = []
        for way in ways[question.name]:
            one, answer = _fastest(partial(way, question), runs=3 * given.runs if is_ours else given.runs)
            took.append(one)
            if is_ours:
                np.save(kept, np.asarray(answer, np.float64))
            np.testing.assert_allclose(np.asarray(answer, np.float64), np.load(kept), rtol=1e-12)
        found[question.name] = min(took, key=lambda one: one["wall"])
    return found


def _fastest(work: Callable, *, runs: int) -> tuple[dict[str, float], object]:
    """Returns the shortest milliseconds by the clock and by the processors, after a run that warms up, and the answer."""
    first, answer = _once(work)
    if first["wall"] > 1000 * _LONG:
        return first, answer
    times = [_once(work)[0] for _ in range(runs)]
    return {key: min(one[key] for one in times) for key in ("wall", "cpu")}, answer


def _once(work: Callable) -> tuple[dict[str, float], object]:
    begin, used = time.perf_counter(), time.process_time()
    answer = work()
    return {"wall": 1000 * (time.perf_counter() - begin), "cpu": 1000 * (time.process_time() - used)}, answer


def _filters(rows: object, *, filters: int) -> list[list[float]]:
    from benchmarks import randomfilter

    return randomfilter.counted_and_finished(rows, filters=filters).tolist() if filters else []


def _peak() -> int:
    """Returns the most memory this process has held since it was last asked, in bytes, 0 where nobody tells."""
    told = Path("/proc/self/status")
    if not told.exists():
        return 0
    peak = next(int(line.split()[1]) * 1024 for line in told.read_text().splitlines() if line.startswith("VmHWM"))
    Path("/proc/self/clear_refs").write_text("5")
    return peak


if __name__ == "__main__":
    main()
