"""Arrays by what they hold."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
"""Figures; NaN where nothing is known."""

Codes = NDArray[np.int64]
"""Places in a list, or whole numbers; -1 where there is none."""

Flags = NDArray[np.bool_]
"""Which of them."""
