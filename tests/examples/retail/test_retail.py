"""The files themselves, read back by plain readers, held against the truth that lies beside them."""

import csv
import gzip
import json
import statistics
import time
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

from resa.examples.retail import SOURCES, Retail, write

CUSTOMERS = 3000
Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def retail(tmp_path_factory: pytest.TempPathFactory) -> Retail:
    return write(tmp_path_factory.mktemp("retail"), customers=CUSTOMERS)


@pytest.fixture(scope="module")
def truth(retail: Retail) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(retail.truth.read_text())
    return document


def table(path: Path, *, delimiter: str = ",", encoding: str = "utf-8") -> Rows:
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return list(csv.DictReader(content.decode(encoding).splitlines(), delimiter=delimiter))


def json_lines(path: Path) -> Rows:
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in content.decode().splitlines()]


def rows(retail: Retail, source: str) -> Rows:
    path = retail.files[source]
    if path.suffix == ".xlsx":
        header, *cells = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
        return [dict(zip(header, row, strict=True)) for row in cells]
    if path.suffix == ".parquet":
        return pq.read_table(path).to_pylist()
    if ".jsonl" in path.name:
        return json_lines(path)
    if path.suffix == ".json":
        return json.loads(path.read_text())["tickets"]
    delimiter = ";" if source in ("receipts", "register", "calls", "fair") else ","
    encoding = {"receipts": "cp1252", "register": "utf-8-sig"}.get(source, "utf-8")
    return table(path, delimiter=delimiter, encoding=encoding)


@pytest.mark.parametrize("source", SOURCES)
def test_every_file_holds_as_many_records_as_the_truth_says(source: str, retail: Retail, truth: dict[str, Any]) -> None:
    account = truth["files"][retail.files[source].name]
    assert len(rows(retail, source)) == account["records"] == account["good"] + sum(account["bad"].values())


def test_same_arguments_same_bytes(tmp_path: Path) -> None:
    one, other = (write(tmp_path / name, customers=200, seed=5) for name in ("one", "other"))
    assert one.truth.read_bytes() == other.truth.read_bytes()
    for source in SOURCES:
        assert one.files[source].read_bytes() == other.files[source].read_bytes(), source


def test_another_seed_is_another_year(tmp_path: Path) -> None:
    one, other = (write(tmp_path / str(seed), customers=200, seed=seed) for seed in (5, 6))
    assert one.files["orders"].read_bytes() != other.files["orders"].read_bytes()


def test_leaving_out_files_changes_none_of_the_others(tmp_path: Path) -> None:
    whole = write(tmp_path / "whole", customers=200)
    part = write(tmp_path / "part", customers=200, only_sources=["surveys", "chats"])
    assert sorted(path.name for path in part.exports.iterdir()) == ["chattar.jsonl", "enkatsvar.csv"]
    assert part.files["surveys"].read_bytes() == whole.files["surveys"].read_bytes()
    assert part.files["chats"].read_bytes() == whole.files["chats"].read_bytes()


def test_a_small_retailer_takes_a_moment(tmp_path: Path) -> None:
    began = time.process_time()
    write(tmp_path, customers=300)
    assert time.process_time() - began < 3


def test_unknown_sources_and_sizes_are_refused_with_what_was_expected(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"expected sources out of web, app.* got fax"):
        write(tmp_path, customers=300, only_sources=["fax"])
    with pytest.raises(ValueError, match="expected 50 to 1000000 customers, got 3"):
        write(tmp_path, customers=3)


def test_the_truth_lies_outside_the_folder_to_import(retail: Retail) -> None:
    assert retail.truth.parent == retail.exports.parent
    assert set(retail.exports.iterdir()) == set(retail.files.values())


def test_bad_rows_are_exactly_the_planted_ones(retail: Retail, truth: dict[str, Any]) -> None:
    for source, column, form in (("calls", "Starttid", "%d-%m-%Y %H:%M"), ("surveys", "besvarad", "%Y-%m-%d %H:%M")):
        short = [row for row in rows(retail, source) if None in row.values()]
        whole = [row for row in rows(retail, source) if None not in row.values()]
        bad = truth["files"][retail.files[source].name]["bad"]
        assert len(short) == bad["wrong number of columns"]
        assert sum(not is_date(row[column], form=form) for row in whole) == bad["unreadable date"]
    nobody = [row for row in rows(retail, "surveys") if not (row["kundnummer"] or row["ordernummer"] or row["epost"])]
    assert len(nobody) == truth["files"]["enkatsvar.csv"]["bad"]["no identifier"]


def is_date(text: str, *, form: str) -> bool:
    try:
        return bool(datetime.strptime(text, form))  # noqa: DTZ007 - local time without a zone, as the system writes it
    except ValueError:
        return False


