"""Questions about who the customers are: personas."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

import numpy as np

from resa.app.asking import Asking
from resa.app.feedbackreading import read_before
from resa.model.journey import Unit
from resa.model.table import Table
from resa.understand.answer import Answered
from resa.understand.array import Flags
from resa.understand.extent import Extent, Extents
from resa.understand.persona.answer import Seen, personas
from resa.understand.persona.feels import read_feelings
from resa.understand.persona.quoting import quotes
from resa.understand.told import answers


def _personas(asking: Asking) -> Table:
    workspace = asking.workspace
    scope = replace(asking.scope, unit=Unit.CUSTOMER)
    alive = workspace.personas
    said = answers(workspace.further, catalogue=workspace.catalogue)
    extent: Extent = workspace.engine.fold([Extents()], scope=scope)[0]
    answered = Answered(scope, extent, asking.now, workspace.engine.revision)
    heard = read_before(workspace)
    read = None if heard is None else read_feelings(alive.known, heard)
    seen = Seen(alive, _kept(asking), quotes(alive, said), read)
    return personas(seen, answered=answered, at=asking.question.at)


def _kept(asking: Asking) -> Flags:
    """Returns which of the customers who can be described the question's filter keeps."""
    customers = asking.workspace.personas.known.customers
    if asking.scope.where is None:
        return np.ones(len(customers), np.bool_)
    scope = replace(asking.scope, unit=Unit.CUSTOMER)
    found = [part.customer for part in asking.workspace.engine.partitions(scope)]
    return np.isin(customers, np.concatenate(found) if found else customers[:0])


ANSWERS: Mapping[str, Callable[[Asking], Table]] = {"personas": _personas}
"""Each question's answer by its name."""

OPTIONS: Mapping[str, Collection[str]] = {"personas": {"at"}}
"""The options that each question follows besides where, per, from and to."""
