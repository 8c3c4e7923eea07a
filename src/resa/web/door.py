"""The door: before a route reads anything, who is asking and whether the table of routes lets them in."""

import hmac
from typing import ClassVar

from anyio import CapacityLimiter, to_thread
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from resa.app.permission import NotAllowedError, Person
from resa.model.errors import ResaError, UsageError
from resa.web.errors import NoSuchRouteError, answer
from resa.web.origin import is_own_host, is_own_origin
from resa.web.routes import ANYBODY, ROLE_LETTERS, allowed
from resa.web.session import PERSON, NotSignedInError
from resa.web.workspacecontext import WorkspaceContext, context_of

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
TOKEN_HEADER = "x-resa-token"
NOT_ALLOWED = 4403
LOOKING_AT_ONCE = 8


class ForgedRequestError(UsageError):
    """A request that changes something comes from another site's page, or lacks the token of its session."""

    code: ClassVar[str] = "forged_request"


class Door:
    """Finds the person, and turns away who may not use the route; WebSockets turn away themselves, with a code."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._looking: CapacityLimiter | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on who may pass."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        context = context_of(connection)
        token = connection.cookies.get(context.cookie)
        person = await to_thread.run_sync(context.person_behind, token, limiter=self._limiter()) if token else None
        scope.setdefault("state", {})[PERSON] = person
        if scope["type"] == "http":
            try:
                _check(connection, context=context, person=person, token=token)
            except ResaError as error:
                await answer(error)(scope, receive, send)
                return
        elif not is_own_host(connection, settings=context.settings):
            await send({"type": "websocket.close", "code": NOT_ALLOWED})
            return
        await self.app(scope, receive, send)

    def _limiter(self) -> CapacityLimiter:
        """Returns the door's own threads: who it is must not wait behind long questions about the data."""
        if self._looking is None:
            self._looking = CapacityLimiter(LOOKING_AT_ONCE)
        return self._looking


def _check(connection: HTTPConnection, *, context: WorkspaceContext, person: Person | None, token: str | None) -> None:
    path, method = connection.scope["path"], connection.scope["method"]
    if not is_own_host(connection, settings=context.settings):
        raise ForgedRequestError(
            f"expected one of this server's names as the host, got {connection.headers.get('host', '')!r}; "
            "`resa serve --url` names the address under which people come"
        )
    if not path.startswith("/api/"):
        return
    letters = allowed(method, path)
    if letters is None:
        raise NoSuchRouteError(f"expected a route as /api/docs lists them, got {method} {path}")
    if method not in SAFE:
        _check_own_page(connection, context=context, token=token if person else None)
    if letters == ANYBODY:
        return
    if person is None:
        raise NotSignedInError("expected somebody who is signed in, found no session; sign in and ask again")
    if person.role not in {ROLE_LETTERS[letter] for letter in letters}:
        roles = ", ".join(ROLE_LETTERS[letter] for letter in letters)
        raise NotAllowedError(f"expected {roles} for {method} {path}, {person.name} is {person.role}; ask an owner")


def _check_own_page(connection: HTTPConnection, *, context: WorkspaceContext, token: str | None) -> None:
    """Another site's page can send a person's cookie, but neither hide where it comes from nor read the token."""
    if not is_own_origin(connection, settings=context.settings):
        raise ForgedRequestError(
            f"expected a request from this app's own page, got one from {connection.headers.get('origin')!r}"
        )
    if token is None:
        return
    shown = connection.headers.get(TOKEN_HEADER, "")
    if not hmac.compare_digest(shown.encode(), context.csrf_token(token).encode()):
        raise ForgedRequestError("expected the header X-Resa-Token with the token that GET /api/me gives")
