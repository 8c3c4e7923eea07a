"""What customers say in numbers: NPS, CSAT, CES and stars, with don't-know codes left out.

Scales differ between sources, so every score is also laid on the feeling scale from -2 (bad) to 2 (good): linearly
from the ends of its own scale, except NPS, whose groups decide: 0-6 detractors give -2 to 0, 7-8 passives 0.5 and 1,
9-10 promoters 1.5 and 2. A low effort score is good where the scale says so (CES 1.0 asked agreement: high is good).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from resa.model.measurement import Measurement
from resa.understand import figure, interval
from resa.understand.array import Floats
from resa.understand.figure import NOWHERE, Grounds

NPS_SCALE = (0.0, 10.0)
FEELING_SCALE = (-2.0, 2.0)
_NPS_FEELINGS = np.array([-2.0, -1.67, -1.33, -1.0, -0.67, -0.33, 0.0, 0.5, 1.0, 1.5, 2.0])


@dataclass(frozen=True, slots=True)
class NetPromoter:
    """How many of each group answered."""

    promoters: int
    passives: int
    detractors: int

    @property
    def n(self) -> int:
        """All answers that count."""
        return self.promoters + self.passives + self.detractors

    @property
    def points(self) -> float | None:
        """Promoters minus detractors in percent of the answers, -100 to 100."""
        return 100 * (self.promoters - self.detractors) / self.n if self.n else None


def net_promoter(scores: Floats) -> NetPromoter:
    """Returns the three groups of answers to a 0-10 question; anything outside whole 0 to 10 is no answer.

    Source: F. Reichheld, "The one number you need to grow", 2003.

    >>> net_promoter(np.array([10, 9, 8, 6, 0, 11])).points
    0.0
    """
    valid = scores[(scores >= 0) & (scores <= 10)]
    promoters, detractors = int((valid >= 9).sum()), int((valid < 7).sum())
    return NetPromoter(promoters, len(valid) - promoters - detractors, detractors)


def nps(scores: Floats, *, grounds: Grounds = NOWHERE) -> Measurement:
    """Returns the Net Promoter Score in points with its adjusted Wald interval."""
    groups = net_promoter(scores)
    around = interval.net_promoter(groups.promoters, passives=groups.passives, detractors=groups.detractors)
    return figure.measurement(groups.points, unit="points", variant="nps", n=groups.n, around=around, grounds=grounds)


def mean_score(
    scores: Floats, *, variant: str, scale: tuple[float, float] | None, grounds: Grounds = NOWHERE
) -> Measurement:
    """Returns the mean of valid scores (`csat_mean`, `ces_mean`, `stars_mean`) with an interval within their scale.

    Of scores whose scale nobody told it is the t interval.
    """
    if scale is None:
        return figure.mean(scores, unit="score", variant=variant, grounds=grounds)
    return figure.mean_on_scale(scores, scale=scale, unit="score", variant=variant, grounds=grounds)


def scale_of(scores: Floats, *, low: Floats, high: Floats) -> tuple[float, float] | None:
    """Returns the lowest and the highest end of the scales of some scores; None where one is unknown or left.

    >>> scale_of(np.array([4.0, 9.0]), low=np.array([1.0, 0.0]), high=np.array([5.0, 10.0]))
    (0.0, 10.0)
    """
    if not len(scores) or not ((low < high) & (low <= scores) & (scores <= high)).all():
        return None
    return float(low.min()), float(high.max())


def mean_feeling(feelings: Floats, *, grounds: Grounds = NOWHERE) -> Measurement:
    """Returns the mean of feelings from -2 to 2 with an interval that stays there."""
    return figure.mean_on_scale(feelings, scale=FEELING_SCALE, unit="feeling", grounds=grounds)


def top_two_share(scores: Floats, *, high: Floats, grounds: Grounds = NOWHERE) -> Measurement:
    """Returns the share of answers among the two highest of their scale (`high` is the top of each)."""
    return figure.share(int((scores >= high - 1).sum()), whole=len(scores), variant="csat_top2_share", grounds=grounds)


def feelings(scores: Floats, *, low: Floats, high: Floats, is_nps: NDArray[np.bool_]) -> Floats:
    """Returns each score on the feeling scale from -2 to 2; NaN where its scale is unknown or empty.

    >>> one, five = np.array([1.0]), np.array([5.0])
    >>> feelings(np.array([4.0]), low=one, high=five, is_nps=np.array([False])).tolist()
    [1.0]
    """
    width = np.where(high > low, high - low, np.nan)
    linear = np.clip(4 * (scores - low) / width - 2, -2, 2)
    whole = np.clip(np.nan_to_num(scores), 0, 10).astype(np.int64)
    return np.where(is_nps, _NPS_FEELINGS[whole], linear)
