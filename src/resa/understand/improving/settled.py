"""Matters that customers settle themselves: looked up at a place to help oneself, and no contact follows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from resa.kernels.calendar import DAY
from resa.understand.array import Codes, Flags
from resa.understand.finding import LEAST
from resa.understand.material import Material
from resa.understand.message import message_steps
from resa.understand.repeat import is_contact

SETTLED_DAYS = 7
"""A matter looked up by oneself is settled where no contact follows within so many days."""

_BY_ONESELF = re.compile(
    r"\bfaq\b|help|self|track|my pages|account|guide|hjälp|hjælp|hjelp|mina sidor|min side|spår|spor|chatbot",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, eq=False)
class Settled:
    """One such place: its touchpoint code, who looked there (interactions, in order), and which of them settled it."""

    code: int
    at: Codes
    is_settled: Flags


def settled_matters(seen: Material) -> Iterator[Settled]:
    """Yields the places where enough customers help themselves.

    Who looked so lately that a contact may still follow is not counted.
    """
    contact = np.flatnonzero(is_contact(seen.history))
    is_ours = message_steps(seen) >= 0
    last = seen.history.seconds.max(initial=0) - SETTLED_DAYS * DAY
    for code, name in enumerate(seen.history.dictionary.touchpoints):
        if not _BY_ONESELF.search(name) or seen.stage_of_touchpoint[code] < 0:
            continue
        at = np.flatnonzero((seen.history.touchpoint == code) & ~is_ours & (seen.history.seconds <= last))
        at = at[~np.isin(at, contact)]
        if len(at) >= LEAST:
            yield Settled(code, at, ~_followed(seen, at, contact))


def _followed(seen: Material, at: Codes, contact: Codes) -> Flags:
    place = np.searchsorted(contact, at, side="right")
    inside = np.minimum(place, max(0, len(contact) - 1))
    if not len(contact):
        return np.zeros(len(at), np.bool_)
    later = contact[inside]
    is_same = (place < len(contact)) & (seen.history.unit[later] == seen.history.unit[at])
    return np.asarray(is_same & (seen.history.seconds[later] - seen.history.seconds[at] <= SETTLED_DAYS * DAY))
