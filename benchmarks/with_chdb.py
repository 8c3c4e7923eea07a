"""The same answers with chDB, in its own table sorted by customer and time: windows, or arrays of each customer."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from chdb.session import Session

from benchmarks.question import FUNNEL_SECONDS, SESSION_SECONDS, STEPS, TOP, Frame, Question

_PATHS = "select groupArray(touchpoint) as path from held FILTER group by customer"
_SETTINGS = "settings max_threads = 2, optimize_aggregation_in_order = 1"


def read(path: Path, frame: Frame) -> Session:
    session = Session()
    session.query(
        "create table held (customer Int32, time Int32, touchpoint UInt8, channel UInt8) engine = MergeTree order by (customer, time)"
    )
    session.query(
        f"insert into held select customer, toInt32(intDiv(time, 1000000) - {frame.origin}), touchpoint, channel "
        f"from file('{path}', Parquet) order by customer, time settings max_threads = 2"
    )
    session.query("optimize table held final settings max_threads = 2")
    return session


def ways(session: Session, frame: Frame) -> dict[str, list[Callable[[Question], np.ndarray]]]:
    def asked(*queries: str, is_row: bool = False) -> list[Callable[[Question], np.ndarray]]:
        return [lambda q, sql=sql: _rows(session, sql, q)[0 if is_row else slice(None)] for sql in queries]

    medians = asked(_windows(", quantileExactInclusive(0.5)(wait)"), _pairs_of_arrays(with_waits=True))
    return {
        "transitions": asked(_windows(""), _pairs_of_arrays(with_waits=False)),
        "transitions with exact medians": medians,
        "variants": asked(_VARIANTS, is_row=True),
        "funnel": asked(_funnel(frame), is_row=True),
        "step matrix": [lambda q: _matrix(_rows(session, _STEPS, q))],
        "sessions": asked(_SESSIONS, is_row=True),
        "Markov counts": asked(_markov(frame)),
        "cohorts": asked(_cohorts(frame)),
        "narrow filter, exact medians": medians,
        "wide filter, exact medians": medians,
    }


def _rows(session: Session, sql: str, question: Question) -> np.ndarray:
    kept = f"where {question.column} in {question.codes}" if question.column else ""
    told = session.query(f"{sql.replace('FILTER', kept)} {_SETTINGS}", "CSV").bytes().decode()
    return np.array([line.split(",") for line in told.splitlines()], np.float64)


def _windows(figures: str) -> str:
    before = "over (partition by customer order by time rows between 1 preceding and current row)"
    return f"""select before, touchpoint, count(){figures} from (select touchpoint, lagInFrame(toNullable(touchpoint)) {before}
        as before, time - lagInFrame(toNullable(time)) {before} as wait from held FILTER)
        where before is not null group by 1, 2 order by 1, 2"""


def _pairs_of_arrays(*, with_waits: bool) -> str:
    waits = ", quantileExactInclusive(0.5)(pair.3)" if with_waits else ""
    third = ", arrayPopFront(arrayDifference(groupArray(time)))" if with_waits else ""
    return f"""select pair.1 as a, pair.2 as b, count(){waits} from (select arrayZip(arrayPopBack(groupArray(touchpoint) as path),
        arrayPopFront(path){third}) as pairs from held FILTER group by customer) array join pairs as pair group by a, b order by a, b"""


_VARIANTS = f"""select {", ".join(f"best[{place}]" for place in range(1, TOP + 1))}, n from (select
    arraySlice(arrayReverseSort(groupArray(many)), 1, {TOP}) as best, count() as n
    from (select count() as many from ({_PATHS}) group by path))"""


def _funnel(frame: Frame) -> str:
    steps = ", ".join(f"touchpoint = {code}" for code in frame.steps)
    reached = ", ".join(f"countIf(got >= {step})" for step in range(1, len(frame.steps) + 1))
    return f"""select {reached} from (select windowFunnel({FUNNEL_SECONDS})(toUInt32(time), {steps}) as got from held
        where touchpoint in {tuple(frame.steps)} group by customer)"""


_STEPS = f"""select step, code, count() from (select groupArray({STEPS})(touchpoint) as path from held group by customer)
    array join path as code, arrayEnumerate(path) as step group by step, code"""


def _matrix(found: np.ndarray) -> np.ndarray:
    step, touchpoint, count = found.T
    matrix = np.zeros((STEPS, 60))
    matrix[step.astype(int) - 1, touchpoint.astype(int)] = count
    return matrix


_SESSIONS = f"""select count(), uniqExact(customer), quantileExactInclusive(0.5)(length(one)),
    quantileExactInclusive(0.5)(one[-1] - one[1]) from (select customer, groupArray(time) as times,
    arraySplit((at, wait) -> wait > {SESSION_SECONDS}, times, arrayDifference(times)) as sessions from held group by customer)
    array join sessions as one"""


def _markov(frame: Frame) -> str:
    goal = frame.steps[-1]
    return f"""select pair.1 as a, pair.2 as b, count() from (select groupArray(touchpoint) as path, indexOf(path, {goal}) as at,
        arrayConcat([60], if(at > 0, arraySlice(path, 1, at), path), [if(at > 0, 61, 62)]) as chain,
        arrayZip(arrayPopBack(chain), arrayPopFront(chain)) as pairs from held group by customer)
        array join pairs as pair group by a, b order by a, b"""


def _cohorts(frame: Frame) -> str:
    starts = frame.month_starts.tolist()
    month = f"multiIf({', '.join(f'time < {start}, {at}' for at, start in enumerate(starts[1:]))}, {len(starts) - 1})"
    return f"""select cohort, toInt32(month) - cohort as age, count() from (select groupUniqArray({month}) as months,
        toInt32(arrayMin(months)) as cohort from held group by customer) array join months as month
        group by cohort, age order by cohort, age"""
