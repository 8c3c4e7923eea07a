"""How well planted personas are found: the adjusted Rand index at three distances between groups."""

from dataclasses import dataclass

import numpy as np

from benchmarks.worlds import planted
from resa.understand.history import Texts
from resa.understand.matching import adjusted_rand
from resa.understand.persona.feature import Known, Trait, columns_of, encodings
from resa.understand.persona.grouping import Grouping, grouped

WANTED = {0.6: 0.45, 1.0: 0.72, 1.5: 0.90}
"""What must be reached at each separation; simple methods reach .42, .71 and .90."""

SEEDS = range(10)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in one world."""

    agreement: float
    groups: int
    stability: float | None


def found(separation: float, *, seed: int) -> Found | None:
    """Returns how well the planted groups are found, all the way from raw traits; None without the worlds."""
    module = planted()
    if module is None:
        return None
    numeric, categorical, truth, _ = module.persona_world(separation, seed)
    grouping = grouping_of(numeric, categorical)
    groups = grouping.mixture.groups if grouping.mixture else 0
    return Found(adjusted_rand(grouping.group, truth) if groups else 0.0, groups, grouping.stability)


def grouping_of(numeric: np.ndarray, categorical: np.ndarray) -> Grouping:
    """Returns the groups found in columns of figures and of codes."""
    figures = [Trait(f"figure{at}", "behaviour", figures=column) for at, column in enumerate(numeric.T)]
    words = [
        Trait(f"word{at}", "demographics", words=Texts(tuple(map(str, range(int(column.max()) + 1))), column))
        for at, column in enumerate(categorical.T.astype(np.int64))
    ]
    known = Known(np.arange(len(numeric)), (*figures, *words))
    return grouped(columns_of(known, encodings(known)))


def table() -> str:
    """Returns the table of all separations and seeds."""
    lines = [
        "separation  adjusted Rand, mean (least)  wanted  groups found (5 planted)  stability",
        "----------  ---------------------------  ------  ------------------------  ---------",
    ]
    for separation, wanted in WANTED.items():
        worlds = [one for seed in SEEDS if (one := found(separation, seed=seed)) is not None]
        if not worlds:
            return "the worlds are not here: set RESA_TEST_DATA to the folder beside theirs"
        agreed = [one.agreement for one in worlds]
        groups = " ".join(str(one.groups) for one in worlds)
        stable = np.mean([one.stability or 0.0 for one in worlds])
        lines.append(
            f"{separation:<10}  {np.mean(agreed):.3f} ({min(agreed):.3f}){'':<14}  {wanted:<6}  {groups:<24}  {stable:.2f}"
        )
    return "\n".join(lines)
