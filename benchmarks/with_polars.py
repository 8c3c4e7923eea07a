"""The same answers with Polars, in memory, written for its strengths: no window per customer where a shift does."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa

from benchmarks.question import FUNNEL_SECONDS, SESSION_SECONDS, STEPS, TOP, Frame, Question

_BIG = 1 << 33  # more seconds than lie between any two interactions: keeps customers apart in one number

_CUSTOMER, _TIME, _AT = pl.col("customer"), pl.col("time"), pl.col("touchpoint")
_IS_NEW = _CUSTOMER.ne_missing(_CUSTOMER.shift(1))

Ways = list[Callable[[Question], np.ndarray]]


def held(table: pa.Table) -> pl.DataFrame:
    return pl.from_arrow(table)


def read(path: Path, frame: Frame) -> pl.DataFrame:
    seconds = (_TIME // 1_000_000 - frame.origin).cast(pl.Int32)
    return pl.read_parquet(path).sort("customer", "time").with_columns(seconds)


def ways(rows: pl.DataFrame, frame: Frame) -> dict[str, Ways]:
    rows = rows.rechunk().with_columns(pl.col("customer").set_sorted())
    wide = rows.with_columns(_AT.cast(pl.UInt16))
    return {
        "transitions": [lambda _: _pairs(wide), lambda _: _pairs_as_columns(rows)],
        "transitions with exact medians": [lambda _: _medians(wide), lambda _: _medians_as_columns(rows)],
        "variants": [lambda _: _variants(rows), lambda _: _variants_as_text(rows)],
        "funnel": [lambda _: _funnel(rows, frame)],
        "step matrix": [lambda _: _steps(rows), lambda _: _steps_over(rows)],
        "sessions": [lambda _: _sessions(rows), lambda _: _sessions_grouped(rows)],
        "Markov counts": [lambda _: _markov(rows, frame)],
        "cohorts": [lambda _: _cohorts(rows, frame), lambda _: _cohorts_grouped(rows, frame)],
        "narrow filter, exact medians": [
            lambda q: _medians(_kept(wide, q)),
            lambda q: _medians_as_columns(_kept(rows, q)),
        ],
        "wide filter, exact medians": [
            lambda q: _medians(_kept(wide, q)),
            lambda q: _medians_as_columns(_kept(rows, q)),
        ],
    }


def _kept(rows: pl.DataFrame, question: Question) -> pl.DataFrame:
    return rows.filter(pl.col(question.column).is_in(question.codes))


def _sorted(rows: pl.DataFrame, keys: int) -> np.ndarray:
    return rows.sort(rows.columns[:keys]).to_numpy().astype(np.float64)


def _unpacked(rows: pl.DataFrame) -> np.ndarray:
    rows = rows.select((pl.col("pair") // 256).alias("start"), (pl.col("pair") % 256).alias("end"), pl.exclude("pair"))
    return _sorted(rows, 2)


def _pairs(wide: pl.DataFrame) -> np.ndarray:
    pair = (_AT.shift(1) * 256 + _AT).alias("pair")
    found = wide.lazy().select(pair, _IS_NEW.alias("new")).filter(~pl.col("new")).group_by("pair").len().collect()
    return _unpacked(found)


def _pairs_as_columns(rows: pl.DataFrame) -> np.ndarray:
    found = rows.lazy().select(_AT.shift(1).alias("before"), _AT, _IS_NEW.alias("new"))
    return _sorted(found.filter(~pl.col("new")).group_by("before", "touchpoint").len().collect(), 2)


def _medians(wide: pl.DataFrame) -> np.ndarray:
    found = wide.lazy().select(
        (_AT.shift(1) * 256 + _AT).alias("pair"), (_TIME - _TIME.shift(1)).alias("wait"), _IS_NEW.alias("new")
    )
    found = found.filter(~pl.col("new")).group_by("pair").agg(pl.len(), pl.col("wait").median())
    return _unpacked(found.collect())


def _medians_as_columns(rows: pl.DataFrame) -> np.ndarray:
    found = rows.lazy().select(
        _AT.shift(1).alias("before"), _AT, (_TIME - _TIME.shift(1)).alias("wait"), _IS_NEW.alias("new")
    )
    found = found.filter(~pl.col("new")).group_by("before", "touchpoint").agg(pl.len(), pl.col("wait").median())
    return _sorted(found.collect(), 2)


def _top(counts: pl.Series) -> np.ndarray:
    return np.append(counts.top_k(TOP).sort(descending=True).to_numpy(), [len(counts)])


def _variants(rows: pl.DataFrame) -> np.ndarray:
    paths = rows.lazy().group_by("customer").agg(_AT)
    return _top(paths.group_by("touchpoint").len().collect()["len"])


def _variants_as_text(rows: pl.DataFrame) -> np.ndarray:
    paths = (
        rows.lazy().group_by("customer").agg(_AT).select(pl.col("touchpoint").cast(pl.List(pl.String)).list.join(","))
    )
    return _top(paths.group_by("touchpoint").len().collect()["len"])


def _funnel(rows: pl.DataFrame, frame: Frame) -> np.ndarray:
    now = (_CUSTOMER.cast(pl.Int64) * _BIG + _TIME).alias("now")
    found = rows.lazy().filter(_AT.is_in(frame.steps)).select("customer", "touchpoint", now)
    begun = pl.when(frame.steps[0] == _AT).then(pl.col("now"))
    found = found.with_columns(begun.alias("step0"), begun.forward_fill().alias("begun"))
    for number, code in enumerate(frame.steps[1:], 1):
        in_time = (code == _AT) & (pl.col("now") - pl.col("begun") <= FUNNEL_SECONDS)
        found = found.with_columns(pl.when(in_time).then(pl.col("begun")).alias(f"step{number}"))
        found = found.with_columns(pl.col(f"step{number}").forward_fill().alias("begun"))
    reached = [
        _CUSTOMER.filter(pl.col(f"step{number}").is_not_null()).n_unique().alias(f"n{number}") for number in range(4)
    ]
    return found.select(reached).collect().to_numpy()[0]


def _steps(rows: pl.DataFrame) -> np.ndarray:
    index = pl.int_range(pl.len(), dtype=pl.Int32)
    begin = pl.when(_IS_NEW).then(index).forward_fill()
    found = rows.lazy().select((index - begin).alias("step"), "touchpoint").filter(pl.col("step") < STEPS)
    return _matrix(found.group_by("step", "touchpoint").len().collect())


def _steps_over(rows: pl.DataFrame) -> np.ndarray:
    begin = _AT.cast(pl.UInt16)
    found = (
        rows.lazy()
        .group_by("customer")
        .agg(begin.head(STEPS), pl.int_range(pl.min_horizontal(pl.len(), STEPS)).alias("step"))
    )
    found = found.explode("touchpoint", "step").group_by("step", "touchpoint").len()
    return _matrix(found.collect())


def _matrix(found: pl.DataFrame) -> np.ndarray:
    matrix = np.zeros((STEPS, 60))
    matrix[found["step"].to_numpy(), found["touchpoint"].to_numpy()] = found["len"].to_numpy()
    return matrix


def _sessions(rows: pl.DataFrame) -> np.ndarray:
    is_start = _IS_NEW | (_TIME - _TIME.shift(1) > SESSION_SECONDS)
    found = rows.lazy().select(
        pl.int_range(pl.len(), dtype=pl.Int32).alias("index"),
        _TIME,
        _TIME.shift(1).alias("before"),
        is_start.alias("start"),
    )
    starts = found.filter(pl.col("start"))
    last = pl.lit(rows["time"][-1], dtype=pl.Int32)
    lengths = pl.col("index").shift(-1, fill_value=len(rows)) - pl.col("index")
    seconds = pl.col("before").shift(-1).fill_null(last) - _TIME
    figures = starts.select(
        pl.len().alias("n"), lengths.median().alias("length"), seconds.median().alias("seconds")
    ).collect()
    return np.array([figures["n"][0], rows["customer"].n_unique(), figures["length"][0], figures["seconds"][0]])


def _sessions_grouped(rows: pl.DataFrame) -> np.ndarray:
    is_start = _IS_NEW | (_TIME - _TIME.shift(1) > SESSION_SECONDS)
    found = rows.lazy().select(is_start.cum_sum().set_sorted().alias("session"), "time").group_by("session")
    found = found.agg(pl.len(), (_TIME.last() - _TIME.first()).alias("seconds")).collect()
    return np.array([len(found), rows["customer"].n_unique(), found["len"].median(), found["seconds"].median()])


def _markov(rows: pl.DataFrame, frame: Frame) -> np.ndarray:
    goal, index = frame.steps[-1], pl.int_range(pl.len(), dtype=pl.Int32)
    begin = pl.when(_IS_NEW).then(index).forward_fill()
    goal_before = pl.when(goal == _AT).then(index).forward_fill().shift(1, fill_value=-1).fill_null(-1)
    kept = rows.lazy().select(_AT.cast(pl.UInt16), _IS_NEW.alias("new"), (goal_before < begin).alias("kept"))
    kept = kept.filter(pl.col("kept"))
    start = pl.when(pl.col("new")).then(pl.lit(60, pl.UInt16)).otherwise(_AT.shift(1))
    steps = kept.select((start * 256 + _AT).alias("pair")).group_by("pair").len()
    final = kept.select(_AT, pl.col("new").shift(-1, fill_value=True).alias("final")).filter(pl.col("final"))
    outcome = pl.when(goal == _AT).then(pl.lit(61, pl.UInt16)).otherwise(pl.lit(62, pl.UInt16))
    ends = final.select((_AT * 256 + outcome).alias("pair")).group_by("pair").len()
    return _unpacked(pl.concat(pl.collect_all([steps, ends])))


def _month(frame: Frame) -> pl.Expr:
    return pl.lit(pl.Series(frame.month_starts.astype(np.int32))).search_sorted(_TIME, side="right").cast(pl.Int16) - 1


def _cohorts(rows: pl.DataFrame, frame: Frame) -> np.ndarray:
    month = pl.col("month")
    found = rows.lazy().select(_month(frame).alias("month"), _IS_NEW.alias("new"))
    found = found.filter(pl.col("new") | (month != month.shift(1)))
    found = found.select(pl.when("new").then(month).forward_fill().alias("cohort"), "month")
    found = found.select("cohort", (month - pl.col("cohort")).alias("age")).group_by("cohort", "age").len()
    return _sorted(found.collect(), 2)


def _cohorts_grouped(rows: pl.DataFrame, frame: Frame) -> np.ndarray:
    seen = rows.lazy().select("customer", _month(frame).alias("month")).unique()
    first = seen.group_by("customer").agg(pl.col("month").min().alias("cohort"))
    found = seen.join(first, on="customer").select("cohort", (pl.col("month") - pl.col("cohort")).alias("age"))
    return _sorted(found.group_by("cohort", "age").len().collect(), 2)