def test_damaged_letters_are_counted_and_can_be_repaired(retail: Retail, truth: dict[str, Any]) -> None:
    damaged = [row for row in rows(retail, "fair") if "Ã" in "".join(row.values())]
    assert len(damaged) == truth["files"]["massa.csv"]["damaged_letters"] > 0
    assert damaged[0]["Messe"].encode("cp1252").decode() in ("Friluftsmässan Göteborg", "Outdoor Days København")


def test_orders_add_up(retail: Retail, truth: dict[str, Any]) -> None:
    orders, lines = rows(retail, "orders"), rows(retail, "order_lines")
    amounts: Counter[str] = Counter()
    for order in orders:
        amounts[order["valuta"]] += round(float(order["belopp"]))
    assert dict(amounts) == truth["orders"]["amount"]
    assert sum(order["returnerad"] != "" for order in orders) == truth["orders"]["returned"]
    by_order: Counter[str] = Counter()
    for line in lines:
        by_order[line["ordernummer"]] += int(line["antal"]) * round(float(line["pris"]))
    assert {order["ordernummer"]: round(float(order["belopp"])) for order in orders} == dict(by_order)


def test_what_happens_to_an_order_happens_in_order(retail: Retail) -> None:
    for order in rows(retail, "orders"):
        times = [order[column] for column in ("lagd", "skickad", "levererad", "returnerad") if order[column]]
        assert times == sorted(times)


def test_everything_lies_within_the_year(retail: Retail) -> None:
    days = {row["event_time"][:10] for row in rows(retail, "web")}
    assert min(days) == "2025-11-01"
    assert max(days) == "2026-10-31"


def test_another_last_day_moves_the_year(tmp_path: Path) -> None:
    moved = write(tmp_path, customers=200, until=date(2025, 6, 30), only_sources=["orders"])
    days = [row["lagd"][:10] for row in rows(moved, "orders")]
    assert min(days) >= "2024-06-30"
    assert max(days) <= "2025-06-30"


def test_net_promoter_score_is_the_one_in_the_answers(retail: Retail, truth: dict[str, Any]) -> None:
    answers = [
        row for row in rows(retail, "surveys") if row["språk"] and is_date(row["besvarad"], form="%Y-%m-%d %H:%M")
    ]
    answers = [row for row in answers if row["kundnummer"] or row["ordernummer"] or row["epost"]]
    given = [int(row["nps"]) for row in answers if row["nps"] and int(row["nps"]) <= 10]
    promoters, detractors = sum(score >= 9 for score in given), sum(score <= 6 for score in given)
    assert round(100 * (promoters - detractors) / len(given), 2) == truth["scores"]["all"]["nps"]
    assert sum(row["nps"] == "11" for row in answers) == truth["scores"]["all"]["nps_dont_know"] > 0
    rated = [int(row["csat"]) for row in answers if 1 <= int(row["csat"]) <= 5]
    assert round(statistics.mean(rated), 4) == truth["scores"]["all"]["csat_mean"]


def test_messages_add_up_by_channel(retail: Retail, truth: dict[str, Any]) -> None:
    sends = rows(retail, "sends")
    for channel, counts in truth["messages"].items():
        own = [row for row in sends if row["kanal"] == channel]
        assert len(own) == counts["sent"]
        assert sum(row["avregistrerad"] is not None for row in own) == counts["unsubscribed"]
        assert sum(row["öppnad"] is not None or row["läst"] is not None for row in own) == counts["opened"]


def test_nobody_gets_offers_on_a_channel_after_leaving_it(retail: Retail) -> None:
    left: dict[tuple[str, str], datetime] = {}
    for row in rows(retail, "sends"):
        key = (row["kanal"], row["telefon"] or row["epost"])
        assert not (row["syfte"] == "marketing" and key in left), row
        if row["avregistrerad"]:
            left[key] = row["avregistrerad"]


def test_a_repair_is_booked_when_it_is_handed_in(retail: Retail) -> None:
    bookings = rows(retail, "workshop")
    handed_in = sorted(row["Tidpunkt"] for row in rows(retail, "receipts") if row["Händelse"] == "Verkstad")
    assert sorted(row["Inlämnad"].strftime("%Y-%m-%d %H:%M") for row in bookings) == handed_in
    assert all(row["Klar"] == "" or row["Klar"] > row["Inlämnad"] for row in bookings)


def test_twelve_channels_and_more_are_used(truth: dict[str, Any]) -> None:
    used = {name for name, counts in truth["channels"].items() if counts["rows"] > 0}
    digital = {"web", "app", "search", "ads", "social", "email", "sms", "whatsapp", "rcs", "viber", "chat", "phone"}
    assert used == digital | {"store", "event", "review", "survey"}


