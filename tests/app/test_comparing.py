"""Which two groups a comparison is about: filters, dates and words for periods."""

from datetime import date

import pytest

from resa.app.comparing import Comparing, Stretch, period_of, stretch
from resa.model.errors import UsageError

QUARTER = Stretch(date(2026, 4, 1), date(2026, 7, 1))


@pytest.mark.parametrize(
    ("word", "start", "end"),
    [
        ("before", "2026-01-01", "2026-04-01"),
        ("year-before", "2025-04-01", "2025-07-01"),
        ("2025", "2025-01-01", "2026-01-01"),
        ("2026-Q4", "2026-10-01", "2027-01-01"),
        ("2026-12", "2026-12-01", "2027-01-01"),
    ],
)
def test_words_for_periods(word: str, start: str, end: str) -> None:
    assert period_of(word, own=QUARTER) == Stretch(date.fromisoformat(start), date.fromisoformat(end))


def test_before_days_that_are_no_months_come_as_many_days() -> None:
    own = Stretch(date(2026, 3, 10), date(2026, 3, 20))
    assert period_of("before", own=own) == Stretch(date(2026, 2, 28), date(2026, 3, 10))


def test_a_year_before_the_29th_of_february_is_the_28th() -> None:
    own = Stretch(date(2024, 2, 29), date(2024, 3, 10))
    assert period_of("year-before", own=own) == Stretch(date(2023, 2, 28), date(2023, 3, 10))


def test_what_the_other_group_does_not_say_is_as_on_the_map() -> None:
    by_group = Comparing("channel = web", QUARTER, against="channel = app")
    assert by_group.mine() == "(channel = web) and (time >= 2026-04-01 and time < 2026-07-01)"
    assert by_group.theirs() == "(channel = app) and (time >= 2026-04-01 and time < 2026-07-01)"
    by_period = Comparing("channel = web", QUARTER, against="before")
    assert by_period.theirs() == "(channel = web) and (time >= 2026-01-01 and time < 2026-04-01)"
    by_dates = Comparing("channel = web", Stretch(), None, stretch("2025-01-01", None, names=("a", "b")))
    assert by_dates.theirs() == "(channel = web) and (time >= 2025-01-01)"
    assert (by_dates.is_asked, Comparing("channel = web").is_asked) == (True, False)


def test_what_can_t_be_meant_says_so() -> None:
    with pytest.raises(UsageError, match="--from and --to"):
        period_of("before", own=Stretch())
    with pytest.raises(UsageError, match="begin before it ends"):
        Stretch(date(2026, 2, 1), date(2026, 1, 1))
    with pytest.raises(UsageError, match="ISO date"):
        stretch("soon", None, names=("--from", "--to"))
    with pytest.raises(UsageError, match="and dates"):
        Comparing(None, QUARTER, "2025", QUARTER).theirs()
