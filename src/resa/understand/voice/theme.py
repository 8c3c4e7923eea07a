"""What texts speak of again and again: themes with their words, their size and what was said."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from resa.understand.voice.grouping import Grouping, grouping
from resa.understand.voice.matter import matters, matters_in
from resa.understand.voice.naming import STEM, Vocabulary, leading, telling
from resa.understand.voice.reading import ABSTAINED, LANGUAGES, REASONS, Reading
from resa.understand.voice.wording import clean, parts

LEAST = 5
"""Texts that a theme needs at least; smaller ones are told together as "other"."""

_MOST_TERMS = 1_200
_QUOTE_LENGTH = (15, 280)
_LEADING = 0.5
"""A matter that this share of a group's texts speak of leads it; groups that one matter leads are one theme."""
_MATTERS_BESIDE_MEANING, _MATTERS_BESIDE_WORDS = 0.7, 1.5
_REASONS_BESIDE_WORDS = 0.4


@dataclass(frozen=True, slots=True, eq=False)
class Theme:
    """Texts that speak of the same thing.

    `names` are what a person would call it, by language, no two themes of an answer alike. `words` are the words that
    set it apart, in the language most of its texts are in; neither for what is left over (`is_other`). `members` are
    places in the texts given, `quotes` the places of its most typical ones, most typical first. `feelings` counts
    members by feeling, in the order of `FEELINGS`, then those left undecided. `reasons` are those that at least a third
    of the members speak of. `stability` (0 to 1) is how alike the theme came back from resampled texts; None for what
    is left over.
    """

    names: Mapping[str, str]
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
    most: int = 18,
) -> tuple[Theme, ...]:
    """Returns the themes of the texts, the largest first, and last the texts that no theme holds, if there are any.

    `embeddings` are what the encoder gave for the texts; without them texts are grouped by the words they share. Either
    way texts of several languages that speak of a known matter come together. The same texts in another order give the
    same themes.
    """
    found = [parts(clean(text)) for text in texts]
    spoken = [telling(one) for one in found]
    named = matters_in(found, languages=readings.language)
    vectors = (
        _beside(_by_meaning(embeddings, readings), _told(named), weight=_MATTERS_BESIDE_MEANING)
        if embeddings is not None
        else _by_words(spoken, named, readings.reasons, least=least)
    )
    lively = vectors.any(axis=1) & np.array([bool(words) for words in spoken], np.bool_)
    order = np.array(sorted(np.flatnonzero(lively), key=lambda at: _key(texts[int(at)])), np.int64)
    if len(order) < 2 * least:
        return _rest(np.arange(len(texts)), readings) if len(texts) else ()
    groups = _joined(grouping(vectors[order], least=least, most=most), named[order])
    words = Vocabulary(spoken, found, readings.language)
    held = [
        _theme(at, groups, order, texts=texts, words=words, readings=readings) for at in range(len(groups.stability))
    ]
    kept = _named(held, named)
    taken = np.concatenate([theme.members for theme in kept]) if kept else np.zeros(0, np.int64)
    return (*kept, *_rest(np.setdiff1d(np.arange(len(texts)), taken), readings))


def _joined(found: Grouping, named: NDArray[np.bool_]) -> Grouping:
    """Returns the groups with those made one that the same matter leads, the largest first."""
    first: dict[int, int] = {}
    place = np.full(len(found.stability), -1)
    for at in range(len(found.stability)):
        matter = leading(named[found.group == at], named, least=_LEADING)
        place[at] = at if matter is None else first.setdefault(matter, at)
    group = np.where(found.group >= 0, place[found.group], -1)
    sizes = {int(at): int((group == at).sum()) for at in np.unique(place)}
    order = sorted(sizes, key=lambda at: (-sizes[at], at))
    told = np.full(len(place) + 1, -1)
    told[order] = np.arange(len(order))
    stability = [float(np.mean([found.stability[one] for one in np.flatnonzero(place == at)])) for at in order]
    return Grouping(told[group], found.near, tuple(stability))


