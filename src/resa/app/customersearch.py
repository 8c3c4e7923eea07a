"""Customers found by what they are known as, and everything one of them did; every look is written down."""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from resa.app import customer
from resa.app.audit import record
from resa.app.customeroverview import overview
from resa.app.permission import Act, Person, require
from resa.app.serving import ServedWorkspace
from resa.app.workspace import Workspace
from resa.model.identifier import RECORD_NAMESPACES, TRUST
from resa.model.table import Table
from resa.store.who import label

MOST = 20
SHORTEST = 2


def customer_timeline(person: Person, served: ServedWorkspace, name: str) -> Table:
    """Returns everything that a customer did, oldest first; who looked is in the audit log."""
    require(person, Act.SEE_CUSTOMERS)
    found = served.ask(lambda workspace: customer.timeline(workspace, name))
    with served.database.writing() as connection:
        record(connection, person, act="customer.view", about=name[:200], now=served.now())
    return found


def customer_overview(person: Person, served: ServedWorkspace, name: str) -> Table:
    """Returns a customer as a whole: persona, type of journey, channels, feelings, pains; looking is written down."""
    require(person, Act.SEE_CUSTOMERS)
    found = served.ask(lambda workspace: overview(workspace, name))
    with served.database.writing() as connection:
        record(connection, person, act="customer.view", about=name[:200], now=served.now())
    return found


def customers_like(person: Person, served: ServedWorkspace, words: str) -> list[dict[str, str | list[str]]]:
    """Returns customers of whom an identifier begins with, else holds, these letters; at most 20.

    Each has `name`, the identifier that was found, and `known_as`, all of them. Costs a pass over all identifiers.
    """
    require(person, Act.SEE_CUSTOMERS)
    wanted = words.strip().casefold()
    if len(wanted) < SHORTEST:
        return []
    return served.ask(lambda workspace: _like(workspace, wanted))


def _like(workspace: Workspace, wanted: str) -> list[dict[str, str | list[str]]]:
    table = workspace.engine.assignment().tables.get("identifiers")
    if table is None:
        return []
    names_person = pc.invert(pc.is_in(table["namespace"].cast(pa.string()), value_set=_RECORDS))
    table = table.filter(pc.and_(names_person, pc.is_valid(table["customer"])))
    texts = pc.utf8_lower(table["text"].cast(pa.string()))
    begins, holds = pc.starts_with(texts, wanted), pc.match_substring(texts, wanted)
    hits = pa.concat_tables([table.filter(begins), table.filter(pc.and_(holds, pc.invert(begins))).slice(0, 10 * MOST)])
    first: dict[int, str] = {}
    for row in hits.slice(0, 20 * MOST).to_pylist():
        if row["customer"] not in first and len(first) < MOST:
            first[row["customer"]] = label(row["namespace"], row["text"])
    mine = table.filter(pc.is_in(table["customer"], value_set=pa.array(list(first), table["customer"].type)))
    known: dict[int, list[str]] = {}
    for row in sorted(mine.to_pylist(), key=_most_telling):
        known.setdefault(row["customer"], []).append(label(row["namespace"], row["text"]))
    return [{"name": name, "known_as": known[one]} for one, name in sorted(first.items(), key=lambda pair: pair[1])]


def _most_telling(row: Mapping[str, Any]) -> tuple[int, str]:
    """Puts what people know somebody by before what machines do."""
    order = list(TRUST)
    return (order.index(row["namespace"]) if row["namespace"] in order else len(order)), str(row["text"])


_RECORDS = pa.array(sorted(RECORD_NAMESPACES))
