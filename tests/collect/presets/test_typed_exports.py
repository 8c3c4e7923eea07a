"""The same export as Parquet, with nested columns of its own types, is known and yields the same."""

import json
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from resa.collect.draft import Circumstances
from resa.collect.intake import check_columns
from resa.collect.judge import judge
from resa.collect.proposing.known import PRESET
from resa.collect.proposing.proposal import propose
from resa.collect.sources.files import file_sources

SAMPLE = Path(__file__).parent / "ga4_events/sample.jsonl"


def test_events_of_bigquery_as_parquet(tmp_path: Path) -> None:
    rows = [json.loads(line) for line in SAMPLE.read_text(encoding="utf-8").splitlines()]
    typed = [row | {"event_timestamp": int(row["event_timestamp"])} for row in rows]
    for pair in (pair for row in rows for pair in row["event_params"] if "int_value" in pair["value"]):
        pair["value"]["int_value"] = int(pair["value"]["int_value"])
    path = tmp_path / "events.parquet"
    pq.write_table(pa.Table.from_pylist(typed, schema=_schema()), path)
    source = file_sources([path]).sources[0]
    (batch,) = islice(source.batches(), 1)
    proposal = propose(source.name, source.format, [batch])
    assert [one.choice for one in proposal.reasons if one.field == PRESET] == ["Google Analytics 4: events in BigQuery"]
    check_columns(proposal.spec, batch.rows.column_names, where=path.name)
    judged = judge(batch, proposal.spec, circumstances=Circumstances(datetime(2026, 11, 1, tzinfo=UTC)))
    assert judged.rejected.num_rows == 0
    told = judged.yielded["interactions"].to_pylist()
    assert [(one["name"], one["topic"]) for one in told] == [
        ("organic search", "google"),
        ("page_view", "Vinterjackor"),
        ("add_to_cart", "Jacka Fjäll"),
        ("purchase", "Tack"),
    ]
    assert (told[3]["money_minor"], told[3]["currency"], told[3]["order_id"]) == (149950, "SEK", "T-1")


def _schema() -> pa.Schema:
    told = pa.struct({"string_value": pa.string(), "int_value": pa.int64(), "double_value": pa.float64()})
    return pa.schema(
        {
            "event_date": pa.string(),
            "event_timestamp": pa.int64(),
            "event_name": pa.string(),
            "event_params": pa.list_(pa.struct({"key": pa.string(), "value": told})),
            "user_pseudo_id": pa.string(),
            "user_id": pa.string(),
            "platform": pa.string(),
            "device": pa.struct({"category": pa.string(), "language": pa.string()}),
            "ecommerce": pa.struct({"transaction_id": pa.string(), "purchase_revenue": pa.float64()}),
        }
    )
