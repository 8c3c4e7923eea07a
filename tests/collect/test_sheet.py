"""Columns of any type as trimmed texts, and the claims and origins that read them."""

from datetime import UTC, datetime

import numpy as np
import pyarrow as pa
import pytest

from resa.collect.draft import Circumstances
from resa.collect.intake import Piece
from resa.collect.judge import judge
from resa.collect.key import Keyring
from resa.collect.keyed import keyed
from resa.collect.readers.raw import RawBatch
from resa.collect.sheet import Sheet
from resa.collect.spec import Origin, When
from resa.collect.specfile import spec_from_yaml
from resa.collect.trimmed import as_texts

EVERYTHING = """
source: a
time: t
identifiers: [{column: u, namespace: login}]
interactions:
- {name: e, channel: {constant: web}, money: {column: m, currency: c}, score: {column: s, low: 0, high: 10}}
profile: {columns: [x]}
consents: [{column: x, channel: {constant: sms}}]
orders: {order_id: o, lines: {product: p, quantity: q, price: {column: m}}}
answers: [{column: s, question: q, metric: nps, low: 0, high: 10}]
"""


@pytest.mark.parametrize(
    "column",
    [
        pa.nulls(3),
        pa.array(["1", None, "2"]).dictionary_encode(),
        pa.array(["1", None, "2"], pa.large_string()),
        pa.array([True, False, None]),
        pa.array([[1], None, [2, 3]]),
        pa.array([b"1", None, b"\xff"], pa.binary()),
        pa.array([1.5, None, float("nan")]),
        pa.array([1, 2, 3], pa.time32("s")),
        pa.array([1, 2, 3], pa.duration("s")),
        pa.array([1, 2, None], pa.int16()).cast(pa.decimal128(20, 2)),
    ],
    ids=lambda column: str(column.type),
)
def test_any_type_anywhere_is_judged_without_a_crash(column: pa.Array) -> None:
    spec = spec_from_yaml(EVERYTHING)
    batch = RawBatch(pa.table(dict.fromkeys("tuemcsxopq", column)), np.arange(3))
    found = judge(batch, spec, circumstances=Circumstances(datetime(2026, 1, 1, tzinfo=UTC)))
    assert found.rejected.num_rows
    assert Keyring(spec).take(Piece(batch, "f")).is_fresh.all()


def test_texts() -> None:
    assert as_texts(pa.array([" a ", "", "NULL", "\\N", "null"])).to_pylist() == ["a", None, None, None, "null"]
    assert as_texts(pa.array([3.0, None])).to_pylist() == ["3", None]
    assert as_texts(pa.array([3.5, None])).to_pylist() == ["3.5", None]


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (When("a"), [True, False, True]),
        (When("a", is_filled=False), [False, True, False]),
        (When("a", one_of=("C1",)), [True, False, False]),
        (When("a", none_of=("C1",)), [False, True, True]),
        (When("a", starts_with="C"), [True, False, False]),
        (When("n", below=0), [True, False, False]),
        (When("n", above=0), [False, False, True]),
        (When("n", above=-3, below=0), [True, False, False]),
    ],
)
def test_claims(claim: When, expected: list[bool]) -> None:
    sheet = Sheet(pa.table({"a": ["C1", "", "x"], "n": ["-2", "", "1"]}))
    assert sheet.holds((claim,)).tolist() == expected


def test_origins() -> None:
    sheet = Sheet(pa.table({"a": ["Web", "", "Fax"], "b": ["1", "2", None]}))
    words = (("Web", "web"),)
    assert sheet.origin(Origin(column="a", translate=words)).to_pylist() == ["web", None, "Fax"]
    assert sheet.origin(Origin(column="a", translate=words, otherwise="?!")).to_pylist() == ["web", "?!", "?!"]
    assert sheet.origin(Origin(column="a", otherwise="none")).to_pylist() == ["Web", "none", "Fax"]
    assert sheet.origin(Origin(template="{a}-{b}!")).to_pylist() == ["Web-1!", None, None]
    assert sheet.origin(Origin(constant="x")).to_pylist() == ["x"] * 3


def test_keyed_columns_are_cut_into_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    columns = {"a": pa.array([str(n) if n % 3 else None for n in range(50)]), "b": pa.array(["x"] * 50)}
    whole = keyed(columns, n=50).to_pylist()
    monkeypatch.setattr("resa.collect.keyed._CELLS_AT_ONCE", 14)
    assert keyed(columns, n=50).to_pylist() == whole
    assert whole[1] == [("a", "1"), ("b", "x")]
