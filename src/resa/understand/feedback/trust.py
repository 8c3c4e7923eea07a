"""How far what was read can be trusted: how often its reader was right elsewhere, and how sure it is here."""

from collections.abc import Iterator

import numpy as np

from resa.understand.feedback.textreading import PERSON, TextReadings
from resa.understand.voice.reading import Quality, Rung


def trust_notes(found: TextReadings) -> Iterator[str]:
    """Yields the measured quality of every rung that read here, and how many texts are decided and how surely.

    Quality is of texts that the rung had not learnt from; several measurements of a language are one, by their texts.
    """
    yield from dict.fromkeys(quality_note(rung) for rung in found.readers)
    decided = found.feeling >= 0
    by_reader = decided & (found.by != found.rungs.index(PERSON))
    if by_reader.any():
        sure = float(found.shares[by_reader].max(axis=1).mean())
        yield f"{int(decided.sum())} of {len(found)} different texts are decided, by readers {sure:.0%} sure on average"


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
