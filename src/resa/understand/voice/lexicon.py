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

RUNG = Rung("lexicon", "2", "word lists written for Resa; nothing was learnt from texts")

DECIDED = 0.5
"""A feeling is decided where its probability reaches this; else the reader abstains."""

EMOTION_DECIDED = 0.3
"""The same for a named emotion."""

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
        tally, reasons = named_in(texts, languages=tongues)
        feeling = decided(shares, least=DECIDED)
        feeling[[not found for found in weights]] = ABSTAINED
        emotion, emotion_share = likeliest(emotions_by_words(tally, shares), least=EMOTION_DECIDED)
        return Reading(tongues, shares, feeling, emotion, emotion_share, reasons, self.rung)

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


def named_in(texts: Sequence[str], *, languages: NDArray[np.int8]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Returns how often each text names each emotion (texts, emotions), and which reasons it speaks of."""
    tally = np.zeros((len(texts), len(EMOTIONS)))
    reasons = np.zeros((len(texts), len(REASONS)), np.bool_)
    for row, (text, language) in enumerate(zip(texts, languages.tolist(), strict=True)):
        found = parts(clean(text))
        for code in LANGUAGES if language == ABSTAINED else (LANGUAGES[language],):
            words = word_list(code)
            for name in _names(found, words.emotions, words=words):
                tally[row, EMOTIONS.index(name)] += 1
            reasons[row, [REASONS.index(name) for name in _names(found, words.reasons, words=words)]] = True
    return tally, reasons


def _names(found: list[str], patterns: Patterns[tuple[str, ...]], *, words: WordList) -> list[str]:
    names: list[str] = []
    at = 0
    while at < len(found):
        size, meant = patterns.phrase(found, at) or (1, patterns.of(found[at]))
        if meant is None:
            compound = patterns.tail(found[at], heads=words.heads, bound=words.bound)
            meant = compound[1] if compound is not None else None
        names.extend(meant or ())
        at += size
    return names


def agreement(shares: NDArray[np.float32]) -> NDArray[np.float64]:
    """Returns (texts, emotions), how well each emotion goes with the feeling that was read, from 0 to 1."""
    negative, neutral, positive = (shares[:, [at]].astype(np.float64) for at in range(len(FEELINGS)))
    pleasant, unpleasant = np.repeat(positive, 3, axis=1), np.repeat(negative, 4, axis=1)
    return np.hstack([pleasant, np.full_like(neutral, 0.5), neutral, (1.0 - positive) / 2, unpleasant])


def emotions_by_words(tally: NDArray[np.float64], shares: NDArray[np.float32]) -> NDArray[np.float64]:
    """Returns (texts, emotions), how sure each emotion is: named most, and agreeing with the feeling that was read."""
    agreed = agreement(shares)
    scores = tally * agreed
    return np.asarray(scores / (scores.sum(axis=1, keepdims=True) + 0.25) * np.minimum(1.0, 0.4 + agreed), np.float64)


def likeliest(sure: NDArray[np.float64], *, least: float) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Returns the surest column of each row, -1 where it does not reach `least`, and how sure it is."""
    if not len(sure):
        return np.zeros(0, np.int8), np.zeros(0, np.float32)
    share = sure.max(axis=1)
    place = np.where(share >= least, sure.argmax(axis=1), ABSTAINED)
    return place.astype(np.int8), share.astype(np.float32)
