"""Prints how fast we are next to Polars and DuckDB, and keeps the figures in `benchmarks/results`."""

import argparse
import json
import os
from dataclasses import asdict
from functools import partial
from pathlib import Path

os.environ.setdefault("POLARS_MAX_THREADS", "2")

import numpy as np

from benchmarks import filter_change, import_end_to_end, late_arrival, ours, randomfilter, with_duckdb, with_polars
from benchmarks.bare import bare
from benchmarks.history import History, generated
from benchmarks.measure import Row, fastest, fastest_way
from benchmarks.question import framed, questions

RESULTS = Path(__file__).parent / "results"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--interactions", type=int, default=10_000_000)
    parser.add_argument("--rows", type=int, default=3_000_000, help="rows to import")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--filters", type=int, default=60)
    parser.add_argument("--only", default="", help="questions whose name contains this")
    parser.add_argument("--keep", action="store_true", help="write the figures to benchmarks/results")
    given = parser.parse_args()
    history = generated(given.interactions)
    rows = _measured(history, runs=given.runs, only=given.only)
    times = randomfilter.counted_and_finished(history, filters=given.filters)
    late = _late(given.interactions) if not given.only else []
    imported = import_end_to_end.imports(given.rows) if not given.only else []
    changed = [filter_change.filter_change(given.interactions)] if not given.only else []
    told = [filter_change.told(one) + "\n" for one in changed]
    text = "\n".join([_markdown(rows, times, interactions=given.interactions), *told, *_taken(late, imported)])
    print(text)
    if given.keep:
        (RESULTS / "kernels.md").write_text(text)
        figures = [asdict(row) | {"ratio": row.ratio} for row in rows]
        spread = {
            name: {f"p{share}": float(np.percentile(times[:, at], share)) for share in (50, 95, 100)}
            for at, name in enumerate(("counted", "with_exact_medians"))
        }
        found = {
            "interactions": given.interactions,
            "load_average": os.getloadavg()[0],
            "milliseconds": figures,
            "random_filter_milliseconds": spread,
            "late_arrival_milliseconds": {str(size): found.tolist() for size, found in late},
            "imports": [asdict(one) for one in imported],
            "filter_changes": [asdict(one) for one in changed],
        }
        (RESULTS / "kernels.json").write_text(json.dumps(found, indent=1) + "\n")


def _late(interactions: int) -> list[tuple[int, np.ndarray]]:
    sizes = (interactions // 10, interactions)
    return [(size, late_arrival.milliseconds(size, deliveries=5)) for size in sizes]


def _taken(late: list[tuple[int, np.ndarray]], imported: list[import_end_to_end.Import]) -> list[str]:
    lines = [
        f"{late_arrival.LATE:,} late interactions among {size:,}, from `append` to exact transitions and medians: "
        f"median {np.median(times):.0f} ms, longest {times.max():.0f} ms."
        for size, times in late
    ]
    for one in imported:
        peer = "" if one.times_slower is None else f", {one.times_slower:.1f} times DuckDB's read and sort"
        lines.append(
            f"Import of {one.rows:,} rows ({one.what}): {one.seconds:.1f} s, {one.rows_a_second:,.0f} rows a second{peer}, "
            f"at most {one.peak_bytes / 2**20:,.0f} MB of memory."
        )
    load = f"Load average of the machine at the end: {os.getloadavg()[0]:.1f}."
    return [line + "\n" for line in [*lines, load]]


def _measured(history: History, *, runs: int, only: str) -> list[Row]:
    frame = framed(history.partition, steps=history.steps)
    own = ours.answers(history)
    polars, duckdb = (one.ways(one.held(history.table), frame) for one in (with_polars, with_duckdb))
    rows = []
    for question in questions(history.rare):
        if only not in question.name:
            continue
        name = question.name
        answer = partial(own[name], question)
        mine, expected = fastest(answer, runs=3 * runs)
        least, _ = fastest(partial(bare, history.partition), runs=runs)
        theirs = [
            fastest_way([partial(way, question) for way in peer[name]], expected=expected, runs=runs)
            for peer in (polars, duckdb)
        ]
        again, _ = fastest(answer, runs=3 * runs)
        rows.append(Row(name, min(mine, again), least, *theirs, question.factor))
        print(f"{name}: {rows[-1].ratio:.1f} times, at least {question.factor} wanted", flush=True)
    return rows


def _markdown(rows: list[Row], times: np.ndarray, *, interactions: int) -> str:
    lines = [
        f"{interactions:,} interactions, 2 cores, 2 threads for everybody; best of several warm runs, in milliseconds.",
        "Results are compared and equal. `bare`: a histogram of the touchpoints' bytes, the least any count must do.",
        "",
        "| question | ours | bare | Polars | DuckDB | times faster than the faster one | wanted |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {row.question} | {row.ours:.1f} | {row.bare:.1f} | {row.polars:.0f} | {row.duckdb:.0f} "
        f"| {row.ratio:.1f} | {row.wanted:g} |"
        for row in rows
    ]
    lines += [
        "",
        f"{len(times)} random filters, bare (all transitions counted by bin of their wait): {_spread(times[:, 0])}; under "
        f"30 ms wanted for the 95th percentile at 10,000,000. With exact medians too: {_spread(times[:, 1])}.",
        "",
    ]
    return "\n".join(lines)


def _spread(times: np.ndarray) -> str:
    middle, high, longest = np.percentile(times, (50, 95, 100))
    return f"median {middle:.1f} ms, 95th percentile {high:.1f} ms, longest {longest:.1f} ms"


main()
