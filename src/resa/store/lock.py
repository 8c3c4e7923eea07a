"""One writer at a time: the lock that is held for one batch."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from resa.model.errors import FailureError

_PAUSE_SECONDS = 0.02


class WorkspaceBusyError(FailureError):
    """Another process has kept the writer's lock for too long."""

    code = "workspace_busy"


@contextmanager
def exclusive(path: Path, *, patience_seconds: float = 60.0) -> Iterator[None]:
    """Holds the lock file while the block runs; the operating system releases it when a process dies.

    Threads of one process exclude one another too. Raises `WorkspaceBusyError` when others keep it longer than
    `patience_seconds`.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        for _ in range(max(1, round(patience_seconds / _PAUSE_SECONDS))):
            if _try_lock(file):
                break
            time.sleep(_PAUSE_SECONDS)
        else:
            raise WorkspaceBusyError(
                f"expected to write to {path.parent} within {patience_seconds:g} seconds, but another process holds "
                f"{path.name}; wait for its import to finish, or end that process"
            )
        try:
            yield
        finally:
            _unlock(file)


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: IO[bytes]) -> bool:
        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
