"""The calendar as arithmetic on whole columns, and the words for months in English and the Nordic languages."""

import numpy as np
from numpy.typing import NDArray

_MONTHS = (
    "jan januar januari january",
    "feb februar februari february",
    "mar mars marts march",
    "apr april",
    "maj mai may",
    "jun juni june",
    "jul juli july",
    "aug august augusti",
    "sep sept september",
    "okt oct oktober october",
    "nov november",
    "dec des december desember",
)

MONTH_OF = {word: number for number, words in enumerate(_MONTHS, start=1) for word in words.split()}
"""The number of a month by its name or abbreviation, lower case."""

_LENGTHS = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], dtype=np.int64)


def days_from_civil(year: NDArray[np.int64], *, month: NDArray[np.int64], day: NDArray[np.int64]) -> NDArray[np.int64]:
    """Returns days since 1970-01-01 in the proleptic Gregorian calendar.

    Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", 2013: years start in March, eras are 400.

    >>> days_from_civil(np.array([1970, 2000]), month=np.array([1, 3]), day=np.array([1, 1])).tolist()
    [0, 11017]
    """
    shifted = year - (month <= 2)
    era = shifted // 400
    year_of_era = shifted - era * 400
    day_of_year = (153 * (month + np.where(month > 2, -3, 9)) + 2) // 5 + day - 1
    return np.asarray(era * 146_097 + year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year - 719_468)


def days_in_month(year: NDArray[np.int64], *, month: NDArray[np.int64]) -> NDArray[np.int64]:
    """Returns the length of each month; 0 where the month does not exist."""
    leap = (month == 2) & (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    exists = (month >= 1) & (month <= 12)
    return np.asarray(np.where(exists, _LENGTHS[np.where(exists, month, 0)], 0) + leap)
