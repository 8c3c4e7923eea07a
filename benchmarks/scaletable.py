"""What was found at scale, as the page that is kept."""

import numpy as np

from benchmarks.question import questions
from benchmarks.sides import COUNTERS, PEERS

_FILTERS_WITHIN = {10_000_000: 30, 50_000_000: 80}  # milliseconds, 95th percentile


def told(found: dict) -> str:
    """Returns the page."""
    ours, *peers = found["sides"]
    answered = [one for one in peers if "answers" in one]
    lines = [
        f"# {found['interactions']:,} interactions on one machine",
        "",
        "2 cores, 2 threads for everybody. Each side is a process of its own and reads the same Parquet file; results are "
        f"compared and equal. Milliseconds by the clock, best of {found['runs']} or more warm runs, and in brackets those of "
        "the processors. `bare`: a histogram of the touchpoints' bytes, the least any count must do.",
        "",
        *_answers(found["interactions"], ours, answered),
        "",
        *_load(ours, answered),
        "",
        *_filters(found["interactions"], ours["filters"]),
        *_counts(found.get("counts")),
        *_not_there([*peers, *found.get("counts", {}).get("sides", [])]),
        f"Load average of the machine before and after: {found['load_average'][0]:.1f} and {found['load_average'][1]:.1f}. "
        f"All of it took {found['seconds'] / 60:.0f} minutes.",
        "",
    ]
    return "\n".join(lines)


def _answers(interactions: int, ours: dict, peers: list[dict]) -> list[str]:
    names = [f"{one['side']} {one['version']}" for one in peers]
    lines = [
        f"| question | ours | {' | '.join([*names, 'times faster than the fastest'])} | wanted |",
        "|---|" + "---:|" * (len(peers) + 3),
    ]
    for question in questions(()):
        mine, theirs = ours["answers"][question.name], [one["answers"][question.name] for one in peers]
        wanted = question.factor_at_scale if interactions >= 50_000_000 else question.factor
        ratio = f"{min(one['wall'] for one in theirs) / mine['wall']:.1f}" if theirs else ""
        lines.append(f"| {' | '.join([question.name, *map(_took, [mine, *theirs]), ratio])} | {wanted:g} |")
    lines.append(f"| bare | {_took(ours['bare'])} |{' |' * (len(peers) + 2)}")
    return lines


def _took(one: dict) -> str:
    return f"{one['wall']:,.1f} ({one['cpu']:,.0f})"


def _load(ours: dict, peers: list[dict]) -> list[str]:
    lines = [
        "From Parquet to histories that can be asked (ours with masks, hashes, bins of waits), or read and sorted:",
        "",
        "| side | seconds | of the processors | most memory meanwhile, MB | most memory while answering, MB |",
        "|---|---:|---:|---:|---:|",
    ]
    for one in (ours, *peers):
        load, peaks = one["load"], (one["load_peak_bytes"], one["answers_peak_bytes"])
        memory = " | ".join(f"{peak / 2**20:,.0f}" for peak in peaks)
        lines.append(f"| {one['side']} | {load['seconds']:.1f} | {load['cpu_seconds']:.1f} | {memory} |")
    if peers:
        times = min(one["load"]["seconds"] for one in peers) / ours["load"]["seconds"]
        used = ours["load"]["cpu_seconds"] / min(one["load"]["cpu_seconds"] for one in peers)
        lines += [
            "",
            f"{times:.2f} times as fast as the fastest (1 wanted), with {used:.2f} times the least processor time.",
        ]
    return lines


def _filters(interactions: int, times: list[list[float]]) -> list[str]:
    """Returns a line; of each filter the time until all is counted is told, and with exact medians too."""
    if not times:
        return []
    wanted = f" (under {_FILTERS_WITHIN[interactions]} wanted)" if interactions in _FILTERS_WITHIN else ""
    bare, exact = (_spread(one, wanted=wanted) for one in np.array(times).T)
    return [
        f"{len(times)} random filters, each asked once, bare (all transitions counted by bin of their wait): {bare}. With "
        f"exact medians too: {exact}.",
        "",
    ]


def _spread(times: np.ndarray, *, wanted: str) -> str:
    middle, high, longest = np.percentile(times, [50, 95, 100])
    return f"median {middle:.1f} ms, 95th percentile {high:.1f} ms{wanted}, longest {longest:.1f} ms"


def _counts(counts: dict | None) -> list[str]:
    if counts is None:
        return []
    ours, *others = (one for one in counts["sides"] if "answers" in one)
    lines = [
        f"Counts of transitions at {counts['interactions']:,}, for tools that count these only:",
        "",
        "| side | milliseconds | times ours | most memory while answering, MB | times ours |",
        "|---|---:|---:|---:|---:|",
    ]
    mine, memory = ours["answers"]["transitions"], ours["answers_peak_bytes"]
    for one in (ours, *others):
        took, peak = one["answers"]["transitions"], one["answers_peak_bytes"]
        version = f" {one['version']}" if one is not ours else ""
        times = f"{took['wall'] / mine['wall']:,.0f}", f"{peak / max(1, memory):.1f}"
        lines.append(f"| {one['side']}{version} | {_took(took)} | {times[0]} | {peak / 2**20:,.0f} | {times[1]} |")
    wanted = "At least 1,000 times as fast and an eighth of the memory are wanted. Our histories lie in files that are mapped,"
    return [*lines, "", f"{wanted} as in a workspace.", ""]


def _not_there(sides: list[dict]) -> list[str]:
    notes = {side.name: f" ({side.note})" if side.note else "" for side in (*PEERS, *COUNTERS)}
    lines = [
        f"{one['side']} was not found: `{one['missing']}`{notes[one['side']]}." for one in sides if "missing" in one
    ]
    lines += [f"{one['side']} did not finish: {one['failed']}" for one in sides if "failed" in one]
    return [line for one in lines for line in (one, "")]
