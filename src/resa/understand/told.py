"""Survey answers and reviews: which of them a filter keeps, and what they are worth as scores.

A filter speaks of interactions; of an answer it can know its channel, touchpoint, stage, time, score, language, text
and properties. `profile.…`, `customer`, `segment` and `has(…)` keep the answers of the customers they keep. Any
other field is unknown of an answer.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from resa.kernels.owner import Owners
from resa.mapping.catalogue import Catalogue
from resa.mapping.placement import placement
from resa.model.condition import (
    CUSTOMER_PREFIX,
    PROPERTY_PREFIX,
    And,
    Comparison,
    Condition,
    Has,
    Not,
    Or,
)
from resa.model.stage import UNPLACED
from resa.store.comparison import clock_test, instants, number_test, text_test
from resa.store.port import Engine, Scope
from resa.understand.array import Flags
from resa.understand.history import FieldSource, Texts, numbers, text_codes
from resa.understand.score import feelings

UNTIMED = -(1 << 62)
FELT_METRICS = ("nps", "csat", "stars")
_STEM = 6  # letters that words must share to be about one thing


@dataclass(frozen=True, eq=False)
class Answers:
    """Survey answers and reviews, one array per fact.

    `is_answer` is False for don't know, blank and not applicable: kept for counting, never part of a score.
    `touchpoint` is the id in the catalogue, or the name as the source writes it where the catalogue has none like it.
    `microseconds` since the epoch, `UNTIMED` where unknown. `lengths` are the
    letters of each answer's words; `feelings` lay it on the scale from -2 to 2, NaN where it says nothing of the kind.
    `rows` say where in `whole` each stands.
    """

    customer: NDArray[np.int64]
    microseconds: NDArray[np.int64]
    metric: Texts
    score: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    is_answer: Flags
    channel: Texts
    touchpoint: Texts
    stage: Texts
    lengths: NDArray[np.int64]
    feelings: NDArray[np.float64]
    whole: pa.Table
    rows: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.customer)

    def where(self, kept: Flags) -> "Answers":
        """Returns the answers that are kept."""
        at = np.flatnonzero(kept)
        texts = {name: getattr(self, name).taken(at) for name in ("metric", "channel", "touchpoint", "stage")}
        names = ("customer", "microseconds", "score", "low", "high", "is_answer", "lengths", "feelings", "rows")
        plain = {name: getattr(self, name)[at] for name in names}
        return Answers(**plain, **texts, whole=self.whole)

    @cached_property
    def table(self) -> pa.Table:
        """Every column of these answers."""
        return self.whole if len(self.rows) == self.whole.num_rows else self.whole.take(pa.array(self.rows))

    def of_metric(self, *names: str) -> Flags:
        """Returns which are real answers to a question of these metrics."""
        return _of_metric(self.metric, names) & self.is_answer & ~np.isnan(self.score)

    @property
    def has_text(self) -> Flags:
        """Which answers come with words."""
        return np.asarray(self.lengths > 0)

    @cached_property
    def by_touchpoint(self) -> tuple[tuple[str, NDArray[np.int64]], ...]:
        """Each touchpoint that answers with a feeling are about, and the places of these answers, in order."""
        at = np.flatnonzero(~np.isnan(self.feelings) & (self.touchpoint.codes >= 0))
        codes = self.touchpoint.codes[at]
        order = np.argsort(codes, kind="stable")
        at, codes = at[order], codes[order]
        bounds = [*np.flatnonzero(np.diff(codes, prepend=-1)).tolist(), len(at)]
        return tuple((self.touchpoint.names[codes[begin]], at[begin:end]) for begin, end in pairwise(bounds))


def _of_metric(metric: Texts, names: Collection[str]) -> Flags:
    wanted = np.array([*(name in names for name in metric.names), False], np.bool_)
    return np.asarray(wanted[metric.codes])


def answers(source: FieldSource, *, catalogue: Catalogue) -> Answers:
    """Returns every answer; those about a known touchpoint stand on it and in its stage."""
    return answers_in(source.table("answers"), catalogue=catalogue)


def answers_in(table: pa.Table, *, catalogue: Catalogue) -> Answers:
    """Returns the rows of a table of answers, placed by the catalogue."""
    channel, name = text_codes(table["channel"]), text_codes(table["touchpoint"])
    touchpoint = _touchpoints(channel, name, catalogue=catalogue)
    stages = [stage.id for stage in catalogue.stages]
    stage_of = np.array([*(_stage(one, catalogue=catalogue) for one in touchpoint.names), -1], np.int64)
    instant = pc.fill_null(table["time"].cast(pa.int64()), UNTIMED)
    metric, is_answer = text_codes(table["metric"]), np.asarray(table["is_answer"].to_numpy()).astype(np.bool_)
    scale = {"low": numbers(table["score_low"]), "high": numbers(table["score_high"])}
    score = numbers(table["score"])
    felt = feelings(score, **scale, is_nps=_of_metric(metric, ("nps",)))
    return Answers(
        customer=numbers(table["customer"]).astype(np.int64),
        microseconds=instant.to_numpy().astype(np.int64),
        metric=metric,
        score=score,
        **scale,
        is_answer=is_answer,
        channel=channel,
        touchpoint=touchpoint,
        stage=Texts(tuple(stages), stage_of[touchpoint.codes]),
        lengths=np.asarray(pc.fill_null(pc.utf8_length(table["text"].cast(pa.string())), 0).to_numpy(), np.int64),
        feelings=np.where(is_answer & ~np.isnan(score) & _of_metric(metric, FELT_METRICS), felt, np.nan),
        whole=table,
        rows=np.arange(table.num_rows),
    )


def kept_answers(every: Answers, *, engine: Engine, scope: Scope) -> Answers:
    """Returns the answers that the scope's filter keeps; all of them where there is none."""
    if scope.where is None:
        return every
    return every.where(_claims(every, scope.where, engine=engine, scope=scope))


