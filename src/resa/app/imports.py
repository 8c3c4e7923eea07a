"""Imports that go on by themselves: one at a time, whoever watches, and again after a restart.

Each upload waits its turn in one thread. Watchers come and go; what they missed is told first. An import that the end
of the process interrupts is taken up when the workspace is served again: records that were kept are known, and the
rest follows.
"""

import errno
import logging
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol, TypeVar

from resa.app.specs import as_spec
from resa.app.take_in import Choice, Request, take_in
from resa.app.uploads import DONE, IMPORTING, REFUSED, WAITING, Upload, Uploads, moved_on
from resa.app.workspace import Workspace
from resa.collect.readers.raw import FileFormat
from resa.model.errors import FailureError, ResaError
from resa.model.intake import ImportCounts, ImportReport
from resa.store.lock import WorkspaceBusyError

T = TypeVar("T")

Told = tuple[str, Mapping[str, Any]]
"""The name and the content of something that is told of an import: "progress", "done" or "refused"."""

Listener = Callable[[str, Mapping[str, Any]], None]

LAST = ("done", "refused")
"""After these nothing more is told of an import."""

STOPPING_SECONDS = 10.0

_log = logging.getLogger("resa")


class Changing(Protocol):
    """Lets somebody write to the workspace, as `ServedWorkspace.change` does."""

    def __call__(self, change: Callable[[Workspace], T]) -> T:
        """Returns what the change returns."""


class ImportStoppedError(FailureError):
    """The server ends while an import is on its way; it goes on after the next start."""

    code = "import_stopped"


