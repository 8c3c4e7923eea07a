"""Periods neither overlap nor leave a gap."""

from datetime import UTC, datetime

import pytest

from resa.model.period import Period

MAY = datetime(2026, 5, 1, tzinfo=UTC)
JUNE = datetime(2026, 6, 1, tzinfo=UTC)
JULY = datetime(2026, 7, 1, tzinfo=UTC)


def test_an_instant_on_the_border_belongs_to_the_later_period() -> None:
    assert JUNE not in Period(MAY, JUNE)
    assert JUNE in Period(JUNE, JULY)


def test_a_period_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="ends after it starts"):
        Period(JUNE, MAY)


def test_instants_without_a_zone_are_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Period(datetime(2026, 5, 1), JUNE)  # noqa: DTZ001 - the missing zone is what is tested
