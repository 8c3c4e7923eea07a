"""From one thing to another, by hand."""

import numpy as np
import pytest

from resa.kernels.encode import encode
from resa.kernels.partition import Dictionary, Partition, Place
from resa.kernels.passage import Passage

LETTERS = "ABX"


def written(*paths: str) -> Partition:
    """One customer a path; ten seconds from each letter to the next."""
    places = tuple(Place("town", "web", letter) for letter in LETTERS)
    dictionary = Dictionary(places, tuple(LETTERS), np.arange(len(LETTERS), dtype=np.uint16))
    who = np.concatenate([np.full(len(path), at) for at, path in enumerate(paths)]).astype(np.int32)
    codes = np.array([LETTERS.index(letter) for path in paths for letter in path], np.uint16)
    return encode(who, time_us=np.arange(len(who)) * 10_000_000, place=codes, dictionary=dictionary)


def marked(letter: str) -> np.ndarray:
    return np.array([one == letter for one in LETTERS])


@pytest.mark.parametrize(
    ("path", "started", "arrived", "waits"),
    [
        ("AXB", 1, 1, [20]),
        ("AAB", 1, 1, [20]),  # waiting began the first time
        ("ABXAB", 1, 1, [10, 10]),
        ("BA", 1, 0, []),
        ("XB", 0, 0, []),
    ],
)
def test_anything_may_lie_between(path: str, started: int, arrived: int, waits: list[int]) -> None:
    found = Passage(marked("A"), marked("B")).of(written(path))
    assert (found.started, found.arrived, found.seconds.tolist()) == (started, arrived, waits)


def test_direct_moves_count_neighbours_only() -> None:
    found = Passage(marked("A"), marked("B"), is_direct=True).of(written("AXB", "AB", "ABAX"))
    assert (found.started, found.arrived, found.moves) == (3, 2, 4)
    assert found.seconds.tolist() == [10, 10]


def test_rows_can_be_the_end() -> None:
    partition = written("AXX", "XXX")
    rows = np.zeros(6, np.bool_)
    rows[partition.row[2]] = True
    found = Passage(marked("A"), np.zeros(3, np.bool_), rows).of(partition)
    assert (found.started, found.arrived, found.seconds.tolist()) == (1, 1, [20])
