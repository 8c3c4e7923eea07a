"""Instants as the company's own clocks show them: a page's dates are local dates."""

from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

T = TypeVar("T")


def in_zone(part: T, zone: ZoneInfo) -> T:
    """Returns a part of a page with every instant, at any depth, told with this zone's offset; the instants stay.

    >>> from datetime import UTC
    >>> in_zone((datetime(2026, 5, 31, 23, 30, tzinfo=UTC),), ZoneInfo("Europe/Oslo"))[0].isoformat()
    '2026-06-01T01:30:00+02:00'
    """
    found: object = part
    if isinstance(part, datetime):
        found = part.astimezone(zone)
    elif isinstance(part, tuple):
        found = tuple(in_zone(one, zone) for one in part)
    elif is_dataclass(part) and not isinstance(part, type):
        told = {field.name: in_zone(getattr(part, field.name), zone) for field in fields(part)}
        found = replace(part, **told)
    return found  # type: ignore[return-value] # the same type as what came in