def answer_field(every: Answers, name: str) -> Texts:
    """Returns what each answer says of a field ("channel", "touchpoint", "stage", "language", "property.…")."""
    match name:
        case "channel" | "touchpoint" | "stage" | "metric":
            found: Texts = getattr(every, name)
            return found
        case "name":
            return every.touchpoint
        case "month":
            months = every.microseconds.astype("datetime64[us]").astype("datetime64[M]").astype(str)
            return text_codes(pa.array(np.where(every.microseconds == UNTIMED, "", months)))
    if name.startswith(PROPERTY_PREFIX):
        return text_codes(pc.map_lookup(every.table["properties"], name.removeprefix(PROPERTY_PREFIX), "last"))
    if name in every.table.column_names and name not in ("time", "score", "score_low", "score_high", "customer"):
        return text_codes(every.table[name].cast(pa.string()))
    return Texts((), np.full(len(every), -1, np.int64))


def _claims(every: Answers, where: Condition, *, engine: Engine, scope: Scope) -> Flags:
    def inner(part: Condition) -> Flags:
        return _claims(every, part, engine=engine, scope=scope)

    match where:
        case Has():
            return _of_customers(every, where, engine=engine, scope=scope)
        case Not(part):
            return ~inner(part)
        case And(parts):
            return np.asarray(np.stack([inner(part) for part in parts]).all(axis=0))
        case Or(parts):
            return np.asarray(np.stack([inner(part) for part in parts]).any(axis=0))
        case Comparison(field) if field.startswith(CUSTOMER_PREFIX) or field in ("customer", "segment"):
            return _of_customers(every, where, engine=engine, scope=scope)
        case Comparison():
            return _compared(every, where)


def _of_customers(every: Answers, where: Condition, *, engine: Engine, scope: Scope) -> Flags:
    (owners,) = engine.fold([Owners()], scope=replace(scope, where=where))
    known = np.append(owners, False)  # the last for everybody else
    return np.asarray(known[np.where(every.customer < len(owners), every.customer, -1)])


def _compared(every: Answers, comparison: Comparison) -> Flags:
    match comparison.field:
        case "time":
            return _by_instant(every, comparison)
        case "score":
            test = number_test(comparison)
            return np.array([test(None if np.isnan(one) else float(one)) for one in every.score], np.bool_)
        case "weekday" | "hour" | "month":
            return _by_clock(every, comparison)
    texts = answer_field(every, comparison.field)
    by_text: Callable[[str], bool] = text_test(comparison)
    names = texts.names if comparison.field not in ("touchpoint", "name") else _plain_too(texts.names, comparison)
    claims = np.array([*(by_text(name) for name in names), by_text("")], np.bool_)
    return np.asarray(claims[texts.codes], np.bool_)


