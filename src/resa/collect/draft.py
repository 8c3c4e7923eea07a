"""What rules would yield from a batch, before it is known which rows hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from resa.collect.amount import in_minor, numbers, seconds
from resa.collect.fault import Faults
from resa.collect.instant import UNKNOWN, Instants, instants
from resa.collect.sheet import Sheet, constant, plain
from resa.collect.spec import Money, Origin, Score, SourceSpec, TimeRule
from resa.collect.trimmed import as_texts
from resa.model.money import minor_digits
from resa.store.schema import TEXTS

EARLIEST = datetime.fromisoformat("1990-01-01T00:00:00+00:00")
"""Times before this come from clocks that were never set."""

LATENESS = timedelta(days=1)
"""How far in the future a time may lie: zones and clocks differ by less."""

MOST_MINOR = 10**15
"""Minor units: nobody pays more at once, and thousands of such amounts still add up in whole numbers."""

_EXAMPLES = {"iso": "2017-12-31 23:59:59", "epoch_s": "1514764799", "epoch_ms": "1514764799000"}


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a judgement depends on besides the records: the clock and the workspace's defaults.

    `zone` and `region` (of national phone numbers) apply where the spec says nothing; `references` are the files that
    lookups join, by the name that the spec gives them.
    """

    now: datetime
    zone: str = "UTC"
    region: str | None = None
    references: Mapping[str, pa.Table] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """Rows of one yielded table, aligned with the batch; `applies` says which rows the rule is about.

    `once` holds the texts per which it is yielded once at most, and the name under which they are remembered.
    `further` are properties of this rule's own, beside those that all of the batch have.
    """

    kind: str
    part: int
    columns: Mapping[str, pa.Array]
    applies: NDArray[np.bool_]
    once: tuple[str, pa.Array] | None = None
    has_properties: bool = False
    further: Mapping[str, pa.Array] = field(default_factory=dict)


