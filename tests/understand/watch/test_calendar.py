"""Local days, holidays, and whether the newest day is a whole one."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from resa.understand.watch.calendar import MOST_DAYS, whole_days
from resa.understand.watch.holiday import easter_sunday, holidays

STOCKHOLM = ZoneInfo("Europe/Stockholm")
LATER = datetime(2027, 1, 1, tzinfo=UTC)


def seconds(*instants: datetime) -> np.ndarray:
    return np.array([int(one.timestamp()) for one in instants], np.int64)


def evenings(days: int, *, last_hour: int = 20) -> np.ndarray:
    """Returns an interaction at 20:00 of each of so many days, the newest at another hour."""
    begin = datetime(2026, 10, 1, 20, tzinfo=STOCKHOLM)
    found = [begin + timedelta(days=day) for day in range(days)]
    return seconds(*found[:-1], found[-1].replace(hour=last_hour))


@pytest.mark.parametrize(
    ("year", "day"), [(2000, "2000-04-23"), (2024, "2024-03-31"), (2025, "2025-04-20"), (2038, "2038-04-25")]
)
def test_easter_is_that_of_the_tables(year: int, day: str) -> None:
    assert easter_sunday(year).isoformat() == day


def test_each_country_has_its_own_days() -> None:
    epoch = date(1970, 1, 1)
    told = {
        zone: {(epoch + timedelta(days=day)).isoformat() for day in holidays(2026, zone=zone)}
        for zone in ("Europe/Stockholm", "Europe/Copenhagen", "Europe/Oslo", "UTC")
    }
    assert "2026-06-19" in told["Europe/Stockholm"]  # Midsummer's Eve
    assert "2026-05-17" in told["Europe/Oslo"]
    assert "2026-05-17" not in told["Europe/Stockholm"]
    assert "2026-06-05" in told["Europe/Copenhagen"]
    assert told["UTC"] == told["Europe/Stockholm"] | told["Europe/Copenhagen"] | told["Europe/Oslo"]


def test_days_are_local_and_those_of_summer_time_have_their_own_length() -> None:
    days = whole_days(evenings(30), zone=STOCKHOLM, now=LATER)
    assert (days.date(0), days.count) == (date(2026, 10, 1), 30)
    assert np.diff(days.starts)[24] == 25 * 3600  # summer time ended on 25 October
    at = datetime(2026, 10, 2, 23, 30, tzinfo=UTC)  # the third there
    assert days.of(seconds(at)).tolist() == [2]


def test_a_day_that_stops_early_or_is_not_over_is_no_whole_day() -> None:
    assert whole_days(evenings(30, last_hour=11), zone=STOCKHOLM, now=LATER).count == 29
    still = datetime(2026, 10, 30, 21, tzinfo=STOCKHOLM)
    assert whole_days(evenings(30), zone=STOCKHOLM, now=still).count == 29


def test_nothing_has_no_days_and_much_has_the_newest_ones() -> None:
    assert whole_days(seconds(), zone=STOCKHOLM, now=LATER).count == 0
    days = whole_days(evenings(900), zone=ZoneInfo("UTC"), now=datetime(2030, 1, 1, tzinfo=UTC))
    assert days.count == MOST_DAYS
    assert days.of(evenings(900)[:1]).tolist() == [-1]
