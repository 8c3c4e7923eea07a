"""The watch keeps its rate of false alarms in a year in which nothing happens, and finds what does happen."""

import numpy as np
import pytest
from benchmarks.watched import SEEDS, World
from benchmarks.watchworld import EVENTS, QUIET, false_alarms, found_after

from resa.understand.watch.detection import FALSE_ALARMS_A_MONTH, FIRST_DAY, detected
from resa.understand.watch.episode import Episode, episodes, stories
from resa.understand.watch.panel import Panel, Subject

DAYS = 200


def panel(*rows: list[float], trouble: str = "either", judged: np.ndarray | None = None) -> Panel:
    """Returns counts, one row a series, each at its own channel."""
    subjects = tuple(Subject("interactions", "count", trouble, channel=f"c{at}") for at in range(len(rows)))  # type: ignore[arg-type] # a side
    sums = np.array(rows, np.float64)
    is_judged = np.ones(sums.shape[1], np.bool_) if judged is None else judged
    return Panel(subjects, 20_000, sums, np.ones_like(sums), np.zeros(len(rows)), is_judged)


def usual(*, level: float = 40.0, seed: int = 3, days: int = DAYS) -> list[float]:
    rng = np.random.default_rng(seed)
    weekday = np.array([1.2, 1.1, 1.0, 1.0, 1.1, 0.4, 0.2])
    return [float(one) for one in rng.poisson(level * weekday[np.arange(days) % 7])]


def told(one: Panel) -> list[Episode]:
    return episodes(one, detected(one))


def test_weekdays_are_no_alarm_and_nothing_is_judged_before_it_is_known() -> None:
    one = panel(usual())
    found = detected(one)
    assert told(one) == []
    assert not found.judged[:, :FIRST_DAY].any()
    assert found.judged[:, FIRST_DAY + 7 :].all()


def test_a_day_with_three_times_as_much_is_a_spike_of_that_day() -> None:
    row = usual()
    row[150] *= 3
    [one] = told(panel(row))
    assert (one.kind, one.begin, one.last, one.is_on) == ("spike", 150, 150, False)
    assert one.observed == row[150]
    assert one.low < one.expected < one.high < one.observed


def test_a_source_that_falls_silent_is_told_of_at_once_and_until_the_end() -> None:
    row = usual()[:190] + [0.0] * 10
    [one] = told(panel(row))
    assert (one.kind, one.told, one.is_on) == ("silence", 190, True)
    assert one.observed == 0


def test_a_rare_source_is_silent_only_once_enough_was_to_be_expected() -> None:
    rng = np.random.default_rng(5)
    row = [float(one) for one in rng.poisson(0.8, 180)] + [0.0] * 20
    [one] = told(panel(row))
    assert one.kind == "silence"
    assert 5 <= one.told - 180 <= 16


def test_a_rise_that_stays_lasts_until_it_is_the_new_habit() -> None:
    row = usual()[:120] + [2 * one for one in usual(seed=4)[120:]]
    [one] = told(panel(row))
    assert one.kind == "surge"
    assert one.begin in (119, 120, 121)
    assert one.last - one.begin == pytest.approx(56, abs=3)  # eight weeks
    assert one.observed / one.expected == pytest.approx(2, abs=0.15)


def test_only_the_side_that_means_trouble_is_told_of() -> None:
    row = usual()
    row[150] = 0
    row[170] *= 4
    assert [one.begin for one in told(panel(row, trouble="rise"))] == [170]
    [fall] = told(panel(row, trouble="fall"))
    assert fall.last == 150


def test_holidays_are_neither_judged_nor_part_of_a_baseline() -> None:
    row = usual()
    judged = np.ones(DAYS, np.bool_)
    for day in (150, 151):
        row[day], judged[day] = 0.0, False
    assert told(panel(row, judged=judged)) == []
    assert told(panel(row)) != []


def test_a_season_of_trend_is_followed() -> None:
    rising = [float(round(one * 1.003**at)) for at, one in enumerate(usual(level=200.0))]
    assert told(panel(rising)) == []


def test_the_past_is_judged_without_the_future() -> None:
    row = usual()
    row[150] *= 3
    whole, part = detected(panel(row)), detected(panel(row[:160]))
    assert np.array_equal(whole.mean[:, :160], part.mean, equal_nan=True)
    assert np.array_equal(whole.is_off[:, :160], part.is_off)


def test_what_tells_the_same_is_one_story() -> None:
    row = usual()
    row[150] *= 3
    subjects = (
        Subject("interactions", "count", "either", channel="web"),
        Subject("customers", "count", "either", channel="web", touchpoint="web: cart"),
        Subject("customers", "count", "either", channel="app", touchpoint="app: cart"),
    )
    sums = np.array([row, row, row])
    one = Panel(subjects, 20_000, sums, np.ones_like(sums), np.zeros(3), np.ones(DAYS, np.bool_))
    first, other = stories(told(one))
    web = next(one for one in (first, other) if one.subject.channel == "web")
    assert web.subject.touchpoint == "web: cart"  # it has a place on a map
    assert [kin.subject.figure for kin in web.beside] == ["interactions"]


def test_no_series_is_no_alarm() -> None:
    nothing = np.zeros((0, 90))
    assert told(Panel((), 0, nothing, nothing, np.zeros(0), np.ones(90, np.bool_))) == []


def test_false_alarms_keep_their_rate_in_a_year() -> None:
    assert false_alarms(World("quick", series=24), seed=0) <= FALSE_ALARMS_A_MONTH


@pytest.mark.slow
@pytest.mark.parametrize("world", QUIET, ids=lambda one: one.name)
def test_false_alarms_keep_their_rate_in_every_world(world: World) -> None:
    assert np.mean([false_alarms(world, seed=seed) for seed in SEEDS]) <= FALSE_ALARMS_A_MONTH


def test_twice_as_much_is_found_within_days() -> None:
    after = found_after(EVENTS[2], level=50, seed=0, series=24)
    assert sum(one is not None for one in after) >= 11
    assert np.median([one for one in after if one is not None]) <= 3


@pytest.mark.slow
@pytest.mark.parametrize(("event", "level", "least"), [(2, 10, 0.85), (3, 50, 0.95), (1, 250, 0.95), (4, 2, 0.95)])
def test_what_is_planted_is_found(event: int, level: float, least: float) -> None:
    after = [one for seed in SEEDS for one in found_after(EVENTS[event], level=level, seed=seed)]
    assert sum(one is not None for one in after) >= least * len(after)
