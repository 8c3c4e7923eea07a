"""Runs of units as bits are what a person would write down interaction by interaction."""

from dataclasses import replace

import numpy as np
import pytest

from resa.kernels.join import empty
from resa.kernels.partition import Dictionary, Partition
from resa.kernels.unitbits import PLACES_OF_BYTE, marked, put_places


def partition(sizes: list[int]) -> Partition:
    offsets = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    return replace(empty(Dictionary((), (), np.zeros(0, np.uint16))), offsets=offsets)


def of_bits(words: np.ndarray, length: int) -> list[int]:
    return np.flatnonzero(np.unpackbits(words.view(np.uint8), bitorder="little")[:length]).tolist()


SIZES = [3, 61, 1, 64, 5_000, 2, 0, 130, 1]
RUNS = {
    "none": [],
    "all": [(1, 8)],
    "one": [(4, 5)],
    "some": [(1, 2), (3, 4), (5, 8)],
    "the last": [(7, 8)],
    "far apart": [(1, 2), (7, 8)],
}


@pytest.mark.parametrize("runs", RUNS.values(), ids=RUNS.keys())
def test_runs_are_filled_and_units_begin(runs: list[tuple[int, int]]) -> None:
    some, first, last = partition(SIZES), 1, 8
    found = marked(np.array(runs, np.uint32).reshape(-1, 2), first, last, partition=some)
    base, after = int(some.offsets[first]), int(some.offsets[last])
    inside = [at - base for begin, end in runs for at in range(some.offsets[begin], some.offsets[end])]
    assert (found.base, of_bits(found.inside, after - base)) == (base, inside)
    starts, all_starts = set(of_bits(found.starts, after - base)), {int(at) - base for at in some.offsets[first:last]}
    assert starts & set(inside) == all_starts & set(inside)
    assert starts <= all_starts


def test_places_of_bits_are_put_after_those_there_are() -> None:
    bits, places = (1 << 63) | 0b1001_0000_0001, np.full(20, 7, np.uint32)
    many = put_places(np.uint64(bits), np.uint64(640), np.uint64(2), PLACES_OF_BYTE, places)
    assert (int(many), places[:6].tolist()) == (6, [7, 7, 640, 648, 651, 703])
