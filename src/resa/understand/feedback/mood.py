"""How a group of sayings felt: what scores report and what words let infer, side by side and never added up."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from resa.model.measurement import Measurement, Provenance
from resa.understand import figure, interval, score
from resa.understand.answer import ends
from resa.understand.array import Codes, Floats
from resa.understand.feedback.heard import Heard
from resa.understand.feedback.record import Feedback
from resa.understand.score import FEELING_SCALE
from resa.understand.voice.reading import ABSTAINED, EMOTIONS, FEELINGS

LEAST = 5
"""A feeling rests on at least so many scores or texts; below it, it is withheld."""

LEAST_DECIDED = 1 / 3
"""A mean of texts needs a reader that decides of at least so many of them: the others would pull it towards 0."""

_THIRD = 2 / 3  # of the scale from -2 to 2: its lower, middle and upper third
MOST_EMOTIONS = 3


@dataclass(frozen=True, slots=True, eq=False)
class Moods:
    """How each row of some feedback felt: -1 bad, 0 neither, 1 good; 9 where it says nothing of the kind.

    `felt` and `sounded` are numbers from -2 to 2, NaN where there is no score and no text: of a text, the feeling that
    is expected; `squares` are the expected squares of that. `emotion` is a place in `EMOTIONS`.
    """

    reported: NDArray[np.int8]
    inferred: NDArray[np.int8]
    felt: Floats
    sounded: Floats
    squares: Floats
    emotion: NDArray[np.int8]
    is_read: NDArray[np.bool_]


UNTOLD = 9


def moods(found: Heard, said: Feedback) -> Moods:
    """Returns how each row felt; `said` has the wordings of `found`.

    Scores follow their own groups: NPS detractors, passives and promoters; other scales their lower, middle and upper
    third.
    """
    feeling = np.append(found.readings.feeling, np.int8(ABSTAINED))[said.wording]
    emotion = np.append(found.readings.emotion, np.int8(ABSTAINED))[said.wording]
    is_read = said.is_read & (said.wording >= 0)
    inferred = np.where(is_read & (feeling >= 0), feeling - 1, UNTOLD).astype(np.int8)
    return Moods(
        reported=reported_sides(said),
        inferred=inferred,
        felt=said.said.feelings,
        sounded=np.where(is_read, np.append(found.readings.valence, np.nan)[said.wording], np.nan),
        squares=np.where(is_read, np.append(found.readings.squares, np.nan)[said.wording], np.nan),
        emotion=np.where(is_read, emotion, ABSTAINED).astype(np.int8),
        is_read=is_read,
    )


def mood_row(mood: Moods, at: Codes) -> dict[str, Any]:
    """Returns the figures of the rows at these places: reported by scores, inferred from words, named emotions."""
    return {**reported_row(mood, at), **inferred_row(mood, at), "emotions": named(mood, at)}


def reported_row(mood: Moods, at: Codes) -> dict[str, Any]:
    """Returns what scores report: the mean with its interval, on how many it rests, and the shares of the feelings."""
    known = at[~np.isnan(mood.felt[at])]
    mean = score.mean_feeling(mood.felt[known])
    return {**_mean("reported", mean), **_shares("reported", mood.reported[known])}


def inferred_row(mood: Moods, at: Codes) -> dict[str, Any]:
    """Returns the same of what words let infer, of how many texts the reader decides, and the share of the others."""
    texts = at[mood.is_read[at]]
    decided = decided_of(mood, texts)
    silent = figure.share(len(texts) - decided, whole=len(texts))
    told = {**_mean("inferred", expected(mood, texts)), "inferred_decided": decided}
    return {**told, **_shares("inferred", mood.inferred[texts]), "abstained_share": silent.figure}


def undecided_notes(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yields of how many rows words tell no mean, because the reader decides of too few of their texts."""
    silent = sum(row["inferred"] is None and row["inferred_n"] >= LEAST for row in rows)
    if silent:
        yield f"no mean of words in {silent} of {len(rows)} rows: readers decide of fewer than a third of their texts"


def decided_of(mood: Moods, texts: Codes) -> int:
    """Returns of how many of these texts the reader decides how they sound."""
    return int((mood.inferred[texts] != UNTOLD).sum())


def expected(mood: Moods, texts: Codes) -> Measurement:
    """Returns the mean feeling of texts, with an interval that counts what each of them leaves open.

    It is withheld where the reader decides of fewer than five of them, or of fewer than a third.
    """
    n, total = len(texts), float(mood.sounded[texts].sum())
    around = interval.mean_on_scale(total, squares=float(mood.squares[texts].sum()), n=n, scale=FEELING_SCALE)
    mean = total / n if n else None
    found = figure.measurement(mean, unit="feeling", variant="expected_mean", n=n, around=around)
    if decided_of(mood, texts) < max(LEAST, LEAST_DECIDED * n):
        found = replace(found, figure=None, interval=None, is_withheld=n > 0)
    return replace(found, provenance=Provenance.INFERRED)


def named(mood: Moods, at: Codes) -> Mapping[str, int]:
    """Returns the emotions that words name most often, and in how many texts; those of fewer than five are left out."""
    found = mood.emotion[at]
    counts = np.bincount(found[found >= 0], minlength=len(EMOTIONS))
    order = sorted(range(len(EMOTIONS)), key=lambda one: (-counts[one], one))[:MOST_EMOTIONS]
    return {EMOTIONS[one]: int(counts[one]) for one in order if counts[one] >= LEAST}


def reported_sides(said: Feedback) -> NDArray[np.int8]:
    """Returns the side that the score of each row is on: -1 bad, 0 neither, 1 good; 9 where it has none."""
    answers = said.said
    felt = np.nan_to_num(answers.feelings)
    is_nps = answers.of_metric("nps")
    low, high = np.where(is_nps, 0.01, -_THIRD + 1e-9), np.where(is_nps, 1.01, _THIRD - 1e-9)
    side = np.where(felt < low, -1, np.where(felt > high, 1, 0))
    return np.where(np.isnan(answers.feelings), UNTOLD, side).astype(np.int8)


def _mean(name: str, mean: Measurement) -> dict[str, Any]:
    shown = figure.withheld(mean, under=LEAST)
    around = {} if shown.interval is None else {f"{name}_interval": ends(shown.interval)}
    return {name: shown.figure, f"{name}_n": mean.n, **around}


def _shares(name: str, sides: NDArray[np.int8]) -> dict[str, Any]:
    shares = [figure.share(int((sides == at - 1).sum()), whole=len(sides)) for at in range(len(FEELINGS))]
    return {
        f"{name}_{feeling}_share": figure.withheld(share, under=LEAST).figure
        for feeling, share in zip(FEELINGS, shares, strict=True)
    }
