"""The journey store on the disk: one memory-mapped array per fact, and what they mean."""

import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from resa.kernels.partition import NO_MONTHS, Dictionary, Partition, Place, together
from resa.kernels.pathnumber import path_numbers, with_path_numbers
from resa.kernels.unitfact import month_facts, touchpoint_facts
from resa.store.assignment import Assignment
from resa.store.durable import DamagedFileError
from resa.store.engines.local.histories import Histories
from resa.store.epoch import ORIGIN
from resa.store.manifest import Segment
from resa.store.place import dictionary_of

FORMAT = 4
_META = "meta.json"

_PER_INTERACTION: Mapping[str, Any] = {
    "touchpoint": np.uint16,
    "time": np.uint32,
    "place": np.uint16,
    "wait_bin": np.uint8,
    "row": np.int64,
    "instant": np.int64,
    "subject": np.int32,
}
_PER_UNIT: Mapping[str, Any] = {
    "offsets": np.int64,
    "customer": np.int32,
    "touchpoint_mask": np.uint64,
    "path_hash": np.uint64,
    "month_mask": np.uint64,
    "touchpoint_again": np.uint64,
    "path_number": np.uint32,
}
_WHO: tuple[str, ...] = ("customer", "handover_subject", "handover_time", "handover_customer")


@dataclass(frozen=True, slots=True)
class _Meta:
    """What the arrays were made from. `segments` are pairs of number and first row."""

    format: int
    units: int
    interactions: int
    places: tuple[Place, ...]
    catalogue: tuple[tuple[str, str, str], ...]
    segments: tuple[tuple[int, int], ...]
    wide: bool
    months: tuple[int, int]


@dataclass(frozen=True, slots=True)
class JourneyStore:
    """Histories as they were when the store was made: from these segments, this assignment and this catalogue."""

    histories: Histories
    assignment: Assignment
    catalogue: Mapping[tuple[str, str], str]
    segments: frozenset[tuple[int, int]]


