"""Memory that is used again: what the system hands out fresh it clears first, which takes longer than filling it."""

import threading

import numpy as np
from numpy.typing import NDArray

_MOST_BYTES = 256 << 20  # kept between uses
_STEP = 1 << 17  # words; lengths are rounded up, so that what one range let go fits the next
_LOCK = threading.Lock()
_spare: list[NDArray[np.uint64]] = []


def lent(words: int) -> NDArray[np.uint64]:
    """Returns at least so many words with anything in them, for the caller alone until they are handed back.

    Who never hands them back costs the next one a fresh piece, and nothing else.
    """
    with _LOCK:
        fitting = [at for at, one in enumerate(_spare) if len(one) >= words]
        if fitting:
            return _spare.pop(min(fitting, key=lambda at: len(_spare[at])))
    return np.empty(-(-max(1, words) // _STEP) * _STEP, np.uint64)


def hand_back(memory: NDArray[np.uint64]) -> None:
    """Keeps what was lent for the next one; nothing may read it any more. Beyond 256 MB it is let go."""
    with _LOCK:
        if memory.nbytes + sum(one.nbytes for one in _spare) <= _MOST_BYTES:
            _spare.append(memory)
