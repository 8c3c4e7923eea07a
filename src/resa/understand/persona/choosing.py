"""Which interactions customers set out on themselves."""

from resa.kernels.partition import Place
from resa.understand.reach import UNMET_KINDS

UNCHOSEN_CHANNELS = frozenset({"parcel", "survey"})
UNCHOSEN_KINDS = frozenset({"delivery", "survey", "snapshot"})
"""Where nobody goes of their own accord."""


def is_chosen(place: Place) -> bool:
    """Returns whether an interaction at a place is the customer's own doing.

    >>> is_chosen(Place("shop", "web", "product", "view")), is_chosen(Place("crm", "email", "news", direction="out"))
    (True, False)
    """
    is_given = place.direction == "out" or place.kind in UNMET_KINDS or place.kind in UNCHOSEN_KINDS
    return not is_given and place.channel not in UNCHOSEN_CHANNELS
