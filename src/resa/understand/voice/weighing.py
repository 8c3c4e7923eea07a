"""What the words of one text weigh, with what turns them round, strengthens and weakens them."""

from dataclasses import dataclass

from resa.understand.voice.wording import clean, parts
from resa.understand.voice.wordlist import WordList

_SCOPE = 4
"""Words that a negation reaches forward."""
_BACK = 3
"""Words that it reaches back to a verb: "rekommenderar verkligen inte"."""
_TURNED = -0.7
_STRONG, _WEAK = 1.5, 0.6
_BEFORE_TURN = 0.6
_BREAKS = frozenset(".!?,;:…")


@dataclass(frozen=True, slots=True)
class Weighed:
    """A word or phrase of a text, where it stands, and what it weighs after all turns."""

    word: str
    at: int
    weight: float


@dataclass(frozen=True, slots=True)
class _Hit:
    word: str
    at: int
    size: int
    weight: float
    is_phrase: bool


def weighed(text: str, *, words: WordList) -> list[Weighed]:
    """Returns the words of a text that the list knows, in order, with their weights in this text."""
    found = parts(clean(text))
    hits = _hits(found, words)
    negations = _negations(found, words, hits)
    turn = _last_turn(found, words)
    weights = []
    for hit in hits:
        if not hit.weight:
            continue
        weight = hit.weight
        if not hit.is_phrase or hit.weight > 0:
            weight = _turned(hit, found, words, negations)
        weight *= _grade(hit.at, found, words)
        weights.append(Weighed(hit.word, hit.at, weight * (_BEFORE_TURN if hit.at < turn else 1.0)))
    return weights


def _hits(found: list[str], words: WordList) -> list[_Hit]:
    hits, at = [], 0
    while at < len(found):
        phrase = words.feeling.phrase(found, at)
        if phrase is not None:
            size, weight = phrase
            hits.append(_Hit(" ".join(found[at : at + size]), at, size, weight, True))
            at += size
            continue
        known = _known(found[at], words)
        if known is not None:
            hits.append(_Hit(found[at], at, 1, known, False))
        at += 1
    return hits


def _known(word: str, words: WordList) -> float | None:
    weight = words.feeling.of(word)
    if weight is not None:
        return weight
    compound = words.feeling.tail(word, heads=words.heads, bound=words.bound)
    if compound is None:
        return None
    head, weight = compound
    return weight * _STRONG if head in words.heads else weight


def _negations(found: list[str], words: WordList, hits: list[_Hit]) -> set[int]:
    taken = {at for hit in hits if hit.is_phrase for at in range(hit.at, hit.at + hit.size)}
    return {
        at
        for at, word in enumerate(found)
        if at not in taken
        and (word in words.negation or word.endswith("n't"))
        and words.not_negation.phrase(found, at) is None
    }


def _turned(hit: _Hit, found: list[str], words: WordList, negations: set[int]) -> float:
    times = sum(_reaches(at, hit.at, found) for at in negations if 0 < hit.at - at <= _SCOPE)
    if words.verb.of(hit.word) and not hit.is_phrase:
        times += sum(_reaches(hit.at, at, found) for at in negations if 0 < at - hit.at <= _BACK)
    return hit.weight * _TURNED if times % 2 else hit.weight


def _reaches(start: int, end: int, found: list[str]) -> bool:
    return not any(word in _BREAKS for word in found[start + 1 : end])


def _grade(at: int, found: list[str], words: WordList) -> float:
    before = {*found[max(0, at - 2) : at], *("_".join(found[max(0, at - size) : at]) for size in (2, 3))}
    grade = _STRONG if any(word in words.strong for word in before) else 1.0
    return grade * (_WEAK if any(word in words.weak for word in before) else 1.0)


def _last_turn(found: list[str], words: WordList) -> int:
    """The place of the last "but" that has something said before and after it; -1 where there is none."""
    places = [at for at, word in enumerate(found) if word in words.turn and 2 < at < len(found) - 2]
    return places[-1] if places else -1
