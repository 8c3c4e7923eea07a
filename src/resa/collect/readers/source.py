"""The port of everything that delivers records."""

from collections.abc import Iterator
from typing import Protocol, runtime_checkable

from resa.collect.readers.raw import FileFormat, RawBatch


@runtime_checkable
class Source(Protocol):
    """Something that delivers records in an order that stays the same as long as its fingerprint does."""

    @property
    def name(self) -> str:
        """What people call it: the file's name, the frame's name."""

    @property
    def format(self) -> FileFormat:
        """How its records are written."""

    def fingerprint(self) -> str:
        """Returns a hash of the whole content; equal contents have equal fingerprints, whatever their names."""

    def batches(self, *, start_at: int = 0) -> Iterator[RawBatch]:
        """Yields the records from position `start_at` on, in order."""
