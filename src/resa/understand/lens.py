"""Histories read at another grain: paths of channels or stages instead of touchpoints."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from resa.kernels.join import recode
from resa.kernels.partition import Dictionary, Partition
from resa.kernels.summary import Summary
from resa.mapping.catalogue import Catalogue
from resa.model.errors import UnknownNameError
from resa.model.stage import UNPLACED

GRAINS = ("touchpoint", "channel", "stage", "kind", "source", "device", "direction", "name")
"""What a step of a path can be."""


@dataclass(frozen=True, slots=True)
class Lens:
    """What each place is seen as: `names[code_of_place[place]]`."""

    names: tuple[str, ...]
    code_of_place: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """A summary of histories seen through a lens."""

    summary: Summary[Any]
    lens: Lens

    def of(self, partition: Partition) -> Any:
        """Returns the counts of these units as the lens shows them."""
        dictionary = partition.dictionary
        own = dictionary.touchpoint_of_place.tolist()
        if self.lens.names == dictionary.touchpoints and self.lens.code_of_place == tuple(own):
            return self.summary.of(partition)  # seen as it is: nothing to write anew
        codes = np.array(self.lens.code_of_place, np.uint16)
        return self.summary.of(recode(partition, touchpoints=self.lens.names, touchpoint_of_place=codes))


def lens(by: str, *, dictionary: Dictionary, catalogue: Catalogue | None = None) -> Lens:
    """Returns the lens of a grain; raises `UnknownNameError` for a grain that paths don't have.

    >>> from resa.kernels.partition import Place
    >>> places = (Place("crm", "web", "home page", "view"),)
    >>> lens("channel", dictionary=Dictionary(places, ("home page",), np.zeros(1, np.uint16))).names
    ('web',)
    """
    if by not in GRAINS:
        raise UnknownNameError("way of telling places apart", by, known=GRAINS, where="--by")
    if by == "touchpoint":
        return Lens(dictionary.touchpoints, tuple(dictionary.touchpoint_of_place.tolist()))
    words = _words(by, dictionary=dictionary, catalogue=catalogue)
    codes = {word: at for at, word in enumerate(dict.fromkeys(words))}
    return Lens(tuple(codes), tuple(codes[word] for word in words))


def _words(by: str, *, dictionary: Dictionary, catalogue: Catalogue | None) -> list[str]:
    if by == "stage":
        known = catalogue.touchpoints if catalogue else ()
        stage = {touchpoint.id: touchpoint.placement.stage for touchpoint in known}
        names = dictionary.touchpoints
        return [stage.get(names[code], UNPLACED) for code in dictionary.touchpoint_of_place.tolist()]
    return [getattr(place, by) or "unknown" for place in dictionary.places]
