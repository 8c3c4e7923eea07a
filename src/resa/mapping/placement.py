"""The stage a touchpoint belongs to, proposed by rules in order: its words, its kind, its median place.

A stem stands for itself and what may follow it: "pay" matches "payment". In languages that join words it counts
anywhere inside a word: "bekräft" matches "orderbekräftelse". `=ad` matches the whole word only, `^köp` the beginning
of a word. An entry of several stems needs all of them and weighs more than one.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from resa.mapping.words import LANGUAGES, Stem, StemList, stems
from resa.model.measurement import Provenance
from resa.model.stage import UNPLACED
from resa.model.touchpoint import Placement

CHANNEL_HINTS: dict[str, tuple[str, float]] = {
    "ads": ("awareness", 2.0),
    "affiliate": ("awareness", 1.5),
    "search": ("awareness", 1.5),
    "tv": ("awareness", 2.0),
    "radio": ("awareness", 2.0),
    "print": ("awareness", 1.5),
    "catalogue": ("awareness", 1.5),
    "event": ("awareness", 1.0),
    "social": ("awareness", 0.5),
    "chat": ("retention", 0.5),
    "chatbot": ("retention", 0.5),
    "phone": ("retention", 0.5),
    "parcel": ("retention", 2.5),
    "pickup": ("retention", 1.5),
    "survey": ("retention", 2.0),
    "review": ("advocacy", 2.0),
    "referral": ("advocacy", 1.0),
}
"""What the channel alone suggests, and how strongly beside words of strength 1 to 3."""

KIND_STAGES: dict[str, str] = {
    "ad_view": "awareness",
    "ad_click": "awareness",
    "impression": "awareness",
    "view": "consideration",
    "search": "consideration",
    "wishlist": "consideration",
    "cart": "purchase",
    "checkout": "purchase",
    "payment": "purchase",
    "order": "purchase",
    "receipt": "purchase",
    "delivery": "retention",
    "return": "retention",
    "call": "retention",
    "ticket": "retention",
    "complaint": "retention",
    "answer": "retention",
    "survey": "retention",
    "review": "advocacy",
    "rating": "advocacy",
    "referral": "advocacy",
    "loyalty": "advocacy",
}
"""What the kind of an interaction alone suggests."""

_Span = tuple[int, int, int]  # word, start, end

_EXTRA_STEM = 2  # what each further stem of an entry adds: two signs together say far more than each
_LEAST_SCORE = 1.0


def placement(
    name: str, *, channel: str, kinds: Iterable[str] = (), position: float | None = None, stages: Iterable[str] = ()
) -> Placement:
    """Returns the proposed stage of a touchpoint, the rule that proposed it and how sure that is.

    `kinds` are the kinds of its interactions, most frequent first. `position` is where its median interaction lies
    relative to the customers' first goal: below 0 before it (-1: as early as journeys begin), above 0 after it.
    `stages` are the stages that exist; a proposal outside them does not count. Empty means the default stages.

    >>> placement("Orderbekräftelse", channel="email").stage
    'retention'
    >>> placement("qx7", channel="web").stage
    'unplaced'
    """
    allowed = frozenset(stages)
    for proposal in (_by_words(name, channel), _by_kind(kinds), _by_position(position)):
        if proposal and (not allowed or proposal.stage in allowed):
            return Placement(proposal.stage, Provenance.INFERRED, proposal.rule, round(proposal.confidence, 2))
    return Placement(UNPLACED, Provenance.INFERRED, "none", 0.0)


@dataclass(frozen=True, slots=True)
class _Proposal:
    stage: str
    rule: str
    confidence: float


@lru_cache(maxsize=1 << 17)  # the same names come again in every view of a map
def _by_words(name: str, channel: str) -> _Proposal | None:
    words = _words(name)
    scores = max((_scores(words, stems(language)) for language in LANGUAGES), key=_best, default={})
    if not scores and channel not in CHANNEL_HINTS:
        return None
    total = defaultdict(float, scores)
    if channel in CHANNEL_HINTS:
        stage, weight = CHANNEL_HINTS[channel]
        total[stage] += weight
    ranked = sorted(total.items(), key=lambda pair: (-pair[1], pair[0]))
    stage, top = ranked[0]
    if top < _LEAST_SCORE:
        return None
    runner_up = ranked[1][1] if len(ranked) > 1 else 0.0
    return _Proposal(stage, "words", min(0.95, top / (top + runner_up + 1)))


def _best(scores: dict[str, float]) -> tuple[float, float]:
    """Prefers the language that says most clearly where the name belongs."""
    ranked = sorted(scores.values(), reverse=True)
    if not ranked:
        return 0.0, 0.0
    return ranked[0], ranked[0] - (ranked[1] if len(ranked) > 1 else 0.0)


def _scores(words: tuple[str, ...], listed: StemList) -> dict[str, float]:
    """Sums the strengths by stage; a sign inside a longer sign of the same word does not count again."""
    found: list[tuple[Stem, frozenset[_Span]]] = []
    joined = " ".join(words)
    for stem in listed.stems:
        if stem.parts[0].lstrip("=^") not in joined:  # a quick no for nearly all of them
            continue
        spans = [_span(part, words, anywhere=listed.has_compounds) for part in stem.parts]
        if all(spans):
            found.append((stem, frozenset(span for span in spans if span)))
    scores: dict[str, float] = defaultdict(float)
    for stem, places in found:
        if not any(_covers(other, places) for _, other in found):
            scores[stem.stage] += stem.strength + _EXTRA_STEM * (len(stem.parts) - 1)
    return dict(scores)


def _covers(outer: frozenset[_Span], inner: frozenset[_Span]) -> bool:
    """Says whether every place of `inner` lies in `outer`, and `outer` reaches further."""
    if outer == inner:
        return False
    return all(any(w == v and a <= x and y <= b for w, a, b in outer) for v, x, y in inner)


def _span(part: str, words: tuple[str, ...], *, anywhere: bool) -> _Span | None:
    """Returns (word, start, end) of the first place where the stem fits."""
    mark, stem = (part[0], part[1:]) if part[0] in "=^" else ("", part)
    for number, word in enumerate(words):
        if mark == "=":
            start = 0 if word == stem else -1
        elif mark == "^" or not anywhere or len(stem) < 4:
            start = 0 if word.startswith(stem) else -1
        else:
            start = word.find(stem)
        if start >= 0:
            return number, start, start + len(stem)
    return None


_WORD = re.compile(r"[^\W_]+")
_CAMEL = re.compile(r"(?<=[a-zåäöæø])(?=[A-ZÅÄÖÆØ])")


def _words(name: str) -> tuple[str, ...]:
    """Returns the words of a name in lower case; `addedToCart` and `added_to_cart` are three each."""
    spaced = _CAMEL.sub(" ", unicodedata.normalize("NFC", name))
    return tuple(word.lower() for word in _WORD.findall(spaced))


def _by_kind(kinds: Iterable[str]) -> _Proposal | None:
    for kind in kinds:
        if kind in KIND_STAGES:
            return _Proposal(KIND_STAGES[kind], "kind", 0.6)
    return None


def _by_position(position: float | None) -> _Proposal | None:
    """Early before the first goal is awareness, then consideration; about it purchase; after it retention."""
    if position is None:
        return None
    if position < -0.6:
        return _Proposal("awareness", "position", 0.35)
    if position < -0.1:
        return _Proposal("consideration", "position", 0.35)
    if position <= 0.1:
        return _Proposal("purchase", "position", 0.3)
    return _Proposal("retention", "position", 0.35)