def test_planted_pains_show_in_the_files(retail: Retail, truth: dict[str, Any]) -> None:
    calls = [
        row for row in rows(retail, "calls") if is_date(row["Starttid"] or "", form="%d-%m-%Y %H:%M") and row["Land"]
    ]
    calls = [row for row in calls if row["Resultat"] is not None]
    monday = [int(row["Kötid (s)"]) for row in calls if is_monday(row["Starttid"])]
    planted = truth["pains"]["phone queue on Mondays"]
    assert statistics.median(monday) == planted["median_queue_seconds"] > 3 * planted["median_queue_seconds_other_days"]
    steps = Counter((row["device"], row["event_name"]) for row in rows(retail, "web"))
    for device in ("desktop", "mobile"):
        checkout = truth["pains"]["delivery price late on mobile"][device]
        assert steps[(device, "checkout delivery")] == checkout["delivery"]
        assert steps[(device, "checkout payment")] == checkout["payment"]


def is_monday(text: str) -> bool:
    return date(int(text[6:10]), int(text[3:5]), int(text[:2])).weekday() == 0


@pytest.fixture(scope="module")
def whole_truth(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The truth at the size of the demo; files are left out, which changes nothing in it but their account."""
    written = write(tmp_path_factory.mktemp("whole"), only_sources=[])
    document: dict[str, Any] = json.loads(written.truth.read_text())
    return document


def test_the_demo_names_twenty_thousand_people(whole_truth: dict[str, Any]) -> None:
    assert len(whole_truth["people"]) == 20_000


def test_planted_pains_are_large_enough_to_be_found(whole_truth: dict[str, Any]) -> None:
    truth, pains = whole_truth, whole_truth["pains"]
    late = pains["late parcels in Norway in autumn"]
    assert late["median_days"] > 1.8 * late["median_days_elsewhere"]
    assert late["nps_score_mean"] < late["nps_score_mean_otherwise"] - 1.5
    assert late["asked_by_chat_then_phone_then_email"] > 10
    queue = pains["phone queue on Mondays"]
    assert queue["nps_score_mean"] < queue["nps_score_mean_other_days"]
    checkout = pains["delivery price late on mobile"]
    assert checkout["mobile"]["share"] < checkout["desktop"]["share"] - 0.2
    size = pains["misleading size guide"]
    assert size["returned_for_size_share"] > 5 * size["returned_for_size_share_otherwise"]
    texts = pains["too many texts in March"]
    assert texts["unsubscribed"] / texts["sent"] > 4 * texts["unsubscribed_other_months"] / texts["sent_other_months"]
    assert pains["unanswered complaints"]["replied_share"] < 0.3
    assert truth["scores"]["repair workshop"]["nps"] > truth["scores"]["all"]["nps"] + 20
    fitting = truth["delights"]["help with fitting"]
    assert fitting["nps_score_mean"] > fitting["nps_score_mean_otherwise"] + 0.5


def test_fewer_people_reach_each_later_stage(truth: dict[str, Any]) -> None:
    reached = [stage["people"] for stage in truth["stages"].values()]
    assert reached == sorted(reached, reverse=True)
    assert 0 < reached[-1] < reached[0] / 2


def test_identifiers_in_the_files_belong_to_the_people_of_the_truth(retail: Retail, truth: dict[str, Any]) -> None:
    cookie_of = {cookie: person["person"] for person in truth["people"] for cookie in person["cookies"]}
    people_of: dict[str, set[int]] = {}
    for person in truth["people"]:
        for email in person["emails"]:
            people_of.setdefault(email, set()).add(person["person"])
    tablet = truth["special_cases"]["shared_tablet"]
    logins = set()
    for row in rows(retail, "web"):
        if row["client_id"] == tablet["cookie"]:
            logins |= people_of[row["login_email"]]
        else:
            assert not row["login_email"] or cookie_of[row["client_id"]] in people_of[row["login_email"]]
    assert set(tablet["people"]) <= logins
    number_of = {person["customer_number"]: person for person in truth["people"] if person["customer_number"]}
    for row in rows(retail, "register"):
        assert row["E-mail"] in number_of[row["Kundenummer"]]["emails"]
        assert row["Medlemsnummer"] == (number_of[row["Kundenummer"]]["loyalty"] or "")


def test_consents_in_the_register_are_those_left_at_the_end(retail: Retail) -> None:
    left = {row["kundnummer"] for row in rows(retail, "sends") if row["kanal"] == "sms" and row["avregistrerad"]}
    consent = {row["Kundenummer"]: row["Samtykke SMS"] for row in rows(retail, "register")}
    assert left - {None}
    assert {consent[number] for number in left - {None}} == {"Nej"}
