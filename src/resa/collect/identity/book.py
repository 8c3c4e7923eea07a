"""Every identifier ever seen, and which of them records carried together."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from resa.collect.identity.evidence import Evidence
from resa.collect.identity.interning import Interner, text_parts
from resa.collect.identity.membership import Membership
from resa.model.errors import UsageError
from resa.model.identifier import DEVICE_NAMESPACES, Identifier

MOST_NAMESPACES = 60
"""Namespaces are bits of a word where customers are compared."""


class TooManyNamespacesError(UsageError):
    """More kinds of identifiers than customers can be compared by."""

    code = "too_many_namespaces"


class IdentityBook:
    """Numbers identifiers and subjects, and keeps the evidence for each subject.

    Growing costs time per new row, never per row already known. Codes follow the order of arrival; who is whose
    customer doesn't.
    """

    def __init__(self) -> None:
        self.namespaces: list[str] = []
        self.identifiers = Interner()
        self.membership = Membership()
        self.evidence = Evidence()

    def subjects(
        self, identifiers: Sequence[tuple[str, pa.Array]], *, times_us: NDArray[np.int64], source: str
    ) -> NDArray[np.int32]:
        """Returns the subject code of each row, -1 where it carries no identifier.

        `identifiers` are columns of normalised texts, each with its namespace, aligned with the rows; null is none,
        and several columns may share a namespace. `times_us` are microseconds since the epoch, `UNTIMED` where a
        record has no time. About 0.3 microseconds a text.

        >>> book = IdentityBook()
        >>> who = [("email", pa.array(["a@x.se", None, "a@x.se"])), ("phone", pa.array(["+4670", None, None]))]
        >>> book.subjects(who, times_us=np.zeros(3, dtype=np.int64), source="shop").tolist()
        [1, -1, 0]
        """
        rows = len(times_us)
        codes = np.full((rows, max(1, len(identifiers))), -1, dtype=np.int32)
        for column, (namespace, texts) in enumerate(identifiers):
            codes[:, column] = self._codes(namespace, texts)
        before = len(self.membership)
        subjects = self.membership.subjects(codes, identifiers=len(self.identifiers))
        self.evidence.admit(self._are_logins(before))
        self.evidence.count(subjects, times_us=np.asarray(times_us, dtype=np.int64), source=source)
        return subjects

    def __len__(self) -> int:
        return len(self.membership)

    def __contains__(self, identifier: Identifier) -> bool:
        return self.code(identifier) is not None

    def code(self, identifier: Identifier) -> int | None:
        """Returns the code of an identifier, None where it was never seen."""
        if identifier.namespace not in self.namespaces:
            return None
        kind = self.namespaces.index(identifier.namespace)
        found = self.identifiers.find(identifier.text.encode(), kind=kind)
        return None if found < 0 else found

    def identifier(self, code: int) -> Identifier:
        """Returns the identifier with this code."""
        start, stop = self.identifiers.offsets.array[code : code + 2]
        text = self.identifiers.stored.array[start:stop].tobytes().decode()
        return Identifier(self.namespaces[self.identifiers.kinds.array[code]], text)

    def texts(self) -> pa.Array:
        """Returns the text of every identifier, by code; nothing is copied, since texts never change."""
        bounds, content = pa.py_buffer(self.identifiers.offsets.view), pa.py_buffer(self.identifiers.stored.view)
        return pa.LargeStringArray.from_buffers(len(self.identifiers), bounds, content)

    def texts_of(self, identifiers: NDArray[np.int32]) -> pa.Array:
        """Returns the texts of these identifiers."""
        return self.texts().take(pa.array(identifiers))

    def state(self) -> dict[str, pa.Table]:
        """Returns everything the book knows as tables, for `restore`; the book can grow on meanwhile."""
        members, evidence = self.membership, self.evidence
        subjects = {
            "members": pa.LargeListArray.from_arrays(members.offsets.view.copy(), members.identifier.view.copy()),
            "records": evidence.records.copy(),
            "first": evidence.first.copy(),
            "last": evidence.last.copy(),
        }
        subjects |= {f"sources_{i}": word.view.copy() for i, word in enumerate(evidence.source_words)}
        namespaces = pa.DictionaryArray.from_arrays(
            self.identifiers.kinds.view.copy(), pa.array(self.namespaces, pa.string())
        )
        uses = {"subject": evidence.use_subject.view.copy(), "time": evidence.use_time.view.copy()}
        return {
            "identifiers": pa.table({"namespace": namespaces, "text": self.texts()}),
            "subjects": pa.table(subjects),
            "uses": pa.table(uses),
            "sources": pa.table({"name": pa.array(evidence.sources, pa.string())}),
        }

    @classmethod
    def restore(cls, state: Mapping[str, pa.Table]) -> "IdentityBook":
        """Returns the book whose `state` this is; codes are the same."""
        book = cls()
        book._load_identifiers(state["identifiers"])
        subjects = state["subjects"].combine_chunks()
        members = _chunk(subjects["members"])
        book.membership.load(
            pc.list_value_length(members).to_numpy(zero_copy_only=False).astype(np.int64),
            members.flatten().to_numpy(),
            identifiers=len(book.identifiers),
        )
        evidence = book.evidence
        evidence.admit(book._are_logins(0))
        for source in state["sources"]["name"].to_pylist():
            evidence.admit_source(source)
        evidence.records[:] = subjects["records"].to_numpy()
        evidence.first[:] = subjects["first"].to_numpy()
        evidence.last[:] = subjects["last"].to_numpy()
        for i, word in enumerate(evidence.source_words):
            word.view[:] = subjects[f"sources_{i}"].to_numpy()
        evidence.add_uses(state["uses"]["subject"].to_numpy(), times_us=state["uses"]["time"].to_numpy())
        return book

    def _load_identifiers(self, table: pa.Table) -> None:
        namespaces = _chunk(table["namespace"])
        if not pa.types.is_dictionary(namespaces.type):
            namespaces = namespaces.dictionary_encode()
        self._admit_namespaces(namespaces.dictionary.to_pylist())
        kinds = np.array([self.namespaces.index(name) for name in namespaces.dictionary.to_pylist()], dtype=np.uint8)
        starts, content = text_parts(_chunk(table["text"]))
        numbers = namespaces.indices.to_numpy(zero_copy_only=False)
        self.identifiers.load(starts, content, kinds=kinds[numbers] if len(kinds) else numbers.astype(np.uint8))

    def _codes(self, namespace: str, texts: pa.Array) -> NDArray[np.int32]:
        self._admit_namespaces([namespace])
        kind = self.namespaces.index(namespace)
        if isinstance(texts, pa.ChunkedArray):
            texts = _chunk(texts)
        if not pa.types.is_dictionary(texts.type):
            return self.identifiers.intern(*text_parts(texts), kind=kind)
        numbers = texts.indices.fill_null(-1).to_numpy(zero_copy_only=False)
        distinct = self.identifiers.intern(*text_parts(texts.dictionary), kind=kind)
        codes: NDArray[np.int32] = np.append(distinct, np.int32(-1))[numbers]
        return codes

    def _admit_namespaces(self, names: Iterable[str]) -> None:
        self.namespaces.extend(name for name in names if name not in self.namespaces)
        if len(self.namespaces) > MOST_NAMESPACES:
            raise TooManyNamespacesError(
                f"expected at most {MOST_NAMESPACES} namespaces of identifiers, got {len(self.namespaces)}, the last "
                f"one {self.namespaces[-1]!r}; give identifiers of the same kind the same namespace in the source specs"
            )

    def _are_logins(self, before: int) -> NDArray[np.bool_]:
        """Says which subjects from `before` on have a device beside something that is none."""
        members = self.membership
        bounds = members.offsets.view[before:]
        entries = members.identifier.view[bounds[0] : bounds[-1]]
        is_device = np.array([name in DEVICE_NAMESPACES for name in self.namespaces], dtype=np.bool_)
        if not is_device.any() or not len(entries):
            return np.zeros(len(bounds) - 1, dtype=np.bool_)
        devices = np.add.reduceat(is_device[self.identifiers.kinds.view[entries]], bounds[:-1] - bounds[0], dtype=int)
        return (devices > 0) & (devices < np.diff(bounds))


def _chunk(column: pa.ChunkedArray) -> pa.Array:
    whole = column.combine_chunks()
    return whole if isinstance(whole, pa.Array) else whole.chunk(0)
