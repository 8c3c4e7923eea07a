"""The links between identifiers, why they hold, and which of them joined customers that were known apart."""

# ruff: noqa: PLR0917 # compiled functions take their arrays by position: numba knows no keyword-only arguments

import numba
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from resa.collect.identity.book import IdentityBook
from resa.collect.identity.decision import Decisions, Verdict, fingerprint
from resa.collect.identity.figures import Figures, namespaces
from resa.collect.identity.linking import ACTIVE
from resa.collect.identity.network import ranks
from resa.collect.identity.standing import Standing
from resa.collect.identity.trust import trust_order
from resa.model.identifier import DEVICE_NAMESPACES, RECORD_NAMESPACES

RULES = ("same_record", "learned", "record", "device", "decided")
"""Why two identifiers are linked: a record carries both; it taught a further one of its kind; one names the record; a
device that one customer only used; somebody said so."""


def link_table(book: IdentityBook, standing: Standing, decisions: Decisions, *, figures: Figures) -> pa.Table:
    """Returns the links that hold and those that people undid.

    `figures` are those of the identifiers. In each subject the most trusted identifier (`a`) is linked with each other
    one (`b`). `is_merge` says that `b` is also known apart from `a`, so that the link moved records from one customer
    to another.
    """
    decided, verdict = _decided(book, decisions)
    pair, subject = _pairs(book, standing)
    pair = np.concatenate([pair, decided])
    keys, at = _unique(pair)
    a, b = keys[:, 0], keys[:, 1]
    carried = Figures.of(book.evidence, subject, group=at[: len(subject)], groups=len(keys))
    both = np.bincount(at[: len(subject)], minlength=len(keys))
    word = np.zeros(len(keys), dtype=np.int8)
    word[at[len(subject) :]] = verdict
    customer = standing.identifier_customer
    is_same = (customer[a] == customer[b]) & (customer[a] >= 0)
    is_kept = is_same | (word == 2)
    entries = int(book.membership.offsets.array[len(standing.customer)])
    apart = np.bincount(book.membership.identifier.view[:entries], minlength=len(customer))[b] > both
    rule = np.where(word == 1, RULES.index("decided"), _rules(book, standing, b, first=figures.first))
    table = pa.table(
        {
            "merge_id": _merge_ids(book, a[is_kept], b[is_kept]),
            "customer": pa.array(customer[a[is_kept]]),
            "a": _names(book, a[is_kept]),
            "b": _names(book, b[is_kept]),
            "rule": pa.array(RULES).take(pa.array(rule[is_kept])),
        }
    )
    for name, column in carried.columns(book.evidence).items():
        table = table.append_column("source" if name == "sources" else name, column.filter(pa.array(is_kept)))
    table = table.append_column("confidence", pa.array(np.ones(table.num_rows)))
    status = pa.array(["active", "undone"]).take(pa.array((word[is_kept] == 2).astype(np.int8)))
    table = table.append_column("status", status)
    is_merge = (apart | (word > 0))[is_kept]
    return table.append_column("is_merge", pa.array(is_merge)).sort_by([("a", "ascending"), ("b", "ascending")])


def merge_table(links: pa.Table) -> pa.Table:
    """Returns the links that joined what was known apart; `merged_at` is null where that is so from the start."""
    merges = links.filter(links["is_merge"])
    names = pa.concat_arrays([merges["a"].combine_chunks(), merges["b"].combine_chunks()])
    turns = np.arange(2 * merges.num_rows).reshape(2, -1).T.ravel()
    bounds = pa.array(np.arange(0, 2 * merges.num_rows + 1, 2, dtype=np.int32))
    return pa.table(
        {
            "merge_id": merges["merge_id"],
            "customer": merges["customer"],
            "identifiers": pa.ListArray.from_arrays(bounds, names.take(pa.array(turns))),
            "merged_at": merges["first"],
            "rule": merges["rule"],
            "status": merges["status"],
        }
    )


