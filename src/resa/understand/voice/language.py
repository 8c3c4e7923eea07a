"""Which of four languages a text is in."""

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from resa.understand.voice.reading import ABSTAINED, LANGUAGES
from resa.understand.voice.wording import clean, parts
from resa.understand.voice.wordlist import stop_words, word_list

STATED = {"no": "nb", "nn": "nb", "nob": "nb", "nor": "nb", "swe": "sv", "dan": "da", "eng": "en"}
_DOUBT = 3.0
_FEW = 8
"""In texts of so few words those that the lists weigh tell the language too."""
_IDENTIFIED = {"nb": "no"}
_MARKS = {"sv": "äö", "da": "æø", "nb": "æø"}
_TELLING = {
    "da": (
        "af dig hvad mig sig nogle noget hvor efter blev meget nok lige os hvordan bliver kun være gøre uge mod "
        "jeres kunde god ville skulle hele lavet fået hjælp tak rigtig mere hurtig nu selv altid bedre dårlig "
        "levering tilfreds varer betjening pakke tid penge købt fik"
    ),
    "nb": (
        "av deg hva meg seg noen noe hvor etter ble mye nok rett oss hvordan blir bare være gjøre uke mot "
        "deres kunne god ville skulle hele laget fått hjelp takk riktig mer rask nå selv alltid bedre dårlig "
        "levering fornøyd varer betjening pakke tid penger kjøpt fikk ikkje eg"
    ),
}
_PAIRS = (
    ("da", ("øj", "ægt", "edt ", "hj", "tsk", "igt ", "aft", "øb", "ebb", "agt", "ud ", "ld ", "af", "ede ", "gg")),
    ("nb", ("øy", "ekt", "kk", "tt ", "øp", "ak", "ei", "ut ", "ll ", "av", "et ", "te ", "øk", "åk", "ksj", "sj")),
)


def languages(texts: Sequence[str], *, stated: Sequence[str | None] | None = None) -> NDArray[np.int8]:
    """Returns the place of each text's language in `LANGUAGES`; -1 where nothing tells it.

    What a source stated is believed. Texts of few words are told by their small words.
    """
    given = stated if stated is not None else [None] * len(texts)
    found = [_language(text, claim) for text, claim in zip(texts, given, strict=True)]
    return np.array(found, np.int8).reshape(len(texts))


def _language(text: str, stated: str | None) -> int:
    if stated:
        code = stated.lower().replace("_", "-").split("-")[0]
        code = STATED.get(code, code)
        if code in LANGUAGES:
            return LANGUAGES.index(code)
    return _told(clean(text))


def _told(text: str) -> int:
    words = [part for part in parts(text) if part[0].isalpha()]
    if not words:
        return ABSTAINED
    scores = _small_words(words) + _letters(text.lower())
    if len(words) <= _FEW:
        scores += [float(sum(_is_known(word, language) for word in words)) for language in LANGUAGES]
    if len(text) >= 12 and (identifier := _identifier()) is not None:
        scores += _identified(identifier, text)
    best = int(np.argmax(scores))
    return best if scores[best] > 0.0 else ABSTAINED


def _small_words(words: list[str]) -> NDArray[np.float64]:
    scores = np.zeros(len(LANGUAGES))
    for at, language in enumerate(LANGUAGES):
        known = stop_words()[language] | _telling(language)
        scores[at] = sum(word in known for word in words)
    return scores


def _is_known(word: str, language: str) -> bool:
    words = word_list(language)
    return words.feeling.of(word) is not None or word in words.negation or word in words.strong


def _letters(text: str) -> NDArray[np.float64]:
    scores = np.zeros(len(LANGUAGES))
    for language, letters in _MARKS.items():
        scores[LANGUAGES.index(language)] = min(3.0, sum(text.count(letter) for letter in letters))
    for language, pieces in _PAIRS if scores.any() or _small_is_northern(text) else ():
        scores[LANGUAGES.index(language)] += 0.3 * sum(text.count(piece) for piece in pieces)
    return scores


def _small_is_northern(text: str) -> bool:
    return any(f" {word} " in f" {text} " for word in ("jeg", "ikke", "og", "det", "på", "å"))


@cache
def _telling(language: str) -> frozenset[str]:
    return frozenset(_TELLING.get(language, "").split())


@cache
def _identifier() -> Any:
    if find_spec("py3langid") is None:
        return None
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=False)
    identifier.set_languages([_IDENTIFIED.get(code, code) for code in LANGUAGES])
    return identifier


def _identified(identifier: Any, text: str) -> NDArray[np.float64]:
    ranked = dict(identifier.rank(text))
    scores = np.array([float(ranked[_IDENTIFIED.get(code, code)]) for code in LANGUAGES])
    return np.asarray(np.maximum((scores - scores.max()) / _DOUBT, -8.0) + 1.0, np.float64)
