"""What the journeys mean: questions about voices, groups, pains, credit and what changed.

Takes an `Asking`; gives a table. Begin with `UNDERSTANDING`, every such question by its name.
"""

from collections.abc import Callable, Collection, Mapping

from resa.app.asking import Asking
from resa.app.understanding import credit, groups, improving, travelling, voices, watching
from resa.model.table import Table

UNDERSTANDING: Mapping[str, Callable[[Asking], Table]] = {
    **voices.ANSWERS,
    **groups.ANSWERS,
    **improving.ANSWERS,
    **travelling.ANSWERS,
    **credit.ANSWERS,
    **watching.ANSWERS,
}
"""Every question of this part by its name."""

UNDERSTANDING_OPTIONS: Mapping[str, Collection[str]] = {
    **voices.OPTIONS,
    **groups.OPTIONS,
    **improving.OPTIONS,
    **travelling.OPTIONS,
    **credit.OPTIONS,
    **watching.OPTIONS,
}
"""The options that each of these questions follows."""
