"""`resa` as a process of its own that a test may end at any moment.

A new interpreter loads a thousand modules before it does anything. Here one that has loaded them waits, and every
process is a fork of it: the same program, there at once.
"""

import os
import re
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Timer
from typing import IO
from urllib.parse import urlsplit

PATIENCE_SECONDS = 120.0
READS_NOTHING = ("--no-reading",)
"""Most stories say nothing about texts: no second process then competes with them for the machine."""

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command does before it loads anything
_LOADED = get_context("forkserver")
_LOADED.set_forkserver_preload(["resa.cli.program", "resa.web.run", "resa.app.take_in"])


class ResaProcess:
    """One command as it runs; `told` is what it prints, to be read line by line."""

    def __init__(self, *words: str | Path) -> None:
        mine, its = Pipe(duplex=False)
        given = (its, [str(word) for word in words])
        self._process: BaseProcess = _LOADED.Process(target=_run, args=given, daemon=True)
        self._process.start()
        its.close()
        self.told: IO[str] = os.fdopen(os.dup(mine.fileno()), encoding="utf-8")
        mine.close()

    @property
    def is_running(self) -> bool:
        return self._process.is_alive()

    def kill(self) -> None:
        """Ends it as a power cut would."""
        self._process.kill()

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Ends it, and returns the code with which it ended; minus a signal's number where that ended it."""
        with suppress(ProcessLookupError):
            if self.is_running:
                os.kill(self._process.pid or 0, how)
        self._process.join(PATIENCE_SECONDS)
        self.kill()
        self.told.close()
        return self.wait()

    def wait(self) -> int:
        """Waits until it has ended by itself, and returns the code with which it did."""
        self._process.join(PATIENCE_SECONDS)
        assert self._process.exitcode is not None, "it did not end in time"
        return self._process.exitcode


def _run(told: Connection, words: list[str]) -> None:
    """Runs one command; what it prints goes to who started it."""
    os.dup2(told.fileno(), 1)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", buffering=1, closefd=False)
    sys.argv = ["resa", *words]
    from resa.cli.program import main

    main()


@dataclass
class ServerProcess:
    """A server over a folder; started again, it takes the port that it had, so that open pages find it."""

    folder: Path
    options: tuple[str, ...] = READS_NOTHING
    port: int = 0
    address: str = ""
    process: ResaProcess | None = None

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.is_running

    def __enter__(self) -> "ServerProcess":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self.is_running:
            self.end()

    def start(self) -> str:
        """Starts it, and returns the address that it prints once it listens."""
        words = ("serve", "--no-open", "--port", str(self.port), "--workspace", self.folder, *self.options)
        self.process = ResaProcess(*words)
        watch = Timer(PATIENCE_SECONDS, self.process.kill)
        watch.start()
        told, found = "", None
        for line in self.process.told:
            told += line
            if found := re.match(r"open  (\S+)", line):
                break
        watch.cancel()
        assert found, f"the server ended before it said where: {told}"
        self.address = found[1]
        self.port = urlsplit(self.address).port or 0
        return self.address

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Ends it, and returns the code with which it ended."""
        assert self.process is not None
        return self.process.end(how)

    def kill(self) -> None:
        """Ends it as a power cut would."""
        self.end(signal.SIGKILL)
