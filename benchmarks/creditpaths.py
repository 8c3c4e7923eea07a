"""How long it takes to share out the credit of a million paths; `python -m benchmarks.creditpaths`."""

import argparse
import time

import numpy as np

from resa.understand.credit.model import shared_credit
from resa.understand.credit.touch import GROUPS, TouchPaths

CHANNELS = 12
TOUCHES = 6  # of a path, on average


def drawn(paths: int, *, seed: int = 0) -> TouchPaths:
    """Returns so many paths of drawn channels, lengths and times; one in ten reaches the goal."""
    rng = np.random.default_rng(seed)
    lengths = rng.geometric(1 / TOUCHES, paths)
    touches = int(lengths.sum())
    reached = (rng.random(paths) < 0.1).astype(np.float64)
    return TouchPaths(
        code=rng.choice(CHANNELS, touches, p=rng.dirichlet(np.ones(CHANNELS))),
        age_days=rng.exponential(7, touches),
        bounds=np.concatenate([[0], np.cumsum(lengths)]),
        reached=reached,
        missed=1 - reached,
        worth=reached * rng.lognormal(6, 1, paths),
        group=np.arange(paths) % GROUPS,
        codes=CHANNELS,
        groups=GROUPS,
    )


def seconds(paths: TouchPaths) -> float:
    """Returns the processor time that all models and their intervals take."""
    begun = time.process_time()
    shared_credit(paths)
    return time.process_time() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--paths", type=int, default=1_000_000)
    given = parser.parse_args()
    paths = drawn(given.paths)
    seconds(drawn(1000))  # compiles
    begun = time.perf_counter()
    used = seconds(paths)
    clock = time.perf_counter() - begun
    print(
        f"{given.paths:,} paths, {len(paths.code):,} touches: {used:.2f} s of processor time, {clock:.2f} s by the clock"
    )


if __name__ == "__main__":
    main()
