"""Who is who, worked out from the book and from people's decisions."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from resa.collect.identity.book import IdentityBook
from resa.collect.identity.decision import Decisions, Verdict
from resa.collect.identity.handover import turns
from resa.collect.identity.linking import Links, links
from resa.collect.identity.network import Section, section
from resa.collect.identity.projection import Projections
from resa.collect.identity.standing import Standing
from resa.collect.identity.trust import trust_order
from resa.model.identifier import Identifier
from resa.store.assignment import Assignment

NO_DECISIONS = Decisions()

_Pairs = Sequence[tuple[int, int]]


def resolve(book: IdentityBook, decisions: Decisions = NO_DECISIONS) -> Assignment:
    """Returns the customer of every subject in the book; a million identifiers take about a second.

    The same records give the same customers in any order of arrival; only the codes follow the order. `tables` are
    computed when they are first read.
    """
    return Resolver(book).resolve(decisions)


class Resolver:
    """Resolves a growing book again and again, looking only at clusters of identifiers that have news."""

    def __init__(self, book: IdentityBook) -> None:
        self.book = book
        self._standing = Standing.empty()
        self._decisions = NO_DECISIONS
        self._identifiers = 0
        self._subjects = 0
        self._uses = 0

    def resolve(self, decisions: Decisions = NO_DECISIONS) -> Assignment:
        """Returns the same as the function `resolve`, in time that follows the clusters with news."""
        book = self.book
        together = _codes(book, decisions.pairs(Verdict.TOGETHER))
        apart = _codes(book, decisions.pairs(Verdict.APART))
        for one, other in together:
            book.membership.join(one, other)
        identifiers = book.membership.clusters(self._news(decisions))
        standing = self._standing.grown(len(book.identifiers), len(book))
        if len(identifiers):
            order = trust_order(book.namespaces)
            part = section(book, identifiers, order=order, together=together, apart=apart)
            found = links(
                part.network, bit=order.bit, watch=order.watch, is_unique=order.is_unique, is_device=order.is_device
            )
            standing = _taken_over(standing, book, part, found)
        self._remember(standing, decisions)
        return Assignment(
            customer=standing.customer,
            handover_subject=standing.handover_subject,
            handover_time=standing.handover_time,
            handover_customer=standing.handover_customer,
            tables=Projections(book, standing, decisions),
        )

    def _news(self, decisions: Decisions) -> NDArray[np.int32]:
        """Returns identifiers such that every cluster with news has one of them."""
        book = self.book
        members = book.membership
        fresh = np.arange(self._identifiers, len(book.identifiers), dtype=np.int32)
        linked = members.identifier.view[members.offsets.view[self._subjects] :]
        users = book.evidence.use_subject.view[self._uses :]
        used = members.identifier.view[members.offsets.view[:-1][users]]
        changed = set(decisions.entries) ^ set(self._decisions.entries)
        decided = _codes(book, [(entry.one, entry.other) for entry in changed])
        first = np.array(decided, dtype=np.int32).ravel()
        return np.concatenate([fresh, linked, used, first]).astype(np.int32)

    def _remember(self, standing: Standing, decisions: Decisions) -> None:
        self._standing, self._decisions = standing, decisions
        self._identifiers, self._subjects = len(self.book.identifiers), len(self.book)
        self._uses = self.book.evidence.use_time.size


def _taken_over(standing: Standing, book: IdentityBook, part: Section, found: Links) -> Standing:
    """Writes what was found for a section over what stood there before."""
    total = len(part.subjects)
    turn = turns(book, part, found)
    root, device = found.subject_root[:total].copy(), found.device[:total]
    is_timed = device >= 0
    root[is_timed] = turn.first(device[is_timed])
    smallest = np.full(len(part.identifiers), -1, dtype=np.int32)
    smallest[root[::-1]] = part.subjects[::-1]  # subjects ascend, so the smallest is written last
    standing.customer[part.subjects] = smallest[root]
    standing.identifier_customer[part.identifiers] = smallest[found.root]
    standing.status[part.identifiers] = found.status
    standing.is_refused[part.subjects] = found.is_refused[:total]
    timed = np.flatnonzero(is_timed)
    begins = np.searchsorted(turn.device, device[timed]) + 1
    lengths = np.maximum(np.searchsorted(turn.device, device[timed], side="right") - begins, 0)
    at = np.repeat(begins, lengths) + np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return standing.with_handovers(
        replaced=part.subjects,
        subject=np.repeat(part.subjects[timed], lengths),
        time=turn.time[at],
        customer=smallest[turn.root[at]],
    )


def _codes(book: IdentityBook, pairs: Sequence[tuple[Identifier, Identifier]]) -> _Pairs:
    found = [(book.code(one), book.code(other)) for one, other in pairs]
    return [(one, other) for one, other in found if one is not None and other is not None]
