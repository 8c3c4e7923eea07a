"""Interactions and survey answers as rules read them from a batch."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from resa.collect.amount import seconds
from resa.collect.clicking import click_properties, page_names
from resa.collect.draft import Draft, Reading, known_columns, once_texts, texts_or, times_column
from resa.collect.instant import NO_OFFSET, UNKNOWN, Instants
from resa.collect.sheet import plain
from resa.collect.spec import AnswerRule, InteractionRule, Score, Wait

_SEQUENCE_DIGITS = 20
_OFFSET = r"^(?P<sign>[+-]?)(?P<hours>\d{1,2}):?(?P<minutes>\d{2})$"


def interactions(reading: Reading, *, times: Instants | None) -> list[Draft]:
    """Returns what the spec's interaction rules would yield; `times` are the records' own, corrected ones."""
    offset = _offset(reading, times)
    sequence = _sequence(reading)
    return [
        _interaction(reading, rule, part, times, {"offset_minutes": offset, "sequence": sequence})
        for part, rule in enumerate(reading.spec.interactions)
    ]


def _interaction(
    reading: Reading, rule: InteractionRule, part: int, times: Instants | None, shared: dict[str, pa.Array | None]
) -> Draft:
    sheet = reading.sheet
    applies = sheet.holds(rule.when)
    own = reading.time(rule.time, rows=applies) if rule.time is not None else times
    assert own is not None  # the spec has a time where a rule has none
    known = own.us != UNKNOWN
    if rule.time is not None:
        applies &= known
    else:
        _refuse_untimed(reading, applies & ~known & ~own.is_fault)
    origins = {name: getattr(rule, name) for name in _TEXTS}
    columns = known_columns(sheet, origins) | {name: column for name, column in shared.items() if column is not None}
    columns["time"], columns["is_date"] = times_column(own.us), pa.array(own.is_date)
    columns["name"] = page_names(rule.click, rule.name, texts_or(sheet.origin(rule.name), "unknown", n=sheet.n))
    columns["channel"] = _lower(texts_or(sheet.origin(rule.channel), "unknown", n=sheet.n))
    columns["kind"] = texts_or(sheet.origin(rule.kind), "", n=sheet.n)
    columns |= _figures(reading, rule, applies)
    once = (f"interaction {part}", once_texts(sheet, rule.once_per)) if rule.once_per else None
    further = click_properties(reading, rule.click, name=columns["name"])
    return Draft("interactions", part, columns, applies, once, has_properties=True, further=further)


_TEXTS = ("device", "direction", "text", "language", "order_id", "matter", "topic", "outcome", "campaign")


def _figures(reading: Reading, rule: InteractionRule, applies: NDArray[np.bool_]) -> dict[str, pa.Array]:
    money, currency = reading.money(rule.money, rows=applies)
    found = {"money_minor": money, "currency": currency}
    if rule.score is not None:
        found |= _scored(reading.score(rule.score, rows=applies), rule.score)
    if rule.wait is not None:
        found["wait_seconds"] = _wait(reading, rule.wait)
    return {name: column for name, column in found.items() if column is not None}


def _scored(given: NDArray[np.float64], score: Score) -> dict[str, pa.Array]:
    none = np.isnan(given)
    bounds = {"score_low": score.low, "score_high": score.high}
    columns = {
        name: pa.array(np.full(len(given), bound), mask=none) for name, bound in bounds.items() if bound is not None
    }
    return {"score": pa.array(given, mask=none), **columns}


def _refuse_untimed(reading: Reading, rows: NDArray[np.bool_]) -> None:
    rule = reading.spec.time
    reading.faults.add(
        rows,
        reason="time_missing",
        column=" + ".join(rule.told_in()) if rule else "time",
        texts=lambda: pa.nulls(reading.sheet.n, pa.string()),
        sentence=lambda _: "expected a time, since an interaction happens at an instant, got nothing; fill it in",
    )


def _wait(reading: Reading, wait: Wait) -> pa.Array:
    """Returns waits in seconds; a wait that can't be read, or is negative, is unknown and noted, not a fault."""
    if wait.column is not None:
        column = wait.column
        read = seconds(reading.sheet.number_text(column), form=wait.format)
        found, odd = read.numbers, read.is_fault | (read.numbers < 0)
    else:
        assert wait.start is not None  # the spec has checked it
        assert wait.end is not None
        start, end = reading.quiet_time(wait.start), reading.quiet_time(wait.end)
        column = wait.end.reads()[0]
        known = (start.us != UNKNOWN) & (end.us != UNKNOWN)
        found = np.where(known, (end.us * known - start.us * known) / 1e6, np.nan)
        odd = end.is_fault | start.is_fault | (found < 0)
    if odd.any():
        example = reading.sheet.text(column)[int(np.flatnonzero(odd)[0])].as_py()
        reading.notes.append(
            f"{int(odd.sum())} waits in {column} are negative or unreadable, e.g. {example!r}: unknown"
        )
    return pa.array(np.where(odd, np.nan, found), mask=odd | np.isnan(found))


