"""Learning to tell classes of texts apart from examples: by their words, their letters and their meaning together."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from resa.model.errors import FailureError
from resa.understand.voice.calibration import Calibration, calibration_from, uncalibrated
from resa.understand.voice.head import Numbers
from resa.understand.voice.likeness import Likeness, Scale, likeness, scale_from, scale_of
from resa.understand.voice.shipped import Numbered
from resa.understand.voice.term import Terms, terms_from, terms_of

_MOST_COMPARED = 2_500

_ABSENT = (
    "expected the extra `text` to learn from scores and labels, found it not installed; pip install 'resa[text]', then "
    "`resa feedback read` again; until then word lists read, and feelings, themes, reasons and labels count without it"
)


class LearningMissingError(FailureError):
    """The extra `text`, which learns from labels, is not installed; all the rest is answered without it."""

    code: ClassVar[str] = "learning_missing"


@dataclass(frozen=True, slots=True)
class Recipe:
    """How much sharing terms counts, and how much meaning alike; what both sum to says how freely weights may grow."""

    terms: float
    meaning: float


RECIPES = (Recipe(0.15, 0.25), Recipe(0.3, 0.25), Recipe(0.6, 0.4), Recipe(1.2, 0.6))


@dataclass(frozen=True, slots=True, eq=False)
class Classifier:
    """Weights over terms (classes, terms), over numbers, and over meanings by themselves and in pairs.

    `classes` are in the order of columns, `share` is how common each is.
    """

    classes: tuple[int, ...]
    share: Numbers
    terms: Terms
    term_weight: Numbers
    scale: Scale
    number_weight: Numbers
    meaning_weight: Numbers
    pair_weight: Numbers
    calibration: Calibration

    def shares(self, held: Numbered) -> Numbers:
        """Returns (texts, classes), the probabilities."""
        return self.calibration.shares(self.scores(held))

    def scores(self, held: Numbered) -> Numbers:
        """Returns (texts, classes), near 1 for the class a text is of and near 0 for others, before calibration."""
        numbers, meanings = self.scale.numbers(held), self.scale.meanings(held)
        scores = np.empty((len(held.texts), len(self.classes)))
        for at, text in enumerate(held.texts):  # one at a time: company must not change the order of sums
            places, weights = self.terms.row(text)
            meaning = meanings[at]
            scores[at] = self.share + self.term_weight[:, places] @ weights
            scores[at] += np.einsum("cn,n->c", self.number_weight, numbers[at])
            scores[at] += np.einsum("cv,v->c", self.meaning_weight, meaning)
            scores[at] += np.einsum("cvw,v,w->c", self.pair_weight, meaning, meaning, optimize=False)
        return scores

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Returns everything learnt as plain arrays."""
        own = {
            "classes": np.array(self.classes),
            "share": self.share,
            "term_weight": self.term_weight.astype(np.float32),
            "number_weight": self.number_weight.astype(np.float32),
            "meaning_weight": self.meaning_weight.astype(np.float32),
            "pair_weight": self.pair_weight.astype(np.float32),
        }
        return own | self.terms.to_arrays() | self.scale.to_arrays() | self.calibration.to_arrays()


def classifier_from(arrays: Mapping[str, NDArray[Any]]) -> Classifier:
    """Returns the classifier that `to_arrays` wrote."""
    names = ("number_weight", "meaning_weight", "pair_weight")
    number, meaning, pair = (np.asarray(arrays[name], np.float64) for name in names)
    return Classifier(
        classes=tuple(int(code) for code in arrays["classes"]),
        share=np.asarray(arrays["share"], np.float64),
        terms=terms_from(arrays),
        term_weight=np.asarray(arrays["term_weight"], np.float64),
        scale=scale_from(arrays),
        number_weight=number,
        meaning_weight=meaning,
        pair_weight=pair,
        calibration=calibration_from(arrays),
    )


def learnt(
    held: Numbered, classes: NDArray[np.int64], *, recipe: Recipe, calibration: Calibration | None = None
) -> Classifier:
    """Returns a least-squares fit of the classes; texts in another order give the same weights.

    Takes memory for the likeness of every two texts: 400 MB for 10,000.
    Source: Rifkin, Yeo and Poggio, "Regularized least-squares classification", 2003; a quadratic kernel over meanings.
    """
    order = by_text(held.texts)
    truth = classes[order]
    table, names = _table(chosen(held, order)), np.unique(truth)
    share, pull = _fitted(table.alike(terms=recipe.terms, meaning=recipe.meaning), truth, names=names)
    meanings = table.meanings
    return Classifier(
        classes=tuple(int(name) for name in names),
        share=share,
        terms=table.terms,
        term_weight=recipe.terms * np.asarray((table.told.T @ pull).T, np.float64),
        scale=table.scale,
        number_weight=pull.T @ table.numbers,
        meaning_weight=recipe.meaning * (pull.T @ meanings),
        pair_weight=recipe.meaning * np.stack([(meanings * one[:, None]).T @ meanings for one in pull.T]),
        calibration=calibration or uncalibrated(len(names)),
    )


