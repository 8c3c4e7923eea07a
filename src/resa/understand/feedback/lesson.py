"""What a reader can learn from a workspace: texts whose feeling is known, from labels or from the score beside them."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from resa.understand.feedback.mood import UNTOLD, reported_sides
from resa.understand.feedback.record import Feedback
from resa.understand.history import text_codes
from resa.understand.voice.reading import FEELINGS, Correction
from resa.understand.voice.refit import FORM

MOST_TEXTS = 3_000
"""More than this teach little more and take minutes."""

LEAST_FAMILIAR = 30


@dataclass(frozen=True, slots=True)
class Lesson:
    """Texts, how each feels, and the language that is stated of it."""

    texts: tuple[str, ...]
    feelings: tuple[str, ...]
    languages: tuple[str | None, ...]

    def mark(self, encoder: str) -> str:
        """Returns what tells this lesson, taught over an encoder in the form that is written now, from any other."""
        told = blake2b(f"{FORM} {encoder}".encode(), digest_size=16)
        for text, feeling in sorted(zip(self.texts, self.feelings, strict=True)):
            told.update(f"{feeling}\0{text}\0".encode(errors="replace"))
        return told.hexdigest()


def lesson_of(said: Feedback, corrections: Iterable[Correction]) -> Lesson:
    """Returns the texts that people labelled, and those beside scores that agree on how they feel.

    Of many the ones to learn from are drawn by their hash, so that the same texts are drawn in any order of arrival.
    """
    labelled = {one.text: one.feeling for one in corrections if one.feeling is not None}
    scored = {text: feeling for text, feeling in _scored(said).items() if text not in labelled}
    drawn = sorted(scored, key=_hash)[: max(0, MOST_TEXTS - len(labelled))]
    known = labelled | {text: scored[text] for text in drawn}
    stated = dict(zip(said.wordings.texts, said.wordings.languages, strict=True))
    return Lesson(tuple(known), tuple(known.values()), tuple(stated.get(text) for text in known))


def familiar(sides: Iterable[Feedback], lesson: Lesson, *, ours: Feedback) -> NDArray[np.bool_]:
    """Returns which of the different texts were said where those of the lesson were, in a source with 30 of them.

    A reader that learnt from survey comments knows nothing of chats: there nobody has measured how well it reads.
    """
    taught = np.isin(np.arange(len(ours.wordings)), _places(ours, lesson))
    learnt = text_codes(ours.said.table["source"])
    has_taught = np.append(taught, False)[ours.wording]
    counts = {
        name: len(np.unique(ours.wording[has_taught & (learnt.codes == code)]))
        for code, name in enumerate(learnt.names)
    }
    known = {name for name, count in counts.items() if count >= LEAST_FAMILIAR}
    found = taught.copy()
    for side in sides:
        source = text_codes(side.said.table["source"])
        is_known = np.array([*(name in known for name in source.names), False], np.bool_)[source.codes]
        found[side.wording[is_known & (side.wording >= 0)]] = True
    return found


def _places(said: Feedback, lesson: Lesson) -> list[int]:
    number = {text: at for at, text in enumerate(said.wordings.texts)}
    return [number[text] for text in lesson.texts if text in number]


def _scored(said: Feedback) -> dict[str, str]:
    """Returns the feeling of each text whose scores all say the same."""
    side = reported_sides(said)
    at = np.flatnonzero((said.wording >= 0) & (side != UNTOLD))
    size = len(said.wordings)
    low, high = np.full(size, 2, np.int8), np.full(size, -2, np.int8)
    np.minimum.at(low, said.wording[at], side[at])
    np.maximum.at(high, said.wording[at], side[at])
    return {said.wordings.texts[one]: FEELINGS[low[one] + 1] for one in np.flatnonzero(low == high).tolist()}


def _hash(text: str) -> bytes:
    return blake2b(text.encode(errors="replace"), digest_size=8).digest()
