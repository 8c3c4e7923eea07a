"""Conversations with the support of companies: how soon somebody answers."""

import pytest
from tests.flows.agreement import agree

pytestmark = [pytest.mark.flow, pytest.mark.data]

EXPECTED = "twitter_care/expected.json"
FIRST_RESPONSE = """
    SELECT {0} FROM (
        SELECT customer, min(time) FILTER (role <> 'agent') AS asked, min(time) FILTER (role = 'agent') AS told,
               date_diff('second', asked, told) AS seconds
        FROM (SELECT customer, time, properties['role'] AS role FROM interactions) GROUP BY customer
    ) WHERE told IS NOT NULL
"""
DURATIONS = """
    durations AS (
        SELECT DISTINCT customer, properties['header_duration'] AS written,
               regexp_full_match(written, '\\d+:\\d\\d:\\d\\d\\.\\d+') AS is_wellformed
        FROM interactions
    )
"""

SINGLE = {
    "conversations": "SELECT count(DISTINCT customer) FROM interactions",
    "companies": "SELECT count(DISTINCT properties['company']) FROM interactions",
    "utterances": "SELECT count(*) FROM interactions",
    "with_agent_reply": FIRST_RESPONSE.format("count(*)"),
    "median_first_response_s": FIRST_RESPONSE.format("median(seconds)"),
    "p90_first_response_s": FIRST_RESPONSE.format("quantile_cont(seconds, 0.9)"),
    "malformed_durations": f"WITH {DURATIONS} SELECT count(*) FROM durations WHERE NOT is_wellformed",
    "median_duration_s_wellformed": f"""
        WITH {DURATIONS} SELECT median(epoch(written::INTERVAL)) FROM durations WHERE is_wellformed
    """,
}
TOP_COMPANIES = """
    SELECT properties['company'], count(DISTINCT customer) FROM interactions GROUP BY ALL ORDER BY 2 DESC LIMIT 5
"""


@pytest.fixture(scope="session")
def care(shared):
    return shared.filled("care", {"twitter_care": "twitter_care/conversations.csv"})


@pytest.mark.parametrize("figure", SINGLE)
def test_single_figures_are_as_expected(figure, care, shared) -> None:
    shared.check(EXPECTED, figure, care.one(SINGLE[figure]))


def test_the_companies_with_most_conversations_are_as_expected(care, shared) -> None:
    shared.check(EXPECTED, "top_companies", care.pairs(TOP_COMPANIES))


def test_no_expected_figure_is_left_out(shared) -> None:
    assert {*SINGLE, "top_companies"} == set(shared.expected(EXPECTED))


def test_every_way_of_counting_agrees(care) -> None:
    agree(care.workspace)
