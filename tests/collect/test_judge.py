"""Judging: small tables whose yield can be read off, and every fault of a record told."""

from datetime import UTC, datetime

import numpy as np
import pyarrow as pa

from resa.collect.draft import Circumstances
from resa.collect.judge import Judged, judge
from resa.collect.once import Once
from resa.collect.readers.raw import DamagedRecord, RawBatch
from resa.collect.specfile import spec_from_yaml

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def judged(
    spec: str, *, once: Once | None = None, references: dict[str, pa.Table] | None = None, **columns: list
) -> Judged:
    rows = pa.table(columns)
    circumstances = Circumstances(NOW, references=references or {})
    batch = RawBatch(rows, np.arange(rows.num_rows))
    return judge(batch, spec_from_yaml(spec), circumstances=circumstances, once=once, where="f.csv")


WEB = """
source: web
time: at
identifiers: [{column: user, namespace: login}]
interactions: [{name: event, channel: {constant: web}}]
"""


def test_a_plain_record_yields_an_interaction() -> None:
    found = judged(WEB, user=["u1"], event=["cart"], at=["2026-01-02 03:04:05"], city=["Malmö"])
    row = found.yielded["interactions"].to_pylist()[0]
    assert (row["name"], row["channel"], row["time"]) == ("cart", "web", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
    assert row["properties"] == [("city", "Malmö")]
    assert found.identifiers[0][1].to_pylist() == ["u1"]
    assert found.rejected.num_rows == 0


def test_what_passed_since_a_time_is_added() -> None:
    spec = WEB.replace("time: at", "time: {columns: at, plus: {column: since, format: milliseconds}}")
    found = judged(
        spec,
        user=["u1"] * 4,
        event=["a", "b", "c", "d"],
        at=["2026-01-02 03:04:05"] * 3 + [""],
        since=["1500", "soon", "", "3"],
    )
    (row,) = found.yielded["interactions"].to_pylist()
    assert row["time"] == datetime(2026, 1, 2, 3, 4, 6, 500_000, tzinfo=UTC)
    told = [(one["record"], one["reason"], one["field"], one["found"]) for one in found.rejected.to_pylist()]
    assert told == [
        (1, "time_unreadable", "at + since", "2026-01-02 03:04:05 + soon"),
        (2, "time_missing", "at + since", ""),
        (3, "time_missing", "at + since", ""),
    ]


def test_every_fault_of_a_record_is_told_and_it_yields_nothing() -> None:
    spec = WEB + "  \nanswers: [{column: stars, question: s, metric: stars, low: 1, high: 5}]\n"
    spec = spec.replace("{constant: web}}", "{constant: web}, money: {column: paid, currency: {constant: SEK}}}")
    found = judged(
        spec,
        user=["u1", "u2"],
        event=["a", "b"],
        at=["2026-31-01", "2026-01-01"],
        paid=["abc", "12"],
        stars=["7", "4"],
    )
    told = {(one["record"], one["reason"], one["field"], one["found"]) for one in found.rejected.to_pylist()}
    assert told == {
        (0, "time_unreadable", "at", "2026-31-01"),
        (0, "number_unreadable", "paid", "abc"),
        (0, "score_off_scale", "stars", "7"),
    }
    assert found.yielded["interactions"]["record"].to_pylist() == [1]
    assert found.identifiers[0][1].to_pylist() == [None, "u2"]
    sentence = found.rejected.to_pylist()[0]["sentence"]
    assert all(part in sentence for part in ("expected a time like", "got '2026-31-01'", "f.csv", "mend"))


def test_amounts_that_nobody_pays_are_rejected_and_stop_no_sum() -> None:
    spec = WEB.replace("constant: web}}", "constant: web}, money: {column: paid, currency: {constant: SEK}}}")
    paid = ["900000000000000", "1e30", "-2e17", "1e9", "12.50"]
    found = judged(spec, user=list("abcde"), event=["pay"] * 5, at=["2026-01-02 03:04:05"] * 5, paid=paid)
    assert found.rejected["reason"].to_pylist() == ["number_unreadable"] * 3
    assert found.yielded["interactions"]["money_minor"].to_pylist() == [10**11, 1250]


def test_s31_times_of_clocks_that_are_off() -> None:
    told = ["2026-05-01 10:00:00", "1970-01-01 00:00:00", "2031-01-01 00:00:00", "2026-06-01 12:00:00"]
    user, event = ["u"] * 4, ["a"] * 4
    without = judged(WEB, user=user, event=event, at=told)
    assert [one["record"] for one in without.rejected.to_pylist()] == [1, 2]
    received = ["2026-05-01 10:00:01", "2026-05-02 08:00:00", "2026-05-03 08:00:00", "2026-05-31 23:00:00"]
    corrected = judged(WEB + "received: got\n", user=user, event=event, at=told, got=received)
    assert corrected.rejected.num_rows == 0
    assert [f"{time:%m-%d}" for time in corrected.yielded["interactions"]["time"].to_pylist()] == [
        "05-01",
        "05-02",
        "05-03",
        "06-01",
    ]
    assert "2 times came from clocks" in corrected.notes[0]


def test_one_row_yields_several_interactions_at_their_own_times() -> None:
    spec = """
source: sends
time: sent
interactions:
- {name: {constant: sent}, channel: kanal, time: sent}
- {name: {constant: opened}, channel: kanal, time: opened, wait: {start: sent, end: opened}}
"""
    found = judged(
        spec, kanal=["SMS", "email"], sent=["2026-01-01 10:00", "2026-01-01 11:00"], opened=["", "2026-01-01 11:01"]
    )
    table = found.yielded["interactions"].to_pylist()
    assert [(one["record"], one["part"], one["name"], one["channel"]) for one in table] == [
        (0, 0, "sent", "sms"),
        (1, 0, "sent", "email"),
        (1, 1, "opened", "email"),
    ]
    assert table[2]["wait_seconds"] == 60.0


ORDERS = """
source: till
time: at
identifiers: [{column: card, namespace: loyalty}]
interactions:
- {name: {constant: order}, channel: {constant: store}, once_per: [no], order_id: no, when: [{column: qty, above: 0}]}
orders:
  order_id: no
  status: [{status: cancelled, when: {column: no, starts_with: C}}]
  lines: {product: sku, quantity: qty, price: {column: price, currency: {constant: SEK}, decimal: ','}}
"""


def test_lines_yield_one_order_across_batches() -> None:
    once = Once()
    first = judged(
        ORDERS, once=once, no=["1", "1", "C2"], card=["", "k", "k"], at=["2026-01-01"] * 3, sku=["a", "b", "a"],
        qty=["2", "1", "-1"], price=["9,95", "5,00", "9,95"],
    )  # fmt: skip
    assert first.yielded["orders"]["order_id"].to_pylist() == ["1", "C2"]
    assert first.yielded["orders"]["status"].to_pylist() == ["placed", "cancelled"]
    assert first.yielded["lines"]["money_minor"].to_pylist() == [1990, 500, -995]
    assert first.yielded["interactions"]["order_id"].to_pylist() == ["1"]
    second = judged(ORDERS, once=once, no=["1"], card=["k"], at=["2026-01-01"], sku=["c"], qty=["1"], price=["1,00"])
    assert set(second.yielded) == {"lines"}


def test_s34_codes_for_no_answer_are_kept_as_no_answer() -> None:
    spec = """
source: survey
answers:
- {column: nps, question: recommend, metric: nps, low: 0, high: 10, not_answers: ['11', blank]}
"""
    found = judged(spec, nps=["10", "11", "Blank ", "", "0"])
    table = found.yielded["answers"]
    assert table["is_answer"].to_pylist() == [True, False, False, False, True]
    assert table["score"].to_pylist() == [10.0, None, None, None, 0.0]
    assert table["code"].to_pylist() == ["10", "11", "Blank", None, "0"]
    assert found.rejected.num_rows == 0


def test_profiles_and_consents() -> None:
    spec = """
source: register
identifiers: [{column: id, namespace: customer_number}]
profile: {columns: {land: country}}
consents: [{column: sms ok, channel: {constant: sms}}]
"""
    columns = {"id": ["1", "2", "1"], "land": ["SE", "", "SE"], "sms ok": ["Ja", "", "nej"]}
    found = judged(spec, **columns)
    assert found.yielded["profiles"]["record"].to_pylist() == [0]  # said once, however often it is repeated
    assert [(one["record"], one["is_granted"]) for one in found.yielded["consents"].to_pylist()] == [
        (0, True),
        (2, False),
    ]


def test_lookups_join_columns_by_key() -> None:
    spec = """
source: campaigns
time: start
lookups: [{file: c.csv, on: {campaign: id}, columns: {begins: start, kind: kind}}]
interactions: [{name: kind, channel: {constant: mail}}]
"""
    reference = pa.table(
        {"id": ["7", "8", "7"], "begins": ["2026-01-01", "2026-02-01", "2026-03-01"], "kind": ["A", "B", "X"]}
    )
    found = judged(spec, campaign=["8", "7", "9"], references={"c.csv": reference})
    assert found.yielded["interactions"]["name"].to_pylist() == ["B", "A"]
    assert found.rejected["reason"].to_pylist() == ["time_missing"]


def test_s36_garbled_letters_are_repaired_where_certain() -> None:
    found = judged(WEB, user=["u1", "u2"], event=["KÃ¶p", "K?p"], at=["2026-01-01"] * 2)
    assert found.yielded["interactions"]["name"].to_pylist() == ["Köp", "K?p"]
    assert "'KÃ¶p' to 'Köp'" in found.notes[0]


def test_damaged_records_are_rejected_behind_the_rows() -> None:
    batch = RawBatch(
        pa.table({"user": ["u"], "event": ["a"], "at": ["2026-01-01"]}),
        np.array([0]),
        (DamagedRecord(1, 3, "ragged", "expected 3 fields, got 2", "x;y"),),
    )
    found = judge(batch, spec_from_yaml(WEB), circumstances=Circumstances(NOW))
    assert [(one["record"], one["reason"]) for one in found.rejected.to_pylist()] == [(1, "ragged")]


def test_s29_sequence_pads_numbers() -> None:
    found = judged(WEB + "sequence: [step]\n", user=["u"] * 2, event=["a"] * 2, at=["2026-01-01"] * 2, step=["10", "9"])
    ten, nine = found.yielded["interactions"]["sequence"].to_pylist()
    assert nine < ten


def test_offsets_come_from_the_text_or_a_column() -> None:
    found = judged(WEB, user=["u"], event=["a"], at=["2026-01-01T00:00:00+02:00"])
    assert found.yielded["interactions"]["offset_minutes"].to_pylist() == [120]
    spec = WEB + "offset: tz\n"
    found = judged(spec, user=["u"] * 3, event=["a"] * 3, at=["2026-01-01"] * 3, tz=["-03:30", "60", None])
    assert found.yielded["interactions"]["offset_minutes"].to_pylist() == [-210, 60, None]
