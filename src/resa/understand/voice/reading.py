"""What a reader finds in words, how sure it is, and what every reader must be able to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

LANGUAGES = ("en", "sv", "da", "nb")

FEELINGS = ("negative", "neutral", "positive")
ABSTAINED = -1
"""Stands for a feeling, an emotion or a language that a reader will not decide."""

EMOTIONS = (
    "joy", "gratitude", "trust", "surprise", "indifference", "confusion", "worry", "disappointment", "frustration",
    "anger",
)  # fmt: skip
"""Named emotions, from pleasant to unpleasant; what readers say of them is marked beta."""

REASONS = (
    "waiting", "price", "findability", "staff", "delivery", "fault", "quality", "assortment", "payment", "returns",
    "information", "access",
)  # fmt: skip
"""What a text is about, as a cause that somebody can own. `access` is signing in, availability, opening hours."""


@dataclass(frozen=True, slots=True)
class Quality:
    """How well a reader did on texts that it had not learnt from."""

    language: str
    texts: int
    accuracy: float
    macro_f1: float
    measured_on: str


@dataclass(frozen=True, slots=True)
class Rung:
    """Which step of the ladder read: its name, its version, what it learnt from, and how well it was measured to do."""

    name: str  # "lexicon", "shipped", "refitted" or "own"
    version: str
    learnt_from: str
    qualities: tuple[Quality, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What was read in some texts: one array per fact, one entry per text.

    `language` is a place in `LANGUAGES`, `feeling` in `FEELINGS`, `emotion` in `EMOTIONS`; -1 where the reader
    abstains. `shares` (n, 3) are the calibrated probabilities of the feelings, `emotion_share` that of the emotion.
    `reasons` (n, reasons) says which reasons each text speaks of.
    """

    language: NDArray[np.int8]
    shares: NDArray[np.float32]
    feeling: NDArray[np.int8]
    emotion: NDArray[np.int8]
    emotion_share: NDArray[np.float32]
    reasons: NDArray[np.bool_]
    rung: Rung

    def __len__(self) -> int:
        return len(self.language)

    @property
    def valence(self) -> NDArray[np.float64]:
        """How good each text sounds, from -1 to 1: the probability of positive less that of negative."""
        return np.asarray(self.shares[:, 2] - self.shares[:, 0], np.float64)


@dataclass(frozen=True, slots=True)
class Said:
    """A word of a text and how much it moved the reading towards good (above 0) or bad (below 0)."""

    word: str
    weight: float


class Reader(Protocol):
    """Reads texts. A rung of the ladder, a user's own encoder, or a language model behind an address."""

    @property
    def rung(self) -> Rung:
        """Which rung this is."""
        ...

    def read(self, texts: Sequence[str], *, languages: Sequence[str | None] | None = None) -> Reading:
        """Returns what each text says. `languages` are those that sources stated, None where they did not."""
        ...

    def words(self, text: str, *, language: str | None = None) -> tuple[Said, ...]:
        """Returns the words behind the feeling that was read in a text, the strongest first."""
        ...


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person says of a text instead of what was read: only what is given counts."""

    text: str
    feeling: str | None = None
    emotion: str | None = None
    reasons: tuple[str, ...] | None = None
    by: str = ""
