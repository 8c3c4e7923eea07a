"""Credit by a Markov chain: how many fewer would reach the goal if everybody stopped at a channel.

Source: E. Anderl et al., "Mapping the customer journey: lessons learned from graph-based online attribution modeling",
2016.
"""

from dataclasses import dataclass

import numpy as np

from resa.kernels.credit import edge_counts
from resa.model.errors import UsageError
from resa.understand.array import Codes, Floats
from resa.understand.credit.touch import TouchPaths

MOST_STATES = 2000
"""A chain remembers at most so many ways to have come: above, solving it would take minutes."""


@dataclass(frozen=True, slots=True, eq=False)
class Removal:
    """The chance to reach the goal, and by which share of it is lost where a code is taken away (codes,)."""

    chance: float
    effect: Floats

    @property
    def share(self) -> Floats:
        """The credit of each code, of 1."""
        total = float(self.effect.sum())
        return self.effect / total if total else self.effect


@dataclass(frozen=True, slots=True, eq=False)
class Chains:
    """Steps between states per group (groups, states + 1, states + 2), and the code that each state ends with."""

    edges: Floats
    code_of_state: Codes
    codes: int

    def removal(self, weight: Floats | None = None) -> Removal:
        """Returns what taking each code away costs, groups counted so often; each once without weights.

        In closed form: with N the expected visits, N = (I - Q)^-1, everybody who comes to the states S of a code comes
        to them first with the chances N[start, S] N[S, S]^-1, and reaches the goal from there with b[S].
        """
        counts = self.edges.sum(axis=0) if weight is None else np.tensordot(weight, self.edges, axes=1)
        states = len(self.code_of_state)
        total = counts.sum(axis=1, keepdims=True)
        chance = np.divide(counts, total, out=np.zeros_like(counts), where=total > 0)
        visits = np.linalg.inv(np.eye(states) - chance[:states, :states])
        goal = visits @ chance[:states, states]
        begun = chance[states, :states]
        here, whole = begun @ visits, float(begun @ goal)
        lost = np.zeros(self.codes)
        for code in range(self.codes):
            mine = np.flatnonzero(self.code_of_state == code)
            if len(mine) == 1:
                lost[code] = here[mine[0]] / visits[mine[0], mine[0]] * goal[mine[0]]
            elif len(mine):
                lost[code] = np.linalg.solve(visits[np.ix_(mine, mine)].T, here[mine]) @ goal[mine]
        return Removal(whole, lost / whole if whole else lost)


def chains(paths: TouchPaths, *, order: int = 1) -> Chains:
    """Returns the chain of these paths that remembers the last `order` touches."""
    state, code_of_state = _states(paths, order=order)
    shape = (paths.groups, len(code_of_state))
    if shape[1] > MOST_STATES:
        raise UsageError(
            f"expected at most {MOST_STATES} ways to have come, got {shape[1]} with an order of {order}; "
            "take a lower order, or fewer names with --touches"
        )
    return Chains(_edges(paths, state, shape=shape), code_of_state, paths.codes)


def _edges(paths: TouchPaths, state: Codes, *, shape: tuple[int, int]) -> Floats:
    groups = 1 if shape[1] > _MOST_GROUPED else shape[0]
    group = paths.group if groups > 1 else np.zeros_like(paths.group)
    return edge_counts(paths.bounds, state, ends=(paths.reached, paths.missed), group=group, shape=(groups, shape[1]))


_MOST_GROUPED = 250
"""With more states, groups would take gigabytes: no intervals then."""


def _states(paths: TouchPaths, *, order: int) -> tuple[Codes, Codes]:
    if order == 1:
        return paths.code, np.arange(paths.codes)
    begins = np.repeat(paths.bounds[:-1], np.diff(paths.bounds))
    place = np.arange(len(paths.code))
    key = np.zeros(len(paths.code), np.int64)
    for back in range(order - 1, -1, -1):
        known = place - back >= begins
        key = key * (paths.codes + 1) + np.where(known, paths.code[np.maximum(place - back, 0)] + 1, 0)
    known_keys, state = np.unique(key, return_inverse=True)
    return state.astype(np.int64), known_keys % (paths.codes + 1) - 1
