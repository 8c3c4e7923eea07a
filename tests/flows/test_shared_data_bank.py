"""Complaints, calls, reviews and a client master of a bank: who is who across channels, and what happened."""

import shutil

import pytest
from tests.flows.agreement import agree

pytestmark = [pytest.mark.flow, pytest.mark.data]

EXPECTED = "bank_multichannel/expected.json"

DAYS_TO_COMPANY = """
    date_diff('day', strptime(properties['date_received'], '%d-%m-%Y'),
                     strptime(properties['date_sent_to_company'], '%d-%m-%Y'))
"""
SERVICE_SECONDS = "epoch(c.properties['ser_time']::INTERVAL)"
KNOWN = "source = 'calls' AND properties['rand_client'] IS NOT NULL"
UNKNOWN = "source = 'calls' AND properties['rand_client'] IS NULL"
DIGITS = "right(regexp_replace({}, '[^0-9]', '', 'g'), 10)"
PHONES = f"""
    phones AS (
        SELECT customer, {DIGITS.format("b")} AS phone, list_contains(source, 'clients') AS is_master
        FROM links WHERE a LIKE 'customer_number:%' AND b LIKE 'phone:%'
    ),
    calls AS (
        SELECT customer, {DIGITS.format("properties['phonefinal']")} AS phone, {KNOWN} AS is_known
        FROM interactions WHERE source = 'calls'
    )
"""
CALLS_WITH_EVENT = """
    interactions c JOIN interactions e ON c.source = 'calls' AND e.source = 'complaints' AND c.matter = e.matter
"""

SINGLE = {
    "events": "SELECT count(*) FROM interactions WHERE source = 'complaints'",
    "events_clients": "SELECT count(DISTINCT customer) FROM interactions WHERE source = 'complaints'",
    "events_clients_in_master": """
        SELECT count(DISTINCT customer) FROM interactions
        WHERE source = 'complaints' AND customer IN (SELECT customer FROM profiles WHERE source = 'clients')
    """,
    "calls": "SELECT count(*) FROM interactions WHERE source = 'calls'",
    "clients": "SELECT count(DISTINCT customer) FROM profiles WHERE source = 'clients'",
    "ambiguous_master_phones": f"""
        WITH {PHONES} SELECT count(*) FROM (
            SELECT phone FROM phones WHERE is_master GROUP BY phone HAVING count(DISTINCT customer) > 1
        )
    """,
    "calls_with_client_id": f"SELECT count(*) FROM interactions WHERE {KNOWN}",
    "calls_with_complaint_id": "SELECT count(matter) FROM interactions WHERE source = 'calls'",
    "complaint_id_found_in_events": f"SELECT count(*) FROM {CALLS_WITH_EVENT}",
    "client_id_agrees_with_event_client": f"""
        SELECT count(*) FROM {CALLS_WITH_EVENT}
        WHERE 'customer_number:' || c.properties['rand_client'] = e.customer AND c.customer = e.customer
    """,
    "client_id_disagrees": f"""
        SELECT count(*) FROM {CALLS_WITH_EVENT}
        WHERE 'customer_number:' || c.properties['rand_client'] <> e.customer OR c.customer <> e.customer
    """,
    "known_calls_phone_equals_master_phone": f"""
        WITH {PHONES} SELECT count(*) FROM calls c JOIN phones p USING (customer, phone) WHERE is_known AND is_master
    """,
    "known_calls_other_phone": f"""
        WITH {PHONES} SELECT count(*) FROM calls c ANTI JOIN (FROM phones WHERE is_master) p USING (customer, phone)
        WHERE is_known
    """,
    "known_calls_phone_of_another_client": f"""
        WITH {PHONES} SELECT count(*) FROM calls c JOIN phones p USING (phone)
        WHERE is_known AND is_master AND c.customer <> p.customer
    """,
    "anonymous_calls": f"SELECT count(*) FROM interactions WHERE {UNKNOWN}",
    "anonymous_resolved_by_master_phone": f"""
        WITH {PHONES} SELECT count(*) FROM calls c JOIN phones p USING (customer, phone)
        WHERE NOT is_known AND is_master
    """,
    "alternative_phones_learned": f"WITH {PHONES} SELECT count(DISTINCT phone) FROM phones WHERE NOT is_master",
    "anonymous_resolved_by_learned_phone": f"""
        WITH {PHONES} SELECT count(*) FROM calls c JOIN phones p USING (customer, phone)
        WHERE NOT is_known AND NOT is_master
    """,
    "calls_resolved_total": """
        SELECT count(*) FROM interactions
        WHERE source = 'calls' AND customer IN (SELECT customer FROM profiles WHERE source = 'clients')
    """,
    "median_days_to_company": f"SELECT median({DAYS_TO_COMPANY}) FROM interactions WHERE source = 'complaints'",
    "mean_days_to_company": f"SELECT avg({DAYS_TO_COMPANY}) FROM interactions WHERE source = 'complaints'",
    "negative_days": f"SELECT count(*) FROM interactions WHERE source = 'complaints' AND {DAYS_TO_COMPANY} < 0",
    "repeat_complainers": """
        SELECT count(*) FROM (
            SELECT customer FROM interactions WHERE source = 'complaints' GROUP BY customer HAVING count(*) > 1
        )
    """,
}

