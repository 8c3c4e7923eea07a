"""Whether two kinds of visits differ among equals, where several visits are of one customer."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from resa.model.measurement import Interval
from resa.understand.array import Codes, Flags
from resa.understand.distribution import normal_quantile, normal_tail
from resa.understand.interval import LEVEL


@dataclass(frozen=True, slots=True)
class Gap:
    """The share of one group less that of the other among equals, with its interval and the chance of as much."""

    difference: float
    interval: Interval
    p: float


def gap_of_equals(hit: Flags, *, is_mine: Flags, stratum: Codes, customer: Codes) -> Gap | None:
    """Returns the difference that strata of equals have in common; None where no stratum holds both groups.

    Strata weigh as Mantel and Haenszel have it. What one customer's visits have in common widens the interval: each
    visit's pull on the difference is summed by customer before it is squared.

    Source: S. Greenland and J. M. Robins, "Estimation of a common effect parameter from sparse follow-up data", 1985;
    K.-Y. Liang and S. L. Zeger, "Longitudinal data analysis using generalized linear models", 1986, for the variance.
    """
    size = int(stratum.max(initial=0)) + 1
    n, m = (np.bincount(stratum[group], minlength=size).astype(np.float64) for group in (is_mine, ~is_mine))
    both = (n > 0) & (m > 0)
    if not both.any():
        return None
    part, other = (np.bincount(stratum[group & hit], minlength=size) for group in (is_mine, ~is_mine))
    weight = np.divide(n * m, n + m, out=np.zeros(size), where=both)
    weight /= weight.sum()
    mine, others = (
        np.divide(one, whole, out=np.zeros(size), where=whole > 0) for one, whole in ((part, n), (other, m))
    )
    difference = float((weight * (mine - others)).sum())
    pull = _pulls(hit, np.where(is_mine, mine[stratum], others[stratum]), np.where(is_mine, n[stratum], -m[stratum]))
    by_customer = np.bincount(customer, weights=weight[stratum] * pull)
    error = math.sqrt(max(float((by_customer**2).sum()), _least(hit, n=n[both].sum(), m=m[both].sum())))
    half = normal_quantile(LEVEL) * error
    around = Interval(max(-1.0, difference - half), min(1.0, difference + half))
    return Gap(difference, around, normal_tail(difference / error))


def _pulls(hit: Flags, share: NDArray[np.float64], of: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray((hit - share) / of)


def _least(hit: Flags, *, n: float, m: float) -> float:
    """Returns the variance that is left where nobody, or everybody, was hit: half a case on each side."""
    share = (float(hit.sum()) + 0.5) / (len(hit) + 1)
    return share * (1 - share) * (1 / n + 1 / m) / 4
