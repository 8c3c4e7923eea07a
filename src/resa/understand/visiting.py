"""Visits on web and app: which places belong to them, and what customers do in them."""

import numpy as np
from numpy.typing import NDArray

from resa.kernels.partition import Place
from resa.model.channel import channel_of
from resa.understand.array import Codes
from resa.understand.material import Material
from resa.understand.message import is_ours, message_steps
from resa.understand.observation import done_places

PAUSE_SECONDS = 1800
"""A visit ends where nothing follows for so long."""


def is_visit(place: Place) -> bool:
    """Says whether what happens at a place is customers' own doing on web or in an app.

    >>> is_visit(Place("shop", "web", "basket")), is_visit(Place("crm", "web", "banner", direction="out"))
    (True, False)
    """
    return channel_of(place.channel).group == "web_app" and not is_ours(place)


def visit_steps(seen: Material) -> tuple[Codes, NDArray[np.bool_]]:
    """Returns customers' steps on web and app that buy nothing yet, and whether their visit went on after each."""
    places = seen.history.dictionary.places
    digital = np.array([channel_of(place.channel).group == "web_app" for place in places], np.int64)
    silent = np.array([is_ours(place) for place in places], np.int64)
    own = np.flatnonzero((message_steps(seen) < 0) & (seen.history.of_place(silent) == 0))
    unit, seconds = seen.history.unit[own], seen.history.seconds[own]
    goes_on = np.append((unit[1:] == unit[:-1]) & (seconds[1:] - seconds[:-1] <= PAUSE_SECONDS), [False])[: len(own)]
    is_done = seen.is_goal[own] | (seen.history.of_place(done_places(seen).astype(np.int64))[own] == 1)
    wanted = (seen.history.of_place(digital)[own] == 1) & ~is_done
    return own[wanted], goes_on[wanted]
