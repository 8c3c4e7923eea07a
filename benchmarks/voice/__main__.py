"""Measures how well each rung reads texts it has not learnt from, beside plain tf-idf and others' word lists.

usage: python -m benchmarks.voice --data FOLDER [--lexicons FOLDER] [--vectors FILE.npz] [--only NAME] [--keep]

`--keep` writes benchmarks/results/voice.md and the qualities that the shipped rung states; sets that this run did not
measure stay as they were kept. `--vectors` keeps the encoder's work between runs.
"""

import argparse
import json
import os
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from benchmarks.voice.peers import WORD_LISTS, by_word_list, plain, word_list_of
from benchmarks.voice.sets import LabelledSet, labelled_sets
from benchmarks.voice.vectors import KeptEncoder
from resa.understand.voice.classifier import best_recipe, learnt
from resa.understand.voice.encoder import Encoder
from resa.understand.voice.lexicon import LexiconReader
from resa.understand.voice.localencoder import LocalEncoder
from resa.understand.voice.reading import FEELINGS, Quality, Reader
from resa.understand.voice.refit import accuracy, macro_f1, refit
from resa.understand.voice.shipped import ShippedReader, numbered

RESULTS = Path(__file__).parents[1] / "results"
KEPT = RESULTS / "voice.json"
QUALITIES = Path(__file__).parents[2] / "src" / "resa" / "understand" / "voice" / "weights" / "qualities.json"


@dataclass(frozen=True, slots=True)
class Row:
    """How one way of reading did on one set. `decided` is the share of texts it did not abstain on."""

    way: str
    language: str
    texts: int
    accuracy: float
    macro_f1: float
    decided: float | None = None
    right_where_decided: float | None = None


