"""What was said together with what was read in it, ours and other companies': what every question of voices takes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

import numpy as np

from resa.store.port import Engine, Scope
from resa.understand.array import Codes
from resa.understand.feedback.record import Feedback, Wordings, kept_feedback
from resa.understand.feedback.textreading import TextReadings
from resa.understand.feedback.trust import reading_notes
from resa.understand.voice.theme import Theme


class Groups(Protocol):
    """Remembers the themes of texts."""

    def told(self, key: bytes, make: Callable[[], tuple[Theme, ...]], /) -> tuple[Theme, ...]:
        """Returns the themes that are remembered under a key; finds them where none are."""


@dataclass(frozen=True, eq=False)
class Heard:
    """Ours and others', whose `wordings` are the same, and what was read in these.

    `groups` remembers which themes were found in which texts, since to find them takes seconds; None forgets them.
    """

    ours: Feedback
    others: Feedback
    readings: TextReadings
    groups: Groups | None = None

    @property
    def wordings(self) -> Wordings:
        """The different texts."""
        return self.ours.wordings

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """What a reader of an answer must know of who read the words of ours, and how far that can be trusted."""
        said = self.ours
        return tuple(reading_notes(self.readings, at=np.unique(said.wording[said.is_read & (said.wording >= 0)])))

    def within(self, *, engine: Engine, scope: Scope) -> "Heard":
        """Returns what the scope's filter keeps of ours; others' stays, since nothing but words is known of it."""
        return replace(self, ours=kept_feedback(self.ours, engine=engine, scope=scope))


def shared_wordings(ours: Feedback, others: Feedback) -> tuple[Feedback, Feedback]:
    """Returns both over one list of different texts."""
    if not len(others.wordings):
        return ours, replace(others, wordings=ours.wordings)
    texts = dict.fromkeys((*ours.wordings.texts, *others.wordings.texts))
    number = {text: at for at, text in enumerate(texts)}
    languages = dict(zip(others.wordings.texts, others.wordings.languages, strict=True))
    languages |= {text: told for text, told in _pairs(ours.wordings) if told or text not in languages}
    whole = Wordings(tuple(texts), tuple(languages[text] for text in texts))
    return _over(ours, whole, number), _over(others, whole, number)


def _pairs(wordings: Wordings) -> Sequence[tuple[str, str | None]]:
    return list(zip(wordings.texts, wordings.languages, strict=True))


def _over(said: Feedback, whole: Wordings, number: dict[str, int]) -> Feedback:
    moved: Codes = np.array([*(number[text] for text in said.wordings.texts), -1], np.int64)
    return replace(said, wordings=whole, wording=moved[said.wording])
