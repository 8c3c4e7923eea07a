"""Places: the few different ways in which sources say where something happened, and their numbers."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from resa.kernels.partition import Dictionary, Place

PLACE_COLUMNS = ("channel", "name", "kind", "device", "direction")
"""What makes a place, beside its source."""

MOST_PLACES = 65_000
FURTHER = "(further places)"
"""The name under which a channel's places run together once there are `MOST_PLACES` different ones."""


class PlaceNumbers:
    """Gives each different place a number, in the order in which they are first asked for; numbers never change."""

    def __init__(self, places: Iterable[Place] = ()) -> None:
        self._numbers: dict[Place, int] = {place: number for number, place in enumerate(places)}

    @property
    def places(self) -> tuple[Place, ...]:
        """The places in the order of their numbers."""
        return tuple(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    def number(self, place: Place) -> int:
        """Returns the number of one place."""
        found = self._numbers.get(place)
        if found is not None:
            return found
        if len(self._numbers) >= MOST_PLACES and place.name != FURTHER:
            return self.number(Place(place.source, place.channel, FURTHER))
        return self._numbers.setdefault(place, len(self._numbers))

    def codes(self, rows: pa.RecordBatch | pa.Table, *, source: str) -> NDArray[np.uint16]:
        """Returns the place number of each row of an interactions table."""
        packed, texts = _packed([rows.column(name) for name in PLACE_COLUMNS])
        different, first, inverse = _distinct(packed)
        numbers = np.empty(len(different), np.uint16)
        for at in np.argsort(first):
            numbers[at] = self.number(Place(source, *_unpacked(int(different[at]), texts=texts)))
        return numbers[inverse]


def _packed(columns: Sequence[pa.Array | pa.ChunkedArray]) -> tuple[NDArray[np.int64], list[list[str]]]:
    """Returns one number a row that stands for the texts of all columns, and the texts of each column."""
    packed: NDArray[np.int64] | None = None
    texts = []
    for column in columns:
        array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
        encoded = array if pa.types.is_dictionary(array.type) else array.dictionary_encode()
        words = ["" if word is None else word for word in encoded.dictionary.to_pylist()]
        codes = encoded.indices.fill_null(len(words)).to_numpy(zero_copy_only=False).astype(np.int64)
        texts.append([*words, ""])
        packed = codes if packed is None else packed * len(texts[-1]) + codes
    return (np.empty(0, np.int64) if packed is None else packed), texts


def _unpacked(packed: int, *, texts: Sequence[Sequence[str]]) -> tuple[str, str, str, str, str]:
    found = []
    for words in reversed(texts):
        packed, code = divmod(packed, len(words))
        found.append(words[code])
    channel, name, kind, device, direction = reversed(found)
    return channel, name, kind, device, direction


_DENSE = 1 << 22


def _distinct(packed: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Returns the different numbers, where each first occurs, and which of them each row has.

    Marks a table instead of sorting where the numbers are small.
    """
    if not len(packed) or int(packed.max()) >= _DENSE:
        return np.unique(packed, return_index=True, return_inverse=True)
    first = np.full(int(packed.max()) + 1, len(packed), np.int64)
    first[packed[::-1]] = np.arange(len(packed) - 1, -1, -1)
    different = np.flatnonzero(first < len(packed))
    number = np.zeros(len(first), np.int64)
    number[different] = np.arange(len(different))
    return different, first[different], number[packed]


def touchpoint_id(channel: str, name: str) -> str:
    """Returns the id of a touchpoint that nobody has grouped."""
    return f"{channel}: {name}"


def dictionary_of(places: Sequence[Place], *, catalogue: Mapping[tuple[str, str], str]) -> Dictionary:
    """Returns the dictionary of these places; touchpoints are numbered as their first place is.

    >>> dictionary = dictionary_of([Place("crm", "web", "home")], catalogue={("web", "home"): "front door"})
    >>> dictionary.touchpoints, dictionary.touchpoint_of_place.tolist()
    (('front door',), [0])
    """
    numbers: dict[str, int] = {}
    of_place = np.zeros(len(places), np.uint16)
    for at, place in enumerate(places):
        touchpoint = catalogue.get(place.named) or touchpoint_id(*place.named)
        of_place[at] = numbers.setdefault(touchpoint, len(numbers))
    return Dictionary(tuple(places), tuple(numbers), of_place)
