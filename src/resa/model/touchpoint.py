"""Touchpoints: the kinds of places where interactions happen."""

from dataclasses import dataclass

from resa.model.measurement import Provenance


@dataclass(frozen=True, slots=True)
class Placement:
    """The stage somebody or some rule gave a touchpoint.

    `rule` says which: "person", "words", "kind", "position" or "none"; `confidence` is between 0 and 1.
    """

    stage: str
    provenance: Provenance
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Touchpoint:
    """An entry of the catalogue: one channel and name, until somebody groups several.

    `places` are the (channel, name) pairs, as the sources write them, that count as this touchpoint.
    """

    id: str  # "channel: name" until somebody names it
    name: str
    channel: str
    is_physical: bool
    placement: Placement
    places: tuple[tuple[str, str], ...]
