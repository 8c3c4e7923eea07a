"""Whose units a filter keeps, by customer code: by hand, whole units and single interactions, and in two partitions."""

import numpy as np
import pytest

from resa.kernels.encode import encode
from resa.kernels.owner import Owners
from resa.kernels.partition import Dictionary, Partition, Place
from resa.kernels.selection import Criterion, Selection

DICTIONARY = Dictionary((Place("", "web", "a"), Place("", "web", "b")), ("a", "b"), np.arange(2, dtype=np.uint16))
A_ONLY = Criterion(places=np.array([True, False]))


def histories(*rows: tuple[int, int]) -> Partition:
    """Rows are a customer and a place, a second apart."""
    customer, place = np.array(rows).T
    seconds = np.arange(len(rows)) * 1_000_000
    return encode(customer.astype(np.int32), time_us=seconds, place=place.astype(np.uint16), dictionary=DICTIONARY)


@pytest.mark.parametrize("selection", [Selection(has=(A_ONLY,)), Selection(keep=A_ONLY)])
def test_those_with_an_interaction_at_a(selection: Selection) -> None:
    found = Owners().of_selected(histories((1, 0), (1, 1), (3, 1), (4, 0)), selection).finish()
    assert np.flatnonzero(found).tolist() == [1, 4]


def test_owners_of_two_partitions_are_those_of_either() -> None:
    early, late = Owners().of(histories((1, 0))), Owners().of(histories((0, 0), (5, 1)))
    assert (early + late).finish().tolist() == (late + early).finish().tolist() == [True, True, *[False] * 3, True]
