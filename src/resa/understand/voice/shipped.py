"""The second rung: a small head over an encoder, learnt before shipping, on texts whose licence allows it."""

import json
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from resa.understand.voice.encoder import Encoder, Vectors
from resa.understand.voice.feature import lexical
from resa.understand.voice.head import Head, Numbers, head_of, sigmoid, softmax, unpacked
from resa.understand.voice.language import languages as told_languages
from resa.understand.voice.lexicon import (
    EMOTION_DECIDED,
    agreement,
    decided,
    emotions_by_words,
    likeliest,
    named_in,
    strongest,
)
from resa.understand.voice.reading import (
    ABSTAINED,
    FEELINGS,
    Quality,
    Reading,
    Rung,
    Said,
)
from resa.understand.voice.wording import clean, parts

DECIDED = 0.5
"""A feeling is decided where its probability reaches this; else the reader abstains."""
_REASON_DECIDED = 0.5
_EMOTION_DECIDED = 0.4
_MOST_WORDS = 24


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """What the package ships: a head for feelings, one for reasons, one for emotions, and what they were fitted on."""

    feeling: Head
    reason: Head
    emotion: Head
    encoder: str
    rung: Rung


@cache
def shipped_weights() -> Weights:
    """Returns the weights in the package."""
    folder = files("resa.understand.voice").joinpath("weights")
    arrays, facts = unpacked(folder.joinpath("shipped.npz").read_bytes())
    measured = folder.joinpath("qualities.json").read_text(encoding="utf-8")
    rung = Rung(
        "shipped", facts["version"], facts["learnt_from"], tuple(Quality(**one) for one in json.loads(measured))
    )
    feeling, reason, emotion = (head_of(arrays, name=name) for name in ("feeling", "reason", "emotion"))
    return Weights(feeling, reason, emotion, facts["encoder"], rung)


def fits(encoder: Encoder) -> bool:
    """Whether the shipped weights were learnt over this encoder."""
    return encoder.name == shipped_weights().encoder


@dataclass(frozen=True, slots=True)
class Numbered:
    """Texts as the heads see them: their languages, their vectors, and what their words say."""

    texts: tuple[str, ...]
    languages: NDArray[np.int8]
    vectors: NDArray[np.float32]
    lexical: Numbers
    emotions: Numbers
    reasons: NDArray[np.bool_]
    encoder: str | None

    @property
    def for_feeling(self) -> Numbers:
        """The vector, then the numbers of the words."""
        return np.hstack([self.vectors, self.lexical])

    @property
    def for_reasons(self) -> Numbers:
        """The vector, then which reasons the words name."""
        return np.hstack([self.vectors, self.reasons])

    @property
    def for_emotions(self) -> Numbers:
        """The vector, then how often the words name each emotion, then the numbers of the words."""
        return np.hstack([self.vectors, self.emotions, self.lexical])

    @property
    def is_told(self) -> NDArray[np.bool_]:
        """Which texts say something in a language that is read, or by signs that are known."""
        spoken = np.array([bool(parts(clean(text))) for text in self.texts], np.bool_)
        return np.asarray(spoken & ((self.languages != ABSTAINED) | (self.lexical[:, 4] == 0)), np.bool_)


def numbered(
    texts: Sequence[str], *, encoder: Encoder | None, languages: Sequence[str | None] | None = None
) -> Numbered:
    """Returns the texts with everything that the heads read in them; vectors have no length without an encoder."""
    with ThreadPoolExecutor(1) as aside:  # the words are looked up while the encoder works, or is waited for
        vectors = aside.submit(_vectors, texts, encoder=encoder)
        tongues = told_languages(texts, stated=languages)
        tally, reasons = named_in(texts, languages=tongues)
        words = lexical(texts, languages=tongues)
    return Numbered(
        texts=tuple(texts),
        languages=tongues,
        vectors=vectors.result(),
        lexical=words,
        emotions=tally,
        reasons=reasons,
        encoder=encoder.name if encoder is not None else None,
    )


def _vectors(texts: Sequence[str], *, encoder: Encoder | None) -> Vectors:
    return encoder.encode(texts) if encoder is not None else np.zeros((len(texts), 0), np.float32)


@dataclass(frozen=True, slots=True)
class ShippedReader:
    """Reads with the weights in the package, over the encoder they were learnt with."""

    encoder: Encoder

    @property
    def rung(self) -> Rung:
        """The shipped rung, with how well it was measured to do."""
        return shipped_weights().rung

    def read(self, texts: Sequence[str], *, languages: Sequence[str | None] | None = None) -> Reading:
        """Returns what each text says; texts without words, or in a language that is not read, are left undecided."""
        held = numbered(texts, encoder=self.encoder, languages=languages)
        shares = softmax(shipped_weights().feeling.logits(held.for_feeling))
        return reading_of(held, shares, rung=self.rung, least=DECIDED)

    def words(self, text: str, *, language: str | None = None) -> tuple[Said, ...]:
        """Returns how much each word moves the reading: what changes when it is left out."""
        return words_by_leaving_out(self, text, language=language)


def reading_of(held: Numbered, shares: Numbers, *, rung: Rung, least: float) -> Reading:
    """Returns the reading of numbered texts whose feelings have these probabilities, with their reasons and emotions.

    Where the vectors are those of the shipped heads, these say reasons and emotions; else the words do.
    """
    told = held.is_told
    calm = np.where(told[:, None], shares, (0.25, 0.5, 0.25)).astype(np.float32).reshape(len(told), len(FEELINGS))
    if held.encoder == shipped_weights().encoder:
        weights = shipped_weights()
        reasons = sigmoid(weights.reason.logits(held.for_reasons)) >= _REASON_DECIDED
        sure = softmax(weights.emotion.logits(held.for_emotions)) * agreement(calm)
        sure /= np.maximum(sure.sum(axis=1, keepdims=True), 1e-9)
        emotion, share = likeliest(sure, least=_EMOTION_DECIDED)
    else:
        reasons = held.reasons
        emotion, share = likeliest(emotions_by_words(held.emotions, calm), least=EMOTION_DECIDED)
    return Reading(
        language=held.languages,
        shares=calm,
        feeling=np.where(told, decided(calm, least=least), ABSTAINED).astype(np.int8),
        emotion=np.where(told, emotion, ABSTAINED).astype(np.int8),
        emotion_share=np.where(told, share, 0.0).astype(np.float32),
        reasons=np.asarray(reasons & told[:, None], np.bool_),
        rung=rung,
    )


def words_by_leaving_out(reader: Any, text: str, *, language: str | None) -> tuple[Said, ...]:
    """Returns how far the valence falls when each word of a text is left out; at most 24 different words are tried."""
    read = clean(text)
    words = list(dict.fromkeys(part for part in parts(read) if part not in ".!?,;:…"))[:_MOST_WORDS]
    if not words:
        return ()
    tongue: Mapping[str, Any] = {"languages": [language] * (len(words) + 1)}
    without = [_left_out(read, word) for word in words]
    valence = reader.read([read, *without], **tongue).valence
    return strongest(
        [Said(word, round(float(valence[0] - less), 4)) for word, less in zip(words, valence[1:], strict=True)]
    )


def _left_out(text: str, word: str) -> str:
    low, start = text.lower(), 0
    kept = []
    while (at := low.find(word, start)) >= 0:
        end = at + len(word)
        is_whole = not (at and low[at - 1].isalpha() and word[0].isalpha()) and not low[end : end + 1].isalpha()
        kept.append(text[start:at] if is_whole else text[start:end])
        start = end
    return "".join([*kept, text[start:]])
