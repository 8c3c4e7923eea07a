"""Which interactions customers set out on themselves."""

from resa.understand.reach import UNMET_KINDS

UNCHOSEN_CHANNELS = frozenset({"parcel", "survey"})
UNCHOSEN_KINDS = frozenset({"delivery", "survey", "snapshot"})
"""Where nobody goes of their own accord."""


def is_chosen(place: tuple[str, ...]) -> bool:
    """Returns whether an interaction at a place is the customer's own doing.

    >>> is_chosen(("shop", "web", "product", "view", "", "")), is_chosen(("crm", "email", "news", "message", "", "out"))
    (True, False)
    """
    _, channel, _, kind, _, direction = place
    is_ours = direction == "out" or kind in UNMET_KINDS or kind in UNCHOSEN_KINDS
    return not is_ours and channel not in UNCHOSEN_CHANNELS
