"""The season: people look for outdoor clothing more in autumn and before Christmas than in spring."""

import numpy as np
from numpy.typing import NDArray

from resa.examples.retail.clock import DAY, Seconds, Year

_BY_MONTH = np.array([0.85, 0.8, 0.9, 1.0, 1.1, 1.1, 0.85, 1.1, 1.2, 1.2, 1.2, 1.15])  # January to December
_SALE_DAYS, _SALE = range(23, 30), 1.8  # the last week of November


def reached(year: Year) -> NDArray[np.float64]:
    """Returns the share of the year's interest that has passed by the end of each day; starts with 0, ends with 1."""
    days = (year.start + (np.arange(365) + 0.5) * DAY).astype(np.int64).astype("datetime64[s]").astype("datetime64[D]")
    months = days.astype("datetime64[M]")
    number = months.astype(np.int64) % 12
    in_sale = (number == 10) & np.isin((days - months).astype(np.int64) + 1, _SALE_DAYS)
    weight = _BY_MONTH[number] * np.where(in_sale, _SALE, 1.0)
    return np.concatenate([[0.0], np.cumsum(weight) / weight.sum()])


def instants(shares: NDArray[np.float64], *, year: Year) -> Seconds:
    """Returns when each share of the year's interest has passed; shares above 1 lie after the year.

    >>> year = Year(0, 365 * DAY)
    >>> instants(np.array([0.0, 1.0, 1.5]), year=year).tolist() == [0, 365 * DAY, 365 * DAY]
    True
    """
    passed = np.interp(shares, reached(year), np.arange(366) * DAY)
    return year.start + np.rint(passed).astype(np.int64)


def shares(times: Seconds, *, year: Year) -> NDArray[np.float64]:
    """Returns the share of the year's interest that has passed at each instant: the reverse of `instants`."""
    return np.interp(times - year.start, np.arange(366) * DAY, reached(year))
