"""What people write about: reasons that go with bad feelings, and what fewer complain of at other companies.

Reasons and feelings are read from texts by a program, so that everything here is inferred; who read them, and how well,
stands in the notes of the answer.
"""

import math
from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from resa.model.measurement import Interval, Measurement
from resa.understand import figure
from resa.understand.array import Codes, Flags
from resa.understand.comparison import discoveries, share_difference, share_gap
from resa.understand.feedback.heard import Heard
from resa.understand.feedback.mood import Moods, expected, moods
from resa.understand.feedback.record import Feedback, customers_of
from resa.understand.finding import LEAST, command
from resa.understand.improving.chance import Opportunity
from resa.understand.voice.reading import REASONS

KINDS: Mapping[str, str] = {
    "waiting": "service", "price": "offer", "findability": "self_service", "staff": "service",
    "delivery": "expectation", "fault": "expectation", "quality": "expectation", "assortment": "offer",
    "payment": "offer", "returns": "service", "information": "message", "access": "self_service",
}  # fmt: skip
"""Which kind of opportunity each reason is."""

_BAD = -1


def written_about(found: Heard) -> Iterator[Opportunity]:
    """Yields the reasons whose texts sound worse than all others, beyond what each text leaves open."""
    ours, mood = found.ours, moods(found, found.ours)
    whole = len(np.unique(ours.saying[ours.is_read]))
    for number, reason in enumerate(REASONS):
        speaks = _speaks(found, ours, number)
        at, rest = np.flatnonzero(speaks), np.flatnonzero(ours.is_read & ~speaks)
        customers = customers_of(ours, at)
        gap = _sounds_worse(mood, at, rest) if customers >= LEAST and len(rest) >= LEAST else None
        if gap is None:
            continue
        yield Opportunity(
            kind=KINDS[reason],
            proposal="mend_reason",
            place=reason,
            stage=None,
            customers=customers,
            evidence=(command("themes"),),
            feeling_effect=gap,
            share=figure.share(len(np.unique(ours.saying[at])), whole=whole, variant="of_what_people_write"),
        )


def complained_less_elsewhere(found: Heard) -> Iterator[Opportunity]:
    """Yields the reasons that other companies' customers complain of less often than ours.

    A complaint is a text that speaks of the reason and sounds bad; all companies and reasons are tested together.
    """
    every = [one for one in _held_against(found) if one[3] is not None]
    counts = discoveries([one[3] or 0.0 for one in every])
    for (company, reason, customers, _, gap), is_found in zip(every, counts, strict=True):
        if is_found and gap is not None and (gap.figure or 0) > 0:
            yield Opportunity(
                kind="rival",
                proposal="learn_from_rival_at",
                place=f"{company} → {reason}",
                stage=None,
                customers=customers,
                evidence=(command("themes"),),
                share=gap,
            )


def _held_against(found: Heard) -> Iterator[tuple[str, str, int, float | None, Measurement | None]]:
    ours, others = found.ours, found.others
    mood, theirs = moods(found, ours), moods(found, others)
    for number, reason in enumerate(REASONS):
        bad = _speaks(found, ours, number) & (mood.inferred == _BAD)
        part, whole = (len(np.unique(ours.saying[one])) for one in (bad, ours.is_read))
        elsewhere = _speaks(found, others, number) & (theirs.inferred == _BAD)
        for code, company in enumerate(others.company.names):
            mine = others.is_read & (others.company.codes == code)
            other, other_whole = (len(np.unique(others.saying[one])) for one in (elsewhere & mine, mine))
            if min(whole, other_whole) < LEAST or part < LEAST:
                continue
            counts = {"whole": whole, "other_part": other, "other_whole": other_whole}
            gap = figure.measurement(
                part / whole - other / other_whole, unit="share", variant="more_complaints_than_theirs",
                n=other_whole, around=share_gap(part, **counts),
            )  # fmt: skip
            yield company, reason, customers_of(ours, np.flatnonzero(bad)), share_difference(part, **counts), gap


def _speaks(found: Heard, said: Feedback, number: int) -> Flags:
    flags: NDArray[np.bool_] = np.append(found.readings.reasons[:, number], False)
    return np.asarray(said.is_read & (said.wording >= 0) & flags[said.wording])


def _sounds_worse(mood: Moods, at: Codes, rest: Codes) -> Measurement | None:
    """Returns how much better the other texts sound; None where that may be nothing."""
    mine, others = expected(mood, at), expected(mood, rest)
    if mine.figure is None or others.figure is None or mine.interval is None or others.interval is None:
        return None
    gap = others.figure - mine.figure
    half = math.hypot(mine.interval.high - mine.figure, others.interval.high - others.figure)
    if gap - half <= 0:
        return None
    around = Interval(gap - half, gap + half)
    return figure.measurement(gap, unit="score", variant="expected_feeling_of_texts", n=mine.n, around=around)
