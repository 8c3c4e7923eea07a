"""What was read in each different text, put together from several rungs; what people say of a text wins over them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from resa.understand.array import Codes, Flags
from resa.understand.voice.reading import (
    EMOTIONS,
    FEELINGS,
    LANGUAGES,
    REASONS,
    Correction,
    Reading,
    Rung,
)

PERSON = "person"
"""The rung of what people said themselves."""


@dataclass(frozen=True, slots=True, eq=False)
class TextReadings:
    """What was read, one entry a text, as `Reading` has it. `by` is the place in `rungs` of who read it.

    `rung` is the best that read any of them, `readers` are all that did. `vectors` are those that its encoder gave,
    null where there is none.
    """

    language: NDArray[np.int8]
    shares: NDArray[np.float32]
    feeling: NDArray[np.int8]
    emotion: NDArray[np.int8]
    reasons: Flags
    rungs: tuple[str, ...]
    by: NDArray[np.int8]
    rung: Rung
    readers: tuple[Rung, ...]
    vectors: pa.Array

    def __len__(self) -> int:
        return len(self.by)

    @property
    def valence(self) -> NDArray[np.float64]:
        """How good each text is expected to sound, from -2 to 2 as scores are laid; near 0 where nothing is decided."""
        return 2.0 * np.asarray(self.shares[:, 2] - self.shares[:, 0], np.float64)

    @property
    def squares(self) -> NDArray[np.float64]:
        """The expected square of the same: a text that may be good or bad says less than its mean lets believe."""
        return 4.0 * np.asarray(self.shares[:, 2] + self.shares[:, 0], np.float64)

    def reading(self, at: Codes) -> Reading:
        """Returns what was read in the texts at these places; emotions are taken for sure."""
        sure = np.ones(len(at), np.float32)
        return Reading(
            self.language[at], self.shares[at], self.feeling[at], self.emotion[at], sure, self.reasons[at], self.rung
        )

    def vectors_of(self, at: Codes) -> NDArray[np.float32] | None:
        """Returns the vectors of the texts at these places; None where some have none."""
        held = self.vectors.take(pa.array(at))
        if held.null_count or not len(held):
            return None
        flat = np.frombuffer(b"".join(held.to_pylist()), np.float16)
        return flat.reshape(len(at), -1).astype(np.float32)

    def counts(self, at: Codes | None = None) -> dict[str, int]:
        """Returns how many texts each rung read, of all of them or of those at these places."""
        found = np.bincount(self.by if at is None else self.by[at], minlength=len(self.rungs)).tolist()
        told: dict[str, int] = {}
        for name, count in zip(self.rungs, found, strict=True):
            if count:
                told[name] = told.get(name, 0) + count
        return told


def columns_of(reading: Reading, *, vectors: NDArray[np.float32] | None = None) -> dict[str, pa.Array]:
    """Returns a reading as the columns in which it is kept, with the texts' vectors where an encoder gave them."""
    bits = reading.reasons.astype(np.int32) @ (1 << np.arange(reading.reasons.shape[1], dtype=np.int32))
    shares = {name: pa.array(reading.shares[:, at], pa.float32()) for at, name in enumerate(FEELINGS)}
    return {
        "language": pa.array(reading.language, pa.int8()),
        **shares,
        "feeling": pa.array(reading.feeling, pa.int8()),
        "emotion": pa.array(reading.emotion, pa.int8()),
        "reasons": pa.array(bits, pa.int32()),
        "vector": pa.nulls(len(reading), pa.binary()) if vectors is None else _packed(vectors),
    }


def _packed(vectors: NDArray[np.float32]) -> pa.Array:
    return pa.array([one.tobytes() for one in vectors.astype(np.float16)], pa.binary())


def text_readings(keys: Sequence[bytes], *, layers: Sequence[tuple[Rung, pa.Table]]) -> TextReadings:
    """Returns what stands in every text, which goes by its key: of several who read it, the first one's word holds.

    A layer is a rung and the table of what it read, whose column `key` says in which texts. Each key must be in one.
    """
    place = np.full(len(keys), -1, np.int64)
    by = np.full(len(keys), -1, np.int8)
    before = 0
    for number, (_, table) in enumerate(layers):
        known = {key: before + at for at, key in enumerate(table["key"].to_pylist())}
        for at in np.flatnonzero(by < 0).tolist():
            found = known.get(keys[at])
            if found is not None:
                place[at], by[at] = found, number
        before += table.num_rows
    whole = pa.concat_tables([table.select(_KEPT) for _, table in layers])
    return _readings(whole.take(pa.array(place)), rungs=[rung for rung, _ in layers], by=by)


_KEPT = ["language", *FEELINGS, "feeling", "emotion", "reasons", "vector"]


def corrected(found: TextReadings, *, texts: Sequence[str], corrections: Iterable[Correction]) -> TextReadings:
    """Returns the readings with what people say of these texts in the place of what was read."""
    said = {one.text.strip(): one for one in corrections}
    if not said:
        return found
    shares, feeling, emotion = found.shares.copy(), found.feeling.copy(), found.emotion.copy()
    reasons, by = found.reasons.copy(), found.by.copy()
    for at, one in ((at, said[text]) for at, text in enumerate(texts) if text in said):
        by[at] = len(found.rungs) - 1
        if one.feeling is not None:
            feeling[at] = FEELINGS.index(one.feeling)
            shares[at] = np.eye(len(FEELINGS), dtype=np.float32)[feeling[at]]
        if one.emotion is not None:
            emotion[at] = EMOTIONS.index(one.emotion)
        if one.reasons is not None:
            reasons[at] = [reason in one.reasons for reason in REASONS]
    return replace(found, shares=shares, feeling=feeling, emotion=emotion, reasons=reasons, by=by)


def language_of(found: TextReadings, *, stated: str | None, at: int) -> str | None:
    """Returns a text's language: the one its source states, else the one that was found."""
    code = int(found.language[at])
    return stated or (LANGUAGES[code] if code >= 0 else None)


def _readings(table: pa.Table, *, rungs: Sequence[Rung], by: NDArray[np.int8]) -> TextReadings:
    columns = {name: table[name].combine_chunks().to_numpy(zero_copy_only=False) for name in _KEPT[:-1]}
    bits = columns["reasons"].astype(np.int64)
    return TextReadings(
        language=columns["language"].astype(np.int8),
        shares=np.stack([columns[name] for name in FEELINGS], axis=1).astype(np.float32),
        feeling=columns["feeling"].astype(np.int8),
        emotion=columns["emotion"].astype(np.int8),
        reasons=(bits[:, None] >> np.arange(len(REASONS)) & 1).astype(np.bool_),
        rungs=(*(rung.name for rung in rungs), PERSON),
        by=by,
        rung=rungs[0],
        readers=tuple(rung for number, rung in enumerate(rungs) if (by == number).any()),
        vectors=table["vector"].combine_chunks(),
    )
