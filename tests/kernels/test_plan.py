"""Planned steps against what was done, by hand."""

import numpy as np

from resa.kernels.encode import encode
from resa.kernels.partition import Dictionary, Partition
from resa.kernels.plan import Plan
from resa.kernels.select import take

LETTERS = "ABCDX"


def written(*paths: str) -> Partition:
    """One customer a path, a letter a touchpoint, a second between neighbours."""
    places = tuple(("town", "web", letter, "", "", "") for letter in LETTERS)
    dictionary = Dictionary(places, tuple(LETTERS), np.arange(len(LETTERS), dtype=np.uint16))
    who = np.concatenate([np.full(len(path), at) for at, path in enumerate(paths)])
    codes = np.array([LETTERS.index(letter) for path in paths for letter in path], np.uint16)
    return encode(who.astype(np.int32), time_us=np.arange(len(who)) * 1_000_000, place=codes, dictionary=dictionary)


PLAN = Plan(4, (0, 1, 2, 3, -1))


def test_steps_in_order_skipped_and_extra() -> None:
    found = PLAN.of(written("ABCD", "AXXD", "AB", "X"))
    reached, skipped, out_of_order = found.steps.tolist()
    assert reached == [3, 2, 1, 2]
    assert skipped == [0, 1, 1, 0]  # by the second, who got to D
    assert out_of_order == [0, 0, 0, 0]
    assert found.extra[:, LETTERS.index("X")].tolist() == [2, 3]
    assert found.units.tolist() == [4, 3, 3, 1]


def test_out_of_order_is_what_does_not_fit_the_longest_chain() -> None:
    found = PLAN.of(written("DABC"))
    assert found.steps[2].tolist() == [0, 0, 0, 1]
    found = PLAN.of(written("ACBD"))
    assert found.steps[2].tolist() == [0, 0, 1, 0]  # A B D and A C D are as long; the earlier step counts
    assert found.units.tolist() == [1, 1, 0, 0]


def test_coming_back_to_a_step_is_no_deviation() -> None:
    found = PLAN.of(written("ABABCD"))
    assert found.steps.tolist() == [[1, 1, 1, 1], [0, 0, 0, 0], [0, 0, 0, 0]]


def test_law_parts_add_up_and_can_be_taken_out_again() -> None:
    whole = written("ABCD", "AXXD", "AB", "X", "DCBA", "BXD")
    one, other = (take(whole, np.array(units)) for units in ([0, 3, 4], [1, 2, 5]))
    assert PLAN.of(one) + PLAN.of(other) == PLAN.of(whole)
    assert PLAN.of(whole) - PLAN.of(other) == PLAN.of(one)


def test_nothing_planned_is_all_extra() -> None:
    found = Plan(0, ()).of(written("AB"))
    assert found.units.tolist() == [1, 0, 0, 0]
    assert found.extra.sum() == 4
