"""Believable texts: thousands of different sentences from few, in the customer's own language."""

from collections.abc import Iterable

import numpy as np

from resa.examples.retail.care import TOPICS
from resa.examples.retail.goods import Codes, Flags
from resa.examples.retail.people import LANGUAGES
from resa.examples.retail.phrases import CROSS, GLAD, JUDGEMENTS, OPENERS, PRAISE, QUESTIONS, SUBJECTS, THINGS, Phrases


def judgements(subject: Codes, *, language: Codes, is_glad: Flags, rng: np.random.Generator) -> list[str]:
    """Returns one comment each about a subject (place in SUBJECTS); `is_glad` matters where the subject is neither."""
    draws = rng.random((len(subject), 4)).tolist()
    numbers = rng.integers(3, 15, (len(subject), 2)).tolist()
    told: Iterable[tuple[int, int, bool]] = zip(
        subject.tolist(), language.tolist(), _tones(subject, is_glad=is_glad).tolist(), strict=True
    )
    return [
        _picked(OPENERS[spoken := LANGUAGES[code]], draw[0])
        + _filled(JUDGEMENTS[SUBJECTS[about]], language=spoken, draws=(draw[1], draw[2]), numbers=number)
        + _picked((GLAD if glad else CROSS)[spoken], draw[3])
        for (about, code, glad), draw, number in zip(told, draws, numbers, strict=True)
    ]


def questions(topic: Codes, *, language: Codes, rng: np.random.Generator) -> list[str]:
    """Returns one question each to customer care about a topic (place in care.TOPICS)."""
    draws = rng.random((len(topic), 3)).tolist()
    numbers = rng.integers(2, 10, (len(topic), 2)).tolist()
    return [
        _picked(OPENERS[spoken := LANGUAGES[code]][:3], draw[0])
        + _filled(QUESTIONS[TOPICS[about]], language=spoken, draws=(draw[1], draw[2]), numbers=number)
        for about, code, draw, number in zip(topic.tolist(), language.tolist(), draws, numbers, strict=True)
    ]


def _tones(subject: Codes, *, is_glad: Flags) -> Flags:
    """Returns which comments end gladly: praise always does, a complaint never."""
    praises = np.array([SUBJECTS.index(name) for name in PRAISE])
    tones: Flags = np.isin(subject, praises) | (is_glad & (subject == SUBJECTS.index("plain")))
    return tones


def _filled(phrases: Phrases, *, language: str, draws: tuple[float, float], numbers: list[int]) -> str:
    sentence = _picked(phrases[language], draws[0])
    thing = _picked(THINGS[language], draws[1])
    filled = sentence.format(thing=thing, days=numbers[0], minutes=numbers[1] + 5)
    return filled[0].upper() + filled[1:]


def _picked(choices: tuple[str, ...], draw: float) -> str:
    return choices[int(draw * len(choices))]
