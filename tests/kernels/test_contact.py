"""Waits of contacts at their ranks, and one matter told in several ways: by hand, however many are open at once."""

import numpy as np
import pytest

from resa.kernels import contact
from resa.kernels.calendar import Months, calendar
from resa.kernels.contact import ContactCounts, Contacting
from resa.kernels.encode import encode
from resa.kernels.partition import Dictionary, Place

PHONE, CHAT, WEB = 0, 1, 2
PLACES = tuple(Place("", name, name) for name in ("phone", "chat", "web"))
DICTIONARY = Dictionary(PLACES, ("phone", "chat", "web"), np.arange(3, dtype=np.uint16))
MONTHS = Months(calendar(0), np.minimum(np.arange(calendar(0).since), 2), 2)


def told(
    *entries: tuple[int, int, int, int], waits: tuple[float, ...] = (), within: int = 10, parts: int = 1
) -> ContactCounts:
    """Entries are unit, second, place and matter; each has its own slot and, where given, its own wait."""
    unit, second, place, matter = np.array(entries).T
    length = np.array(waits or [0.0] * len(unit))
    order = np.argsort(length, kind="stable")
    rank = np.empty(len(unit), np.int32)
    rank[order] = np.arange(len(unit))
    asked = Contacting(
        stages=2,
        months=MONTHS,
        stage_of_touchpoint=np.array([0, 1, -1]),
        is_contact=np.array([True, True, False]),
        way_of_place=np.arange(3),
        slot_of_row=np.arange(len(unit), dtype=np.int32),
        rank_of_slot=np.where(np.isnan(length), -1, rank).astype(np.int32),
        matter_of_slot=matter,
        waits_ascending=length[order],
        within=within,
    )
    code, time_us, at = unit.astype(np.int32), second * 1_000_000, place.astype(np.uint16)
    whole = [encode(code, time_us=time_us, place=at, dictionary=DICTIONARY)]
    first, *others = [asked.of(one) for one in whole * parts]
    return sum(others, start=first)


@pytest.mark.parametrize("most", [1, 256])
def test_two_ways_within_the_while(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(contact, "_MOST_OPEN", most)  # beyond it, matters are sorted
    found = told(
        *((0, 4, PHONE, 9), (0, 5, PHONE, 0), (0, 9, CHAT, 0)),  # in another way within 4 seconds
        *((1, 5, PHONE, 0), (1, 9, PHONE, 0)),  # in the same way
        *((2, 5, CHAT, 0), (2, 99, PHONE, 0)),  # too late
        *((3, 1, CHAT, 0), (3, 2, WEB, 0)),  # nobody talks on the web
        (4, 1, WEB, 0),
    )
    assert found.units[:, 0].tolist() == [[2, 1], [2, 0], [0, 0]]


@pytest.mark.parametrize("most", [1, 256])
def test_other_matters_and_unknown_ones_do_not_meet(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(contact, "_MOST_OPEN", most)
    apart = ((0, 1, PHONE, 1), (0, 2, CHAT, 2), (0, 3, PHONE, -1), (0, 4, CHAT, -1))
    assert told(*apart, (0, 5, CHAT, 5)).units[0, 0].tolist() == [1, 0]
    assert told(*apart, (0, 5, PHONE, 2)).units[0, 0].tolist() == [1, 1]


def test_waits_stand_at_their_ranks_in_each_cell_row_column_and_all() -> None:
    day = 86_400
    entries = ((0, 1, PHONE, -1), (0, 2, PHONE, -1), (1, 3, CHAT, -1), (1, 40 * day, CHAT, -1), (1, 41 * day, WEB, -1))
    waits = told(*entries, waits=(7.5, 2.0, 5.0, 9.0, 1.0)).waits
    first = {0: [2.0, 7.5], 3: [5.0, np.nan], 4: [9.0, np.nan]}  # cells: stage * 3 + month, the third for none
    groups = {9: [2.0, 7.5], 10: [5.0, 9.0], 12: [2.0, 5.0], 13: [9.0, np.nan], 15: [2.0, 5.0]}
    found = waits.at_ranks(np.tile([0, 1], (16, 1)))
    for group, expected in (first | groups).items():
        assert np.array_equal(found[group], expected, equal_nan=True)
    assert waits.sizes()[[0, 9, 12, 15]].tolist() == [2, 2, 3, 4]


def test_waits_of_many_equal_those_sorted_and_may_be_added() -> None:
    dice = np.random.default_rng(7)
    waits = np.round(dice.exponential(600, 5000), 1)
    entries = [(unit, unit, unit % 2, -1) for unit in range(5000)]
    once = told(*entries, waits=tuple(waits)).waits
    assert np.array_equal(once.at_ranks(np.tile([0, 1250, 2499], (16, 1)))[9], np.sort(waits[::2])[[0, 1250, 2499]])
    twice = told(*entries, waits=tuple(waits), parts=2).waits
    assert np.array_equal(
        twice.at_ranks(np.tile([0, 5001, 9999], (16, 1)))[15], np.sort([*waits, *waits])[[0, 5001, -1]]
    )
