"""Questions about what needs a look now: alerts."""

from collections.abc import Callable, Collection, Mapping

from resa.app.asking import Asking
from resa.model.table import Table

ANSWERS: Mapping[str, Callable[[Asking], Table]] = {}
"""Each question's answer by its name."""

OPTIONS: Mapping[str, Collection[str]] = {}
"""The options that each question follows besides where, per, from and to."""
