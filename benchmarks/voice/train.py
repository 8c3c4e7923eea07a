"""Learns the head that the package ships, from texts whose licence allows it; the same input gives the same file.

usage: python -m benchmarks.voice.train --data FOLDER [--vectors FILE.npz]

FOLDER holds en_amazon_snippets.csv (MIT), da_lcc.csv (CC BY) and en_banking77_train.csv (CC BY 4.0); the sentences in
benchmarks/voice/clauses are Resa's own. `--vectors` keeps the encoder's work between runs.
"""

import argparse
import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from benchmarks.voice.emotions import told_emotions
from benchmarks.voice.sentences import sentences
from benchmarks.voice.vectors import KeptEncoder
from resa.understand.voice.encoder import RememberingEncoder
from resa.understand.voice.head import Head, packed
from resa.understand.voice.reading import EMOTIONS, REASONS
from resa.understand.voice.shipped import Numbered, numbered

WEIGHTS = Path(__file__).parents[2] / "src" / "resa" / "understand" / "voice" / "weights"
VERSION = "2"
LEARNT_FROM = (
    "sentences written for Resa in four languages; sentence ratings of Amazon reviews (VADER's data, MIT); "
    "LCC sentiment, Danish (Finn Årup Nielsen, CC BY); questions of BANKING77 (PolyAI, CC BY 4.0)"
)
SHRINKAGES = (0.0001, 0.0003, 0.001, 0.003, 0.01)


@dataclass(frozen=True, slots=True)
class Source:
    """Texts of one origin with the share of each feeling (n, 3) and how much a text of it counts."""

    name: str
    texts: list[str]
    languages: list[str]
    feelings: np.ndarray
    weight: float


