"""Who read what was said, and how far that can be trusted: how often it was right elsewhere, how sure it is here."""

from collections.abc import Iterator

import numpy as np

from resa.understand.array import Codes
from resa.understand.feedback.textreading import PERSON, TextReadings
from resa.understand.voice.reading import Quality, Rung

_SAID_OF = {
    "lexicon": "were read by word lists",
    "shipped": "were read by the shipped model",
    "refitted": "were read by a model that learnt here",
    "own": "were read by your own model",
    PERSON: "are as people labelled them",
}


def reading_notes(found: TextReadings, *, at: Codes) -> Iterator[str]:
    """Yields who read the texts at these places, how often each of them is right, and how many texts are decided.

    Quality is of texts that the rung had not learnt from; several measurements of a language are one, by their texts.
    """
    if not len(at):
        yield "nobody has said anything in words"
        return
    counts = found.counts(at)
    yield from (f"{count} of {len(at)} different texts {_SAID_OF[name]}" for name, count in counts.items())
    yield from dict.fromkeys(quality_note(rung) for rung in found.readers if rung.name in counts)
    decided = at[found.feeling[at] >= 0]
    by_reader = decided[found.by[decided] != found.rungs.index(PERSON)]
    if len(by_reader):
        sure = float(found.shares[by_reader].max(axis=1).mean())
        yield f"{len(decided)} of {len(at)} different texts are decided, by readers {sure:.0%} sure on average"


def quality_note(rung: Rung) -> str:
    """Returns how often a rung was right, by language."""
    if not rung.qualities:
        return f"{rung.name}: how often it is right was not measured"
    told = ", ".join(_told(name, rung.qualities) for name in dict.fromkeys(one.language for one in rung.qualities))
    return f"{rung.name}: right on texts it had not learnt from: {told}"


def _told(language: str, every: tuple[Quality, ...]) -> str:
    mine = [one for one in every if one.language == language]
    weights = np.array([one.texts for one in mine], np.float64)
    right, f1 = (float(np.average([getattr(one, name) for one in mine], weights=weights)) for name in _FIGURES)
    return f"{language} {right:.1%} of {int(weights.sum())} (macro-F1 {f1:.2f})"


_FIGURES = ("accuracy", "macro_f1")
