"""Loyalty: how people judge what they lived through, what they say about it, and whether they come back."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from resa.examples.retail.clock import OPENING, WAKING, Seconds, at_hours
from resa.examples.retail.goods import Codes, Flags
from resa.examples.retail.ledger import World
from resa.examples.retail.messages import serve
from resa.examples.retail.phrases import SUBJECTS
from resa.examples.retail.purchase import REPAIRS, till

ASKED = ("delivery", "store visit", "customer care", "repair workshop", "return")
ASK = {name: code for code, name in enumerate(ASKED)}
_ANSWER_SHARES = np.array([0.2, 0.13, 0.26, 0.42, 0.2])
DONT_KNOW = 11
BLANK = -1

SUBJECT = {name: code for code, name in enumerate(SUBJECTS)}


@dataclass(frozen=True, slots=True)
class Lived:
    """Something lived through: where, how it felt (0 is as expected, 1 clearly better) and what it was about."""

    who: Codes
    time: Seconds
    at: str
    feeling: NDArray[np.float64]
    subject: Codes
    order: Codes


def repaired(world: World, *, who: Codes, time: Seconds) -> Lived:
    """Brings some worn garments to the workshop in the shop, weeks or months later: a planted delight."""
    comes = world.chance(0.11, len(who))
    chosen = who[comes]
    when = at_hours(time[comes] + world.days(12, 160, len(chosen)), OPENING, rng=world.rng)
    till(world, who=chosen, time=when, event=REPAIRS)
    nobody = np.full(len(chosen), -1)
    feeling = world.people.temper[chosen] + 1.7
    return Lived(chosen, when, "repair workshop", feeling, np.full(len(chosen), SUBJECT["workshop good"]), nobody)


def judged(world: World, lived: Lived) -> None:
    """Asks some for a score, and lets some write a review or post about it."""
    _survey(world, lived)
    feeling = lived.feeling
    writes = world.chance(0.035 + 0.03 * np.abs(feeling), len(feeling))
    _write(world, "reviews", lived, chosen=writes & (lived.at != "customer care"))
    posts = world.chance(0.025 + 0.05 * (feeling < -1.2) + 0.015 * (feeling > 1.5), len(feeling))
    _write(world, "mentions", lived, chosen=posts)


def feeling_after(lived: tuple[Lived, ...], *, people: int) -> NDArray[np.float64]:
    """Returns the mean feeling of each person over what they just lived through; 0 for the others."""
    who = np.concatenate([each.who for each in lived])
    total = np.bincount(who, np.concatenate([each.feeling for each in lived]), minlength=people)
    return total / np.maximum(np.bincount(who, minlength=people), 1)


def _survey(world: World, lived: Lived) -> None:
    number, rng = len(lived.who), world.rng
    invited = world.chance(0.7, number)
    asked_at = at_hours(lived.time + world.days(1.0, 2.5, number), WAKING, rng=rng)
    serve(
        world, who=lived.who[invited], time=asked_at[invited], campaign="Survey invitation",
        order=lived.order[invited], channel=0,
    )  # fmt: skip
    answers = invited & world.chance(_ANSWER_SHARES[ASK[lived.at]] / 0.7 + 0.05 * (np.abs(lived.feeling) > 1.5), number)
    time = asked_at + (rng.exponential(20_000, number) + 90).astype(np.int64)
    nps = np.clip(np.rint(7.75 + 1.35 * lived.feeling + rng.normal(0, 0.9, number)), 0, 10)
    nps = np.where(world.chance(0.045, number), DONT_KNOW, np.where(world.chance(0.12, number), BLANK, nps))
    blank = rng.choice([0, 6], number)
    csat = np.where(world.chance(0.05, number), blank, _stars(world, lived.feeling))
    world.ledger.add(
        "survey", time=time[answers], who=lived.who[answers], at=ASK[lived.at], nps=nps[answers].astype(np.int64),
        csat=csat[answers].astype(np.int64), order=lived.order[answers], subject=lived.subject[answers],
        comments=world.chance(0.55, number)[answers],
    )  # fmt: skip


def _stars(world: World, feeling: NDArray[np.float64]) -> Codes:
    return np.clip(np.rint(3.95 + 0.75 * feeling + world.rng.normal(0, 0.5, len(feeling))), 1, 5).astype(np.int64)


def _write(world: World, table: str, lived: Lived, *, chosen: Flags) -> None:
    number = int(chosen.sum())
    time = at_hours(lived.time[chosen] + world.days(1.0, 9.0, number), WAKING, rng=world.rng)
    feeling = lived.feeling[chosen]
    is_complaint = feeling < -0.7
    answered = world.chance(np.where(is_complaint, 0.14, 0.5), number)
    world.ledger.add(
        table, time=time, who=lived.who[chosen], stars=_stars(world, feeling), subject=lived.subject[chosen],
        order=lived.order[chosen], is_complaint=is_complaint,
        answered=np.where(answered, time + world.days(0.05, 2.0, number), -1),
    )  # fmt: skip
