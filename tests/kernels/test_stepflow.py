"""Flows and surroundings equal plain twins of lists and loops."""

from collections import Counter, defaultdict

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from resa.kernels.around import Around
from resa.kernels.encode import encode
from resa.kernels.origin import Origin
from resa.kernels.partition import Dictionary, Partition, Place
from resa.kernels.stepflow import StepFlow, StepNodes

NAMES = "abcd"
paths = st.lists(st.text(NAMES, min_size=1, max_size=7), max_size=12)
origins = st.builds(
    Origin,
    st.none() | st.frozensets(st.integers(0, len(NAMES) - 1), min_size=1),
    is_before=st.booleans(),
    is_last=st.booleans(),
)


def encoded(paths: list[str]) -> Partition:
    """Returns a partition with one customer a path, a letter an interaction."""
    places = tuple(Place("s", "web", name) for name in NAMES)
    rows = [(who, second, NAMES.index(name)) for who, path in enumerate(paths) for second, name in enumerate(path)]
    table = np.array(rows, np.int64).reshape(-1, 3)
    return encode(
        table[:, 0].astype(np.int32),
        time_us=table[:, 1] * 1_000_000,
        place=table[:, 2].astype(np.uint16),
        dictionary=Dictionary(places, tuple(NAMES), np.arange(len(NAMES), dtype=np.uint16)),
    )


def visit(path: str, origin: Origin) -> int | None:
    """Returns where a path begins."""
    anchor = range(len(NAMES)) if origin.anchor is None else origin.anchor
    visits = [at for at, name in enumerate(path) if NAMES.index(name) in anchor]
    return visits[-1 if origin.is_last else 0] if visits else None


def followed(path: str, origin: Origin) -> str:
    """Returns the steps of a path from its origin on, in the origin's direction."""
    at = visit(path, origin)
    if at is None:
        return ""
    return path[: at + 1][::-1] if origin.is_before else path[at:]


@given(paths, origins, st.integers(1, 5))
def test_steps_and_flows_are_those_counted_by_hand(paths: list[str], origin: Origin, depth: int) -> None:
    ways = [way for way in (followed(path, origin) for path in paths) if way]
    met = StepNodes(depth, origin).of(encoded(paths)).finish()
    for step in range(depth):
        expected = Counter(way[step] for way in ways if len(way) > step)
        assert {NAMES[code]: count for code, count in enumerate(met[step, :, 0].tolist()) if count} == expected
    node, other, ended = {"a": 0, "b": 1}, 2, 3
    flow = StepFlow(((0, 1, other, other),) * depth, other + 1, origin).of(encoded(paths)).finish()
    seen: Counter[tuple[int, int, int]] = Counter()
    for way in ways:
        nodes = [0, *(node.get(name, other) for name in way), *[ended] * depth]
        seen.update((step, nodes[step], nodes[step + 1]) for step in range(depth))
    assert {tuple(at): int(flow[tuple(at)]) for at in np.argwhere(flow).tolist()} == seen
    assert flow.sum(axis=(1, 2)).tolist() == [len(ways)] * depth
    for step in range(1, depth):  # what flows into a node flows out of it
        assert flow[step].sum(axis=1).tolist() == flow[step - 1].sum(axis=0).tolist()


@given(paths, st.frozensets(st.integers(0, len(NAMES) - 1), min_size=1), st.booleans())
def test_surroundings_are_those_counted_by_hand(paths: list[str], anchor: frozenset[int], is_last: bool) -> None:
    origin = Origin(anchor, is_last=is_last)
    found = Around(origin).of(encoded(paths)).finish()
    nothing = len(NAMES)
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    for path in paths:
        codes, at = [NAMES.index(name) for name in path], visit(path, origin)
        if at is None:
            counts["without"].update(set(codes))
            continue
        counts["before"][codes[at - 1] if at else nothing] += 1
        counts["after"][codes[at + 1] if at + 1 < len(codes) else nothing] += 1
        counts["ever before"].update(set(codes[:at]))
        counts["ever after"].update(set(codes[at + 1 :]))
    told = dict(zip(("before", "after"), found.direct, strict=True))
    told |= dict(zip(("ever before", "ever after"), found.ever, strict=True)) | {"without": found.without}
    for name, row in told.items():
        assert {code: count for code, count in enumerate(row.tolist()) if count} == counts[name], name
    visited = sum(visit(path, origin) is not None for path in paths)
    assert found.units.tolist() == [visited, len(paths) - visited]
    assert found.direct.sum(axis=1).tolist() == [visited, visited]
