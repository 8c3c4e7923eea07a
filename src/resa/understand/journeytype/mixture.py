"""A mixture of Markov chains: each type of journey moves on in its own way."""

from dataclasses import dataclass

import numpy as np

from resa.kernels.chainmixture import membership_shares, step_counts
from resa.understand.array import Floats
from resa.understand.journeytype.start import chance_shares, seeded_shares
from resa.understand.journeytype.ways import StepBook, Walks, Ways, book, walks

_STARTS = (chance_shares, seeded_shares) * 2
_FIRST_ROUNDS = 15
_MOST_ROUNDS = 100
_ENOUGH = 3e-6  # of the likelihood, a round


@dataclass(frozen=True, slots=True)
class Form:
    """How types are drawn: by what follows what (`order` 1) or by what occurs (0); how far rare steps lean on all.

    `lean` is how many steps of everybody's chain are added to each state of each type.
    """

    types: int
    order: int
    lean: float


@dataclass(frozen=True, slots=True, eq=False)
class Mixture:
    """Types as chains over the steps of a book: the probability of each step (steps, k), and the share of each type."""

    book: StepBook
    step: Floats
    share: Floats

    def shares(self, ways: Ways) -> tuple[Floats, Floats]:
        """Returns in which shares (n, k) each path belongs to each type, and its log likelihood (n,)."""
        return self._of(walks(ways, steps=self.book))

    def _of(self, given: Walks) -> tuple[Floats, Floats]:
        known = np.log(np.vstack([self.step, np.ones((1, len(self.share)))]))  # a step nobody took tells nothing
        return membership_shares(
            given.bounds, given.step, weight=given.weight, log_step=known, log_share=np.log(self.share)
        )


def fitted(ways: Ways, *, form: Form) -> Mixture:
    """Returns the likeliest mixture found from several starts, its types from the largest to the smallest.

    Starts are drawn by a fixed seed, so the same paths in the same order give the same types.

    Source: I. Cadez et al., "Model-based clustering and visualization of navigation patterns on a Web site", 2003.
    """
    steps = book(ways, order=form.order)
    given = walks(ways, steps=steps)
    everybody = _everybody(given, steps=steps)
    rng = np.random.default_rng(len(ways))
    best, highest = None, -np.inf
    for start in _STARTS if form.types > 1 else _STARTS[:1]:
        shares = start(given, types=form.types, rng=rng)
        found, likelihood = _climbed(
            given, shares, steps=steps, everybody=everybody, lean=form.lean, most=_FIRST_ROUNDS
        )
        if likelihood > highest:
            best, highest = found, likelihood
    assert best is not None
    shares, _ = best._of(given)
    found, _ = _climbed(given, shares, steps=steps, everybody=everybody, lean=form.lean, most=_MOST_ROUNDS)
    by_size = np.argsort(-found.share, kind="stable")
    return Mixture(steps, found.step[:, by_size], found.share[by_size])


def _everybody(given: Walks, *, steps: StepBook) -> Floats:
    """Returns the probability of each step in one chain of all paths."""
    counts = np.bincount(given.step, np.repeat(given.weight, np.diff(given.bounds)), minlength=len(steps.key)) + 0.5
    share: Floats = counts / np.bincount(steps.start, counts)[steps.start]
    return share


def _climbed(
    given: Walks, shares: Floats, *, steps: StepBook, everybody: Floats, lean: float, most: int
) -> tuple[Mixture, float]:
    before = -np.inf
    for _ in range(most):
        found = _mixture(given, shares, steps=steps, everybody=everybody, lean=lean)
        shares, told = found._of(given)
        likelihood = float(told.sum()) + lean * float((everybody[:, None] * np.log(found.step)).sum())
        if likelihood - before < _ENOUGH * abs(likelihood):
            break
        before = likelihood
    return found, likelihood


def _mixture(given: Walks, shares: Floats, *, steps: StepBook, everybody: Floats, lean: float) -> Mixture:
    counts = step_counts(given.bounds, given.step, weight=given.weight, shares=shares, size=len(steps.key))
    totals = np.stack([np.bincount(steps.start, column) for column in counts.T], axis=1)
    probability = (counts + lean * everybody[:, None]) / (totals[steps.start] + lean)
    return Mixture(steps, probability, (shares.sum(axis=0) + 1) / (len(given) + shares.shape[1]))