def _unique(pair: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    key, at = np.unique((pair[:, 0].astype(np.int64) << 32) | pair[:, 1], return_inverse=True)
    return np.stack([key >> 32, key & 0xFFFFFFFF], axis=1).astype(np.int32), at


def _pairs(book: IdentityBook, standing: Standing) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Returns, for each subject of several identifiers, the most trusted one beside each other one."""
    members = book.membership
    sizes = np.diff(members.offsets.view[: len(standing.customer) + 1])
    entries = np.flatnonzero(np.repeat(sizes > 1, sizes))
    identifier, subject = members.identifier.view[entries], members.subject.view[entries]
    order = _ordered(book, standing, identifier, subject)
    identifier, subject = identifier[order], subject[order]
    is_top = np.ones(len(subject), dtype=np.bool_)
    is_top[1:] = subject[1:] != subject[:-1]
    top = identifier[is_top][np.cumsum(is_top) - 1]
    is_link = ~is_top & (standing.status[top] == ACTIVE)
    return np.stack([top[is_link], identifier[is_link]], axis=1), subject[is_link]


def _ordered(
    book: IdentityBook, standing: Standing, identifier: NDArray[np.int32], subject: NDArray[np.int32]
) -> NDArray[np.int64]:
    """Returns the order of entries by subject, then as subjects choose the identifier that decides."""
    if not len(identifier):
        return np.zeros(0, dtype=np.int64)
    level = trust_order(book.namespaces).levels(book.namespaces)[book.identifiers.kinds.view[identifier]]
    is_idle = standing.status[identifier] != ACTIVE
    order = np.lexsort((level, is_idle, subject))
    is_tie = np.zeros(len(order), dtype=np.bool_)
    is_tie[1:] = (subject[order][1:] == subject[order][:-1]) & (level[order][1:] == level[order][:-1])
    is_tie[:-1] |= is_tie[1:]
    rank = np.zeros(len(order), dtype=np.int32)
    rank[order[is_tie]] = ranks(book, identifier[order[is_tie]])
    return np.lexsort((rank, level, is_idle, subject))


def _decided(book: IdentityBook, decisions: Decisions) -> tuple[NDArray[np.int32], NDArray[np.int8]]:
    """Returns the pairs that people decided on, more trusted first, with 1 for together and 2 for apart."""
    namespaces_by_trust = trust_order(book.namespaces).namespaces
    pairs, verdicts = [], []
    for verdict, number in ((Verdict.TOGETHER, 1), (Verdict.APART, 2)):
        for pair in decisions.pairs(verdict):
            known = [
                (namespaces_by_trust.index(name.namespace), name.text, book.code(name)) for name in pair if name in book
            ]
            if len(known) == 2:
                pairs.append([code for _, _, code in sorted(known)])
                verdicts.append(number)
    return np.array(pairs, dtype=np.int32).reshape(-1, 2), np.array(verdicts, dtype=np.int8)


def _rules(
    book: IdentityBook, standing: Standing, b: NDArray[np.int32], *, first: NDArray[np.int64]
) -> NDArray[np.int64]:
    kinds = book.identifiers.kinds.view
    by_kind = [
        RULES.index("device" if name in DEVICE_NAMESPACES else "record" if name in RECORD_NAMESPACES else "same_record")
        for name in book.namespaces
    ]
    rule = np.array(by_kind, dtype=np.int64)[kinds[b]] if len(b) else np.zeros(0, dtype=np.int64)
    is_learned = _further(book, standing, first=first)[b] & (rule == RULES.index("same_record"))
    return np.where(is_learned, RULES.index("learned"), rule)


def _further(book: IdentityBook, standing: Standing, *, first: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Says which identifiers are not the earliest of their kind that their customer has."""
    customer, kind = standing.identifier_customer, book.identifiers.kinds.view[: len(standing.status)]
    key = customer.astype(np.int64) << 8 | kind
    _, at, count = np.unique(key, return_inverse=True, return_counts=True)
    several = np.flatnonzero(count[at] > 1)
    rank = ranks(book, several.astype(np.int32)) if len(several) else several
    order = np.lexsort((rank, first[several], key[several]))
    is_later = np.zeros(len(order), dtype=np.bool_)
    is_later[1:] = key[several][order][1:] == key[several][order][:-1]
    further = np.zeros(len(customer), dtype=np.bool_)
    further[several[order[is_later]]] = True
    return further


def _names(book: IdentityBook, identifiers: NDArray[np.int32]) -> pa.Array:
    texts = book.texts_of(identifiers).cast(pa.string())
    return pc.binary_join_element_wise(namespaces(book, identifiers).cast(pa.string()), texts, ":")


def _merge_ids(book: IdentityBook, a: NDArray[np.int32], b: NDArray[np.int32]) -> pa.Array:
    """Returns `decision.merge_id` of each pair; compiled, since there are millions."""
    starts = [fingerprint(f"{name}:".encode()) for name in book.namespaces]
    texts = book.identifiers
    words = _link_words(a, b, np.array(starts, np.uint64), texts.kinds.view, texts.stored.view, texts.offsets.view)
    nibbles = (words[:, None] >> np.arange(60, -1, -4, dtype=np.uint64)) & np.uint64(15)
    letters = np.empty((len(words), 17), dtype=np.uint8)
    letters[:, 0] = ord("m")
    letters[:, 1:] = np.frombuffer(b"0123456789abcdef", dtype=np.uint8)[nibbles.astype(np.intp)]
    bounds = np.arange(0, 17 * len(words) + 1, 17, dtype=np.int64)
    texts_of_ids = pa.LargeStringArray.from_buffers(len(words), pa.py_buffer(bounds), pa.py_buffer(letters))
    return texts_of_ids.cast(pa.string())


@numba.njit(cache=True)
def _link_words(a, b, starts, kinds, stored, offsets):  # type: ignore[no-untyped-def] # compiled: numba infers the types
    words = np.zeros(len(a), dtype=np.uint64)
    for row in range(len(a)):
        both = np.uint64(0)
        for one in (a[row], b[row]):
            code = starts[kinds[one]]
            for at in range(offsets[one], offsets[one + 1]):
                code = (code ^ np.uint64(stored[at])) * np.uint64(0x100000001B3)
            both += code
        both = (both ^ both >> np.uint64(32)) * np.uint64(0xD6E8FEB86659FD93)
        words[row] = both ^ both >> np.uint64(32)
    return words