def _lower(texts: pa.Array) -> pa.Array:
    if not pa.types.is_dictionary(texts.type):
        texts = pc.dictionary_encode(texts)
    return pa.DictionaryArray.from_arrays(texts.indices, pc.utf8_lower(texts.dictionary))


def _offset(reading: Reading, times: Instants | None) -> pa.Array | None:
    """Returns the customer's offset in minutes: the spec's column, else what the times' own texts gave."""
    if reading.spec.offset is not None:
        texts = plain(reading.sheet.origin(reading.spec.offset))
        minutes = pc.if_else(pc.match_substring_regex(texts, r"^[+-]?\d{1,4}$"), texts, None)
        parts = pc.extract_regex(texts, _OFFSET)
        hours = pc.add(
            pc.multiply(pc.cast(pc.struct_field(parts, "hours"), pa.int16()), 60),
            pc.cast(pc.struct_field(parts, "minutes"), pa.int16()),
        )
        signed = pc.if_else(pc.equal(pc.struct_field(parts, "sign"), "-"), pc.negate(hours), hours)
        plain_minutes = pc.cast(pc.utf8_ltrim(minutes, "+"), pa.int16())
        return pc.coalesce(pc.if_else(pc.is_null(parts), None, signed), plain_minutes).cast(pa.int16())
    if times is None or (times.offset == NO_OFFSET).all():
        return None
    return pa.array(times.offset, mask=times.offset == NO_OFFSET)


def _sequence(reading: Reading) -> pa.Array | None:
    """Returns what orders equal times: the sequence columns as text, whole numbers padded with zeros."""
    if not reading.spec.sequence:
        return None
    padded = []
    for column in reading.spec.sequence:
        texts = reading.sheet.text(column)
        number = pc.match_substring_regex(texts, r"^\d+$")
        padded.append(pc.fill_null(pc.if_else(number, pc.utf8_lpad(texts, _SEQUENCE_DIGITS, "0"), texts), ""))
    return padded[0] if len(padded) == 1 else pc.binary_join_element_wise(*padded, "\x1f")


def answers(reading: Reading, *, times: Instants | None) -> list[Draft]:
    """Returns what the spec's answer rules would yield; a blank or don't-know code is kept as no answer."""
    return [_answer(reading, rule, part, times) for part, rule in enumerate(reading.spec.answers)]


def _answer(reading: Reading, rule: AnswerRule, part: int, times: Instants | None) -> Draft:
    sheet = reading.sheet
    applies = sheet.holds(rule.when)
    own = reading.time(rule.time, rows=applies) if rule.time is not None else times
    score = Score(rule.column, rule.low, rule.high, rule.not_answers, marks=rule.marks)
    is_open = rule.low is None and rule.high is None and rule.metric == "other"
    given = np.full(sheet.n, np.nan) if is_open else reading.score(score, rows=applies)
    answered = ~np.isnan(given) if not is_open else np.asarray(pc.is_valid(sheet.text(rule.column)))
    origins = {name: getattr(rule, name) for name in ("touchpoint", "channel", "text", "language")}
    columns = known_columns(sheet, origins) | _scored(given, score)
    columns["question"] = texts_or(None, rule.question, n=sheet.n)
    columns["metric"] = texts_or(None, rule.metric, n=sheet.n)
    columns["is_answer"] = pa.array(answered)
    columns["code"] = sheet.text(rule.column)
    if "channel" in columns:
        columns["channel"] = _lower(columns["channel"])
    if own is not None:
        columns["time"] = times_column(own.us)
    return Draft("answers", part, columns, applies, has_properties=True)
