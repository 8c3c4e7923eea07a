"""Tables of counts: cells of sixteen bits, and what overflows."""

import numpy as np

from resa.kernels.compilation import Array, compiled
from resa.kernels.counter import Tables, count_down, count_up


@compiled(writes=1)
def count(up: int, down: int, counts: Array) -> None:
    for _ in range(up):
        count_up(np.uint64(1), counts)
    for _ in range(down):
        count_down(np.uint64(1), counts)


def test_tables_that_are_handed_back_serve_again():
    tables = Tables(3)
    for _ in range(2):
        with tables.one() as counts:
            count(2, 1, counts)
    assert [table.tolist() for table in tables.all()] == [[0, 2, 0]]


def test_tables_nobody_took_count_nothing():
    assert [table.tolist() for table in Tables(2).all()] == [[0, 0]]


def test_a_cell_holds_more_than_sixteen_bits_can_say():
    tables = Tables(2)
    with tables.one() as counts:
        count(200_000, 0, counts)
    with tables.one() as counts:
        count(0, 100_000, counts)
    assert [table.tolist() for table in tables.all()] == [[0, 100_000]]


def test_what_was_taken_before_it_came_is_made_up_for():
    tables = Tables(2)
    with tables.one() as counts:
        count(0, 1, counts)
        count(3, 0, counts)
    assert [table.tolist() for table in tables.all()] == [[0, 2]]
