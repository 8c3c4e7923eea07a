"""Whose turn it is to read texts, how far that is, and whether people want it: seen by every process alike."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import ClassVar

from resa.model.errors import FailureError
from resa.store.durable import replace_file
from resa.store.keptreading import FOLDER
from resa.store.labelfile import count_labels
from resa.store.lock import WorkspaceBusyError, exclusive

READING, LEARNING, DONE, STOPPED = "reading", "learning", "done", "stopped"

LABELS_WORTH = 20
"""Unasked, a reader learns again from so many more labels."""

_LOCK, _STATE, _STOP = "reading.lock", "state.json", "stop"
_PATIENCE_SECONDS = 0.5  # whoever only looks whether somebody reads holds the lock for a moment


class FeedbackBusyError(FailureError):
    """Another process reads the texts of this workspace."""

    code: ClassVar[str] = "feedback_busy"


@dataclass(frozen=True, slots=True)
class ReadingState:
    """How far a run of reading is: `read` of `texts` are read by `rung`, `failed` of them could not be.

    `step` is "reading", "learning", "done" or "stopped"; `mark` is what the run began from, told when it is done.
    """

    step: str
    rung: str
    version: str
    read: int
    texts: int
    failed: int = 0
    mark: str = ""


def mark_of(workspace: Path, *, revision: int) -> str:
    """Returns what a run of reading begins from: where it is the same again nothing new is worth reading or learning.

    Single labels are not: they count at once, and a reader learns from a good handful.
    """
    return f"{revision} {count_labels(workspace) // LABELS_WORTH}"


class ReadingTurn:
    """The turn of one workspace."""

    def __init__(self, workspace: Path) -> None:
        self._folder = workspace / FOLDER

    @contextmanager
    def mine(self) -> Iterator[None]:
        """Holds the turn while the block runs; raises `FeedbackBusyError` where somebody else has it.

        The operating system gives it back when a process dies.
        """
        with _held(self._folder / _LOCK, patience_seconds=_PATIENCE_SECONDS):
            yield

    @property
    def is_taken(self) -> bool:
        """Whether somebody reads now."""
        if not (self._folder / _LOCK).exists():
            return False
        try:
            with _held(self._folder / _LOCK, patience_seconds=0.0):
                return False
        except FeedbackBusyError:
            return True

    def tell(self, state: ReadingState) -> None:
        """Says how far it is."""
        replace_file(self._folder / _STATE, json.dumps(asdict(state)).encode())

    def told(self) -> ReadingState | None:
        """Returns what was said last; None where nobody ever read, or what was said can't be read."""
        try:
            return ReadingState(**json.loads((self._folder / _STATE).read_bytes()))
        except (FileNotFoundError, ValueError, TypeError):
            return None

    @property
    def is_stopped(self) -> bool:
        """Whether somebody wants nothing to be read until further notice."""
        return (self._folder / _STOP).exists()

    def stop(self) -> None:
        """Lets whoever reads end after the texts at hand, and nobody begin by themselves."""
        replace_file(self._folder / _STOP, b"")

    def go_on(self) -> None:
        """Takes that back."""
        (self._folder / _STOP).unlink(missing_ok=True)


@contextmanager
def _held(path: Path, *, patience_seconds: float) -> Iterator[None]:
    with ExitStack() as held:
        try:
            held.enter_context(exclusive(path, patience_seconds=patience_seconds))
        except WorkspaceBusyError as error:
            raise FeedbackBusyError(
                f"expected to be the only one who reads the texts of {path.parents[1]}, another process does so now; "
                "what it reads is kept, and `resa feedback` tells how far it is"
            ) from error
        yield