@dataclass(slots=True)
class Reading:
    """A batch on its way from texts to drafts: its sheet, its spec, and the faults and remarks found so far."""

    sheet: Sheet
    spec: SourceSpec
    circumstances: Circumstances
    faults: Faults
    notes: list[str] = field(default_factory=list)
    _times: dict[TimeRule, Instants] = field(default_factory=dict)

    def time(self, rule: TimeRule, *, rows: NDArray[np.bool_]) -> Instants:
        """Returns the times that a rule gives; unreadable and impossible ones are rejected where `rows` says so."""
        read = self.quiet_time(rule)
        column = " + ".join(rule.told_in())
        shown = _EXAMPLES.get(rule.format, rule.format) + (f" + {rule.plus.format}" if rule.plus else "")
        self.faults.add(
            read.is_fault & rows,
            reason="time_unreadable",
            column=column,
            texts=lambda: self._time_texts(rule),
            sentence=lambda found: f"expected a time like {shown}, got {found!r}; mend the record or the spec's format",
        )
        known = (read.us != UNKNOWN) & rows
        latest = self.circumstances.now + LATENESS
        outside = known & ((read.us < _micros(EARLIEST)) | (read.us > _micros(latest)))
        self.faults.add(
            outside,
            reason="time_impossible",
            column=column,
            texts=lambda: self._time_texts(rule),
            sentence=lambda found: (
                f"expected a time from {EARLIEST:%Y-%m-%d} to {latest:%Y-%m-%d}, got {found!r}; "
                "mend the record, or name a column with our own clock as `received`"
            ),
        )
        return read

    def quiet_time(self, rule: TimeRule) -> Instants:
        """Returns the times that a rule gives, without rejecting anything."""
        if rule not in self._times and rule.plus is not None:
            began = self.quiet_time(replace(rule, plus=None))
            since = seconds(self.sheet.number_text(rule.plus.column), form=rule.plus.format)
            self._times[rule] = began.later(since.numbers, is_fault=since.is_fault)
        if rule not in self._times:
            zone = rule.zone or self.spec.zone or self.circumstances.zone
            if len(rule.columns) == 1:
                raw = self.sheet.number_text(rule.columns[0])
                numeric = pa.types.is_integer(raw.type) or pa.types.is_floating(raw.type)
                self._times[rule] = instants(as_texts(raw) if numeric else raw, form=rule.format, zone=zone)
            else:
                self._times[rule] = instants(self._time_texts(rule), form=rule.format, zone=zone)
        return self._times[rule]

    def _time_texts(self, rule: TimeRule) -> pa.Array:
        if rule.plus is not None:
            parts = self._time_texts(replace(rule, plus=None)), self.sheet.text(rule.plus.column)
            return pc.binary_join_element_wise(*parts, " + ", null_handling="skip")
        if rule.template is not None:
            return self.sheet.template(rule.template)
        if len(rule.columns) == 1:
            return self.sheet.text(rule.columns[0])
        return pc.binary_join_element_wise(*[self.sheet.text(column) for column in rule.columns], " ")

    def numbers(self, column: str, *, rows: NDArray[np.bool_], decimal: str = ".") -> NDArray[np.float64]:
        """Returns the numbers of a column, NaN where there is none; unreadable ones are rejected."""
        read = numbers(self.sheet.number_text(column), decimal=decimal)
        self.faults.add(
            read.is_fault & rows,
            reason="number_unreadable",
            column=column,
            texts=lambda: self.sheet.text(column),
            sentence=lambda found: (
                f"expected a number with {decimal!r} as decimal sign, got {found!r}; "
                "mend the record or the spec's decimal sign"
            ),
        )
        return read.numbers

    def money(self, money: Money | None, *, rows: NDArray[np.bool_]) -> tuple[pa.Array | None, pa.Array | None]:
        """Returns (minor units, currency) of an amount."""
        if money is None:
            return None, None
        amounts = self.numbers(money.column, rows=rows, decimal=money.decimal)
        if money.times is not None:
            amounts = amounts * self.numbers(money.times, rows=rows, decimal=money.decimal)
        currency = self.sheet.origin(money.currency)
        if currency is None:
            return self._minor(amounts, 0 if money.is_minor else 2, money, rows=rows), None
        coded = currency if pa.types.is_dictionary(currency.type) else pc.dictionary_encode(currency)
        words = [word.upper() for word in coded.dictionary.to_pylist()]
        by_word = np.array([0 if money.is_minor else minor_digits(word) for word in words] + [2], dtype=np.int64)
        digits = by_word[np.asarray(pc.fill_null(coded.indices, len(words)))]
        return self._minor(amounts, digits, money, rows=rows), pa.DictionaryArray.from_arrays(
            coded.indices, pa.array(words, pa.string())
        )

    def _minor(
        self, amounts: NDArray[np.float64], digits: NDArray[np.int64] | int, money: Money, *, rows: NDArray[np.bool_]
    ) -> pa.Array:
        """Returns amounts as whole minor units; those that nobody pays, and no sum could hold, are rejected."""
        absurd = np.abs(amounts) * np.power(10.0, digits) > MOST_MINOR
        self.faults.add(
            absurd & rows,
            reason="number_unreadable",
            column=money.column,
            texts=lambda: self.sheet.text(money.column),
            sentence=lambda found: f"expected an amount that somebody pays, got {found!r}; mend the record",
        )
        return in_minor(np.where(absurd, np.nan, amounts), digits=digits)

    def score(self, score: Score, *, rows: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Returns the numbers on a scale, NaN where there is no answer; numbers off the scale are rejected."""
        texts = self.sheet.text(score.column)
        codes = pa.array([code.strip().lower() for code in score.not_answers], pa.string())
        words = {word.lower(): float(number) for word, number in score.marks}
        marked = np.asarray(pc.is_in(pc.utf8_lower(texts), value_set=pa.array(words, pa.string())))
        answered = ~np.asarray(pc.is_in(pc.utf8_lower(texts), value_set=codes)) & ~marked
        read = self.numbers(score.column, rows=rows & answered, decimal=score.decimal)
        given = np.where(answered, read, np.nan)
        given[marked] = [words[word.lower()] for word in texts.filter(pa.array(marked)).to_pylist()]
        outside = (given < score.low) if score.low is not None else np.zeros(self.sheet.n, bool)
        outside |= (given > score.high) if score.high is not None else False
        self.faults.add(
            outside & rows,
            reason="score_off_scale",
            column=score.column,
            texts=lambda: texts,
            sentence=lambda found: (
                f"expected a score from {score.low} to {score.high}, got {found!r}; "
                "name it among not_answers if it means that nobody answered"
            ),
        )
        return given


def finished(draft: Draft, *, rows: NDArray[np.int64], schema: pa.Schema, properties: pa.Array | None) -> pa.Table:
    """Returns the yielded table of these rows of the batch, in the schema's order and without `subject`."""
    whole = len(rows) == len(draft.applies)
    index = pa.array(rows)
    ready: dict[str, pa.Array] = {"record": index, "part": pa.array(np.full(len(rows), draft.part, np.uint8))}
    for name, column in draft.columns.items():
        ready[name] = column if whole else column.take(index)
    if properties is not None and draft.has_properties:
        ready["properties"] = properties if whole else properties.take(index)
    fields = [one for one in schema if one.name != "subject"]
    arrays = [_as(ready.get(one.name), one.type, len(rows)) for one in fields]
    return pa.table(arrays, schema=pa.schema(fields))


def _as(column: pa.Array | None, wanted: pa.DataType, n: int) -> pa.Array:
    if column is None:
        return pa.nulls(n, wanted)
    if wanted == TEXTS:
        return column if pa.types.is_dictionary(column.type) else pc.dictionary_encode(column)
    return plain(column) if wanted == pa.string() else column.cast(wanted)


def times_column(us: NDArray[np.int64]) -> pa.Array:
    """Returns microseconds as a column of instants, null where unknown."""
    return pa.array(us, mask=us == UNKNOWN).view(pa.timestamp("us", tz="UTC"))


def texts_or(texts: pa.Array | None, otherwise: str, *, n: int) -> pa.Array:
    """Returns the texts with `otherwise` for unknown."""
    if texts is None:
        return constant(otherwise, n=n)
    return (
        texts if pa.types.is_dictionary(texts.type) and not texts.null_count else pc.fill_null(plain(texts), otherwise)
    )


def known_columns(sheet: Sheet, origins: Mapping[str, Origin | None]) -> dict[str, pa.Array]:
    """Returns the columns of those origins that are given."""
    found = {name: sheet.origin(origin) for name, origin in origins.items()}
    return {name: column for name, column in found.items() if column is not None}


def once_texts(sheet: Sheet, columns: Sequence[str]) -> pa.Array:
    """Returns one text a row for the columns per which something is yielded once; null where all are unknown."""
    texts = [sheet.text(column) for column in columns]
    return texts[0] if len(texts) == 1 else pc.binary_join_element_wise(*texts, "\x1f")


def _micros(instant: datetime) -> int:
    return round(instant.timestamp() * 1_000_000)
