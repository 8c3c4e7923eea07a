"""What texts speak of again and again: themes with their words, their size and what was said."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from resa.understand.voice.grouping import Grouping, grouping
from resa.understand.voice.reading import ABSTAINED, LANGUAGES, REASONS, Reading
from resa.understand.voice.wording import clean, parts
from resa.understand.voice.wordlist import stop_words, word_list

LEAST = 5
"""Texts that a theme needs at least; smaller ones are told together as "other"."""

_MOST_TERMS = 1_200
_STEM = 7
_LABEL_WORDS = 3
_QUOTE_LENGTH = (15, 280)


@dataclass(frozen=True, slots=True, eq=False)
class Theme:
    """Texts that speak of the same thing.

    `words` are the words that set it apart, in the language most of its texts are in; none for what is left over
    (`is_other`). `members` are places in the texts given, `quotes` the places of its most typical ones, most typical
    first. `feelings` counts members by feeling, in the order of `FEELINGS`, then those left undecided. `reasons` are
    those that at least a third of the members speak of. `stability` (0 to 1) is how alike the theme came back from
    resampled texts; None for what is left over.
    """

    words: tuple[str, ...]
    language: str | None
    members: NDArray[np.int64]
    quotes: tuple[int, ...]
    feelings: tuple[int, int, int, int]
    reasons: tuple[str, ...]
    stability: float | None

    @property
    def is_other(self) -> bool:
        """Whether these are the texts that no theme holds."""
        return self.stability is None


def themes(
    texts: Sequence[str],
    *,
    readings: Reading,
    embeddings: NDArray[np.float32] | None = None,
    least: int = LEAST,
    most: int = 12,
) -> tuple[Theme, ...]:
    """Returns the themes of the texts, the largest first, and last the texts that no theme holds, if there are any.

    `embeddings` are what the encoder gave for the texts; without them texts are grouped by the words they share. The
    same texts in another order give the same themes.
    """
    spoken = _spoken(texts)
    vectors = _by_meaning(embeddings, readings) if embeddings is not None else _by_words(spoken, least=least)
    lively = vectors.any(axis=1) & np.array([bool(words) for words in spoken], np.bool_)
    order = np.array(sorted(np.flatnonzero(lively), key=lambda at: _key(texts[int(at)])), np.int64)
    if len(order) < 2 * least:
        return _rest(np.arange(len(texts)), readings) if len(texts) else ()
    found = grouping(vectors[order], least=least, most=most)
    held = [
        _theme(at, found, order, texts=texts, spoken=spoken, readings=readings) for at in range(len(found.stability))
    ]
    named = [theme for theme in held if theme.words]
    taken = np.concatenate([theme.members for theme in named]) if named else np.zeros(0, np.int64)
    return (*named, *_rest(np.setdiff1d(np.arange(len(texts)), taken), readings))


def _key(text: str) -> tuple[str, str]:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(), text


def _spoken(texts: Sequence[str]) -> list[list[str]]:
    small = frozenset().union(*stop_words().values()) | _grading()
    return [
        [word for word in parts(clean(text)) if len(word) >= 3 and word[0].isalpha() and word not in small]
        for text in texts
    ]


def _grading() -> frozenset[str]:
    found: set[str] = set()
    for language in LANGUAGES:
        words = word_list(language)
        found |= words.negation | words.strong | words.weak | words.turn
    return frozenset(found)


def _by_meaning(embeddings: NDArray[np.float32], readings: Reading) -> NDArray[np.float32]:
    """Returns the vectors with each language's middle taken out, so that languages do not make the themes."""
    vectors = embeddings.astype(np.float32)
    for language in np.unique(readings.language):
        rows = readings.language == language
        vectors[rows] -= vectors[rows].mean(axis=0)
    return _unit(vectors)


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(np.where(lengths > 1e-9, vectors / np.maximum(lengths, 1e-9), 0.0), np.float32)


