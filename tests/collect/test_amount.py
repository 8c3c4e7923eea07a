"""Numbers, money and durations as people write them."""

import numpy as np
import pyarrow as pa
import pytest

from resa.collect.amount import in_minor, numbers, seconds


@pytest.mark.parametrize(
    ("text", "decimal", "expected"),
    [
        ("1234.5", ".", 1234.5),
        ("1,234.50", ".", 1234.5),
        ("1.234,50", ",", 1234.5),
        ("1 234,50 kr", ",", 1234.5),
        ("1\u00a0234\u00a0567,5", ",", 1234567.5),
        ("1\u202f234,5", ",", 1234.5),
        ("12:-", ",", 12.0),
        ("-5", ".", -5.0),
        ("\u22125,25", ",", -5.25),
        ("5-", ".", -5.0),
        ("(12.50)", ".", -12.5),
        ("$12", ".", 12.0),
        ("-$5", ".", -5.0),
        ("€ 5,00", ",", 5.0),
        ("SEK 100", ".", 100.0),
        ("1e3", ".", 1000.0),
        ("1.5E-2", ".", 0.015),
        (".5", ".", 0.5),
        ("0042", ".", 42.0),
        ("1,2,3", ".", None),
        ("12 34", ".", None),
        ("2.5%", ".", None),
        ("abc", ".", None),
        ("1,5", ".", None),
    ],
)
def test_numbers(text: str, decimal: str, expected: float | None) -> None:
    read = numbers(pa.array([text]), decimal=decimal)
    assert bool(read.is_fault[0]) == (expected is None)
    if expected is not None:
        assert read.numbers[0] == pytest.approx(expected, abs=1e-12)


def test_minor_units_round_half_away_from_zero() -> None:
    amounts = np.array([1.005, 2.675, -1.5, np.nan, 0.29])
    assert in_minor(amounts, digits=2).to_pylist() == [101, 268, -150, None, 29]
    assert in_minor(np.array([1500.0]), digits=0).to_pylist() == [1500]


def test_durations() -> None:
    clock = seconds(pa.array(["00:06:12", "01:26:55.0", "-01:05:26.", "1 02:03:04", "00:75", None]), form="clock")
    assert clock.numbers[[0, 1, 3]].tolist() == [372.0, 5215.0, 93784.0]
    assert clock.is_fault.tolist() == [False, False, True, False, True, False]
    assert seconds(pa.array(["1.5"]), form="minutes").numbers.tolist() == [90.0]
    assert seconds(pa.array(["90500"]), form="milliseconds").numbers.tolist() == [90.5]
