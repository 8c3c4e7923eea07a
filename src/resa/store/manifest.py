"""What a workspace holds at one revision: the page that is replaced whole with every commit."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from resa.model.errors import FailureError

FORMAT = 1
"""The version of the folder's layout that this code writes."""

MIGRATIONS: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""How the manifest of an older version becomes that of the next, by the older version's number."""


class UnknownFormatError(FailureError):
    """The workspace was written by a version of Resa that this one can't read."""

    code = "unknown_format"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of the workspace and what it must hold. `path` is relative to the workspace, with forward slashes."""

    path: str
    rows: int
    bytes: int
    digest: str


@dataclass(frozen=True, slots=True)
class Segment:
    """One batch as it was kept.

    `received` = stored + duplicates + rejected + suppressed + erased. Its interactions are numbered from `first_row`
    on, in the order of their file; a number is never given twice. `tables` names the projections that hold any rows.
    `has_sequence` says whether any interaction carries one.
    """

    id: int
    source: str
    delivery: str
    revision: int
    first_row: int
    received: int
    stored: int
    duplicates: int
    rejected: int
    suppressed: int
    erased: int
    records: StoredFile | None
    tables: Mapping[str, StoredFile]
    has_sequence: bool = True

    @property
    def interactions(self) -> int:
        """How many interactions its records yielded."""
        return self.tables["interactions"].rows if "interactions" in self.tables else 0

    @property
    def files(self) -> tuple[StoredFile, ...]:
        """Every file it is made of."""
        return (*((self.records,) if self.records else ()), *self.tables.values())


@dataclass(frozen=True, slots=True)
class Change:
    """Why figures changed at a revision, other than by new records.

    `kind` is "assign", "group", "rejudge" or "erase"; `touched` is the path of the customer codes it concerned, None
    where it may concern everybody.
    """

    revision: int
    kind: str
    touched: str | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything that belongs to one revision.

    `journeys` is the folder of the journey store, which itself says what it was made from. `assignment` and `catalogue`
    are the folder and file of who is who and what is grouped. `changes` are complete from revision `changes_from` on.
    """

    format: int = FORMAT
    revision: int = 0
    next_segment: int = 1
    next_row: int = 0
    segments: tuple[Segment, ...] = ()
    assignment: str | None = None
    catalogue: str | None = None
    journeys: str | None = None
    changes: tuple[Change, ...] = ()
    changes_from: int = 0
    erased_keys: Mapping[str, str] = field(default_factory=dict)  # by source: the file of keys that never come back

    def paths(self) -> frozenset[str]:
        """Returns the path of every file and folder that this revision needs."""
        named = {file.path for segment in self.segments for file in segment.files}
        named |= {path for path in (self.assignment, self.catalogue, self.journeys) if path}
        named |= {change.touched for change in self.changes if change.touched}
        return frozenset(named | set(self.erased_keys.values()))


def encode(manifest: Manifest) -> bytes:
    """Returns the manifest as readable JSON."""
    return msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n"


def decode(text: bytes, *, where: str) -> Manifest:
    """Returns the manifest that the JSON writes, brought to the present version step by step.

    Raises `UnknownFormatError` where that is not possible.
    """
    try:
        raw = msgspec.json.decode(text)
        return msgspec.convert(migrated(raw, where=where), type=Manifest)
    except msgspec.MsgspecError as error:
        raise UnknownFormatError(
            f"expected a workspace's manifest in {where}, got something else ({error}); restore the file from a backup"
        ) from error


def migrated(
    raw: Any, *, where: str, steps: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = MIGRATIONS
) -> dict[str, Any]:
    """Returns the raw manifest as the present version writes it."""
    known: dict[str, Any] = raw if isinstance(raw, dict) else {}
    found = known.get("format")
    if not isinstance(found, int) or found > FORMAT:
        raise UnknownFormatError(
            f"expected a workspace of version {FORMAT} or older, got version {found} in {where}; install a newer Resa"
        )
    for version in range(found, FORMAT):
        if version not in steps:
            raise UnknownFormatError(
                f"expected a way from version {version} to {version + 1} of {where}, there is none"
            )
        known = {**steps[version](known), "format": version + 1}
    return known
