"""How a trait enters the model and is told in levels: the skew taken out, stray figures pulled in, many zeros as steps.

Learnt once, when groups are fitted; kept with them, so that who comes later is read the same way.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from resa.understand.array import Codes, Floats

SPIKE = 0.2
"""A figure that so many customers share (mostly none at all) enters in steps."""

_FAR = 4.0  # spreads from the middle; beyond, a figure says no more
_SKEWED = 1.0
_LEVELS = ("low", "middle", "high")
_NONE_LEVELS = ("none", "some", "high")


@dataclass(frozen=True, slots=True)
class Smoothing:
    """Figures with a middle near 0 and a spread near 1; `added` before the logarithm, None where none is taken."""

    added: float | None
    middle: float
    spread: float

    def of(self, figures: Floats) -> Floats:
        """Returns the figures as the model takes them; gaps stay NaN."""
        even = figures if self.added is None else np.log(np.maximum(figures + self.added, 1e-9))
        return np.asarray(((even - self.middle) / self.spread).clip(-_FAR, _FAR), np.float64)


def smoothing(figures: Floats) -> Smoothing:
    """Returns what makes such figures even; skewed ones are taken by their logarithm.

    >>> smoothing(np.array([1.0, 2.0, 3.0, 4.0, 5.0, np.nan]))
    Smoothing(added=None, middle=3.0, spread=1.4826)
    """
    known = figures[~np.isnan(figures)]
    added = None
    if len(known) and known.min() >= 0 and skewness(known) > _SKEWED:
        added = 0.0 if known.min() > 0 else float(known[known > 0].min())
        known = np.log(known + added)
    middle = float(np.median(known)) if len(known) else 0.0
    spread = 1.4826 * float(np.median(np.abs(known - middle))) if len(known) else 0.0
    return Smoothing(added, middle, spread or (float(known.std()) if len(known) else 0.0) or 1.0)


def skewness(figures: Floats) -> float:
    """Returns how lopsided figures are: 0 for even ones, 2 for waiting times."""
    spread = float(figures.std())
    return float((((figures - figures.mean()) / spread) ** 3).mean()) if spread else 0.0


def is_spiked(figures: Floats) -> bool:
    """Returns whether so many customers share one figure that it has no middle worth the name."""
    known = figures[~np.isnan(figures)]
    return bool(len(known) and np.unique(known, return_counts=True)[1].max() > SPIKE * len(known))


@dataclass(frozen=True, slots=True)
class Steps:
    """Where the levels of a figure begin: `cuts` ascending; a figure at a cut belongs to the level above.

    `ids` are "low", "middle" and "high", or "none", "some" and "high" where many have none.
    """

    cuts: tuple[float, ...]
    ids: tuple[str, ...]

    def codes(self, figures: Floats) -> Codes:
        """Returns the level of each figure, -1 for a gap."""
        found = np.searchsorted(np.array(self.cuts), np.nan_to_num(figures), side="right")
        return np.where(np.isnan(figures), -1, found).astype(np.int64)


def steps_of(figures: Floats) -> Steps:
    """Returns the levels of a figure: its thirds, or none and the halves of the rest where many have none.

    >>> steps_of(np.array([0.0, 0.0, 0.0, 1.0, 2.0, 3.0])).ids
    ('none', 'some', 'high')
    """
    known = figures[~np.isnan(figures)]
    if not len(known) or known.min() == known.max():
        return Steps((), ("middle",))
    if known.min() == 0 and (known == 0).mean() > SPIKE:
        return _with_none(known[known > 0])
    cuts = [float(cut) for cut in np.quantile(known, (1 / 3, 2 / 3), method="higher")]
    above = sorted({cut for cut in cuts if cut > known.min()}) or [float(known[known > known.min()].min())]
    return Steps(tuple(above), _LEVELS if len(above) > 1 else ("low", "high"))


def _with_none(more: Floats) -> Steps:
    least, half = float(more.min()), float(np.median(more))
    if half > least:
        return Steps((least, half), _NONE_LEVELS)
    above = more[more > least]
    return Steps((least, float(above.min())), _NONE_LEVELS) if len(above) else Steps((least,), ("none", "some"))


@dataclass(frozen=True, slots=True)
class Encoding:
    """How one trait is read: as even figures (`smoothing`), or in levels by steps or by words.

    A word that is not among `words` is the last level, "other", where `has_other`.
    """

    trait: str
    smoothing: Smoothing | None = None
    steps: Steps | None = None
    words: tuple[str, ...] = ()
    has_other: bool = False

    @property
    def levels(self) -> tuple[str, ...]:
        """What the levels are called."""
        return self.steps.ids if self.steps else (*self.words, *(("other",) if self.has_other else ()))

    def to_json(self) -> dict[str, Any]:
        """Returns it as plain values."""
        return asdict(self)


def encoding_from(told: Mapping[str, Any]) -> Encoding:
    """Returns what `to_json` told."""
    smooth, steps = told["smoothing"], told["steps"]
    return Encoding(
        told["trait"],
        Smoothing(**smooth) if smooth else None,
        Steps(tuple(steps["cuts"]), tuple(steps["ids"])) if steps else None,
        tuple(told["words"]),
        told["has_other"],
    )
