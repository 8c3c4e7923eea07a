"""Memory is lent to one at a time and serves again; what is too much to keep is let go."""

import pytest

from resa.kernels import scratch


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scratch, "_spare", [])


def test_what_is_handed_back_is_lent_again():
    first = scratch.lent(10)
    scratch.hand_back(first)
    assert scratch.lent(len(first)) is first


def test_nobody_gets_what_another_has():
    first, second = scratch.lent(10), scratch.lent(10)
    assert first is not second


def test_the_smallest_that_is_large_enough_is_lent():
    large, small = scratch.lent(1 << 20), scratch.lent(10)
    scratch.hand_back(large)
    scratch.hand_back(small)
    assert scratch.lent(10) is small
    assert len(scratch.lent(1 << 20)) >= 1 << 20


def test_no_more_is_kept_than_the_limit(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(scratch, "_MOST_BYTES", scratch.lent(1).nbytes)
    first, second = scratch.lent(1), scratch.lent(1)
    scratch.hand_back(first)
    scratch.hand_back(second)
    assert scratch.lent(1) is first
    assert scratch.lent(1) is not second
