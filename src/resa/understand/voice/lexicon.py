"""The first rung: reading by the word lists that ship with the package. Needs no extra."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from resa.understand.voice.language import languages as told_languages
from resa.understand.voice.reading import (
    ABSTAINED,
    EMOTIONS,
    FEELINGS,
    LANGUAGES,
    REASONS,
    Reading,
    Rung,
    Said,
)
from resa.understand.voice.weighing import Weighed, weighed
from resa.understand.voice.wording import clean, parts
from resa.understand.voice.wordlist import Patterns, WordList, word_list

RUNG = Rung("lexicon", "1", "word lists written for Resa; nothing was learnt from texts")

DECIDED = 0.5
"""A feeling is decided where its probability reaches this; else the reader abstains."""

_UNKNOWN = np.array((0.25, 0.5, 0.25), np.float32)
_SLOPE, _EVEN = 1.1, 0.35


@dataclass(frozen=True, slots=True)
class LexiconReader:
    """Reads by word lists; abstains where it knows no word."""

    rung: Rung = RUNG

    def read(self, texts: Sequence[str], *, languages: Sequence[str | None] | None = None) -> Reading:
        """Returns what the known words of each text say."""
        tongues = told_languages(texts, stated=languages)
        weights = [weights_of(text, language=int(tongue)) for text, tongue in zip(texts, tongues, strict=True)]
        shares = np.array([_shares(found) for found in weights], np.float32).reshape(len(texts), len(FEELINGS))
        named = [named_in(text, language=int(tongue)) for text, tongue in zip(texts, tongues, strict=True)]
        emotions = [emotion_of(tally, share) for (tally, _), share in zip(named, shares, strict=True)]
        feeling = decided(shares, least=DECIDED)
        feeling[[not found for found in weights]] = ABSTAINED
        return Reading(
            language=tongues,
            shares=shares,
            feeling=feeling,
            emotion=np.array([at for at, _ in emotions], np.int8).reshape(len(texts)),
            emotion_share=np.array([share for _, share in emotions], np.float32).reshape(len(texts)),
            reasons=np.array([reasons for _, reasons in named], np.bool_).reshape(len(texts), len(REASONS)),
            rung=self.rung,
        )

    def words(self, text: str, *, language: str | None = None) -> tuple[Said, ...]:
        """Returns the words that the lists know, the heaviest first."""
        tongue = int(told_languages([text], stated=[language])[0])
        return strongest([Said(one.word, one.weight) for one in weights_of(text, language=tongue)])


def strongest(said: Sequence[Said]) -> tuple[Said, ...]:
    """Returns each word once with its weights summed, the heaviest first, ties by the alphabet."""
    totals: dict[str, float] = {}
    for one in said:
        totals[one.word] = totals.get(one.word, 0.0) + one.weight
    found = [Said(word, weight) for word, weight in totals.items() if weight]
    return tuple(sorted(found, key=lambda one: (-abs(one.weight), one.word)))


def weights_of(text: str, *, language: int) -> list[Weighed]:
    """Returns the weighed words of a text in its language; where that is unknown, in the one that knows most of it."""
    if language != ABSTAINED:
        return weighed(text, words=word_list(LANGUAGES[language]))
    return max((weighed(text, words=word_list(code)) for code in LANGUAGES), key=len)


def decided(shares: NDArray[np.float32], *, least: float) -> NDArray[np.int8]:
    """Returns the likeliest feeling of each row, -1 where it does not reach `least`."""
    if not len(shares):
        return np.zeros(0, np.int8)
    best = shares.argmax(axis=1).astype(np.int8)
    return np.where(shares.max(axis=1) >= np.float32(least), best, ABSTAINED).astype(np.int8)


def balance(weights: Sequence[Weighed]) -> tuple[float, float]:
    """Returns what speaks for good and for bad in a text, each 0 or above, damped so that length does not decide."""
    good = sum(one.weight for one in weights if one.weight > 0)
    bad = -sum(one.weight for one in weights if one.weight < 0)
    damping = math.sqrt(max(1.0, len(weights) / 2))
    return good / damping, bad / damping


def _shares(weights: Sequence[Weighed]) -> NDArray[np.float32]:
    if not weights:
        return _UNKNOWN
    good, bad = balance(weights)
    logits = np.array((_SLOPE * (bad - good), _EVEN, _SLOPE * (good - bad)))
    raised = np.exp(logits - logits.max())
    return np.asarray(raised / raised.sum(), np.float32)


def named_in(text: str, *, language: int) -> tuple[dict[str, int], list[bool]]:
    """Returns how often each emotion is named in a text, and which reasons it speaks of."""
    found = parts(clean(text))
    codes = LANGUAGES if language == ABSTAINED else (LANGUAGES[language],)
    emotions: dict[str, int] = {}
    reasons: set[str] = set()
    for code in codes:
        words = word_list(code)
        for name in _names(found, words.emotions):
            emotions[name] = emotions.get(name, 0) + 1
        reasons.update(_reasons(found, words))
    return emotions, [reason in reasons for reason in REASONS]


def _reasons(found: list[str], words: WordList) -> list[str]:
    return _names(found, words.reasons)


def _names(found: list[str], patterns: Patterns[tuple[str, ...]]) -> list[str]:
    names: list[str] = []
    for at, word in enumerate(found):
        phrase = patterns.phrase(found, at)
        meant = phrase[1] if phrase is not None else patterns.of(word)
        if meant is None and len(word) >= 9:
            compound = patterns.tail(word)
            meant = compound[1] if compound is not None else None
        names.extend(meant or ())
    return names


_PLEASANT = frozenset(EMOTIONS[:3])
_UNPLEASANT = frozenset(EMOTIONS[6:])


def emotion_of(tally: dict[str, int], shares: NDArray[np.float32]) -> tuple[int, float]:
    """Returns the emotion that is named most and agrees with the feeling, and its share; (-1, 0) where none is."""
    scores = {
        name: count * float(shares[2] if name in _PLEASANT else shares[0] if name in _UNPLEASANT else 0.5)
        for name, count in tally.items()
    }
    if not scores:
        return ABSTAINED, 0.0
    best = min(scores, key=lambda name: (-scores[name], EMOTIONS.index(name)))
    agreed = scores[best] / tally[best]
    share = scores[best] / (sum(scores.values()) + 0.25) * min(1.0, 0.4 + agreed)
    return (EMOTIONS.index(best), share) if share >= 0.3 else (ABSTAINED, share)
