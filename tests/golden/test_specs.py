"""The specs of the shared data sets, judged on the real files; figures from each set's own `expected.json`."""

import json
import os
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from resa.collect.draft import Circumstances
from resa.collect.identity.book import IdentityBook
from resa.collect.intake import Intake, Piece
from resa.collect.lookup import reference_table
from resa.collect.sources.files import FileSource, file_sources
from resa.collect.specfile import read_spec
from resa.model.intake import SourceReport
from resa.store.batch import Batch

DATA = Path(os.environ.get("RESA_TEST_DATA", "nowhere"))
SPECS = Path(__file__).parent.parent / "data_specs"
pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(not DATA.is_dir(), reason="RESA_TEST_DATA names no folder with the shared data sets"),
]


class Shelf:
    """A log in memory."""

    def __init__(self) -> None:
        self.batches: list[Batch] = []

    def append(self, batch: Batch) -> None:
        self.batches.append(batch)

    def known_keys(self, source: str) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        for batch in self.batches:
            yield batch.records["_key_high"].to_numpy(), batch.records["_key_low"].to_numpy()

    def erased_keys(self, source: str) -> tuple[np.ndarray, np.ndarray]:
        return np.empty(0, np.uint64), np.empty(0, np.uint64)

    def table(self, kind: str) -> pa.Table:
        return pa.concat_tables([one.yielded[kind] for one in self.batches if kind in one.yielded]).unify_dictionaries()


def taken(folder: str, name: str) -> tuple[SourceReport, Shelf]:
    spec = read_spec(SPECS / f"{name}.yaml")
    references = {look.file: reference_table(_source(folder, look.file).batches()) for look in spec.lookups}
    shelf = Shelf()
    intake = Intake(spec, shelf, IdentityBook(), Circumstances(datetime(2026, 6, 1, tzinfo=UTC), references=references))
    source = _source(folder, str(spec.files))
    return intake.take(Piece(batch, source.name) for batch in source.batches()), shelf


def _source(folder: str, file: str) -> FileSource:
    return file_sources(DATA / folder / file).sources[0]


def expected(folder: str, file: str = "expected.json") -> dict:
    return json.loads((DATA / folder / file).read_text())


def counted(table: pa.Table, column: str) -> dict[str, int]:
    return dict(Counter(table[column].to_pylist()))


def property_of(table: pa.Table, name: str) -> list[str | None]:
    return [dict(one or ()).get(name) for one in table["properties"].to_pylist()]


def test_bank() -> None:
    told = expected("bank_multichannel")
    report, shelf = taken("bank_multichannel", "bank_complaints")
    events = shelf.table("interactions")
    assert report.counts.stored == told["events"]
    assert counted(events, "name") == told["submitted_via"]
    assert dict(Counter(property_of(events, "timely_response"))) == told["timely_response"]
    assert f"{report.period.start:%Y-%m-%d}" == told["date_range"][0][:10]
    assert f"{report.notes[0]}".startswith(f"{told['negative_days']} waits")
    report, shelf = taken("bank_multichannel", "bank_calls")
    calls = shelf.table("interactions")
    assert report.counts.stored == told["calls"]
    assert pc.count(calls["matter"]).as_py() == told["calls_with_complaint_id"]
    outcomes = counted(calls, "outcome")
    assert {outcome or "NaN": n for outcome, n in outcomes.items()} == told["outcome"]
    assert taken("bank_multichannel", "bank_clients")[0].counts.yielded == {"profiles": told["clients"]}
    reviews = taken("bank_multichannel", "bank_reviews")[1].table("answers")
    assert pc.mean(reviews["score"]).as_py() == pytest.approx(told["reviews"]["mean"])


@pytest.mark.parametrize("name", ["helpdesk", "bpi2013_closed"])
def test_event_logs(name: str) -> None:
    told = expected("event_logs", f"{name}.expected.json")
    report, shelf = taken("event_logs", f"event_logs_{name}")
    table = shelf.table("interactions")
    assert report.counts.stored == told["events"]
    assert counted(table, "name") == told["activity_counts"]
    assert len(set(table["subject"].to_pylist())) == told["cases"]
    assert str(report.period.start) == told["min_ts"]


