from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from resa.examples.retail.clock import OPENING, at_hours, danish, iso_local, month, offset, swedish, weekday, year_until


def instants(*texts: str) -> np.ndarray:
    return np.array([int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) for text in texts])


def test_offset_agrees_with_the_time_zone_of_stockholm_around_both_switches() -> None:
    around = np.concatenate(
        [instants("2026-03-29T00:59:59", "2026-03-29T01:00:00"), instants("2026-10-25T00:59:59", "2026-10-25T01:00:00")]
    )
    zone = ZoneInfo("Europe/Stockholm")
    expected = [datetime.fromtimestamp(at, zone).utcoffset().total_seconds() for at in around.tolist()]
    assert offset(around).tolist() == expected == [3600, 7200, 7200, 3600]


def test_every_system_writes_the_same_instant_in_its_own_way() -> None:
    at = instants("2026-03-14T16:05:09")
    assert iso_local(at) == ["2026-03-14T17:05:09+01:00"]
    assert swedish(at) == ["2026-03-14 17:05"]
    assert danish(at) == ["14-03-2026 17:05"]


def test_month_and_weekday_are_local() -> None:
    at = instants("2026-02-28T23:30:00")  # 00:30 on Sunday the first of March in Stockholm
    assert month(at).tolist() == [3]
    assert weekday(at).tolist() == [6]


def test_at_hours_stays_on_the_local_day_within_the_hours() -> None:
    at = instants("2026-06-30T22:30:00").repeat(500)  # already the first of July in Stockholm
    moved = at_hours(at, OPENING, rng=np.random.default_rng(1))
    assert {text[:10] for text in swedish(moved)} == {"2026-07-01"}
    assert {int(text[11:13]) for text in swedish(moved)} <= set(OPENING)


@pytest.mark.parametrize("until", [date(2026, 10, 31), date(2026, 6, 30), date(2025, 3, 30)])
def test_year_begins_and_ends_at_local_midnight(until: date) -> None:
    year = year_until(until)
    assert swedish(np.array([year.end - 60])) == [f"{until.isoformat()} 23:59"]
    assert swedish(np.array([year.start]))[0].endswith("00:00")
