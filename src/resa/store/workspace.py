"""The workspace folder: what it holds, who may write, and how a new revision becomes visible."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from resa.model.errors import FailureError, UsageError
from resa.store.durable import remove, replace_file
from resa.store.lock import exclusive
from resa.store.manifest import Manifest, decode, encode

MANIFEST = "manifest.json"
LOCK = "workspace.lock"
FOLDERS = ("segments", "journeys", "identity", "catalogue", "changes", "erased")
"""Hold what manifests name; whatever else is found there was left by a crash."""


class NoWorkspaceError(UsageError):
    """There is no workspace in the folder."""

    code = "no_workspace"


class UnwritableError(FailureError):
    """The folder can't be written to."""

    code = "unwritable"


class LostManifestError(FailureError):
    """The folder holds records, but not the file that says what they are."""

    code = "lost_manifest"


class Workspace:
    """A folder with a log, its projections and readable settings."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def open(cls, folder: str | Path, *, create: bool = False) -> "Workspace":
        """Returns the workspace of that folder.

        Raises `NoWorkspaceError` where there is none and `create` is not asked for.
        """
        workspace = cls(Path(folder))
        if workspace._manifest.exists():
            return workspace
        if not create:
            raise NoWorkspaceError(
                f"expected a workspace in {folder}, found none; `resa import FILE` makes one, --workspace names another"
            )
        workspace._begin()
        return workspace

    @property
    def _manifest(self) -> Path:
        return self.folder / MANIFEST

    def _begin(self) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with exclusive(self.folder / LOCK):
                if not self._manifest.exists():
                    self._check_unused()
                    replace_file(self._manifest, encode(Manifest()))
        except OSError as error:
            raise UnwritableError(
                f"expected to make a workspace in {self.folder}, got: {error.strerror}; choose another with --workspace"
            ) from error

    def _check_unused(self) -> None:
        """Beginning anew would take the records of a lost manifest for the remains of a crash, and remove them."""
        if any((self.folder / FOLDERS[0]).glob("*")):
            raise LostManifestError(
                f"expected {MANIFEST} beside the records in {self.folder}, found none; restore it from a backup, or "
                "choose another folder with --workspace"
            )

    def path(self, relative: str) -> Path:
        """Returns where a path of the manifest lies."""
        return self.folder / relative

    def read(self) -> Manifest:
        """Returns the newest revision; it is whole, however many write."""
        try:
            return decode(self._manifest.read_bytes(), where=str(self._manifest))
        except FileNotFoundError as error:
            raise NoWorkspaceError(f"expected a workspace in {self.folder}, its {MANIFEST} is gone") from error

    def mark(self) -> tuple[int, int]:
        """Returns what changes whenever a revision is published; cheap enough to ask before every question."""
        status = self._manifest.stat()
        return status.st_mtime_ns, status.st_ino

    @contextmanager
    def writing(self) -> Iterator[Manifest]:
        """Holds the writer's lock and gives the newest revision; publish the next one inside the block."""
        with exclusive(self.folder / LOCK):
            yield self.read()

    def publish(self, manifest: Manifest) -> Manifest:
        """Makes this the newest revision, at once and durably; only inside `writing`."""
        replace_file(self._manifest, encode(manifest))
        return manifest

    def clean(self, manifest: Manifest) -> int:
        """Removes what no revision names any more and returns how much that was; only inside `writing`."""
        needed = manifest.paths()
        parents = {str(Path(path).parent.as_posix()) for path in needed}
        removed = 0
        for path in self._found():
            relative = path.relative_to(self.folder).as_posix()
            inside_needed = path.parent.relative_to(self.folder).as_posix() in needed
            if relative not in needed and relative not in parents and not inside_needed:
                removed += remove(path)
        return removed

    def _found(self) -> Iterator[Path]:
        """Yields what lies in the folders: entries, then what they contain, and temporary files."""
        yield from self.folder.glob(".*.tmp")
        for name in FOLDERS:
            for entry in (self.folder / name).glob("*"):
                yield entry
                if entry.is_dir():
                    yield from entry.glob("*")
