"""Baskets of a grocer, the campaigns its households were sent, and the coupons that came back."""

import pytest
from tests.flows.agreement import agree

pytestmark = [pytest.mark.flow, pytest.mark.data]

EXPECTED = "completejourney/expected.json"
TOUCHES = """
    touches AS (
        SELECT DISTINCT customer, campaign, properties['campaign_type'] AS sort
        FROM interactions WHERE source = 'campaigns'
    ),
    redeemed AS (
        SELECT t.*
        FROM touches t SEMI JOIN (FROM interactions WHERE source = 'redemptions') r USING (customer, campaign)
    )
"""

SINGLE = {
    "households": "SELECT count(DISTINCT customer) FROM orders",
    "baskets": "SELECT count(*) FROM orders",
    "rows": "SELECT count(*) FROM lines",
    "sales": "SELECT sum(money) FROM lines",
    "avg_basket_value": "SELECT avg(money) FROM orders",
    "campaign_touches": f"WITH {TOUCHES} SELECT count(*) FROM touches",
    "redemptions_rows": "SELECT count(*) FROM interactions WHERE source = 'redemptions'",
}

GROUPED = {
    "touches_by_type": f"WITH {TOUCHES} SELECT sort, count(*) FROM touches GROUP BY ALL",
    "redeemed_by_type": f"WITH {TOUCHES} SELECT sort, count(*) FROM redeemed GROUP BY ALL",
    "redemption_rate_by_type": f"""
        WITH {TOUCHES} SELECT sort, count(r.customer) / count(*)
        FROM touches t LEFT JOIN redeemed r USING (customer, campaign, sort) GROUP BY ALL
    """,
    "top_departments": """
        SELECT properties['department'], sum(money) FROM lines GROUP BY ALL ORDER BY 2 DESC LIMIT 5
    """,
}


@pytest.fixture(scope="session")
def grocer(shared):
    folder = "completejourney"
    files = {
        "completejourney_campaign_descriptions": f"{folder}/campaign_descriptions.csv.gz",
        "completejourney_products": f"{folder}/products.csv.gz",
        "completejourney_coupons": f"{folder}/coupons.csv.gz",
        "completejourney_households": f"{folder}/demographics.csv.gz",
        "completejourney_campaigns": f"{folder}/campaigns.csv.gz",
        "completejourney_redemptions": f"{folder}/coupon_redemptions.csv.gz",
        "completejourney_transactions": f"{folder}/transactions_sample.csv.gz",
    }
    return shared.filled("grocer", files)


@pytest.mark.parametrize("figure", SINGLE)
def test_single_figures_are_as_expected(figure, grocer, shared) -> None:
    shared.check(EXPECTED, figure, grocer.one(SINGLE[figure]))


@pytest.mark.parametrize("figure", GROUPED)
def test_groups_are_as_expected(figure, grocer, shared) -> None:
    shared.check(EXPECTED, figure, grocer.pairs(GROUPED[figure]))


def test_no_expected_figure_is_left_out(shared) -> None:
    assert {*SINGLE, *GROUPED} == set(shared.expected(EXPECTED))


def test_every_way_of_counting_agrees(grocer) -> None:
    agree(grocer.workspace)
