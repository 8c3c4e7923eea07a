"""Personas that people made themselves, held against the data: who fits them, and which of their claims hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from re import fullmatch

import numpy as np

from resa.model.measurement import Interval
from resa.understand.array import Flags
from resa.understand.comparison import discoveries, share_difference
from resa.understand.interval import wilson
from resa.understand.persona.encoding import Encoding
from resa.understand.persona.feature import Known, encoding, level_codes
from resa.understand.persona.trait import LEAST_PEOPLE

HOLDS, CONTRADICTS, UNTOLD = "holds", "contradicts", "untold"


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim: how common it is among those who fit all other claims, against everybody else.

    `verdict` is "holds" where it is more common there, "contradicts" where it is less common, and "untold" where the
    difference may be chance, too few fit, or nothing is known of such a trait.
    """

    trait: str
    level: str
    aspect: str
    verdict: str
    customers: int = 0
    known: int = 0
    share: float | None = None
    elsewhere_share: float | None = None
    interval: Interval | None = None
    p: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """Who fits a persona: every claim that can be told of them holds, and at least half of the claims can be told."""

    members: Flags
    claims: tuple[Claim, ...]


def claiming(known: Known, how: Sequence[Encoding], claims: Mapping[str, str]) -> Fit:
    """Returns who fits the claims, and each claim tested on those who fit all the others."""
    kept = {one.trait: one for one in how}
    told = {trait: _told(known, kept, trait, level) for trait, level in claims.items()}
    states = [one for one in told.values() if one is not None]
    n = len(known.customers)
    if not states:
        return Fit(np.zeros(n, np.bool_), tuple(_tested(*pair, None, None, "") for pair in claims.items()))
    found = [
        _tested(trait, level, told[trait], _fitting([one for name, one in told.items() if name != trait], n),
                _aspect(known, trait))
        for trait, level in claims.items()
    ]  # fmt: skip
    counts = discoveries([1.0 if one.p is None else one.p for one in found])
    return Fit(_fitting(list(told.values()), n), tuple(map(_judged, found, counts)))


def levels_of(known: Known, how: Sequence[Encoding], name: str) -> tuple[tuple[str, ...], bool]:
    """Returns the levels that a claim about a trait can name, and whether it can name a range of figures too."""
    trait = known.trait(name)
    if trait is None:
        return (), False
    one = next((each for each in how if each.trait == name), None) or encoding(trait)
    return (tuple(one.levels) if one else ()), trait.figures is not None


State = tuple[Flags, Flags]  # where it holds, where it is known


def _told(known: Known, how: Mapping[str, Encoding], name: str, level: str) -> State | None:
    trait = known.trait(name)
    if trait is None:
        return None
    span = fullmatch(r"\s*(-?\d+(?:\.\d+)?)\s*(?:-|–|to)\s*(-?\d+(?:\.\d+)?)\s*", level)
    if trait.figures is not None and span:
        low, high = float(span[1]), float(span[2])
        return (trait.figures >= low) & (trait.figures <= high), ~np.isnan(trait.figures)
    one = how.get(name) or encoding(trait)
    if one is None or level not in one.levels:
        return None
    codes = level_codes(trait, one)
    return codes == one.levels.index(level), codes >= 0


def _fitting(states: Sequence[State | None], n: int) -> Flags:
    told = [one for one in states if one is not None]
    if not told:
        return np.zeros(n, np.bool_)
    contradicted = np.any([is_known & ~holds for holds, is_known in told], axis=0)
    seen = np.sum([is_known for _, is_known in told], axis=0)
    return np.asarray(~contradicted & (seen * 2 >= len(told)) & (seen > 0), np.bool_)


def _aspect(known: Known, name: str) -> str:
    trait = known.trait(name)
    return trait.aspect if trait else ""


def _tested(trait: str, level: str, state: State | None, others: Flags | None, aspect: str) -> Claim:
    if state is None or others is None:
        return Claim(trait, level, aspect, UNTOLD)
    holds, is_known = state
    inside, outside = others & is_known, ~others & is_known
    part, whole = int((holds & inside).sum()), int(inside.sum())
    other_part, other_whole = int((holds & outside).sum()), int(outside.sum())
    if min(whole, other_whole) < LEAST_PEOPLE:
        return Claim(trait, level, aspect, UNTOLD)
    counts = {"whole": whole, "other_part": other_part, "other_whole": other_whole}
    return Claim(
        trait, level, aspect, UNTOLD, part, whole, part / whole, other_part / other_whole,
        wilson(part, whole=whole), share_difference(part, **counts),
    )  # fmt: skip


def _judged(one: Claim, counts: bool) -> Claim:
    if not counts or one.share is None or one.elsewhere_share is None:
        return one
    verdict = HOLDS if one.share > one.elsewhere_share else CONTRADICTS
    return replace(one, verdict=verdict)
