"""What a theme is called: the matter that leads it, else the things its texts speak of and others do not."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from resa.understand.voice.matter import matters
from resa.understand.voice.reading import ABSTAINED, LANGUAGES
from resa.understand.voice.wordlist import stop_words, word_list

STEM = 7
_LABEL_WORDS = 3
_LEAST_SHARE = 0.04
"""A word names a theme where so many of its texts use it."""
_LEAST_NOUN = 0.2
"""A word is a thing where so many of its uses stand as one: after "the" or "in", before a small word or a sign."""
_NAMING = 1 / 3
"""What this share of a theme's texts speak of names the theme, if it sets it apart."""
_APART = 1.5
"""So many times oftener than usual a matter or a word must be spoken of, so that it sets texts apart."""
_GENERAL = 0.5


@dataclass(frozen=True, slots=True)
class _Used:
    """How often each form of a word is used in a language, and how often as a thing; in how many texts each stem is."""

    uses: Counter[str] = field(default_factory=Counter)
    things: Counter[str] = field(default_factory=Counter)
    stems: Counter[str] = field(default_factory=Counter)
    texts: int = 0

    def is_thing(self, word: str) -> bool:
        return self.things[word] >= _LEAST_NOUN * self.uses[word]


@dataclass(frozen=True)
class Vocabulary:
    """The words of texts that can name what these speak of, and the language of each text (`LANGUAGES`, -1 unknown)."""

    spoken: Sequence[Sequence[str]]
    found: Sequence[Sequence[str]]
    languages: NDArray[np.int8]

    @cached_property
    def _stems(self) -> list[frozenset[str]]:
        return [frozenset(word[:STEM] for word in words) for words in self.spoken]

    @cached_property
    def _used(self) -> Mapping[int, _Used]:
        """What is used in each language; in all of them under -1."""
        every = {code: np.flatnonzero(self.languages == code).tolist() for code in range(len(LANGUAGES))}
        every[ABSTAINED] = list(range(len(self.spoken)))
        return {code: self._counted(at) for code, at in every.items()}

    def _counted(self, at: Sequence[int]) -> _Used:
        uses = Counter(word for one in at for word in self.spoken[one])
        things = Counter(word for one in at for word in things_in(self.found[one], language=int(self.languages[one])))
        stems = Counter(stem for one in at for stem in self._stems[one])
        return _Used(uses, things, stems, len(at))

    def words_of(self, members: NDArray[np.int64], *, language: str | None) -> tuple[str, ...]:
        """Returns the things that these texts speak of oftener than the others of the language, one form of each.

        Where none stands as a thing, any word will do that is no judgement.
        """
        code = LANGUAGES.index(language) if language is not None else ABSTAINED
        inside = [int(at) for at in members if language is None or self.languages[at] == code]
        here, used = Counter(stem for at in inside for stem in self._stems[at]), self._used[code]
        apart = {stem: count / len(inside) * used.texts / used.stems[stem] for stem, count in here.items()}
        weight = {
            stem: count * float(np.log(apart[stem]))
            for stem, count in here.items()
            if count >= max(2, _LEAST_SHARE * len(inside)) and (apart[stem] >= _APART or len(inside) == used.texts)
        }
        forms = Counter(word for at in inside for word in set(self.spoken[at]) if word[:STEM] in weight)
        best = sorted(weight, key=lambda stem: (-weight[stem], stem))
        usual = {stem: _usual(stem, forms) for stem in best}
        things = [usual[stem] for stem in best if used.is_thing(usual[stem]) and not judges(usual[stem], code)]
        return tuple(things[:_LABEL_WORDS]) or tuple(
            [usual[stem] for stem in best if not judges(usual[stem], code)][:_LABEL_WORDS]
        )

    def is_named_by(self, members: NDArray[np.int64], words: Sequence[str], *, language: str | None) -> bool:
        """Whether a third of these texts, as far as they are in the language, use one of the words."""
        code = LANGUAGES.index(language) if language is not None else ABSTAINED
        stems = {word[:STEM] for word in words}
        inside = [bool(stems & self._stems[at]) for at in members if language is None or self.languages[at] == code]
        return sum(inside) >= _NAMING * len(inside)


def _usual(stem: str, forms: Mapping[str, int]) -> str:
    return min((word for word in forms if word[:STEM] == stem), key=lambda word: (-forms[word], word))


def leading(inside: NDArray[np.bool_], named: NDArray[np.bool_], *, least: float = _NAMING) -> int | None:
    """Returns the matter that sets some texts apart: spoken of by `least` of them, and oftener than elsewhere."""
    share, everywhere = inside.mean(axis=0), named.mean(axis=0)
    weight = np.where(share >= least, share * np.log(np.maximum(share, 1e-9) / np.maximum(everywhere, 1e-9)), 0.0)
    weight *= np.where([one.is_general for one in matters()], _GENERAL, 1.0)
    best = int(weight.argmax())
    return best if weight[best] > 0 and share[best] >= _APART * everywhere[best] else None


def telling(found: Sequence[str]) -> list[str]:
    """Returns those of a text's parts that can tell what it is about."""
    small = _telling_nothing()
    return [word for word in found if len(word) >= 3 and word[0].isalpha() and word not in small]


def things_in(found: Sequence[str], *, language: int) -> list[str]:
    """Returns the words that stand where things stand: after an article, "my" or "in", and before no further word.

    >>> things_in(["the", "jacket", "was", "fine", "in", "my", "garden", "."], language=0)
    ['jacket', 'garden']
    """
    before = _before_nouns(language)
    small = _telling_nothing()
    things = []
    for at, word in enumerate(found):
        if not word[0].isalpha() or word in small:
            continue
        ends = at + 1 == len(found) or found[at + 1] in small or not found[at + 1][0].isalpha()
        if ends and at and found[at - 1] in before:
            things.append(word)
    return things


@cache
def judges(word: str, code: int) -> bool:
    """Whether a word says how somebody felt rather than about what; of no known language in any of them."""
    words = [word_list(one) for one in (LANGUAGES if code == ABSTAINED else (LANGUAGES[code],))]
    return any(bool(one.feeling.of(word)) or one.emotions.of(word) is not None for one in words)


@cache
def _before_nouns(code: int) -> frozenset[str]:
    codes = LANGUAGES if code == ABSTAINED else (LANGUAGES[code],)
    return frozenset().union(*(word_list(one).before_nouns for one in codes))


@cache
def _telling_nothing() -> frozenset[str]:
    found: set[str] = set().union(*stop_words().values())
    for language in LANGUAGES:
        words = word_list(language)
        found |= words.negation | words.strong | words.weak | words.turn | words.plain | words.before_nouns
    return frozenset(found)
