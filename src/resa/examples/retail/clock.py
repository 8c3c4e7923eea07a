"""The year of the example: instants are whole seconds since 1970 in UTC; shops and people live in local time."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache

import numpy as np
from numpy.typing import NDArray

Seconds = NDArray[np.int64]
DAY = 86_400
NEVER = -1
"""Stands in time columns for what did not happen, or not yet."""

WAKING = (8, 9, 10, 11, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 20, 20, 21, 21, 21, 22)
OPENING = (10, 11, 11, 12, 12, 13, 13, 14, 15, 16, 16, 17, 17, 18)
OFFICE = (8, 9, 9, 9, 10, 10, 11, 12, 13, 14, 15, 16)
"""Hours of the day as often as they are chosen: people online, shops, customer care."""


@dataclass(frozen=True, slots=True)
class Year:
    """Twelve months: `start` included, `end` excluded."""

    start: int
    end: int


def year_until(until: date) -> Year:
    """Returns the 365 days that end with the day `until`, cut at local midnight.

    >>> year = year_until(date(2026, 10, 31))
    >>> datetime.fromtimestamp(year.start, UTC).isoformat()
    '2025-10-31T23:00:00+00:00'
    """
    midnight = datetime(until.year, until.month, until.day, tzinfo=UTC) + timedelta(days=1)
    ends = np.array([int(midnight.timestamp())])
    end = int(ends[0] - offset(ends - 3600)[0])
    start_wall = ends - 365 * DAY
    return Year(int(start_wall[0] - offset(start_wall - 3600)[0]), end)


@cache
def _switches() -> tuple[int, ...]:
    """Returns the instants at which summer time begins and ends, in turn."""
    return tuple(
        int((_last_sunday(year, month) + timedelta(hours=1)).timestamp())
        for year in range(1996, 2080)
        for month in (3, 10)
    )


def _last_sunday(year: int, month: int) -> datetime:
    last = datetime(year, month, 31, tzinfo=UTC)
    return last - timedelta(days=(last.weekday() + 1) % 7)


def offset(instants: Seconds) -> Seconds:
    """Returns the seconds that Sweden, Denmark and Norway are ahead of UTC: one hour, in summer two.

    >>> offset(np.array([1_773_000_000, 1_783_000_000])).tolist()
    [3600, 7200]
    """
    is_summer = np.searchsorted(_switches(), instants, side="right") % 2
    return 3600 * (1 + is_summer)


def at_hours(instants: Seconds, hours: tuple[int, ...], *, rng: np.random.Generator) -> Seconds:
    """Returns an instant on the same local day for each, at one of the given hours."""
    day = (instants + offset(instants)) // DAY * DAY
    chosen = np.asarray(hours, dtype=np.int64)[rng.integers(0, len(hours), len(instants))]
    wall = day + chosen * 3600 + rng.integers(0, 3600, len(instants))
    return wall - offset(wall - 3600)


def month(instants: Seconds) -> NDArray[np.int64]:
    """Returns the local calendar month, 1 to 12."""
    return _wall(instants).astype("datetime64[M]").astype(np.int64) % 12 + 1


def weekday(instants: Seconds) -> NDArray[np.int64]:
    """Returns the local day of the week, Monday being 0."""
    return ((instants + offset(instants)) // DAY + 3) % 7


def _wall(instants: Seconds) -> NDArray[np.datetime64]:
    return (instants + offset(instants)).astype("datetime64[s]")


def iso_utc(instants: Seconds) -> list[str]:
    """Returns texts such as `2026-03-14T16:05:09Z`; empty where the instant is NEVER."""
    texts = np.datetime_as_string(instants.astype("datetime64[s]")).tolist()
    return [f"{text}Z" if at != NEVER else "" for text, at in zip(texts, instants.tolist(), strict=True)]


def iso_local(instants: Seconds) -> list[str]:
    """Returns texts such as `2026-03-14T17:05:09+01:00`."""
    texts = np.datetime_as_string(_wall(instants)).tolist()
    hours = (offset(instants) // 3600).tolist()
    return [f"{text}+0{hour}:00" for text, hour in zip(texts, hours, strict=True)]


def swedish(instants: Seconds) -> list[str]:
    """Returns texts such as `2026-03-14 17:05`, in local time."""
    return [text[:16].replace("T", " ") for text in np.datetime_as_string(_wall(instants)).tolist()]


def danish(instants: Seconds) -> list[str]:
    """Returns texts such as `14-03-2026 17:05`, in local time."""
    return [f"{t[8:10]}-{t[5:7]}-{t[:4]} {t[11:16]}" for t in np.datetime_as_string(_wall(instants)).tolist()]


def day_text(instants: Seconds) -> list[str]:
    """Returns local dates such as `14.03.2026`."""
    return [f"{t[8:10]}.{t[5:7]}.{t[:4]}" for t in np.datetime_as_string(_wall(instants)).tolist()]