GROUPED = {
    "submitted_via": """
        SELECT name, count(*) FROM interactions WHERE source = 'complaints' GROUP BY ALL
    """,
    "timely_response": """
        SELECT properties['timely_response'], count(*) FROM interactions WHERE source = 'complaints' GROUP BY ALL
    """,
    "product": "SELECT properties['product'], count(*) FROM interactions WHERE source = 'complaints' GROUP BY ALL",
    "top_issues": """
        SELECT topic, count(*) FROM interactions WHERE source = 'complaints' GROUP BY ALL ORDER BY 2 DESC LIMIT 8
    """,
    "mean_days_to_company_by_channel": f"""
        SELECT name, avg({DAYS_TO_COMPANY}) FROM interactions WHERE source = 'complaints' GROUP BY ALL
    """,
    "outcome": """
        SELECT coalesce(outcome, 'NaN'), count(*) FROM interactions WHERE source = 'calls' GROUP BY ALL
    """,
    "avg_service_s_by_product_joined": f"""
        SELECT e.properties['product'], avg({SERVICE_SECONDS}) FROM {CALLS_WITH_EVENT} GROUP BY ALL
    """,
}


def clients_with_any_touchpoint(resa):
    return resa("show", "channels", "--json").json["base"]["customers"]


def clients_with_call_and_complaint_event(resa):
    where = "has(source = calls) and has(source = complaints)"
    return resa("show", "channels", "--where", where, "--json").json["base"]["customers"]


def date_range(resa):
    (row,) = resa.rows("query", "SELECT min(time) f, max(time) t FROM interactions WHERE source = 'complaints'")
    return [row["f"].replace("T", " "), row["t"].replace("T", " ")]


def call_service_seconds(resa):
    sql = f"SELECT avg({SERVICE_SECONDS}) AS mean, median({SERVICE_SECONDS}) AS median FROM interactions c"
    (row,) = resa.rows("query", f"{sql} WHERE source = 'calls'")
    return row


def reviews(resa):
    (stars,) = [row for row in resa.rows("show", "kpis") if row["kpi"] == "stars_mean"]
    products = [row for row in resa.rows("show", "kpis", "--by", "touchpoint") if row["kpi"] == "stars_mean"]
    return {
        "n": stars["n"],
        "stars": resa.pairs("SELECT score::INTEGER, count(*) FROM answers WHERE metric = 'stars' GROUP BY ALL"),
        "mean": stars["value"],
        "by_product": {row["touchpoint"]: {"size": row["n"], "mean": row["value"]} for row in products},
    }


def channel_transitions(resa):
    rows = resa.rows("show", "transitions", "--where", "source = complaints")
    return {f"{row['from']} -> {row['to']}": row["count"] for row in rows}


SHOWN = {
    "clients_with_any_touchpoint": clients_with_any_touchpoint,
    "clients_with_call_and_complaint_event": clients_with_call_and_complaint_event,
    "date_range": date_range,
    "call_service_seconds": call_service_seconds,
    "reviews": reviews,
    "channel_transitions (client, date_received, complaint_id)": channel_transitions,
}


FILES = {
    "bank_complaints": "bank_multichannel/crm_events.csv",
    "bank_calls": "bank_multichannel/crm_call_center_logs.csv",
    "bank_clients": "bank_multichannel/completedclient.csv",
    "bank_reviews": "bank_multichannel/crm_reviews.csv",
    "bank_districts": "bank_multichannel/completeddistrict.csv",
}


@pytest.fixture(scope="session")
def bank(shared):
    return shared.filled("bank", FILES)


@pytest.mark.parametrize("figure", SINGLE)
def test_single_figures_are_as_expected(figure, bank, shared) -> None:
    shared.check(EXPECTED, figure, bank.one(SINGLE[figure]))


@pytest.mark.parametrize("figure", GROUPED)
def test_groups_are_as_expected(figure, bank, shared) -> None:
    shared.check(EXPECTED, figure, bank.pairs(GROUPED[figure]))


@pytest.mark.parametrize("figure", SHOWN)
def test_what_is_shown_is_as_expected(figure, bank, shared) -> None:
    shared.check(EXPECTED, figure, SHOWN[figure](bank))


def test_no_expected_figure_is_left_out(shared) -> None:
    assert {*SINGLE, *GROUPED, *SHOWN} == set(shared.expected(EXPECTED))


def test_nothing_contradicts_and_every_call_found_its_client(bank) -> None:
    assert bank.rows("identity", "conflicts") == []
    assert all(row["holds"] for row in bank.rows("check"))


def test_one_command_over_the_folder_gives_the_same_figures_as_file_by_file(bank, resa, shared) -> None:
    kept = resa.workspace / "sources"
    kept.mkdir(parents=True)
    for name in FILES:
        shutil.copy(shared.specs / f"{name}.yaml", kept)
    resa("import", shared.folder / "bank_multichannel" / "c*.csv")

    assert {row["source"]: row["stored"] for row in resa.rows("sources")} == {
        row["source"]: row["stored"] for row in bank.rows("sources")
    }
    for what in ("channels", "transitions", "variants", "stages", "kpis"):
        assert resa.rows("show", what) == bank.rows("show", what)
    assert set(resa.pairs("SELECT customer, interactions FROM customers").items()) == set(
        bank.pairs("SELECT customer, interactions FROM customers").items()
    )


def test_every_way_of_counting_agrees(bank) -> None:
    agree(bank.workspace)
