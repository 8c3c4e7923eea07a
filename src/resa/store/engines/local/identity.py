"""Who is who and what is grouped, as files of a workspace."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from resa.store.assignment import Assignment
from resa.store.durable import DamagedFileError, remove, replace_file, sync_file, sync_folder
from resa.store.segment import without_leftovers
from resa.store.who import NOBODY
from resa.store.wholefile import whole
from resa.store.workspace import Workspace

Catalogue = dict[tuple[str, str], str]

_REMEDY = "restore it from a backup"
_ARRAYS = ("customer", "handover_subject", "handover_time", "handover_customer")


class StoredTables(Mapping[str, pa.Table]):
    """The tables of a folder by name; each is read when it is first asked for, and kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names = tuple(sorted(file.stem for file in folder.glob("*.parquet")))
        self._read: dict[str, pa.Table] = {}

    def __getitem__(self, name: str) -> pa.Table:
        if name not in self._names:
            raise KeyError(name)
        if name not in self._read:
            path = self._folder / f"{name}.parquet"
            with whole(path, remedy=_REMEDY):
                self._read[name] = pq.read_table(path, partitioning=None)
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def write_assignment(workspace: Workspace, assignment: Assignment, *, revision: int) -> str:
    """Keeps the assignment durably and returns the path of its folder."""
    path = f"identity/{revision:06d}"
    folder = workspace.path(path)
    remove(folder)
    folder.mkdir(parents=True)
    for name in _ARRAYS:
        np.save(folder / f"{name}.npy", getattr(assignment, name))
    with ThreadPoolExecutor(1) as writer:  # one table is written while the next one is worked out
        for written in [
            writer.submit(_write, folder / f"{name}.parquet", assignment.tables[name]) for name in assignment.tables
        ]:
            written.result()
    for file in folder.iterdir():
        sync_file(file)
    sync_folder(folder)
    sync_folder(folder.parent)
    return path


def _write(path: Path, table: pa.Table) -> None:
    few = [one.name for one in table.schema if pa.types.is_dictionary(one.type)]  # others hardly repeat
    pq.write_table(
        without_leftovers(table),
        path,
        compression="zstd",
        compression_level=1,
        use_dictionary=few,
        write_statistics=False,
    )


def read_assignment(workspace: Workspace, path: str | None) -> Assignment:
    """Returns the assignment kept there, or that of the beginning."""
    if path is None:
        return NOBODY
    folder = workspace.path(path)
    return replace(_who(folder), tables=StoredTables(folder))


def read_codes(workspace: Workspace, path: str | None) -> Assignment:
    """Returns the assignment kept there without the tables that people look at."""
    return NOBODY if path is None else _who(workspace.path(path))


def damaged_tables(workspace: Workspace, path: str | None) -> tuple[str, ...]:
    """Returns a sentence for every table of the assignment kept there that is not what was written."""
    faults, tables = [], StoredTables(workspace.path(path or ""))
    for name in tables if path else ():
        try:
            tables[name]
        except DamagedFileError as error:
            faults.append(error.sentence)
    return tuple(faults)


def _who(folder: Path) -> Assignment:
    return Assignment(*(_array(folder / f"{name}.npy") for name in _ARRAYS))


def _array(path: Path) -> Any:
    with whole(path, remedy=_REMEDY):
        return np.load(path)


def write_catalogue(workspace: Workspace, catalogue: Mapping[tuple[str, str], str], *, revision: int) -> str:
    """Keeps the catalogue durably and returns its path."""
    path = f"catalogue/{revision:06d}.json"
    rows = sorted((channel, name, touchpoint) for (channel, name), touchpoint in catalogue.items())
    replace_file(workspace.path(path), msgspec.json.encode(rows))
    return path


def read_catalogue(workspace: Workspace, path: str | None) -> Catalogue:
    """Returns the catalogue kept there, or the empty one."""
    if path is None:
        return {}
    file = workspace.path(path)
    with whole(file, remedy=_REMEDY):
        rows = msgspec.json.decode(file.read_bytes(), type=list[tuple[str, str, str]])
    return {(channel, name): touchpoint for channel, name, touchpoint in rows}


def write_touched(workspace: Workspace, customers: NDArray[np.int32], *, revision: int) -> str:
    """Keeps the codes of customers that a change concerned and returns the path."""
    path = f"changes/{revision:06d}.npy"
    file: Path = workspace.path(path)
    file.parent.mkdir(exist_ok=True)
    np.save(file, customers)
    return path


def read_touched(workspace: Workspace, path: str) -> NDArray[np.int32]:
    """Returns the codes kept there."""
    return np.asarray(_array(workspace.path(path)), np.int32)
