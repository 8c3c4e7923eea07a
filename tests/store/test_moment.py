from datetime import UTC, datetime

import pytest

from resa.model.condition import Comparison, ConditionError
from resa.store.comparison import instants
from resa.store.moment import stretch


def us(*parts):
    return int(datetime(*parts, tzinfo=UTC).timestamp()) * 1_000_000


@pytest.mark.parametrize(
    ("written", "first", "after"),
    [
        ("2026", us(2026, 1, 1), us(2027, 1, 1)),
        ("2026-12", us(2026, 12, 1), us(2027, 1, 1)),
        ("2024-02-29", us(2024, 2, 29), us(2024, 3, 1)),
        ("2026-01-31T16", us(2026, 1, 31, 16), us(2026, 1, 31, 17)),
        ("2026-01-31T16:30+01:00", us(2026, 1, 31, 15, 30), us(2026, 1, 31, 15, 31)),
        ("2026-01-31T16:30:05Z", us(2026, 1, 31, 16, 30, 5), us(2026, 1, 31, 16, 30, 6)),
        ("2026-01-31 16:30:05.25", us(2026, 1, 31, 16, 30, 5) + 250_000, us(2026, 1, 31, 16, 30, 5) + 260_000),
    ],
)
def test_a_written_time_is_as_long_as_it_is_vague(written, first, after):
    assert stretch(written) == (first, after)


@pytest.mark.parametrize("written", ["yesterday", "2026-13", "2026-02-30", "26-01-01", "2026-01-01T25", ""])
def test_other_writings_are_said(written):
    with pytest.raises(ConditionError, match="expected a time such as 2026"):
        stretch(written)


@pytest.mark.parametrize("written", ["9999", "9999-12", "9999-12-31", "9999-12-31T23:59", "9999-12-31T23:59:59.999999"])
def test_what_ends_after_the_last_year_is_said(written):
    with pytest.raises(ConditionError, match="in the year 9999 at the latest"):
        stretch(written)


def test_neighbouring_months_neither_overlap_nor_leave_a_gap():
    january, february = (instants(Comparison("time", "=", (month,))) for month in ("2026-01", "2026-02"))
    assert january.stretches[0][1] == february.stretches[0][0]


def test_up_to_and_with_a_day_includes_the_day():
    assert us(2026, 1, 1, 23, 59, 59) in instants(Comparison("time", "<=", ("2026-01-01",)))
    assert us(2026, 1, 2) not in instants(Comparison("time", "<=", ("2026-01-01",)))