def _named(found: Sequence[Theme], named: NDArray[np.bool_]) -> list[Theme]:
    """Returns the themes with their names; one whose matter names a larger one adds its words, at last a number."""
    held: list[Theme] = []
    taken: set[str] = set()
    for theme in found:
        names, matter = theme.names, leading(named[theme.members], named)
        if matter is not None:
            mine = matters()[matter].names
            names = {code: f"{one}: {names[code]}" if one in taken else one for code, one in mine.items()}
        if not all(names.values()):
            continue
        if taken.intersection(names.values()):
            names = {code: f"{one} ({len(held) + 1})" for code, one in names.items()}
        taken.update(names.values())
        held.append(replace(theme, names=names))
    return held


def _key(text: str) -> tuple[str, str]:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(), text


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


def _beside(vectors: NDArray[np.float32], others: NDArray[np.float32], *, weight: float) -> NDArray[np.float32]:
    return _unit(np.hstack([vectors, weight * others]))


def _told(named: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Returns what texts name as vectors of length 1, rarer ones heavier."""
    return _unit((named * np.log((1 + len(named)) / (1 + named.sum(axis=0)))).astype(np.float32))


def _by_words(
    spoken: Sequence[Sequence[str]], named: NDArray[np.bool_], reasons: NDArray[np.bool_], *, least: int
) -> NDArray[np.float32]:
    """Returns texts as the matters and reasons they name, and 40 numbers from the words they share with others."""
    shared = _beside(_shared(spoken, least=least), _told(reasons), weight=_REASONS_BESIDE_WORDS)
    return _beside(shared, _told(named), weight=_MATTERS_BESIDE_WORDS)


def _shared(spoken: Sequence[Sequence[str]], *, least: int) -> NDArray[np.float32]:
    """Returns 40 numbers a text from the words it shares with others (tf-idf, its main directions)."""
    counts = Counter(stem for words in spoken for stem in {word[:STEM] for word in words})
    shared = [stem for stem, count in counts.items() if least <= count <= 0.4 * len(spoken)]
    terms = sorted(shared, key=lambda stem: (-counts[stem], stem))[:_MOST_TERMS]
    places = {stem: at for at, stem in enumerate(terms)}
    table = np.zeros((len(spoken), max(1, len(terms))), np.float32)
    for row, words in enumerate(spoken):
        for word in words:
            if (at := places.get(word[:STEM])) is not None:
                table[row, at] = np.log((1 + len(spoken)) / counts[word[:STEM]])
    table = _unit(table)
    _, directions = np.linalg.eigh((table.T @ table).astype(np.float64))
    return _unit(np.asarray(table @ directions[:, ::-1][:, :40], np.float32))


def _theme(
    at: int,
    found: Grouping,
    order: NDArray[np.int64],
    *,
    texts: Sequence[str],
    words: Vocabulary,
    readings: Reading,
) -> Theme:
    rows = np.flatnonzero(found.group == at)
    members = np.sort(order[rows])
    language = _language(readings, members)
    nearest = order[rows[np.lexsort((rows, -found.near[rows]))]]
    typical = words.words_of(members, language=language)
    if not words.is_named_by(members, typical, language=language):
        typical = ()
    told = {code: (typical and words.words_of(members, language=code)) or typical for code in LANGUAGES}
    return Theme(
        names={code: ", ".join(own) for code, own in told.items()},
        words=typical,
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
    return (Theme({}, (), None, members, (), _feelings(readings, members), (), None),)


def _language(readings: Reading, members: NDArray[np.int64]) -> str | None:
    counts = Counter(int(code) for code in readings.language[members] if code != ABSTAINED)
    return LANGUAGES[min(counts, key=lambda code: (-counts[code], code))] if counts else None


def _feelings(readings: Reading, members: NDArray[np.int64]) -> tuple[int, int, int, int]:
    feeling = readings.feeling[members]
    negative, neutral, positive, undecided = (int((feeling == code).sum()) for code in (0, 1, 2, ABSTAINED))
    return negative, neutral, positive, undecided


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
