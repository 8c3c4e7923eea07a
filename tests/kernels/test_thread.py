"""Work is done once for each piece, in order of the pieces, whoever does it; tables together hold every count."""

import threading

import numpy as np
import pytest

from resa.kernels.thread import per_piece, per_range, threads


def test_every_piece_is_worked_on_once_and_told_in_order():
    done, lock = [], threading.Lock()

    def work(piece: int) -> int:
        with lock:
            done.append(piece)
        return piece * piece

    assert per_piece(work, pieces=9) == [piece * piece for piece in range(9)]
    assert sorted(done) == list(range(9))


def test_a_fault_in_any_piece_reaches_the_caller():
    def work(piece: int) -> int:
        if piece == 5:
            raise ValueError("piece 5")
        return piece

    with pytest.raises(ValueError, match="piece 5"):
        per_piece(work, pieces=9)


def test_fine_ranges_cover_all_units_and_are_several_a_thread_where_there_is_enough_to_do():
    offsets = np.arange(0, (1 << 23) + 1, 1 << 10)
    fine = per_range(offsets, lambda first, last: (first, last), is_fine=True)
    assert [first for first, _ in fine] == [0, *(last for _, last in fine[:-1])]
    assert fine[-1][1] == len(offsets) - 1
    assert len(fine) == max(threads(), min(4 * threads(), 4))
