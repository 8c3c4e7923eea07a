"""What sets a group apart: each level of each trait, its share in the group against everybody else, tested."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from resa.model.measurement import Interval
from resa.understand.array import Codes, Flags
from resa.understand.comparison import discoveries, share_difference
from resa.understand.interval import wilson
from resa.understand.persona.encoding import Encoding
from resa.understand.persona.feature import Known, Trait, level_codes

LEAST_PEOPLE = 5
"""What holds for fewer people is not told."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The share of a group's members who have a level of a trait, against the share of everybody else.

    `customers` have it, of `known` of whom the trait is known. `differs` says whether that counts when all traits of
    all groups are looked at together. `typical` are the medians in the group and elsewhere, of figures.
    """

    trait: str
    aspect: str
    level: str
    unit: str
    customers: int
    known: int
    share: float
    elsewhere_share: float
    interval: Interval | None
    p: float
    differs: bool = False
    typical: tuple[float, float] | None = None

    @property
    def difference(self) -> float:
        """How much more common it is in the group, as a share."""
        return self.share - self.elsewhere_share

    @property
    def same_as(self) -> tuple[float, float]:
        """What another level of another trait shares that says the same of the same people."""
        return self.share, self.elsewhere_share


def differences(known: Known, how: Sequence[Encoding], *, group: Codes) -> list[list[Difference]]:
    """Returns the differences of each group, the largest that count first; of one trait all levels.

    All are tested at once, so that of those that count at most one in twenty is chance.
    """
    groups = range(int(group.max(initial=-1)) + 1)
    found = [[one for each in how for one in _of_trait(known, each, members=group == at)] for at in groups]
    counted = iter(discoveries([one.p for each in found for one in each]))
    return [sorted((replace(one, differs=next(counted)) for one in each), key=_strength) for each in found]


def _strength(one: Difference) -> tuple[bool, float, str, str]:
    return not one.differs, -abs(one.difference), one.trait, one.level


def _of_trait(known: Known, how: Encoding, *, members: Flags) -> Iterator[Difference]:
    trait = known.trait(how.trait)
    if trait is None:
        return
    codes = level_codes(trait, how)
    inside, outside = codes[members & (codes >= 0)], codes[~members & (codes >= 0)]
    if len(inside) < LEAST_PEOPLE or len(outside) < LEAST_PEOPLE:
        return
    middle = _middles(trait, members)
    for code, level in enumerate(how.levels):
        part, other = int((inside == code).sum()), int((outside == code).sum())
        counts = {"whole": len(inside), "other_part": other, "other_whole": len(outside)}
        yield Difference(
            trait.id, trait.aspect, level, trait.unit, part, len(inside), part / len(inside), other / len(outside),
            wilson(part, whole=len(inside)), share_difference(part, **counts), typical=middle,
        )  # fmt: skip


def _middles(trait: Trait, members: Flags) -> tuple[float, float] | None:
    if trait.figures is None:
        return None
    return float(np.nanmedian(trait.figures[members])), float(np.nanmedian(trait.figures[~members]))
