"""What the journeys are and mean: every question about them, a module for each kind of question.

Takes an `Asking`; gives a table. Begin with `ANSWERS`, every question by its name; `show` asks one.
"""

from collections.abc import Callable, Collection, Mapping

from resa.app.asking import Asking
from resa.app.understanding import against, credit, groups, improving, paths, places, travelling, voices, watching
from resa.model.table import Table

ANSWERS: Mapping[str, Callable[[Asking], Table]] = {
    **places.ANSWERS,
    **paths.ANSWERS,
    **against.ANSWERS,
    **voices.ANSWERS,
    **groups.ANSWERS,
    **improving.ANSWERS,
    **travelling.ANSWERS,
    **credit.ANSWERS,
    **watching.ANSWERS,
}
"""Every question by its name."""

OPTIONS: Mapping[str, Collection[str]] = {
    **places.OPTIONS,
    **paths.OPTIONS,
    **against.OPTIONS,
    **voices.OPTIONS,
    **groups.OPTIONS,
    **improving.OPTIONS,
    **travelling.OPTIONS,
    **credit.OPTIONS,
    **watching.OPTIONS,
}
"""What each question follows besides where, per, from and to."""
