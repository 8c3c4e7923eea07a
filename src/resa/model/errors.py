"""What can go wrong, as one tree.

    ResaError                  everything Resa raises on purpose; has a stable `code`
    ├── UsageError             the caller asked for something that can't be: wrong words, unknown names (exit 2)
    │   ├── OpenQuestions      a source can't be read until somebody answers (exit 2)
    │   └── (subclasses stand beside the function that raises them)
    └── FailureError           the request was fine, the world was not: unreadable file, broken store (exit 1)
        └── (subclasses stand beside the function that raises them)

The sentence says what was expected, what came, where, and what to do. Several faults of one thing are
raised together: `faults` lists them all.
"""

import difflib
from collections.abc import Iterable, Sequence
from typing import ClassVar


class ResaError(Exception):
    """The root of all errors that Resa raises on purpose.

    `code` is stable and for programs; the sentence is for people.
    """

    code: ClassVar[str] = "resa"

    def __init__(self, sentence: str, *, faults: Sequence[str] = ()) -> None:
        self.sentence = sentence
        self.faults = tuple(faults)
        super().__init__("\n".join([sentence, *(f"  - {fault}" for fault in self.faults)]))


class UsageError(ResaError):
    """The request itself can't be carried out."""

    code: ClassVar[str] = "usage"


class FailureError(ResaError):
    """The request was right, but something it needs is broken or missing."""

    code: ClassVar[str] = "failure"


class UnknownNameError(UsageError):
    """A name that nothing in the workspace goes by; the sentence lists the nearest ones."""

    code: ClassVar[str] = "unknown_name"

    def __init__(self, kind: str, name: str, *, known: Iterable[str], where: str | None = None) -> None:
        self.kind = kind
        self.name = name
        self.nearest = nearest(name, known=known)
        place = f" in {where}" if where else ""
        hint = f"; nearest: {', '.join(self.nearest)}" if self.nearest else "; there are none yet"
        super().__init__(f"unknown {kind} {name!r}{place}{hint}")


def nearest(name: str, *, known: Iterable[str], most: int = 5) -> tuple[str, ...]:
    """Returns the known names that look most like `name`, best first.

    >>> nearest("chanel", known=["channel", "customer", "time"])
    ('channel',)
    """
    names = sorted(set(known))
    folded = {candidate.casefold(): candidate for candidate in names}
    close = difflib.get_close_matches(name.casefold(), list(folded), n=most, cutoff=0.5)
    found = [folded[match] for match in close]
    found += [candidate for candidate in names if name.casefold() in candidate.casefold() and candidate not in found]
    return tuple((found or names)[:most])