def main() -> None:
    """Print the table, and keep it where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--lexicons", type=Path)
    parser.add_argument("--vectors", type=Path)
    parser.add_argument("--only", default="", help="sets whose name contains this")
    parser.add_argument("--keep", action="store_true")
    given = parser.parse_args()
    encoder = KeptEncoder(given.vectors)
    sets = labelled_sets(given.data)
    wanted = [one for one in sets if given.only in one.name]
    before = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.is_file() else {}
    found = {name: [Row(**row) for row in rows] for name, rows in before.get("rows", {}).items()}
    for one in wanted:
        found[one.name] = _rows(one, encoder, given.lexicons)
    encoder.keep()
    speed = _speed(sets)
    text = "\n".join([_markdown([one for one in sets if one.name in found], found), speed])
    print(text)
    if given.keep:
        held = {"speed": speed, "rows": {name: [asdict(row) for row in rows] for name, rows in found.items()}}
        KEPT.write_text(json.dumps(held, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        (RESULTS / "voice.md").write_text(text, encoding="utf-8")
        told = _qualities([one for one in sets if one.name in found], found)
        QUALITIES.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _rows(one: LabelledSet, encoder: Encoder, lexicons: Path | None) -> list[Row]:
    texts, truth = [text for text, _ in one.aside], [label for _, label in one.aside]
    rows = [_scored("tf-idf, logistic regression", one, truth, plain(one.learn, texts))]
    if not one.is_feeling:
        rows.append(_scored("refitted", one, truth, _intents(one, encoder)))
    else:
        for name in WORD_LISTS[one.language] if lexicons else ():
            weights = word_list_of(Path(str(lexicons)), name)
            guess = by_word_list(texts, weights=weights, classes=[label for _, label in one.learn])
            rows.append(_scored(f"words of {name.split('.')[0]}", one, truth, guess))
        rows.append(_read("lexicon", LexiconReader(), one, truth))
        rows.append(_read("shipped", ShippedReader(encoder), one, truth))
        rows += _refitted(one, encoder, truth)
    for row in rows:
        print(f"{one.name}: {row.way} {row.accuracy:.3f} {row.macro_f1:.3f}", flush=True)
    return rows


def _refitted(one: LabelledSet, encoder: Encoder, truth: Sequence[str]) -> list[Row]:
    claims = [one.language] * len(one.learn)
    tried = refit([text for text, _ in one.learn], [label for _, label in one.learn], encoder=encoder, languages=claims)
    print(one.name, tried.sentence, flush=True)
    return [_read("refitted", tried.reader, one, truth)] if tried.reader is not None else []


def _intents(one: LabelledSet, encoder: Encoder) -> list[str]:
    names = sorted({label for _, label in one.learn})
    held = numbered([text for text, _ in one.learn], encoder=encoder, languages=["en"] * len(one.learn))
    classes = np.array([names.index(label) for _, label in one.learn])
    model = learnt(held, classes, recipe=best_recipe(held, classes))
    aside = numbered([text for text, _ in one.aside], encoder=encoder, languages=["en"] * len(one.aside))
    return [names[model.classes[at]] for at in model.shares(aside).argmax(axis=1)]


def _read(way: str, reader: Reader, one: LabelledSet, truth: Sequence[str]) -> Row:
    reading = reader.read([text for text, _ in one.aside], languages=[one.language] * len(one.aside))
    known = [at for at, name in enumerate(FEELINGS) if name in set(truth)]
    guess = [FEELINGS[known[at]] for at in reading.shares[:, known].argmax(axis=1)]
    row = _scored(way, one, truth, guess)
    sure = reading.feeling >= 0
    right = [FEELINGS[code] == label for code, label in zip(reading.feeling, truth, strict=True) if code >= 0]
    return Row(way, row.language, row.texts, row.accuracy, row.macro_f1, float(sure.mean()), float(np.mean(right)))


def _scored(way: str, one: LabelledSet, truth: Sequence[str], guess: Sequence[str]) -> Row:
    names = sorted({*truth, *guess})
    right, told = (np.array([names.index(label) for label in labels]) for labels in (truth, guess))
    return Row(way, one.language, len(truth), accuracy(right, told), macro_f1(right, told))


def _markdown(kept: Sequence[LabelledSet], found: dict[str, list[Row]]) -> str:
    lines = [
        "Accuracy and macro-F1 on texts kept aside: those whose sha256 is divisible by five; for Danish another company's",
        "reviews (learnt from ASOS, 4 or 5 stars against 1 or 2, tested on SAS); for Norwegian the set's own part.",
        "`decided` is the share of texts that the reader did not abstain on, `right` how many of those it read right;",
        "a reader of three feelings that says neutral of a review with two counts as wrong there.",
        "",
        "| texts | read by | n | accuracy | macro-F1 | decided | right |",
        "|---|---|---:|---:|---:|---:|---:|",
    ]
    for one in kept:
        base = "" if one.baseline[1] is None else f"{one.baseline[1]:.3f}"
        lines.append(
            f"| {one.name} ({one.language}) | *baseline when the aim was set* | | {one.baseline[0]:.3f} | {base} | | |"
        )
        lines.append(f"| | *aim of the refitted rung* | | {one.aim:.3f} | | | |")
        lines += [_line(row) for row in found[one.name]]
    return "\n".join([*lines, ""])


def _line(row: Row) -> str:
    last = ["" if share is None else f"{share:.3f}" for share in (row.decided, row.right_where_decided)]
    return f"| | {row.way} | {row.texts:,} | {row.accuracy:.3f} | {row.macro_f1:.3f} | {' | '.join(last)} |"


def _speed(kept: Sequence[LabelledSet], *, most: int = 500, passes: int = 3) -> str:
    """Returns how long the shipped rung takes over short texts, in the pass that others disturbed least."""
    texts = [text for one in kept for text, _ in one.aside if 20 <= len(text) <= 120]
    texts = [texts[at * len(texts) // most] for at in range(min(most, len(texts)))]
    if not texts:
        return ""
    reader = ShippedReader(LocalEncoder())
    reader.read(texts[:2])
    clock, work, load = min(_pass(reader, texts) for _ in range(passes))
    cores = len(os.sched_getaffinity(0))
    return (
        f"The shipped rung took {1000 * work / len(texts):.1f} ms of processor time and {1000 * clock / len(texts):.1f} ms "
        f"by the clock a text, on {cores} cores ({len(texts)} texts of {np.mean([len(text) for text in texts]):.0f} letters "
        f"on average, the quickest of {passes} passes; load average before it {load:.1f}). 10,000 such texts are "
        f"{10_000 * work / len(texts) / 60:.1f} minutes of one core, {10_000 * work / len(texts) / 2 / 60:.1f} of two that "
        f"nobody else uses, and took {10_000 * clock / len(texts) / 60:.1f} by the clock here.\n"
    )


def _pass(reader: Reader, texts: Sequence[str]) -> tuple[float, float, float]:
    """Returns seconds by the clock, seconds of processor time, and how busy the machine was before."""
    load, clock, work = os.getloadavg()[0], time.perf_counter(), time.process_time()
    reader.read(texts)
    return time.perf_counter() - clock, time.process_time() - work, load


def _qualities(kept: Sequence[LabelledSet], found: dict[str, list[Row]]) -> list[dict[str, object]]:
    return [
        asdict(Quality(row.language, row.texts, round(row.accuracy, 3), round(row.macro_f1, 3), one.name))
        for one in kept
        for row in found[one.name]
        if row.way == "shipped"
    ]


if __name__ == "__main__":
    main()
