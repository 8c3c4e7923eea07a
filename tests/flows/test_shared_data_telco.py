"""Subscribers of a telephone company: personas made without knowing who left, and whether they tell it all the same."""

import pytest

pytestmark = [pytest.mark.flow, pytest.mark.data]


@pytest.fixture(scope="session")
def subscribers(shared):
    resa = shared.filled("telco", {"telco_churn": "telco_churn/telco_churn.csv"})
    resa("personas", "fit", "--without", "profile.Churn")
    return resa


def test_personas_that_never_saw_who_left_tell_who_leaves(subscribers) -> None:
    told = subscribers("show", "personas", "--json").json
    assert "left out of the fit, to test it: profile:Churn" in told["notes"]
    left = [row for row in told["rows"] if row["aspect"] == "outcome" and row["level"] == "Yes"]
    shares = [row["share"] for row in left]
    assert max(shares) > 0.5
    assert min(shares) < 0.08
    assert sum(row["differs"] for row in left) >= len(left) - 1
    assert not [row for row in told["rows"] if row["trait"] == "profile:Churn" and row["aspect"] != "outcome"]
    assert sum(row["customers"] for row in told["rows"] if row["trait"] == "customers") == 4982


def test_a_fit_without_a_trait_nobody_has_names_the_nearest(subscribers) -> None:
    assert "profile:Churn" in subscribers("personas", "fit", "--without", "profile.Chrun", code=2).err
