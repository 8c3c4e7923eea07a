"""From one stage, touchpoint or channel to another: who gets there, and how long it takes."""

import numpy as np
from numpy.typing import NDArray

from resa.kernels.partition import Dictionary
from resa.kernels.passage import Passage, Passages
from resa.mapping.catalogue import Catalogue
from resa.model.goal import Goal
from resa.model.measurement import Measurement
from resa.store.port import Engine, Scope
from resa.understand import figure
from resa.understand.conversion import goal_rows
from resa.understand.extent import Extent, Extents
from resa.understand.reach import dictionary_of, stage_numbers


def passages(
    engine: Engine, *, scope: Scope, catalogue: Catalogue, start: str, end: str, is_direct: bool = False
) -> tuple[Passages, Extent]:
    """Returns the ways from `start` to `end` ("stage:…", "touchpoint:…" or "channel:…"), and who was looked at."""
    dictionary = dictionary_of(engine, scope=scope)
    begin, finish = (place_flags(dictionary, name, catalogue=catalogue) for name in (start, end))
    return _counted(engine, Passage(begin, finish, is_direct=is_direct), scope=scope)


def conversions_after(
    engine: Engine, *, scope: Scope, catalogue: Catalogue, goal: Goal, after: str | None
) -> tuple[Passages, Extent]:
    """Returns the ways to a goal after `after`; from the very beginning for None."""
    dictionary = dictionary_of(engine, scope=scope)
    reached = goal_rows(engine, scope=scope, goal=goal)
    nowhere = np.zeros(len(dictionary.places), np.bool_)
    start = ~nowhere if after is None else place_flags(dictionary, after, catalogue=catalogue)
    return _counted(engine, Passage(start, nowhere, reached), scope=scope)


def place_flags(dictionary: Dictionary, name: str, *, catalogue: Catalogue) -> NDArray[np.bool_]:
    """Returns which places belong to "stage:…", "touchpoint:…" or "channel:…"; none of them to any other name."""
    kind, _, wanted = name.partition(":")
    if kind == "channel":
        return np.array([channel == wanted for channel in dictionary.channels], np.bool_)
    if kind == "touchpoint":
        mine = np.array([one == wanted for one in dictionary.touchpoints], np.bool_)
    else:
        number = next((at for at, stage in enumerate(catalogue.stages) if stage.id == wanted), -2)
        mine = stage_numbers(dictionary, catalogue=catalogue) == number
    return mine[dictionary.touchpoint_of_place.astype(np.int64)]


def passage_wait(found: Passages, extent: Extent, *, share: float = 0.5) -> Measurement:
    """Returns the median wait of the passages, or another quantile, which has no interval."""
    if share == 0.5:
        return figure.median(found.seconds, unit="seconds", grounds=extent.grounds())
    quantile = float(np.quantile(found.seconds, share)) if len(found.seconds) else None
    variant = f"p{round(100 * share)}"
    return figure.measurement(
        quantile, unit="seconds", variant=variant, n=len(found.seconds), around=None, grounds=extent.grounds()
    )


def _counted(engine: Engine, asked: Passage, *, scope: Scope) -> tuple[Passages, Extent]:
    found, extent = Passages(0, 0, 0, np.zeros(0, np.int64)), Extent()
    for partition in engine.partitions(scope):
        found, extent = found + asked.of(partition), extent + Extents().of(partition)
    return found, extent
