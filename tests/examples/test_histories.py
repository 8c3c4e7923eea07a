import numpy as np
import pytest

from resa.examples.histories import histories, touchpoint_name


@pytest.mark.parametrize("interactions", [1, 7, 1234, 20_000])
def test_gives_exactly_as_many_rows_as_asked(interactions: int) -> None:
    assert histories(interactions).num_rows == interactions


def test_same_seed_same_table_and_another_seed_another() -> None:
    assert histories(5000, seed=3).equals(histories(5000, seed=3))
    assert not histories(5000, seed=3).equals(histories(5000, seed=4))


def test_rows_stand_in_time_order_within_twelve_months() -> None:
    times = histories(20_000)["time"].to_numpy()
    assert (np.diff(times) >= np.timedelta64(0)).all()
    assert times[0] >= np.datetime64("2025-11-01")
    assert times[-1] < np.datetime64("2026-11-01")


def test_a_customer_has_ten_interactions_on_average_and_one_country() -> None:
    table = histories(20_000)
    customers = table["customer"].to_numpy()
    assert len(np.unique(customers)) == 2000
    pairs = set(zip(customers.tolist(), table["country"].to_pylist(), strict=True))
    assert len(pairs) == 2000


def test_popularity_is_skewed_and_every_channel_is_used() -> None:
    table = histories(50_000)
    counts = np.sort(table["touchpoint"].value_counts().field("counts").to_numpy())[::-1]
    assert len(counts) == 60
    assert counts[:6].sum() > 0.25 * counts.sum()
    assert len(table["channel"].unique()) == 12


def test_more_touchpoints_than_a_byte_holds_keep_distinct_names() -> None:
    assert len({touchpoint_name(number) for number in range(1000)}) == 1000
    assert len(histories(60_000, touchpoints=1000)["touchpoint"].unique()) > 700


def test_nothing_to_make_is_refused_with_what_was_expected() -> None:
    with pytest.raises(ValueError, match="expected interactions >= 1"):
        histories(0)
