"""What each place answers to the fields of a filter: channel, touchpoint, stage and the like."""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from resa.kernels.partition import Dictionary
from resa.model.channel import KNOWN_CHANNELS, channel_of
from resa.model.condition import Comparison
from resa.model.stage import DEFAULT_STAGES, UNPLACED
from resa.store.comparison import boolean_test, require_known, text_test


def satisfying_places(
    comparison: Comparison, *, dictionary: Dictionary, stages: Mapping[str, str], sources: Iterable[str] = ()
) -> NDArray[np.bool_]:
    """Returns for each place whether its interactions satisfy the comparison.

    Raises `UnknownNameError` for a value that nothing in the dictionary has. `sources` are known besides, since a
    source may tell of profiles or answers only.
    """
    if comparison.field == "physical":
        is_wanted = boolean_test(comparison)
        return _flags([is_wanted(channel_of(channel).is_physical) for channel in dictionary.channels])
    if comparison.field == "touchpoint":
        return _satisfying_touchpoints(comparison, dictionary=dictionary)[dictionary.touchpoint_of_place]
    if comparison.field == "stage":
        named = [stages.get(one, UNPLACED) for one in dictionary.touchpoints]
        require_known(comparison, known={*named, *stages.values(), *(stage.id for stage in DEFAULT_STAGES), UNPLACED})
        return _flags(list(map(text_test(comparison), named)))[dictionary.touchpoint_of_place]
    texts = [getattr(place, comparison.field) for place in dictionary.places]
    further = {"channel": KNOWN_CHANNELS, "source": sources}.get(comparison.field, ())
    require_known(comparison, known={*texts, *further})
    return _flags(list(map(text_test(comparison), texts)))


def _satisfying_touchpoints(comparison: Comparison, *, dictionary: Dictionary) -> NDArray[np.bool_]:
    """A touchpoint goes by its id and by its plain name."""
    plain = [one.split(": ", 1)[-1] for one in dictionary.touchpoints]
    require_known(comparison, known={*plain, *dictionary.touchpoints})
    test = text_test(comparison)
    pairs = zip(dictionary.touchpoints, plain, strict=True)
    if comparison.operator == "!=":
        return _flags([test(one) and test(name) for one, name in pairs])
    return _flags([test(one) or test(name) for one, name in pairs])


def _flags(claims: list[bool]) -> NDArray[np.bool_]:
    return np.array(claims, np.bool_)
