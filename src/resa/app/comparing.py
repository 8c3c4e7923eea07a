"""The two groups that a map with differences is about: this one, and the one it is held against."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from resa.app.savedquery import joined
from resa.model.errors import UsageError

WORDS = ("before", "year-before")
"""Periods that follow from that of the map: as long, right before it; the same one, a year earlier."""

_CALENDAR = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?$")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from `start` on and before `end`; None is open."""

    start: date | None = None
    end: date | None = None

    def __post_init__(self) -> None:
        if self.start and self.end and self.start >= self.end:
            raise UsageError(f"expected a period to begin before it ends, got {self.start} to {self.end}")

    def where(self) -> str | None:
        """Returns the filter that keeps what happened in it."""
        first, last = self.start and f"time >= {self.start}", self.end and f"time < {self.end}"
        return " and ".join(part for part in (first, last) if part) or None


@dataclass(frozen=True, slots=True)
class Comparing:
    """What was asked for: the map's own filter and period, and the other's.

    `against` is a filter, or a period: "before", "year-before", a year, a quarter such as 2026-Q1, a month such as
    2026-03. What the other group does not say is as on the map itself.
    """

    where: str | None = None
    own: Stretch = Stretch()
    against: str | None = None
    other: Stretch = Stretch()

    @property
    def is_asked(self) -> bool:
        """Says whether there is another group at all."""
        return self.against is not None or self.other != Stretch()

    def mine(self) -> str | None:
        """Returns the filter of the map."""
        return joined(self.where, self.own.where())

    def theirs(self) -> str | None:
        """Returns the filter of the group that it is held against."""
        return joined(self.who(), self.when().where())

    def who(self) -> str | None:
        """Returns the filter of the other group without its period."""
        return self.where if self._named() is not None else self.against or self.where

    def when(self) -> Stretch:
        """Returns the period of the other group."""
        named = self._named()
        if named is not None and self.other != Stretch():
            raise UsageError(f"expected a filter or a period to compare with, got {self.against!r} and dates")
        return named or (self.own if self.other == Stretch() else self.other)

    def _named(self) -> Stretch | None:
        return period_of(self.against, own=self.own) if self.against else None


def stretch(start: str | None, end: str | None, *, names: tuple[str, str]) -> Stretch:
    """Returns a period from two ISO dates; `names` are those of the options that gave them."""
    return Stretch(*(_day(text, name) for text, name in zip((start, end), names, strict=True)))


def period_of(word: str, *, own: Stretch) -> Stretch | None:
    """Returns the period that a word means beside the map's own; None where it is a filter.

    >>> period_of("2026-Q1", own=Stretch()).where()
    'time >= 2026-01-01 and time < 2026-04-01'
    >>> period_of("before", own=Stretch(date(2026, 3, 1), date(2026, 5, 1))).where()
    'time >= 2026-01-01 and time < 2026-03-01'
    """
    if word in WORDS:
        return _earlier(word, own)
    found = _CALENDAR.match(word.strip())
    if found is None:
        return None
    year, quarter, month = (int(part) if part else None for part in found.groups())
    first = (quarter - 1) * 3 + 1 if quarter else month or 1
    start = date(year or 1, first, 1)
    return Stretch(start, _months_on(start, 3 if quarter else 1 if month else 12))


def _earlier(word: str, own: Stretch) -> Stretch:
    if own.start is None or own.end is None:
        raise UsageError(f"expected --from and --to with --compare {word}, got no whole period")
    if word == "year-before":
        return Stretch(_months_on(own.start, -12), _months_on(own.end, -12))
    months = (own.end.year - own.start.year) * 12 + own.end.month - own.start.month
    if own.start.day == own.end.day == 1:
        return Stretch(_months_on(own.start, -months), own.start)
    return Stretch(own.start - (own.end - own.start), own.start)


def _months_on(day: date, months: int) -> date:
    """Returns the same day so many months on, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (following - timedelta(days=1)).day))


def _day(text: str | None, name: str) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"expected an ISO date such as 2026-01-31 for {name}, got {text!r:.40}") from error