def _plain_too(names: tuple[str, ...], comparison: Comparison) -> tuple[str, ...]:
    """A touchpoint goes by its id and by its plain name."""
    plain = {name: name.split(": ", 1)[-1] for name in names}
    return tuple(plain[name] if plain[name] in comparison.operands else name for name in names)


def _by_instant(every: Answers, comparison: Comparison) -> Flags:
    found = np.zeros(len(every), np.bool_)
    known = every.microseconds != UNTIMED
    for first, after in instants(comparison).stretches:
        inside = known if first is None else known & (every.microseconds >= first)
        found |= inside if after is None else inside & (every.microseconds < after)
    return found


def _by_clock(every: Answers, comparison: Comparison) -> Flags:
    hours = every.microseconds // 3_600_000_000
    match comparison.field:
        case "hour":
            parts, most = hours % 24, 24
        case "weekday":
            parts, most = (hours // 24 + 3) % 7 + 1, 8  # the epoch began on a Thursday
        case _:
            months = every.microseconds.astype("datetime64[us]").astype("datetime64[M]").astype(np.int64)
            parts, most = months % 12 + 1, 13
    test = clock_test(comparison)
    claims = np.array([test(part) for part in range(most)], np.bool_)
    return np.where(every.microseconds == UNTIMED, False, claims[parts])


def _touchpoints(channel: Texts, name: Texts, *, catalogue: Catalogue) -> Texts:
    """Finds the touchpoint an answer is about: by channel and name, by name, by a shared word; else its own name."""
    grouping = catalogue.grouping()
    by_name = _unique_names(catalogue)
    pairs, inverse = np.unique(np.stack([channel.codes, name.codes]), axis=1, return_inverse=True)
    found: dict[str, int] = {}
    codes = np.full(pairs.shape[1], -1, np.int64)
    for at, (channel_code, name_code) in enumerate(pairs.T.tolist()):
        spoken = name.names[name_code] if name_code >= 0 else ""
        where = channel.names[channel_code] if channel_code >= 0 else ""
        known = grouping.get((where, spoken)) or by_name.get(spoken.casefold())
        touchpoint = known or (_alike(spoken, catalogue=catalogue) if spoken else None) or spoken
        if touchpoint:
            codes[at] = found.setdefault(touchpoint, len(found))
    return Texts(tuple(found), codes[inverse.reshape(-1)])


def _unique_names(catalogue: Catalogue) -> Mapping[str, str]:
    names: dict[str, list[str]] = {}
    for touchpoint in catalogue.touchpoints:
        for name in {touchpoint.id.casefold(), touchpoint.name.casefold()}:
            names.setdefault(name, []).append(touchpoint.id)
    return {name: ids[0] for name, ids in names.items() if len(ids) == 1}


def _alike(name: str, *, catalogue: Catalogue) -> str | None:
    """Returns the one touchpoint that shares a word's beginning with the name and stands where its words lead.

    "delivery" finds "order delivered"; where several would do, none is chosen.
    """
    stage = placement(name, channel="", stages=[one.id for one in catalogue.stages]).stage
    stems = {word[:_STEM] for word in name.casefold().split() if len(word) >= _STEM}
    found = [
        one.id
        for one in catalogue.touchpoints
        if one.placement.stage == stage != UNPLACED
        and stems & {word[:_STEM] for word in one.name.casefold().split() if len(word) >= _STEM}
    ]
    return found[0] if len(found) == 1 else None


def _stage(touchpoint: str, *, catalogue: Catalogue) -> int:
    """Returns the stage of a touchpoint; of a name that the catalogue lacks, the one its words speak of; else -1."""
    for one in catalogue.touchpoints:
        if one.id == touchpoint:
            return catalogue.stage_number(one.placement.stage)
    proposed = placement(touchpoint, channel="", stages=[one.id for one in catalogue.stages])
    return catalogue.stage_number(proposed.stage) if proposed.rule == "words" else -1
