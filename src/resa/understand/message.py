"""What the company sent: how much of it arrived, was opened and was answered.

Sources tell it in one of two ways: an interaction for each thing that happens to a message (kinds `message_sent`,
`message_delivered`, `message_opened` …), or one interaction a message, whose outcome says how far it came.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from resa.kernels.partition import Place
from resa.mapping.catalogue import Catalogue
from resa.mapping.placement import placement
from resa.model.measurement import Measurement
from resa.model.resolvedmap import MessageMark
from resa.understand import figure
from resa.understand.figure import NOWHERE, Grounds
from resa.understand.material import Material

STEPS = ("sent", "delivered", "opened", "clicked", "answered")
"""How far a message can come; whoever came further came that far too."""

_WORDS: Mapping[str, str] = {
    "sent": "sent", "send": "sent", "message": "sent", "skickad": "sent",
    "delivered": "delivered", "levererad": "delivered", "leveret": "delivered", "levert": "delivered",
    "opened": "opened", "open": "opened", "read": "opened", "seen": "opened", "displayed": "opened", "viewed": "opened",
    "clicked": "clicked", "click": "clicked",
    "answered": "answered", "replied": "answered", "reply": "answered", "answer": "answered",
}  # fmt: skip

_FURTHEST_IMPLIED = {"opened": ("delivered",), "clicked": ("delivered", "opened"), "answered": ("delivered", "opened")}
MESSAGE_PREFIX = "message_"
MOST_MARKS = 60


@dataclass(frozen=True, slots=True)
class Fate:
    """How many messages of one kind came how far; None where the source never tells."""

    sent: int
    delivered: int | None
    opened: int | None
    clicked: int | None
    answered: int | None

    def delivered_share(self, *, grounds: Grounds = NOWHERE) -> Measurement | None:
        """The share of sent messages that arrived."""
        return _share(self.delivered, whole=self.sent, variant="delivered_of_sent", grounds=grounds)

    def opened_share(self, *, grounds: Grounds = NOWHERE) -> Measurement | None:
        """The share of delivered messages that were opened; of sent ones where deliveries are unknown."""
        if self.delivered:
            return _share(self.opened, whole=self.delivered, variant="opened_of_delivered", grounds=grounds)
        return _share(self.opened, whole=self.sent, variant="opened_of_sent", grounds=grounds)

    def answered_share(self, *, grounds: Grounds = NOWHERE) -> Measurement | None:
        """The share of sent messages that were answered; clicked where nobody can answer."""
        reached = self.answered or self.clicked
        variant = "answered_of_sent" if self.answered else "clicked_of_sent"
        return _share(reached, whole=self.sent, variant=variant, grounds=grounds)


def message_steps(seen: Material) -> NDArray[np.int64]:
    """Returns for each interaction which of `STEPS` it tells of, -1 where it is no message of ours."""
    by_place = np.array([step_of(place) for place in seen.history.dictionary.places], np.int64)
    return seen.history.of_place(by_place)


def message_mark(fate: Fate, *, name: str, channel: str, stage: str, customers: int, grounds: Grounds) -> MessageMark:
    """Returns the mark of one kind of message."""
    return MessageMark(
        id=f"message:{channel}:{name}",
        stage=stage,
        channel=channel,
        name=name,
        customers=customers,
        sent=fate.sent,
        delivered=fate.delivered_share(grounds=grounds),
        opened=fate.opened_share(grounds=grounds),
        answered=fate.answered_share(grounds=grounds),
    )


def biggest(marks: Sequence[MessageMark], *, catalogue: Catalogue, most: int = MOST_MARKS) -> tuple[MessageMark, ...]:
    """Returns the first `most` of the marks in order of stage, biggest first."""
    return tuple(sorted(marks, key=lambda mark: (catalogue.stage_number(mark.stage), -mark.sent, mark.id))[:most])


def fates_by_channel(seen: Material) -> dict[str, Fate]:
    """Returns how far the messages of each channel came."""
    step = message_steps(seen)
    found = {}
    for code, channel in enumerate(seen.channels):
        mine = np.flatnonzero((step >= 0) & (seen.channel == code))
        if len(mine):
            found[channel] = fate_of(seen, mine, step=step[mine])
    return found


def fate_of(seen: Material, mine: NDArray[np.int64], *, step: NDArray[np.int64]) -> Fate:
    """Returns how far these messages came, from kinds or from outcomes."""
    by_step = np.bincount(step, minlength=len(STEPS)).tolist()
    return told_fate(by_step, outcomes=_outcomes(seen, mine[step == 0]))


def told_fate(by_step: Sequence[int], *, outcomes: Mapping[str, int]) -> Fate:
    """Returns how far messages came, from how many interactions tell of each step, and what sent ones' outcomes say."""
    counts: dict[str, int | None] = dict(zip(STEPS, by_step, strict=True))
    if outcomes and not any(by_step[1:]):
        counts = {**dict.fromkeys(STEPS), **outcomes, "sent": by_step[0]}
    if not counts["sent"]:  # sources that tell of deliveries only
        counts["sent"] = counts["delivered"] or counts["opened"] or 0
    told = {name: count or None for name, count in counts.items()}
    return Fate(counts["sent"] or 0, told["delivered"], told["opened"], told["clicked"], told["answered"])


