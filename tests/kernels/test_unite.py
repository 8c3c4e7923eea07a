"""Units put together lie in order of time."""

import numpy as np

from resa.kernels.partition import Dictionary, Partition, Place
from resa.kernels.unite import united


def partition(units: list[list[tuple[int, int]]]) -> Partition:
    """Returns units of (second, touchpoint)."""
    every = [one for unit in units for one in unit]
    time, code = (np.array([one[at] for one in every]) for at in (0, 1))
    sizes = [len(unit) for unit in units]
    nothing = np.zeros(len(units), np.uint64)
    places = tuple(Place("crm", "web", str(at)) for at in range(5))
    names = Dictionary(places, tuple("abcde"), np.arange(5, dtype=np.uint16))
    return Partition(
        np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64), code.astype(np.uint8), time.astype(np.uint32),
        code.astype(np.uint16), np.zeros(len(every), np.uint8), np.arange(len(every)),
        np.arange(len(units), dtype=np.int32), nothing, nothing, names, 0,
    )  # fmt: skip


def test_units_of_a_group_become_one_in_order_of_time() -> None:
    whole = partition([[(0, 0), (9, 2)], [(5, 1)], [(7, 3)], [(0, 4)]])
    found = united(whole, group=np.array([0, 0, 1, -1]))
    assert found.touchpoint.tolist() == [0, 1, 2, 3]
    assert found.offsets.tolist() == [0, 3, 4]
    assert found.customer.tolist() == [0, 1]
    assert found.row.tolist() == [0, 2, 1, 3]
    assert found.wait_bin.tolist() == [0, 5, 4, 0]


def test_in_one_second_the_earlier_unit_comes_first() -> None:
    found = united(partition([[(3, 0)], [(3, 1)], [(3, 2)]]), group=np.array([0, 0, 0]))
    assert found.touchpoint.tolist() == [0, 1, 2]
