"""Learning to tell classes of texts apart from examples: by their words, their letters and their meaning together."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from resa.model.errors import FailureError
from resa.understand.voice.head import Head, Numbers, head_of, softmax
from resa.understand.voice.shipped import Numbered
from resa.understand.voice.term import Terms, terms_from, terms_of

_MOST_COMPARED = 1_500


_ABSENT = "expected scikit-learn, which learns from labels, found it not installed; pip install 'resa[text]'"


class LearningMissingError(FailureError):
    """The library that learns from labels is not installed."""

    code: ClassVar[str] = "learning_missing"


@dataclass(frozen=True, slots=True)
class Recipe:
    """How much meaning counts beside words (`meaning`), and how freely weights may grow (`freedom`)."""

    meaning: float
    freedom: float


RECIPES = (Recipe(0.06, 1.0), Recipe(0.06, 3.0), Recipe(0.03, 3.0), Recipe(0.1, 0.5))


@dataclass(frozen=True, slots=True, eq=False)
class Classifier:
    """Weights over terms (classes, terms) and over numbers, learnt together. `classes` are in the order of columns."""

    classes: tuple[int, ...]
    terms: Terms
    term_weight: Numbers
    head: Head
    temperature: float = 1.0

    def shares(self, held: Numbered) -> Numbers:
        """Returns (texts, classes), the probabilities."""
        logits = self.head.logits(held.for_feeling)
        for at, text in enumerate(held.texts):
            places, weights = self.terms.row(text)
            logits[at] += self.term_weight[:, places] @ weights
        return softmax(logits / self.temperature)

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Returns everything learnt as plain arrays."""
        own = {"classes": np.array(self.classes), "term_weight": self.term_weight.astype(np.float32)}
        return own | {"temperature": np.array(self.temperature)} | self.terms.to_arrays() | self.head.to_arrays("head")