def reached_steps(by_outcome: Sequence[int]) -> dict[str, int]:
    """Returns how many messages came at least so far, from how many outcomes tell of each step; the first tells none.

    >>> reached_steps([5, 2, 1, 0, 0])
    {'delivered': 3, 'opened': 1}
    """
    counts: dict[str, int] = defaultdict(int)
    for step, count in enumerate(by_outcome):
        if step and count:
            for reached in (STEPS[step], *_FURTHEST_IMPLIED.get(STEPS[step], ())):
                counts[reached] += count
    return dict(counts)


def _outcomes(seen: Material, mine: NDArray[np.int64]) -> dict[str, int]:
    """Returns how many messages came at least so far, from what their outcomes say."""
    texts = seen.fields.outcome
    codes = texts.codes[seen.history.origin_at[mine]]
    by_step = [0] * len(STEPS)
    for code, count in enumerate(np.bincount(codes[codes >= 0], minlength=len(texts.names)).tolist()):
        by_step[outcome_step(texts.names[code])] += count
    return reached_steps(by_step)


def outcome_step(outcome: str) -> int:
    """Returns how far an outcome says that a message came, as a place in `STEPS`; 0 where it tells nothing more.

    >>> outcome_step("Delivered"), outcome_step("lost")
    (1, 0)
    """
    return STEPS.index(_WORDS.get(outcome.casefold(), "sent"))


def is_ours(place: Place) -> bool:
    """Says whether the company did what happens at a place: a message in any of its steps, or whatever goes out."""
    return place.kind.startswith(MESSAGE_PREFIX) or place.direction == "out"


def step_of(place: Place) -> int:
    """Returns which of `STEPS` a place tells of, -1 for none; what the company sends without a telling kind is sent."""
    kind = place.kind.casefold()
    if kind.startswith(MESSAGE_PREFIX):
        word = _WORDS.get(kind.removeprefix(MESSAGE_PREFIX))
        return STEPS.index(word) if word else -1
    if place.direction == "out" and kind in ("", "message", "newsletter", "campaign", "notification", "sms", "email"):
        return 0
    return -1


def stage_spoken_of(name: str, channel: str, *, counts: NDArray[np.int64], catalogue: Catalogue) -> str | None:
    """Returns the stage that a message's name speaks of, else the one where most of them stand, None for nowhere."""
    ids = [stage.id for stage in catalogue.stages]
    proposed = placement(name, channel=channel, stages=ids)
    if proposed.rule == "words":
        return proposed.stage
    return ids[int(counts.argmax())] if counts.any() else None


def _share(part: int | None, *, whole: int, variant: str, grounds: Grounds) -> Measurement | None:
    if part is None or not whole:
        return None
    return figure.share(min(part, whole), whole=whole, variant=variant, grounds=grounds)
