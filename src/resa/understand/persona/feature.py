"""What is known of each customer, trait by trait: who they are, what they do, where, when, and what they say."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from resa.understand.array import Codes, Floats
from resa.understand.history import Texts
from resa.understand.persona.encoding import Encoding, Steps, is_spiked, smoothing, steps_of
from resa.understand.persona.mixture import Columns

ASPECTS = ("demographics", "behaviour", "channel", "time", "psychographics", "feedback")
"""What groups are made from. Traits of other aspects ("challenges", "drives") only describe them."""

MAINLY = Steps((1e-9, 0.5), ("none", "some", "mainly"))
"""How much of what a customer does is on one channel."""

_MOST_WORDS = 12
_LEAST_KNOWN = 0.05
_TWINS = 0.9  # rank correlation from which a figure tells nothing that another doesn't


@dataclass(frozen=True, slots=True, eq=False)
class Trait:
    """One thing known of n customers, as `figures` (n,), NaN for a gap, or as `words`.

    `id` is "profile:" and a field, "channel:" and a channel, "answer:" and a question, or a name of our own. `unit` is
    "count", "days", "share", "years", "score", a currency, or "" where figures carry none.
    """

    id: str
    aspect: str
    unit: str = ""
    figures: Floats | None = None
    words: Texts | None = None

    @property
    def known(self) -> Codes:
        """The places of the customers of whom it is known."""
        if self.figures is not None:
            return np.flatnonzero(~np.isnan(self.figures))
        return np.flatnonzero(self.words.codes >= 0) if self.words else np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """The customers that can be described, by their codes, ascending, and all their traits.

    `others` are customers of whom too little is known to describe them.
    """

    customers: Codes
    traits: tuple[Trait, ...]
    others: int = 0

    def taken(self, rows: Codes) -> "Known":
        """Returns the customers at these places."""
        traits = (
            replace(
                one,
                figures=None if one.figures is None else one.figures[rows],
                words=None if one.words is None else one.words.taken(rows),
            )
            for one in self.traits
        )
        return Known(self.customers[rows], tuple(traits))

    def trait(self, name: str) -> Trait | None:
        """Returns a trait by its id."""
        return next((one for one in self.traits if one.id == name), None)


def encodings(known: Known, *, without: Iterable[str] = ()) -> tuple[Encoding, ...]:
    """Returns how each trait enters the model; those that tell nothing, or the same as one before, are left out."""
    left = set(without)
    found: list[Encoding] = []
    ranks: list[Floats] = []
    for trait in known.traits:
        if (
            trait.id in left
            or trait.aspect not in ASPECTS
            or len(trait.known) < max(30, _LEAST_KNOWN * len(known.customers))
        ):
            continue
        rank = _ranks(trait)
        if rank is not None and any(_alike(rank, other) for other in ranks):
            continue
        one = encoding(trait)
        if one is not None:
            found.append(one)
            ranks += [rank] if rank is not None else []
    return tuple(found)


def encoding(trait: Trait) -> Encoding | None:
    """Returns how a trait enters the model, None where everybody is alike or everybody is different."""
    if trait.figures is not None:
        if trait.aspect == "channel":
            return Encoding(trait.id, steps=MAINLY)
        steps = steps_of(trait.figures)
        if len(steps.ids) < 2:
            return None
        return Encoding(trait.id, None if is_spiked(trait.figures) else smoothing(trait.figures), steps)
    return _worded(trait)


def _worded(trait: Trait) -> Encoding | None:
    texts = trait.words
    if texts is None:
        return None
    counts = np.bincount(texts.codes[texts.codes >= 0], minlength=len(texts.names))
    order = sorted(range(len(counts)), key=lambda at: (-counts[at], texts.names[at]))
    worth = [at for at in order if counts[at] >= 0.01 * counts.sum()][:_MOST_WORDS]
    rest = int(counts.sum() - counts[worth].sum())
    if len(worth) + bool(rest) < 2 or rest > 0.3 * counts.sum():
        return None
    return Encoding(trait.id, words=tuple(texts.names[at] for at in worth), has_other=rest > 0)


def level_codes(trait: Trait, how: Encoding) -> Codes:
    """Returns the level of each customer, -1 for a gap."""
    if how.steps is not None:
        return how.steps.codes(trait.figures) if trait.figures is not None else np.zeros(0, np.int64)
    texts = trait.words
    if texts is None:
        return np.zeros(0, np.int64)
    number = {word: at for at, word in enumerate(how.words)}
    other = len(how.words) if how.has_other else -1
    renumber = np.array([*(number.get(word, other) for word in texts.names), -1], np.int64)
    return renumber[texts.codes]


def columns_of(known: Known, how: Sequence[Encoding]) -> Columns:
    """Returns the traits as the model takes them; one that is no longer told is a gap for everybody."""
    n = len(known.customers)
    figures, words, levels = [], [], []
    for one in how:
        trait = known.trait(one.trait)
        if one.smoothing is not None:
            told = None if trait is None else trait.figures
            figures.append(np.full(n, np.nan) if told is None else one.smoothing.of(told))
        else:
            codes = level_codes(trait, one) if trait is not None else np.zeros(0, np.int64)
            words.append(codes if len(codes) == n else np.full(n, -1, np.int64))
            levels.append(len(one.levels))
    return Columns(
        np.stack(figures, 1) if figures else np.zeros((n, 0)),
        np.stack(words, 1) if words else np.zeros((n, 0), np.int64),
        tuple(levels),
    )


def _ranks(trait: Trait) -> Floats | None:
    """Returns the ranks of a figure; channels are told beside each other, however alike."""
    if trait.figures is None or trait.aspect == "channel":
        return None
    known = trait.known
    found = np.full(len(trait.figures), np.nan)
    _, inverse = np.unique(trait.figures[known], return_inverse=True)
    found[known] = inverse
    return found


def _alike(one: Floats, other: Floats) -> bool:
    both = ~np.isnan(one) & ~np.isnan(other)
    if both.sum() < 30 or min(one[both].std(), other[both].std()) == 0:
        return False
    return bool(abs(np.corrcoef(one[both], other[both])[0, 1]) > _TWINS)
