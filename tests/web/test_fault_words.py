"""Whatever the server refuses, pages say it in the reader's own words: each code has a sentence in every language."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from resa.web.errors import STATUS

WORDS = Path(__file__).parents[2] / "frontend" / "packages" / "app" / "src" / "words" / "faults"
KINDS = {"usage", "failure"}
"""Kinds of errors; nobody raises one itself."""
ON_NO_PAGE = {
    "ambiguous_map",  # a title at the command line
    "batch_shape",  # tables that Python code hands over
    "no_workspace",  # a server does not start without one
    "not_a_frame",  # a table in a notebook
    "nothing_found",  # paths at the command line
    "query",  # SQL at the command line
    "story",  # a damaged package
    "unknown_segment",  # a number in Python code
}


CODES = """
import resa.web.server
from resa.model.errors import ResaError

def kinds_of(error):
    return [error.code, *(code for one in error.__subclasses__() for code in kinds_of(one))]

print(*{code for one in ResaError.__subclasses__() for code in kinds_of(one)})
"""


@pytest.fixture(scope="module")
def codes() -> set[str]:
    """Returns the codes of all errors that a server knows: asked of a process that has read nothing else."""
    asked = subprocess.run([sys.executable, "-c", CODES], capture_output=True, text=True, check=True)
    return {*asked.stdout.split()}


@pytest.mark.parametrize("language", ["en", "sv", "da", "nb"])
def test_every_refusal_has_its_own_words(language: str, codes: set[str]) -> None:
    said = set(re.findall(r"'fault\.(\w+)':", (WORDS / f"{language}.ts").read_text("utf-8")))
    assert len(codes) > 80
    assert (codes | STATUS.keys()) - said == KINDS | ON_NO_PAGE
