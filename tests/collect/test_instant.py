"""Times: forms, zones, daylight saving; each column read against Python's own parser."""

from datetime import UTC, datetime, timedelta
from random import Random

import numpy as np
import pyarrow as pa
import pytest

from resa.collect.instant import NO_OFFSET, UNKNOWN, instants, utc


def one(text: str, form: str = "iso", zone: str = "UTC") -> str | None:
    read = instants(pa.array([text]), form=form, zone=zone)
    assert bool(read.is_fault[0]) == (read.us[0] == UNKNOWN)
    return None if read.is_fault[0] else f"{utc(read.us[0]):%Y-%m-%d %H:%M:%S.%f}"[:-3]


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        ("2026-03-01", "iso", "2026-03-01 00:00:00.000"),
        ("20260301", "iso", "2026-03-01 00:00:00.000"),
        ("2026-03-01T10:11", "iso", "2026-03-01 10:11:00.000"),
        ("2026-03-01 10:11:12.5", "iso", "2026-03-01 10:11:12.500"),
        ("2026-03-01T10:11:12.123456789Z", "iso", "2026-03-01 10:11:12.123"),
        ("2011-10-11 13:45:40.276000+02:00", "iso", "2011-10-11 11:45:40.276"),
        ("2026-03-01T00:30:00-0330", "iso", "2026-03-01 04:00:00.000"),
        ("31-12-2017", "%d-%m-%Y", "2017-12-31 00:00:00.000"),
        ("1/2/2014 3:05 PM", "%m/%d/%Y %I:%M %p", "2014-01-02 15:05:00.000"),
        ("12/31/2014 12:00:00 AM", "%m/%d/%Y %I:%M:%S %p", "2014-12-31 00:00:00.000"),
        ("5 maj 2020", "%d %b %Y", "2020-05-05 00:00:00.000"),
        ("Desember 24, 2020", "%B %d, %Y", "2020-12-24 00:00:00.000"),
        ("1585762292", "epoch_s", "2020-04-01 17:31:32.000"),
        ("1585762292123", "epoch_ms", "2020-04-01 17:31:32.123"),
        ("2026-02-29", "iso", None),
        ("2026-13-01", "iso", None),
        ("2026-01-01 24:00", "iso", None),
        ("31-12-2017", "%m-%d-%Y", None),
        ("0:30 PM", "%I:%M %p", None),
        ("yesterday", "iso", None),
        ("١٢-٠١-٢٠٢٦", "%d-%m-%Y", None),
    ],
)
def test_forms(text: str, form: str, expected: str | None) -> None:
    assert one(text, form) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-01-15 12:00", "2026-01-15 11:00:00.000"),
        ("2026-07-15 12:00", "2026-07-15 10:00:00.000"),
        ("2026-03-29 01:59", "2026-03-29 00:59:00.000"),
        ("2026-03-29 02:30", "2026-03-29 01:30:00.000"),  # does not occur: moves forward by the gap
        ("2026-10-25 02:30", "2026-10-25 00:30:00.000"),  # occurs twice: its first pass
    ],
)
def test_daylight_saving(text: str, expected: str) -> None:
    assert one(text, zone="Europe/Stockholm") == expected


def test_a_gap_of_half_an_hour() -> None:
    assert one("2026-10-04 02:15", zone="Australia/Lord_Howe") == "2026-10-03 15:45:00.000"


def test_equals_the_plain_parser_on_any_mixture() -> None:
    rng = Random(5)
    moments = [datetime(1990, 1, 1, tzinfo=UTC) + timedelta(seconds=rng.randrange(1_400_000_000)) for _ in range(400)]
    texts = [f"{moment:%-d/%-m/%Y %-H:%M:%S}" for moment in moments] + ["x", None, "", "31/31/2000 1:00:00"]
    read = instants(pa.array(texts), form="%d/%m/%Y %H:%M:%S")
    expected = [round(moment.timestamp() * 1e6) for moment in moments]
    assert read.us[:400].tolist() == expected
    assert read.is_fault[400:].tolist() == [True, False, False, True]


def test_typed_columns_and_offsets() -> None:
    naive = instants(pa.array([1_782_907_200_000]).cast(pa.timestamp("ms")), zone="Europe/Oslo")
    assert utc(naive.us[0]) == datetime(2026, 7, 1, 10, tzinfo=UTC)
    dates = instants(pa.array([20_635, None], pa.int32()).cast(pa.date32()))
    assert dates.is_date.tolist() == [True, False]
    assert dates.us[1] == UNKNOWN
    offsets = instants(pa.array(["2026-01-01T00:00:00+02:00", "2026-01-01T00:00:00"])).offset
    assert offsets.tolist() == [120, NO_OFFSET]


def test_many_shapes_stay_quick_and_right() -> None:
    texts = pa.array([f"{'x' * (n % 50)}{n}" for n in range(3000)])
    assert instants(texts).is_fault.all()
    assert np.all(instants(texts).us == UNKNOWN)
