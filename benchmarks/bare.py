"""The least any count must do: a histogram of the touchpoints' bytes."""

import numpy as np

from resa.kernels.compilation import Array, compiled
from resa.kernels.partition import Partition
from resa.kernels.thread import per_range


def bare(partition: Partition) -> None:
    touchpoint, offsets = partition.touchpoint, partition.offsets
    per_range(
        offsets,
        lambda first, last: _histogram(touchpoint[offsets[first] : offsets[last]], np.zeros((4, 256), np.uint32)),
    )


@compiled(writes=1)
def _histogram(codes: Array, counts: Array) -> None:
    whole = len(codes) - len(codes) % 4
    for at in range(0, whole, 4):
        counts[0, codes[at]] += 1
        counts[1, codes[at + 1]] += 1
        counts[2, codes[at + 2]] += 1
        counts[3, codes[at + 3]] += 1
    for at in range(whole, len(codes)):
        counts[0, codes[at]] += 1
