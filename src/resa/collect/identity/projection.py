"""The tables in which people see who is who."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from resa.collect.identity.book import IdentityBook
from resa.collect.identity.conflict import conflicts
from resa.collect.identity.decision import Decisions
from resa.collect.identity.figures import Figures, instants, namespaces, of_identifiers, trust_ranks
from resa.collect.identity.linking import SHARED
from resa.collect.identity.linktable import link_table, merge_table
from resa.collect.identity.network import ranks
from resa.collect.identity.standing import Standing
from resa.model.identifier import Identifier
from resa.store.assignment import Assignment


class Projections(Mapping[str, pa.Table]):
    """The tables of one resolved state, each computed when it is first read and kept.

    "identifiers", "labels", "links", "merges", "conflicts". Who is who is fixed; counts of records are those at the
    first reading.
    """

    def __init__(self, book: IdentityBook, standing: Standing, decisions: Decisions) -> None:
        figures = cache(lambda: of_identifiers(book, standing))
        # they are handed the others instead of keeping them: in a ring, the memory of all would wait for the collector
        self._makers: dict[str, Callable[[Mapping[str, pa.Table]], pa.Table]] = {
            "identifiers": lambda _: identifier_table(book, standing, figures=figures()),
            "labels": lambda _: label_table(book, standing, figures=figures()),
            "links": lambda _: link_table(book, standing, decisions, figures=figures()),
            "merges": lambda others: merge_table(others["links"]),
            "conflicts": lambda others: conflicts(book, standing, decisions, labels=others["labels"]),
        }
        self._made: dict[str, pa.Table] = {}

    def __getitem__(self, name: str) -> pa.Table:
        if name not in self._made:
            self._made[name] = self._makers[name](self)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


def identifier_table(book: IdentityBook, standing: Standing, *, figures: Figures) -> pa.Table:
    """Returns every identifier with its customer and its evidence, by code.

    `customer` is null for a shared identifier whose records all name somebody else.
    """
    codes = np.arange(len(standing.status), dtype=np.int32)
    return pa.table(
        {
            "customer": pa.array(standing.identifier_customer, mask=standing.identifier_customer < 0),
            "namespace": namespaces(book, codes),
            "text": book.texts_of(codes).cast(pa.string()),
            "first_seen": instants(figures.first),
            "last_seen": instants(figures.last),
            **{
                name: column
                for name, column in figures.columns(book.evidence).items()
                if name in ("records", "sources")
            },
            "is_shared": pa.array(standing.status >= SHARED),
        }
    )


def label_table(book: IdentityBook, standing: Standing, *, figures: Figures) -> pa.Table:
    """Returns the best identifier of each customer, the most trusted, then the earliest, then by text."""
    codes = np.flatnonzero(standing.identifier_customer >= 0).astype(np.int32)
    customer = standing.identifier_customer[codes]
    trust = trust_ranks(book)[book.identifiers.kinds.view[codes]] if len(codes) else codes
    first = figures.first[codes]
    is_shared = standing.status[codes] >= SHARED
    order = np.lexsort((first, trust, is_shared, customer))
    keys = np.stack([customer, is_shared, trust, first], axis=1)[order]
    is_tie = np.zeros(len(order), dtype=np.bool_)
    is_tie[1:] = (keys[1:] == keys[:-1]).all(axis=1)
    is_tie[:-1] |= is_tie[1:]
    rank = np.zeros(len(codes), dtype=np.int32)
    rank[order[is_tie]] = ranks(book, codes[order[is_tie]])
    order = np.lexsort((rank, first, trust, is_shared, customer))
    is_best = np.ones(len(order), dtype=np.bool_)
    is_best[1:] = customer[order][1:] != customer[order][:-1]
    best = codes[order[is_best]]
    return pa.table(
        {
            "customer": pa.array(standing.identifier_customer[best]),
            "namespace": namespaces(book, best),
            "text": book.texts_of(best).cast(pa.string()),
        }
    )


def label(assignment: Assignment, customer: int) -> Identifier | None:
    """Returns the identifier by which a customer is called, None where there is no such customer."""
    labels = assignment.tables["labels"]
    row = pc.index(labels["customer"], customer).as_py()
    if row < 0:
        return None
    return Identifier(labels["namespace"][row].as_py(), labels["text"][row].as_py())
