"""The labelled texts that readers are measured on: de-duplicated, with the same rows kept aside every time."""

import csv
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

csv.field_size_limit(10_000_000)

Rows = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """Texts with their labels, those to learn from and those kept aside, and the figures to reach.

    `baseline` is what plain tf-idf with logistic regression reached (accuracy, macro-F1) when the aims were set.
    """

    name: str
    language: str
    learn: Rows
    aside: Rows
    baseline: tuple[float, float | None]
    aim: float

    @property
    def is_feeling(self) -> bool:
        """Whether the labels are feelings."""
        return {label for _, label in self.aside} <= {"negative", "neutral", "positive"}


def labelled_sets(folder: Path) -> list[LabelledSet]:
    """Return the six sets. Rows kept aside: sha256(text) mod 5 = 0, another company, or the set's own part."""
    short = {"pos": "positive", "neu": "neutral", "neg": "negative"}
    reviews = _split(_rows(folder / "sv_reviews.csv", "text", "sentiment"))
    emoji = _split([(text, short[label]) for text, label in _rows(folder / "sv_emoji.csv", "text", "label")])
    airline = _split(_rows(folder / "en_airline.csv", "text", "airline_sentiment"))
    banking = _split(_rows(folder / "en_banking77_train.csv", "text", "category"))
    norwegian = tuple(_norwegian(folder / f"no_norec_sentence_{part}.json") for part in ("train", "dev"))
    danish = tuple(_stars(folder / f"da_trustpilot_{company}.csv") for company in ("asos", "sas"))
    return [
        LabelledSet("Swedish reviews", "sv", *reviews, (0.941, None), 0.95),
        LabelledSet("Swedish tweets with emoji", "sv", *emoji, (0.662, 0.520), 0.71),
        LabelledSet("Danish reviews, another company", "da", *danish, (0.916, 0.869), 0.93),
        LabelledSet("Norwegian review sentences", "nb", *norwegian, (0.634, 0.554), 0.68),
        LabelledSet("English airline tweets", "en", *airline, (0.816, 0.753), 0.835),
        LabelledSet("English banking questions, 77 intents", "en", *banking, (0.891, None), 0.92),
    ]


def _rows(path: Path, text: str, label: str) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return _once((row[text], row[label]) for row in csv.DictReader(file))


def _stars(path: Path) -> Rows:
    found = _rows(path, "review", "stars")
    return [(text, "positive" if float(stars) >= 4 else "negative") for text, stars in found if float(stars) != 3]


def _norwegian(path: Path) -> Rows:
    return _once((row["text"], row["label"].lower()) for row in json.loads(path.read_text(encoding="utf-8")))


def _once(rows: Iterable[tuple[str, str]]) -> Rows:
    found: dict[str, str] = {}
    for text, label in rows:
        found.setdefault(text, label)
    return list(found.items())


def _split(rows: Rows) -> tuple[Rows, Rows]:
    aside = [int(hashlib.sha256(text.encode()).hexdigest(), 16) % 5 == 0 for text, _ in rows]
    learn = [row for row, is_aside in zip(rows, aside, strict=True) if not is_aside]
    return learn, [row for row, is_aside in zip(rows, aside, strict=True) if is_aside]
