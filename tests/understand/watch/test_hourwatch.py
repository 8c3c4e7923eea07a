"""The hourly watch keeps its rate in a year in which nothing happens, and tells a surge or a silence within hours."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from benchmarks.hourworld import EVENTS, QUIET, false_alarms, found_after, panel_of, profile
from benchmarks.watched import SEEDS, World

from resa.understand.watch.alert import alerts, look
from resa.understand.watch.detection import FALSE_ALARMS_A_MONTH
from resa.understand.watch.hourstory import Hours, hour_figures
from resa.understand.watch.hourwatch import HourEpisode, detected_hours, hour_episodes

WEEK = 168


def told(*rows: np.ndarray) -> list[HourEpisode]:
    panel = panel_of(np.array(rows, np.float64))
    return hour_episodes(panel, detected_hours(panel))


def usual(*, level: float = 10.0, weeks: int = 16, seed: int = 2) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return rng.poisson(level * np.tile(profile(rng), weeks)).astype(np.float64)


def test_the_week_is_no_alarm_and_a_surge_is_told_with_its_hours() -> None:
    row = usual()
    assert told(row, row) == []
    row[14 * WEEK + 58 : 14 * WEEK + 62] *= 4
    [one] = told(row, usual(seed=3))
    assert (one.kind, one.begin, one.last) == ("spike", 14 * WEEK + 58, pytest.approx(14 * WEEK + 61, abs=2))
    assert one.low < one.expected < one.high < one.observed


def test_a_source_that_falls_silent_in_the_day_is_told_where_a_fall_means_trouble() -> None:
    row = usual(level=20)
    row[14 * WEEK + 57 : 14 * WEEK + 63] = 0
    found = told(usual(level=20, seed=5), row)  # of the second, a fall is trouble too
    assert [one.kind for one in found] == ["silence"]
    assert (found[0].begin, found[0].quiet_hours) == (14 * WEEK + 57, 6)
    assert told(row, usual(level=20, seed=5)) == []  # of the first, only a rise is


def test_a_surge_weeks_ago_is_not_expected_again() -> None:
    row = usual()
    row[12 * WEEK + 58 : 12 * WEEK + 62] *= 6
    panel = panel_of(np.array([row]))
    found = detected_hours(panel)
    before, after = (found.mean[0, week * WEEK + 60] for week in (12, 14))
    assert after < 1.6 * before


def test_few_weeks_say_nothing() -> None:
    row = usual(weeks=10)
    row[9 * WEEK + 60] *= 9
    assert told(row) == []


@pytest.mark.parametrize("world", [QUIET[0], World("few", series=8)], ids=lambda one: one.name)
def test_false_alarms_stay_below_the_stated_rate(world: World) -> None:
    assert false_alarms(world, seed=0) <= FALSE_ALARMS_A_MONTH


@pytest.mark.slow
@pytest.mark.parametrize("world", QUIET, ids=lambda one: one.name)
def test_false_alarms_stay_below_the_stated_rate_in_ten_years(world: World) -> None:
    assert np.mean([false_alarms(world, seed=seed) for seed in SEEDS]) <= FALSE_ALARMS_A_MONTH


def test_what_trebles_is_told_within_hours() -> None:
    after = found_after(EVENTS[1], level=25, seed=0)
    assert np.mean([one is not None for one in after]) >= 0.9
    assert np.median([one for one in after if one is not None]) <= 2


def test_an_alert_of_hours_says_when_and_days_do_not_repeat_it(town: Callable[..., Any]) -> None:
    """Three calls an hour by day for thirteen weeks; on the last day, nine an hour from ten o'clock on."""
    rng = np.random.default_rng(8)
    rows = []
    for day in range(13 * 7 + 2):
        for hour in range(8, 18):
            is_surge = day == 13 * 7 + 1 and hour >= 10
            if day == 13 * 7 + 1 and hour > 14:
                continue
            calls = int(rng.poisson(12 if is_surge else 3))
            call = {"channel": "phone", "name": "call", "kind": "call", "topic": "delivery", "is_date": False}
            at = day + (hour - 12 + rng.uniform()) / 24
            rows += [{**call, "who": int(rng.integers(500)), "at": at} for _ in range(calls)]
    built = town(rows)
    asked = built.asked()
    seen = look(built.engine, **asked, source=built.source, catalogue=built.catalogue, goals=(), zone=ZoneInfo("UTC"))
    [one] = [row for row in alerts(built.engine, **asked, seen=seen).rows if row["grain"] == "hour"]
    assert (one["state"], one["kind"], one["what"], one["at"]) == ("now", "spike", "contacts", "delivery")
    assert one["since"] in ("2026-04-07T09:00", "2026-04-07T10:00")  # an hour of many calls may come before it
    assert one["until"] is None
    assert one["observed"] > one["expected_interval"][1]
    assert one["customers"] > 0
    assert one["previous"] is None
    assert [day for day, _ in one["weeks_before"]][:2] == [f"2026-03-{day}T{one['since'][-5:]}" for day in (31, 24)]
    assert len(one["weeks_before"]) == 8
    assert max(seen for _, seen in one["weeks_before"]) < one["observed"]


def test_what_was_off_by_the_hour_before_is_told_with_its_end() -> None:
    row = usual(weeks=17)
    row[13 * WEEK + 58 : 13 * WEEK + 62] *= 5
    row[16 * WEEK + 58 : 16 * WEEK + 62] *= 5
    panel = panel_of(np.array([row]))
    left = detected_hours(panel)
    first, again = hour_episodes(panel, left)
    seen = Hours(panel, left, (first, again), ())
    assert hour_figures(first, (), seen=seen)["previous"] is None
    assert hour_figures(again, (), seen=seen)["previous"] == panel.label(first.last + 1)