def main() -> None:
    """Write the weights into the package and print how shrinkage and temperature were chosen."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--vectors", type=Path, help="an .npz that keeps vectors by text")
    given = parser.parse_args()
    encoder = KeptEncoder(given.vectors)
    sources = [own(), amazon(given.data), lcc(given.data), banking(given.data)]
    held = [numbered(one.texts, encoder=encoder, languages=one.languages) for one in sources]
    shrinkage, temperature = chosen(sources, held)
    arrays = feeling_head(sources, held, shrinkage, temperature).to_arrays("feeling")
    arrays |= reason_head(held[0], [one.reasons for one in sentences()]).to_arrays("reason")
    arrays |= emotion_head(encoder).to_arrays("emotion")
    encoder.keep()
    facts = {
        "version": VERSION,
        "learnt_from": LEARNT_FROM,
        "encoder": encoder.name,
        "texts": {one.name: len(one.texts) for one in sources},
        "shrinkage": shrinkage,
        "temperature": temperature,
    }
    WEIGHTS.mkdir(exist_ok=True)
    (WEIGHTS / "shipped.npz").write_bytes(packed(arrays, facts=facts))
    print(json.dumps(facts, ensure_ascii=False, indent=1))


def own() -> Source:
    """Return the sentences written for Resa."""
    told = sentences()
    return Source(
        "own", [one.text for one in told], [one.language for one in told], np.array([o.feelings for o in told]), 1.0
    )


def amazon(folder: Path) -> Source:
    """Return English sentences whose mean rating (-4 to 4) is clear: at least 1 away from 0, or under 0.6 of it."""
    rows = [(row["text"], float(row["valence"])) for row in _rows(folder / "en_amazon_snippets.csv")]
    clear = [(text, rating) for text, rating in rows if abs(rating) >= 1.0 or abs(rating) < 0.6]
    return Source(
        "amazon", [t for t, _ in clear], ["en"] * len(clear), _feelings([r for _, r in clear], least=0.8), 0.5
    )


def lcc(folder: Path) -> Source:
    """Return Danish sentences rated -5 to 5."""
    rows = [(row["text"], float(row["valence"])) for row in _rows(folder / "da_lcc.csv")]
    return Source("lcc", [t for t, _ in rows], ["da"] * len(rows), _feelings([r for _, r in rows], least=0.5), 1.0)


def banking(folder: Path, *, each: int = 4) -> Source:
    """Return a few questions of each intent; they ask, so they count as neutral, but for little: some complain."""
    taken: dict[str, list[str]] = {}
    for row in _rows(folder / "en_banking77_train.csv"):
        found = taken.setdefault(row["category"], [])
        if len(found) < each and row["text"].lower().startswith(("how", "what", "can", "where", "which", "do ")):
            found.append(row["text"])
    texts = [text for found in taken.values() for text in found]
    return Source("banking", texts, ["en"] * len(texts), _feelings([0.0] * len(texts), least=1), 0.3)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        found = {row["text"]: row for row in csv.DictReader(file)}
    return list(found.values())


def _feelings(ratings: list[float], *, least: float) -> np.ndarray:
    told = np.array(ratings)
    return np.stack([told <= -least, abs(told) < least, told >= least], axis=1).astype(float)


def chosen(sources: list[Source], held: list[Numbered]) -> tuple[float, float]:
    """Return the shrinkage and temperature that read a source best which was not learnt from, one after another."""
    scores = {}
    for shrinkage in SHRINKAGES:
        logits, truth, weight = [], [], []
        for at in (0, 1, 2):
            others = [place for place in range(len(sources)) if place != at]
            head = feeling_head([sources[o] for o in others], [held[o] for o in others], shrinkage, 1.0)
            logits.append(head.logits(held[at].for_feeling))
            truth.append(sources[at].feelings)
            weight.append(np.full(len(truth[-1]), 1.0 / len(truth[-1])))
        joined = np.concatenate(logits), np.concatenate(truth), np.concatenate(weight)
        for temperature in (0.6, 0.8, 1.0, 1.2, 1.5, 2.0):
            scores[shrinkage, temperature] = _surprise(joined[0] / temperature, joined[1], joined[2])
        print(shrinkage, {t: round(s, 4) for (c, t), s in scores.items() if c == shrinkage}, flush=True)
    return min(scores, key=lambda pair: scores[pair])


def _surprise(logits: np.ndarray, truth: np.ndarray, weight: np.ndarray) -> float:
    told = (
        logits
        - np.log(np.exp(logits - logits.max(1, keepdims=True)).sum(1, keepdims=True))
        - logits.max(1, keepdims=True)
    )
    return float(-(weight[:, None] * truth * told).sum() / weight.sum())


def feeling_head(sources: list[Source], held: list[Numbered], shrinkage: float, temperature: float) -> Head:
    """Return the head of the feelings; a text of two minds counts towards each in its share."""
    numbers = np.vstack([one.for_feeling for one in held])
    shares = np.vstack([one.feelings for one in sources])
    weight = np.concatenate([np.full(len(one.texts), one.weight) for one in sources])
    middle, spread = numbers.mean(axis=0), numbers.std(axis=0) + 1e-9
    told = (numbers - middle) / spread
    repeated = (shares * weight[:, None]).T.ravel()
    kept = repeated > 0
    model = LogisticRegression(C=shrinkage, max_iter=1000)
    model.fit(np.vstack([told] * 3)[kept], np.repeat([0, 1, 2], len(told))[kept], sample_weight=repeated[kept])
    return Head(model.coef_ / temperature, model.intercept_ / temperature, middle, spread)


def reason_head(held: Numbered, reasons: list[frozenset[str]]) -> Head:
    """Return the head of the reasons: each by itself against all others."""
    numbers = held.for_reasons
    middle, spread = numbers.mean(axis=0), numbers.std(axis=0) + 1e-9
    told = (numbers - middle) / spread
    fitted = [
        LogisticRegression(C=0.001, max_iter=500, class_weight={1: 3.0}).fit(told, [reason in one for one in reasons])
        for reason in REASONS
    ]
    return Head(
        np.vstack([one.coef_ for one in fitted]), np.concatenate([one.intercept_ for one in fitted]), middle, spread
    )


def emotion_head(encoder: RememberingEncoder) -> Head:
    """Return the head of the emotions, over the sentences written for each."""
    told = told_emotions()
    held = numbered([one.text for one in told], encoder=encoder, languages=[one.language for one in told])
    numbers: Any = held.for_emotions
    middle, spread = numbers.mean(axis=0), numbers.std(axis=0) + 1e-9
    model = LogisticRegression(C=0.01, max_iter=1000)
    model.fit((numbers - middle) / spread, [EMOTIONS.index(one.emotion) for one in told])
    return Head(model.coef_, model.intercept_, middle, spread)


if __name__ == "__main__":
    main()