class Writer:
    """Writes a store piece by piece; the pieces' customers ascend."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        self._folder = folder
        self._interactions = 0
        self._units = 0
        self._is_wide = False
        self._months = NO_MONTHS
        self._put("offsets", np.zeros(1, np.int64))

    def add(self, histories: Histories) -> None:
        """Appends the units."""
        partition = histories.partition
        for name in ("time", "place", "wait_bin", "row", "customer", "touchpoint_mask", "path_hash"):
            self._put(name, getattr(partition, name))
        mask, months = partition.month_mask, partition.months
        if mask is None:
            mask, months = month_facts(partition.offsets, partition.time, origin=partition.origin)
        self._put("month_mask", mask)
        self._months = together(self._months, months)
        again = partition.touchpoint_again
        self._put("touchpoint_again", _again(partition) if again is None else again)
        self._put("instant", histories.instant)
        self._put("subject", histories.subject)
        self._put_touchpoints(partition.touchpoint)
        self._put("offsets", partition.offsets[1:] + self._interactions)
        self._interactions += partition.interactions
        self._units += partition.units

    def _put_touchpoints(self, touchpoint: NDArray[np.uint8] | NDArray[np.uint16]) -> None:
        """The first piece decides on one byte or two; every piece comes with all places known."""
        self._is_wide = self._is_wide or touchpoint.dtype == np.uint16
        self._put("touchpoint", touchpoint)

    def _put(self, name: str, array: NDArray[Any]) -> None:
        with (self._folder / f"{name}.raw").open("ab") as file:
            array.tofile(file)

    def finish(
        self,
        *,
        dictionary: Dictionary,
        catalogue: Mapping[tuple[str, str], str],
        assignment: Assignment,
        segments: Sequence[Segment],
    ) -> None:
        """Completes the store; the numbers of paths take some bytes of memory for each unit."""
        self._put("path_number", self._path_numbers())
        for name in _WHO:
            np.save(self._folder / f"who_{name}.npy", getattr(assignment, name))
        meta = _Meta(
            FORMAT,
            self._units,
            self._interactions,
            dictionary.places,
            tuple((channel, name, touchpoint) for (channel, name), touchpoint in catalogue.items()),
            tuple((segment.id, segment.first_row) for segment in segments if segment.interactions),
            self._is_wide,
            self._months,
        )
        (self._folder / _META).write_bytes(msgspec.json.encode(meta))

    def _path_numbers(self) -> NDArray[np.uint32]:
        offsets = _mapped(self._folder, "offsets", np.int64, length=self._units + 1)
        kind = np.uint16 if self._is_wide else np.uint8
        touchpoint = _mapped(self._folder, "touchpoint", kind, length=self._interactions)
        path_hash = _mapped(self._folder, "path_hash", np.uint64, length=self._units)
        return path_numbers(offsets, touchpoint, path_hash=path_hash)


def _again(partition: Partition) -> NDArray[np.uint64]:
    return touchpoint_facts(partition.offsets, partition.touchpoint).touchpoint_again


def regrouped(old: Path, *, folder: Path, partition: Partition, catalogue: Mapping[tuple[str, str], str]) -> None:
    """Writes the store again with its places grouped anew; what that does not change is the same files.

    `partition` is that of the whole old store, grouped anew already.
    """
    meta = msgspec.json.decode((old / _META).read_bytes(), type=_Meta)
    folder.mkdir(parents=True)
    changed: dict[str, Any] = {"touchpoint": partition.touchpoint, "touchpoint_mask": partition.touchpoint_mask}
    changed |= {"path_hash": partition.path_hash, "touchpoint_again": _again(partition)}
    changed["path_number"] = with_path_numbers(partition).path_number
    for name, array in changed.items():
        array.tofile(folder / f"{name}.raw")
    for file in old.iterdir():
        if file.stem not in changed and file.name != _META:
            _share(file, folder / file.name)
    triples = tuple((channel, name, touchpoint) for (channel, name), touchpoint in catalogue.items())
    new = replace(meta, catalogue=triples, wide=partition.touchpoint.dtype == np.uint16)
    (folder / _META).write_bytes(msgspec.json.encode(new))


def _share(file: Path, beside: Path) -> None:
    try:
        os.link(file, beside)
    except OSError:  # a file system without links
        shutil.copyfile(file, beside)


def load(folder: Path) -> JourneyStore:
    """Returns the store in that folder, memory-mapped.

    Raises `DamagedFileError` where it is not whole or of another format: it can be built anew.
    """
    try:
        meta = msgspec.json.decode((folder / _META).read_bytes(), type=_Meta)
        if meta.format != FORMAT:
            raise DamagedFileError(f"expected a journey store of format {FORMAT} in {folder}, got {meta.format}")
        return _loaded(folder, meta=meta)
    except (OSError, ValueError, msgspec.MsgspecError) as error:
        raise DamagedFileError(f"expected a whole journey store in {folder}, got: {error}; it is built anew") from error


def _loaded(folder: Path, *, meta: _Meta) -> JourneyStore:
    catalogue = {(channel, name): touchpoint for channel, name, touchpoint in meta.catalogue}
    wide = {"touchpoint": np.uint16 if meta.wide else np.uint8}
    facts = {
        name: _mapped(folder, name, wide.get(name, kind), length=meta.interactions)
        for name, kind in _PER_INTERACTION.items()
    }
    lengths = {name: meta.units + (name == "offsets") for name in _PER_UNIT}
    units = {name: _mapped(folder, name, kind, length=lengths[name]) for name, kind in _PER_UNIT.items()}
    instant, subject = facts.pop("instant"), facts.pop("subject")
    dictionary = dictionary_of(meta.places, catalogue=catalogue)
    partition = Partition(**facts, **units, dictionary=dictionary, origin=ORIGIN, months=meta.months)
    assignment = Assignment(*(np.load(folder / f"who_{name}.npy") for name in _WHO))
    return JourneyStore(Histories(partition, instant, subject), assignment, catalogue, frozenset(meta.segments))


def _mapped(folder: Path, name: str, kind: Any, *, length: int) -> NDArray[Any]:
    if length == 0:
        return np.empty(0, kind)
    return np.asarray(np.memmap(folder / f"{name}.raw", dtype=kind, mode="r", shape=(length,)))