def test_receipt_channels() -> None:
    table = taken("event_logs", "event_logs_receipt")[1].table("interactions")
    assert counted(table, "channel") == {"web": 7478, "store": 657, "mail": 308, "email": 128, "other": 6}


def test_online_shop() -> None:
    told = expected("simple_onlineshop")
    report, shelf = taken("simple_onlineshop", "simple_onlineshop")
    assert report.counts.stored == told["rows"]
    assert len(set(shelf.table("interactions")["subject"].to_pylist())) == told["users"]


def test_marketing_funnel() -> None:
    told = expected("olist_marketing_funnel")
    report, shelf = taken("olist_marketing_funnel", "olist_leads")
    assert report.counts.stored == told["mql"]
    origins = Counter(property_of(shelf.table("interactions"), "origin"))
    assert {origin or "(missing)": n for origin, n in origins.items()} == {
        origin: one["leads"] for origin, one in told["by_origin"].items()
    }
    assert taken("olist_marketing_funnel", "olist_deals")[0].counts.stored == told["deals"]


def test_online_retail() -> None:
    told = expected("online_retail")
    report, shelf = taken("online_retail", "online_retail")
    lines, orders = shelf.table("lines"), shelf.table("orders")
    assert report.counts.stored == told["rows"]
    assert orders.num_rows == told["invoices"]
    assert counted(orders, "status")["cancelled"] == told["cancel_invoices"]
    assert pc.sum(lines["money_minor"]).as_py() == round(told["gross_sum_all_rows"] * 100)
    known = pc.and_(pc.greater(lines["quantity"], 0), pc.greater_equal(lines["subject"], 0))
    bought = lines.filter(pc.and_(known, pc.greater(lines["money_minor"], 0)))
    assert pc.sum(bought["money_minor"]).as_py() == round(told["revenue"] * 100)
    assert len(set(lines["subject"].to_pylist()) - {-1}) == told["customers"]
    assert lines.filter(pc.less(lines["subject"], 0)).num_rows == told["rows_without_customer"]


def test_complete_journey() -> None:
    told = expected("completejourney")
    report, shelf = taken("completejourney", "completejourney_transactions")
    lines = shelf.table("lines")
    assert report.counts.yielded == {"interactions": told["baskets"], "orders": told["baskets"], "lines": told["rows"]}
    assert pc.sum(lines["money_minor"]).as_py() == round(told["sales"] * 100)
    by_department: Counter[str | None] = Counter()
    for department, minor in zip(property_of(lines, "department"), lines["money_minor"].to_pylist(), strict=True):
        by_department[department] += minor
    assert {name: minor / 100 for name, minor in by_department.most_common(5)} == told["top_departments"]
    touches = taken("completejourney", "completejourney_campaigns")[1].table("interactions")
    assert dict(Counter(property_of(touches, "campaign_type"))) == told["touches_by_type"]
    assert taken("completejourney", "completejourney_redemptions")[0].counts.stored == told["redemptions_rows"]


@pytest.mark.parametrize("year", ["2014", "2015", "2016", "2017"])
def test_airport_survey(year: str) -> None:
    told = expected("sfo_customer_survey")[year]
    report, shelf = taken("sfo_customer_survey", f"sfo_{year}")
    answers = shelf.table("answers")
    csat = answers.filter(pc.and_(pc.equal(answers["metric"], "csat"), answers["is_answer"]))
    assert report.counts.stored == told["rows"]
    assert csat.num_rows == told["csat_Q7ALL_valid"]
    assert round(pc.mean(csat["score"]).as_py(), 4) == told["mean"]
    if "nps" in told:
        nps = answers.filter(pc.and_(pc.equal(answers["metric"], "nps"), answers["is_answer"]))["score"]
        promoters, detractors = pc.sum(pc.greater_equal(nps, 9)).as_py(), pc.sum(pc.less_equal(nps, 6)).as_py()
        assert (len(nps), promoters, detractors) == tuple(
            told["nps"][key] for key in ("valid", "promoters", "detractors")
        )
        assert report.counts.stored - len(nps) == told["excluded_code_11_or_blank"]


def test_twitter_care() -> None:
    told = expected("twitter_care")
    report, shelf = taken("twitter_care", "twitter_care")
    table = shelf.table("interactions")
    assert report.counts.stored == told["utterances"]
    assert len(set(table["matter"].to_pylist())) == told["conversations"]
