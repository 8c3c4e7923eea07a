"""How large a request's body may be and how slowly it may come."""

import asyncio
import re
from typing import ClassVar

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from resa.model.errors import UsageError
from resa.web.errors import answer

MEGABYTE = 1 << 20
LIMITS = (
    (re.compile(r"/api/uploads"), 4096 * MEGABYTE),
    (re.compile(r"/api/pictures"), 12 * MEGABYTE),
    (re.compile(r"/api/checks/pages"), 11 * MEGABYTE),
    (re.compile(r"/api/maps(/[^/]+/records)?"), 24 * MEGABYTE),
)
USUAL = MEGABYTE
PATIENCE_SECONDS = 30.0


class TooLargeError(UsageError):
    """A request's body is larger than the route takes."""

    code: ClassVar[str] = "too_large"


class TooSlowError(UsageError):
    """A request's body did not arrive in time."""

    code: ClassVar[str] = "too_slow"


class RequestLimit:
    """Ends requests whose body is too large, or stops coming."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on with a limited body."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = limit_of(scope["path"])
        announced = dict(scope["headers"]).get(b"content-length", b"0")
        if not announced.isdigit() or int(announced) > limit:
            await answer(_too_large(limit))(scope, receive, send)
            return
        body = _Body(receive, limit=limit)
        has_answered = False

        async def send_unless_refused(message: Message) -> None:
            nonlocal has_answered
            if body.refused is None:
                await send(message)
            elif not has_answered:  # the application answers that it could not read; we say why
                has_answered = True
                await answer(body.refused)(scope, receive, send)

        try:
            await self.app(scope, body, send_unless_refused)
        except (TooLargeError, TooSlowError) as error:
            if not has_answered:
                await answer(error)(scope, receive, send)


class _Body:
    """Receives a body piece by piece, within the limit; what comes after it (a disconnect) may take any time."""

    def __init__(self, receive: Receive, *, limit: int) -> None:
        self.refused: TooLargeError | TooSlowError | None = None
        self._receive = receive
        self._limit = limit
        self._received = 0
        self._is_whole = False

    async def __call__(self) -> Message:
        if self._is_whole:
            return await self._receive()
        try:
            message = await asyncio.wait_for(self._receive(), PATIENCE_SECONDS)
        except TimeoutError as error:
            self.refused = TooSlowError(
                f"expected the next piece of the request within {PATIENCE_SECONDS:g} seconds, none came; send it again"
            )
            raise self.refused from error
        self._is_whole = not message.get("more_body", False)
        self._received += len(message.get("body", b""))
        if self._received > self._limit:
            self.refused = _too_large(self._limit)
            raise self.refused
        return message


def limit_of(path: str) -> int:
    """Returns how many bytes a request to that path may hold.

    >>> limit_of("/api/session")
    1048576
    """
    return next((limit for pattern, limit in LIMITS if pattern.fullmatch(path)), USUAL)


def _too_large(limit: int) -> TooLargeError:
    return TooLargeError(f"expected at most {limit // MEGABYTE:,} MB in one request, got more; send it in parts")
