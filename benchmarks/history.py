"""The same histories for everybody: encoded for us, sorted and with codes for the others."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from resa.examples.histories import histories
from resa.kernels.encode import encode
from resa.kernels.partition import Dictionary, Partition, Place
from resa.kernels.pathnumber import with_path_numbers


@dataclass(frozen=True, slots=True)
class History:
    """`table` has customer, time (seconds since the origin), touchpoint and channel as codes, sorted by customer and time."""

    partition: Partition
    table: pa.Table
    country: np.ndarray  # of each customer, as a code
    channels: tuple[str, ...]
    rare: tuple[int, ...]  # the three least visited touchpoints
    steps: tuple[int, ...]  # four touchpoints for a funnel, the third and last of which is a goal too


def generated(interactions: int) -> History:
    raw = histories(interactions)
    names = raw["touchpoint"].combine_chunks().dictionary.to_pylist()
    codes = raw["touchpoint"].combine_chunks().indices.to_numpy()
    channels = tuple(raw["channel"].combine_chunks().dictionary.to_pylist())
    channel_codes = raw["channel"].combine_chunks().indices.to_numpy()
    of_touchpoint = np.zeros(len(names), np.int64)
    of_touchpoint[codes] = channel_codes
    customers, customer = np.unique(raw["customer"].to_numpy(), return_inverse=True)
    dictionary = Dictionary(
        places=tuple(Place("histories", channels[of_touchpoint[at]], name) for at, name in enumerate(names)),
        touchpoints=tuple(names),
        touchpoint_of_place=np.arange(len(names), dtype=np.uint16),
    )
    time_us = raw["time"].combine_chunks().view("int64").to_numpy()
    partition = with_path_numbers(
        encode(customer.astype(np.int32), time_us=time_us, place=codes.astype(np.uint16), dictionary=dictionary)
    )
    country = np.zeros(len(customers), np.int8)
    country[customer] = raw["country"].combine_chunks().indices.to_numpy()
    popular = np.argsort(-np.bincount(codes, minlength=len(names)))
    return History(
        partition=partition,
        table=_table(partition, of_touchpoint),
        country=country,
        channels=channels,
        rare=tuple(popular[-3:].tolist()),
        steps=tuple(popular[[3, 1, 6, 10]].tolist()),
    )


def _table(partition: Partition, channel_of_touchpoint: np.ndarray) -> pa.Table:
    return pa.table(
        {
            "customer": np.repeat(partition.customer, np.diff(partition.offsets)),
            "time": partition.time.astype(np.int32),
            "touchpoint": partition.touchpoint,
            "channel": channel_of_touchpoint.astype(np.uint8)[partition.touchpoint],
        }
    )
