"""What loops share that count waits by bin or draw single ones again."""

import numpy as np
from numpy.typing import NDArray

from resa.kernels.compilation import Array, Whole, compiled

NOTHING_WANTED: NDArray[np.uint8] = np.zeros(256, np.uint8)
"""The table of wanted cells while waits are only counted."""


@compiled()
def grown(drawn: Array, room: Whole) -> Array:
    """Returns the array with room for `room` entries, doubled as often as needed."""
    if room <= len(drawn):
        return drawn
    wider = np.empty(max(room, 2 * len(drawn)), drawn.dtype)
    for at in range(len(drawn)):  # one by one: for slices the compiler brings all its texts of errors along
        wider[at] = drawn[at]
    return wider


@compiled(writes=1)
def counted(seconds: Whole, group: Whole, wanted: Array, bins: Array) -> Whole:
    """Counts a wait of a group in its bin, and returns whether it is wanted itself."""
    number = seconds
    if seconds >= 16:
        number = (np.float64(seconds).view(np.int64) >> 49) - 8200
    cell = group * 256 + number
    bins[cell] += 1
    return wanted[cell & (len(wanted) - 1)] != 0
