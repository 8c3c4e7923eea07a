"""Files that are read as they were written, or an error that names the one that is not."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pyarrow as pa

from resa.store.durable import DamagedFileError


@contextmanager
def whole(path: Path, *, remedy: str = "run `resa check`") -> Iterator[None]:
    """Raises `DamagedFileError` where what is read of the file here is not what was written.

    What the system refuses stays as it is: a missing file may have been replaced by an erasure, so that reading the
    newest revision helps, and a missing right is not cured by a backup.
    """
    try:
        yield
    except (EOFError, OSError, ValueError, pa.ArrowException, msgspec.MsgspecError) as error:
        if isinstance(error, OSError) and (type(error) is not OSError or error.errno is not None):
            raise
        found = " ".join(str(error).split())
        raise DamagedFileError(f"expected the file written as {path}, got: {found}; {remedy}") from error
