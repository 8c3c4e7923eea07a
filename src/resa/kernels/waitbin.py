"""Logarithmic bins of seconds: one byte that says how long a wait was, to within an eighth."""

import numpy as np
from numpy.typing import NDArray

BINS = 256
EXACT = 16
"""Bins below this one hold a single number of seconds each: bin w is exactly w seconds."""

_FIRST_OCTAVE = (1023 + 4) * 8 - EXACT  # of float64's exponent and first three bits of the fraction


def wait_bin(seconds: NDArray[np.integer]) -> NDArray[np.uint8]:
    """Returns the bin of each wait of 0 to 2**32 - 1 seconds.

    Bins 0 to 15 are the seconds themselves; from 16 s on every doubling has eight bins of equal width.

    >>> wait_bin(np.array([0, 15, 16, 17, 18, 31, 32, 3600])).tolist()
    [0, 15, 16, 16, 17, 23, 24, 78]
    """
    whole = np.asarray(seconds, np.int64)
    octave = (np.maximum(whole, EXACT).astype(np.float64).view(np.int64) >> 49) - _FIRST_OCTAVE
    return np.where(whole < EXACT, whole, octave).astype(np.uint8)


def lowest_seconds(bins: NDArray[np.integer]) -> NDArray[np.int64]:
    """Returns the smallest number of seconds that falls into each bin; that of the next bin ends it.

    >>> lowest_seconds(np.array([0, 15, 16, 17, 24, 25])).tolist()
    [0, 15, 16, 18, 32, 36]
    """
    number = np.asarray(bins, np.int64)
    octave, eighth = np.divmod(np.maximum(number, EXACT) - EXACT, 8)
    return np.where(number < EXACT, number, (8 + eighth) << (octave + 1))
