"""Questions about the data take turns, so that a crowd of slow ones never keeps anybody from signing in or editing.

The threads of a server are few. A question that waits for the data waits here, where it holds none of them.
"""

import asyncio
import re
from collections import Counter
from typing import ClassVar

import anyio
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from resa.model.errors import FailureError
from resa.web.errors import answer
from resa.web.session import PERSON

AT_ONCE = 8
AT_ONCE_EACH = 4
"""How many questions of one person are answered side by side, so that the others' turns come too."""

MOST_WAITING = 400

ASKING = re.compile(
    r"/api/maps/[^/]+/(figures|deviations|evidence/.*|answers/.*|export\..*)"
    r"|/api/(dashboard|portfolio|plan(/.*)?|reviews|questions|answers(/.*)?|personas|types|shared/.*)"
    r"|/api/(customers(/.*)?|overviews/.*)"
    r"|/api/(voices(/.*)?|sources(/.*)?|rejected(\.csv)?|touchpoints(/.*)?|stages|goals(/.*)?)"
    r"|/api/(identity/.*|uploads/[^/]+/check)"
)
"""Paths whose answers are found in the data; all others never wait for these."""


class CrowdedError(FailureError):
    """Too many questions wait for their turn."""

    code: ClassVar[str] = "crowded"


class _Listening:
    """What an asker sends, and whether they have gone meanwhile: what nobody waits for any more is not counted."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._heard: list[Message] = []

    async def has_left(self) -> bool:
        """Returns whether the asker hung up; waits for nothing."""
        with anyio.CancelScope() as at_once:
            at_once.cancel()
            self._heard.append(await self._receive())
        return bool(self._heard) and self._heard[-1].get("type") == "http.disconnect"

    async def receive(self) -> Message:
        """Returns the next message, those heard already first."""
        return self._heard.pop(0) if self._heard else await self._receive()


class Turns:
    """Lets so many questions through at once, and of one person fewer; those who wait keep their order."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._waiting = 0
        self._turns: asyncio.Semaphore | None = None
        self._own: dict[str, asyncio.Semaphore] = {}
        self._askers: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, when its turn comes."""
        if scope["type"] != "http" or not ASKING.fullmatch(scope["path"]):
            await self.app(scope, receive, send)
        elif self._waiting >= MOST_WAITING:
            told = CrowdedError(
                f"expected fewer than {MOST_WAITING} questions at once, more wait; ask again in a while"
            )
            await answer(told)(scope, receive, send)
        else:
            await self._in_turn(scope, receive, send)

    async def _in_turn(self, scope: Scope, receive: Receive, send: Send) -> None:
        person = scope.get("state", {}).get(PERSON)
        asker = person.id if person else ""
        if self._turns is None:
            self._turns = asyncio.Semaphore(AT_ONCE)
        own = self._own.setdefault(asker, asyncio.Semaphore(AT_ONCE_EACH))
        self._waiting += 1
        self._askers[asker] += 1
        listening = _Listening(receive)
        try:
            async with own, self._turns:
                if not await listening.has_left():
                    await self.app(scope, listening.receive, send)
        finally:
            self._waiting -= 1
            self._askers[asker] -= 1
            if not self._askers[asker]:
                del self._askers[asker], self._own[asker]