def classifier_from(arrays: Mapping[str, NDArray[Any]]) -> Classifier:
    """Returns the classifier that `to_arrays` wrote."""
    return Classifier(
        classes=tuple(int(code) for code in arrays["classes"]),
        terms=terms_from(arrays),
        term_weight=np.asarray(arrays["term_weight"], np.float64),
        head=head_of(arrays, name="head"),
        temperature=float(arrays["temperature"]),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """Texts as rows: their terms (sparse), and their numbers."""

    terms: Terms
    told: Any
    numbers: Numbers
    vectors: int

    def some(self, rows: NDArray[Any]) -> "_Table":
        return _Table(self.terms, self.told[rows], self.numbers[rows], self.vectors)


def learnt(held: Numbered, classes: NDArray[np.int64], *, recipe: Recipe, temperature: float = 1.0) -> Classifier:
    """Returns a multinomial logistic regression; texts in another order give the same weights."""
    order = by_text(held.texts)
    return _learnt(_table(chosen(held, order)), classes[order], recipe=recipe, temperature=temperature)


def _table(held: Numbered) -> _Table:
    try:
        from scipy.sparse import csr_matrix
    except ModuleNotFoundError as missing:
        raise LearningMissingError(_ABSENT) from missing
    terms = terms_of(held.texts)
    rows = [terms.row(text) for text in held.texts]
    starts = np.cumsum([0, *(len(places) for places, _ in rows)])
    places, weights = (np.concatenate([row[part] for row in rows]) for part in (0, 1))
    told = csr_matrix((weights, places, starts), shape=(len(rows), len(terms.places)))
    return _Table(terms, told, held.for_feeling, held.vectors.shape[1])


def _learnt(table: _Table, classes: NDArray[np.int64], *, recipe: Recipe, temperature: float = 1.0) -> Classifier:
    middle, spread = table.numbers.mean(axis=0), table.numbers.std(axis=0) + 1e-6
    scale = np.full(table.numbers.shape[1], recipe.meaning)
    scale[table.vectors :] *= 2.0
    weight, bias, names = _fitted(table, (table.numbers - middle) / spread * scale, classes, freedom=recipe.freedom)
    size = len(table.terms.places)
    return Classifier(
        classes=tuple(int(name) for name in names),
        terms=table.terms,
        term_weight=weight[:, :size],
        head=Head(weight[:, size:] * scale, bias, middle, spread),
        temperature=temperature,
    )


def _fitted(
    table: _Table, numbers: Numbers, classes: NDArray[np.int64], *, freedom: float
) -> tuple[Numbers, Numbers, NDArray[np.int64]]:
    try:
        from scipy.sparse import csr_matrix, hstack
        from sklearn.linear_model import LogisticRegression
    except ModuleNotFoundError as missing:
        raise LearningMissingError(_ABSENT) from missing
    model = LogisticRegression(C=freedom, max_iter=1_000, tol=1e-4)
    model.fit(hstack([table.told, csr_matrix(numbers)]).tocsr(), classes)
    weight, bias = model.coef_, model.intercept_
    if len(model.classes_) == 2:  # one column for two classes: half of it each way gives the same probabilities
        weight, bias = np.vstack([-weight, weight]) / 2, np.concatenate([-bias, bias]) / 2
    return weight, bias, model.classes_


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
    """Returns the probabilities of each text by what was learnt from the other folds, columns by class in order.

    Which terms there are and how rare they are is taken from all texts, without their labels.
    """
    order = by_text(held.texts)
    sorted_texts = chosen(held, order)
    found = _held_out(_table(sorted_texts), classes[order], folds(sorted_texts.texts, count=count), recipe=recipe)
    shares = np.empty_like(found)
    shares[order] = found
    return shares


def _held_out(table: _Table, classes: NDArray[np.int64], fold: NDArray[np.int64], *, recipe: Recipe) -> Numbers:
    names = np.unique(classes)
    shares = np.full((len(classes), len(names)), 1e-6)
    for at in np.unique(fold):
        aside = fold == at
        if len(np.unique(classes[~aside])) < 2:
            continue
        model = _learnt(table.some(~aside), classes[~aside], recipe=recipe)
        logits = model.head.logits(table.numbers[aside]) + table.told[aside] @ model.term_weight.T
        shares[np.ix_(np.flatnonzero(aside), np.searchsorted(names, model.classes))] = softmax(logits)
    return np.asarray(shares / shares.sum(axis=1, keepdims=True), np.float64)


def best_recipe(held: Numbered, classes: NDArray[np.int64], *, recipes: Sequence[Recipe] = RECIPES) -> Recipe:
    """Returns the recipe whose held-out probabilities surprise least, compared on at most 1,500 of the texts."""
    rows = by_text(held.texts)[:_MOST_COMPARED]
    few, truth = chosen(held, rows), classes[rows]
    table, fold = _table(few), folds(few.texts, count=3)
    losses = [surprise(_held_out(table, truth, fold, recipe=recipe), truth).mean() for recipe in recipes]
    return recipes[int(np.argmin(losses))]


def surprise(shares: Numbers, classes: NDArray[np.int64]) -> Numbers:
    """Returns the negative log of the probability that each text's own class was given."""
    columns = np.searchsorted(np.unique(classes), classes)
    return np.asarray(-np.log(np.maximum(shares[np.arange(len(classes)), columns], 1e-9)), np.float64)


def best_temperature(shares: Numbers, classes: NDArray[np.int64]) -> float:
    """Returns by how much probabilities must be flattened (above 1) or sharpened to surprise least.

    Source: temperature scaling, Guo, Pleiss, Sun and Weinberger, "On calibration of modern neural networks", 2017.
    """
    logits = np.log(np.maximum(shares, 1e-12))
    tried = np.round(np.geomspace(0.5, 3.0, 40), 4)
    losses = [surprise(softmax(logits / temperature), classes).mean() for temperature in tried]
    return float(tried[int(np.argmin(losses))])
