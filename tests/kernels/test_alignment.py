"""Planned steps against what was done: by hand, and against a search that tries every alignment there is."""

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from resa.kernels.alignment import Alignment, Alignments
from resa.kernels.encode import encode
from resa.kernels.partition import Dictionary, Partition, Place
from resa.kernels.select import take

LETTERS = "ABCDX"


def written(*paths: str) -> Partition:
    """One customer a path, a letter a touchpoint, a second between neighbours."""
    places = tuple(Place("town", "web", letter) for letter in LETTERS)
    dictionary = Dictionary(places, tuple(LETTERS), np.arange(len(LETTERS), dtype=np.uint16))
    who = np.concatenate([np.full(len(path), at) for at, path in enumerate(paths)])
    codes = np.array([LETTERS.index(letter) for path in paths for letter in path], np.uint16)
    return encode(who.astype(np.int32), time_us=np.arange(len(who)) * 1_000_000, place=codes, dictionary=dictionary)


PLAN = Alignments(4, (0, 1, 2, 3, -1))


def aligned(*paths: str) -> Alignment:
    return PLAN.of(written(*paths)).finish()


def test_steps_in_order_skipped_and_extra() -> None:
    found = aligned("ABCD", "AXXD", "AB", "X")
    reached, skipped, out_of_order, visits = found.steps.tolist()
    assert reached == visits == [3, 2, 1, 2]
    assert skipped == [0, 1, 1, 0]  # by the second, who got to D
    assert out_of_order == [0, 0, 0, 0]
    assert found.extra[:, LETTERS.index("X")].tolist() == [2, 3]
    assert found.units.tolist() == [4, 3, 3, 3, 1]
    assert found.cost == 0 + (2 + 2) + 2 + (4 + 1)
    assert found.variants == 4


def test_out_of_order_is_what_does_not_fit_the_longest_chain() -> None:
    found = aligned("DABC")
    assert found.steps[2].tolist() == [0, 0, 0, 1]
    assert found.cost == 2  # D is left out where it was planned, and taken where it was not
    found = aligned("ACBD")
    assert found.steps[2].tolist() == [0, 0, 1, 0]  # A B D and A C D are as long; the earlier step counts
    assert found.units.tolist() == [1, 1, 1, 0, 0]


def test_a_step_that_is_taken_again_in_its_place_is_in_order() -> None:
    found = aligned("BABCD")
    assert found.steps[2].tolist() == [0, 0, 0, 0]
    assert (found.units[4], found.cost) == (1, 1)


def test_coming_back_to_a_step_is_no_deviation() -> None:
    found = aligned("ABABCD", "AABBCCDD")
    assert found.steps.tolist() == [[2] * 4, [0] * 4, [0] * 4, [4, 4, 3, 3]]
    assert found.cost == 2 + 4  # but it is more than was planned


def test_different_paths_are_aligned_once() -> None:
    found = aligned("ABCD", "AXBCD", "ABBCDX", "AC")
    assert found.variants == 2  # what is no step, and staying at one, do not tell paths over steps apart
    assert found.units[4] == 3


def test_law_parts_add_up_and_can_be_taken_out_again() -> None:
    whole = written("ABCD", "AXXD", "AB", "X", "DCBA", "BXD")
    one, other = (take(whole, np.array(units)) for units in ([0, 3, 4], [1, 2, 5]))
    assert PLAN.of(one) + PLAN.of(other) == PLAN.of(whole)
    assert PLAN.of(whole) - PLAN.of(other) == PLAN.of(one)


def test_nothing_planned_is_all_extra() -> None:
    found = Alignments(0, ()).of(written("AB")).finish()
    assert found.units.tolist() == [1, 0, 0, 0, 0]
    assert (found.extra.sum(), found.cost) == (4, 2)


def cheapest(path: str, plan: str) -> tuple[int, str]:
    """Tries every choice of steps: the least cost, and of several choices the earliest steps."""
    found = []
    for size in range(len(plan) + 1):
        for chosen in combinations(range(len(plan)), size):
            left = iter(path)
            if all(plan[step] in left for step in chosen):
                found.append((len(plan) + len(path) - 2 * size, chosen))
    cost, chosen = min(found)
    return cost, "".join(plan[step] for step in chosen)


@settings(max_examples=300)
@given(st.lists(st.text(LETTERS, min_size=1, max_size=9), min_size=1, max_size=6))
def test_no_alignment_is_cheaper(paths: list[str]) -> None:
    plan = "ABCD"
    found = aligned(*paths)
    tried = [cheapest(path, plan) for path in paths]
    assert found.cost == sum(cost for cost, _ in tried)
    for number, step in enumerate(plan):
        ways = list(zip(paths, (taken for _, taken in tried), strict=True))
        reached, skipped, out_of_order, visits = found.steps[:, number].tolist()
        assert reached == sum(step in path for path in paths)
        assert visits == sum(path.count(step) for path in paths)
        assert out_of_order == sum(step in path and step not in taken for path, taken in ways)
        assert skipped == sum(step not in path and any(later in path for later in plan[number + 1 :]) for path in paths)
    assert found.units[4] == sum(taken == plan for _, taken in tried)
