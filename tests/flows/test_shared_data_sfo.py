"""Four years of an airport's survey: satisfaction and recommendation, don't-know codes left out."""

import pytest
from tests.flows.agreement import agree

pytestmark = [pytest.mark.flow, pytest.mark.data]

EXPECTED = "sfo_customer_survey/expected.json"
YEARS = ("2014", "2015", "2016", "2017")


def kpi(resa, name, year, *options):
    rows = resa.rows("show", "kpis", "--where", f"source = survey_{year}", *options)
    return [row for row in rows if row["kpi"] == name]


def groups(row):
    return {key: row[key] for key in ("promoters", "passives", "detractors")} | {"valid": row["n"], "nps": row["value"]}


def satisfaction(resa, year):
    (mean,), (top,) = kpi(resa, "csat_mean", year), kpi(resa, "csat_top2_share", year)
    assert mean["n"] == top["n"]
    rows = resa.one(f"SELECT count(*) FROM answers WHERE source = 'survey_{year}' AND metric = 'csat'")
    return {"rows": rows, "csat_Q7ALL_valid": mean["n"], "mean": mean["value"], "top2box_pct": 100 * top["value"]}


def recommendation(resa):
    (whole,) = kpi(resa, "nps", "2017")
    days = {row["property.INTDATE"]: row["value"] for row in kpi(resa, "nps", "2017", "--by", "property.INTDATE")}
    areas = kpi(resa, "nps", "2017", "--by", "property.BAREA")
    left_out = "SELECT count(*) FROM answers WHERE source = 'survey_2017' AND metric = 'nps' AND NOT is_answer"
    return {
        "nps": groups(whole),
        "excluded_code_11_or_blank": resa.one(left_out),
        "nps_by_INTDATE_first5": {day: days[day] for day in sorted(days, key=int)[:5]},
        "n_days": len(days),
        "nps_by_BAREA": {row["property.BAREA"]: groups(row) for row in areas if row["property.BAREA"]},
    }


@pytest.fixture(scope="session")
def airport(shared):
    folder = "sfo_customer_survey"
    return shared.filled("airport", {f"sfo_{year}": f"{folder}/{year}_SFO_Customer_Survey.csv" for year in YEARS})


@pytest.mark.parametrize("year", YEARS)
def test_satisfaction_and_recommendation_are_as_expected(year, airport, shared) -> None:
    more = recommendation(airport) if year == "2017" else {}
    shared.check(EXPECTED, year, satisfaction(airport, year) | more)


def test_no_year_is_left_out(shared) -> None:
    assert set(YEARS) == set(shared.expected(EXPECTED))


def test_every_way_of_counting_agrees(airport) -> None:
    agree(airport.workspace)
