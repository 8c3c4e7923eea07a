"""Half a million rows of a British online retailer: sales, cancellations, cohorts and money."""

import pytest
from tests.flows.agreement import agree

pytestmark = [pytest.mark.flow, pytest.mark.data]

EXPECTED = "online_retail/expected.json"
SALES = "sales AS (FROM lines WHERE customer IS NOT NULL AND quantity > 0 AND properties['UnitPrice']::DOUBLE > 0)"
FIRST = f"WITH {SALES}, first AS (SELECT customer, date_trunc('month', min(time)) AS month FROM sales GROUP BY ALL)"
AGES = f"""
    {FIRST} SELECT month, date_diff('month', month, date_trunc('month', time)) AS age, customer
    FROM sales JOIN first USING (customer)
"""
RFM = f"""
    WITH {SALES}, rfm AS (
        SELECT date_diff('day', max(time)::DATE, DATE '2011-12-10') AS recency,
               count(DISTINCT order_id) AS frequency, sum(money) AS monetary
        FROM sales GROUP BY customer
    )
    SELECT avg(recency) AS recency, avg(frequency) AS frequency, avg(monetary) AS monetary FROM rfm
"""

SINGLE = {
    "rows": "SELECT count(*) FROM lines",
    "invoices": "SELECT count(*) FROM orders",
    "customers": "SELECT count(DISTINCT customer) FROM lines",
    "rows_without_customer": "SELECT count(*) FROM lines WHERE customer IS NULL",
    "cancel_rows": "SELECT count(*) FROM lines WHERE order_id LIKE 'C%'",
    "cancel_invoices": "SELECT count(*) FROM orders WHERE status = 'cancelled'",
    "min": "SELECT strftime(min(time), '%Y-%m-%d %H:%M:%S') FROM lines",
    "max": "SELECT strftime(max(time), '%Y-%m-%d %H:%M:%S') FROM lines",
    "gross_sum_all_rows": "SELECT sum(money) FROM lines",
    "exact_duplicate_rows": """
        SELECT sum(n - 1) FROM (
            SELECT count(*) AS n FROM lines
            GROUP BY order_id, product, quantity, time, customer, properties['Description'], properties['Country'],
                     properties['UnitPrice']
        )
    """,
    "sales_rows": f"WITH {SALES} SELECT count(*) FROM sales",
    "sales_customers": f"WITH {SALES} SELECT count(DISTINCT customer) FROM sales",
    "sales_invoices": f"WITH {SALES} SELECT count(DISTINCT order_id) FROM sales",
    "revenue": f"WITH {SALES} SELECT sum(money) FROM sales",
    "AOV": f"WITH {SALES} SELECT sum(money) / count(DISTINCT order_id) FROM sales",
    "one_time_buyers": f"""
        WITH {SALES} SELECT count(*) FROM (
            SELECT customer FROM sales GROUP BY customer HAVING count(DISTINCT order_id) = 1
        )
    """,
}

GROUPED = {
    "cohort_sizes": f"{FIRST} SELECT strftime(month, '%Y-%m'), count(*) FROM first GROUP BY ALL",
    "cohort_2010-12_active": f"""
        SELECT age, count(DISTINCT customer) FROM ({AGES}) WHERE month = '2010-12-01' GROUP BY ALL
    """,
    "revenue_by_month": f"WITH {SALES} SELECT strftime(time, '%Y-%m'), sum(money) FROM sales GROUP BY ALL",
}


@pytest.fixture(scope="session")
def retail(shared):
    return shared.filled("retail", {"online_retail": "online_retail/online_retail.parquet"})


@pytest.mark.parametrize("figure", SINGLE)
def test_single_figures_are_as_expected(figure, retail, shared) -> None:
    shared.check(EXPECTED, figure, retail.one(SINGLE[figure]))


@pytest.mark.parametrize("figure", GROUPED)
def test_groups_are_as_expected(figure, retail, shared) -> None:
    shared.check(EXPECTED, figure, retail.pairs(GROUPED[figure]))


def test_recency_frequency_and_money_are_as_expected(retail, shared) -> None:
    (row,) = retail.rows("query", RFM)
    shared.check(EXPECTED, "rfm_mean", row)


def test_no_expected_figure_is_left_out(shared) -> None:
    assert {*SINGLE, *GROUPED, "rfm_mean"} == set(shared.expected(EXPECTED))


def test_cohorts_are_shown_as_they_are_queried(retail, shared) -> None:
    rows = retail.rows("show", "retention", "--bucket", "month", "--where", "kind = order")
    sizes = {row["cohort"]: row["customers"] for row in rows if row["age"] == 0}
    active = {str(row["age"]): row["customers"] for row in rows if row["cohort"] == "2010-12"}

    shared.check(EXPECTED, "cohort_sizes", sizes)
    shared.check(EXPECTED, "cohort_2010-12_active", active)


def test_conversions_and_order_value_are_shown_as_they_are_queried(retail, shared) -> None:
    (row,) = retail.rows("show", "conversions")
    expected = shared.expected(EXPECTED)

    assert row["converted"] == expected["sales_customers"]
    assert row["orders"] == expected["sales_invoices"]
    assert row["order_value_mean"] == pytest.approx(expected["AOV"], abs=0.0005)


def test_every_way_of_counting_agrees(retail) -> None:
    agree(retail.workspace)
