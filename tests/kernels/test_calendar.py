"""Months of a clock, against the calendar of the standard library: at their edges, in summer and winter, anywhere."""

from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from resa.kernels.calendar import DAY, Months, calendar, month_numbers, month_starts, occurrences
from resa.kernels.encode import encode
from resa.kernels.partition import Dictionary, Place

ZONES = ("UTC", "Europe/Stockholm", "America/St_Johns", "Pacific/Chatham", "Pacific/Kiritimati", "America/Sao_Paulo")
ORIGIN = int(datetime(2015, 12, 31, 23, 30, tzinfo=ZoneInfo("UTC")).timestamp())


def plain(second: int, zone: str) -> int:
    local = datetime.fromtimestamp(second, ZoneInfo(zone))
    return (local.year - 1970) * 12 + local.month - 1


def edges(zone: str) -> np.ndarray:
    starts = month_starts(plain(ORIGIN, zone) + 1, plain(ORIGIN, zone) + 150, zone=zone)
    return np.unique(np.concatenate([starts, starts - 1, starts + 1, starts - DAY, starts + DAY, [ORIGIN]]))


@pytest.mark.parametrize("zone", ZONES)
def test_every_second_lies_in_the_month_of_its_wall_clock(zone: str) -> None:
    seconds = edges(zone)
    expected = [plain(one, zone) for one in seconds.tolist()]
    assert month_numbers(seconds, zone=zone).tolist() == expected
    known = calendar(ORIGIN, zone=zone)
    assert known.months(seconds - ORIGIN).tolist() == expected
    day = known.of_day[(seconds - ORIGIN + ORIGIN % DAY) // DAY].astype(np.int64)  # as the loops read it
    day += seconds - ORIGIN >= known.starts[day + 1]
    assert (day + known.first).tolist() == expected


@pytest.mark.parametrize("zone", ZONES)
def test_interactions_are_counted_in_their_months(zone: str) -> None:
    seconds = edges(zone)
    names = Dictionary((Place("", "web", "page"),), ("page",), np.zeros(1, np.uint16))
    partition = encode(
        np.zeros(len(seconds), np.int32),
        time_us=seconds * 1_000_000,
        place=np.zeros(len(seconds), np.uint16),
        dictionary=names,
    )
    known = calendar(partition.origin, zone=zone)
    found = occurrences(partition, known)
    months, counts = np.unique([plain(one, zone) for one in seconds.tolist()], return_counts=True)
    assert found.counts[months - known.first].tolist() == counts.tolist()
    assert int(found.counts.sum()) == len(seconds)
    assert (found.first + partition.origin, found.last + partition.origin) == (seconds[0], seconds[-1])


def test_the_tables_of_loops_begin_with_the_first_month() -> None:
    known = calendar(ORIGIN, zone="Europe/Stockholm")
    assert known.first == (2015 - 1970) * 12 + 11  # at the midnight of UTC before, it was December there
    months = Months(known, np.arange(known.since), known.since)
    of_day, starts, place = months.tables
    assert starts[:2].tolist() == [starts[0], -1_800]  # January had begun at 23:00
    assert of_day[:2].tolist() == [0, 1]
    assert len(place) == months.since
