"""Resa: one living customer-journey map, found in the data of every channel.

`resa.open(path, create=True)` gives a workspace; everything a notebook needs stands in `resa.api`.
"""

from resa.api import *  # noqa: F403 - the public names are listed, and tested, in resa.api
from resa.api import __all__ as __all__
