"""What a report holds against what: the period before the one that was asked for, else the newest whole months."""

from datetime import UTC, datetime

import pytest

from resa.app.report.change import Asked, Stretches, stretches
from resa.model.period import Period


def day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def told(found: Stretches | None) -> tuple[str, ...] | None:
    if found is None:
        return None
    ends = (found.before.start, found.before.end, found.now.start, found.now.end)
    return tuple(f"{end:%Y-%m-%d}" for end in ends)


YEAR = Period(day("2025-11-01T00:59:56"), day("2026-10-31T23:59:05"))


def test_a_year_ends_in_two_quarters() -> None:
    found = stretches(YEAR, asked=Asked(), earliest=YEAR.start)
    assert told(found) == ("2026-05-01", "2026-08-01", "2026-08-01", "2026-11-01")


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2026-03-05", "2026-07-20", ("2026-05-01", "2026-06-01", "2026-06-01", "2026-07-01")),
        ("2026-03-01", "2026-04-30", ("2026-03-01", "2026-04-01", "2026-04-01", "2026-05-01")),
        ("2026-03-05", "2026-05-20", None),
        ("2026-03-05", "2026-03-06", None),
        ("2025-12-02", "2026-02-28", ("2026-01-01", "2026-02-01", "2026-02-01", "2026-03-01")),
    ],
)
def test_shorter_data_give_months_or_nothing(start: str, end: str, expected: tuple[str, ...] | None) -> None:
    period = Period(day(start), day(end))
    assert told(stretches(period, asked=Asked(), earliest=period.start)) == expected


def test_a_period_that_was_asked_for_is_held_against_the_one_before() -> None:
    asked = Asked(start="2026-04-01", end="2026-05-01")
    assert told(stretches(YEAR, asked=asked, earliest=YEAR.start)) == (
        "2026-03-02", "2026-04-01", "2026-04-01", "2026-05-01",
    )  # fmt: skip
    assert stretches(YEAR, asked=Asked(start="2025-11-05", end="2026-05-01"), earliest=YEAR.start) is None


def test_a_filter_is_told_with_its_period() -> None:
    assert Asked().whole is None
    assert Asked("channel = web").whole == "channel = web"
    assert Asked("channel = web", "2026-01-01").whole == "(channel = web) and (time >= '2026-01-01')"
