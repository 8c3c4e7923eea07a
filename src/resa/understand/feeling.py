"""The feeling line: what scores say about each place of the journey, from -2 (bad) to 2 (good)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from resa.mapping.catalogue import Catalogue
from resa.model.resolvedmap import FeelingPoint, Quote
from resa.understand.figure import Grounds
from resa.understand.score import mean_feeling
from resa.understand.told import UNTIMED, Answers

LEAST_ANSWERS = 5
"""A point rests on at least so many scores."""

SHORTEST_QUOTE, LONGEST_QUOTE = 12, 200  # letters


def feeling_points(
    said: Answers, *, catalogue: Catalogue, grounds: Grounds, positions: Mapping[str, float]
) -> tuple[FeelingPoint, ...]:
    """Returns a point for each place that answers are about, in order of stage and position.

    Answers about nothing that a stage can be told of make no point. `positions` gives where in its stage each
    touchpoint stands, 0 to 1; places that the catalogue lacks are spread evenly and carry no touchpoint. Each point
    has one quote whose score is typical of it.
    """
    felt = said.feelings
    known = {touchpoint.id for touchpoint in catalogue.touchpoints}
    ids = [stage.id for stage in catalogue.stages]
    points = []
    for name, mine in said.by_touchpoint:
        stage = int(said.stage.codes[mine[0]])
        if len(mine) < LEAST_ANSWERS or stage < 0:
            continue
        feeling = mean_feeling(felt[mine], grounds=grounds)
        texts = mine[said.has_text[mine]]
        quote = typical_quote(said, felt, among=texts, near=feeling.figure or 0.0)
        touchpoint = name if name in known else None
        position = positions.get(name, _UNKNOWN)
        points.append(FeelingPoint(f"feeling:{name}", ids[stage], touchpoint, position, feeling, quote, len(texts)))
    spread = _spread(points)
    return tuple(sorted(spread, key=lambda point: (ids.index(point.stage), point.position_share, point.id)))


_UNKNOWN = -1.0


def _spread(points: Sequence[FeelingPoint]) -> list[FeelingPoint]:
    """Gives points without a position one of their own, evenly over their stage."""
    found = [point for point in points if point.position_share != _UNKNOWN]
    for stage in dict.fromkeys(point.stage for point in points):
        lost = sorted((one for one in points if one.stage == stage and one.position_share == _UNKNOWN), key=_id)
        found += [replace(point, position_share=(at + 1) / (len(lost) + 1)) for at, point in enumerate(lost)]
    return found


def _id(point: FeelingPoint) -> str:
    return point.id


def typical_quote(said: Answers, felt: NDArray[np.float64], *, among: NDArray[np.int64], near: float) -> Quote | None:
    """Returns the words among these answers whose score lies nearest to `near`; of equals the newest.

    Words of readable length go first. None where there are no words.
    """
    at = among
    if not len(at):
        return None
    for worth in (  # what counts most first; only the best go on to the next
        lambda left: (said.lengths[left] > LONGEST_QUOTE) | (said.lengths[left] < SHORTEST_QUOTE),
        lambda left: np.abs(np.nan_to_num(felt[left]) - near).round(2),
        lambda left: -said.microseconds[left],
    ):
        cost = worth(at)
        at = at[cost == cost.min()]
    return quote_of(said, int(at.min()))


def quote_of(said: Answers, at: int) -> Quote:
    """Returns one answer's words, in their own language."""
    text, language, channel = (said.whole[name][int(said.rows[at])].as_py() for name in ("text", "language", "channel"))
    instant = int(said.microseconds[at])
    when = None if instant == UNTIMED else datetime.fromtimestamp(instant // 1_000_000, UTC)
    return Quote(str(text), language, channel, when)
