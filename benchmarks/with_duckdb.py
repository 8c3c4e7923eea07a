"""The same answers with DuckDB on a sorted table: windows over the whole with a key comparison, which stream."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from benchmarks.question import FUNNEL_SECONDS, SESSION_SECONDS, STEPS, TOP, Frame, Question

_BEFORE = (
    "lag(customer) over () as before_customer, lag(touchpoint) over () as before, lag(time) over () as before_time"
)
_PARTS = "lag(touchpoint) over w as before, lag(time) over w as before_time"


def held(table: pa.Table) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("set threads = 2")
    connection.register("handed", table)
    connection.execute("create table rows as select * from handed")
    connection.unregister("handed")
    return connection


def read(path: Path, frame: Frame) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("set threads = 2")
    connection.execute(
        f"create table rows as select customer, (time // 1000000 - {frame.origin})::integer as time, touchpoint, channel "
        f"from (select * from read_parquet('{path}') order by customer, time)"
    )
    return connection


def ways(connection: duckdb.DuckDBPyConnection, frame: Frame) -> dict[str, list[Callable[[Question], np.ndarray]]]:
    def asked(*queries: str) -> list[Callable[[Question], np.ndarray]]:
        return [lambda q, sql=sql: _rows(connection, sql, q) for sql in queries]

    return {
        "transitions": asked(*_pairs("count(*)")),
        "transitions with exact medians": asked(*_pairs("count(*), median(time - before_time)")),
        "variants": [lambda _, sql=sql: _variants(connection, sql) for sql in _PATHS],
        "funnel": [lambda _: _rows(connection, _funnel(frame))[0]],
        "step matrix": [lambda _, sql=sql: _matrix(connection, sql) for sql in _STEPS],
        "sessions": [lambda _: _rows(connection, _SESSIONS)[0]],
        "Markov counts": asked(_markov(frame)),
        "cohorts": asked(*_cohorts(frame)),
        "narrow filter, exact medians": asked(*_pairs("count(*), median(time - before_time)")),
        "wide filter, exact medians": asked(*_pairs("count(*), median(time - before_time)")),
    }


def _rows(connection: duckdb.DuckDBPyConnection, sql: str, question: Question | None = None) -> np.ndarray:
    kept = "" if question is None or not question.column else f"where {question.column} in {question.codes}"
    return np.array(connection.execute(sql.replace("FILTER", kept)).fetchall(), np.float64)


def _pairs(figures: str) -> tuple[str, str]:
    over_all = f"""select before, touchpoint, {figures} from (select customer, touchpoint, time, {_BEFORE} from rows FILTER)
        where customer = before_customer group by all order by all"""
    partitioned = f"""select before, touchpoint, {figures} from (select touchpoint, time, {_PARTS} from rows FILTER
        window w as (partition by customer order by time)) where before is not null group by all order by all"""
    return over_all, partitioned if "median" not in figures else over_all


_PATHS = (
    "select count(*) n from (select list(touchpoint order by time, rowid) path from rows group by customer) group by path",
    "select count(*) n from (select string_agg(chr(touchpoint + 48), '' order by time, rowid) path from rows group by customer) "
    "group by path",
)
"""Two interactions of one second stand in the order of the rows; without an order, two threads may mix a path up."""


def _variants(connection: duckdb.DuckDBPyConnection, sql: str) -> np.ndarray:
    top, total = connection.execute(
        f"with found as materialized ({sql}) select (select list(n order by n desc)[1:{TOP}] from "
        f"(select n from found order by n desc limit {TOP})), (select count(*) from found)"
    ).fetchone()
    return np.append(top, [total])


def _funnel(frame: Frame) -> str:
    a, b, c, d = frame.steps
    big = 1 << 33
    chain = [
        "select customer, touchpoint, customer::bigint * {big} + time as now from rows where touchpoint in {steps}"
    ]
    chain[0] = chain[0].format(big=big, steps=(a, b, c, d))
    begun = f"max(case when touchpoint = {a} then now end)"
    for step, code in enumerate((a, b, c, d)):
        valid = (
            f"touchpoint = {code}"
            if step == 0
            else f"touchpoint = {code} and now - begun{step - 1} <= {FUNNEL_SECONDS}"
        )
        begun = f"case when {valid} then {'now' if step == 0 else f'begun{step - 1}'} end"
        chain.append(
            f"select *, {begun} as step{step}, max({begun}) over (rows unbounded preceding) as begun{step} "
            f"from ({chain[-1]})"
        )
    counts = ", ".join(f"count(distinct case when step{step} is not null then customer end)" for step in range(4))
    return f"select {counts} from ({chain[-1]})"


_STEPS = (
    f"""select step, touchpoint, count(*) from (select touchpoint, row_number() over (partition by customer order by time) - 1
        as step from rows) where step < {STEPS} group by all""",
    f"""select step, touchpoint, count(*) from (select touchpoint, seq - max(case when customer is distinct from before_customer
        then seq end) over (rows unbounded preceding) as step from (select customer, touchpoint, rowid as seq,
        lag(customer) over () as before_customer from rows)) where step < {STEPS} group by all""",
)


def _matrix(connection: duckdb.DuckDBPyConnection, sql: str) -> np.ndarray:
    found = connection.execute(sql).fetchnumpy()
    step, touchpoint, count = found.values()
    matrix = np.zeros((STEPS, 60))
    matrix[np.asarray(step, int), np.asarray(touchpoint, int)] = count
    return matrix


_SESSIONS = f"""with starts as (select seq, customer, time, before_time, lead(seq) over () as next_seq,
        lead(before_time) over () as closed from (select rowid as seq, customer, time, {_BEFORE} from rows)
        where customer is distinct from before_customer or time - before_time > {SESSION_SECONDS})
    select count(*), count(distinct customer), median(coalesce(next_seq, (select count(*) from rows)) - seq),
        median(coalesce(closed, (select last(time) from rows)) - time) from starts"""


def _markov(frame: Frame) -> str:
    goal = frame.steps[-1]
    kept = f"""select *, lead(customer) over () as after_customer from (select *, lag(goals) over () as goals_before,
            max(case when customer is distinct from before_customer then seq end) over (rows unbounded preceding) as begin
        from (select rowid as seq, customer, touchpoint, {_BEFORE},
            max(case when touchpoint = {goal} then rowid end) over (rows unbounded preceding) as goals from rows))
        where coalesce(goals_before, -1) < begin"""
    return f"""with kept as materialized ({kept})
        select * from (select case when customer is distinct from before_customer then 60 else before end as a,
            touchpoint as b, count(*) from kept group by all
        union all select touchpoint, case when touchpoint = {goal} then 61 else 62 end, count(*) from kept
            where customer is distinct from after_customer group by all) order by all"""


def _cohorts(frame: Frame) -> tuple[str, ...]:
    starts = frame.month_starts.tolist()
    month = (
        "case "
        + " ".join(f"when time < {start} then {at}" for at, start in enumerate(starts[1:]))
        + f" else {len(starts) - 1} end"
    )
    grouped = f"""with seen as (select distinct customer, {month} as month from rows)
        select cohort, month - cohort, count(*) from (select month, min(month) over (partition by customer) as cohort from seen)
        group by all order by all"""
    joined = f"""with seen as materialized (select distinct customer, {month} as month from rows),
        first as (select customer, min(month) as cohort from seen group by customer)
        select cohort, month - cohort, count(*) from seen join first using (customer) group by all order by all"""
    bits = f"""with seen as (select customer, min({month}) as cohort, bit_or(1 << ({month})) as months from rows group by customer),
        ages as (select unnest(range({len(starts)})) as month)
        select cohort, month - cohort, count(*) from seen join ages on (months >> month) & 1 = 1 group by all order by all"""
    return grouped, joined, bits
