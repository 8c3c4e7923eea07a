"""Numbers of paths tell exactly who went the same way, whatever the hashes say; counting by them changes nothing."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from resa.kernels.encode import encode
from resa.kernels.join import concatenate, recode
from resa.kernels.partition import Dictionary, Partition, Place
from resa.kernels.pathnumber import with_path_numbers
from resa.kernels.select import select, take
from resa.kernels.selection import Criterion, Selection
from resa.kernels.variant import PathVariants

CUSTOMERS = 40_000


def history(seed: int = 3) -> Partition:
    """Returns short paths over three touchpoints, so that many are the same."""
    rng = np.random.default_rng(seed)
    customer = rng.integers(0, CUSTOMERS, 3 * CUSTOMERS).astype(np.int32)
    places = tuple(Place("", "web", name) for name in "abc")
    return encode(
        customer,
        time_us=rng.integers(0, 1 << 40, len(customer)),
        place=rng.integers(0, 3, len(customer)).astype(np.uint16),
        dictionary=Dictionary(places, tuple("abc"), np.arange(3, dtype=np.uint16)),
    )


def paths(partition: Partition) -> list[bytes]:
    ends = partition.offsets.tolist()
    return [partition.touchpoint[first:end].tobytes() for first, end in pairwise(ends)]


def firsts(partition: Partition) -> list[int]:
    """Returns for each unit the first one with its path, the plain way."""
    known: dict[bytes, int] = {}
    return [known.setdefault(path, unit) for unit, path in enumerate(paths(partition))]


def counted(partition: Partition) -> tuple[object, ...]:
    found = PathVariants(50).of(partition).finish()
    return found.paths, found.counts.tolist(), found.variants, found.units


HASHES = {
    "their own": lambda path_hash: path_hash,
    "few": lambda path_hash: path_hash % np.uint64(5) << np.uint64(40) | np.uint64(1),
    "one more in each of two hundred": lambda path_hash: path_hash % np.uint64(200) << np.uint64(50) | np.uint64(1),
}


@pytest.mark.parametrize("hashes", HASHES.values(), ids=HASHES.keys())
def test_a_unit_has_the_number_of_the_first_one_of_its_path(hashes):
    partition = take(history(), np.arange(3_000))
    told = replace(partition, path_hash=hashes(partition.path_hash))
    assert with_path_numbers(told).path_number.tolist() == firsts(partition)
    assert counted(told) == counted(partition) == counted(with_path_numbers(told))


def test_many_units_are_shared_between_threads():
    partition = history()
    assert with_path_numbers(partition).path_number.tolist() == firsts(partition)
    assert counted(with_path_numbers(partition)) == counted(partition)


@pytest.mark.parametrize("every", [2, 3, 100, 20_000])
def test_units_taken_from_many_are_counted_by_the_numbers_they_had(every):
    partition = history()
    chosen = Selection(customers=np.arange(CUSTOMERS) % every == 0)
    kept = select(with_path_numbers(partition), chosen)
    assert kept.path_number is not None
    assert counted(kept) == counted(select(partition, chosen))


def test_numbers_are_not_stored_where_paths_change():
    numbered = with_path_numbers(history())
    assert select(numbered, Selection(Criterion(np.array([True, False, True])))).path_number is None
    assert concatenate([numbered, numbered]).path_number is None
    alike = recode(numbered, touchpoints=("a", "b"), touchpoint_of_place=np.array([0, 0, 1], np.uint16))
    assert alike.path_number.tolist() == firsts(alike)


def test_counts_by_number_add_up_with_others_and_can_be_taken_away():
    numbered, other = with_path_numbers(history()), history(seed=4)
    gone, left = (np.flatnonzero(np.arange(numbered.units) % 5 < 1), np.flatnonzero(np.arange(numbered.units) % 5 >= 1))
    of = PathVariants(50).of
    assert of(numbered) - of(take(numbered, gone)) == of(take(numbered, left))
    assert of(numbered) + of(other) == of(concatenate([numbered, other]))
