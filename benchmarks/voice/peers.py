"""What readers are compared with: tf-idf with logistic regression, and word lists that others made."""

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from resa.understand.voice.wording import clean, parts

WORD_LISTS = {
    "en": ("AFINN-en-165.txt", "vader_lexicon.txt"),
    "sv": ("AFINN-sv-165.txt", "sentimentlex_sv.csv"),
    "da": ("AFINN-da-32.txt",),
    "nb": ("norsentlex",),
}


def plain(learn: Sequence[tuple[str, str]], texts: Sequence[str]) -> list[str]:
    """Return what tf-idf of words and word pairs with logistic regression says of texts after learning from others."""
    table = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    model = LogisticRegression(C=10, max_iter=1000)
    model.fit(table.fit_transform([text for text, _ in learn]), [label for _, label in learn])
    return [str(label) for label in model.predict(table.transform(texts))]


def by_word_list(texts: Sequence[str], *, weights: dict[str, float], classes: Sequence[str]) -> list[str]:
    """Return the sign of the summed weights of each text's words; without any, neutral, or else the commonest class."""
    sums = [sum(weights.get(word, 0.0) for word in parts(clean(text))) for text in texts]
    silent = "neutral" if "neutral" in classes else max(sorted(set(classes)), key=list(classes).count)
    return ["positive" if told > 0 else "negative" if told < 0 else silent for told in np.array(sums)]


def word_list_of(folder: Path, name: str) -> dict[str, float]:
    """Return the words of a list and what each weighs."""
    if name == "norsentlex":
        sides = {"Positive": 1.0, "Negative": -1.0}
        return {
            word: sign for side, sign in sides.items() for word in _lines(folder / f"norsentlex_Fullform_{side}.txt")
        }
    if name.endswith(".csv"):
        with (folder / name).open(encoding="utf-8", newline="") as file:
            return {row["word"]: float(row["strength"]) for row in csv.DictReader(file) if _is_number(row["strength"])}
    pairs = (line.split("\t") for line in _lines(folder / name))
    return {pair[0]: float(pair[1]) for pair in pairs if len(pair) > 1}


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line]


def _is_number(text: str) -> bool:
    return text.lstrip("-").replace(".", "", 1).isdigit()
