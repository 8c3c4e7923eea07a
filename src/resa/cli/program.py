"""The `resa` command: its words, its exit codes, and how errors are told."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from cyclopts import App, CycloptsError, Parameter

from resa.cli import (
    checking,
    inspecting,
    intake,
    listening,
    mapfiles,
    mapping,
    naming,
    personas,
    reporting,
    serving,
    showing,
    types,
)
from resa.cli.output import complain
from resa.model.errors import FailureError, ResaError, UsageError

WRONG_USE = 2
FAILURE = 1

FIRST_STEPS = """To begin:

  resa demo                       look at a made-up company
  resa import exports/ --yes      take in what your systems export
  resa map --out map.html         draw the journey map
  resa show pains                 ask; `resa show --help` lists the questions
  resa serve                      all of it in the browser

`resa COMMAND --help` tells the options of one command, docs/reference/commands.md all of them."""

program = App(
    name="resa",
    help="One living customer-journey map, found in the data of every channel.",
    help_epilogue=FIRST_STEPS,
    help_format="plaintext",
    result_action="return_value",
    version_flags=["--version"],
    default_parameter=Parameter(negative_iterable=()),  # no --empty-page beside --page: it would mean nothing
)
for words in (
    intake,
    mapping,
    reporting,
    mapfiles,
    serving,
    showing,
    personas,
    types,
    listening,
    naming,
    checking,
    inspecting,
):
    words.register(program)


def run(arguments: Sequence[str]) -> int:
    """Runs one command and returns its exit code; errors are told on standard error."""
    wants_json = "--json" in arguments
    odd = [word for word in arguments if not _is_text(word) and not Path(word).exists()]
    if odd:
        complain(
            UsageError(f"expected words in UTF-8, got other bytes in {odd[0]!r}; type it anew"), as_json=wants_json
        )
        return WRONG_USE
    try:
        result = program(list(arguments), exit_on_error=False, print_error=False, help_on_error=False)
    except CycloptsError as error:
        complain(UsageError(f"{error}; `resa --help` lists the commands"), as_json=wants_json)
        return WRONG_USE
    except ResaError as error:
        complain(error, as_json=wants_json)
        return WRONG_USE if isinstance(error, UsageError) else FAILURE
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except OSError as error:
        complain(refused(error), as_json=wants_json)
        return FAILURE
    return result if isinstance(result, int) else 0


def _is_text(word: str) -> bool:
    return not any("\ud800" <= sign <= "\udfff" for sign in word)


def refused(error: OSError) -> FailureError:
    """Returns what to tell where the system did not let us read or write."""
    place = f" {error.filename}" if error.filename else ""
    return FailureError(
        f"expected to read or write{place}, but the system says: {error.strerror or error}; mend that (a full disk, a "
        "missing right, a name too long) and run the same command again: what was stored before stays"
    )


def main() -> None:
    """Runs the command that was typed, and ends with its exit code."""
    # numpy's matrix products keep to one thread: several for small ones wait for each other more than they work
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        sys.exit(run(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
