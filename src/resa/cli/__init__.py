"""The command line: parses words, calls `resa.app`, prints the answer.

Takes what was typed; prints tables for people and, with `--json`, the documented envelope for programs. Exit codes:
0 done, 2 wrong use or open questions, 1 failure. Begin with `program`.
"""

from resa.cli.program import main

__all__ = ["main"]
