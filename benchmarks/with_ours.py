"""Our side in a process of its own: histories encoded from the same file, and the answers others are held against."""

import json
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet

from benchmarks import ours
from benchmarks.bare import bare
from benchmarks.file_of_history import FRAME
from benchmarks.history import History
from benchmarks.question import Frame, Question
from resa.kernels.encode import encode
from resa.kernels.partition import Dictionary, Partition, Place
from resa.kernels.pathnumber import with_path_numbers


def warm_up() -> None:
    """Encodes a few rows, so that loading the loop from disk is not counted; each question has a run that warms up."""
    few = np.zeros(2, np.int64)
    places = Dictionary((Place("", "", ""),), ("",), np.zeros(1, np.uint16))
    with_path_numbers(encode(few.astype(np.int32), time_us=few, place=few.astype(np.uint16), dictionary=places))


def read(path: Path, frame: Frame) -> History:
    told = json.loads((path.parent / FRAME).read_text())
    names, channels = told["touchpoints"], told["channels"]
    channel_of = told["channel_of_touchpoint"]
    dictionary = Dictionary(
        places=tuple(Place("", channels[channel_of[at]], name) for at, name in enumerate(names)),
        touchpoints=tuple(names),
        touchpoint_of_place=np.arange(len(names), dtype=np.uint16),
    )
    table = pa.parquet.ParquetFile(path).read(columns=["customer", "time", "touchpoint"])
    customer, time, place = (table[name].to_numpy() for name in table.column_names)
    del table
    partition = with_path_numbers(encode(customer, time_us=time, place=place.astype(np.uint16), dictionary=dictionary))
    del customer, time, place
    pa.default_memory_pool().release_unused()
    country = np.load(path.parent / "country.npy")
    return History(partition, pa.table({}), country, tuple(channels), tuple(told["rare"]), frame.steps)


def mapped(history: History, folder: Path) -> History:
    """Returns the same from files that are mapped, as histories are in a workspace: what is not read takes no memory."""
    arrays = {}
    for name in (one.name for one in fields(Partition)):
        array = getattr(history.partition, name)
        if isinstance(array, np.ndarray):
            np.save(folder / f"partition.{name}.npy", array)
            arrays[name] = np.load(folder / f"partition.{name}.npy", mmap_mode="r")
    return replace(history, partition=replace(history.partition, **arrays))


def ways(history: History, _: Frame) -> dict[str, list[Callable[[Question], np.ndarray]]]:
    return {name: [way] for name, way in ours.answers(history).items()}


def histogram(history: History) -> None:
    bare(history.partition)
