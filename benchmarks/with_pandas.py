"""The same answers with pandas: shifts over the whole sorted frame, for groups of each customer take far longer."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.question import FUNNEL_SECONDS, SESSION_SECONDS, STEPS, TOP, Frame, Question

_BIG = 1 << 33  # more seconds than lie between any two interactions: keeps customers apart in one number


def read(path: Path, frame: Frame) -> pd.DataFrame:
    rows = pd.read_parquet(path).sort_values(["customer", "time"], ignore_index=True)
    return rows.assign(time=(rows["time"] // 1_000_000 - frame.origin).astype(np.int32))


def ways(rows: pd.DataFrame, frame: Frame) -> dict[str, list[Callable[[Question], np.ndarray]]]:
    def medians(question: Question) -> np.ndarray:
        return _medians(rows[rows[question.column].isin(question.codes)] if question.column else rows)

    return {
        "transitions": [lambda _: _pairs(rows)],
        "transitions with exact medians": [medians],
        "variants": [lambda _: _variants(rows)],
        "funnel": [lambda _: _funnel(rows, frame)],
        "step matrix": [lambda _: _steps(rows)],
        "sessions": [lambda _: _sessions(rows)],
        "Markov counts": [lambda _: _markov(rows, frame)],
        "cohorts": [lambda _: _cohorts(rows, frame)],
        "narrow filter, exact medians": [medians],
        "wide filter, exact medians": [medians],
    }


def _is_new(rows: pd.DataFrame) -> pd.Series:
    return rows["customer"].ne(rows["customer"].shift(fill_value=-1))


def _pair(rows: pd.DataFrame) -> pd.Series:
    at = rows["touchpoint"].astype(np.int16)
    return at.shift(fill_value=0) * 256 + at


def _unpacked(pairs: pd.Index, *figures: np.ndarray) -> np.ndarray:
    return np.stack([pairs // 256, pairs % 256, *figures], axis=1).astype(np.float64)


def _pairs(rows: pd.DataFrame) -> np.ndarray:
    found = _pair(rows)[~_is_new(rows)].value_counts(sort=False).sort_index()
    return _unpacked(found.index.to_numpy(), found.to_numpy())


def _medians(rows: pd.DataFrame) -> np.ndarray:
    found = pd.DataFrame({"pair": _pair(rows), "wait": rows["time"].diff()})[~_is_new(rows)].groupby("pair")["wait"]
    found = found.agg(["size", "median"])
    return _unpacked(found.index.to_numpy(), found["size"].to_numpy(), found["median"].to_numpy())


def _variants(rows: pd.DataFrame) -> np.ndarray:
    starts = np.flatnonzero(_is_new(rows))
    steps = rows["touchpoint"].to_numpy().tobytes()
    ends = np.append(starts[1:], len(rows))
    counts = pd.Series(
        [steps[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
    ).value_counts()
    return np.append(counts.to_numpy()[:TOP], [len(counts)])


def _funnel(rows: pd.DataFrame, frame: Frame) -> np.ndarray:
    found = rows[rows["touchpoint"].isin(frame.steps)]
    at, customer = found["touchpoint"].to_numpy(), found["customer"].to_numpy()
    now = customer.astype(np.int64) * _BIG + found["time"].to_numpy()
    reached, begun = [], now
    for number, code in enumerate(frame.steps):
        here = (at == code) & ((now - begun <= FUNNEL_SECONDS) if number else True)
        reached.append(pd.unique(customer[here]).size)
        begun = np.maximum.accumulate(np.where(here, begun, -_BIG))
    return np.array(reached)


def _steps(rows: pd.DataFrame) -> np.ndarray:
    found = rows.assign(step=rows.groupby("customer", sort=False).cumcount())
    found = found[found["step"] < STEPS].groupby(["step", "touchpoint"]).size()
    matrix = np.zeros((STEPS, 60))
    matrix[found.index.get_level_values(0), found.index.get_level_values(1)] = found.to_numpy()
    return matrix


def _sessions(rows: pd.DataFrame) -> np.ndarray:
    starts = np.flatnonzero(_is_new(rows) | (rows["time"].diff() > SESSION_SECONDS))
    ends = np.append(starts[1:], len(rows))
    time = rows["time"].to_numpy()
    lengths, seconds = pd.Series(ends - starts), pd.Series(time[ends - 1] - time[starts])
    return np.array([len(starts), int(_is_new(rows).sum()), lengths.median(), seconds.median()])


def _markov(rows: pd.DataFrame, frame: Frame) -> np.ndarray:
    goal, index, is_new = frame.steps[-1], np.arange(len(rows)), _is_new(rows).to_numpy()
    at = rows["touchpoint"].to_numpy().astype(np.int16)
    begin = np.maximum.accumulate(np.where(is_new, index, 0))
    goal_before = np.append(-1, np.maximum.accumulate(np.where(at == goal, index, -1))[:-1])
    is_kept = goal_before < begin
    at, is_new = at[is_kept], is_new[is_kept]
    start = np.where(is_new, 60, np.append(0, at[:-1]))
    final = at[np.append(is_new[1:], True)]
    pairs = np.concatenate([start * 256 + at, final * 256 + np.where(final == goal, 61, 62)])
    found = pd.Series(pairs).value_counts(sort=False).sort_index()
    return _unpacked(found.index.to_numpy(), found.to_numpy())


def _cohorts(rows: pd.DataFrame, frame: Frame) -> np.ndarray:
    month = np.searchsorted(frame.month_starts, rows["time"].to_numpy(), side="right") - 1
    seen = pd.DataFrame({"customer": rows["customer"], "month": month.astype(np.int8)}).drop_duplicates()
    cohort = seen.groupby("customer")["month"].transform("min")
    found = pd.DataFrame({"cohort": cohort, "age": seen["month"] - cohort}).groupby(["cohort", "age"]).size()
    return np.column_stack([found.index.get_level_values(0), found.index.get_level_values(1), found.to_numpy()])