def _by_words(spoken: Sequence[Sequence[str]], *, least: int) -> NDArray[np.float32]:
    """Returns 40 numbers a text from the words it shares with others (tf-idf, its main directions)."""
    counts = Counter(stem for words in spoken for stem in {word[:_STEM] for word in words})
    shared = [stem for stem, count in counts.items() if least <= count <= 0.4 * len(spoken)]
    terms = sorted(shared, key=lambda stem: (-counts[stem], stem))[:_MOST_TERMS]
    places = {stem: at for at, stem in enumerate(terms)}
    table = np.zeros((len(spoken), max(1, len(terms))), np.float32)
    for row, words in enumerate(spoken):
        for word in words:
            if (at := places.get(word[:_STEM])) is not None:
                table[row, at] = np.log((1 + len(spoken)) / counts[word[:_STEM]])
    table = _unit(table)
    _, directions = np.linalg.eigh((table.T @ table).astype(np.float64))
    return _unit(np.asarray(table @ directions[:, ::-1][:, :40], np.float32))


def _theme(
    at: int,
    found: Grouping,
    order: NDArray[np.int64],
    *,
    texts: Sequence[str],
    spoken: Sequence[Sequence[str]],
    readings: Reading,
) -> Theme:
    rows = np.flatnonzero(found.group == at)
    members = np.sort(order[rows])
    language = _language(readings, members)
    nearest = order[rows[np.lexsort((rows, -found.near[rows]))]]
    return Theme(
        words=_words(spoken, members, readings, language),
        language=language,
        members=members,
        quotes=_quotes(texts, nearest),
        feelings=_feelings(readings, members),
        reasons=tuple(
            name for name, share in zip(REASONS, readings.reasons[members].mean(axis=0), strict=True) if share >= 1 / 3
        ),
        stability=found.stability[at],
    )


def _rest(members: NDArray[np.int64], readings: Reading) -> tuple[Theme, ...]:
    if not len(members):
        return ()
    return (Theme((), None, members, (), _feelings(readings, members), (), None),)


def _language(readings: Reading, members: NDArray[np.int64]) -> str | None:
    counts = Counter(int(code) for code in readings.language[members] if code != ABSTAINED)
    return LANGUAGES[min(counts, key=lambda code: (-counts[code], code))] if counts else None


def _feelings(readings: Reading, members: NDArray[np.int64]) -> tuple[int, int, int, int]:
    feeling = readings.feeling[members]
    negative, neutral, positive, undecided = (int((feeling == code).sum()) for code in (0, 1, 2, ABSTAINED))
    return negative, neutral, positive, undecided


def _words(
    spoken: Sequence[Sequence[str]], members: NDArray[np.int64], readings: Reading, language: str | None
) -> tuple[str, ...]:
    """Returns the words that are commoner in these texts than in the others, one form of each.

    Source: class-based tf-idf, Grootendorst, "BERTopic", 2022.
    """
    code = LANGUAGES.index(language) if language is not None else ABSTAINED
    inside = [int(at) for at in members if language is None or readings.language[at] == code]
    forms = Counter(word for at in inside for word in set(spoken[at]))
    here = Counter(stem for at in inside for stem in {word[:_STEM] for word in spoken[at]})
    same = np.flatnonzero(readings.language == code) if language is not None else np.arange(len(spoken))
    everywhere = Counter(stem for at in same.tolist() for stem in {word[:_STEM] for word in spoken[at]})
    weight = {
        stem: count / len(inside) * np.log(1 + len(same) / everywhere[stem])
        for stem, count in here.items()
        if count >= max(2, 0.04 * len(inside))
    }
    best = sorted(weight, key=lambda stem: (-weight[stem], stem))[:_LABEL_WORDS]
    return tuple(
        min((word for word in forms if word[:_STEM] == stem), key=lambda word: (-forms[word], word)) for stem in best
    )


def _quotes(texts: Sequence[str], nearest: NDArray[np.int64], *, most: int = 3) -> tuple[int, ...]:
    """Returns the places of typical texts that can be quoted, each wording once."""
    chosen: dict[str, int] = {}
    for at in nearest.tolist():
        text = clean(texts[at])
        if _QUOTE_LENGTH[0] <= len(text) <= _QUOTE_LENGTH[1] and text not in chosen:
            chosen[text] = at
        if len(chosen) == most:
            break
    return tuple(chosen.values()) or tuple(int(at) for at in nearest[:1])
