"""Sorting side by side gives what sorting gives."""

import numpy as np
import pytest

from resa.kernels.sorting import sorted_shared

HIGH = (1 << 32) - 1


@pytest.mark.parametrize("many", [0, 1, 2, 1_000, 100_000])
@pytest.mark.parametrize("highest", [0, 1, HIGH, (HIGH << 32) - 1])
def test_waits_are_sorted(many, highest):
    """Equal ones too, which lie in one stretch however many they are."""
    waits = np.random.default_rng(many).integers(0, highest, many, np.uint64, endpoint=True)
    assert sorted_shared(waits).tolist() == sorted(waits.tolist())


def test_what_is_done_then_is_done_to_each_sorted_stretch():
    waits = np.random.default_rng(1).permutation(100_000).astype(np.uint64)
    assert sorted_shared(waits, then=lambda some: some[some % 2 == 0]).tolist() == list(range(0, 100_000, 2))
    assert sorted_shared(np.sort(waits), then=lambda some: some[:1]).tolist() == [0]
