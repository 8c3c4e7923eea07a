"""A question as it is put: its words, and everything that answering it takes."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from resa.app.workspace import Workspace
from resa.model.errors import UsageError
from resa.model.journeymap import JourneyMap
from resa.store.port import Scope


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, of whom, and how it is to be counted; the words of `resa show`."""

    what: str
    where: str | None = None
    per: str = "customer"
    by: str | None = None
    start: str | None = None
    end: str | None = None
    goal: str | None = None
    steps: tuple[str, ...] = ()
    order: str = "ordered"
    within: str | None = None
    bucket: str = "month"
    at: str | None = None
    side: str = "after"
    visit: str = "first"
    depth: int = 5
    most: int = 6
    map: str | None = None
    versus: str | None = None
    page: str | None = None
    model: str | None = None
    touches: str | None = None
    accounts: str | None = None
    pages: tuple[str, ...] = ()
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Asking:
    """A question with everything that answering it takes."""

    question: Question
    workspace: Workspace
    scope: Scope
    now: datetime
    plan: JourneyMap | None = None


GIVEN = (
    "by", "goal", "steps", "order", "within", "at", "side", "visit", "depth", "most", "map", "versus", "page",
    "model", "touches", "accounts", "kind",
)  # fmt: skip
"""The options of a question that only some questions follow."""


class DurationError(UsageError):
    """A length of time that can't be read."""

    code: ClassVar[str] = "duration"


def seconds(length: str) -> int:
    """Returns a length of time such as 30s, 15min, 12h, 7d or 2w in seconds.

    >>> seconds("7d")
    604800
    """
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(s|min|h|d|w)", length.strip())
    if not found:
        raise DurationError(f"expected a length of time such as 30s, 15min, 12h, 7d or 2w, got {length!r}")
    return round(float(found[1]) * {"s": 1, "min": 60, "h": 3600, "d": 86_400, "w": 604_800}[found[2]])
