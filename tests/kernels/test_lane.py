"""What a machine does to 64 numbers, or to the bits of a word, equals what is done one by one."""

import numpy as np
import pytest

from resa.kernels.compilation import Array, compiled
from resa.kernels.lane import LANES, highest, how_many, larger, lowest, same, spread, within, word_at

NUMBERS = np.random.default_rng(3).integers(0, 6, 200)


@compiled()
def compared(numbers: Array, at: int, number: int) -> tuple[int, int]:
    place = np.uint64(at)
    return same(numbers, place, number), larger(numbers, place, number)


@compiled()
def lying(numbers: Array, at: int, low: int, span: int) -> int:
    return within(numbers, np.uint64(at), np.uint32(low), np.uint32(span))


@compiled()
def told(word: int) -> tuple[int, int, int]:
    bits = np.uint64(word)
    return how_many(bits), lowest(bits), highest(bits)


@compiled()
def word(codes: Array, at: int) -> int:
    return word_at(codes, np.uint64(at))


@compiled(writes=1)
def written(packed: Array, shift: int, places: Array) -> None:
    spread(places, np.uint64(1), packed[0], np.uint32(shift))


def as_bits(answers: np.ndarray) -> int:
    return sum(int(answer) << bit for bit, answer in enumerate(answers))


@pytest.mark.parametrize("kind", [np.uint8, np.uint16, np.uint32])
@pytest.mark.parametrize("at", [0, 1, 63, 200 - LANES])
def test_64_numbers_are_compared_with_one(kind: type, at: int) -> None:
    numbers = NUMBERS.astype(kind)
    row = numbers[at : at + LANES]
    assert compared(numbers, at, kind(3)) == (as_bits(row == 3), as_bits(row > 3))


def test_64_numbers_lie_in_a_stretch_or_not() -> None:
    numbers = np.concatenate([NUMBERS, [0, (1 << 32) - 1]]).astype(np.uint32)
    for low, span in ((0, 0), (2, 2), (5, (1 << 32) - 6), (0, (1 << 32) - 1)):
        row = numbers[-LANES:].astype(np.int64)
        assert lying(numbers, len(numbers) - LANES, low, span) == as_bits((row >= low) & (row <= low + span))


@pytest.mark.parametrize("bits", [1, 1 << 63, 0b1011000, (1 << 64) - 1])
def test_bits_are_counted_and_found(bits: int) -> None:
    expected = (bits.bit_count(), (bits & -bits).bit_length() - 1, bits.bit_length() - 1)
    assert told(np.uint64(bits)) == expected


def test_a_word_is_read_from_anywhere_and_taken_apart_again() -> None:
    codes = NUMBERS.astype(np.uint8)
    packed = word(codes, 5)
    assert packed == int.from_bytes(codes[5:13].tobytes(), "little")
    places = np.zeros(10, np.uint32)
    written(np.array([packed], np.uint64), 100_000, places)
    assert places.tolist() == [0, *(100_000 + codes[5:13].astype(int)), 0]
