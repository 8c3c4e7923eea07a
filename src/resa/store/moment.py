"""Times as people write them in filters: each is a stretch, as long as it is vague."""

import re
from datetime import UTC, datetime, timedelta

from resa.model.condition import ConditionError

_WRITTEN = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2})(?:[T ](?P<hour>\d{2})(?::(?P<minute>\d{2})"
    r"(?::(?P<second>\d{2})(?:\.(?P<fraction>\d{1,6}))?)?)?(?P<zone>Z|[+-]\d{2}:?\d{2})?)?)?)?"
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def stretch(written: str) -> tuple[int, int]:
    """Returns the half-open stretch that an ISO time covers, in microseconds since the epoch.

    A year, month, day, hour, minute or second is as long as itself; without a zone it is UTC. Raises `ConditionError`
    for other writings.

    >>> first, after = stretch("2026-01")
    >>> (after - first) // 86_400_000_000
    31
    """
    found = _WRITTEN.fullmatch(written.strip())
    try:
        start = datetime.fromisoformat(_completed(found)) if found else None
    except ValueError:
        start = None
    if found is None or start is None:
        raise ConditionError(
            f"expected a time such as 2026, 2026-01, 2026-01-31 or 2026-01-31T16:00:00+01:00, got {written!r}"
        )
    return (start - _EPOCH) // _MICROSECOND, (_end(found, start=start) - _EPOCH) // _MICROSECOND


def _completed(found: re.Match[str]) -> str:
    parts = {name: found[name] or default for name, default in _DEFAULTS.items()}
    fraction = (found["fraction"] or "").ljust(6, "0")
    zone = found["zone"] or "+00:00"
    return (
        f"{parts['year']}-{parts['month']}-{parts['day']}T{parts['hour']}:{parts['minute']}:{parts['second']}"
        f".{fraction}{zone}"
    )


_DEFAULTS = {"year": "", "month": "01", "day": "01", "hour": "00", "minute": "00", "second": "00"}


def _end(found: re.Match[str], *, start: datetime) -> datetime:
    try:
        if found["fraction"]:
            return start + timedelta(microseconds=10 ** (6 - len(found["fraction"])))
        for name, length in _LENGTHS.items():
            if found[name]:
                return start + length
        months = start.year * 12 + (start.month if found["month"] else 12)
        return start.replace(year=months // 12, month=months % 12 + 1)
    except (OverflowError, ValueError) as error:
        raise ConditionError(f"expected a time that ends in the year 9999 at the latest, got {found[0]!r}") from error


_LENGTHS = {
    "second": timedelta(seconds=1),
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
}


def weekday(written: str) -> int:
    """Returns the ISO weekday (1 is Monday) of a number or an English name, whole or its first three letters.

    >>> weekday("Sat"), weekday("7")
    (6, 7)
    """
    text = written.strip().casefold()
    for number, name in enumerate(_WEEKDAYS, start=1):
        if text in (name, name[:3], str(number)):
            return number
    raise ConditionError(f"expected a weekday such as monday, sat or 1 to 7 (Monday is 1), got {written!r}")


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
