"""Taking in: what comes twice is known, what repeats stays, what is killed resumes, every record is accounted for."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resa.collect.draft import Circumstances
from resa.collect.intake import Intake, MissingColumnError, Piece, rejudged
from resa.collect.readers.raw import DamagedRecord, RawBatch
from resa.collect.spec import SourceSpec
from resa.collect.specfile import spec_from_yaml
from resa.model.intake import SourceReport
from resa.store.batch import Batch

NOW = datetime(2026, 6, 1, tzinfo=UTC)
WEB = """source: web
time: at
identifiers: [{column: user, namespace: login}]
interactions: [{name: event, channel: {constant: web}}]
"""


class Shelf:
    """A log in memory that can be told to die."""

    def __init__(self, *, dies_at: int | None = None, erased: tuple[np.ndarray, np.ndarray] | None = None) -> None:
        self.batches: list[Batch] = []
        self.dies_at = dies_at
        self.erased = erased

    def append(self, batch: Batch) -> None:
        if self.dies_at is not None and len(self.batches) == self.dies_at:
            raise KeyboardInterrupt
        assert batch.received == batch.records.num_rows + batch.duplicates + batch.suppressed
        self.batches.append(batch)

    def known_keys(self, source: str) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        for batch in self.batches:
            yield batch.records["_key_high"].to_numpy(), batch.records["_key_low"].to_numpy()

    def erased_keys(self, source: str) -> tuple[np.ndarray, np.ndarray]:
        return self.erased or (np.empty(0, np.uint64), np.empty(0, np.uint64))


class Everybody:
    """A book in which every row with an identifier is subject 0."""

    def subjects(self, identifiers: Sequence[tuple[str, pa.Array]], *, times_us: np.ndarray, source: str) -> np.ndarray:
        known = np.zeros(len(times_us), dtype=bool)
        for _, texts in identifiers:
            known |= np.asarray(texts.is_valid())
        return np.where(known, 0, -1).astype(np.int32)


def rows(*users: str, step: int = 2) -> list[RawBatch]:
    table = pa.table({"user": list(users), "event": ["a"] * len(users), "at": ["2026-01-01"] * len(users)})
    return [
        RawBatch(table.slice(at, step), np.arange(at, min(at + step, len(users)))) for at in range(0, len(users), step)
    ]


def take(shelf: Shelf, batches: list[RawBatch], *, spec: str = WEB, file: str = "f.csv") -> SourceReport:
    parsed = spec_from_yaml(spec)
    intake = Intake(parsed, shelf, Everybody(), Circumstances(NOW), earlier=lambda: (b.records for b in shelf.batches))
    return intake.take(Piece(batch, file) for batch in batches)


def counts(report: SourceReport) -> tuple[int, int, int, int]:
    return report.counts.received, report.counts.stored, report.counts.duplicates, report.counts.rejected


def test_s28_the_same_file_again_adds_nothing_and_repeated_rows_stay() -> None:
    shelf = Shelf()
    assert counts(take(shelf, rows("u", "u", "v"))) == (3, 3, 0, 0)
    assert counts(take(shelf, rows("u", "u", "v"))) == (3, 0, 3, 0)


def test_an_overlapping_export_adds_only_what_is_new() -> None:
    shelf = Shelf()
    take(shelf, rows("u", "v"))
    assert counts(take(shelf, rows("v", "w", "w"), file="g.csv")) == (3, 2, 1, 0)


def test_record_columns_decide_where_they_are_filled() -> None:
    shelf = Shelf()
    spec = WEB + "record: [user]\n"
    assert counts(take(shelf, rows("u", "u", "", ""), spec=spec)) == (4, 3, 1, 0)


def test_a_kill_between_commits_loses_nothing_and_doubles_nothing() -> None:
    whole = Shelf()
    take(whole, rows(*"abcdef"))
    broken = Shelf(dies_at=2)
    with pytest.raises(KeyboardInterrupt):
        take(broken, rows(*"abcdef"))
    broken.dies_at = None
    assert counts(take(broken, rows(*"abcdef"))) == (6, 2, 4, 0)
    assert _stored(broken) == _stored(whole)


def test_s37_of_any_file_a_few_pieces_are_held_and_each_is_told_once_durable() -> None:
    shelf, told, held = Shelf(), [], []

    def pieces() -> Iterator[Piece]:
        for at, batch in enumerate(rows(*(f"u{one}" for one in range(2000)), step=50)):
            held.append(at + 1 - len(shelf.batches))
            yield Piece(batch, "f.csv")

    def progress(received: int, share: float | None) -> None:
        told.append((received, len(shelf.batches)))

    intake = Intake(spec_from_yaml(WEB), shelf, Everybody(), Circumstances(NOW), progress=progress)
    assert counts(intake.take(pieces())) == (2000, 2000, 0, 0)
    assert [received for received, _ in told] == list(range(50, 2001, 50))
    assert all(received <= 50 * durable for received, durable in told)
    assert max(held) <= 3  # one is read, one judged, one written; of forty


def test_erased_records_do_not_come_back() -> None:
    first = Shelf()
    take(first, rows("u", "v"))
    keys = first.batches[0].records
    erased = keys["_key_high"].to_numpy()[:1], keys["_key_low"].to_numpy()[:1]
    report = take(Shelf(erased=erased), rows("u", "v"))
    assert (report.counts.stored, report.counts.suppressed) == (1, 1)


def test_orders_that_span_imports_are_one() -> None:
    spec = WEB + "orders: {order_id: event}\n"
    shelf = Shelf()
    take(shelf, rows("u"), spec=spec)
    assert "orders" not in take(shelf, rows("v"), spec=spec).counts.yielded


def test_columns_that_are_missing_are_told_together() -> None:
    with pytest.raises(MissingColumnError) as caught:
        take(Shelf(), [RawBatch(pa.table({"usr": ["u"], "at": ["2026-01-01"]}), np.array([0]))])
    assert caught.value.faults == ("'user'; nearest: usr", "'event'; nearest: at, usr")


def test_placeholders_and_rejections_are_reported() -> None:
    table = pa.table({"user": ["null", "u"], "event": ["a", "b"], "at": ["2026-01-01", "soon"]})
    damaged = (DamagedRecord(2, 4, "ragged", "expected 3 fields, got 1", "x"),)
    report = take(Shelf(), [RawBatch(table, np.array([0, 1]), damaged)])
    assert counts(report) == (3, 1, 0, 2)
    assert report.reasons == {"time_unreadable": 1, "ragged": 1}
    assert any("'null' where a login was expected" in note for note in report.notes)


def test_judging_again_under_a_mended_spec_brings_rejected_records_back() -> None:
    table = pa.table({"user": ["u", "v"], "event": ["a", "b"], "at": ["01-02-2026", "02-02-2026"]})
    damaged = (DamagedRecord(2, 4, "ragged", "expected 3 fields, got 1", "x"),)
    shelf = Shelf()
    take(shelf, [RawBatch(table, np.array([0, 1]), damaged)])
    mended = spec_from_yaml(WEB.replace("time: at", "time: {columns: [at], format: '%d-%m-%Y'}"))
    ((number, yielded, rejected),) = _again(shelf, mended)
    assert number == 0
    assert yielded["interactions"]["record"].to_pylist() == [0, 1]
    assert yielded["interactions"]["subject"].to_pylist() == [0, 0]
    assert [(one["record"], one["reason"]) for one in rejected.to_pylist()] == [(2, "damaged")]


@settings(max_examples=25)
@given(st.lists(st.sampled_from("abc"), max_size=12), st.integers(1, 5), st.integers(1, 5))
def test_cutting_a_file_differently_changes_nothing(users: list[str], one: int, other: int) -> None:
    left, right = Shelf(), Shelf()
    take(left, rows(*users, step=one))
    take(right, rows(*users, step=other))
    assert _stored(left) == _stored(right)


def _stored(shelf: Shelf) -> list[tuple[int, int, str]]:
    return sorted(
        (high, low, user)
        for batch in shelf.batches
        for high, low, user in zip(
            *(batch.records[name].to_pylist() for name in ("_key_high", "_key_low", "user")), strict=True
        )
    )


def _again(shelf: Shelf, spec: SourceSpec) -> list[tuple[int, dict[str, pa.Table], pa.Table]]:
    records = ((number, batch.records) for number, batch in enumerate(shelf.batches))
    return list(rejudged(records, spec, book=Everybody(), circumstances=Circumstances(NOW)))
