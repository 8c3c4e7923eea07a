"""What visits tell about checks: phones against computers, steps of the checkout, where people leave and turn back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from resa.mapping.catalogue import Catalogue
from resa.model.condition import quoted
from resa.understand import figure
from resa.understand.array import Codes, Flags
from resa.understand.checking.check import Check, Verdict, unknown
from resa.understand.checking.course import DESKTOP, PHONE, Course
from resa.understand.checking.equals import Gap, gap_of_equals
from resa.understand.checking.paying import paying
from resa.understand.comparison import discoveries
from resa.understand.finding import command
from resa.understand.history import FieldSource

LEAST_VISITS = 100
"""A screen is compared where so many visits of each kind are known."""

LEAST_STEP = 50
LOOK_STEPS, MOST_STEPS = 5, 7
"""From so many steps between basket and order on, the checkout is worth a look, or too long: a rule of thumb."""

_WORSE = 0.01  # of the visits: what differs by less is no matter
_EARLIER = (1, 2, 4, 8)


@dataclass(frozen=True, eq=False)
class Grounds:
    """What checks of journeys rest on."""

    course: Course
    catalogue: Catalogue
    source: FieldSource

    def placed(self, check: Check, *, touchpoint: int) -> Check:
        """Returns the check at its touchpoint, with its stage."""
        name = self.course.name(touchpoint)
        entry = next((one for one in self.catalogue.touchpoints if one.id == name), None)
        return replace(check, at=name, touchpoint=name, stage=entry.placement.stage if entry else None)


def journey_checks(grounds: Grounds) -> list[Check]:
    """Returns every check that visits can tell of; those they can't, with what would have to be known."""
    seen = grounds.course
    return [
        *_judged([*_phones(grounds)], verdict="fault"),
        *([] if _has_screens(seen) else [unknown("phone_conversion", area="phone", bring="device")]),
        *_steps(grounds),
        *_judged([*_leaving(grounds, "checkout_left")], verdict="look"),
        *_turning_back(grounds),
        *paying(seen, source=grounds.source),
    ]


def _judged(found: Sequence[Check], *, verdict: Verdict) -> list[Check]:
    """Returns checks with what to think of them: worse than what they are held against, and no chance."""
    counts = discoveries([1.0 if one.p is None else one.p for one in found])
    return [
        replace(one, verdict=verdict) if is_found and _is_worse(one) else one
        for one, is_found in zip(found, counts, strict=True)
    ]


def _is_worse(one: Check) -> bool:
    gap = one.difference or 0.0
    return gap < -_WORSE if one.check.startswith("phone") else gap > _WORSE


def _has_screens(seen: Course) -> bool:
    return min(int((seen.screen == kind).sum()) for kind in (PHONE, DESKTOP)) >= LEAST_VISITS


def _phones(grounds: Grounds) -> Iterator[Check]:
    """Visits on phones against visits on computers: all of them, then those that come to each step of the checkout."""
    seen = grounds.course
    if not _has_screens(seen):
        return
    stratum = _equals(seen)
    every = np.flatnonzero(seen.screen >= 0)
    check = Check("phone_conversion", "phone", "fine", "journeys", cause="drop_off", evidence=command("conversions"))
    if seen.has_reached[every].any():
        yield from _against(check, seen, every, hit=seen.has_reached, stratum=stratum)
    for one in seen.steps[:-1]:
        met, has_left = seen.ended(one)
        stays = np.zeros(seen.visits, np.bool_)
        stays[met] = ~has_left
        evidence = command("transitions", f"touchpoint = {quoted(seen.name(one))}".replace('"', '\\"'))
        step = Check("phone_step", "phone", "fine", "journeys", cause="visit_end", evidence=evidence)
        known = met[seen.screen[met] >= 0]
        for found in _against(step, seen, known, hit=stays, stratum=stratum):
            yield grounds.placed(found, touchpoint=one)


def _equals(seen: Course) -> Codes:
    """Returns the stratum of each visit: where it began, how many came before, and whether one of them bought."""
    often = np.searchsorted(_EARLIER, seen.earlier_visits, side="right")
    entry = seen.touchpoint[seen.begins]
    return (entry * (len(_EARLIER) + 1) + often) * 2 + seen.had_reached