class Imports:
    """The imports of one workspace; every method may be called from any thread."""

    def __init__(self, folder: Path, *, change: Changing, now: Callable[[], datetime]) -> None:
        self.uploads = Uploads(folder)
        self._change = change
        self._now = now
        self._turns: deque[str] = deque()
        self._told: dict[str, dict[str, Told]] = {}
        self._listeners: dict[str, list[Listener]] = {}
        self._wakes = threading.Condition()
        self._is_over = False
        self._worker: threading.Thread | None = None

    def resume(self) -> list[str]:
        """Takes up what an end of the process interrupted, and returns which uploads that are."""
        self.uploads.tidy(now=self._now())
        found = [one.id for one in self.uploads.all() if one.state in (WAITING, IMPORTING)]
        for upload_id in found:
            self._line_up(upload_id)
        return found

    def start(self, upload: Upload, *, chosen: tuple[Mapping[str, Any], ...]) -> Upload:
        """Puts an upload at the end of the line, to be read as `chosen` says, and returns it."""
        kept = self.uploads.keep(moved_on(upload, WAITING, chosen=chosen, refusal=None))
        self._line_up(upload.id)
        return kept

    @contextmanager
    def heard_by(self, upload_id: str, listener: Listener) -> Iterator[None]:
        """Tells the listener where the import is and what follows, while the block runs; it must not block."""
        with self._wakes:
            self._listeners.setdefault(upload_id, []).append(listener)
            missed = list(self._told.get(upload_id, {}).values())
        for name, content in missed or self._outcome(upload_id):
            listener(name, content)
        try:
            yield
        finally:
            with self._wakes:
                self._listeners[upload_id].remove(listener)

    def close(self) -> None:
        """Stops the import that is on its way at its next step; it goes on after the next start.

        A step that takes longer than that is not waited for: an import may be killed at any moment.
        """
        with self._wakes:
            self._is_over = True
            self._wakes.notify_all()
        if self._worker is not None:
            self._worker.join(STOPPING_SECONDS)

    def _outcome(self, upload_id: str) -> list[Told]:
        upload = self.uploads.get(upload_id)
        if upload.state == DONE:
            return [("done", upload.report or {})]
        return [("refused", upload.refusal or {})] if upload.state == REFUSED else []

    def _line_up(self, upload_id: str) -> None:
        with self._wakes:
            if upload_id in self._turns:
                return
            self._told[upload_id] = {}
            self._turns.append(upload_id)
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, name="imports", daemon=True)
                self._worker.start()
            self._wakes.notify_all()
        self._tell(upload_id, "progress", {"step": "waiting", "share": None, "ahead": len(self._turns) - 1})

    def _work(self) -> None:
        while True:
            with self._wakes:
                self._wakes.wait_for(lambda: self._turns or self._is_over)
                if self._is_over:
                    return
                upload_id = self._turns[0]
            try:
                self._import(upload_id)
            except Exception:
                _log.exception("the import of %s broke", upload_id)
                told = {"code": "unforeseen", "sentence": "the import broke; the server's log says what", "faults": []}
                with suppress(ResaError, OSError):  # the line goes on without it
                    self._end(self.uploads.get(upload_id), REFUSED, "refused", told)
            with self._wakes:
                self._turns.popleft()

    def _import(self, upload_id: str) -> None:
        upload = self.uploads.keep(moved_on(self.uploads.get(upload_id), IMPORTING))
        self._tell(upload_id, "progress", {"step": "waiting", "share": 1.0, "ahead": 0})
        try:
            report = self._taken(upload)
        except ImportStoppedError:
            return
        except ResaError as error:
            told = {"code": error.code, "sentence": error.sentence, "faults": list(error.faults)}
            self._end(upload, REFUSED, "refused", told)
            return
        except OSError as error:
            self._end(upload, REFUSED, "refused", _disk_told(error))
            return
        if not any(one.is_unread for one in report.sources):
            self.uploads.forget_files(upload)
        self._end(upload, DONE, "done", report.to_json())

    def _taken(self, upload: Upload) -> ImportReport:
        """Imports the files of an upload; waits for as long as another process imports."""
        request = Request(paths=self.uploads.paths(upload), chosen=_choices(upload))

        def progress(step: str, share: float | None) -> None:
            if self._is_over:
                raise ImportStoppedError("expected to go on importing, but the server ends; it goes on at the next")
            self._tell(upload.id, "progress", {"step": step, "share": share, **counts.get(step, {})})

        def counted(source: str, found: ImportCounts) -> None:
            names = ("received", "stored", "duplicates", "rejected", "suppressed")
            counts[source] = {name: getattr(found, name) for name in names}

        counts: dict[str, dict[str, int]] = {}
        while True:
            try:
                return self._change(lambda workspace: take_in(workspace, request, progress=progress, counted=counted))
            except WorkspaceBusyError:
                progress("waiting", None)

    def _end(self, upload: Upload, state: str, name: str, content: Mapping[str, Any]) -> None:
        field = "report" if state == DONE else "refusal"
        self.uploads.keep(moved_on(upload, state, **{field: content}))
        self._tell(upload.id, name, content)

    def _tell(self, upload_id: str, name: str, content: Mapping[str, Any]) -> None:
        with self._wakes:
            key = f"{name}:{content.get('step', '')}"
            self._told.setdefault(upload_id, {})[key] = (name, content)
            listeners = tuple(self._listeners.get(upload_id, ()))
            if name in LAST:
                self._told.pop(upload_id)
        for listener in listeners:
            listener(name, content)


def _disk_told(error: OSError) -> dict[str, Any]:
    """Returns what is told where the disk does not take what an import writes; what it took is kept."""
    _log.error("an import could not write: %s", error)
    if error.errno == errno.ENOSPC:
        sentence = "expected room on the disk, there is none left; make room and import again, nothing is read twice"
        return {"code": "full_disk", "sentence": sentence, "faults": []}
    sentence = (
        f"expected to read and write the workspace, got: {error.strerror or 'an error'}; see to it and import again"
    )
    return {"code": "disk", "sentence": sentence, "faults": []}


def _choices(upload: Upload) -> dict[str, Choice]:
    """Returns how each file shall be read, as it was written down when the import was asked for."""
    found = {}
    for one in upload.chosen:
        written = FileFormat(**one["format"]) if one.get("format") else None
        choice = Choice(as_spec(one["spec"]), written)
        found.update(dict.fromkeys(one["files"], choice))
    return found
