"""Partitions put together, and partitions read with another catalogue."""

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from resa.kernels.encode import touchpoints_of
from resa.kernels.partition import Dictionary, Partition, together
from resa.kernels.pathnumber import with_path_numbers
from resa.kernels.unitfact import touchpoint_facts


def concatenate(partitions: Sequence[Partition]) -> Partition:
    """Returns one partition with the units of all, in this order; they share one dictionary.

    Times count from the earliest origin among them.
    """
    dictionary = partitions[0].dictionary
    if any(one.dictionary.touchpoints != dictionary.touchpoints for one in partitions):
        raise ValueError("expected partitions with one dictionary, got several; recode them with one first")
    origin = min(one.origin for one in partitions)
    sizes = np.cumsum([0, *(one.interactions for one in partitions)])
    offsets = [one.offsets[:-1] + before for one, before in zip(partitions, sizes[:-1], strict=True)]
    return replace(
        partitions[0],
        offsets=np.append(np.concatenate(offsets), sizes[-1]).astype(np.int64),
        time=np.concatenate([one.time + np.uint32(one.origin - origin) for one in partitions]),
        origin=origin,
        month_mask=_joined([one.month_mask for one in partitions]),
        touchpoint_again=_joined([one.touchpoint_again for one in partitions]),
        months=reduce(together, (one.months for one in partitions)),
        touchpoint=np.concatenate([one.touchpoint for one in partitions]),
        place=np.concatenate([one.place for one in partitions]),
        wait_bin=np.concatenate([one.wait_bin for one in partitions]),
        row=np.concatenate([one.row for one in partitions]),
        customer=np.concatenate([one.customer for one in partitions]),
        touchpoint_mask=np.concatenate([one.touchpoint_mask for one in partitions]),
        path_hash=np.concatenate([one.path_hash for one in partitions]),
        path_number=None,
    )


def _joined(masks: Sequence[NDArray[np.uint64] | None]) -> NDArray[np.uint64] | None:
    stored = [mask for mask in masks if mask is not None]
    return np.concatenate(stored) if len(stored) == len(masks) else None


def recode(partition: Partition, *, touchpoints: tuple[str, ...], touchpoint_of_place: NDArray[np.uint16]) -> Partition:
    """Returns the same histories with these touchpoints, as when somebody has grouped places anew."""
    dictionary = Dictionary(partition.dictionary.places, touchpoints, touchpoint_of_place)
    codes = touchpoints_of(partition.place, dictionary=dictionary)
    facts = touchpoint_facts(partition.offsets, codes)
    recoded = replace(partition, touchpoint=codes, dictionary=dictionary, path_number=None, **facts._asdict())
    return recoded if partition.path_number is None else with_path_numbers(recoded)


def empty(dictionary: Dictionary) -> Partition:
    """Returns a partition without units."""
    nothing = np.zeros(0, np.int64)
    return Partition(
        offsets=np.zeros(1, np.int64),
        touchpoint=touchpoints_of(nothing.astype(np.uint16), dictionary=dictionary),
        time=nothing.astype(np.uint32),
        place=nothing.astype(np.uint16),
        wait_bin=nothing.astype(np.uint8),
        row=nothing,
        customer=nothing.astype(np.int32),
        touchpoint_mask=nothing.astype(np.uint64),
        path_hash=nothing.astype(np.uint64),
        dictionary=dictionary,
        origin=0,
        month_mask=nothing.astype(np.uint64),
        touchpoint_again=nothing.astype(np.uint64),
    )
