"""A workspace that is open for many people at once: questions follow the newest revision, each at one of them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Condition, Lock, local
from typing import TypeVar

from resa.app.feedbackbehind import ReadingBehind
from resa.app.imports import Imports
from resa.app.oidc import Provider, provider_in
from resa.app.remarks import FILES, Stamps, remark_stamps
from resa.app.rooms import Rooms
from resa.app.signals import Signals
from resa.app.workspace import Workspace, open_workspace
from resa.store.collaboration.database import Database
from resa.store.collaboration.people import workspace_id
from resa.store.keptreading import finished_mark
from resa.store.labelfile import labels_mark

T = TypeVar("T")


class ServedWorkspace:
    """One workspace, shared by the requests of a server.

    Questions run side by side, in the threads of those who ask. A revision that this or another process has published,
    and settings that a hand has changed, are seen by the next question; none sees two revisions.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._workspace = open_workspace(folder, create=True)
        self._gate = _Gate()
        self._following = Lock()
        self._mark, self._heard_mark = self._seen(), self._heard()
        self.signals = Signals()
        self.database = Database.open(folder)
        self.id = workspace_id(self.database)
        self.rooms = Rooms(self.database, now=self.now, renamed=lambda map_id: self.signals.tell("maps", about=map_id))
        self.imports = Imports(folder, change=self.change, now=self.now)
        self.imports.resume()
        self.reading = ReadingBehind(folder, revision=lambda: self.revision)

    def now(self) -> datetime:
        """Reads the clock."""
        return datetime.now(UTC)

    def close(self) -> None:
        """Stops imports and reading, sends everybody out of the rooms, and lets go of the engine and the database."""
        self.reading.close()
        self.imports.close()
        self.rooms.close()
        self._workspace.engine.close()
        self.database.close()

    @property
    def name(self) -> str:
        """What the workspace is called: the company, else the folder."""
        return self._workspace.knowledge.defaults.company or self.folder.resolve().name

    @property
    def provider(self) -> Provider | None:
        """The identity provider that people.yaml names, None where it names none."""
        return provider_in(self.folder)

    @property
    def revision(self) -> int:
        """The revision at which questions are answered."""
        return self._workspace.engine.revision

    def ask(self, question: Callable[[Workspace], T]) -> T:
        """Returns the answer to a question about the newest revision; blocks, so call it from a worker thread.

        A question asked within another one is answered at the same revision.
        """
        if not self._gate.is_mine:
            self.follow()
        with self._gate.shared():
            return question(self._workspace)

    def change(self, change: Callable[[Workspace], T]) -> T:
        """Lets `change` write to the workspace through an engine of its own, and returns what it returns.

        Questions go on at the old revision until it is done.
        """
        workspace = open_workspace(self.folder)
        try:
            changed = change(workspace)
        finally:
            workspace.engine.close()
        self.follow()
        return changed

    def follow(self) -> bool:
        """Moves to the newest revision and settings; returns whether there was anything new.

        Who is within a question stays where it is, and so does everybody else until that is answered.
        """
        if self._gate.is_mine:
            return False
        with self._following:
            mark, heard = self._seen(), self._heard()
            if (mark, heard) == (self._mark, self._heard_mark):
                return False
            if (
                mark == self._mark
            ):  # labels, readings and remarks wait for nobody: whoever counts now does so to the end
                self._workspace.hear_anew()
            else:
                with self._gate.alone():
                    self._workspace.refresh()
            self._mark, self._heard_mark = mark, heard
        self.signals.tell("revision", about=str(self.revision))
        return True

    def _seen(self) -> tuple[object, ...]:
        settings = [*self.folder.glob("*.yaml"), *(self.folder / "sources").glob("*.yaml")]
        counted = [path for path in settings if path.name not in FILES and path.exists()]
        stamps = sorted((str(path), path.stat().st_mtime_ns) for path in counted)
        return (self._workspace.engine.workspace.mark(), *stamps)

    def _heard(self) -> tuple[str, str, Stamps]:
        return finished_mark(self.folder), labels_mark(self.folder), remark_stamps(self.folder)


class _Gate:
    """Many at once, or one alone; whoever wants to be alone goes before those who come later.

    Who is inside may come in again: it would else wait for somebody who waits for it.
    """

    def __init__(self) -> None:
        self._turn = Condition()
        self._own = local()
        self._inside = 0
        self._is_closed = False

    @property
    def is_mine(self) -> bool:
        """Whether this thread is inside."""
        return bool(getattr(self._own, "is_inside", False))

    @contextmanager
    def shared(self) -> Iterator[None]:
        if self.is_mine:
            yield
            return
        with self._turn:
            self._turn.wait_for(lambda: not self._is_closed)
            self._inside += 1
        self._own.is_inside = True
        try:
            yield
        finally:
            self._own.is_inside = False
            with self._turn:
                self._inside -= 1
                self._turn.notify_all()

    @contextmanager
    def alone(self) -> Iterator[None]:
        with self._turn:
            self._turn.wait_for(lambda: not self._is_closed)
            self._is_closed = True
            self._turn.wait_for(lambda: not self._inside)
        try:
            yield
        finally:
            with self._turn:
                self._is_closed = False
                self._turn.notify_all()
