"""Memory given back to the system after heavy work, for an allocator keeps what it may need again."""

import ctypes
import sys
from functools import cache
from typing import Any


def give_back() -> None:
    """Gives memory that is no longer used back to the system, where its allocator lets us say so (GNU's does)."""
    trim = _trim()
    if trim is not None:
        trim(0)


@cache
def _trim() -> Any:
    if not sys.platform.startswith("linux"):
        return None
    return getattr(ctypes.CDLL(None), "malloc_trim", None)
