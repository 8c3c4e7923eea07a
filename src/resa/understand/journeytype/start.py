"""Where the search for types begins: by chance, or around some paths that are far apart."""

import numpy as np

from resa.understand.array import Floats
from resa.understand.journeytype.ways import Walks

_EVENNESS = 0.3
_SHARPNESS = 8.0


def chance_shares(walked: Walks, *, types: int, rng: np.random.Generator) -> Floats:
    """Returns shares (n, types) that know nothing of the paths."""
    return rng.dirichlet(np.full(types, _EVENNESS), len(walked))


def seeded_shares(walked: Walks, *, types: int, rng: np.random.Generator) -> Floats:
    """Returns shares (n, types) by how like each path is to some that were drawn, the farther apart the likelier.

    Paths are alike by the steps that they have in common, rare ones counting more (the cosine of their weights).

    Source: D. Arthur and S. Vassilvitskii, "k-means++: the advantages of careful seeding", 2007.
    """
    many, size = len(walked), int(walked.step.max(initial=0)) + 1
    unit = np.repeat(np.arange(many), np.diff(walked.bounds))
    unit, step = np.divmod(np.unique(unit * size + walked.step), size)
    rarity = np.log1p(many / np.maximum(1, np.bincount(step, minlength=size)))
    weight = rarity[step]
    weight /= np.sqrt(np.bincount(unit, weight**2, minlength=many))[unit]
    likeness = np.zeros((many, types))
    seed = int(rng.integers(many))
    for one in range(types):
        told = np.zeros(size)
        mine = unit == seed
        told[step[mine]] = weight[mine]
        likeness[:, one] = np.bincount(unit, weight * told[step], minlength=many)
        apart = np.clip(1 - likeness[:, : one + 1].max(axis=1), 1e-9, None) ** 2
        seed = int(rng.choice(many, p=apart / apart.sum()))
    shares = np.exp(_SHARPNESS * likeness)
    found: Floats = shares / shares.sum(axis=1, keepdims=True)
    return found
