"""Texts that came in are read behind the scenes: by one process of its own, which gives way to everything else.

Whatever ends it, what was read is kept, and the next one goes on from there. Questions are answered meanwhile, from
word lists where nothing better has read.
"""

import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from resa.store.readingturn import DONE, LEARNING, READING, STOPPED, ReadingState, ReadingTurn, mark_of

LOOK_SECONDS = 1.0
BUSY_SECONDS = 10.0
MOST_TRIES = 3
RESTING = 20.0
"""After a run nobody reads for so many times as long as it took, at most ten minutes, where records come in all day."""
LONGEST_REST_SECONDS = 600.0

WAITING, BROKEN, NEVER = "waiting", "broken", "never"
DONE_CODE, BUSY_CODE = 0, 75

_log = logging.getLogger("resa")


@dataclass(frozen=True, slots=True)
class ReadingTold:
    """How far the reading of texts is, for people.

    `step` is "never" (nobody has read here), "waiting" (it begins soon), "reading", "learning", "stopped" (somebody
    wants it so), "broken" (it failed several times in a row) or "done".
    """

    step: str
    rung: str | None = None
    read: int = 0
    texts: int = 0
    failed: int = 0


class ReadingBehind:
    """The reading of one served workspace; every method may be called from any thread."""

    def __init__(self, folder: Path, *, revision: Callable[[], int]) -> None:
        self._folder, self._revision = folder, revision
        self._turn = ReadingTurn(folder)
        self._wakes = threading.Condition()
        self._is_over = False
        self._tries = 0
        self._rests_until = 0.0
        self._process: subprocess.Popen[bytes] | None = None
        self._worker: threading.Thread | None = None

    def begin(self) -> None:
        """Lets texts be read from now on, whenever there are new ones."""
        with self._wakes:
            if self._worker is None and not self._is_over:
                self._worker = threading.Thread(target=self._work, name="reading", daemon=True)
                self._worker.start()

    def stop(self) -> None:
        """Ends what is being read after the texts at hand; nothing begins by itself until somebody says `go_on`."""
        self._turn.stop()

    def go_on(self) -> None:
        """Begins at once, or goes on where it was stopped."""
        self._turn.go_on()
        with self._wakes:
            self._tries, self._rests_until = 0, 0.0
            self._wakes.notify_all()
        self.begin()

    def close(self) -> None:
        """Ends the process that reads: it may be ended at any moment, and what it read is kept."""
        with self._wakes:
            self._is_over = True
            self._wakes.notify_all()
        self._end()
        if self._worker is not None:
            self._worker.join(LOOK_SECONDS + 1)

    def told(self) -> ReadingTold:
        """Returns how far it is, whichever process reads."""
        state = self._turn.told()
        step = self._step(state)
        if state is None:
            return ReadingTold(step)
        return ReadingTold(step, state.rung, state.read, state.texts, state.failed)

    def _step(self, state: ReadingState | None) -> str:
        if self._turn.is_taken and state is not None and state.step in (READING, LEARNING):
            return state.step
        if self._turn.is_stopped:
            return STOPPED
        if self._tries >= MOST_TRIES:
            return BROKEN
        if state is not None and state.step == DONE and (state.mark == self._mark() or not self._worker):
            return DONE
        return WAITING if self._worker else NEVER

    def _mark(self) -> str:
        return mark_of(self._folder, revision=self._revision())

    def _is_due(self) -> bool:
        if self._turn.is_stopped or self._tries >= MOST_TRIES or time.monotonic() < self._rests_until:
            return False
        state = self._turn.told()
        return state is None or state.step != DONE or state.mark != self._mark()

    def _work(self) -> None:
        while True:
            with self._wakes:
                self._wakes.wait(LOOK_SECONDS)
                if self._is_over:
                    return
            try:
                if self._is_due():
                    self._run()
            except OSError as error:
                _log.warning("texts can't be read now: %s", error)
                self._rests_until = time.monotonic() + BUSY_SECONDS

    def _run(self) -> None:
        """Lets one process read to its end."""
        begun = time.monotonic()
        with self._wakes:
            if self._is_over:
                return
            self._process = _reader(self._folder)
        with self._process as process:  # closes the pipe by which it knows that this process is there
            code = process.wait()
        now = time.monotonic()
        if self._is_over or self._turn.is_stopped:
            return
        if code == BUSY_CODE:
            self._rests_until = now + BUSY_SECONDS
        elif code == DONE_CODE:
            self._tries = 0
            self._rests_until = now + min(LONGEST_REST_SECONDS, RESTING * (now - begun) if self._is_fed() else 0.0)
        else:
            self._tries += 1
            _log.warning("reading texts ended with code %s; try %s of %s", code, self._tries, MOST_TRIES)

    def _is_fed(self) -> bool:
        """Whether records came in while it read: then more come soon."""
        state = self._turn.told()
        return state is not None and state.mark != self._mark()

    def _end(self) -> None:
        process = self._process
        if process is not None and process.poll() is None:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(LOOK_SECONDS)
            if process.poll() is None:
                process.kill()


def _reader(folder: Path) -> subprocess.Popen[bytes]:
    """Starts a process that reads; it ends when this one does, for it listens to a pipe that then closes."""
    words = [sys.executable, "-m", "resa.app.feedbackprocess", str(folder)]
    return subprocess.Popen(
        words,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        start_new_session=True,
    )
