"""Questions about what to mend and what drives the outcome: pains, opportunities, drivers."""

from collections.abc import Callable, Collection, Mapping

from resa.app.asking import Asking
from resa.model.table import Table

ANSWERS: Mapping[str, Callable[[Asking], Table]] = {}
"""Each question's answer by its name."""

OPTIONS: Mapping[str, Collection[str]] = {}
"""The options that each question follows besides where, per, from and to."""
