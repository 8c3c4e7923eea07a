"""The third rung: a reader learnt from the workspace's own scores and labels, kept only where it reads better."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from resa.understand.voice.calibration import calibrated
from resa.understand.voice.classifier import (
    Classifier,
    best_recipe,
    by_text,
    classifier_from,
    held_out,
    learnt,
    surprise,
)
from resa.understand.voice.encoder import Encoder
from resa.understand.voice.head import Numbers, packed, unpacked
from resa.understand.voice.lexicon import LexiconReader
from resa.understand.voice.reading import FEELINGS, LANGUAGES, Quality, Reader, Reading, Rung, Said
from resa.understand.voice.shipped import ShippedReader, fits, numbered, reading_of, words_by_leaving_out

LEAST_TEXTS = 60
"""Labelled texts that a refit needs at least."""
LEAST_EACH = 12
"""Labelled texts of each feeling that a refit needs at least; a feeling with fewer is left out."""
MOST_TEXTS = 10_000
"""Of more labelled texts so many are learnt from, evenly spread: the likeness of every two of them takes 400 MB."""

FORM = 2
"""Of what a refitted reader is written as; one of another form is not read but learnt anew."""

DECIDED = 0.5
DECIDED_OF_TWO = 0.6
_LEAST_TOLD = 30
_CERTAIN = 1.645


@dataclass(frozen=True, slots=True)
class RefittedReader:
    """Reads with what was learnt from labels, over the encoder it was learnt with, or by words where there is none."""

    classifier: Classifier
    encoder: Encoder | None
    rung: Rung

    def read(self, texts: Sequence[str], *, languages: Sequence[str | None] | None = None) -> Reading:
        """Returns what each text says; a feeling that no label had is never read."""
        held = numbered(texts, encoder=self.encoder, languages=languages)
        least = DECIDED_OF_TWO if len(self.classifier.classes) == 2 else DECIDED
        return reading_of(
            held, widened(self.classifier.shares(held), self.classifier.classes), rung=self.rung, least=least
        )

    def words(self, text: str, *, language: str | None = None) -> tuple[Said, ...]:
        """Returns how much each word moves the reading: what changes when it is left out."""
        return words_by_leaving_out(self, text, language=language)

    def to_bytes(self) -> bytes:
        """Returns the reader as a file of plain data, to be read by `refitted_reader`."""
        facts = asdict(self.rung) | {"encoder": self.encoder.name if self.encoder else None, "form": FORM}
        return packed(self.classifier.to_arrays(), facts=facts)


@dataclass(frozen=True, slots=True)
class Refit:
    """What came of a refit: the reader, None where it was not worth it, and the sentence that says why.

    `quality` is that of the refitted reader on texts it had not learnt from; `before` that of the rung below it on the
    same texts.
    """

    reader: RefittedReader | None
    sentence: str
    quality: tuple[Quality, ...] = ()
    before: tuple[Quality, ...] = ()


def refit(
    texts: Sequence[str],
    feelings: Sequence[str],
    *,
    encoder: Encoder | None = None,
    languages: Sequence[str | None] | None = None,
) -> Refit:
    """Returns a reader learnt from texts whose feelings are known, if it reads unseen ones better than the rung below.

    Better means: by cross-validation the probability given to the true feeling is higher (mean log, one-sided 95 %).
    Some seconds for a thousand texts, a minute or two for ten thousand, and the time of their vectors. The order of
    texts does not matter.
    """
    truth = np.array([FEELINGS.index(feeling) for feeling in feelings], np.int64).reshape(len(feelings))
    kept = np.isin(truth, [code for code in range(len(FEELINGS)) if (truth == code).sum() >= LEAST_EACH])
    if kept.sum() < LEAST_TEXTS or len(np.unique(truth[kept])) < 2:
        return Refit(None, _too_few(truth))
    places = _spread(texts, np.flatnonzero(kept))
    claims = None if languages is None else [languages[at] for at in places.tolist()]
    return _compared([texts[at] for at in places.tolist()], truth[places], encoder, claims)


def _spread(texts: Sequence[str], places: NDArray[np.int64]) -> NDArray[np.int64]:
    """Returns at most `MOST_TEXTS` of the places, whichever order the texts came in."""
    if len(places) <= MOST_TEXTS:
        return places
    order = places[by_text([texts[at] for at in places.tolist()])]
    return np.sort(order[np.linspace(0, len(order) - 1, MOST_TEXTS).astype(int)])


def refitted_reader(content: bytes, *, encoder: Encoder | None = None) -> RefittedReader | None:
    """Returns the reader that `to_bytes` wrote; None where that was in another form or over another encoder."""
    arrays, facts = unpacked(content)
    if facts.get("form") != FORM:
        return None
    if facts["encoder"] is not None and (encoder is None or encoder.name != facts["encoder"]):
        return None
    qualities = tuple(Quality(**one) for one in facts["qualities"])
    rung = Rung(facts["name"], facts["version"], facts["learnt_from"], qualities)
    return RefittedReader(classifier_from(arrays), encoder if facts["encoder"] else None, rung)


def widened(shares: Numbers, classes: Sequence[int]) -> Numbers:
    """Returns the shares with a column for every feeling, 0 for those that were not among the classes."""
    wide = np.zeros((len(shares), len(FEELINGS)))
    wide[:, list(classes)] = shares
    return wide


def _too_few(truth: NDArray[np.int64]) -> str:
    counts = ", ".join(f"{(truth == code).sum()} {name}" for code, name in enumerate(FEELINGS))
    needed = f"{LEAST_TEXTS} labelled texts are needed, and {LEAST_EACH} of at least two feelings"
    return f"not refitted: {needed}; there are {counts}"


def _compared(
    texts: list[str], truth: NDArray[np.int64], encoder: Encoder | None, languages: Sequence[str | None] | None
) -> Refit:
    held = numbered(texts, encoder=encoder, languages=languages)
    recipe = best_recipe(held, truth)
    count = 5 if len(texts) < 1_000 else 3
    scores = held_out(held, truth, recipe=recipe, count=count)
    calibration = calibrated(scores, truth)
    shares = calibration.shares(scores)
    below: Reader = ShippedReader(encoder) if encoder is not None and fits(encoder) else LexiconReader()
    classes = np.unique(truth)
    former = below.read(texts, languages=languages).shares.astype(np.float64)[:, classes]
    former = np.maximum(former, 1e-6) / np.maximum(former, 1e-6).sum(axis=1, keepdims=True)
    gain = surprise(former, truth) - surprise(shares, truth)
    least = float(gain.mean() - _CERTAIN * gain.std(ddof=1) / np.sqrt(len(gain)))
    measured = f"{count}-fold cross-validation on {len(texts):,} labelled texts"
    quality = qualities(held.languages, shares, truth, measured_on=measured)
    before = qualities(held.languages, former, truth, measured_on=f"the same {len(texts):,} labelled texts")
    if least <= 0:
        return Refit(
            None,
            f"not refitted: the {below.rung.name} rung reads these texts as well ({_told(before, quality)})",
            quality,
            before,
        )
    rung = Rung("refitted", _version(texts, truth), _learnt_from(truth), quality)
    reader = RefittedReader(learnt(held, truth, recipe=recipe, calibration=calibration), encoder, rung)
    return Refit(
        reader, f"refitted: better than the {below.rung.name} rung ({_told(before, quality)})", quality, before
    )


def qualities(
    languages: NDArray[np.int8], shares: Numbers, truth: NDArray[np.int64], *, measured_on: str
) -> tuple[Quality, ...]:
    """Returns accuracy and macro-F1 over all texts ("all"), then for each language with 30 texts or more."""
    guess = np.unique(truth)[shares.argmax(axis=1)]
    groups = [("all", np.ones(len(truth), np.bool_))]
    groups += [(code, languages == at) for at, code in enumerate(LANGUAGES) if (languages == at).sum() >= _LEAST_TOLD]
    return tuple(
        Quality(
            name, int(rows.sum()), accuracy(truth[rows], guess[rows]), macro_f1(truth[rows], guess[rows]), measured_on
        )
        for name, rows in groups
    )


def accuracy(truth: NDArray[np.int64], guess: NDArray[np.int64]) -> float:
    """Returns the share of texts that were read right."""
    return float((truth == guess).mean())


def macro_f1(truth: NDArray[np.int64], guess: NDArray[np.int64]) -> float:
    """Returns the mean over the classes, in truth or guess, of the harmonic mean of precision and recall."""
    scores = []
    for code in np.union1d(truth, guess):
        both = int(((truth == code) & (guess == code)).sum())
        scores.append(2 * both / max(1, int((truth == code).sum() + (guess == code).sum())))
    return float(np.mean(scores))


def _told(before: Sequence[Quality], after: Sequence[Quality]) -> str:
    return f"accuracy {after[0].accuracy:.3f} against {before[0].accuracy:.3f} on {after[0].texts:,} texts, held out"


def _version(texts: Sequence[str], truth: NDArray[np.int64]) -> str:
    told = sorted(f"{code} {text}" for code, text in zip(truth.tolist(), texts, strict=True))
    return hashlib.sha256("\0".join(told).encode("utf-8", "replace")).hexdigest()[:10]


def _learnt_from(truth: NDArray[np.int64]) -> str:
    counts = ", ".join(
        f"{(truth == code).sum():,} {name}" for code, name in enumerate(FEELINGS) if (truth == code).any()
    )
    return f"{len(truth):,} labelled texts of this workspace ({counts})"
