"""Leads of a marketplace by origin, and the deals that came of them."""

import pytest
from tests.flows.agreement import agree

pytestmark = [pytest.mark.flow, pytest.mark.data]

EXPECTED = "olist_marketing_funnel/expected.json"
DAYS = """
    SELECT date_diff('microsecond', l.time, d.time) / 86400e6 AS days
    FROM interactions l JOIN interactions d USING (customer) WHERE l.source = 'leads' AND d.source = 'deals'
"""


def won(resa, *options):
    return resa.rows("show", "conversions", "--goal", "won", *options)


def conversion_pct(resa):
    (row,) = won(resa)
    assert row["units"] == resa("show", "channels", "--json").json["base"]["customers"]
    return 100 * row["share"]


def by_origin(resa):
    return {
        row["profile.origin"] or "(missing)": {
            "leads": row["units"],
            "deals": row["converted"],
            "rate_pct": 100 * row["share"],
        }
        for row in won(resa, "--by", "profile.origin")
    }


FIGURES = {
    "mql": lambda resa: resa.one("SELECT count(*) FROM interactions WHERE source = 'leads'"),
    "deals": lambda resa: won(resa)[0]["converted"],
    "conversion_pct": conversion_pct,
    "by_origin": by_origin,
    "median_days_to_close": lambda resa: resa.one(f"SELECT median(floor(days)) FROM ({DAYS})"),
    "negative_days": lambda resa: resa.one(f"SELECT count(*) FROM ({DAYS}) WHERE days < 0"),
    "unparsed_won_dates": lambda resa: len(resa.rows("rejected", "--source", "deals")),
}


@pytest.fixture(scope="session")
def olist(shared):
    files = {
        "olist_leads": "olist_marketing_funnel/olist_marketing_qualified_leads_dataset.csv",
        "olist_deals": "olist_marketing_funnel/olist_closed_deals_cleaned.csv",
    }
    resa = shared.filled("olist", files)
    resa("goals", "set", "won", "--where", "source = deals")
    return resa


@pytest.mark.parametrize("figure", FIGURES)
def test_every_figure_is_as_expected(figure, olist, shared) -> None:
    shared.check(EXPECTED, figure, FIGURES[figure](olist))


def test_no_expected_figure_is_left_out(shared) -> None:
    assert set(FIGURES) == set(shared.expected(EXPECTED))


def test_every_way_of_counting_agrees(olist) -> None:
    agree(olist.workspace)
