"""The columns of a batch as they are judged: trimmed texts with unknown as null, read once and kept."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from resa.collect.amount import numbers
from resa.collect.readers.damage import damaged, repaired
from resa.collect.spec import Origin, When, places
from resa.collect.trimmed import Trimmed, as_texts

_NO_NUMBER = pa.array(["null", "nan", "none", "na", "n/a", "-", "--", ".", "nat", "#n/a"])


class Sheet:
    """A batch's columns by name, those that lookups bring included.

    `text` trims, repairs letters where that is certain, and gives null for nothing; the raw table stays as it is.
    """

    def __init__(
        self, rows: pa.Table, *, extra: Mapping[str, pa.Array] | None = None, trimmed: Trimmed | None = None
    ) -> None:
        self.n: int = rows.num_rows
        self._own = trimmed or Trimmed(rows)
        self._extra = extra or {}
        self._texts: dict[str, pa.Array] = {}
        self.repaired: dict[str, str] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """Every column there is, the source's own first."""
        return tuple(dict.fromkeys((*self._own.names, *self._extra)))

    def raw(self, name: str) -> pa.Array:
        """Returns a column as the reader gave it; nulls where this batch has no such column."""
        return self._extra[name] if name in self._extra else self._own.raw(name)

    def text(self, name: str) -> pa.Array:
        """Returns a column as trimmed texts, null where there is nothing."""
        if name not in self._texts:
            trimmed = as_texts(self._extra[name]) if name in self._extra else self._own.text(name)
            self._texts[name] = self._mended(trimmed)
        return self._texts[name]

    def number_text(self, name: str) -> pa.Array:
        """Returns a column for reading numbers or times: texts such as `nan` and `-` count as nothing."""
        raw = self.raw(name)
        if _is_figure(raw.type):
            return raw
        texts = self.text(name)
        nothing = pc.is_in(pc.utf8_lower(texts), value_set=_NO_NUMBER)
        return pc.if_else(nothing, None, texts) if pc.any(nothing).as_py() else texts

    def origin(self, origin: Origin | None) -> pa.Array | None:
        """Returns the texts that an origin gives, or None where there is no origin."""
        if origin is None:
            return None
        if origin.constant is not None:
            return constant(origin.constant, n=self.n)
        texts = self.text(origin.column) if origin.column is not None else self.template(origin.template or "")
        return _translated(texts, origin) if origin.translate or origin.otherwise is not None else texts

    def template(self, template: str) -> pa.Array:
        """Returns the template filled in a row at a time; null where a part of it is unknown."""
        pieces: list[pa.Array | pa.Scalar] = []
        rest = template
        for name in places(template):
            before, rest = rest.split("{" + name + "}", 1)
            pieces += [pa.scalar(before), self.text(name)]
        if not pieces:
            return constant(template, n=self.n)
        return pc.binary_join_element_wise(*pieces, pa.scalar(rest), "")

    def holds(self, claims: Sequence[When]) -> NDArray[np.bool_]:
        """Returns where every claim holds."""
        kept = np.ones(self.n, dtype=bool)
        for claim in claims:
            kept &= self._claim(claim)
        return kept

    def _claim(self, claim: When) -> NDArray[np.bool_]:
        texts = self.text(claim.column)
        filled = np.asarray(pc.is_valid(texts))
        kept = np.ones(self.n, dtype=bool)
        if claim.is_filled is not None:
            kept &= filled == claim.is_filled
        if claim.one_of:
            kept &= np.asarray(pc.is_in(texts, value_set=pa.array(claim.one_of)))
        if claim.none_of:
            kept &= ~np.asarray(pc.is_in(texts, value_set=pa.array(claim.none_of)))
        if claim.starts_with is not None:
            kept &= np.asarray(pc.fill_null(pc.starts_with(texts, claim.starts_with), False))
        if claim.below is not None or claim.above is not None:
            read = numbers(self.number_text(claim.column)).numbers
            kept &= read < claim.below if claim.below is not None else kept
            kept &= read > claim.above if claim.above is not None else kept
        bare = not (claim.one_of or claim.none_of or claim.starts_with) and claim.is_filled is None
        return kept & filled if bare else kept

    def _mended(self, texts: pa.Array) -> pa.Array:
        plain = pc.all(pc.string_is_ascii(texts), min_count=0).as_py()
        if plain is not False:
            return texts
        bad = damaged(texts)
        if not bad.any():
            return texts
        coded = pc.dictionary_encode(pc.filter(texts, pa.array(bad)))
        mended = []
        for text in coded.dictionary.to_pylist():
            better = repaired(text)
            mended.append(better or text)
            if better:
                self.repaired[text] = better
        return pc.replace_with_mask(texts, pa.array(bad), pa.array(mended, pa.string()).take(coded.indices))


def _is_figure(kind: pa.DataType) -> bool:
    """Returns whether a format's own type says how its numbers or times are to be read."""
    is_number = pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind)
    return bool(is_number or pa.types.is_timestamp(kind) or pa.types.is_date(kind))


def constant(text: str, *, n: int) -> pa.Array:
    """Returns the same text n times, stored once."""
    return pa.DictionaryArray.from_arrays(pa.array(np.zeros(n, dtype=np.int32)), pa.array([text], pa.string()))


def plain(texts: pa.Array) -> pa.Array:
    """Returns texts that are stored one by one."""
    return texts.cast(pa.string()) if pa.types.is_dictionary(texts.type) else texts


def joined(columns: Iterable[pa.Array]) -> pa.Array:
    """Returns one text a row, the columns' texts parted by a sign that texts do not hold; null counts as nothing."""
    filled = [pc.fill_null(plain(column), "") for column in columns]
    return filled[0] if len(filled) == 1 else pc.binary_join_element_wise(*filled, "\x1f")


def _translated(texts: pa.Array, origin: Origin) -> pa.Array:
    coded = texts if pa.types.is_dictionary(texts.type) else pc.dictionary_encode(texts)
    wanted = dict(origin.translate)
    other = origin.otherwise if origin.translate else None
    words = [wanted.get(word, word if other is None else other) for word in coded.dictionary.to_pylist()]
    translated = pa.DictionaryArray.from_arrays(coded.indices, pa.array(words, pa.string())).cast(pa.string())
    return pc.fill_null(translated, origin.otherwise) if origin.otherwise is not None else translated
