"""What stands in the file of a packed encoder: its measures, its word pieces, and its weights in 4 bits."""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from resa.understand.voice.subword import Subwords

Weights = NDArray[np.float32]

_SIGNED = 8
"""Four bits hold 0 to 15, and mean -8 to 7."""
_BLOCK = np.dtype([("scale", "<f2"), ("pairs", "u1", 16)])
"""32 weights: what one step is worth, then two of them a byte, the first sixteen in the low halves."""
_UNKNOWN_COSTS = 10.0
"""A letter that no piece holds counts so much less than the rarest piece, as the encoder was taught."""


@dataclass(frozen=True, slots=True)
class Measures:
    """How large an encoder is; `longest` is how many pieces it takes in at once, the two at the ends among them."""

    width: int
    wider: int
    layers: int
    heads: int
    longest: int
    tiny: float


@dataclass(frozen=True, slots=True, eq=False)
class EncoderFile:
    """An opened file; the weights are read from disk when they are asked for."""

    measures: Measures
    subwords: Subwords
    first: int
    last: int
    content: NDArray[np.uint8]
    places: Mapping[str, tuple[int, int]]

    def numbers(self, name: str) -> Weights:
        """Returns numbers that are stored as they are."""
        at, size = self.places[name]
        return self.content[at : at + size].view("<f4").astype(np.float32)

    def packed(self, name: str, *, columns: int) -> NDArray[np.void]:
        """Returns (rows, blocks) of a matrix in 4 bits that has so many columns, for `unpacked`."""
        at, size = self.places[name]
        return self.content[at : at + size].view(_BLOCK).reshape(-1, columns // 32)


def unpacked(blocks: NDArray[np.void]) -> Weights:
    """Returns (rows, columns), the weights that blocks in 4 bits stand for, without loss."""
    steps = np.empty((*blocks.shape, 32), np.float32)
    steps[..., :16] = blocks["pairs"] & 15
    steps[..., 16:] = blocks["pairs"] >> 4
    steps -= _SIGNED
    steps *= blocks["scale"].astype(np.float32)[..., None]
    return steps.reshape(len(blocks), -1)


def opened(path: Path) -> EncoderFile:
    """Returns an encoder's file; takes a fifth of a second and 40 MB for its quarter of a million word pieces."""
    content = np.memmap(path, np.uint8, "r")
    start = content[: 16 << 20].tobytes()  # all but the weights stands at the beginning
    width, layers, heads, wider, _, longest, _, tiny, _ = struct.unpack_from("<7ifi", start, 8)
    count, first, last, padding, unknown, letters = struct.unpack_from("<5iQ", start, 44)
    at = 72
    ends = np.frombuffer(start, "<u4", count + 1, at).tolist()
    at += 4 * (count + 1)
    scores = np.frombuffer(start, "<f4", count, at)
    at += 4 * count
    pieces = {start[at + here : at + there]: number for number, (here, there) in enumerate(pairwise(ends))}
    for sign in (b"", *(start[at + ends[own] : at + ends[own + 1]] for own in (first, last, padding, unknown))):
        pieces.pop(sign, None)  # signs of the encoder's own: no text spells them
    forms, at = _forms(start, at + letters)
    rarest = float(scores.min()) - _UNKNOWN_COSTS
    subwords = Subwords(pieces=pieces, scores=scores.tolist(), forms=forms, unknown=(unknown, rarest))
    measures = Measures(width, wider, layers, heads, longest, tiny)
    return EncoderFile(measures, subwords, first, last, content, _places(start, at))


def _forms(start: bytes, at: int) -> tuple[dict[int, str], int]:
    """Returns what letters are written as before they are looked up, and where this ends."""
    count, size = struct.unpack_from("<iI", start, at)
    at += 8
    forms, end = {}, at + size
    for _ in range(count):
        letter, length = struct.unpack_from("<IB", start, at)
        forms[letter] = "".join(map(chr, struct.unpack_from(f"<{length}I", start, at + 5)))
        at += 5 + 4 * length
    return forms, end


def _places(start: bytes, at: int) -> dict[str, tuple[int, int]]:
    """Returns where each array begins in the file, and how many bytes it has."""
    places = {}
    (count,) = struct.unpack_from("<i", start, at)
    at += 4
    for _ in range(count):
        (length,) = struct.unpack_from("<H", start, at)
        name = start[at + 2 : at + 2 + length].decode("ascii")
        _, _, begin, size = struct.unpack_from("<BIQQ", start, at + 2 + length)
        places[name] = (begin, size)
        at += 23 + length
    return places
