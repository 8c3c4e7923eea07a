from datetime import date

import numpy as np

from resa.examples.retail.clock import DAY, year_until
from resa.examples.retail.season import instants, shares

YEAR = year_until(date(2026, 10, 31))


def test_shares_and_instants_undo_each_other() -> None:
    times = YEAR.start + np.array([0, 3, 100, 364]) * DAY
    assert np.abs(instants(shares(times, year=YEAR), year=YEAR) - times).max() <= 1


def test_the_sale_in_november_draws_more_than_a_week_in_february() -> None:
    november, february = YEAR.start + np.array([22, 29]) * DAY, YEAR.start + np.array([92, 99]) * DAY
    assert np.diff(shares(november, year=YEAR)) > 1.8 * np.diff(shares(february, year=YEAR))


def test_more_than_the_whole_year_lies_after_it() -> None:
    assert instants(np.array([1.0, 2.0]), year=YEAR).tolist() == [YEAR.start + 365 * DAY] * 2
