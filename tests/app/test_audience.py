"""Whom a filter can ask for, on a table small enough to count by hand."""

import pyarrow as pa

from resa.app.audience import FEW, FactAnswer, facts_in
from resa.store.schema import PROPERTIES

Told = list[tuple[int | None, dict[str, str]]]


def profiles(told: Told) -> pa.Table:
    """Return a table of profiles: who, and what is known of them."""
    return pa.table(
        {
            "customer": pa.array([who for who, _ in told], pa.int32()),
            "properties": pa.array([list(known.items()) for _, known in told], PROPERTIES),
        }
    )


def test_answers_are_counted_by_customer_and_the_few_are_left_out() -> None:
    told: Told = [(who, {"country": "SE"}) for who in range(FEW + 1)]
    told += [(0, {"country": "SE"})]  # told of twice, counted once
    told += [(10 + who, {"country": "DK"}) for who in range(FEW)]
    told += [(90, {"country": "FO"}), (91, {"country": ""}), (None, {"country": "SE"})]
    (country,) = facts_in(profiles(told))
    assert (country.field, country.kind, country.customers) == ("profile.country", "text", 2 * FEW + 2)
    assert country.answers == (FactAnswer("SE", FEW + 1), FactAnswer("DK", FEW))


def test_many_numbers_and_times_are_told_by_their_ends() -> None:
    told: Told = [(who, {"born": str(1950 + who), "since": f"2024-01-{who + 1:02}"}) for who in range(30)]
    born, since = facts_in(profiles(told))
    assert (born.kind, born.least, born.most, born.answers) == ("number", "1950", "1979", ())
    assert (since.kind, since.least, since.most) == ("time", "2024-01-01", "2024-01-30")


def test_what_everybody_has_their_own_of_is_nobodys_segment() -> None:
    told: Told = [(who, {"name": f"Customer {who}"}) for who in range(60)]
    assert facts_in(profiles(told)) == ()


def test_nothing_told_is_no_facts() -> None:
    assert facts_in(profiles([])) == ()
