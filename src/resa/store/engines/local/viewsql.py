"""The SQL behind each documented view."""

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from resa.model.money import CURRENCIES_BY_DIGITS
from resa.store.assignment import Assignment
from resa.store.schema import YIELDED
from resa.store.who import best_identifiers

IDENTITY_VIEWS = ("identifiers", "links", "merges", "conflicts")

_UTC = "make_timestamp(epoch_us(y.time))"
_OWNER = """
    FROM (
        SELECT r.*, coalesce({handed}w.owner, CASE WHEN r.subject >= 0 THEN r.subject END) AS owner
        FROM _raw_{name} r LEFT JOIN _who w ON r.subject = w.subject {handover}
    ) y
    LEFT JOIN _label l ON y.owner = l.owner
"""
_HANDOVER = """
    ASOF LEFT JOIN _handover h ON r.subject = h.subject AND coalesce(epoch_us(r.time), -4611686018427387904) >= h.since
"""
_NAME = "coalesce(l.label, 'customer:' || y.owner) AS customer, y.owner AS customer_code"


def statement(name: str, *, columns: Sequence[str] = (), has_handovers: bool = False) -> str:
    """Returns the SELECT behind a view; `columns` are those of a table of who is who.

    Joining handovers is slow, so it is done only where there are any.
    """
    if name in IDENTITY_VIEWS:
        return _identity(name, columns=columns)
    if name in _FIXED:
        return _FIXED[name]
    if name == "interactions":
        return _interactions(has_handovers=has_handovers)
    if name == "orders":
        return _ORDERS.format(owner=_owner("orders", has_handovers=has_handovers))
    return _yielded(name, has_handovers=has_handovers)


def labels_of(assignment: Assignment) -> pa.Table:
    """Returns `owner` and `label` of each customer: its best identifier."""
    table = assignment.tables.get("labels")
    if table is not None:
        names = pc.binary_join_element_wise(table["namespace"].cast(pa.string()), table["text"].cast(pa.string()), ":")
        return pa.table({"owner": table["customer"].cast(pa.int32()), "label": names})
    identifiers = assignment.tables.get("identifiers")
    best = {} if identifiers is None else best_identifiers(identifiers)
    return pa.table({"owner": pa.array(list(best), pa.int32()), "label": pa.array(list(best.values()), pa.string())})


def money_sql() -> str:
    """Returns the SQL macro that turns minor units into whole units of a currency."""
    cases = " ".join(
        f"WHEN currency IN ({', '.join(repr(one) for one in currencies)}) THEN {10**digits}"
        for digits, currencies in CURRENCIES_BY_DIGITS.items()
    )
    return f"CREATE MACRO _major(minor, currency) AS minor / (CASE {cases} ELSE 100 END)"


def _shown(name: str) -> str:
    """Returns the select list of a yielded table: its own columns, times in UTC, amounts in both units."""
    shown = []
    for column in YIELDED[name].names:
        if column in ("record", "part", "subject"):
            continue
        if column == "money_minor":
            shown.append("_major(y.money_minor, y.currency) AS money")
        shown.append(f"{_UTC} AS time" if column == "time" else f"y.{column}")
    return ", ".join(shown)


def _owner(name: str, *, has_handovers: bool) -> str:
    """Returns the FROM clause that finds out whose the rows of a yielded table are."""
    handed, handover = ("h.owner, ", _HANDOVER) if has_handovers else ("", "")
    return _OWNER.format(name=name, handed=handed, handover=handover)


def _yielded(name: str, *, has_handovers: bool) -> str:
    return f"SELECT {_NAME}, y.source, {_shown(name)} {_owner(name, has_handovers=has_handovers)}"


def _interactions(*, has_handovers: bool) -> str:
    return f"""
        SELECT {_NAME}, y.source, p.touchpoint, p.stage, {_shown("interactions")}
        {_owner("interactions", has_handovers=has_handovers)}
        LEFT JOIN _place p ON y.channel = p.channel AND y.name = p.name
    """


def _identity(name: str, *, columns: Sequence[str]) -> str:
    if name == "conflicts" and "customer" not in columns:
        return "SELECT * FROM _conflicts"
    return f"""
        SELECT coalesce(l.label, 'customer:' || t.customer) AS customer, t.customer AS customer_code,
               t.* EXCLUDE (customer)
        FROM _{name} t LEFT JOIN _label l ON t.customer = l.owner
    """


_CUSTOMERS = """
    SELECT coalesce(l.label, 'customer:' || c.owner) AS customer, c.owner AS customer_code,
           i.first, i.last, coalesce(i.interactions, 0) AS interactions, coalesce(i.channels, 0) AS channels, p.profile
    FROM (
        SELECT DISTINCT customer_code AS owner FROM interactions WHERE customer_code IS NOT NULL
        UNION SELECT owner FROM _profile
    ) c
    LEFT JOIN (
        SELECT customer_code AS owner, min(time) AS first, max(time) AS last, count(*) AS interactions,
               count(DISTINCT channel) AS channels
        FROM interactions GROUP BY customer_code
    ) i ON c.owner = i.owner
    LEFT JOIN _profile p ON c.owner = p.owner
    LEFT JOIN _label l ON c.owner = l.owner
"""

_TOUCHPOINTS = """
    SELECT touchpoint, min(channel) AS channel, list_sort(list(DISTINCT name)) AS names, min(stage) AS stage,
           count(*) AS interactions, count(DISTINCT customer_code) AS customers
    FROM interactions GROUP BY touchpoint
"""

_ORDERS = (
    f"""
    SELECT {_NAME}, y.source, y.order_id, {_UTC} AS time, y.channel, y.status,
           _major(coalesce(y.money_minor, k.money_minor), coalesce(y.currency, k.currency)) AS money,
           coalesce(y.money_minor, k.money_minor) AS money_minor, coalesce(y.currency, k.currency) AS currency,
           coalesce(k.lines, 0) AS lines
    """
    + """
    {owner}
    LEFT JOIN (
        SELECT source, order_id, sum(money_minor)::BIGINT AS money_minor, min(currency) AS currency, count(*) AS lines
        FROM _raw_lines GROUP BY source, order_id
    ) k ON y.source = k.source AND y.order_id = k.order_id
"""
)

_REJECTED = """
    SELECT r.source, o.file, o.position, r.reason, r.field, r.found, r.sentence
    FROM _raw_rejected r
    LEFT JOIN _origin o ON r.filename = o.filename AND r.record = o.record
"""

_COMPETITORS = f"""
    SELECT y.company, y.source, {_UTC} AS time, y.question, y.metric, y.score, y.score_low, y.score_high, y.is_answer,
           y.channel, y.text, y.language, y.properties
    FROM _raw_competitors y
"""

_FIXED = {"competitors": _COMPETITORS, "customers": _CUSTOMERS, "touchpoints": _TOUCHPOINTS, "rejected": _REJECTED}
