"""A file of its own for what a command found: the groups kept now, and beside it those that were kept before."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from resa.mapping import settings
from resa.store import settings as settings_file
from resa.store.durable import replace_file


class Keepable(Protocol):
    """What can be written down."""

    def to_json(self) -> dict[str, Any]:
        """Returns what the file says."""


T = TypeVar("T", bound=Keepable)


@dataclass(frozen=True, slots=True)
class KeptFile(Generic[T]):
    """Where a workspace keeps what `command` found, and the one before; `read` is how its contents are understood."""

    name: str
    before: str
    command: str
    read: Callable[[Mapping[str, Any]], T]

    def of(self, folder: Path) -> T | None:
        """Returns what a workspace keeps, None where it keeps none.

        Raises `SettingsError` where the file is damaged: it is written by a command and mended by running that again.
        """
        try:
            content = (folder / self.name).read_bytes()
        except FileNotFoundError:
            return None
        try:
            found = settings.read(content.decode(), where=self.name)
            return self.read(found) if found else None
        except (KeyError, TypeError, ValueError) as error:
            raise settings.SettingsError(
                f"expected {self.name} as {self.command} wrote it, got {type(error).__name__}: {error}; delete it and "
                f"run {self.command} again"
            ) from error

    def write(self, folder: Path, found: T) -> None:
        """Writes it in the place of what was kept, which stays beside it."""
        now = settings_file.load(folder / self.name)
        if now.mark is not None:
            replace_file(folder / self.before, (folder / self.name).read_bytes())
        settings_file.save(now.path, found.to_json(), read=now)

    def swap(self, folder: Path) -> None:
        """Puts what was kept before in the place of what is kept, and the other way round; twice changes nothing.

        Where none was kept before, none is kept afterwards.
        """
        paths = (folder / self.name, folder / self.before)
        contents = [path.read_bytes() if path.exists() else None for path in paths]
        for path, content in zip(paths, reversed(contents), strict=True):
            if content is None:
                path.unlink(missing_ok=True)
            else:
                replace_file(path, content)
