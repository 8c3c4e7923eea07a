"""The process that reads texts behind a server: `python -m resa.app.feedbackprocess FOLDER`.

It gives way to everything else on the machine, and ends when the server that started it does.
"""

import os
import sys
import threading
from contextlib import suppress
from pathlib import Path

from resa.app.feedbackbehind import BUSY_CODE, DONE_CODE
from resa.app.feedbackrun import read_feedback
from resa.app.workspace import open_workspace
from resa.model.errors import ResaError
from resa.store.readingturn import FeedbackBusyError

NICE = 15
LOST_CODE, FAILED_CODE = 70, 1


def main(folder: Path) -> int:
    """Reads what has not been read in the workspace, and returns the code to end with."""
    with suppress(AttributeError, OSError):  # where processes have no niceness
        os.nice(NICE)
    threading.Thread(target=_end_with_server, daemon=True).start()
    try:
        read_feedback(open_workspace(folder), is_wished=False)
    except FeedbackBusyError:
        return BUSY_CODE
    except ResaError as error:
        sys.stderr.write(f"resa: reading texts: {error}\n")
        return FAILED_CODE
    return DONE_CODE


def _end_with_server() -> None:
    """Ends this process when the pipe from the server closes: what was read is kept at every moment."""
    while os.read(sys.stdin.fileno(), 1):  # not through the buffer, whose lock a thread would hold as Python ends
        pass
    os._exit(LOST_CODE)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
