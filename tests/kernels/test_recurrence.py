"""One matter raised in several ways, by hand; looked up one by one or sorted, the answer is the same."""

import numpy as np
import pytest

from resa.kernels import recurrence
from resa.kernels.recurrence import recurring

PHONE, CHAT = 0, 1


def contacts(*entries: tuple[int, int, int]) -> np.ndarray:
    """Entries are unit, second and place; each has its own slot."""
    return np.array([(slot, *entry) for slot, entry in enumerate(entries)], np.uint32).reshape(-1, 4)


@pytest.mark.parametrize("many", [0, 256])
def test_two_ways_within_the_while(monkeypatch: pytest.MonkeyPatch, many: int) -> None:
    monkeypatch.setattr(recurrence, "_MANY", many)  # whose matters are sorted
    told = contacts(
        (0, 5, PHONE), (0, 9, CHAT), (1, 5, PHONE), (1, 9, PHONE), (2, 5, PHONE), (2, 99, CHAT), (3, 1, CHAT)
    )
    found = recurring(told, matter_of_slot=np.zeros(7, np.int64), way_of_place=np.array([0, 1]), within=10)
    assert found.tolist() == [0]


@pytest.mark.parametrize("many", [0, 256])
def test_other_matters_and_unknown_ones_do_not_meet(monkeypatch: pytest.MonkeyPatch, many: int) -> None:
    monkeypatch.setattr(recurrence, "_MANY", many)
    told = contacts((0, 1, PHONE), (0, 2, CHAT), (4, 1, PHONE), (4, 2, CHAT), (4, 3, CHAT))
    matter = np.array([1, 2, -1, -1, 5])
    assert recurring(told, matter_of_slot=matter, way_of_place=np.array([0, 1]), within=10).tolist() == []
    matter = np.array([1, 2, 5, -1, 5])
    assert recurring(told, matter_of_slot=matter, way_of_place=np.array([0, 1]), within=10).tolist() == [4]


def test_nobody() -> None:
    assert not len(recurring(contacts(), matter_of_slot=np.zeros(0, np.int64), way_of_place=np.zeros(0), within=1))
