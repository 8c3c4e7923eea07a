"""The identity figures of a bank whose master, complaints and calls were stitched by somebody else."""

import json
import os
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from resa.collect.identity.book import IdentityBook
from resa.collect.identity.evidence import UNTIMED
from resa.collect.identity.resolve import resolve

pytestmark = pytest.mark.data


def folder() -> Path:
    place = os.environ.get("RESA_TEST_DATA")
    if not place or not (Path(place) / "bank_multichannel").is_dir():
        pytest.skip("RESA_TEST_DATA names no folder with bank_multichannel")
    return Path(place) / "bank_multichannel"


def texts(column: pd.Series) -> pa.Array:
    return pa.array([text or None for text in column], pa.string())


def instants(column: pd.Series, pattern: str) -> np.ndarray:
    return pd.to_datetime(column, format=pattern).to_numpy().astype("datetime64[us]").astype(np.int64)


def test_customers_of_complaints_and_calls_are_those_that_the_bank_expects() -> None:
    place = folder()
    expected = json.loads((place / "expected.json").read_text())
    master, events, calls = (
        pd.read_csv(place / f"{name}.csv", dtype=str, keep_default_na=False)
        for name in ("completedclient", "crm_events", "crm_call_center_logs")
    )
    book = IdentityBook()
    book.subjects(
        [(kind, texts(master[name])) for kind, name in (("customer_number", "client_id"), ("phone", "phone"))],
        times_us=np.full(len(master), UNTIMED),
        source="master",
    )
    events["client"] = [f"C{int(number):08d}" for number in events["client_id"]]
    event_subjects = book.subjects(
        [("customer_number", texts(events["client"])), ("ticket", texts(events["complaint_id"]))],
        times_us=instants(events["date_received"], "%d-%m-%Y"),
        source="events",
    )
    call_times = instants(calls["Date_received"], "%Y-%m-%d")
    call_subjects = book.subjects(
        [
            ("customer_number", texts(calls["rand_client"])),
            ("ticket", texts(calls["Complaint_ID"])),
            ("phone", texts(calls["phonefinal"])),
        ],
        times_us=call_times,
        source="calls",
    )
    found = resolve(book)
    numbers = {
        row["customer"]: row["text"]
        for row in found.tables["identifiers"].to_pylist()
        if row["namespace"] == "customer_number"
    }
    of_calls = [numbers.get(int(one)) for one in found.resolve(call_subjects, time=call_times)]
    of_events = [numbers.get(int(one)) for one in found.customer[event_subjects]]
    phones = found.tables["links"].to_pandas().query("b.str.startswith('phone:')").set_index("b")["rule"]
    is_anonymous = (calls["rand_client"] == "").to_numpy()
    rules = phones.reindex("phone:" + calls["phonefinal"][is_anonymous]).value_counts()

    assert len(numbers) == expected["clients"]
    assert sum(one is not None for one in of_calls) == expected["calls_resolved_total"]
    assert int(is_anonymous.sum()) == expected["anonymous_calls"]
    assert rules["same_record"] == expected["anonymous_resolved_by_master_phone"]
    assert rules["learned"] == expected["anonymous_resolved_by_learned_phone"]
    assert (phones == "learned").sum() == expected["alternative_phones_learned"]
    assert of_events == events["client"].tolist()
    assert len(set(of_events) | set(of_calls)) == expected["clients_with_any_touchpoint"]
    assert len(set(of_events) & set(of_calls)) == expected["clients_with_call_and_complaint_event"]
    known = [(one, other) for one, other in zip(of_calls, calls["rand_client"], strict=True) if other]
    assert sum(one == other for one, other in known) == expected["client_id_agrees_with_event_client"]
    assert found.tables["conflicts"].num_rows == expected["client_id_disagrees"]