def _table(held: Numbered) -> Likeness:
    try:
        return likeness(held, terms=terms_of(held.texts), scale=scale_of(held))
    except ModuleNotFoundError as missing:
        raise LearningMissingError(_ABSENT) from missing


def _fitted(alike: NDArray[np.float32], classes: NDArray[np.int64], *, names: NDArray[np.int64]) -> tuple[Any, Any]:
    """Returns how common each class is, and how much each text pulls towards each class (texts, classes)."""
    from scipy.linalg import cho_factor, cho_solve

    is_of = (classes[:, None] == names).astype(np.float64)
    share = is_of.mean(axis=0)
    alike[np.diag_indices_from(alike)] += 1.0
    factor = cho_factor(alike, overwrite_a=True, check_finite=False)
    return share, np.asarray(cho_solve(factor, (is_of - share).astype(np.float32)), np.float64)


def by_text(texts: Sequence[str]) -> NDArray[np.int64]:
    """Returns the places of texts in an order of their own, whatever order they came in."""
    return np.array(sorted(range(len(texts)), key=lambda at: (_digest(texts[at]), texts[at])), np.int64)


def _digest(text: str) -> int:
    return int(hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12], 16)


def chosen(held: Numbered, rows: NDArray[Any]) -> Numbered:
    """Returns some of the texts, with all that is known of them."""
    places = np.flatnonzero(rows) if rows.dtype == np.bool_ else rows
    return Numbered(
        texts=tuple(held.texts[at] for at in places.tolist()),
        languages=held.languages[places],
        vectors=held.vectors[places],
        lexical=held.lexical[places],
        emotions=held.emotions[places],
        reasons=held.reasons[places],
        encoder=held.encoder,
    )


def folds(texts: Sequence[str], *, count: int) -> NDArray[np.int64]:
    """Returns the fold of each text, by the text itself: the same text is never on both sides."""
    return np.array([_digest(text) % count for text in texts], np.int64)


def held_out(held: Numbered, classes: NDArray[np.int64], *, recipe: Recipe, count: int) -> Numbers:
    """Returns the scores of each text by what was learnt from the other folds, columns by class in order.

    Which terms there are and how rare they are is taken from all texts, without their labels.
    """
    order = by_text(held.texts)
    few = chosen(held, order)
    alike = _table(few).alike(terms=recipe.terms, meaning=recipe.meaning)
    found = _held_out(alike, classes[order], folds(few.texts, count=count), names=np.unique(classes))
    scores = np.empty_like(found)
    scores[order] = found
    return scores


def _held_out(
    alike: NDArray[np.float32], classes: NDArray[np.int64], fold: NDArray[np.int64], *, names: NDArray[np.int64]
) -> Numbers:
    scores = np.zeros((len(classes), len(names)))
    for at in np.unique(fold):
        aside, rest = np.flatnonzero(fold == at), np.flatnonzero(fold != at)
        if len(rest):
            share, pull = _fitted(alike[np.ix_(rest, rest)], classes[rest], names=names)
            scores[aside] = share + alike[np.ix_(aside, rest)] @ pull
    return scores


def best_recipe(held: Numbered, classes: NDArray[np.int64], *, recipes: Sequence[Recipe] = RECIPES) -> Recipe:
    """Returns the recipe whose held-out scores surprise least, compared on at most 2,500 of the texts."""
    rows = by_text(held.texts)[:_MOST_COMPARED]
    few, truth = chosen(held, rows), classes[rows]
    table, fold, names = _table(few), folds(few.texts, count=3), np.unique(truth)
    losses = []
    for recipe in recipes:
        alike = table.alike(terms=recipe.terms, meaning=recipe.meaning)
        scores = _held_out(alike, truth, fold, names=names)
        losses.append(surprise(uncalibrated(len(names)).shares(scores), truth).mean())
    return recipes[int(np.argmin(losses))]


def surprise(shares: Numbers, classes: NDArray[np.int64]) -> Numbers:
    """Returns the negative log of the probability that each text's own class was given."""
    columns = np.searchsorted(np.unique(classes), classes)
    return np.asarray(-np.log(np.maximum(shares[np.arange(len(classes)), columns], 1e-9)), np.float64)