def _against(check: Check, seen: Course, at: Codes, *, hit: Flags, stratum: Codes) -> Iterator[Check]:
    """Yields the check of phones against computers among these visits, where there are enough of both."""
    is_phone = seen.screen[at] == PHONE
    sizes = int(is_phone.sum()), int((~is_phone).sum())
    if min(sizes) < LEAST_STEP:
        return
    one, other = (figure.share(int(hit[at[group]].sum()), whole=int(group.sum())) for group in (is_phone, ~is_phone))
    gap = gap_of_equals(hit[at], is_mine=is_phone, stratum=stratum[at], customer=seen.customer[at])
    yield _with_gap(replace(check.of(one), against=other.figure, against_interval=other.interval), gap)


def _with_gap(check: Check, gap: Gap | None) -> Check:
    if gap is None:
        return check
    return replace(check, difference=gap.difference, difference_interval=gap.interval, p=gap.p)


def _steps(grounds: Grounds) -> Iterator[Check]:
    """How many steps there are between basket and order, in visits that order."""
    seen = grounds.course
    if not seen.steps:
        yield unknown("checkout_steps", area="checkout", bring="checkout_events")
        return
    where = np.flatnonzero(seen.between)
    size = max(1, len(seen.history.dictionary.touchpoints))
    once = np.unique(seen.visit[where] * size + seen.touchpoint[where]) // size
    counts = np.bincount(once, minlength=seen.visits)[seen.orders] - 1  # the basket itself is where one comes from
    measured = figure.median(counts, unit="count", variant="steps_after_basket")
    number = measured.figure or 0
    verdict: Verdict = "fault" if number > MOST_STEPS else "look" if number >= LOOK_STEPS else "fine"
    check = Check("checkout_steps", "checkout", verdict, "journeys", cause="drop_off", evidence=command("variants"))
    names = tuple(seen.name(one) for one in seen.steps)
    yield replace(grounds.placed(check.of(measured), touchpoint=seen.steps[0]), says=names, at=None)


def _turning_back(grounds: Grounds) -> Iterator[Check]:
    """How many who come into the checkout turn back on the way, then the steps at which more do than elsewhere."""
    seen = grounds.course
    told = [(met, met[turned]) for met, turned in map(seen.went_back, seen.steps[:-1])]
    if not told or not len(told[0][0]):
        return
    come, back = (np.unique(np.concatenate([one[part] for one in told])) for part in (0, 1))
    whole = figure.share(len(back), whole=len(come))
    check = Check("checkout_back", "checkout", "fine", "journeys", cause="visit_end", evidence=command("flow"))
    yield replace(grounds.placed(check.of(whole), touchpoint=seen.steps[0]), at=None)
    judged = _judged([*_leaving(grounds, "checkout_back")], verdict="look")
    yield from (one for one in judged if one.verdict != "fine")


def _leaving(grounds: Grounds, name: str) -> Iterator[Check]:
    """Of those who come to a step of the checkout, how many leave there, or turn back; against the other steps."""
    seen = grounds.course
    told = [(one, *(seen.ended(one) if name == "checkout_left" else seen.went_back(one))) for one in seen.steps[:-1]]
    told = [one for one in told if len(one[1]) >= LEAST_STEP]
    if len(told) < 2:
        return
    visits, hits = (np.concatenate([one[part] for one in told]) for part in (1, 2))
    step = np.repeat([one[0] for one in told], [len(one[1]) for one in told])
    for one, _, _ in told:
        is_mine = step == one
        share, rest = (figure.share(int(hits[group].sum()), whole=int(group.sum())) for group in (is_mine, ~is_mine))
        gap = gap_of_equals(
            hits, is_mine=is_mine, stratum=np.zeros(len(hits), np.int64), customer=seen.customer[visits]
        )
        evidence = command("transitions", f"touchpoint = {quoted(seen.name(one))}".replace('"', '\\"'))
        check = Check(name, "checkout", "fine", "journeys", cause="visit_end", evidence=evidence)
        held = replace(check.of(share), against=rest.figure, against_interval=rest.interval)
        yield grounds.placed(_with_gap(held, gap), touchpoint=one)
