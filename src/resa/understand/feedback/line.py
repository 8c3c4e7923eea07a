"""The feeling line where nobody gave a score: points that words let infer, marked as such."""

from collections.abc import Mapping, Sequence

import numpy as np

from resa.mapping.catalogue import Catalogue
from resa.model.resolvedmap import FeelingPoint
from resa.understand.feedback.heard import Heard
from resa.understand.feedback.mood import expected, moods
from resa.understand.feeling import typical_quote

_MIDDLE = 0.5


def line_with_words(
    points: Sequence[FeelingPoint], *, kept: Heard, catalogue: Catalogue, positions: Mapping[str, float]
) -> tuple[FeelingPoint, ...]:
    """Returns the points of the line with inferred ones where no scores make one, in order of stage and position.

    A point rests on at least five texts that the reader decides, and on a third of those there are (`expected`).
    """
    said, mood = kept.ours, moods(kept, kept.ours)
    ids = [stage.id for stage in catalogue.stages]
    known = {touchpoint.id for touchpoint in catalogue.touchpoints}
    told = {point.id for point in points}
    found = list(points)
    touchpoint = said.said.touchpoint
    for code, name in enumerate(touchpoint.names):
        at = np.flatnonzero((touchpoint.codes == code) & mood.is_read)
        feeling = expected(mood, at)
        if f"feeling:{name}" in told or feeling.figure is None:
            continue
        stage = int(said.said.stage.codes[at[0]])
        if stage < 0:
            continue
        quote = typical_quote(said.said, mood.sounded, among=at, near=feeling.figure)
        place = name if name in known else None
        position = positions.get(name, _MIDDLE)
        found.append(FeelingPoint(f"feeling:{name}", ids[stage], place, position, feeling, quote, len(at)))
    return tuple(sorted(found, key=lambda point: (ids.index(point.stage), point.position_share, point.id)))
